//! The tables of the pack.

mod argent;

pub(crate) use argent::argent;

use crate::dossier::{ActeCompte, Dossier, Indicateur};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};

/// The indicators of the year.
pub(crate) fn indicateurs(dossier: &Dossier) -> Workbook {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let share = |label: &str| SheetColumn::new(label, Kind::Percent { decimals: 1 });
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
        share("Poids"),
        share("Atteinte"),
        SheetColumn::new("En jeu (€)", Kind::Euros),
        SheetColumn::new("Acquis (€)", Kind::Euros),
        text("Montants"),
        SheetColumn::new("Actes comptés", Kind::Number { decimals: 0 }),
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
        sheets: std::iter::once(Sheet {
            name: "Indicateurs".to_owned(),
            title: format!("Indicateurs de l’année {} du contrat, {}", dossier.annee, dossier.periode()),
            note: Some(state(dossier).to_owned()),
            columns,
            rows,
        })
        .chain((!dossier.actes.is_empty()).then(|| acts(dossier)))
        .collect(),
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
        line.poids.map(|poids| f64::from(poids) / 1_000.0).into(),
        line.atteinte.map(share).into(),
        line.enjeu.as_ref().map(|one| euros(one.plafond)).unwrap_or_default(),
        line.enjeu.as_ref().and_then(|one| one.acquis).map(euros).unwrap_or_default(),
        line.enjeu.as_ref().map(|one| one.doute.en_mots().unwrap_or("confirmé")).into(),
        line.actes.map(count).into(),
        proofs.join(", ").into(),
        line.explication.as_str().into(),
        line.manque.join(", ").into(),
        line.cible_suivante.clone().into(),
    ]
}

/// Millionths as a share of one.
fn share(reached: i64) -> f64 {
    f64::from(crate::tenths(reached)) / 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "acts of a year stand far below 2^53")]
const fn count(acts: i64) -> f64 {
    acts as f64
}

/// The acts behind the computed values, one a line; nobody is named.
fn acts(dossier: &Dossier) -> Sheet {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let whole = |label: &str| SheetColumn::new(label, Kind::Number { decimals: 0 });
    let row = |one: &ActeCompte| {
        vec![
            one.mission.as_str().into(),
            one.indicateur.as_str().into(),
            one.jour.into(),
            one.genre.into(),
            one.action.clone().into(),
            one.personnes.into(),
            one.minutes.into(),
            one.reference.as_str().into(),
        ]
    };
    let cut = "Les actes sont trop nombreux pour un seul fichier : les premiers seulement sont ici, tous se lisent dans le dossier ACI.";
    let said = "Un acte compté par deux indicateurs a une ligne pour chacun. Aucun nom n’y figure.";
    Sheet {
        name: "Actes".to_owned(),
        title: format!("Actes derrière chaque valeur calculée, {}", dossier.periode()),
        note: Some(if dossier.actes_coupes { cut } else { said }.to_owned()),
        columns: vec![
            text("Mission"),
            text("Indicateur"),
            SheetColumn::new("Date", Kind::Date),
            text("Genre"),
            text("Action du projet de santé"),
            whole("Personnes"),
            whole("Minutes"),
            text("Référence au registre"),
        ],
        rows: dossier.actes.iter().map(row).collect(),
    }
}

/// Cents as euros, for a cell.
fn euros(cents: i64) -> Cell {
    #[expect(clippy::cast_precision_loss, reason = "amounts of a contract stand far below 2^53 cents")]
    Cell::Number(cents as f64 / 100.0)
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
