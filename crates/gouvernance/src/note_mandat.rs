use crate::droits::TENIR;
use crate::mandat::{Interet, Mandat};
use crate::voie::Voie;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id, saisie};

/// Notes a mandate, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn note_mandat(ctx: &Ctx, db: &Db, mandat: Mandat) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    mandat.check()?;
    let mandat = Mandat { precision: saisie::maybe_line("precision", &mandat.precision)?, ..mandat };
    let mut tx = db.begin(ctx).await?;
    if store::instances::instance(&mut tx, mandat.instance).await?.is_none() {
        return Err(WriteError::Inconnu("Cette instance"));
    }
    if adhesions::adherent(&mut tx, mandat.adherent).await?.is_none() {
        return Err(saisie::Refus::new("adherent", "Choisissez un adhérent.").into());
    }
    if !store::mandats::add(&mut tx, &mandat).await? {
        let kept = store::mandats::mandats(&mut tx).await?;
        return if kept.contains(&mandat) { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    let trace = Trace::new("gouvernance.mandat_note", format!("mandat:{}", mandat.id));
    tx.record(trace.detail(mandat.fonction.libelle()).after(&mandat));
    tx.commit().await?;
    Ok(())
}

/// Ends a mandate before its term, with why.
///
/// # Errors
/// [`WriteError`].
pub async fn end_mandat(ctx: &Ctx, db: &Db, id: Id<Mandat>, le: Date, motif: &str) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    if !store::mandats::end(&mut tx, id, le, &motif).await? {
        return Err(WriteError::Inconnu("Ce mandat en cours"));
    }
    tx.record(Trace::new("gouvernance.mandat_fini", format!("mandat:{id}")).detail(&motif));
    tx.commit().await?;
    Ok(())
}

/// Declares links of interest, none when `liens` is empty: one's own, or those given on paper to the office.
///
/// # Errors
/// [`WriteError`].
pub async fn declare_interet(ctx: &Ctx, db: &Db, voie: Voie, liens: &str) -> Result<(), WriteError> {
    let liens = crate::TEXTE.maybe_words("liens", liens)?;
    let mut tx = db.begin(ctx).await?;
    let (adherent, _): (Id<Adherent>, _) = voie.qui(&mut tx).await?;
    let one = Interet { adherent, le: kernel::today(ctx.now), liens };
    store::mandats::declare(&mut tx, &one).await?;
    tx.record(Trace::new("gouvernance.interets_declares", format!("adherent:{adherent}")).after(&one));
    tx.commit().await?;
    Ok(())
}
