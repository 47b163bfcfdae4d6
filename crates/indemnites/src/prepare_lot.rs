use crate::WriteError;
use crate::approve::ceiling;
use crate::coffre::coffre;
use crate::droits::PAYER;
use crate::give_coordonnees::debtor;
use crate::issue_lot::order;
use crate::lot::{self, Etat, Lot, Refus, Remise};
use crate::plafond;
use crate::store::{self, choix, lots, plafonds, virements};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;
use sepa::Version;

/// Prepares a batch of everything that is approved and can be paid, under the id that its form was given: one transfer a beneficiary,
/// what is to be taken back deducted. Whoever is owed nothing in the end waits for the next batch. What the batch pays in another civil
/// year than planned moves to the ceiling of its own year, or the batch is refused.
///
/// # Errors
/// [`WriteError`].
pub async fn prepare_lot(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Lot>,
    execution: Date,
    version: Version,
    remise: Remise,
) -> Result<(), WriteError> {
    ctx.require(PAYER)?;
    let prepare_par = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    lot::check_day(execution, kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    if lots::lot(&mut tx, id).await?.is_some() {
        return Ok(());
    }
    let coffre = coffre(db.secret(), tx.cpts());
    let debiteur = debtor(&mut tx, &coffre).await?;
    if choix::choose_payable(&mut tx).await? == 0 {
        return Err(Refus::RienAPayer.into());
    }
    let numero = lots::next(&mut tx).await?;
    let transfers = virements::of_choice(&mut tx, numero, execution).await?;
    let lot = Lot {
        id,
        numero,
        execution,
        version,
        remise,
        etat: Etat::Prepare,
        total: transfers.iter().map(|one| one.cents).sum(),
        virements: i64::try_from(transfers.len()).unwrap_or(i64::MAX),
        prepare_par,
        prepare_le: ctx.now,
        emis_par: None,
        emis_le: None,
        empreinte: String::new(),
        lectures: 0,
    };
    let faults = order(&lot, debiteur, &transfers, &coffre, ctx.now)?.fautes();
    if !faults.is_empty() {
        return Err(WriteError::Fautes(faults));
    }
    move_year(&mut tx, law, execution).await?;
    lots::add(&mut tx, &lot).await?;
    virements::add(&mut tx, id, &transfers).await?;
    lots::take_choice(&mut tx, id).await?;
    choix::clear(&mut tx).await?;
    tx.record(Trace::new("indemnites.lot_prepare", format!("lot:{id}")).detail(lot.titre()).after(&lot));
    tx.commit().await?;
    Ok(())
}

async fn move_year(tx: &mut db::Tx, law: &Parameters, execution: Date) -> Result<(), WriteError> {
    let plafond = ceiling(tx, law, plafond::annee(execution)).await?;
    let over = plafonds::move_choice(tx, plafond.annee, plafond.cents).await?;
    if over.is_empty() {
        return Ok(());
    }
    let names = crate::noms(tx).await?;
    let who: Vec<String> = over.iter().take(5).filter_map(|id| names.get(id).cloned()).collect();
    Err(WriteError::PlafondDuLot(plafond.annee, who.join(", ")))
}
