//! What comes in: one form, one person or a household.

use crate::{Campagne, Demande, Foyer, Identite, Origine, Situation};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::{Refus, Refuses};

/// Nobody that old is known.
pub const AGE_MAX: i16 = 120;
/// Under that age somebody answers for the patient.
pub const AGE_SEUL: i16 = 15;
/// From that age on somebody answers for a child.
pub(crate) const MAJEUR: i16 = 18;
/// People on one form at most.
pub const AU_PLUS: usize = 12;
/// A name of somebody.
const NOM: kernel::saisie::UpTo = kernel::saisie::UpTo(100);

/// One person of a form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Personne {
    /// Who.
    pub identite: Identite,
    /// What counts.
    pub situation: Situation,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Envoi {
    /// Through whom.
    pub origine: Origine,
    /// Without a doctor since.
    pub cherche_depuis: Date,
    /// Who, at least one person.
    pub personnes: Vec<Personne>,
    /// With the other patients of a doctor who stops.
    pub campagne: Option<Id<Campagne>>,
    /// The key of the form: sent twice, it is kept once.
    pub cle: String,
    /// The office looks at it first.
    pub suspect: bool,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recue {
    /// Those who go together.
    pub foyer: Id<Foyer>,
    /// Each request and its code, in the order of the form.
    pub demandes: Vec<(Id<Demande>, String)>,
}

/// Whole years from a day to another.
#[must_use]
pub fn annees(naissance: Date, jour: Date) -> i16 {
    jour.year()
        - naissance.year()
        - i16::from((jour.month(), jour.day()) < (naissance.month(), naissance.day()))
}

/// A day of birth as people type it: 14/03/1956, 14-03-1956, 14.3.56, 14031956. Two digits of a year that would be in the future
/// are of the last century.
#[must_use]
pub fn naissance(text: &str, jour: Date) -> Option<Date> {
    let digits = text.chars().all(|sign| sign.is_ascii_digit());
    if digits {
        let (day, month, year) = (text.get(..2)?, text.get(2..4)?, text.get(4..)?);
        return (text.len() == 8).then(|| tables::day(&format!("{day}/{month}/{year}")))?;
    }
    let read = tables::day(text)?;
    let short = text.split(['/', '-', '.', ' ']).next_back().is_some_and(|year| year.len() == 2);
    Some(if short && read > jour { read.saturating_sub(100.years()) } else { read })
}

/// Who somebody is, the names trimmed.
///
/// # Errors
/// Every fault, by field: `nom`, `prenom`, `naissance`.
pub fn check(mut one: Identite, jour: Date) -> Result<Identite, Refuses> {
    let mut faults = Refuses::default();
    one.nom = faults.keep(NOM.line("nom", &one.nom).and_then(|nom| lettres("nom", nom)));
    one.prenom = faults.keep(NOM.line("prenom", &one.prenom).and_then(|nom| lettres("prenom", nom)));
    if one.naissance > jour {
        faults.add("naissance", "Cette date n’est pas encore arrivée\u{a0}: vérifiez l’année.");
    } else if annees(one.naissance, jour) > AGE_MAX {
        let why = format!("Cette date donne plus de {AGE_MAX}\u{a0}ans\u{a0}: vérifiez l’année.");
        faults.add("naissance", why);
    }
    faults.finish(one)
}

impl Personne {
    /// The same with its names trimmed, and the birth that counts.
    ///
    /// # Errors
    /// As [`check`].
    pub fn check(self, jour: Date) -> Result<Self, Refuses> {
        let identite = check(self.identite, jour)?;
        let (annee, mois) = (identite.naissance.year(), identite.naissance.month());
        Ok(Self { identite, situation: Situation { annee, mois, ..self.situation } })
    }

    /// Its age in whole years on that day.
    #[must_use]
    pub fn age(&self, jour: Date) -> i16 {
        annees(self.identite.naissance, jour)
    }
}

/// A name has a letter at least.
fn lettres(champ: &'static str, nom: String) -> Result<String, Refus> {
    if nom.chars().any(char::is_alphabetic) {
        Ok(nom)
    } else {
        Err(Refus::new(champ, "Un nom s’écrit avec des lettres."))
    }
}

impl Envoi {
    /// The rank of a child for whom nobody answers: no adult on the form, no carer.
    #[must_use]
    pub fn enfant_seul(&self, jour: Date) -> Option<usize> {
        let adult = self.personnes.iter().any(|one| one.age(jour) >= MAJEUR);
        let child = |one: &Personne| one.age(jour) < AGE_SEUL && one.identite.aidant.is_none();
        self.personnes.iter().position(child).filter(|_| !adult)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Canal;
    use crate::doublon::{Raison, compare};
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Somebody of Le Puy-en-Velay.
    pub(crate) fn personne(prenom: &str, nom: &str, naissance: Date) -> Personne {
        let identite = Identite {
            nom: nom.to_owned(),
            prenom: prenom.to_owned(),
            naissance,
            telephone: None,
            courriel: None,
            adresse: String::new(),
            aidant: None,
            ancien_medecin: String::new(),
            message: String::new(),
            code: String::new(),
        };
        let situation = Situation {
            annee: naissance.year(),
            mois: naissance.month(),
            commune: "43157".parse().unwrap(),
            criteres: BTreeSet::new(),
            se_deplace: true,
            au_plus_km: None,
            langue: String::new(),
            choix: None,
            canal: Canal::Lettre,
        };
        Personne { identite, situation }
    }

    const NOMS: [&str; 12] = [
        "Martin",
        "Bernard",
        "Thomas",
        "Petit",
        "Robert",
        "Richard",
        "Durand",
        "Dubois",
        "Moreau",
        "Laurent",
        "Simon",
        "Lefèvre-Garcia",
    ];
    const PRENOMS: [&str; 10] =
        ["Jeanne", "Paul", "Zoé", "Anne-Marie", "Karim", "Jean-Luc", "Odette", "Hugo", "Inès", "Théo"];

    fn someone() -> impl Strategy<Value = (usize, usize, Date)> {
        (0..NOMS.len(), 0..PRENOMS.len(), 0_i64..30_000).prop_map(|(nom, prenom, days)| {
            (nom, prenom, date(1930, 1, 1).saturating_add(jiff::Span::new().days(days)))
        })
    }

    /// A letter lost or doubled somewhere.
    fn typo(text: &str, at: usize, doubled: bool) -> String {
        let signs: Vec<char> = text.chars().collect();
        let at = at % signs.len();
        let kept = signs.iter().enumerate().flat_map(|(rank, sign)| match (rank == at, doubled) {
            (true, true) => vec![*sign, 'r', *sign],
            (true, false) => vec![],
            (false, _) => vec![*sign],
        });
        kept.collect()
    }

    #[test]
    fn a_birth_is_read_as_people_type_it() {
        let today = date(2026, 3, 2);
        for text in
            ["14/03/1956", "14-03-1956", "14.3.1956", "14 03 1956", "14031956", "1956-03-14", "14/03/56"]
        {
            assert_eq!(naissance(text, today), Some(date(1956, 3, 14)), "{text}");
        }
        assert_eq!(naissance("2/3/26", today), Some(today), "born today");
        assert_eq!(naissance("3/3/26", today), Some(date(1926, 3, 3)));
        for text in ["", "43000", "1956", "le 14 mars", "31021990", "é4031956"] {
            assert_eq!(naissance(text, today), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn one_mistake_is_found(who in someone(), at in 0_usize..20, doubled in any::<bool>(), which in 0..5) {
            let (nom, prenom, born) = (NOMS[who.0], PRENOMS[who.1], who.2);
            let first = personne(prenom, nom, born);
            let second = match which {
                0 => personne(prenom, &typo(nom, at, doubled), born),
                1 => personne(&typo(prenom, at, doubled), nom, born),
                2 => personne(nom, prenom, born),
                3 => personne(prenom, nom, born.saturating_add(jiff::Span::new().days(30))),
                _ => personne(&kernel::fold(prenom).to_uppercase(), &kernel::fold(nom).replace(' ', ""), born),
            };
            prop_assert!(!compare(&first, &second).is_empty(), "{first:?} {second:?}");
            prop_assert_eq!(compare(&first, &second).is_empty(), compare(&second, &first).is_empty());
        }

        #[test]
        fn different_people_are_not_alike(a in someone(), b in someone()) {
            prop_assume!(a.0 != b.0 && a.1 != b.1 && a.2 != b.2);
            let (a, b) = (personne(PRENOMS[a.1], NOMS[a.0], a.2), personne(PRENOMS[b.1], NOMS[b.0], b.2));
            prop_assert_eq!(compare(&a, &b), Vec::new());
        }
    }

    #[test]
    fn what_is_alike_is_told() {
        let a = personne("Jean-Pierre", "Lefèvre", date(1951, 4, 3));
        let told =
            |b: &Personne| compare(&a, b).iter().map(|raison| raison.code()).collect::<Vec<_>>().join(" ");
        assert_eq!(
            told(&personne("JEAN PIERRE", "LEFEVRE", date(1951, 4, 3))),
            "naissance_nom naissance_prenom nom_prenom"
        );
        assert_eq!(
            told(&personne("Jean", "Lefèvre-Martin", date(1951, 4, 3))),
            "naissance_nom naissance_prenom"
        );
        assert_eq!(
            told(&personne("Lefèvre", "Jean-Pierre", date(1951, 4, 3))),
            "naissance_nom naissance_prenom nom_prenom"
        );
        assert_eq!(told(&personne("Jean-Pierre", "Lefèvre", date(1951, 3, 4))), "nom_prenom");
        assert_eq!(told(&personne("Paul", "Moreau", date(1951, 4, 3))), "");
        let mut neighbour = personne("Paul", "Moreau", date(1980, 1, 1));
        let mut at_home = a.clone();
        for one in [&mut neighbour, &mut at_home] {
            one.identite.adresse = "3, rue des Tables".to_owned();
        }
        assert_eq!(compare(&at_home, &neighbour), [], "a building is not a person");
        for one in [&mut neighbour, &mut at_home] {
            one.identite.telephone = "06 12 34 56 78".parse().ok();
        }
        assert_eq!(compare(&at_home, &neighbour), [Raison::Telephone, Raison::Adresse]);
    }

    #[test]
    fn a_birth_is_neither_tomorrow_nor_of_another_century_and_a_child_is_not_alone() {
        let today = date(2026, 3, 2);
        let refused = |born| personne("Zoé", "Roux", born).check(today).unwrap_err().to_string();
        assert!(refused(date(2026, 3, 3)).contains("pas encore arrivée"));
        assert!(refused(date(1896, 3, 2)).contains("plus de 120"));
        assert!(personne("Zoé", "Roux", date(1905, 3, 3)).check(today).is_ok());
        let faults = personne(" ", "12", today).check(today).unwrap_err();
        assert_eq!(faults.0.iter().map(|one| one.champ).collect::<Vec<_>>(), ["nom", "prenom"]);
        let child = personne("Léo", "Roux", date(2016, 1, 1));
        let envoi = |personnes| Envoi {
            origine: Origine::Patient,
            cherche_depuis: today,
            personnes,
            campagne: None,
            cle: String::new(),
            suspect: false,
        };
        assert_eq!(envoi(vec![child.clone()]).enfant_seul(today), Some(0));
        assert_eq!(envoi(vec![child, personne("Léa", "Roux", date(1990, 1, 1))]).enfant_seul(today), None);
    }
}
