//! Why each has what they have, why nobody has the rest, which rules the plan breaks: in French.

use crate::mots;
use crate::{Avis, DemiJournee, Echange, Participant, Tableau, WriteError};
use kernel::Id;
use roulement::{Motif, Noms, Obstacle, Trou};
use std::collections::{BTreeMap, HashSet};
use ui::francais;

/// A plan in sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pourquoi {
    /// Why somebody has a half-day, in the order of the plan.
    pub motifs: Vec<(Id<DemiJournee>, Id<Participant>, String)>,
    /// Why people are missing.
    pub trous: Vec<(Id<DemiJournee>, String)>,
}

impl Tableau {
    /// The rules that the plan as it is breaks.
    ///
    /// # Errors
    /// [`WriteError::Calcul`].
    pub fn violations(&self) -> Result<Vec<String>, WriteError> {
        let said = self.probleme(None).violations(&self.actuel())?;
        let (qui, quand) = (|rang: u32| self.qui(rang), |rang: u32| self.quand(rang));
        let semaine = |rang: u32| format!("la semaine du {}", francais::date(self.semaine(rang)));
        let noms = Noms { personne: &qui, creneau: &quand, semaine: &semaine };
        Ok(said.iter().map(|one| one.phrase(noms)).collect())
    }

    /// The rules that the plan would break once a swap is done, and does not break now.
    ///
    /// # Errors
    /// [`WriteError::Calcul`].
    pub fn broken_by(&self, one: &Echange) -> Result<Vec<String>, WriteError> {
        let before: HashSet<String> = self.violations()?.into_iter().collect();
        let mut after = self.clone();
        let Some(taker) = one.a else { return Ok(Vec::new()) };
        let effecteur =
            |who| self.participants.iter().find(|other| other.id == who).map(|other| other.effecteur);
        for what in &mut after.affectations {
            let to = match () {
                () if what.demi_journee == one.donne && what.participant == one.de => taker,
                () if Some(what.demi_journee) == one.contre && what.participant == taker => one.de,
                () => continue,
            };
            what.participant = to;
            what.effecteur = effecteur(to).unwrap_or(what.effecteur);
        }
        Ok(after.violations()?.into_iter().filter(|words| !before.contains(words)).collect())
    }

    /// Why the plan is as it is.
    ///
    /// # Errors
    /// [`WriteError::Calcul`].
    pub fn pourquoi(&self) -> Result<Pourquoi, WriteError> {
        let found = self.probleme(None).explain(&self.actuel())?;
        let pair = |motif: &Motif| {
            let (what, who) = (motif.affectation.creneau as usize, motif.affectation.personne as usize);
            Some((self.demi_journees.get(what)?.id, self.participants.get(who)?.id))
        };
        let motifs = found.motifs.iter().filter_map(|motif| {
            let (what, who) = pair(motif)?;
            Some((what, who, self.motif(motif, what, who)))
        });
        let trous = found.trous.iter().filter_map(|trou| {
            let what = self.demi_journees.get(trou.creneau as usize)?;
            Some((what.id, self.trou(trou, what)))
        });
        Ok(Pourquoi { motifs: motifs.collect(), trous: trous.collect() })
    }

    fn qui(&self, rang: u32) -> String {
        self.participants.get(rang as usize).map(|one| self.nom(one.id).to_owned()).unwrap_or_default()
    }

    fn quand(&self, rang: u32) -> String {
        self.demi_journees
            .get(rang as usize)
            .map(|one| format!("le {}", mots::quand(one)))
            .unwrap_or_default()
    }

    fn motif(&self, motif: &Motif, what: Id<DemiJournee>, who: Id<Participant>) -> String {
        let said = match (motif.cout, self.avis(who, what)) {
            (None, _) => "Hors de ses disponibilités",
            (Some(_), Avis::Souhaite) => "L’a souhaitée",
            (Some(_), Avis::Possible) => "Disponible",
            (Some(_), Avis::Eviter | Avis::Impossible) => "Préférait l’éviter",
        };
        let load = francais::compte(motif.charge, "demi-journée", "demi-journées");
        let others = match (motif.remplacants, motif.suivant) {
            (0, _) | (_, None) => "personne d’autre ne peut la prendre sans enfreindre une règle".to_owned(),
            (many, Some(next)) => {
                let many = francais::compte(
                    i64::try_from(many).unwrap_or(i64::MAX),
                    "autre pourrait",
                    "autres pourraient",
                );
                let least = motif.moindre_charge.unwrap_or_default();
                let least = francais::compte(least, "demi-journée", "demi-journées");
                let better = if next.surcout < 0 { ", et ce serait plus juste" } else { "" };
                format!(
                    "{many} la prendre, d’abord {}{better} (le moins chargé en a {least})",
                    self.qui(next.personne)
                )
            }
        };
        format!("{said}\u{a0}; {load} en comptant celle-ci\u{a0}; {others}.")
    }

    fn trou(&self, trou: &Trou, what: &DemiJournee) -> String {
        let missing = francais::compte(i64::from(trou.manque), "personne manque", "personnes manquent");
        let mut parts = Vec::new();
        if !trou.libres.is_empty() {
            let can = if trou.libres.len() == 1 { "peut" } else { "peuvent" };
            let free: Vec<String> = trou.libres.iter().map(|one| self.qui(one.personne)).collect();
            parts.push(format!("{} {can} la prendre sans enfreindre de règle", free.join(", ")));
        }
        let mut kept: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (who, why) in &trou.obstacles {
            kept.entry(because(why)).or_default().push(self.qui(*who));
        }
        parts.extend(kept.iter().map(|(why, who)| format!("{}\u{a0}: {why}", who.join(", "))));
        let cannot = self.participants.iter().filter(|one| {
            self.is_active(one)
                && (!one.can(what.competence) || self.avis(one.id, what.id) == Avis::Impossible)
        });
        let cannot = i64::try_from(cannot.count()).unwrap_or(i64::MAX);
        if cannot > 0 {
            parts.push(francais::compte(
                cannot,
                "personne ne peut pas ou n’a pas la compétence",
                "personnes ne peuvent pas ou n’ont pas la compétence",
            ));
        }
        if parts.is_empty() {
            format!("{missing}.")
        } else {
            format!("{missing}. {}.", parts.join("\u{a0}; "))
        }
    }
}

/// What keeps somebody from a half-day, in a few words.
const fn because(one: &Obstacle) -> &'static str {
    match one {
        Obstacle::Indisponible | Obstacle::Interdite => "indisponible",
        Obstacle::MemeJour { .. } => "de garde le même jour",
        Obstacle::Semaine => "semaine pleine",
        Obstacle::AuPlus => "maximum atteint",
        Obstacle::FinDeSemaine { .. } => "week-end trop proche d’un autre",
    }
}
