use crate::participants::CONSERVATION_ANS;
use crate::store;
use contrat::Contrat;
use db::{Db, Trace};
use jiff::{ToSpan, civil::Date};
use kernel::{Ctx, Id};

/// The day when the names of a contract are forgotten; none while it is not signed.
#[must_use]
pub fn effacement(contrat: &Contrat) -> Option<Date> {
    contrat.terme().map(|terme| terme.saturating_add(CONSERVATION_ANS.years()))
}

/// Forgets, in every CPTS of the instance, the names of those who took part in the dialogues of contracts that ended
/// [`CONSERVATION_ANS`] years ago or more: who was there, who agreed to a target, and the packs, whose files name them. What was said
/// and decided, and the figures, stay. For the program, every day; how many lines changed.
///
/// # Errors
/// A fault of storage.
pub async fn purge(ctx: &Ctx, db: &Db) -> db::Result<u64> {
    let mut tx = db.read(&ctx.within(Id::INSTANCE)).await?;
    let all = comptes::toutes(&mut tx).await?;
    drop(tx);
    let mut erased = 0;
    for cpts in all {
        erased += erase_noms(&ctx.within(cpts.id), db).await?;
    }
    Ok(erased)
}

/// [`purge`] in one CPTS.
///
/// # Errors
/// A fault of storage.
pub async fn erase_noms(ctx: &Ctx, db: &Db) -> db::Result<u64> {
    let today = kernel::today(ctx.now);
    let mut tx = db.begin(ctx).await?;
    let mut erased = 0;
    for contrat in contrat::contrats(&mut tx).await? {
        if effacement(&contrat).is_none_or(|le| le > today) {
            continue;
        }
        let count = store::dialogues::forget_people(&mut tx, contrat.id).await?
            + store::cibles::forget_people(&mut tx, contrat.id).await?
            + store::liasses::erase_all(&mut tx, contrat.id, ctx.now).await?;
        if count > 0 {
            tx.record(Trace::new("dialogue.noms_effaces", format!("contrat:{}", contrat.id)).detail(count));
        }
        erased += count;
    }
    if erased > 0 {
        tx.commit().await?;
    }
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_five_years_after_the_end_of_the_contract() {
        let contrat = crate::tests::signed(&[]);
        assert_eq!(effacement(&contrat), Some(jiff::civil::date(2034, 9, 20)));
        let draft = Contrat { signature: None, ..contrat };
        assert_eq!(effacement(&draft), None);
    }
}
