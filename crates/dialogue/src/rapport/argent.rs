//! Money in the report.

use super::amount;
use crate::dossier::{Argent, Dossier};
use documents::{Column, Document, Level, Table, Text};
use ui::francais;

pub(super) fn write(doc: &mut Document, dossier: &Dossier) {
    doc.heading(Level::One, "L’argent du contrat");
    doc.push(table(dossier));
    for line in dossier.argent.iter().filter(|one| !one.note.is_empty()) {
        doc.paragraph(format!("{}, dépense déclarée : {}", line.libelle, line.note));
    }
    if !dossier.reserves.is_empty() {
        doc.heading(Level::Two, "Ce qui n’est pas confirmé ou manque");
        doc.list(dossier.reserves.iter().map(String::as_str));
    }
    doc.heading(Level::Two, "Versements reçus");
    if dossier.versements.is_empty() {
        doc.paragraph("Aucun versement reçu n’est saisi pour cette année.");
    } else {
        let row = |one: &crate::dossier::Versement| {
            vec![
                Text::from(francais::date(one.le)),
                Text::from(one.composante.as_str()),
                Text::from(one.libelle.as_str()),
                Text::from(francais::euros(one.cents)),
            ]
        };
        doc.push(Table {
            caption: "Versements de l’année".to_owned(),
            columns: vec![
                Column::text("Reçu le", 1.3),
                Column::text("Mission", 1.7),
                Column::text("Libellé", 2.6),
                Column::number("Montant", 1.2),
            ],
            rows: dossier.versements.iter().map(row).collect(),
            total: Some(vec![
                "Total".into(),
                "".into(),
                "".into(),
                Text::from(francais::euros(dossier.versements.iter().map(|one| one.cents).sum())),
            ]),
            source: Some("versements saisis d’après les relevés de compte".to_owned()),
        });
    }
    doc.heading(Level::Two, "Indemnités versées aux professionnels");
    doc.paragraph("Non saisies : les comptes de l’association ne sont pas tenus ici.");
}

fn table(dossier: &Dossier) -> Table {
    let row = |one: &Argent| {
        let name = if one.incertain {
            format!("{} (montant non confirmé)", one.libelle)
        } else {
            one.libelle.clone()
        };
        vec![
            Text::from(name),
            Text::from(amount(one.plafond, "inconnu")),
            Text::from(amount(one.accorde, if one.commencee { "inconnu" } else { "pas démarrée" })),
            Text::from(francais::euros(one.recu)),
            Text::from(amount(one.depense, if one.commencee { "non saisi" } else { "pas démarrée" })),
        ]
    };
    let sum = |of: fn(&Argent) -> Option<i64>, only_begun: bool| {
        let asked: Vec<&Argent> = dossier.argent.iter().filter(|one| one.commencee || !only_begun).collect();
        let known: Vec<i64> = asked.iter().filter_map(|one| of(one)).collect();
        match known.len() {
            0 => "inconnu".to_owned(),
            n if n == asked.len() => francais::euros(known.iter().sum()),
            _ => format!("{} au moins", francais::euros(known.iter().sum())),
        }
    };
    let spent =
        if dossier.depenses().0.is_some() { sum(|one| one.depense, true) } else { "non saisi".to_owned() };
    Table {
        caption: "Accordé, reçu, dépensé par mission".to_owned(),
        columns: vec![
            Column::text("Mission", 2.0),
            Column::number("Plafond de l’année", 1.3),
            Column::number("Accordé à ce jour", 1.3),
            Column::number("Reçu", 1.2),
            Column::number("Dépensé (déclaré)", 1.3),
        ],
        rows: dossier.argent.iter().map(row).collect(),
        total: Some(vec![
            "Total".into(),
            Text::from(sum(|one| one.plafond, false)),
            Text::from(sum(|one| one.accorde, true)),
            Text::from(sum(|one| Some(one.recu), false)),
            Text::from(spent),
        ]),
        source: Some("contrat, versements saisis, déclarations de la CPTS".to_owned()),
    }
}
