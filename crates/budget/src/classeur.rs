//! Spreadsheets: the entries for the accountant, the report of the treasurer.

use crate::alerte::alertes;
use crate::bilan::{Bilan, bilans, total};
use crate::ecritures::Compta;
use crate::exercice::Exercice;
use crate::livre::Livre;
use crate::seuil::seuil;
use documents::{Cell, Kind, Sheet, SheetColumn, Workbook};
use ui::francais;

/// Cents as a cell of euros: exact below ninety thousand billion.
#[expect(clippy::cast_precision_loss, reason = "a cell holds a number; no sum is made of it")]
fn euros(cents: i64) -> Cell {
    Cell::Number(cents as f64 / 100.0)
}

fn text(words: &str) -> Cell {
    Cell::from(words.to_owned())
}

fn sheet(name: &str, title: String, columns: &[(&str, Kind)], rows: Vec<Vec<Cell>>) -> Sheet {
    let columns = columns.iter().map(|(label, kind)| SheetColumn::new(*label, *kind)).collect();
    Sheet { name: name.to_owned(), title, note: None, columns, rows }
}

/// Every line of every entry.
#[must_use]
pub fn entries(compta: &Compta) -> Sheet {
    let columns = [
        ("Journal", Kind::Text),
        ("Écriture", Kind::Text),
        ("Date", Kind::Date),
        ("Pièce", Kind::Text),
        ("Date de la pièce", Kind::Date),
        ("Compte", Kind::Text),
        ("Intitulé", Kind::Text),
        ("Tiers", Kind::Text),
        ("Libellé", Kind::Text),
        ("Débit", Kind::Euros),
        ("Crédit", Kind::Euros),
        ("Lettrage", Kind::Text),
        ("Enveloppes", Kind::Text),
    ];
    let mut rows = Vec::new();
    for (numero, (one, enveloppes)) in (1..).zip(&compta.ecritures) {
        for ligne in &one.lignes {
            let (debit, credit) = ligne.montant.colonnes();
            rows.push(vec![
                text(&one.journal.code),
                text(&i64::to_string(&numero)),
                Cell::Date(one.date),
                text(&ligne.piece.reference),
                Cell::Date(ligne.piece.date),
                text(&ligne.compte.numero),
                text(&ligne.compte.libelle),
                text(ligne.auxiliaire.as_ref().map_or("", |aux| &aux.libelle)),
                text(&ligne.libelle),
                euros(debit),
                euros(credit),
                text(ligne.lettrage.as_ref().map_or("", |mark| &mark.code)),
                text(enveloppes),
            ]);
        }
    }
    sheet("Écritures", format!("Écritures de {}", compta.annee), &columns, rows)
}

/// Entries and balance of a civil year.
#[must_use]
pub fn accounts(cpts: &str, livre: &Livre, compta: &Compta) -> Workbook {
    let columns =
        [("Compte", Kind::Text), ("Intitulé", Kind::Text), ("Débit", Kind::Euros), ("Crédit", Kind::Euros)];
    let rows = compta.balance().into_iter().map(|one| {
        vec![text(&one.compte), text(&one.libelle), euros(one.cents.max(0)), euros((-one.cents).max(0))]
    });
    let balance = sheet("Balance", format!("Balance de {}", compta.annee), &columns, rows.collect());
    let state = compta.close_le.map_or_else(
        || "Année non clôturée\u{a0}: écritures provisoires.".to_owned(),
        |le| format!("Année clôturée le {}.", francais::date(le)),
    );
    Workbook {
        title: format!("Écritures comptables {}", compta.annee),
        organisation: cpts.to_owned(),
        date: livre.today,
        sheets: vec![entries(compta), balance],
        notes: vec![("État".to_owned(), state), ("À compléter".to_owned(), compta.manques.join(" "))],
    }
}

/// The report of the treasurer: one year, and the civil year that runs.
#[must_use]
pub fn report(cpts: &str, livre: &Livre, exercice: &Exercice) -> Workbook {
    let civil = Exercice::civil(livre.today.year());
    let mut sheets = vec![envelopes("Enveloppes", livre, exercice)];
    if civil.cle != exercice.cle {
        sheets.push(envelopes("Année civile", livre, &civil));
    }
    let said = alertes(livre).into_iter().map(|one| ("À savoir".to_owned(), one.phrase));
    let mut notes: Vec<(String, String)> = said.collect();
    if let Ok(one) = seuil(livre, civil.du.year()) {
        notes.push(("Seuil du commissaire aux comptes".to_owned(), one.pourquoi(livre).formula));
    }
    notes.push(("Dépenses prévues".to_owned(), crate::rapport::REGLE.to_owned()));
    Workbook {
        title: format!("Rapport de la trésorerie, {}", exercice.libelle),
        organisation: cpts.to_owned(),
        date: livre.today,
        sheets,
        notes,
    }
}

fn envelopes(name: &str, livre: &Livre, exercice: &Exercice) -> Sheet {
    let all = bilans(livre, exercice);
    let columns = [
        ("Enveloppe", Kind::Text),
        ("Report", Kind::Euros),
        ("Reçu", Kind::Euros),
        ("Transféré", Kind::Euros),
        ("Dépensé", Kind::Euros),
        ("Engagé", Kind::Euros),
        ("Reste", Kind::Euros),
        ("Attendu", Kind::Euros),
        ("Part variable en jeu", Kind::Euros),
        ("Dépenses prévues", Kind::Euros),
        ("Reste prévu", Kind::Euros),
        ("Calcul des dépenses prévues", Kind::Text),
    ];
    let row = |one: &Bilan| {
        vec![
            text(&one.nom),
            euros(one.report),
            euros(one.recu),
            euros(one.transfere),
            euros(one.depense),
            euros(one.engage),
            euros(one.reste()),
            euros(one.attendu),
            euros(one.en_jeu),
            euros(one.depense_prevue),
            euros(one.a_la_fin()),
            text(one.projection.as_ref().map_or("", |all| &all.pourquoi.formula)),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = all.iter().map(row).collect();
    rows.push(row(&total(&all)).into_iter().map(Cell::total).collect());
    sheet(name, format!("{}, {}", exercice.libelle, exercice.jours()), &columns, rows)
}
