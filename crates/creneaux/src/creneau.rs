use crate::{Modalites, Point, Soins, Visibilites};
use kernel::Id;

/// Who gives the care: the key of somebody, or of a team that keeps one diary.
#[derive(Debug)]
pub enum Effecteur {}

/// An effecteur at a place, in a profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lieu {
    /// Who.
    pub effecteur: Id<Effecteur>,
    /// Code of the profession (nomenclature TRE_G15), or another number that the caller keeps.
    pub profession: u16,
    /// Where.
    pub point: Point,
}

/// Some minutes of an effecteur, offered with one place or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Creneau {
    /// Its key: the last word between slots that are equal in all else.
    pub id: Id<Self>,
    /// Who and where.
    pub lieu: Lieu,
    /// When it starts, in minutes since 1970-01-01T00:00Z.
    pub debut: i64,
    /// How long it lasts, in minutes.
    pub duree: u16,
    /// How many people it takes in all.
    pub places: u16,
    /// How many more it takes now; at 0 it is full, and no search finds it.
    pub libres: u16,
    /// To whom it is shown.
    pub visibilites: Visibilites,
    /// How the care may be given.
    pub modalites: Modalites,
    /// The care that may be given.
    pub soins: Soins,
}

/// Why something is not done. Nothing has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No slot has this key, or it was withdrawn or forgotten.
    #[error("Ce créneau n’est pas offert.")]
    Inconnu,
    /// A slot with this key is there already.
    #[error("Ce créneau est déjà offert.")]
    DejaOffert,
    /// A slot without places, or with more free places than places.
    #[error("Un créneau a au moins une place, et pas plus de places libres que de places.")]
    Places,
    /// Fewer free places than asked for.
    #[error("Il ne reste pas assez de places dans ce créneau\u{a0}: {libres}.")]
    Complet {
        /// Those that are left.
        libres: u16,
    },
    /// More places given back than taken.
    #[error("Ce créneau n’a pas autant de places prises\u{a0}: {prises}.")]
    TropRendu {
        /// Those that are taken.
        prises: u16,
    },
    /// More than four thousand years from 1970.
    #[error("Cette date est hors du calendrier.")]
    HorsCalendrier,
    /// Beyond [`Point::LIMITE_M`].
    #[error("Ce point est hors de la carte.")]
    HorsCarte,
    /// Four thousand million slots, places or people.
    #[error("Il y a trop de créneaux.")]
    Plein,
}
