use crate::cle::Cle;
use crate::droits::TENIR;
use crate::mouvement::MAX;
use crate::refus::{Refus, maybe_line};
use crate::transfert::{Decision, Transfert};
use crate::write_mouvement::{cles, is_known};
use crate::{WriteError, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use pieces::Depot;

/// Notes that money moves from an envelope to another, with the paper that says who agreed: without it, nothing is written.
///
/// # Errors
/// [`WriteError`].
pub async fn note_decision(
    ctx: &Ctx,
    db: &Db,
    id: Id<Decision>,
    transfert: Transfert,
    (jour, texte): (Date, &str),
    depot: Option<Depot>,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let depot = depot.ok_or(Refus::SansPiece)?;
    let draft = Decision { id, jour, transfert, texte: texte.to_owned(), piece: Id::new(uuid::Uuid::nil()) };
    let draft = draft.checked(kernel::today(ctx.now))?;
    let mut tx = db.begin(ctx).await?;
    let known = cles(&mut tx).await?;
    if !is_known(&known, transfert.de) {
        return Err(Refus::Enveloppe("de".to_owned()).into());
    }
    if !is_known(&known, transfert.vers) {
        return Err(Refus::Enveloppe("vers".to_owned()).into());
    }
    let one = Decision { piece: pieces::keep(&mut tx, &depot).await?.id, ..draft };
    if !store::decisions::add(&mut tx, &one, crate::author(ctx)).await? {
        return Err(WriteError::DejaNote);
    }
    tx.record(Trace::new("budget.decision_notee", format!("decision:{id}")).detail(&one.texte).after(&one));
    tx.commit().await?;
    Ok(())
}

/// Takes away a decision noted by mistake; the journal keeps what it said.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_decision(ctx: &Ctx, db: &Db, id: Id<Decision>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let all = store::decisions::decisions(&mut tx).await?;
    let old = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Cette décision"))?;
    if !store::decisions::retire(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Cette décision"));
    }
    tx.record(
        Trace::new("budget.decision_retiree", format!("decision:{id}")).detail(&old.texte).before(&old),
    );
    tx.commit().await?;
    Ok(())
}

/// Writes what is planned to be spent of an envelope in a year; none takes the plan away.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_depense(
    ctx: &Ctx,
    db: &Db,
    cle: Cle,
    exercice: &str,
    prevu: Option<(i64, &str)>,
) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let note = maybe_line("note", prevu.map_or("", |(_, note)| note))?;
    if prevu.is_some_and(|(cents, _)| !(0..=MAX).contains(&cents)) {
        return Err(Refus::Montant("prevu".to_owned()).into());
    }
    let mut tx = db.begin(ctx).await?;
    if !is_known(&cles(&mut tx).await?, cle) {
        return Err(WriteError::Inconnu("Cette enveloppe"));
    }
    let prevu = prevu.map(|(cents, _)| (cents, note.as_str()));
    store::decisions::plan(&mut tx, cle, exercice, prevu, crate::author(ctx)).await?;
    let said = prevu.map_or_else(|| "sans montant prévu".to_owned(), |(cents, _)| ui::francais::euros(cents));
    tx.record(Trace::new("budget.prevu_note", format!("enveloppe:{cle}:{exercice}")).detail(said));
    tx.commit().await?;
    Ok(())
}
