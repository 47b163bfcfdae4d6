//! How a member acts: signed in, by the link they received, or on paper that the office enters.

use crate::droits::{TENIR, VOTER};
use crate::seance::Convoque;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::Tx;
use kernel::Id;

/// The links of convocations to meetings.
pub const CONVOCATION: &str = "gouvernance.convocation";
/// The links of consultations outside meetings.
pub const CONSULTATION: &str = "gouvernance.consultation";

/// How a member acts.
#[derive(Debug, Clone, Copy)]
pub enum Voie {
    /// Signed in.
    Compte,
    /// By the link about this line.
    Lien(Id<Convoque>),
    /// The office enters what this member gave on paper.
    Bureau(Id<Adherent>),
}

impl Voie {
    /// The member who acts, and the line of the link that they follow.
    ///
    /// # Errors
    /// [`WriteError`].
    pub(crate) async fn qui(self, tx: &mut Tx) -> Result<(Id<Adherent>, Option<Convoque>), WriteError> {
        let ctx = tx.ctx().clone();
        match self {
            Self::Compte => {
                ctx.require(VOTER)?;
                let account = crate::author(&ctx).ok_or(WriteError::PasAdherent)?;
                let me = adhesions::par_compte(tx, account).await?.ok_or(WriteError::PasAdherent)?;
                Ok((me.id, None))
            }
            Self::Lien(id) => {
                let line = store::seances::convoque(tx, id).await?.ok_or(WriteError::LienPerime)?;
                let usage = if line.seance.is_some() { CONVOCATION } else { CONSULTATION };
                if !comptes::holds_lien_direct(tx, usage, id.uuid()).await? {
                    return Err(WriteError::LienPerime);
                }
                Ok((line.adherent, Some(line)))
            }
            Self::Bureau(id) => {
                ctx.require(TENIR)?;
                Ok((id, None))
            }
        }
    }
}
