//! The tables of the pack.

mod argent;

pub(crate) use argent::argent;

use crate::dossier::{ActeCompte, Dossier, Indicateur, Mission, MontantPart, Obligation, PartVariable};
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use ui::francais;

/// The indicators of the year.
pub(crate) fn indicateurs(dossier: &Dossier) -> Workbook {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let share = |label: &str| SheetColumn::new(label, Kind::Percent { decimals: 4 });
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
    let totals = dossier.missions.iter().filter(|one| !one.indicateurs.is_empty());
    let totals = totals.map(|one| total(one, dossier.parts.iter().find(|part| part.mission == one.id)));
    let rows = lines.map(|(mission, line)| indicator(&mission.libelle, line)).chain(totals).collect();
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
        .chain(std::iter::once(obligations(dossier)))
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

/// The row of a mission: its rate and its variable part, rounded once for all its indicators.
fn total(mission: &Mission, part: Option<&PartVariable>) -> Vec<Cell> {
    let lines = &mission.indicateurs;
    let enjeux = || lines.iter().filter_map(|one| one.enjeu.as_ref());
    let weights: u32 = lines.iter().filter_map(|one| one.poids).map(u32::from).sum();
    let earned: i64 = enjeux().filter_map(|one| one.acquis).sum();
    let settled = part.map_or(MontantPart::Sans, |one| one.montant);
    let doubt = part.and_then(|one| one.doute.en_mots()).unwrap_or("confirmé");
    let mut said = Vec::new();
    if settled.cents().is_some() {
        said.push(doubt.to_owned());
    }
    if let Some(cents) = settled.cents().filter(|cents| *cents != earned) {
        let gap = francais::euros((cents - earned).abs());
        let side = if cents > earned { "plus" } else { "moins" };
        said.push(format!(
            "arrondi une seule fois pour la mission\u{a0}: {gap} de {side} que la somme des lignes"
        ));
    }
    let started = part.is_none_or(|one| one.demarree);
    let unknown = || Cell::from(if started { "inconnu" } else { "pas encore démarrée" });
    let mut row = vec![Cell::Empty; 20];
    row[0] = mission.libelle.as_str().into();
    row[1] = "Total de la mission".into();
    row[10] = (f64::from(weights) / 1_000.0).into();
    row[11] = part.and_then(|one| one.taux).map_or_else(unknown, |taux| share(taux).into());
    row[12] =
        if enjeux().next().is_some() { euros(enjeux().map(|one| one.plafond).sum()) } else { unknown() };
    row[13] = match settled {
        MontantPart::Sans if started => "aucune cette année".into(),
        other => other.cents().map_or_else(unknown, euros),
    };
    row[14] = said.join("\u{202f}; ").into();
    row.into_iter().map(Cell::total).collect()
}

/// Millionths as a share of one, exactly.
#[expect(clippy::cast_precision_loss, reason = "a share of a target stands far below 2^53 millionths")]
fn share(reached: i64) -> f64 {
    reached as f64 / 1_000_000.0
}

/// The obligations of the year, one a line.
fn obligations(dossier: &Dossier) -> Sheet {
    let text = |label: &str| SheetColumn::new(label, Kind::Text);
    let row = |one: &Obligation| {
        vec![
            one.libelle.as_str().into(),
            one.jour.into(),
            one.etat.libelle().into(),
            one.etat.le().into(),
            if one.incertain { "échéance non confirmée" } else { "" }.into(),
        ]
    };
    Sheet {
        name: "Obligations".to_owned(),
        title: format!("Obligations du contrat, {}", dossier.periode()),
        note: None,
        columns: vec![
            text("Obligation"),
            SheetColumn::new("Échéance", Kind::Date),
            text("État"),
            SheetColumn::new("Faite le", Kind::Date),
            text("À savoir"),
        ],
        rows: dossier.obligations.iter().map(row).collect(),
    }
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
            kernel::today(one.piece.deposee_le).into(),
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
