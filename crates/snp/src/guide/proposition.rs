//! A first version, to be read, changed and kept by the doctors of the CPTS. Not a text of law and not medical advice: widely
//! known signs of alarm worded as questions, none validated.

use super::{Drapeau, Guide, Motif, Tranche};
use jiff::civil::time;
use rendez_vous::Profession::{
    self, ChirurgienDentiste, Infirmier, MasseurKinesitherapeute, MedecinGeneraliste, SageFemme,
};
use rendez_vous::{Modalite, Soin};

/// Said above the proposed version.
pub const AVERTISSEMENT: &str = "Proposition à valider par les médecins de la CPTS.";

/// Asked on every call: code, question, age at most.
const DRAPEAUX: [(&str, &str, Option<u16>); 11] = [
    ("thorax", "Une douleur dans la poitrine\u{a0}?", None),
    ("souffle", "De la peine à respirer\u{a0}?", None),
    ("conscience", "Une perte de connaissance, ou la personne répond-elle mal\u{a0}?", None),
    ("deficit", "Un bras, une jambe ou la parole qui ne marche plus, d’un coup\u{a0}?", None),
    ("saignement", "Un saignement abondant, qui ne s’arrête pas\u{a0}?", None),
    ("suicide", "Des idées de suicide\u{a0}?", None),
    ("nourrisson", "Un bébé de moins de 3\u{a0}mois qui a de la fièvre\u{a0}?", Some(0)),
    ("grossesse", "Une grossesse, avec un saignement\u{a0}?", None),
    ("allergie", "Une réaction allergique grave\u{a0}: visage ou gorge qui gonfle, malaise\u{a0}?", None),
    ("crane", "Un coup à la tête, avec malaise, vomissements ou somnolence\u{a0}?", None),
    ("quinze", "Autre chose qui vous paraît très grave\u{a0}?", None),
];

/// Code, words, other words, professions, kinds of care.
type Ligne = (&'static str, &'static str, &'static [&'static str], &'static [Profession], &'static [Soin]);

const MOTIFS: [Ligne; 9] = [
    ("fievre", "Fièvre", &["température", "grippe", "frissons"], &[MedecinGeneraliste], &[]),
    (
        "gorge",
        "Mal de gorge, toux, rhume",
        &["angine", "bronchite", "oreille", "otite"],
        &[MedecinGeneraliste],
        &[],
    ),
    ("ventre", "Mal au ventre", &["diarrhée", "vomissements", "gastro"], &[MedecinGeneraliste], &[]),
    (
        "urine",
        "Brûlures en urinant",
        &["cystite", "infection urinaire"],
        &[MedecinGeneraliste, SageFemme],
        &[],
    ),
    ("peau", "Bouton, plaque, morsure de tique", &["éruption", "démangeaison"], &[MedecinGeneraliste], &[]),
    (
        "plaie",
        "Plaie, brûlure, pansement",
        &["coupure", "suture", "points"],
        &[MedecinGeneraliste, Infirmier],
        &[Soin::Consultation, Soin::PetitePlaie],
    ),
    (
        "entorse",
        "Entorse, mal de dos, chute",
        &["cheville", "lumbago", "genou"],
        &[MedecinGeneraliste, MasseurKinesitherapeute],
        &[Soin::Consultation, Soin::Locomoteur],
    ),
    ("dent", "Mal de dent", &["abcès dentaire", "rage de dents"], &[ChirurgienDentiste], &[]),
    ("autre", "Autre chose", &[], &[MedecinGeneraliste], &[]),
];

impl Guide {
    /// The proposed version.
    #[must_use]
    pub fn proposee() -> Self {
        let flag = |(code, question, age_max): (&str, &str, Option<u16>)| Drapeau {
            code: code.to_owned(),
            question: question.to_owned(),
            age_max,
            valide: false,
        };
        Self {
            drapeaux: DRAPEAUX.into_iter().map(flag).collect(),
            motifs: MOTIFS.into_iter().map(motif).collect(),
            ouvre: time(8, 0, 0, 0),
            ferme: time(20, 0, 0, 0),
            hors_horaires: "Permanence des soins (PDSA)\u{a0}: le médecin régulateur, au 116\u{a0}117 ou au 15 selon le département"
                .to_owned(),
            ailleurs: "Le SAS, au 15".to_owned(),
        }
    }
}

fn motif((code, libelle, synonymes, professions, soins): Ligne) -> Motif {
    Motif {
        code: code.to_owned(),
        libelle: libelle.to_owned(),
        synonymes: synonymes.iter().map(|one| (*one).to_owned()).collect(),
        drapeaux: Vec::new(),
        tranches: vec![Tranche { age_min: 0, age_max: 120, professions: professions.to_vec() }],
        soins: soins.iter().copied().collect(),
        modalites: vec![Modalite::Cabinet, Modalite::Domicile, Modalite::Tele],
    }
}
