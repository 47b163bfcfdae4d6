use crate::Fiche;
use crate::champ::{Nature, Parts, Valeur};

/// The official file says something else than the CPTS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecart {
    /// Which field.
    pub nature: Nature,
    /// What the CPTS says.
    pub notre: Valeur,
    /// What the official file says; the first value when it has several, one per place of practice.
    pub officiel: Valeur,
}

/// What the official file says that a field can say too; one line per place of practice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Officiel {
    /// Telephones.
    pub telephones: Vec<String>,
    /// E-mail addresses.
    pub courriels: Vec<String>,
}

impl Officiel {
    /// The values of a field, those that can be read.
    #[must_use]
    pub fn valeurs(&self, nature: Nature) -> Vec<Valeur> {
        let texts = match nature {
            Nature::Telephone => &self.telephones,
            Nature::Courriel => &self.courriels,
            _ => return Vec::new(),
        };
        let read = |text: &String| Valeur::read(nature, &Parts::one(text)).ok().flatten();
        let mut values: Vec<Valeur> = Vec::new();
        for value in texts.iter().filter_map(read) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

/// Where the official file disagrees with what is kept: nothing when it agrees at one place, says nothing, or says what
/// the CPTS already chose not to follow. What is kept is never overwritten: somebody accepts or keeps.
#[must_use]
pub fn ecarts(fiche: &Fiche, officiel: &Officiel) -> Vec<Ecart> {
    let differs = |(nature, champ): (&Nature, &crate::Champ)| {
        let values = officiel.valeurs(*nature);
        let first = values.first()?;
        let known = values.contains(&champ.valeur) || champ.ecarte == first.en_mots();
        (!known).then(|| Ecart { nature: *nature, notre: champ.valeur.clone(), officiel: first.clone() })
    };
    fiche.champs.iter().filter_map(differs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::champ::{Champ, Source};
    use crate::{Sujet, Visibilite};
    use jiff::Timestamp;
    use kernel::Id;

    fn fiche(telephone: &str, ecarte: &str) -> Fiche {
        let now = Timestamp::UNIX_EPOCH;
        let id = Id::new(uuid::Uuid::nil());
        let mut fiche = Fiche::new(id, Sujet::Professionnel("899763608371".parse().unwrap()), now);
        let champ = Champ {
            id: Id::new(uuid::Uuid::nil()),
            valeur: Valeur::parse(Nature::Telephone, telephone).unwrap().unwrap(),
            visibilite: Visibilite::Public,
            source: Source::Cpts,
            le: now,
            par: None,
            ecarte: ecarte.to_owned(),
        };
        fiche.champs.insert(Nature::Telephone, champ);
        fiche
    }

    fn officiel(telephones: &[&str]) -> Officiel {
        let telephones = telephones.iter().map(|text| (*text).to_owned()).collect();
        Officiel { telephones, ..Officiel::default() }
    }

    #[test]
    fn a_disagreement_is_shown_until_somebody_settles_it() {
        let ours = fiche("04 71 00 00 01", "");
        assert_eq!(ecarts(&ours, &officiel(&["0471000001"])), []);
        assert_eq!(ecarts(&ours, &officiel(&["0471000009", "04.71.00.00.01"])), []);
        assert_eq!(ecarts(&ours, &officiel(&["illisible"])), []);
        let found = ecarts(&ours, &officiel(&["0471000009"]));
        assert_eq!(found[0].officiel.en_mots(), "04 71 00 00 09");
        assert_eq!(ecarts(&fiche("04 71 00 00 01", "04 71 00 00 09"), &officiel(&["0471000009"])), []);
    }
}
