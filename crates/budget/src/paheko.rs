//! The entries of a year as Paheko imports them: format « Groupé », one entry a group, its other lines below it.

use crate::ecritures::Compta;
use fec::Ecriture;

/// Which format, of which version.
pub const SOURCE: &str = "Paheko\u{a0}: menu Comptabilité, «\u{a0}Importer\u{a0}», format «\u{a0}Groupé\u{a0}» (colonnes vérifiées le 22 novembre 2026 dans son code source public). Les numéros de compte doivent exister dans le plan comptable de Paheko\u{a0}; la colonne du numéro d’écriture reste vide pour que Paheko crée les écritures.";

/// The columns that Paheko knows by these names.
const COLONNES: [&str; 9] = [
    "Numéro d'écriture",
    "Libellé",
    "Date",
    "Remarques",
    "Numéro pièce comptable",
    "Numéro compte",
    "Débit",
    "Crédit",
    "Référence ligne",
];

/// The rows, headings first.
#[must_use]
pub fn rows(compta: &Compta) -> Vec<Vec<String>> {
    let head = COLONNES.map(str::to_owned).to_vec();
    let all = compta.ecritures.iter().flat_map(|(one, enveloppes)| entry(one, enveloppes));
    std::iter::once(head).chain(all).collect()
}

/// The first line says what the entry is; the others belong to it because they say nothing of that.
fn entry(one: &Ecriture, enveloppes: &str) -> Vec<Vec<String>> {
    let line = |(at, ligne): (usize, &fec::Ligne)| {
        let first = |text: String| if at == 0 { text } else { String::new() };
        let (debit, credit) = ligne.montant.colonnes();
        vec![
            String::new(),
            first(ligne.libelle.clone()),
            first(one.date.strftime("%d/%m/%Y").to_string()),
            first(enveloppes.to_owned()),
            first(ligne.piece.reference.clone()),
            ligne.compte.numero.clone(),
            cents(debit),
            cents(credit),
            ligne.auxiliaire.as_ref().map(|aux| aux.libelle.clone()).unwrap_or_default(),
        ]
    };
    one.lignes.iter().enumerate().map(line).collect()
}

fn cents(cents: i64) -> String {
    format!("{},{:02}", cents / 100, cents % 100)
}
