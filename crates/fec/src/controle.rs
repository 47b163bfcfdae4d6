//! What the tax office would refuse, every fault at once.

use crate::fichier::clean;
use crate::{Cause, Champ, Compte, Ecriture, Faute, Fec, Ligne, Ou};

/// Cents of the smallest and of the largest line: sums of a year stay far from the limits of an `i64`.
const AMOUNTS: std::ops::RangeInclusive<i64> = 1..=99_999_999_999_999;

pub(crate) fn fautes(fec: &Fec) -> Vec<Faute> {
    let mut found = Found(Vec::new());
    let file = || Ou::Fichier;
    found.say(&file, Champ::Exercice, (fec.au < fec.du).then_some(Cause::Inverse));
    found.say(&file, Champ::Ecritures, fec.ecritures.is_empty().then_some(Cause::Aucune));
    let mut before = None;
    for (numero, one) in (1..).zip(&fec.ecritures) {
        let journal = clean(&one.journal.code);
        let at = || Ou::Ecriture { numero, journal: journal.clone() };
        found.say(&at, Champ::Ordre, before.and_then(|before| order(before, one)));
        entry(fec, one, &at, &mut found);
        for (ligne, line_of) in (1..).zip(&one.lignes) {
            line(line_of, &|| Ou::Ligne { numero, journal: journal.clone(), ligne }, &mut found);
        }
        before = Some(one);
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

/// Opening entries first, then by day of validation: opening entries are often validated after the first months.
fn order(before: &Ecriture, one: &Ecriture) -> Option<Cause> {
    if one.a_nouveau && !before.a_nouveau {
        return Some(Cause::ANouveauTardif);
    }
    let (validation, precedente) = (one.validation, before.validation);
    let same_kind = one.a_nouveau == before.a_nouveau;
    (same_kind && validation < precedente).then_some(Cause::Desordre { validation, precedente })
}

fn entry(fec: &Fec, one: &Ecriture, at: &dyn Fn() -> Ou, found: &mut Found) {
    found.say(at, Champ::Journal, both(&one.journal.code, &one.journal.libelle));
    let (jour, du, au) = (one.date, fec.du, fec.au);
    let outside = !(du..=au).contains(&jour);
    found.say(at, Champ::Date, outside.then_some(Cause::HorsExercice { jour, du, au }));
    let early = one.validation < jour;
    let cause = Cause::ValideeAvant { validation: one.validation, ecriture: jour };
    found.say(at, Champ::Validation, early.then_some(cause));
    let (debit, credit) = one.totaux();
    let cause = if one.lignes.is_empty() { Cause::Aucune } else { Cause::Desequilibre { debit, credit } };
    found.say(at, Champ::Equilibre, (one.lignes.is_empty() || debit != credit).then_some(cause));
}

fn line(one: &Ligne, at: &dyn Fn() -> Ou, found: &mut Found) {
    found.say(at, Champ::Compte, account(&one.compte));
    let aux = one.auxiliaire.as_ref().and_then(|aux| both(&aux.numero, &aux.libelle));
    found.say(at, Champ::Auxiliaire, aux);
    found.say(at, Champ::Piece, mandatory(&one.piece.reference));
    found.say(at, Champ::Libelle, mandatory(&one.libelle));
    let (debit, credit) = one.montant.colonnes();
    let amount = debit.saturating_add(credit);
    found.say(at, Champ::Montant, (!AMOUNTS.contains(&amount)).then_some(Cause::HorsBornes(amount)));
    let mark = one.lettrage.as_ref().and_then(|mark| mandatory(&mark.code));
    found.say(at, Champ::Lettrage, mark);
}

/// The text still says something once cleaned.
fn mandatory(text: &str) -> Option<Cause> {
    clean(text).is_empty().then_some(Cause::Vide)
}

fn both(code: &str, libelle: &str) -> Option<Cause> {
    mandatory(code).or_else(|| mandatory(libelle)).map(|_| Cause::CodeOuIntitule)
}

fn account(one: &Compte) -> Option<Cause> {
    let numero = clean(&one.numero);
    let signs = numero.as_bytes();
    let class = signs.first().is_some_and(|sign| matches!(sign, b'1'..=b'8'));
    let digits = signs.len() >= 3 && signs.iter().take(3).all(u8::is_ascii_digit);
    if class && digits && signs.iter().all(u8::is_ascii_alphanumeric) {
        both(&one.numero, &one.libelle)
    } else {
        Some(Cause::NumeroDeCompte(numero.chars().take(40).collect()))
    }
}
