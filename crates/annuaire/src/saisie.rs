use crate::champ::{Champ, Nature, Source, Valeur};
use crate::{Fiche, Visibilite};
use kernel::{Actor, Ctx};

/// What somebody typed in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saisie {
    /// Which field.
    pub nature: Nature,
    /// What it says now; `None` empties it.
    pub valeur: Option<Valeur>,
    /// Who may see it; as before, or the default of the field, when nobody chose.
    pub visibilite: Option<Visibilite>,
}

/// What becomes of the field.
#[derive(Debug, Clone, PartialEq)]
pub enum Geste {
    /// It already says so.
    Rien,
    /// It says this from now on.
    Garder(Box<Champ>),
    /// It says nothing from now on.
    Retirer,
}

/// Why a value cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SaisieRefus {
    /// Wider than the field allows.
    #[error(
        "«\u{a0}{}\u{a0}» ne peut pas être montré à ce point\u{a0}: au plus «\u{a0}{}\u{a0}».",
        nature.libelle(),
        nature.maximum().libelle()
    )]
    Visibilite {
        /// Which field.
        nature: Nature,
    },
    /// A field of the office.
    #[error("«\u{a0}{}\u{a0}» est tenu par la CPTS.", .0.libelle())]
    PasDuTitulaire(Nature),
}

/// The account of the caller, when they have one.
pub(crate) fn account(ctx: &Ctx) -> Option<uuid::Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        Actor::Anonyme | Actor::Systeme(_) | Actor::Lien(_) => None,
    }
}

impl Saisie {
    /// What becomes of the field of `fiche` when `source` says this.
    ///
    /// # Errors
    /// [`SaisieRefus`].
    pub fn decide(&self, fiche: &Fiche, source: Source, ctx: &Ctx) -> Result<Geste, SaisieRefus> {
        let nature = self.nature;
        if source == Source::Titulaire && !Nature::DU_TITULAIRE.contains(&nature) {
            return Err(SaisieRefus::PasDuTitulaire(nature));
        }
        let known = fiche.champs.get(&nature);
        let Some(valeur) = &self.valeur else {
            return Ok(if known.is_some() { Geste::Retirer } else { Geste::Rien });
        };
        let visibilite = self.visibilite.or(known.map(|champ| champ.visibilite)).unwrap_or(nature.defaut());
        if visibilite < nature.maximum() {
            return Err(SaisieRefus::Visibilite { nature });
        }
        let new = Champ {
            id: ctx.id(),
            valeur: valeur.clone(),
            visibilite,
            source,
            le: ctx.now,
            par: account(ctx),
            ecarte: String::new(),
        };
        Ok(match known {
            Some(old) if old.valeur == *valeur && old.visibilite == visibilite => Geste::Rien,
            // Shown to others than before; who said it, and when, stays.
            Some(old) if old.valeur == *valeur => {
                Geste::Garder(Box::new(Champ { id: new.id, visibilite, ..old.clone() }))
            }
            _ => Geste::Garder(Box::new(new)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sujet;
    use kernel::Id;

    fn fiche() -> Fiche {
        let sujet = Sujet::Professionnel("899763608371".parse().unwrap());
        Fiche::new(Id::new(uuid::Uuid::nil()), sujet, jiff::Timestamp::UNIX_EPOCH)
    }

    fn saisie(nature: Nature, text: &str, visibilite: Option<Visibilite>) -> Saisie {
        Saisie { nature, valeur: Valeur::parse(nature, text).unwrap(), visibilite }
    }

    #[test]
    fn a_planned_departure_is_never_shown_and_an_owner_does_not_write_the_notes_of_the_office() {
        let ctx = testkit::ctx(testkit::CPTS, &[]);
        let wide = saisie(Nature::DepartPrevu, "09/2027", Some(Visibilite::Membres));
        let refused = SaisieRefus::Visibilite { nature: Nature::DepartPrevu };
        assert_eq!(wide.decide(&fiche(), Source::Cpts, &ctx), Err(refused));
        let note = saisie(Nature::NoteInterne, "x", None);
        assert!(note.decide(&fiche(), Source::Titulaire, &ctx).is_err());
        assert!(matches!(note.decide(&fiche(), Source::Cpts, &ctx), Ok(Geste::Garder(_))));
    }

    #[test]
    fn the_same_value_again_is_no_change_and_keeps_who_said_it() {
        let ctx = testkit::ctx(testkit::CPTS, &[]);
        let first = saisie(Nature::Telephone, "0471000000", None);
        let mut fiche = fiche();
        let Ok(Geste::Garder(champ)) = first.decide(&fiche, Source::Titulaire, &ctx) else { panic!() };
        fiche.champs.insert(Nature::Telephone, *champ);
        assert_eq!(first.decide(&fiche, Source::Cpts, &ctx), Ok(Geste::Rien));
        let closer = saisie(Nature::Telephone, "04 71 00 00 00", Some(Visibilite::Membres));
        let Ok(Geste::Garder(champ)) = closer.decide(&fiche, Source::Cpts, &ctx) else { panic!() };
        assert_eq!((champ.source, champ.visibilite), (Source::Titulaire, Visibilite::Membres));
        assert_eq!(
            saisie(Nature::Telephone, "", None).decide(&fiche, Source::Cpts, &ctx),
            Ok(Geste::Retirer)
        );
    }
}
