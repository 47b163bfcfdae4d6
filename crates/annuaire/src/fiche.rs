use crate::champ::{Champ, Nature};
use crate::{Absence, Confirmation, Rattachement, Reference, Sujet};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use std::collections::BTreeMap;

/// An owner is not asked again before this, unless somebody insists.
pub const REPOS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Entries asked at once.
pub const PORTION: usize = 10;

/// Everything that a CPTS keeps about one professional, structure or actor. Doors never draw it: they draw what
/// [`visible`](crate::visible) lets out.
#[derive(Debug, Clone, PartialEq)]
pub struct Fiche {
    /// Its id.
    pub id: Id<Self>,
    /// Who or what.
    pub sujet: Sujet,
    /// Grows with each change: what somebody confirms is what they read.
    pub numero: i64,
    /// Since when.
    pub creee_le: Timestamp,
    /// What is said, field by field.
    pub champs: BTreeMap<Nature, Champ>,
    /// Past and coming absences, in order.
    pub absences: Vec<Absence>,
    /// Structures, said by hand.
    pub rattachements: Vec<Rattachement>,
    /// Last time that somebody said all of it is right.
    pub confirmee: Option<Confirmation>,
    /// Last time that the owner was asked.
    pub demandee_le: Option<Timestamp>,
    /// The owner wants no more messages.
    pub ne_plus_ecrire: bool,
    /// The owner said that they no longer practise here.
    pub parti_le: Option<Timestamp>,
    /// Taken out of the directory.
    pub retiree_le: Option<Timestamp>,
    /// What was typed about them was erased.
    pub effacee_le: Option<Timestamp>,
}

/// Why an owner is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DemandeRefus {
    /// They said so.
    #[error(
        "Cette personne a demandé à ne plus recevoir de message\u{a0}: appelez-la, puis confirmez pour elle."
    )]
    NePlusEcrire,
    /// Too soon.
    #[error("La dernière demande date de moins de 30 jours.")]
    TropTot,
    /// Nowhere to write.
    #[error(
        "Aucune adresse ni téléphone mobile\u{a0}: ajoutez un courriel à la fiche, ou confirmez par téléphone."
    )]
    SansAdresse,
    /// Out of the directory.
    #[error("Cette fiche est retirée de l’annuaire.")]
    Retiree,
}

impl Fiche {
    /// A new entry, empty.
    #[must_use]
    pub const fn new(id: Id<Self>, sujet: Sujet, now: Timestamp) -> Self {
        Self {
            id,
            sujet,
            numero: 1,
            creee_le: now,
            champs: BTreeMap::new(),
            absences: Vec::new(),
            rattachements: Vec::new(),
            confirmee: None,
            demandee_le: None,
            ne_plus_ecrire: false,
            parti_le: None,
            retiree_le: None,
            effacee_le: None,
        }
    }

    /// The unique text of its subject.
    #[must_use]
    pub fn reference(&self) -> Reference {
        self.sujet.reference(self.id)
    }

    /// How the journal names it.
    #[must_use]
    pub fn objet(&self) -> String {
        format!("fiche:{}", self.id)
    }

    /// The absence of that day.
    #[must_use]
    pub fn absence(&self, jour: Date) -> Option<&Absence> {
        self.absences.iter().find(|absence| absence.contains(jour))
    }

    /// Whether the owner may be asked to confirm; `force` forgets the 30 days, never the will of the owner.
    ///
    /// # Errors
    /// Why not.
    pub fn may_ask(&self, now: Timestamp, force: bool) -> Result<(), DemandeRefus> {
        let rested = |le: Timestamp| now.duration_since(le) >= REPOS;
        match self.demandee_le {
            _ if self.retiree_le.is_some() => Err(DemandeRefus::Retiree),
            _ if self.ne_plus_ecrire => Err(DemandeRefus::NePlusEcrire),
            Some(le) if !force && !rested(le) => Err(DemandeRefus::TropTot),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_rests_thirty_days_and_their_refusal_stands() {
        let now: Timestamp = "2026-03-02T07:00:00Z".parse().unwrap();
        let sujet = Sujet::Professionnel("899763608371".parse().unwrap());
        let mut fiche = Fiche::new(Id::new(uuid::Uuid::nil()), sujet, now);
        assert_eq!(fiche.may_ask(now, false), Ok(()));
        fiche.demandee_le = Some(now - SignedDuration::from_hours(29 * 24));
        assert_eq!(fiche.may_ask(now, false), Err(DemandeRefus::TropTot));
        assert_eq!(fiche.may_ask(now, true), Ok(()));
        assert_eq!(fiche.may_ask(now + SignedDuration::from_hours(24), false), Ok(()));
        fiche.ne_plus_ecrire = true;
        assert_eq!(fiche.may_ask(now, true), Err(DemandeRefus::NePlusEcrire));
    }
}
