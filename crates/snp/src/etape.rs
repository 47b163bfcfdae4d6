//! What happened to a request that the ledger has as an act: care given, a hand-over to the 15.

use crate::{Demande, WriteError, store};
use actes::{Genre, Mission, acte::Fait};
use db::Tx;
use kernel::{Ctx, Id, Rights};

kernel::codes! {
    /// A step that counts.
    pub enum Etape {
        /// A request was placed and the patient was seen.
        Honoree = "honoree", "Soin non programmé donné";
        /// A request was handed over.
        Transmise15 = "transmise_15", "Appel transmis au 15";
    }
}

impl Etape {
    /// What its acts are about: an indicator counts one step by its theme.
    #[must_use]
    pub const fn theme(self) -> &'static str {
        match self {
            Self::Honoree => "soins non programmés\u{a0}: soin donné",
            Self::Transmise15 => "soins non programmés\u{a0}: transmis au 15",
        }
    }
}

/// Keeps a step of a request and writes its act, in the caller’s transaction. The act names nobody and no commune: in a
/// small one, a day and a place would.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn note(tx: &mut Tx, demande: Id<Demande>, quoi: Etape) -> Result<(), WriteError> {
    let id: Id<Etape> = tx.ctx().id();
    let fait = Fait {
        personnes: 1,
        genre: Some(Genre::Soin),
        theme: quoi.theme().to_owned(),
        ..Fait::new(kernel::today(tx.ctx().now), Mission::Acces, quoi.libelle())
    };
    let acte = actes::record(tx, fait, ("snp_etape", &id.to_string())).await?;
    Ok(store::etapes::keep(tx, id, demande, quoi, acte).await?)
}

/// The last such step was a mistake: its act no longer counts.
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

/// The caller, with the rights that this room lends for its own lines of the ledger.
#[must_use]
pub(crate) fn entrusted(ctx: &Ctx) -> Ctx {
    use crate::droits::{GUIDER, REGLER, TRAITER, VOIR};
    use rendez_vous::droits as rdv;
    let own = [
        VOIR,
        TRAITER,
        GUIDER,
        REGLER,
        rdv::VOIR,
        rdv::OFFRIR,
        rdv::GERER,
        rdv::PRENDRE,
        comptes::droits::SUIVRE_LIEN,
    ];
    let own = own.into_iter().filter(|right| ctx.rights.contains(*right));
    Ctx { rights: Rights::of(own.chain([actes::NOTER, actes::CORRIGER])), ..ctx.clone() }
}
