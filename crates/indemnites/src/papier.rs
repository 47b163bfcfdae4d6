//! The paper that the office received with bank details: sealed like them, and gone with them.

use crate::WriteError;
use crate::coffre::coffre;
use crate::droits::COORDONNEES;
use crate::lot::Refus;
use crate::store::coordonnees;
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use kernel::saisie::{self, Refus as Saisie};
use kernel::{Ctx, Id};
use pieces::{Depot, Genre};
use vault::Vault;

/// Biggest paper kept, in bytes: a scan of one sheet.
const MAX: usize = 5_000_000;

/// What is shown of it without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papier {
    /// What it is.
    pub genre: Genre,
    /// In bytes.
    pub taille: u64,
    /// When it was received.
    pub recu_le: Timestamp,
}

/// Seals a paper in place of the one that was kept; without any, the one that was kept goes with the details that it proved.
pub(crate) async fn replace(
    tx: &mut Tx,
    coffre: &Vault,
    of: Id<Adherent>,
    depot: Option<&Depot>,
) -> Result<(), WriteError> {
    coordonnees::forget_papier(tx, of).await?;
    let Some(depot) = depot else { return Ok(()) };
    let genre = depot.check().map_err(pieces::KeepError::from)?;
    if depot.octets().len() > MAX {
        let words = "Ce fichier est trop gros\u{a0}: 5\u{a0}Mo au plus pour un relevé d’identité bancaire.";
        return Err(Saisie::new("piece", words).into());
    }
    let papier = Papier { genre, taille: depot.octets().len() as u64, recu_le: tx.ctx().now };
    let sealed = coffre.seal(of.uuid(), depot.octets());
    coordonnees::keep_papier(tx, of, &papier, &sealed).await?;
    Ok(())
}

/// Opens a paper. The reading and its reason stay in the journal.
///
/// # Errors
/// [`WriteError`].
pub async fn read_papier(
    ctx: &Ctx,
    db: &Db,
    adherent: Id<Adherent>,
    motif: &str,
) -> Result<(Genre, Vec<u8>), WriteError> {
    ctx.require(COORDONNEES)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let kept = coordonnees::open_papier(&mut tx, adherent).await?;
    let (genre, sealed) = kept.ok_or(WriteError::Inconnu("Ce papier"))?;
    let bytes = coffre(db.secret(), tx.cpts()).open(adherent.uuid(), &sealed).ok_or(Refus::Illisible)?;
    tx.record(Trace::new("indemnites.papier_lu", format!("adherent:{adherent}")).detail(motif));
    tx.commit().await?;
    Ok((genre, bytes))
}
