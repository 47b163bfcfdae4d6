//! `cargo xtask reference --from DIR`: the tables of France compiled into `territoire`, made from open data files.
//! Same input, same bytes. Formats are read by `territoire::referentiel` and `territoire::carte`, whose tests
//! check that they would write the same text.

mod outlines;
mod table;

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use table::Table;

/// What the files of this edition are; an imported edition carries its own words.
const EDITION: &str = "cog\tCOG 2026\n\
    population\tpopulation municipale RP2023\n\
    attribution\tInsee, La Poste, DGCL, IGN Admin Express COG 2018\n\
    licence\tLicence Ouverte 2.0\n";

/// The CPTS of the demonstration: id in the reconstructed lists, slug, name.
const DEMO: [(&str, &str, &str); 5] = [
    ("CPTS43-NVF", "nord-velay-forez", "CPTS Nord-Velay-Forez"),
    ("CPTS43-VS", "velay-sud", "CPTS Velay Sud"),
    ("CPTS43-BRI", "brivadois", "CPTS du Brivadois"),
    ("CPTS43-RHA", "rives-du-haut-allier", "CPTS des Rives du Haut-Allier"),
    ("CPTS43-OND", "ondaine", "CPTS de l’Ondaine"),
];

/// Reads the open data of `from` and writes the compact tables into `to`, where `communes-indicateurs.meta.toml` is.
pub fn run(from: &Path, to: &Path) -> Result<()> {
    pack(to, "communes.tsv.gz", &communes(from)?)?;
    pack(to, "indicateurs.tsv.gz", &indicateurs(from, to)?)?;
    pack(to, "departements-contours.tsv.gz", &outlines::departements(from)?)?;
    let demo = demo(from)?;
    std::fs::write(to.join("demo-haute-loire.csv"), demo).context("demo-haute-loire.csv")
}

/// Gzip without name or date, so that the bytes depend on the text alone.
fn pack(to: &Path, name: &str, text: &str) -> Result<()> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(text.as_bytes())?;
    let bytes = gzip.finish()?;
    println!("{name}: {} bytes, {} unpacked", bytes.len(), text.len());
    std::fs::write(to.join(name), bytes).with_context(|| name.to_owned())
}

fn communes(from: &Path) -> Result<String> {
    let mut text = format!("@maillage-communes\t1\n@edition\n{EDITION}@regions\n");
    table_of(&mut text, &Table::read(&from.join("regions.csv"))?, &["code", "nom"])?;
    text.push_str("@departements\n");
    table_of(&mut text, &Table::read(&from.join("departements.csv"))?, &["code", "nom", "region"])?;
    text.push_str("@epcis\n");
    table_of(&mut text, &Table::read(&from.join("epci.csv"))?, &["epci_siren", "nom", "type"])?;
    text.push_str("@communes\n");
    communes_table(&mut text, &Table::read(&from.join("communes.csv"))?)?;
    text.push_str("@anciens\n");
    let columns = ["code_ancien", "nom_ancien", "code_actuel", "nature"];
    table_of(&mut text, &Table::read(&from.join("communes-anciens-codes.csv"))?, &columns)?;
    Ok(text)
}

fn table_of(text: &mut String, table: &Table, columns: &[&str]) -> Result<()> {
    let mut lines = Vec::new();
    for row in table.rows() {
        let fields: Vec<&str> = columns.iter().map(|column| row.get(column)).collect::<Result<_>>()?;
        lines.push(fields.join("\t"));
    }
    sorted(text, lines)
}

fn sorted(text: &mut String, mut lines: Vec<String>) -> Result<()> {
    lines.sort_unstable();
    for line in lines {
        ensure!(!line.contains('\n') && !line.starts_with('@'), "{line:?} would break the format");
        writeln!(text, "{line}")?;
    }
    Ok(())
}

fn communes_table(text: &mut String, table: &Table) -> Result<()> {
    let mut lines = Vec::new();
    for row in table.rows() {
        lines.push(
            [
                row.get("code_insee")?.to_owned(),
                row.get("nom")?.to_owned(),
                row.get("commune_mere")?.to_owned(),
                row.get("epci_siren")?.to_owned(),
                row.get("population")?.to_owned(),
                row.get("codes_postaux")?.to_owned(),
                row.scaled("lat", 5)?,
                row.scaled("lon", 5)?,
                row.scaled("superficie_km2", 2)?,
            ]
            .join("\t"),
        );
    }
    sorted(text, lines)
}

/// The part of the meta file that this program needs.
#[derive(Deserialize)]
struct Meta {
    column: Vec<Column>,
}

#[derive(Deserialize)]
struct Column {
    id: String,
    kind: Kind,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Count,
    Share,
}

fn indicateurs(from: &Path, to: &Path) -> Result<String> {
    let meta = std::fs::read_to_string(to.join("communes-indicateurs.meta.toml"))
        .context("communes-indicateurs.meta.toml is written by hand, beside the tables")?;
    let columns = toml::from_str::<Meta>(&meta)?.column;
    let mut text = format!("@maillage-indicateurs\t1\n@meta\n{meta}@valeurs\ncode");
    for column in &columns {
        write!(text, "\t{}", column.id)?;
    }
    text.push('\n');
    let mut lines = Vec::new();
    for row in Table::read(&from.join("communes-indicateurs.csv"))?.rows() {
        let mut line = row.get("code_insee")?.to_owned();
        for column in &columns {
            let share = column.kind == Kind::Share;
            let value = row.scaled(&column.id, usize::from(share))?;
            let absurd = share && value.parse::<i32>().is_ok_and(|per_mille| per_mille > 1000);
            ensure!(!absurd, "{line}, {}: a share above 100 %", column.id);
            write!(line, "\t{value}")?;
        }
        lines.push(line);
    }
    sorted(&mut text, lines)?;
    Ok(text)
}

fn demo(from: &Path) -> Result<String> {
    let table = Table::read(&from.join("cpts-43-communes.csv"))?;
    let mut text = String::from("slug,nom,code_insee\n");
    for (id, slug, name) in DEMO {
        let mut codes = Vec::new();
        for row in table.rows() {
            if row.get("cpts_id")? == id {
                codes.push(row.get("code_insee")?.to_owned());
            }
        }
        ensure!(!codes.is_empty(), "no commune for {id}");
        codes.sort_unstable();
        for code in codes {
            writeln!(text, "{slug},{name},{code}")?;
        }
    }
    Ok(text)
}
