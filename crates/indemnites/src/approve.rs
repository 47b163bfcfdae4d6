use crate::WriteError;
use crate::droits::APPROUVER;
use crate::indemnite::{Approbateur, Indemnite, Refus};
use crate::plafond::{self, Plafond};
use crate::store::{self, choix, lignes, plafonds};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Approves a line, to be paid on `paiement`: its amount is committed under the ceiling of that civil year in the same transaction.
///
/// # Errors
/// [`WriteError`].
pub async fn approve(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Indemnite>,
    paiement: Date,
) -> Result<(), WriteError> {
    ctx.require(APPROUVER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    let cents = line.check_approval(me)?;
    let plafond = ceiling(&mut tx, law, plafond::annee(paiement)).await?;
    sign(&mut tx, me).await?;
    if !lignes::approve(&mut tx, id, me.compte, plafond.annee).await? {
        return Err(Refus::PasProposee(line.etat).into());
    }
    if !plafonds::engage(&mut tx, line.racine, plafond.annee, cents, plafond.cents).await? {
        let engage = plafonds::engage_de(&mut tx, line.racine, plafond.annee).await?;
        return Err(WriteError::PlafondAtteint { plafond, engage });
    }
    tx.record(Trace::new("indemnites.ligne_approuvee", format!("indemnite:{id}")).before(&line));
    tx.commit().await?;
    Ok(())
}

/// Whoever decides: an account, and its record as a member.
pub(crate) async fn approver(tx: &mut Tx) -> Result<Approbateur, WriteError> {
    let compte = crate::author(tx.ctx()).ok_or(WriteError::SansAuteur)?;
    let adherent = adhesions::par_compte(tx, compte).await?.map(|one| one.id);
    Ok(Approbateur { compte, adherent })
}

/// Tells the table which lines are those of whoever approves: its constraint then keeps them out, whatever the code above.
pub(crate) async fn sign(tx: &mut Tx, me: Approbateur) -> Result<(), WriteError> {
    if let Some(adherent) = me.adherent {
        choix::sign(tx, adherent, me.compte).await?;
    }
    Ok(())
}

/// The ceiling of a year.
///
/// # Errors
/// [`WriteError::PlafondInconnu`]: it is asked, never invented.
pub(crate) async fn ceiling(tx: &mut Tx, law: &Parameters, annee: i16) -> Result<Plafond, WriteError> {
    let ecrit = plafonds::ecrit(tx, annee).await?;
    Plafond::of(law, annee, ecrit).ok_or(WriteError::PlafondInconnu(annee))
}
