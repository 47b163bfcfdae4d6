//! What happened to a request, step by step: each step is an act of the ledger.

use crate::demande::Demande;
use crate::{WriteError, store};
use actes::{Genre, Mission, acte::Fait};
use db::Tx;
use jiff::Timestamp;
use kernel::{Ctx, Id, Rights};

kernel::codes! {
    /// A step.
    pub enum Etape {
        /// It came.
        Recue = "recue", "Demande reçue";
        /// The office looked at it.
        Verifiee = "verifiee", "Demande vérifiée";
        /// A doctor was asked.
        Proposee = "proposee", "Proposée à un médecin";
        /// A doctor said yes.
        Acceptee = "acceptee", "Acceptée par un médecin";
        /// A doctor said no.
        Refusee = "refusee", "Refusée par un médecin";
        /// Appointment.
        RendezVous = "rendez_vous", "Rendez-vous pris";
        /// Declared.
        Declaree = "declaree", "Médecin traitant déclaré";
        /// « Do you still look? »
        Relancee = "relancee", "Toujours en recherche ? demandé";
        /// Still looking.
        Confirmee = "confirmee", "Toujours en recherche, confirmé";
        /// Over.
        Close = "close", "Demande close";
        /// Open again.
        Rouverte = "rouverte", "Demande rouverte";
    }
}

impl Etape {
    /// What its acts are about: an indicator counts one step by its theme.
    #[must_use]
    pub const fn theme(self) -> &'static str {
        match self {
            Self::Recue => "médecin traitant\u{a0}: demande reçue",
            Self::Verifiee => "médecin traitant\u{a0}: demande vérifiée",
            Self::Proposee => "médecin traitant\u{a0}: proposé à un médecin",
            Self::Acceptee => "médecin traitant\u{a0}: accepté par un médecin",
            Self::Refusee => "médecin traitant\u{a0}: refusé par un médecin",
            Self::RendezVous => "médecin traitant\u{a0}: rendez-vous pris",
            Self::Declaree => "médecin traitant\u{a0}: déclaré",
            Self::Relancee => "médecin traitant\u{a0}: relance",
            Self::Confirmee => "médecin traitant\u{a0}: recherche confirmée",
            Self::Close => "médecin traitant\u{a0}: demande close",
            Self::Rouverte => "médecin traitant\u{a0}: demande rouverte",
        }
    }

    /// What it means to somebody who waits.
    #[must_use]
    pub const fn au_patient(self) -> &'static str {
        match self {
            Self::Recue => "Votre demande est arrivée.",
            Self::Verifiee => "Votre demande a été vérifiée.",
            Self::Proposee => "Un médecin a reçu votre demande, sans votre nom.",
            Self::Acceptee => "Un médecin accepte de vous suivre.",
            Self::Refusee => "Ce médecin ne peut pas vous suivre\u{a0}: nous continuons à chercher.",
            Self::RendezVous => "Votre premier rendez-vous est pris.",
            Self::Declaree => "Votre médecin traitant est déclaré.",
            Self::Relancee => "Nous vous avons demandé si vous cherchez toujours.",
            Self::Confirmee => "Vous cherchez toujours\u{a0}: c’est noté.",
            Self::Close => "Votre demande est close.",
            Self::Rouverte => "Votre demande est de nouveau ouverte.",
        }
    }
}

/// A step that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faite {
    /// Which.
    pub quoi: Etape,
    /// When.
    pub le: Timestamp,
}

/// Keeps a step of a request and writes its act, in the caller’s transaction. The act names nobody and no commune: in a
/// small one, a day and a place would.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn note(tx: &mut Tx, demande: Id<Demande>, quoi: Etape) -> Result<(), WriteError> {
    let id: Id<Faite> = tx.ctx().id();
    let jour = kernel::today(tx.ctx().now);
    let fait = Fait {
        personnes: 1,
        genre: Some(Genre::Patient),
        theme: quoi.theme().to_owned(),
        ..Fait::new(jour, Mission::Acces, quoi.libelle().to_owned())
    };
    let acte = actes::record(tx, fait, ("medecin_traitant_etape", &id.to_string())).await?;
    Ok(store::etapes::keep(tx, id, demande, quoi, acte).await?)
}

/// The last such step was a mistake: it stays in the story of the request, its act no longer counts.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn cancel(
    tx: &mut Tx,
    demande: Id<Demande>,
    quoi: Etape,
    motif: &str,
) -> Result<(), WriteError> {
    let Some(acte) = store::etapes::acte(tx, demande, quoi).await? else { return Ok(()) };
    match actes::correct(tx, acte, None, motif).await {
        // Somebody of the office corrected it in the ledger.
        Err(actes::WriteError::Refus(actes::Refus::DejaCorrige)) => Ok(()),
        other => Ok(other.map(|_| ())?),
    }
}

/// The caller, with the rights that this room lends for its own lines of the ledger: a patient who asks, a doctor who taps.
#[must_use]
pub(crate) fn entrusted(ctx: &Ctx) -> Ctx {
    let own = crate::droits::ALL.into_iter().chain([comptes::droits::SUIVRE_LIEN]);
    let own = own.filter(|right| ctx.rights.contains(*right));
    Ctx { rights: Rights::of(own.chain([actes::NOTER, actes::CORRIGER])), ..ctx.clone() }
}
