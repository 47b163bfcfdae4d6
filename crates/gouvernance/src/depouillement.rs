//! What the counts come to, under the rule that applies, in words.

use crate::instance::{Assiette, Egalite, Majorite};
use crate::scrutin::{Issue, Mode, Refus, Scrutin, Sens};
use serde::Serialize;
use std::collections::BTreeMap;
use ui::francais::compte;

/// What was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totaux {
    /// Voices by rank on the ballot.
    pub voix: BTreeMap<u32, u32>,
    /// Voices cast.
    pub bulletins: u32,
    /// Voices on the roll.
    pub inscrits: u32,
}

/// What a vote came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resultat {
    /// In one word.
    pub issue: Issue,
    /// The ranks that were chosen.
    pub retenus: Vec<u32>,
    /// Why.
    pub motif: String,
}

impl Totaux {
    fn of(&self, scrutin: &Scrutin, sens: Sens) -> u32 {
        let ranks = scrutin.choix.iter().filter(|one| one.sens == sens);
        ranks.filter_map(|one| self.voix.get(&one.rang)).sum()
    }
}

/// Applies the rule of the vote to what was counted. `presidence`: how the chair voted, where it is known.
///
/// # Errors
/// [`Refus::Departage`] when the chair decides and their vote is not known.
pub fn depouille(scrutin: &Scrutin, totaux: &Totaux, presidence: Option<Sens>) -> Result<Resultat, Refus> {
    if scrutin.sieges > 0 {
        return Ok(elus(scrutin, totaux));
    }
    let (pour, contre) = (totaux.of(scrutin, Sens::Pour), totaux.of(scrutin, Sens::Contre));
    let abstentions = totaux.of(scrutin, Sens::Abstention);
    let base = match scrutin.assiette {
        Assiette::Exprimes => pour + contre,
        Assiette::Presents => totaux.inscrits,
    };
    let of = match scrutin.assiette {
        Assiette::Exprimes => "exprimées (les abstentions ne comptent pas)",
        Assiette::Presents => "présentes ou représentées (les abstentions comptent)",
    };
    let abstentions = compte(abstentions.into(), "abstention", "abstentions");
    let counted = format!("{pour} pour, {contre} contre, {abstentions}");
    let needed = match scrutin.majorite {
        Majorite::Simple => contre + 1,
        Majorite::Absolue => base / 2 + 1,
        Majorite::DeuxTiers => (base * 2).div_ceil(3).max(1),
        Majorite::TroisQuarts => (base * 3).div_ceil(4).max(1),
    };
    if pour == contre && pour > 0 && scrutin.majorite == Majorite::Simple {
        return tie(scrutin, &counted, presidence);
    }
    let adopted = pour >= needed;
    let rule = match scrutin.majorite {
        Majorite::Simple => "il faut plus de pour que de contre".to_owned(),
        Majorite::Absolue => format!("il faut plus de la moitié des {base}\u{a0}voix {of}, soit {needed}"),
        Majorite::DeuxTiers => format!("il faut les deux tiers des {base}\u{a0}voix {of}, soit {needed}"),
        Majorite::TroisQuarts => format!("il faut les trois quarts des {base}\u{a0}voix {of}, soit {needed}"),
    };
    Ok(settled(scrutin, adopted, format!("{counted}\u{a0}; {rule}.")))
}

fn settled(scrutin: &Scrutin, adopted: bool, motif: String) -> Resultat {
    let (issue, sens) = if adopted { (Issue::Adoptee, Sens::Pour) } else { (Issue::Rejetee, Sens::Contre) };
    let retenus = scrutin.choix.iter().filter(|one| one.sens == sens).map(|one| one.rang).collect();
    Resultat { issue, retenus, motif }
}

/// As many for as against. In a secret vote nobody can know what the chair chose: it is rejected.
fn tie(scrutin: &Scrutin, counted: &str, presidence: Option<Sens>) -> Result<Resultat, Refus> {
    match (scrutin.egalite, scrutin.mode, presidence) {
        (Egalite::Rejet, ..) => Ok(settled(
            scrutin,
            false,
            format!("{counted}\u{a0}: égalité, la proposition est rejetée comme le veulent les statuts."),
        )),
        (Egalite::President, Mode::Secret, _) => Ok(settled(
            scrutin,
            false,
            format!(
                "{counted}\u{a0}: égalité. Le vote est secret, la voix de la présidence ne peut pas l’emporter\u{a0}: la proposition est rejetée."
            ),
        )),
        (Egalite::President, _, Some(sens @ (Sens::Pour | Sens::Contre))) => Ok(settled(
            scrutin,
            sens == Sens::Pour,
            format!(
                "{counted}\u{a0}: égalité. La voix de la présidence l’emporte\u{a0}: {}.",
                sens.libelle().to_lowercase()
            ),
        )),
        (Egalite::President, Mode::Nominatif, Some(_)) => Ok(settled(
            scrutin,
            false,
            format!(
                "{counted}\u{a0}: égalité. La présidence s’est abstenue\u{a0}: la proposition est rejetée."
            ),
        )),
        (Egalite::President, ..) => Err(Refus::Departage(counted.to_owned())),
    }
}

/// The seats go to those who have most voices; a tie for the last seats leaves them open.
fn elus(scrutin: &Scrutin, totaux: &Totaux) -> Resultat {
    let voices = |rang: u32| totaux.voix.get(&rang).copied().unwrap_or_default();
    let mut ranked: Vec<(u32, u32, &str)> = scrutin
        .choix
        .iter()
        .filter(|one| one.sens == Sens::Candidat && voices(one.rang) > 0)
        .map(|one| (voices(one.rang), one.rang, one.libelle.as_str()))
        .collect();
    ranked.sort_by_key(|(voix, rang, _)| (std::cmp::Reverse(*voix), *rang));
    let sieges = usize::try_from(scrutin.sieges).unwrap_or(usize::MAX);
    let last = ranked.get(sieges.wrapping_sub(1)).map(|one| one.0);
    // The first who has no seat holds as many voices as the last who would have one.
    let tied = ranked.get(sieges).map(|one| one.0).filter(|voix| Some(*voix) == last);
    let sure: Vec<_> = ranked.iter().take(sieges).filter(|one| Some(one.0) != tied).collect();
    let blancs = totaux.of(scrutin, Sens::Blanc);
    let ballots = compte(totaux.bulletins.into(), "bulletin", "bulletins");
    let counted = format!("{ballots}, dont {}", compte(blancs.into(), "blanc", "blancs"));
    let retenus: Vec<u32> = sure.iter().map(|one| one.1).collect();
    let open = sieges - retenus.len();
    let names = |voix| {
        let all = ranked.iter().filter(|one| one.0 == voix).map(|one| one.2);
        all.collect::<Vec<_>>().join(", ")
    };
    let seats = compte(i64::from(scrutin.sieges), "siège", "sièges");
    let motif = match (open, tied) {
        (0, _) => format!("{counted}. Les {seats} vont à ceux qui ont le plus de voix."),
        (_, Some(voix)) => format!(
            "{counted}. {open} sur {seats} restent à pourvoir\u{a0}: {} ont chacun {voix}\u{a0}voix. Revotez entre eux, ou appliquez ce que disent vos statuts (l’âge, l’ancienneté).",
            names(voix)
        ),
        (_, None) => {
            format!("{counted}. {open} sur {seats} restent à pourvoir, faute de candidats ayant des voix.")
        }
    };
    let issue = if open == 0 { Issue::Pourvue } else { Issue::Incomplete };
    Resultat { issue, retenus, motif }
}
