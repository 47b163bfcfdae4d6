//! The tables of the pack.

use crate::dossier::{Argent, Dossier, Indicateur};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};

/// The indicators of the year.
pub(crate) fn indicateurs(dossier: &Dossier) -> Workbook {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let number = |label: &str| SheetColumn::new(label, Kind::Number { decimals: 1 });
    let columns = vec![
        text("Mission"),
        text("Indicateur"),
        text("Nature"),
        text("Sens"),
        text("Départ"),
        text("Cible"),
        text("Valeur"),
        SheetColumn::new("Date de la valeur", Kind::Date),
        text("Source"),
        text("Écart à la cible"),
        number("Poids (%)"),
        number("Atteinte (%)"),
        SheetColumn::new("En jeu (€)", Kind::Euros),
        SheetColumn::new("Acquis (€)", Kind::Euros),
        text("Montants"),
        text("Preuves (numéros)"),
        text("Explication"),
        text("Ce qui manque"),
        text("Cible de l’année suivante"),
    ];
    let lines = dossier.missions.iter().flat_map(|one| one.indicateurs.iter().map(move |line| (one, line)));
    let rows = lines.map(|(mission, line)| indicator(&mission.libelle, line)).collect();
    Workbook {
        title: format!("Indicateurs, année {}", dossier.annee),
        organisation: dossier.cpts.clone(),
        date: dossier.jour,
        sheets: vec![Sheet {
            name: "Indicateurs".to_owned(),
            title: format!("Indicateurs de l’année {} du contrat, {}", dossier.annee, dossier.periode()),
            note: Some(state(dossier).to_owned()),
            columns,
            rows,
        }],
        notes: vec![
            ("Source".to_owned(), "Registre des actes et valeurs saisies avec leur preuve.".to_owned()),
            ("Cellule vide".to_owned(), "Non connu : la colonne « Ce qui manque » dit quoi.".to_owned()),
        ],
    }
}

/// Whether the figures can still move.
pub(crate) const fn state(dossier: &Dossier) -> &'static str {
    if dossier.definitif {
        "Chiffres figés à la clôture du dialogue de gestion."
    } else {
        "Chiffres provisoires : le dialogue de gestion n’est pas clos."
    }
}

fn indicator(mission: &str, line: &Indicateur) -> Vec<Cell> {
    let proofs: Vec<String> = line.preuves.iter().map(ToString::to_string).collect();
    vec![
        mission.into(),
        line.libelle.as_str().into(),
        line.nature.into(),
        if line.hausse { "plus, c’est mieux" } else { "moins, c’est mieux" }.into(),
        line.depart.clone().into(),
        line.cible.clone().into(),
        line.valeur.clone().into(),
        line.jour.into(),
        line.source.clone().into(),
        line.ecart.clone().into(),
        line.poids.map(|poids| f64::from(poids) / 10.0).into(),
        line.atteinte.map(share).into(),
        line.enjeu.map(|one| euros(one.plafond)).unwrap_or_default(),
        line.enjeu.and_then(|one| one.acquis).map(euros).unwrap_or_default(),
        line.enjeu.map(|one| if one.incertain { "non confirmé" } else { "confirmé" }).into(),
        proofs.join(", ").into(),
        line.explication.as_str().into(),
        line.manque.join(", ").into(),
        line.cible_suivante.clone().into(),
    ]
}

/// Millionths as a percentage.
fn share(reached: i64) -> f64 {
    f64::from(crate::tenths(reached)) / 10.0
}

/// Cents as euros, for a cell.
fn euros(cents: i64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "amounts of a contract stand far below 2^53 cents")]
    Cell::Number(cents as f64 / 100.0)
}

/// Money granted, received, spent by component; then each payment.
pub(crate) fn argent(dossier: &Dossier) -> Workbook {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let money = |label: &str| SheetColumn::new(label, Kind::Euros);
    let payments = dossier.versements.iter().map(|one| {
        vec![one.le.into(), one.composante.as_str().into(), one.libelle.as_str().into(), euros(one.cents)]
    });
    let mut notes: Vec<(String, String)> = vec![
        (
            "Accordé".to_owned(),
            "Ce que donnent les missions démarrées et l’atteinte arrêtée ; le plafond est le plus que l’accord permet.".to_owned(),
        ),
        ("Reçu".to_owned(), "Versements saisis dont la date tombe dans l’année du contrat.".to_owned()),
        (
            "Dépensé".to_owned(),
            "Montants déclarés par la CPTS ; « non saisi » quand rien n’a été déclaré.".to_owned(),
        ),
    ];
    notes.extend(dossier.reserves.iter().map(|one| ("Réserve".to_owned(), one.clone())));
    Workbook {
        title: format!("Argent, année {}", dossier.annee),
        organisation: dossier.cpts.clone(),
        date: dossier.jour,
        sheets: vec![
            Sheet {
                name: "Par mission".to_owned(),
                title: format!("Accordé, reçu, dépensé par mission, {}", dossier.periode()),
                note: None,
                columns: vec![
                    text("Mission"),
                    money("Plafond de l’année (€)"),
                    money("Accordé à ce jour (€)"),
                    money("Reçu (€)"),
                    money("Dépensé, déclaré (€)"),
                    text("D’où vient la dépense"),
                    text("À savoir"),
                ],
                rows: dossier.argent.iter().map(component).collect(),
            },
            Sheet {
                name: "Versements".to_owned(),
                title: format!("Versements reçus, {}", dossier.periode()),
                note: None,
                columns: vec![
                    SheetColumn::new("Reçu le", Kind::Date),
                    text("Mission"),
                    text("Libellé"),
                    money("Montant (€)"),
                ],
                rows: payments.collect(),
            },
        ],
        notes,
    }
}

fn component(line: &Argent) -> Vec<Cell> {
    let unknown = |cents: Option<i64>, words: &str| cents.map_or_else(|| words.into(), euros);
    let absent = |words: &'static str| match (line.hors_contrat, line.commencee) {
        (true, _) => "plus au contrat",
        (false, true) => words,
        (false, false) => "pas démarrée",
    };
    vec![
        line.libelle.as_str().into(),
        unknown(line.plafond, if line.hors_contrat { "plus au contrat" } else { "inconnu" }),
        unknown(line.accorde, absent("inconnu")),
        euros(line.recu),
        unknown(line.depense, absent("non saisi")),
        line.note.as_str().into(),
        line.doutes().join(", ").into(),
    ]
}

/// The proofs, one a line.
pub(crate) fn preuves(dossier: &Dossier) -> Sheet {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let rows = (1_u32..).zip(&dossier.preuves).map(|(number, one)| {
        vec![
            number.into(),
            one.mission.as_str().into(),
            one.indicateur.as_str().into(),
            one.libelle.as_str().into(),
            one.chemin.as_str().into(),
            one.piece.en_mots().into(),
            crate::today(one.piece.deposee_le).into(),
            one.piece.empreinte.as_str().into(),
        ]
    });
    Sheet {
        name: "Preuves".to_owned(),
        title: "Preuves de la liasse".to_owned(),
        note: None,
        columns: vec![
            SheetColumn::new("Numéro", Kind::Number { decimals: 0 }),
            text("Mission"),
            text("Indicateur"),
            text("Ce que c’est"),
            text("Fichier"),
            text("Genre et taille"),
            SheetColumn::new("Déposée le", Kind::Date),
            text("SHA-256"),
        ],
        rows: rows.collect(),
    }
}
