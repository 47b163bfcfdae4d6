use crate::champ::{
    Accessibilite, Accueil, AvecMots, Conventionnement, Erreurs, Etp, Horaires, Liste, ModeExercice, Mois,
    Nature, Parts, Recours, Site, Texte, Visites,
};
use comptes::Telephone;
use identifiants::Courriel;
use ui::francais;

/// What a field says, read by the parser of its nature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valeur {
    /// Opening hours.
    Horaires(Horaires),
    /// Takes new patients.
    NouveauxPatients(Accueil),
    /// Goes to patients' homes.
    Visites(Visites),
    /// Telephone.
    Telephone(Telephone),
    /// E-mail address.
    Courriel(Courriel),
    /// Site.
    Site(Site),
    /// Staircase, floor, entrance.
    AdresseComplement(Texte<200>),
    /// Access.
    Accessibilite(Accessibilite),
    /// Languages.
    Langues(Liste<12, 30>),
    /// Acts.
    ActesSpecifiques(Liste<30, 120>),
    /// Consultations at a distance.
    Teleconsultation(AvecMots),
    /// Agreement with the health insurance.
    Conventionnement(Conventionnement),
    /// Alone, group, MSP…
    ModeExercice(ModeExercice),
    /// Line of care.
    Recours(Recours),
    /// A few lines.
    Presentation(Texte<1500>),
    /// Share of a full-time activity.
    ActiviteEtp(Etp),
    /// Planned departure.
    DepartPrevu(Mois),
    /// What only the office reads.
    NoteInterne(Texte<2000>),
}

impl Valeur {
    /// Reads the parts of a field; `None` when nothing was typed.
    ///
    /// # Errors
    /// A sentence for each part at fault.
    pub fn read(nature: Nature, parts: &Parts) -> Result<Option<Self>, Erreurs> {
        if parts.is_empty() {
            return Ok(None);
        }
        let mut erreurs = Erreurs::default();
        let e = &mut erreurs;
        let one = "valeur";
        let read = match nature {
            Nature::Horaires => Horaires::read(parts, e).map(Self::Horaires),
            Nature::NouveauxPatients => Accueil::read(parts, e).map(Self::NouveauxPatients),
            Nature::Visites => Visites::read(parts, e).map(Self::Visites),
            Nature::Telephone => parts.optional(one, e).map(Self::Telephone),
            Nature::Courriel => parts.optional(one, e).map(Self::Courriel),
            Nature::Site => parts.optional(one, e).map(Self::Site),
            Nature::AdresseComplement => parts.optional(one, e).map(Self::AdresseComplement),
            Nature::Accessibilite => Accessibilite::read(parts, e).map(Self::Accessibilite),
            Nature::Langues => parts.optional(one, e).map(Self::Langues),
            Nature::ActesSpecifiques => parts.optional(one, e).map(Self::ActesSpecifiques),
            Nature::Teleconsultation => AvecMots::read(parts, e).map(Self::Teleconsultation),
            Nature::Conventionnement => parts.optional(one, e).map(Self::Conventionnement),
            Nature::ModeExercice => parts.optional(one, e).map(Self::ModeExercice),
            Nature::Recours => parts.optional(one, e).map(Self::Recours),
            Nature::Presentation => parts.optional(one, e).map(Self::Presentation),
            Nature::ActiviteEtp => parts.optional(one, e).map(Self::ActiviteEtp),
            Nature::DepartPrevu => parts.optional(one, e).map(Self::DepartPrevu),
            Nature::NoteInterne => parts.optional(one, e).map(Self::NoteInterne),
        };
        if erreurs.is_empty() { Ok(read) } else { Err(erreurs) }
    }

    /// The same from one text, for a field of one part.
    ///
    /// # Errors
    /// A sentence.
    pub fn parse(nature: Nature, text: &str) -> Result<Option<Self>, Erreurs> {
        let first = nature.parts().first().copied().unwrap_or("valeur");
        Self::read(nature, &Parts::new().with(first, text))
    }

    /// Which field it is.
    #[must_use]
    pub const fn nature(&self) -> Nature {
        match self {
            Self::Horaires(_) => Nature::Horaires,
            Self::NouveauxPatients(_) => Nature::NouveauxPatients,
            Self::Visites(_) => Nature::Visites,
            Self::Telephone(_) => Nature::Telephone,
            Self::Courriel(_) => Nature::Courriel,
            Self::Site(_) => Nature::Site,
            Self::AdresseComplement(_) => Nature::AdresseComplement,
            Self::Accessibilite(_) => Nature::Accessibilite,
            Self::Langues(_) => Nature::Langues,
            Self::ActesSpecifiques(_) => Nature::ActesSpecifiques,
            Self::Teleconsultation(_) => Nature::Teleconsultation,
            Self::Conventionnement(_) => Nature::Conventionnement,
            Self::ModeExercice(_) => Nature::ModeExercice,
            Self::Recours(_) => Nature::Recours,
            Self::Presentation(_) => Nature::Presentation,
            Self::ActiviteEtp(_) => Nature::ActiviteEtp,
            Self::DepartPrevu(_) => Nature::DepartPrevu,
            Self::NoteInterne(_) => Nature::NoteInterne,
        }
    }

    /// The parts as a form shows them and as the database keeps them.
    #[must_use]
    pub fn parts(&self) -> Parts {
        match self {
            Self::Horaires(one) => one.parts(),
            Self::NouveauxPatients(one) => one.parts(),
            Self::Visites(one) => one.parts(),
            Self::Accessibilite(one) => one.parts(),
            Self::Teleconsultation(one) => one.parts(),
            Self::Telephone(one) => Parts::one(&one.to_string()),
            Self::Courriel(one) => Parts::one(one.as_str()),
            Self::Site(one) => Parts::one(&one.to_string()),
            Self::AdresseComplement(one) => Parts::one(one.as_str()),
            Self::Langues(one) => Parts::one(&one.items().join(", ")),
            Self::ActesSpecifiques(one) => Parts::one(&one.to_string()),
            Self::Conventionnement(one) => Parts::one(one.code()),
            Self::ModeExercice(one) => Parts::one(one.code()),
            Self::Recours(one) => Parts::one(one.code()),
            Self::Presentation(one) => Parts::one(one.as_str()),
            Self::ActiviteEtp(one) => Parts::one(&one.to_string()),
            Self::DepartPrevu(one) => Parts::one(&one.to_string()),
            Self::NoteInterne(one) => Parts::one(one.as_str()),
        }
    }

    /// As people read it.
    #[must_use]
    pub fn en_mots(&self) -> String {
        match self {
            Self::Horaires(one) => one.en_mots(),
            Self::NouveauxPatients(one) => one.en_mots(),
            Self::Visites(one) => one.en_mots(),
            Self::Accessibilite(one) => one.en_mots(),
            Self::Teleconsultation(one) => one.en_mots(),
            Self::Telephone(one) => one.to_string(),
            Self::Courriel(one) => one.to_string(),
            Self::Site(one) => one.to_string(),
            Self::AdresseComplement(one) => one.to_string(),
            Self::Langues(one) => one.items().join(", "),
            Self::ActesSpecifiques(one) => one.items().join("\u{a0}; "),
            Self::Conventionnement(one) => one.libelle().to_owned(),
            Self::ModeExercice(one) => one.libelle().to_owned(),
            Self::Recours(one) => one.libelle().to_owned(),
            Self::Presentation(one) => one.to_string(),
            Self::ActiviteEtp(one) => one.to_string(),
            Self::DepartPrevu(one) => francais::mois_annee(one.debut()),
            Self::NoteInterne(one) => one.to_string(),
        }
    }
}

impl serde::Serialize for Valeur {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_map(self.parts().iter())
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;
    use proptest::prelude::*;

    /// A plausible value of each nature.
    pub(crate) fn sample(nature: Nature) -> Valeur {
        let parts = match nature {
            Nature::Horaires => {
                Parts::new().with("lundi", "8h30-12h, 14h-19h").with("note", "Sur rendez-vous")
            }
            Nature::NouveauxPatients => {
                Parts::new().with("reponse", "sous_conditions").with("mots", "Enfants")
            }
            Nature::Visites => Parts::new().with("reponse", "perimetre").with("mots", "10 km"),
            Nature::Teleconsultation => Parts::new().with("reponse", "oui"),
            Nature::Telephone => Parts::one("04 71 00 00 00"),
            Nature::Courriel => Parts::one("anne.petit@exemple.fr"),
            Nature::Site => Parts::one("https://www.exemple.fr"),
            Nature::Accessibilite => Parts::one("fauteuil, lsf"),
            Nature::Conventionnement => Parts::one("secteur_1"),
            Nature::ModeExercice => Parts::one("msp"),
            Nature::Recours => Parts::one("premier"),
            Nature::ActiviteEtp => Parts::one("0,8"),
            Nature::DepartPrevu => Parts::one("2027-09"),
            Nature::Langues => Parts::one("anglais, arabe"),
            Nature::AdresseComplement
            | Nature::ActesSpecifiques
            | Nature::Presentation
            | Nature::NoteInterne => Parts::one("Quelques mots"),
        };
        Valeur::read(nature, &parts).unwrap().unwrap()
    }

    #[test]
    fn every_value_reads_back_from_its_parts_and_from_the_database() {
        for nature in Nature::ALL {
            let valeur = sample(*nature);
            assert_eq!(valeur.nature(), *nature);
            let kept = Parts::from_json(&valeur.parts().to_json()).unwrap();
            assert_eq!(Valeur::read(*nature, &kept).unwrap().as_ref(), Some(&valeur), "{nature}");
            assert!(!valeur.en_mots().is_empty());
            let known = |part: &str| nature.parts().contains(&part);
            assert!(valeur.parts().iter().all(|(part, _)| known(part)), "{nature}");
        }
    }

    #[test]
    fn nothing_typed_is_no_value_and_a_default_is_never_above_the_maximum() {
        for nature in Nature::ALL {
            assert_eq!(Valeur::read(*nature, &Parts::new()), Ok(None));
            assert!(nature.defaut() >= nature.maximum() && nature.choix().any(|one| one == nature.defaut()));
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_kept_reads_back(at in 0..Nature::ALL.len(), text in "\\PC{0,40}", mots in "\\PC{0,20}") {
            let nature = Nature::ALL[at];
            let parts = nature.parts().iter().fold(Parts::new(), |parts, part| parts.with(part, if *part == "mots" { &mots } else { &text }));
            if let Ok(Some(valeur)) = Valeur::read(nature, &parts) {
                prop_assert_eq!(Valeur::read(nature, &valeur.parts()), Ok(Some(valeur)));
            }
        }
    }
}
