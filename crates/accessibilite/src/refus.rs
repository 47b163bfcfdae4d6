//! What cannot be computed, and why.

/// A value that is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refus {
    /// A place without a code, or with one that is not a line of text.
    #[error(
        "Le code d’un lieu est un texte d’une ligne, de 1 à 64 signes\u{a0}: «\u{a0}{0}\u{a0}» n’en est pas un."
    )]
    Code(String),
    /// Two places with one code.
    #[error("Le lieu «\u{a0}{0}\u{a0}» apparaît deux fois.")]
    Double(String),
    /// A population, a weight of demand.
    #[error(
        "La population du lieu «\u{a0}{lieu}\u{a0}» ({recu}) doit être 0 ou un nombre de 0,000001 à mille milliards."
    )]
    Demande {
        /// Its code.
        lieu: String,
        /// What came.
        recu: f64,
    },
    /// A supply.
    #[error("L’offre du lieu «\u{a0}{lieu}\u{a0}» ({recu}) doit être un nombre de 0 à mille milliards.")]
    Offre {
        /// Its code.
        lieu: String,
        /// What came.
        recu: f64,
    },
    /// A latitude or a longitude.
    #[error(
        "La position ({lat}\u{a0}; {lon}) n’est pas sur la Terre\u{a0}: latitude de -90 à 90, longitude de -180 à 180."
    )]
    Position {
        /// Degrees.
        lat: f64,
        /// Degrees.
        lon: f64,
    },
    /// A radius.
    #[error("Le rayon ({0}\u{a0}km) doit être plus grand que 0 et d’au plus 1\u{202f}000\u{a0}km.")]
    Rayon(f64),
    /// A travel time.
    #[error("La durée d’un trajet ({0}\u{a0}min) doit être un nombre positif ou nul.")]
    Duree(f64),
    /// A rank that is not that of a place.
    #[error("Un trajet cite un lieu de rang {0} qui n’existe pas.")]
    Rang(usize),
    /// A travel table made for other places.
    #[error("Les trajets ne sont pas ceux de ces lieux.")]
    Table,
    /// More places than the engine numbers.
    #[error("Trop de lieux\u{a0}: {0}.")]
    Nombre(usize),
    /// Steps of a decay that are not steps.
    #[error(
        "Les paliers sont de un à seize couples (minutes, poids), les minutes croissantes, les poids entre 0 et 1 et jamais plus grands plus loin."
    )]
    Paliers,
    /// A Gaussian that is not one.
    #[error(
        "Une gaussienne a un écart-type et une coupure plus grands que 0, d’au plus 1\u{202f}440\u{a0}minutes."
    )]
    Gauss,
    /// A method that nobody knows.
    #[error(
        "Méthode «\u{a0}{0}\u{a0}» inconnue\u{a0}: 2sfca, e2sfca-apl, e2sfca-luo, e2sfca-gauss ou 3sfca."
    )]
    Methode(String),
}
