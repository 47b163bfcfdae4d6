//! The register of processings is whole: every table of the schema, column by column, and every page of it.

use super::{SCHEMA, demo_site, sign_in};
use crate::{assembly, registre};
use db::{Db, Engine};
use kernel::{RIEN, Registre};
use std::collections::{BTreeMap, BTreeSet};
use testkit::{actors, each_engine};

const BASE: &str = "/velay-sud/espace/reglages/registre";

/// Columns that are about somebody wherever they stand; so is whatever ends in `_par`.
const PEOPLE: [&str; 17] = [
    "acteur",
    "adherent",
    "agent",
    "auteur",
    "courriel",
    "declarant",
    "electeur",
    "idnps",
    "ip",
    "par",
    "personne",
    "porteur",
    "prenom",
    "representant",
    "responsable",
    "telephone",
    "titulaire",
];

fn is_about_somebody(column: &str) -> bool {
    PEOPLE.contains(&column) || column.ends_with("_par")
}

/// The tables as the engine has them, with their columns but the one of the CPTS.
async fn schema(db: &Db) -> BTreeMap<String, BTreeSet<String>> {
    let sql = match db.engine() {
        Engine::Sqlite => {
            "SELECT t.name AS nom, c.name AS colonne FROM sqlite_master t JOIN pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS nom, column_name::text AS colonne FROM information_schema.columns
                WHERE table_schema = current_schema()"
        }
    };
    let mut tx = db.read(&actors::system()).await.unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in tx.rows(sql, &[]).await.unwrap() {
        let columns = tables.entry(row.get("nom").unwrap()).or_default();
        columns.extend(Some(row.get::<String>("colonne").unwrap()).filter(|name| name != "cpts"));
    }
    tables
}

/// What is wrong with the declaration of a crate.
fn faults(module: &str, one: &Registre, tables: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut declared: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for champs in one.traitements.iter().flat_map(|one| one.champs) {
        declared.entry(champs.table).or_default().extend(champs.noms());
        let hidden = champs.colonnes.iter().filter(|(_, words)| *words == RIEN);
        let hidden = hidden.flat_map(|(names, _)| names.split(' ')).filter(|name| is_about_somebody(name));
        faults.extend(
            hidden.map(|name| format!("{}.{name} is about somebody: say what it holds", champs.table)),
        );
    }
    for (table, why) in one.sans_personne {
        if why.is_empty() || declared.contains_key(table) {
            faults.push(format!("{table}: about nobody, without a word why, or declared too"));
        }
        let columns = tables.get(*table).into_iter().flatten().filter(|name| is_about_somebody(name));
        faults.extend(columns.map(|name| format!("{table}.{name} is about somebody: declare the table")));
    }
    for (table, said) in &declared {
        let there: BTreeSet<&str> = tables.get(*table).into_iter().flatten().map(String::as_str).collect();
        if *said != there {
            let (more, less): (Vec<_>, Vec<_>) =
                (said.difference(&there).collect(), there.difference(said).collect());
            faults.push(format!("{table}: declared and absent {more:?}, there and not declared {less:?}"));
        }
    }
    let known: BTreeSet<&str> =
        declared.into_keys().chain(one.sans_personne.iter().map(|(table, _)| *table)).collect();
    let own: BTreeSet<&str> =
        tables.keys().map(String::as_str).filter(|name| owner(name) == Some(module)).collect();
    faults.extend(
        own.difference(&known).map(|name| format!("{name}: in no declaration of {module}/src/traitement.rs")),
    );
    faults.extend(
        known.difference(&own).map(|name| format!("{name}: declared by {module}, and not one of its tables")),
    );
    faults
}

/// The crate that a table belongs to: its name begins with it (`projet_sante_aide`).
fn owner(table: &str) -> Option<&'static str> {
    let names = assembly::registres().map(|(module, _)| module);
    names
        .filter(|name| table.strip_prefix(name).is_some_and(|rest| rest.starts_with('_')))
        .max_by_key(|name| name.len())
}

#[test]
fn every_processing_is_said_whole() {
    let all: Vec<_> = assembly::traitements().collect();
    let names: BTreeSet<&str> = all.iter().map(|one| one.nom).collect();
    assert_eq!(names.len(), all.len(), "two processings of one name");
    for one in all {
        let lines = one.lignes();
        let empty =
            lines.iter().filter(|(_, all)| all.is_empty() || all.iter().any(|line| line.trim().is_empty()));
        assert_eq!(empty.count(), 0, "{}", one.nom);
        assert!(!one.risques.is_empty() && !one.champs.is_empty(), "{}", one.nom);
        assert!(
            one.base.contains("RGPD") || one.base.starts_with("Celle du traitement"),
            "{}: no source",
            one.nom
        );
        assert!(registre::markdown().contains(&format!("## {}\n", one.nom)));
    }
}

each_engine! { &SCHEMA;
    async fn every_table_is_in_the_register_column_by_column_or_said_to_be_about_nobody(db) {
        let tables = schema(&db).await;
        assert!(tables.len() > 100, "{}", tables.len());
        let orphans: Vec<_> = tables.keys().filter(|name| owner(name).is_none()).collect();
        assert!(orphans.is_empty(), "tables of no crate: {orphans:?}");
        let faults: Vec<_> = assembly::registres().flat_map(|(module, one)| faults(module, &one, &tables)).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }

    async fn the_register_is_read_and_printed_by_those_who_keep_it(db) {
        let (router, _) = demo_site(db).await;
        let mut coordination = sign_in(&router, "coordination").await;
        let settings = coordination.get("/velay-sud/espace/reglages").await.body;
        assert!(settings.contains(&format!("href=\"{BASE}\"")), "{settings}");
        let page = coordination.get(BASE).await;
        assert_eq!(page.status, 200);
        for one in assembly::traitements() {
            assert!(page.body.contains(&one.nom.replace('&', "&amp;")), "{}", one.nom);
        }
        for words in ["Base légale", "Champs gardés", "indemnites_<wbr>coordonnees", "Analyse d’impact", "registre.pdf"] {
            assert!(page.body.contains(words), "{words}");
        }
        let pdf = coordination.get(&format!("{BASE}.pdf")).await;
        assert_eq!((pdf.status.as_u16(), pdf.headers["content-type"].to_str().unwrap()), (200, "application/pdf"));
        assert!(pdf.body.starts_with("%PDF-"));
        let mut member = sign_in(&router, "membre").await;
        assert_eq!(member.get(BASE).await.status, 403);
        assert_eq!(member.get(&format!("{BASE}.pdf")).await.status, 403);
    }
}
