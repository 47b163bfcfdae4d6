//! What the platform and this program said to each other of one appointment.

use fhir::NationalId;
use fhir::sas::{Booking, BookingStatus, Operator};
use fhir::search::Token;
use jiff::Timestamp;
use kernel::{Cpts, Id};
use rendez_vous::RendezVous;
use rendez_vous::rdv::Etat;

/// One appointment, under the number that both know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annonce {
    /// The number, and who gave it: the platform, or we.
    pub number: Token,
    /// Where the appointment is; nothing when only that it was cancelled was heard.
    pub tenu: Option<Tenu>,
    /// Who booked.
    pub operator: Operator,
    /// With whom.
    pub professionnel: NationalId,
    /// First instant.
    pub debut: Timestamp,
    /// Last instant.
    pub fin: Timestamp,
    /// The last word of either.
    pub statut: BookingStatus,
    /// When the platform last changed it, as it says.
    pub marque: Option<Timestamp>,
    /// What the platform knows; nothing when it was told nothing yet.
    pub dit: Option<BookingStatus>,
    /// When it last changed here.
    pub change_le: Timestamp,
}

/// The appointment of an [`Annonce`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenu {
    /// In which CPTS.
    pub chez: Id<Cpts>,
    /// Which one.
    pub rdv: Id<RendezVous>,
}

/// How FHIR says what became of an appointment. Sent elsewhere, the patient was not seen: the guide has no word for it.
#[must_use]
pub const fn statut(etat: Etat) -> BookingStatus {
    match etat {
        Etat::Pris => BookingStatus::Booked,
        Etat::Annule | Etat::Redirige => BookingStatus::Cancelled,
        Etat::Honore => BookingStatus::Fulfilled,
        Etat::NonHonore => BookingStatus::NoShow,
    }
}

impl Annonce {
    /// Whether it is for the same professional at the same hours.
    #[must_use]
    pub fn same_place(&self, booking: &Booking) -> bool {
        self.debut == booking.start && self.fin == booking.end && self.professionnel == booking.practitioner
    }

    /// Whether a message of that date is older than what is held.
    #[must_use]
    pub fn is_newer_than(&self, marque: Option<Timestamp>) -> bool {
        marque.zip(self.marque).is_some_and(|(new, held)| new < held)
    }

    /// As it is told, in that state.
    #[must_use]
    pub fn booking(&self, status: BookingStatus, created: Option<Timestamp>) -> Booking {
        Booking {
            number: self.number.clone(),
            status,
            start: self.debut,
            end: self.fin,
            created,
            operator: self.operator.clone(),
            practitioner: self.professionnel.clone(),
            accepted: true,
            orientation: None,
        }
    }
}
