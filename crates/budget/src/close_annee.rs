use crate::annee::{self, Solde};
use crate::droits::TENIR;
use crate::refus::Refus;
use crate::{WriteError, ecritures, gather, plan, store};
use db::{Db, Trace};
use kernel::Ctx;
use law::Parameters;
use std::sync::Arc;

/// Closes a civil year that is over and whose entries are valid: nobody writes in it any more, its balances open the next one.
///
/// # Errors
/// [`WriteError`]; everything that keeps its entries from being valid.
pub async fn close_annee(ctx: &Ctx, db: &Db, law: Arc<Parameters>, annee: i16) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    if annee >= crate::today(ctx.now).year() {
        return Err(Refus::EnCours(annee).into());
    }
    let mut tx = db.begin(ctx).await?;
    // Nobody writes in the year between this reading and its end.
    crate::write_mouvement::open(&mut tx, &[jiff::civil::date(annee, 12, 31)]).await?;
    let livre = gather::livre(&mut tx, law).await?;
    let compta = ecritures::compta(&mut tx, &livre, annee).await?;
    compta.fec(&livre).map_err(WriteError::Export)?;
    let next = compta.next();
    if !store::annees::close(&mut tx, annee, crate::author(ctx)).await? {
        return Err(Refus::Close(annee).into());
    }
    store::annees::set_soldes(&mut tx, annee + 1, &next).await?;
    tx.record(Trace::new("budget.annee_close", format!("annee:{annee}")).after(&next));
    tx.commit().await?;
    Ok(())
}

/// Writes the balances that open a civil year, as the accountant gives them: « compte;débit;crédit » or « compte;solde » a line.
///
/// # Errors
/// [`WriteError`].
pub async fn set_soldes(ctx: &Ctx, db: &Db, annee: i16, soldes: Vec<Solde>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    annee::check(&soldes)?;
    let mut tx = db.begin(ctx).await?;
    crate::write_mouvement::open(&mut tx, &[jiff::civil::date(annee, 1, 1)]).await?;
    if store::annees::closes(&mut tx).await?.contains_key(&i64::from(annee - 1)) {
        return Err(Refus::Close(annee - 1).into());
    }
    let plan = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let mut named = Vec::new();
    for one in soldes {
        let compte = plan::numero("soldes", &one.compte)?;
        let libelle =
            plan::libelle(&plan, &compte).ok_or(Refus::Compte("soldes".to_owned(), compte.clone()))?;
        named.push(Solde { libelle: libelle.to_owned(), compte, ..one });
    }
    store::annees::set_soldes(&mut tx, annee, &named).await?;
    tx.record(Trace::new("budget.soldes_notes", format!("annee:{annee}")).after(&named));
    tx.commit().await?;
    Ok(())
}
