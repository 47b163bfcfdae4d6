use crate::WriteError;
use crate::bareme::{self, Bareme};
use crate::droits::REGLER;
use crate::indemnite::{Indemnite, Montant};
use crate::plafond::Plafond;
use crate::refuse::undo;
use crate::store::{self, baremes, lectures, lignes, plafonds};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refus, Refuses, line};
use kernel::{Ctx, Id};

/// Writes a rate of the règlement intérieur, under the id that its form was given. Lines that wait are computed again; lines that are
/// approved or paid never change: [`crate::differences()`] says what it would change to them.
///
/// # Errors
/// [`WriteError`].
pub async fn write_bareme(ctx: &Ctx, db: &Db, nouveau: Bareme) -> Result<u32, WriteError> {
    ctx.require(REGLER)?;
    let nouveau = nouveau.check()?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let known = baremes::baremes(&mut tx).await?;
    if let Some(same) = known.iter().find(|one| one.id == nouveau.id) {
        return if *same == nouveau { Ok(0) } else { Err(WriteError::DejaNote) };
    }
    if known.iter().any(|one| one.overlaps(&nouveau)) {
        return Err(WriteError::Chevauche);
    }
    baremes::add(&mut tx, &nouveau, crate::author(ctx)).await?;
    let trace = Trace::new("indemnites.bareme_ecrit", format!("bareme:{}", nouveau.id));
    tx.record(trace.detail(format!("{}, {}", nouveau.prix(), nouveau.source)).after(&nouveau));
    let changed = compute_again(&mut tx, nouveau.du).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Says the last day of a rate.
///
/// # Errors
/// [`WriteError`].
pub async fn end_bareme(ctx: &Ctx, db: &Db, id: Id<Bareme>, au: Date) -> Result<u32, WriteError> {
    ctx.require(REGLER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let known = baremes::baremes(&mut tx).await?;
    let before = known.iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce barème"))?;
    let after = Bareme { au: Some(au), ..before.clone() }.check()?;
    if known.iter().any(|one| one.id != id && one.overlaps(&after)) {
        return Err(WriteError::Chevauche);
    }
    if !baremes::end(&mut tx, id, au).await? {
        return Err(Refus::new("au", "Cette date vient avant le premier jour du barème.").into());
    }
    tx.record(Trace::new("indemnites.bareme_ferme", format!("bareme:{id}")).before(before).after(&after));
    let since = before.au.map_or(au, |was| was.min(au));
    let changed = compute_again(&mut tx, since).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Computes again, with the rates as they now are, the lines that wait.
async fn compute_again(tx: &mut Tx, depuis: Date) -> Result<u32, WriteError> {
    let rates = baremes::baremes(tx).await?;
    let mut changed = 0;
    for line in lectures::proposees(tx, depuis).await? {
        let montant: Option<Montant> = bareme::calcul(&rates, &line.fait).map(Into::into);
        if montant == line.montant {
            continue;
        }
        if montant.as_ref().is_some_and(|one| one.cents == 0) {
            undo(tx, &line, None, "Non indemnisée par le règlement intérieur").await?;
            changed += 1;
        } else {
            let now = Indemnite { montant, ..line };
            changed += u32::from(lignes::rewrite(tx, now.etat, &now).await?);
        }
    }
    Ok(changed)
}

/// Writes the yearly ceiling of a person for a year that the texts known here do not settle, with its source.
///
/// # Errors
/// [`WriteError`].
pub async fn set_plafond(ctx: &Ctx, db: &Db, annee: i16, cents: i64, source: &str) -> Result<(), WriteError> {
    ctx.require(REGLER)?;
    let mut faults = Refuses::default();
    let source = faults.keep(line("source", source));
    if !(2019..=2100).contains(&annee) {
        faults.add("annee", "Une année civile est attendue, par exemple 2027.");
    }
    if !(1_000_000..=20_000_000).contains(&cents) {
        faults.add(
            "montant",
            "Le plafond annuel est attendu, en euros\u{a0}: de 10\u{202f}000 à 200\u{202f}000\u{a0}€.",
        );
    }
    let plafond = faults.finish(Plafond { annee, cents, source, incertain: false })?;
    let mut tx = db.begin(ctx).await?;
    let before = plafonds::ecrit(&mut tx, annee).await?;
    plafonds::write(&mut tx, &plafond, crate::author(ctx)).await?;
    tx.record(
        Trace::new("indemnites.plafond_ecrit", format!("plafond:{annee}"))
            .detail(&plafond.source)
            .before(&before)
            .after(&plafond),
    );
    tx.commit().await?;
    Ok(())
}
