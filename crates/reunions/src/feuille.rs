//! Papers of a meeting: the sheet to sign, the minutes.

use crate::letter::quand;
use crate::minutes::{CompteRendu, Decision};
use crate::reunion::Reunion;
use documents::{Block, Column, Document, Fact, Level, Table};
use jiff::civil::Date;
use ui::francais;

/// Blank lines for those who are on no list.
const BLANCHES: usize = 12;

/// The sheet that people sign: the names of those who are expected, then blank lines.
#[must_use]
pub fn feuille(cpts: &str, reunion: &Reunion, attendus: &[(String, String)], jour: Date) -> Document {
    let mut doc = Document::new(cpts, "Feuille d’émargement", jour);
    doc.subtitle = Some(format!("{}, {}", reunion.titre, quand(reunion)));
    doc.orientation = documents::Orientation::Landscape;
    doc.push(Block::Facts(vec![
        Fact::new("Mission", reunion.mission.label()),
        Fact::new("Lieu", reunion.lieu.clone()),
    ]));
    let blank = || vec![(String::new(), String::new()); BLANCHES];
    let rows = attendus.iter().cloned().chain(blank()).map(|(nom, profession)| {
        let cells = [nom, profession, String::new(), String::new(), String::new()];
        cells.into_iter().map(Into::into).collect()
    });
    doc.push(Table {
        caption: "Présences".to_owned(),
        columns: vec![
            Column::text("Nom et prénom", 3.0),
            Column::text("Profession", 2.0),
            Column::text("Arrivée", 1.0),
            Column::text("Départ", 1.0),
            Column::text("Signature", 3.0),
        ],
        rows: rows.collect(),
        total: None,
        source: None,
    });
    doc
}

/// The minutes as a document: titles begin with `##`.
#[must_use]
pub fn compte_rendu(
    cpts: &str,
    reunion: &Reunion,
    texte: &CompteRendu,
    decisions: &[(Decision, String)],
    jour: Date,
) -> Document {
    let mut doc = Document::new(cpts, format!("Compte rendu\u{a0}: {}", reunion.titre), jour);
    doc.subtitle = Some(quand(reunion));
    doc.reference = Some(match texte.valide {
        Some(_) => format!("Version {} validée", texte.numero),
        None => format!("Projet, version {}", texte.numero),
    });
    for part in texte.texte.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        match part.strip_prefix("## ") {
            Some(rest) => {
                let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
                doc.heading(Level::One, title);
                if !body.trim().is_empty() {
                    doc.paragraph(body.trim());
                }
            }
            None => {
                doc.paragraph(part);
            }
        }
    }
    if !decisions.is_empty() {
        doc.heading(Level::One, "Décisions");
        doc.push(decided(decisions));
    }
    doc
}

fn decided(decisions: &[(Decision, String)]) -> Table {
    let row = |(one, porteur): &(Decision, String)| {
        let until = one.echeance.map_or_else(|| "—".to_owned(), francais::date);
        let done = one.fait_le.map_or_else(|| "—".to_owned(), francais::date);
        [one.texte.clone(), porteur.clone(), until, done].into_iter().map(Into::into).collect()
    };
    Table {
        caption: "Ce qui a été décidé".to_owned(),
        columns: vec![
            Column::text("Décision", 4.0),
            Column::text("Qui", 2.0),
            Column::text("Avant le", 1.5),
            Column::text("Fait le", 1.5),
        ],
        rows: decisions.iter().map(row).collect(),
        total: None,
        source: None,
    }
}
