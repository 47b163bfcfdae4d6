//! The report of the treasurer, to be read in a meeting.

use crate::alerte::alertes;
use crate::bilan::{Bilan, bilans, total};
use crate::exercice::Exercice;
use crate::ligne::Origine;
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::seuil::{A_FAIRE, Etat, seuil};
use documents::{Callout, Column, Document, Level, Orientation, Table, Text, Tone};
use std::collections::BTreeMap;
use ui::francais::{date, euros};

/// How the forecast is made, in a sentence.
pub(crate) const REGLE: &str = "Dépensé + engagé + dépenses des mois entiers écoulés reportées sur les mois qui restent (arrondi au centime)\u{a0}; un montant prévu par la trésorerie remplace ce rythme.";

/// The report over a year, and over the civil year that runs.
#[must_use]
pub fn document(cpts: &str, livre: &Livre, exercice: &Exercice) -> Document {
    let mut document = Document::new(cpts, "Rapport de la trésorerie", livre.today);
    document.orientation = Orientation::Landscape;
    document.subtitle = Some(format!("{}, {}", exercice.libelle, exercice.jours()));
    watch(&mut document, livre);
    document.heading(Level::One, format!("Enveloppes, {}", exercice.libelle));
    document.push(envelopes(livre, exercice));
    let civil = Exercice::civil(livre.today.year());
    if civil.cle != exercice.cle {
        document.heading(Level::One, format!("Enveloppes, année civile {}", civil.libelle));
        document.push(envelopes(livre, &civil));
    }
    document.heading(Level::One, "Indemnités des professionnels");
    document.push(indemnities(livre, exercice));
    threshold(&mut document, livre);
    computed(&mut document, livre, exercice);
    document
}

fn watch(document: &mut Document, livre: &Livre) {
    let all = alertes(livre);
    if !all.is_empty() {
        document.heading(Level::One, "À surveiller");
        document.list(all.into_iter().map(|one| one.phrase));
    }
}

fn envelopes(livre: &Livre, exercice: &Exercice) -> Table {
    let all = bilans(livre, exercice);
    let row = |one: &Bilan| -> Vec<Text> {
        let amounts = [
            one.report + one.transfere,
            one.recu,
            one.depense,
            one.engage,
            one.reste(),
            one.attendu,
            one.depense_prevue,
            one.a_la_fin(),
        ];
        std::iter::once(Text::from(one.nom.clone())).chain(amounts.map(|cents| euros(cents).into())).collect()
    };
    let heads =
        ["Report", "Reçu", "Dépensé", "Engagé", "Reste", "Attendu", "Dépenses prévues", "Reste prévu"];
    let columns =
        std::iter::once(Column::text("Enveloppe", 2.2)).chain(heads.map(|label| Column::number(label, 1.4)));
    Table {
        caption: exercice.jours(),
        columns: columns.collect(),
        rows: all.iter().map(row).collect(),
        total: Some(row(&total(&all))),
        source: Some(format!("livre de la CPTS au {}", date(livre.today))),
    }
}

/// By regime, nobody named.
fn indemnities(livre: &Livre, exercice: &Exercice) -> Table {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    let mine = livre
        .lignes
        .iter()
        .filter(|one| matches!(one.origine, Origine::Indemnites(_)) && exercice.contient(one.jour));
    for one in mine {
        let entry = sums.entry(&one.libelle).or_default();
        match one.genre {
            Genre::Engagement => entry.1 += one.cents,
            Genre::Recette | Genre::Depense => entry.0 += one.cents,
        }
    }
    Table {
        caption: "Par régime".to_owned(),
        columns: vec![
            Column::text("Régime", 3.0),
            Column::number("Payé", 1.0),
            Column::number("Approuvé, à payer", 1.0),
        ],
        rows: sums
            .into_iter()
            .map(|(regime, (paid, due))| vec![regime.into(), euros(paid).into(), euros(due).into()])
            .collect(),
        total: None,
        source: None,
    }
}

fn threshold(document: &mut Document, livre: &Livre) {
    let Ok(one) = seuil(livre, livre.today.year()) else { return };
    document.heading(Level::One, "Seuil du commissaire aux comptes");
    document.paragraph(format!(
        "Subventions publiques de {}\u{a0}: {}.",
        one.annee,
        one.pourquoi(livre).formula
    ));
    if one.etat() != Etat::Sous {
        document.push(Callout {
            tone: Tone::Warning,
            title: "Seuil dépassé, ou en passe de l’être".to_owned(),
            text: A_FAIRE.join(" ").into(),
        });
    }
}

fn computed(document: &mut Document, livre: &Livre, exercice: &Exercice) {
    document.heading(Level::One, "Comment chaque chiffre est calculé");
    document.list([
        "Report\u{a0}: ce qui restait des années précédentes, engagements déduits, et les transferts décidés dans l’année.",
        "Reste\u{a0}: report + reçu − dépensé − engagé. Un engagement payé n’est compté qu’une fois, en dépense.",
        "Attendu\u{a0}: ce que promettent le contrat, les aides et les financements, et qui n’est pas arrivé. Les parts variables dont le taux n’est pas arrêté n’y sont pas.",
    ]);
    document.paragraph(format!("Dépenses prévues\u{a0}: {REGLE}"));
    let shown = bilans(livre, exercice);
    let lines = shown.iter().filter_map(|one| {
        let why = &one.projection.as_ref()?.pourquoi;
        Some(format!("{}\u{a0}: {}", one.nom, why.formula))
    });
    document.list(lines);
}
