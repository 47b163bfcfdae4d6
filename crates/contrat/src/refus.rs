//! Why something is refused, and beside which field.

mod texte;

pub(crate) use texte::{line, percent, words};

use jiff::civil::Date;
use ui::francais;

/// Why a contract, or anything about it, is refused: a sentence for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Nothing written.
    #[error("Écrire {quoi}.")]
    Vide {
        /// Field.
        champ: &'static str,
        /// What is expected.
        quoi: &'static str,
    },
    /// Too long.
    #[error("{max} caractères au plus.")]
    Long {
        /// Field.
        champ: &'static str,
        /// Characters accepted.
        max: usize,
    },
    /// Zero, negative or absurd.
    #[error("{} habitants\u{a0}: une CPTS couvre de 1 à {} habitants.", francais::nombre(*.0), francais::nombre(i64::from(aci::HABITANTS_MAX)))]
    Population(i64),
    /// Not a year.
    #[error("L’année de la population s’écrit en quatre chiffres, par exemple 2022.")]
    AnneePopulation,
    /// Not a FINESS number; what is wrong with it.
    #[error("{0}")]
    Finess(String),
    /// Not a number of association.
    #[error(
        "«\u{a0}{0}\u{a0}» n’est pas un numéro RNA\u{a0}: W suivi de 9 caractères, par exemple W431001234."
    )]
    Rna(String),
    /// The accord has no such version.
    #[error("«\u{a0}{0}\u{a0}» n’est pas une version connue de l’ACI.")]
    VersionInconnue(String),
    /// That version starts later.
    #[error("{version} ne s’applique qu’à partir du {}.", francais::date(*.depuis))]
    VersionFuture {
        /// Its label.
        version: String,
        /// Its first day.
        depuis: Date,
    },
    /// Before any agreement.
    #[error("L’ACI n’existe que depuis le {}\u{a0}: un contrat ne peut pas être signé avant.", francais::date(*.0))]
    AvantAci(Date),
    /// A fact that has not happened yet.
    #[error("Le {} est à venir\u{a0}: noter un fait le jour où il a eu lieu, ou après.", francais::date(*.jour))]
    Futur {
        /// Field.
        champ: &'static str,
        /// What was typed.
        jour: Date,
    },
    /// Signed already.
    #[error("Ce contrat est déjà signé.")]
    DejaSigne,
    /// Not signed yet.
    #[error("Ce contrat n’est pas encore signé\u{a0}: noter d’abord les signatures.")]
    PasSigne(&'static str),
    /// Another draft.
    #[error("Un contrat est déjà en préparation\u{a0}: le compléter ou l’abandonner d’abord.")]
    DejaUnProjet,
    /// Another contract runs then.
    #[error("Un autre contrat court du {} au {}\u{a0}: deux contrats ne se chevauchent pas.", francais::date(*.du), francais::date(*.au))]
    Chevauche {
        /// Its first day.
        du: Date,
        /// The first day after it.
        au: Date,
    },
    /// Facts of the contract would fall outside.
    #[error("{quoi} le {} ne tiendrait plus dans le contrat\u{a0}: le corriger d’abord.", francais::date(*.jour))]
    FaitDehors {
        /// « Le démarrage d’une mission », with a capital.
        quoi: &'static str,
        /// Its day.
        jour: Date,
    },
    /// Too early.
    #[error("Le {} est avant la signature du contrat ({}).", francais::date(*.jour), francais::date(*.signature))]
    AvantSignature {
        /// Field.
        champ: &'static str,
        /// What was typed.
        jour: Date,
        /// The contract.
        signature: Date,
    },
    /// Too late.
    #[error("Le {} est après la fin du contrat\u{a0}: il s’arrête le {}.", francais::date(*.jour), francais::date(*.terme))]
    ApresTerme {
        /// Field.
        champ: &'static str,
        /// What was typed.
        jour: Date,
        /// First day without contract.
        terme: Date,
    },
    /// The version in force does not have it.
    #[error(
        "La mission «\u{a0}{mission}\u{a0}» n’existe pas dans la version de l’ACI qui s’applique ({version})."
    )]
    MissionInconnue {
        /// What was chosen.
        mission: String,
        /// Label of the version.
        version: String,
    },
    /// The crisis mission is not chosen.
    #[error("La mission de crise n’est pas dans ce contrat\u{a0}: la choisir d’abord.")]
    SansMissionCrise,
    /// The plan was delivered before.
    #[error("La remise du plan de crise est déjà notée\u{a0}: noter une mise à jour.")]
    DejaUnPlan,
    /// An update of a plan that does not exist.
    #[error("Le plan de crise n’est pas encore remis\u{a0}: noter d’abord sa remise.")]
    SansPlan,
    /// The same fact on the same day.
    #[error("Ce fait est déjà noté le {}.", francais::date(*.0))]
    DejaNote(Date),
    /// The database holds another.
    #[error("Un avenant prend déjà effet le {}\u{a0}: le corriger, ou choisir un autre jour.", francais::date(*.0))]
    AvenantMemeJour(Date),
    /// Versions follow time.
    #[error(
        "La version «\u{a0}{version}\u{a0}» est plus ancienne que «\u{a0}{en_vigueur}\u{a0}», qui s’applique déjà\u{a0}: un avenant ne revient pas à une version d’avant."
    )]
    VersionReculee {
        /// Label of the older one.
        version: String,
        /// Label of the one it would follow.
        en_vigueur: String,
    },
    /// One person, two parties.
    #[error("{nom} signe déjà pour une autre partie\u{a0}: chacune des trois a son propre signataire.")]
    MemeSignataire {
        /// Field.
        champ: &'static str,
        /// Who.
        nom: String,
    },
    /// Something hangs on the contract years as they are.
    #[error(
        "{0} tient aux années du contrat telles qu’elles sont\u{a0}: à retirer d’abord, si c’est une erreur."
    )]
    AnneesLiees(String),
    /// A dialogue settled a year: that is not taken back, so its days stay.
    #[error(
        "La réalisation de l’année {annee} ({nom}) a été arrêtée par un dialogue de gestion et ne se retire pas\u{a0}: les jours qui fixent cette année ne changent plus. Pour changer la suite, noter un avenant."
    )]
    AnneeArretee {
        /// Contract year.
        annee: u32,
        /// Mission, as people name it.
        nom: String,
    },
    /// Somebody wrote it since the page showed it.
    #[error(
        "Quelqu’un a modifié {0} entre-temps\u{a0}: recharger la page pour lire ce qui est noté, puis reprendre la saisie."
    )]
    Change(&'static str),
    /// Done by a fact, or nothing to do.
    #[error("{0}")]
    PasACocher(&'static str),
    /// Too early for an obligation.
    #[error("Le {} est trop tôt\u{a0}: cette échéance ne peut être faite qu’à partir du {}.", francais::date(*.jour), francais::date(*.ouverture))]
    TropTot {
        /// What was typed.
        jour: Date,
        /// First day when it can be done.
        ouverture: Date,
    },
    /// Not a part of the accord.
    #[error("Choisir une composante et une part de l’ACI dans la liste.")]
    MontantInconnu,
    /// The same amount from the same day.
    #[error(
        "Un montant est déjà noté pour cette composante, cette part et ce jour\u{a0}: le retirer d’abord."
    )]
    DejaUnMontant,
    /// Absurd.
    #[error("Ce montant dépasse 10\u{202f}000\u{202f}000\u{a0}€\u{a0}: vérifier le nombre de zéros.")]
    MontantAbsurde(&'static str),
    /// Nothing was received.
    #[error("Un versement de 0\u{a0}€ ne se note pas.")]
    VersementNul,
    /// The same line of the statement.
    #[error("Ce versement est déjà noté (même jour, même montant, même référence).")]
    DejaRecu,
    /// Before its first day.
    #[error("La fin du contrat vient après sa signature et avant son terme ({}).", francais::date(*.0))]
    FinMalPlacee(Date),
    /// Ended before.
    #[error("La fin de ce contrat est déjà notée.")]
    DejaFini,
    /// Settled indicator by indicator.
    #[error(
        "L’année {0} est arrêtée par un dialogue de gestion, indicateur par indicateur\u{a0}: ses chiffres restent, son taux ne se note ni ne se retire à la main."
    )]
    DejaArrete(u32),
    /// Years that the contract does not have.
    #[error("Ce contrat n’a pas d’année {0}.")]
    AnneeInconnue(u32),
    /// Weights that do not make one.
    #[error("Les poids de la mission «\u{a0}{mission}\u{a0}» font {}\u{a0}: ils doivent faire 100\u{202f}%.", percent(*.somme))]
    Poids {
        /// Mission.
        mission: String,
        /// Millionths.
        somme: i64,
    },
    /// Out of bounds.
    #[error("Un taux va de 0 à 100\u{202f}%.")]
    Taux,
    /// The date does not follow from the contract.
    #[error("Cette échéance ne découle pas du contrat.")]
    EcheanceInconnue,
    /// The days are not in order.
    #[error("{0}")]
    Ordre(&'static str),
    /// What the funding engine says of the contract.
    #[error("{0}")]
    Moteur(String),
    /// A committee that already meets that day.
    #[error("Une réunion de cette commission est déjà notée ce jour-là.")]
    DejaUneReunion,
}

impl Refus {
    /// The field beside which the sentence is shown; empty for the form as a whole.
    #[must_use]
    pub const fn champ(&self) -> &'static str {
        match self {
            Self::Vide { champ, .. }
            | Self::Long { champ, .. }
            | Self::Futur { champ, .. }
            | Self::AvantSignature { champ, .. }
            | Self::ApresTerme { champ, .. }
            | Self::PasSigne(champ)
            | Self::MemeSignataire { champ, .. }
            | Self::MontantAbsurde(champ) => champ,
            Self::Population(_) => "habitants",
            Self::AnneePopulation => "population_annee",
            Self::Finess(_) => "finess",
            Self::Rna(_) => "rna",
            Self::VersionInconnue(_) | Self::VersionFuture { .. } | Self::VersionReculee { .. } => "version",
            Self::TropTot { .. } => "faite_le",
            Self::AvantAci(_) => "signe_caisse",
            Self::MissionInconnue { .. } => "debut",
            Self::DejaNote(_) | Self::AvenantMemeJour(_) | Self::FinMalPlacee(_) | Self::DejaUneReunion => {
                "le"
            }
            Self::SansMissionCrise | Self::DejaUnPlan | Self::SansPlan => "genre",
            Self::MontantInconnu => "composante",
            Self::DejaUnMontant => "du",
            Self::VersementNul | Self::DejaRecu => "montant",
            Self::AnneeInconnue(_) => "annee",
            Self::Poids { .. } | Self::Taux => "taux",
            Self::DejaSigne
            | Self::DejaUnProjet
            | Self::Chevauche { .. }
            | Self::FaitDehors { .. }
            | Self::DejaFini
            | Self::DejaArrete(_)
            | Self::EcheanceInconnue
            | Self::AnneesLiees(_)
            | Self::AnneeArretee { .. }
            | Self::Change(_)
            | Self::PasACocher(_)
            | Self::Moteur(_)
            | Self::Ordre(_) => "",
        }
    }
}
