use crate::WriteError;
use crate::bareme::{self, Bareme, Fait};
use crate::correct::{Cause, bring};
use crate::droits::{REGLER, VOIR};
use crate::indemnite::{Etat, Indemnite, Montant};
use crate::settle_presence;
use crate::store::{self, baremes, lectures, lignes};
use db::{Db, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// An approved line that the rates of today would not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, which does not change.
    pub ligne: Indemnite,
    /// What the rates of today give.
    pub nouveau: Montant,
    /// What is to be added to what the line and its corrections say, in cents.
    pub cents: i64,
}

/// The approved and paid lines that the rates of today would not give, from a day on.
///
/// # Errors
/// [`WriteError`].
pub async fn differences(ctx: &Ctx, db: &Db, depuis: Date) -> Result<Vec<Difference>, WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let rates = baremes::baremes(&mut tx).await?;
    let corrected = lectures::corrige(&mut tx).await?;
    let lines = lectures::decidees(&mut tx, depuis).await?;
    let mut found: Vec<Difference> = Vec::new();
    // What was taken back as a whole has no rate any more.
    for line in lines.into_iter().filter(|one| one.repris_par.is_none()) {
        let already = corrected.get(&line.id).copied();
        let Some(fait) = fact(&mut tx, &line, already.is_some()).await? else { continue };
        found.extend(of(line, &fait, &rates, already.unwrap_or_default()));
    }
    Ok(found)
}

/// What a rate reads of a line: its own facts, or once it was corrected, those of its act; none when its act no longer stands.
async fn fact(tx: &mut Tx, line: &Indemnite, corrected: bool) -> Result<Option<Fait>, WriteError> {
    if corrected { settle_presence::fact(tx, line).await } else { Ok(Some(line.fait.clone())) }
}

fn of(line: Indemnite, fait: &Fait, rates: &[Bareme], already: i64) -> Option<Difference> {
    let nouveau: Montant = bareme::calcul(rates, fait)?.into();
    let cents = nouveau.cents - line.cents()? - already;
    (cents != 0).then_some(Difference { ligne: line, nouveau, cents })
}

/// Proposes, as new lines that have their own approval, the differences of these lines; how many were written.
///
/// # Errors
/// [`WriteError`].
pub async fn propose_differences(ctx: &Ctx, db: &Db, of: &[Id<Indemnite>]) -> Result<u32, WriteError> {
    ctx.require(REGLER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let rates = baremes::baremes(&mut tx).await?;
    let mut written = 0;
    for id in of {
        let line = lignes::hold(&mut tx, *id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
        if !(line.etat.due() || line.etat == Etat::Payee)
            || line.origine.is_some()
            || line.repris_par.is_some()
        {
            return Err(crate::indemnite::Refus::TropTard(line.etat).into());
        }
        let corrected = lignes::corrections(&mut tx, line.id).await?.iter().any(Indemnite::stands);
        let Some(fait) = fact(&mut tx, &line, corrected).await? else { continue };
        let Some(today) = bareme::calcul(&rates, &fait) else { continue };
        let Some(kept) = line.cents() else { continue };
        let now = Indemnite { fait, montant: Some(today.into()), ..line.clone() };
        let goal = now.cents().unwrap_or_default();
        written += u32::from(bring(&mut tx, &line, kept, goal, &now, Cause::Difference).await?);
    }
    tx.commit().await?;
    Ok(written)
}
