//! The register of processings (RGPD, article 30) of the whole platform: what every crate declares, and what nobody but the CPTS knows.

use crate::assembly;
use documents::{Block, Column, Document, Level, Table, Text};
use jiff::civil::Date;
use kernel::Traitement;
use serde_json::{Value, json};
use std::fmt::Write;

/// Its title.
pub(crate) const TITRE: &str = "Registre des traitements";
/// What it is, for whoever reads it.
pub(crate) const CHAPEAU: &str = "Ce que la plateforme garde des personnes, champ par champ\u{a0}: pourquoi, sur quelle base, pour qui, combien de temps \
    (RGPD, article\u{a0}30). Il est écrit avec le programme\u{a0}; ce que la CPTS traite ailleurs s’y ajoute.";
/// What holds for every processing, and only the CPTS or its operator can say.
pub(crate) const A_COMPLETER: &[&str] = &[
    "Responsable du traitement\u{a0}: la CPTS, son adresse, son représentant",
    "Délégué à la protection des données, et comment le joindre",
    "Hébergeur de la plateforme, et sa certification HDS s’il garde des données de santé",
    "Sous-traitants\u{a0}: services de courriel et de SMS, maintenance, avec leurs contrats",
    "Transferts hors de l’Union européenne\u{a0}: le programme n’en fait aucun\u{a0}; à vérifier pour chaque sous-traitant",
    "Sauvegardes\u{a0}: où elles sont, qui les lit, combien de temps",
];

/// In Markdown.
pub(crate) fn markdown() -> String {
    let mut text = format!("# {TITRE}\n\n{CHAPEAU}\n\n## Commun à tous les traitements\n\n");
    for line in A_COMPLETER {
        let _ = writeln!(text, "- {line}\u{a0}: *à compléter*");
    }
    for one in assembly::traitements() {
        let _ = write!(text, "\n{}", one.markdown());
    }
    text
}

/// For other programs.
pub(crate) fn as_json() -> Value {
    let one = |one: &Traitement| {
        let champs = one.champs.iter().flat_map(|champs| {
            champs
                .dits()
                .map(|(names, words)| json!({ "table": champs.table, "colonnes": names, "contenu": words }))
        });
        let risks = one.risques.iter().map(|risk| json!({ "risque": risk.quoi, "mesures": risk.contre }));
        json!({
            "nom": one.nom,
            "finalite": one.finalite,
            "base_legale": one.base,
            "personnes": one.personnes,
            "donnees": one.donnees,
            "destinataires": one.destinataires,
            "duree": one.duree,
            "mesures": one.mesures,
            "droits": one.droits,
            "champs": champs.collect::<Vec<_>>(),
            "analyse_d_impact": risks.collect::<Vec<_>>(),
            "a_completer": one.a_completer,
        })
    };
    assembly::traitements().map(one).collect()
}

/// To print and to sign.
pub(crate) fn document(cpts: &str, jour: Date) -> Document {
    let mut doc = Document::new(cpts, TITRE, jour);
    doc.subtitle = Some("RGPD, article\u{a0}30".to_owned());
    doc.paragraph(CHAPEAU);
    doc.push(Block::Contents { depth: Level::One });
    doc.heading(Level::One, "Commun à tous les traitements");
    doc.list(A_COMPLETER.iter().map(|line| to_fill(line)));
    for one in assembly::traitements() {
        tell(&mut doc, one);
    }
    doc
}

fn tell(doc: &mut Document, one: &Traitement) {
    doc.heading(Level::One, one.nom);
    for (words, all) in one.lignes() {
        doc.push(Block::Heading { level: Level::Three, text: words.to_owned(), numbered: false });
        if let [only] = all.as_slice() {
            doc.paragraph(*only);
        } else {
            doc.list(all);
        }
    }
    doc.push(Block::Heading { level: Level::Three, text: "Champs gardés".to_owned(), numbered: false });
    doc.push(champs(one));
    doc.push(Block::Heading { level: Level::Three, text: "Analyse d’impact".to_owned(), numbered: false });
    for risk in one.risques {
        doc.paragraph(Text::default().strong(risk.quoi));
        doc.list(risk.contre.iter().copied());
    }
    if !one.a_completer.is_empty() {
        doc.push(Block::Heading { level: Level::Three, text: "À compléter".to_owned(), numbered: false });
        doc.list(one.a_completer.iter().map(|line| to_fill(line)));
    }
}

fn to_fill(line: &str) -> String {
    format!("{line}\u{a0}: …")
}

fn champs(one: &Traitement) -> Table {
    let rows = one.champs.iter().flat_map(|champs| {
        let row = |(names, words): (String, &str)| vec![champs.table.into(), names.into(), words.into()];
        champs.dits().map(row)
    });
    Table {
        columns: vec![
            Column::text("Table", 3.0),
            Column::text("Colonnes", 4.0),
            Column::text("Ce qu’elles gardent", 4.0),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}
