//! What a bank would refuse, every fault at once.

use std::collections::HashMap;

use crate::texte::{self, IDENTIFIANT, MOTIF, NOM};
use crate::{Bic, Cause, Champ, Faute, Lot, Motif, Ou, Titulaire, Virement, jours, pays};

/// Cents of the smallest and of the largest transfer.
const AMOUNTS: std::ops::RangeInclusive<i64> = 1..=99_999_999_999;
/// The identifier of the payment block is that of the order and two more signs.
const ID_OF_LOT: usize = IDENTIFIANT - 2;

pub(crate) fn fautes(lot: &Lot) -> Vec<Faute> {
    let mut found = Found(Vec::new());
    order(lot, &mut found);
    let mut seen = HashMap::with_capacity(lot.virements.len());
    for (rang, one) in (1..).zip(&lot.virements) {
        let at = || Ou::Virement { rang, id: one.id.clone() };
        transfer(one, &at, &mut found);
        let first = *seen.entry(one.id.as_str()).or_insert(rang);
        if first != rang && !one.id.is_empty() {
            found.say(&at, Champ::Identifiant, Some(Cause::DejaPris { rang: first }));
        }
    }
    found.0
}

/// Faults found so far.
struct Found(Vec<Faute>);

impl Found {
    /// Note a fault, if there is one.
    fn say(&mut self, at: &dyn Fn() -> Ou, champ: Champ, cause: Option<Cause>) {
        self.0.extend(cause.map(|cause| Faute { ou: at(), champ, cause }));
    }
}

fn order(lot: &Lot, found: &mut Found) {
    let at = || Ou::Lot;
    found.say(&at, Champ::Identifiant, identifier(&lot.id, ID_OF_LOT));
    found.say(&at, Champ::Execution, execution(lot));
    holder(&lot.debiteur, &at, found);
    found.say(&at, Champ::Virements, lot.virements.is_empty().then_some(Cause::AucunVirement));
}

fn transfer(one: &Virement, at: &dyn Fn() -> Ou, found: &mut Found) {
    found.say(at, Champ::Identifiant, identifier(&one.id, IDENTIFIANT));
    let bad = !AMOUNTS.contains(&one.montant);
    found.say(at, Champ::Montant, bad.then_some(Cause::HorsBornes(one.montant)));
    holder(&one.beneficiaire, at, found);
    if let Motif::Texte(text) = &one.motif {
        found.say(at, Champ::Motif, readable(text, MOTIF));
    }
}

fn holder(one: &Titulaire, at: &dyn Fn() -> Ou, found: &mut Found) {
    found.say(at, Champ::Nom, readable(&one.nom, NOM));
    found.say(at, Champ::Bic, one.bic.as_ref().and_then(bank));
}

/// A text that is rewritten for banks: something must be left of it.
fn readable(text: &str, max: usize) -> Option<Cause> {
    texte::bancaire(text, max).err().map(|_| Cause::Vide)
}

/// An identifier comes back from the bank: it is never rewritten, so it must be right.
fn identifier(id: &str, max: usize) -> Option<Cause> {
    let recu = id.chars().count();
    let separates = [' ', '/'];
    if id.is_empty() {
        Some(Cause::Vide)
    } else if let Some(sign) = id.chars().find(|sign| !texte::accepte(*sign)) {
        Some(Cause::Caractere(sign))
    } else if recu > max {
        Some(Cause::TropLong { recu, max })
    } else if id.starts_with(separates) || id.ends_with(separates) || id.contains("//") || id.contains("  ") {
        Some(Cause::Separateur)
    } else {
        None
    }
}

fn execution(lot: &Lot) -> Option<Cause> {
    let jour = lot.execution;
    if jour < lot.cree.date() {
        return Some(Cause::Passe(jour));
    }
    (!jours::est_bancaire(jour)).then(|| Cause::NonBancaire { jour, suivant: jours::prochain(jour) })
}

/// IBANs of New Caledonia, Polynesia, Wallis and Futuna start with FR: only the BIC tells that the bank is outside SEPA.
fn bank(bic: &Bic) -> Option<Cause> {
    if pays::banque_sepa(bic.pays()) {
        return None;
    }
    let territory = pays::territoire_de(bic.pays());
    Some(territory.map_or_else(|| Cause::HorsSepa(bic.pays().to_owned()), |one| Cause::Pacifique(one.nom)))
}
