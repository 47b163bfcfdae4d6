use crate::Jeton;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use uuid::Uuid;

/// A link sent to one person for one purpose. Whoever holds it acts without account, on one thing only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LienDirect {
    /// Id; the journal names the actor by it.
    pub id: Id<Self>,
    /// What it is for, `crate.purpose`: « annuaire.confirmation ».
    pub usage: String,
    /// What it is about: the id of a row of the module that `usage` names.
    pub sujet: Uuid,
    /// To whom it was sent, as a hint (« c…@exemple.fr »); empty when it was handed over.
    pub vers: String,
    /// When it was made.
    pub cree_le: Timestamp,
    /// When it stops being good.
    pub expire_le: Timestamp,
    /// When its page was last opened, by the person or by a mail scanner.
    pub suivi_le: Option<Timestamp>,
    /// When it was used, if it may be used once.
    pub utilise_le: Option<Timestamp>,
    /// When it was withdrawn.
    pub revoque_le: Option<Timestamp>,
}

/// What a link still opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EtatLien {
    /// Its page.
    Vivant,
    /// Nothing: the person answered at that instant.
    Utilise(Timestamp),
    /// Nothing: it was withdrawn at that instant.
    Revoque(Timestamp),
    /// Nothing since that instant.
    Expire(Timestamp),
}

impl LienDirect {
    /// What it opens at `now`. An answer counts more than what came after it.
    #[must_use]
    pub fn etat(&self, now: Timestamp) -> EtatLien {
        match (self.utilise_le, self.revoque_le) {
            (Some(le), _) => EtatLien::Utilise(le),
            (None, Some(le)) => EtatLien::Revoque(le),
            (None, None) if self.expire_le <= now => EtatLien::Expire(self.expire_le),
            (None, None) => EtatLien::Vivant,
        }
    }
}

/// How long a link is remembered once it has expired, so that its page can say so.
pub const MEMOIRE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Openings closer than this are one.
pub const PRECISION: SignedDuration = SignedDuration::from_mins(5);

/// The page of a link, with its token; put the public address of the instance before it.
#[must_use]
pub fn chemin_direct(jeton: &Jeton) -> String {
    web::TAP.replace("{token}", jeton.as_str())
}

/// The journal and the actor's label name a link so.
pub(crate) fn objet(id: Id<LienDirect>) -> String {
    format!("lien:{id}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn lien(utilise_le: Option<Timestamp>, revoque_le: Option<Timestamp>) -> LienDirect {
        LienDirect {
            id: Id::new(Uuid::from_u128(1)),
            usage: "essai.reponse".to_owned(),
            sujet: Uuid::from_u128(2),
            vers: String::new(),
            cree_le: at("2026-03-02T07:00:00Z"),
            expire_le: at("2026-03-09T07:00:00Z"),
            suivi_le: None,
            utilise_le,
            revoque_le,
        }
    }

    #[test]
    fn a_link_lives_until_it_expires_is_withdrawn_or_used() {
        let (soon, answered, late) =
            (at("2026-03-09T06:59:59Z"), at("2026-03-03T10:00:00Z"), at("2026-03-09T07:00:00Z"));
        assert_eq!(lien(None, None).etat(soon), EtatLien::Vivant);
        assert_eq!(lien(None, None).etat(late), EtatLien::Expire(late));
        assert_eq!(lien(None, Some(answered)).etat(late), EtatLien::Revoque(answered));
        assert_eq!(lien(Some(answered), Some(soon)).etat(late), EtatLien::Utilise(answered));
    }

    #[test]
    fn its_address_is_the_one_that_the_door_answers() {
        let jeton = Jeton::draw();
        assert_eq!(chemin_direct(&jeton), format!("/t/{}", jeton.as_str()));
    }
}
