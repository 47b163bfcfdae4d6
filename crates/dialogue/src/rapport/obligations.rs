//! Obligations of the contract in the report.

use crate::dossier::{Dossier, Obligation};
use documents::{Column, Document, Level, Table, Text};
use ui::francais;

pub(super) fn write(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "Obligations du contrat");
    if dossier.obligations.is_empty() {
        doc.paragraph("Aucune obligation du contrat ne tombe dans l’année.");
        return;
    }
    doc.push(Table {
        caption: "Obligations de l’année".to_owned(),
        columns: vec![
            Column::text("Obligation", 3.0),
            Column::text("Échéance", 1.8),
            Column::text("État", 1.4),
            Column::text("Faite le", 1.4),
        ],
        rows: dossier.obligations.iter().map(row).collect(),
        total: None,
        source: Some("calendrier du contrat".to_owned()),
    });
}

fn row(one: &Obligation) -> Vec<Text> {
    let doubt = if one.incertain { " (non confirmé)" } else { "" };
    vec![
        Text::from(one.libelle.as_str()),
        Text::from(format!("{}{doubt}", francais::date(one.jour))),
        Text::from(one.etat.libelle()),
        Text::from(one.etat.le().map_or_else(|| "—".to_owned(), francais::date)),
    ]
}
