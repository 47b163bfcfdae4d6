use crate::Visibilite;
use crate::champ::horaires::JOURS;

kernel::codes! {
    /// The fields of an entry, in the order of its page.
    pub enum Nature {
        /// Opening hours.
        Horaires = "horaires", "Horaires";
        /// Takes new patients.
        NouveauxPatients = "nouveaux_patients", "Prend de nouveaux patients";
        /// Goes to patients' homes.
        Visites = "visites", "Visites à domicile";
        /// Telephone that people may call.
        Telephone = "telephone", "Téléphone";
        /// E-mail address.
        Courriel = "courriel", "Courriel";
        /// Site, appointment page.
        Site = "site", "Site ou prise de rendez-vous";
        /// Staircase, floor, entrance.
        AdresseComplement = "adresse_complement", "Complément d’adresse";
        /// Access for people with a disability.
        Accessibilite = "accessibilite", "Accessibilité";
        /// Spoken languages.
        Langues = "langues", "Langues parlées";
        /// What is done here and not everywhere.
        ActesSpecifiques = "actes_specifiques", "Actes et activités spécifiques";
        /// Consultations at a distance.
        Teleconsultation = "teleconsultation", "Téléconsultation";
        /// Agreement with the health insurance.
        Conventionnement = "conventionnement", "Conventionnement";
        /// Alone, group, MSP…
        ModeExercice = "mode_exercice", "Mode d’exercice";
        /// First or second line of care.
        Recours = "recours", "Recours";
        /// A few lines about oneself.
        Presentation = "presentation", "Présentation";
        /// Share of a full-time activity.
        ActiviteEtp = "activite_etp", "Activité (équivalent temps plein)";
        /// Month of a planned departure.
        DepartPrevu = "depart_prevu", "Départ prévu";
        /// What only the office writes and reads.
        NoteInterne = "note_interne", "Note interne";
    }
}

const UNE: &[&str] = &["valeur"];
const REPONSE: &[&str] = &["reponse", "mots"];

impl Nature {
    /// What the owner may correct from a confirmation link.
    pub const DU_TITULAIRE: [Self; 7] = [
        Self::Horaires,
        Self::NouveauxPatients,
        Self::Visites,
        Self::Telephone,
        Self::Accessibilite,
        Self::Langues,
        Self::ActesSpecifiques,
    ];

    /// The inputs of this field.
    #[must_use]
    pub const fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Horaires => {
                const ALL: [&str; 8] =
                    [JOURS[0], JOURS[1], JOURS[2], JOURS[3], JOURS[4], JOURS[5], JOURS[6], "note"];
                &ALL
            }
            Self::NouveauxPatients => &["reponse", "mots", "jusquau"],
            Self::Visites | Self::Teleconsultation => REPONSE,
            Self::Accessibilite => &["valeur", "mots"],
            _ => UNE,
        }
    }

    /// Who sees it when nobody chose.
    #[must_use]
    pub const fn defaut(self) -> Visibilite {
        match self {
            Self::Courriel | Self::Recours => Visibilite::Membres,
            Self::ActiviteEtp | Self::DepartPrevu | Self::NoteInterne => Visibilite::Bureau,
            _ => Visibilite::Public,
        }
    }

    /// The widest audience allowed.
    #[must_use]
    pub const fn maximum(self) -> Visibilite {
        match self {
            Self::DepartPrevu | Self::NoteInterne => Visibilite::Bureau,
            Self::ActiviteEtp => Visibilite::Membres,
            _ => Visibilite::Public,
        }
    }

    /// The audiences that may be chosen, the widest first.
    pub fn choix(self) -> impl Iterator<Item = Visibilite> {
        Visibilite::ALL.iter().copied().filter(move |visibilite| *visibilite >= self.maximum())
    }

    /// What to type, in a few words.
    #[must_use]
    pub const fn aide(self) -> &'static str {
        match self {
            Self::Horaires => {
                "Par exemple «\u{a0}8h30-12h, 14h-19h\u{a0}». Laissez vide les jours de fermeture."
            }
            Self::NouveauxPatients => "Ce que les patients cherchent d’abord.",
            Self::Visites => "Dites le périmètre s’il y en a un\u{a0}: communes, distance.",
            Self::Telephone => "Le numéro que les patients ou les confrères peuvent appeler.",
            Self::Courriel => "Sert aussi à demander une confirmation, même s’il n’est pas montré.",
            Self::Site => "Une adresse complète, par exemple https://www.exemple.fr.",
            Self::AdresseComplement => "Étage, bâtiment, code, entrée.",
            Self::Langues => "Séparées par des virgules.",
            Self::ActesSpecifiques => {
                "Un par ligne\u{a0}: pose de stérilet, plaies et cicatrisation, thermalisme…"
            }
            Self::ActiviteEtp => {
                "De 0 à 1\u{a0}: 0,8 pour quatre jours par semaine. Pèse dans les calculs d’offre."
            }
            Self::DepartPrevu => "Mois et année\u{a0}: 09/2027. Ne sort jamais du bureau.",
            Self::NoteInterne => "Ne sort jamais du bureau. La personne peut demander à la lire.",
            Self::Accessibilite
            | Self::Teleconsultation
            | Self::Conventionnement
            | Self::ModeExercice
            | Self::Recours
            | Self::Presentation => "",
        }
    }
}
