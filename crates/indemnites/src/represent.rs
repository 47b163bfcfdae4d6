use crate::WriteError;
use crate::approve::approver;
use crate::droits::PAYER;
use crate::indemnite::{Approbateur, Etat, Indemnite, Refus as Ligne};
use crate::lot::{Lot, Refus, Virement};
use crate::store::lectures::{self, Filtre};
use crate::store::{self, lignes, lots, virements};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id, saisie};

/// Presents again transfers of a batch that the bank sent back for another reason than the account, one or all of them: their lines
/// are approved as they were, ready for the next batch. Never by whoever they pay; of all, those that pay them are left. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn represent(
    ctx: &Ctx,
    db: &Db,
    id: Id<Lot>,
    rang: Option<i64>,
    motif: &str,
) -> Result<usize, WriteError> {
    ctx.require(PAYER)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let ready = virements::representables(&mut tx, id).await?;
    let asked = |one: &&Virement| ready.contains(&one.rang) && rang.is_none_or(|rang| rang == one.rang);
    let all = virements::virements(&mut tx, id).await?;
    let mut done = Vec::new();
    let mut own = false;
    for one in all.iter().filter(asked) {
        if pays(&mut tx, id, one, me).await? {
            own = true;
        } else if lignes::represent(&mut tx, id, one.beneficiaire).await? > 0 {
            done.push(one.reference.as_str());
        }
    }
    if done.is_empty() {
        return Err(if own { Ligne::PourSoi.into() } else { Refus::RienARepresenter.into() });
    }
    let trace = Trace::new("indemnites.virements_representes", format!("lot:{id}"));
    tx.record(trace.detail(format!("{}\u{a0}: {motif}", lot.titre())).after(&done));
    tx.commit().await?;
    Ok(done.len())
}

/// A line of this transfer pays whoever acts, or their employer for what they did.
async fn pays(tx: &mut Tx, lot: Id<Lot>, one: &Virement, me: Approbateur) -> Result<bool, WriteError> {
    let filtre = Filtre {
        etat: Some(Etat::Rejetee),
        personne: Some(Id::new(one.beneficiaire)),
        lot: Some(lot.uuid()),
        ..Filtre::default()
    };
    let lines: Vec<Indemnite> = lectures::lignes(tx, &filtre, 0, i64::MAX).await?;
    Ok(lines.iter().any(|line| line.beneficiaire.uuid() == one.beneficiaire && line.pays(me.adherent)))
}
