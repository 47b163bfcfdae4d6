use crate::{Depot, Piece, Refus, nom, store};
use data_encoding::HEXLOWER;
use db::{Trace, Tx};
use kernel::Actor;
use sha2::{Digest, Sha256};
use web::Refusal;

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The file itself.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Refusal for KeepError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Refus(Refus::TropGros(_)) => (413, "pieces-trop-grosse"),
            Self::Refus(Refus::Vide | Refus::Ancien | Refus::Macros | Refus::Heic | Refus::Inconnu) => {
                (422, "pieces-refusee")
            }
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

/// Keeps a file, in the transaction of the verb that asks for it, which has checked its own right. The journal says so.
///
/// # Errors
/// [`KeepError`].
pub async fn keep(tx: &mut Tx, depot: &Depot) -> Result<Piece, KeepError> {
    let genre = depot.check()?;
    let ctx = tx.ctx().clone();
    let piece = Piece {
        id: ctx.id(),
        nom: nom::clean(depot.nom(), genre),
        genre,
        taille: depot.octets().len() as u64,
        empreinte: HEXLOWER.encode(&Sha256::digest(depot.octets())),
        cercle: depot.cercle(),
        deposee_le: ctx.now,
        deposee_par: match ctx.actor {
            Actor::Personne(id) => Some(id),
            _ => None,
        },
    };
    store::keep(tx, &piece, depot.octets()).await?;
    let trace = Trace::new("pieces.piece_deposee", piece.objet());
    tx.record(trace.detail(piece.en_mots()).after(&piece));
    Ok(piece)
}
