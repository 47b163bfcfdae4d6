use crate::{Nom, Personne, Roles, Telephone};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use identifiants::Courriel;
use jiff::civil::Date;
use kernel::{Id, fold};
use serde::Serialize;
use std::{fmt, str::FromStr};

/// Somebody in a CPTS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Membre {
    /// The person.
    #[serde(skip)]
    pub personne: Id<Personne>,
    /// Family name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// E-mail address.
    pub courriel: String,
    /// Profession, as written here; may be empty.
    pub profession: String,
    /// Commune, as written here; may be empty.
    pub commune: String,
    /// Telephone; may be empty.
    pub telephone: String,
    /// Roles in this CPTS.
    pub roles: Roles,
    /// First day here.
    pub depuis: Date,
    /// Whether they come in.
    pub etat: Etat,
}

impl Membre {
    /// « Claire Fabre ».
    #[must_use]
    pub fn nom_complet(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }
}

/// Whether a member comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Etat {
    /// Invited, never came.
    Invite,
    /// Comes in.
    Actif,
    /// Kept out, without losing their history.
    Suspendu,
}

/// The text names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas l’état d’un membre.")]
pub struct EtatError(String);

impl Etat {
    const ALL: [Self; 3] = [Self::Invite, Self::Actif, Self::Suspendu];

    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Actif => "actif",
            Self::Suspendu => "suspendu",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Invite => "Invité",
            Self::Actif => "Actif",
            Self::Suspendu => "Suspendu",
        }
    }
}

impl FromStr for Etat {
    type Err = EtatError;
    fn from_str(text: &str) -> Result<Self, EtatError> {
        Self::ALL.into_iter().find(|etat| etat.code() == text).ok_or_else(|| EtatError(text.to_owned()))
    }
}

/// Somebody to add to a CPTS.
#[derive(Debug, Clone)]
pub struct NouveauMembre {
    /// E-mail address; an existing account is joined, not doubled.
    pub courriel: Courriel,
    /// Family name.
    pub nom: Nom,
    /// First name.
    pub prenom: Nom,
    /// Profession.
    pub profession: Option<Nom>,
    /// Commune.
    pub commune: Option<Nom>,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// Roles in this CPTS.
    pub roles: Roles,
    /// First day here.
    pub depuis: Date,
}

/// How lists are sorted and searched: family name then first name, without case or accents.
#[must_use]
pub fn cle_tri(nom: &str, prenom: &str) -> String {
    fold(&format!("{nom} {prenom}"))
}

/// Where a page of the list begins: after or before a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The members that come after this one.
    Apres(Repere),
    /// The members that come before this one.
    Avant(Repere),
}

/// A member as the order of the list sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repere {
    /// Sorting key.
    pub cle: String,
    /// Tells namesakes apart.
    pub personne: Id<Personne>,
}

impl Repere {
    /// Where `membre` stands.
    #[must_use]
    pub fn of(membre: &Membre) -> Self {
        Self { cle: cle_tri(&membre.nom, &membre.prenom), personne: membre.personne }
    }
}

/// The text is not a place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Ce repère de liste n’est pas lisible\u{a0}: reprenez la liste à son début.")]
pub struct RepereError;

/// For an address: letters, digits, `-` and `_`.
impl fmt::Display for Repere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.personne.uuid().as_bytes().to_vec();
        bytes.extend(self.cle.as_bytes());
        f.write_str(&BASE64URL_NOPAD.encode(&bytes))
    }
}

impl FromStr for Repere {
    type Err = RepereError;
    fn from_str(text: &str) -> Result<Self, RepereError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| RepereError)?;
        let (id, cle) = bytes.split_at_checked(16).ok_or(RepereError)?;
        // A folded key is what the list is sorted by; anything else never came from us.
        let cle = std::str::from_utf8(cle).ok().filter(|cle| fold(cle) == *cle).ok_or(RepereError)?;
        let personne = HEXLOWER.encode(id).parse().map_err(|_| RepereError)?;
        Ok(Self { cle: cle.to_owned(), personne })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_survives_an_address() {
        let personne = "00000000-0000-0000-0000-00000000002a".parse().unwrap();
        let repere = Repere { cle: "l hay zoe".to_owned(), personne };
        assert_eq!(repere.to_string().parse(), Ok(repere));
        assert!("x".parse::<Repere>().is_err() && "".parse::<Repere>().is_err());
    }

    #[test]
    fn names_sort_as_in_a_dictionary() {
        let mut names = [("Évrard", "Zoé"), ("evrard", "Anne"), ("De la Tour", "Luc"), ("Zola", "Émile")];
        names.sort_by_key(|(nom, prenom)| cle_tri(nom, prenom));
        assert_eq!(names.map(|(nom, _)| nom), ["De la Tour", "evrard", "Évrard", "Zola"]);
    }
}
