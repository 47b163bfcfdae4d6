use crate::droits::MODIFIER;
use crate::store::{colleges, tarifs, tarifs::Reglage};
use crate::{College, Tarif, WriteError, droits::COTISER};
use db::{Db, Trace, Tx};
use kernel::saisie::{Refuses, line, maybe_line, maybe_words};
use kernel::{Ctx, Id, today};

/// Writes a college: a new one, or other words for one that is kept under that id.
///
/// # Errors
/// [`WriteError`].
pub async fn write_college(ctx: &Ctx, db: &Db, one: College) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut faults = Refuses::default();
    let nom = faults.keep(line("nom", &one.nom));
    let pour = faults.keep(maybe_line("pour", &one.pour));
    if one.ordre > 999 {
        faults.add("ordre", "Un rang de 0 à 999 est attendu.");
    }
    let one = faults.finish(College { nom, pour, ..one })?;
    let mut tx = db.begin(ctx).await?;
    let known = find(&mut tx, one.id).await?;
    if known
        .as_ref()
        .is_some_and(|known| (&known.nom, known.ordre, &known.pour) == (&one.nom, one.ordre, &one.pour))
    {
        return Ok(());
    }
    let written = match &known {
        Some(_) => colleges::change(&mut tx, &one).await?,
        None => colleges::add(&mut tx, &one, crate::author(ctx)).await?,
    };
    if !written {
        return Err(WriteError::DejaConnu(format!("Un collège s’appelle déjà «\u{a0}{}\u{a0}».", one.nom)));
    }
    let action = if known.is_some() { "adhesions.college_modifie" } else { "adhesions.college_ajoute" };
    tx.record(Trace::new(action, format!("college:{}", one.id)).detail(&one.nom).before(&known).after(&one));
    tx.commit().await?;
    Ok(())
}

/// Closes a college: nobody enters it any more, those who are in it stay until they are moved. Or opens it again.
///
/// # Errors
/// [`WriteError`].
pub async fn close_college(ctx: &Ctx, db: &Db, id: Id<College>, closed: bool) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let known = find(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce collège"))?;
    if known.ferme_le.is_some() == closed {
        return Ok(());
    }
    colleges::close(&mut tx, id, closed.then(|| today(ctx.now))).await?;
    let action = if closed { "adhesions.college_ferme" } else { "adhesions.college_rouvert" };
    tx.record(Trace::new(action, format!("college:{id}")).detail(&known.nom));
    tx.commit().await?;
    Ok(())
}

async fn find(tx: &mut Tx, id: Id<College>) -> db::Result<Option<College>> {
    Ok(colleges::colleges(tx).await?.into_iter().find(|one| one.id == id))
}

/// Adds a rate of the fee, under the id that its form was given.
///
/// # Errors
/// [`WriteError`].
pub async fn set_tarif(ctx: &Ctx, db: &Db, tarif: Tarif) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let tarif = tarif.check()?;
    let mut tx = db.begin(ctx).await?;
    let known = tarifs::tarifs(&mut tx).await?;
    if known.contains(&tarif) {
        return Ok(());
    }
    if let Some(id) = tarif.college
        && find(&mut tx, id).await?.is_none()
    {
        return Err(WriteError::Inconnu("Ce collège"));
    }
    if !tarifs::add(&mut tx, &tarif, crate::author(ctx)).await? {
        let words = format!(
            "Un tarif {} existe déjà pour les mêmes adhérents\u{a0}: retirez-le d’abord.",
            tarif.annee
        );
        return Err(WriteError::DejaConnu(words));
    }
    let trace = Trace::new("adhesions.tarif_ajoute", format!("tarif:{}", tarif.id));
    tx.record(trace.detail(crate::tarif::en_mots(&tarif)).after(&tarif));
    tx.commit().await?;
    Ok(())
}

/// Takes away a rate; the fees already asked for keep their amount.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_tarif(ctx: &Ctx, db: &Db, id: Id<Tarif>) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let mut tx = db.begin(ctx).await?;
    if !tarifs::retire(&mut tx, id).await? {
        return Err(WriteError::Inconnu("Ce tarif"));
    }
    tx.record(Trace::new("adhesions.tarif_retire", format!("tarif:{id}")));
    tx.commit().await?;
    Ok(())
}

/// Says how to pay: what reminders and the pages of members show.
///
/// # Errors
/// [`WriteError`].
pub async fn set_reglage(ctx: &Ctx, db: &Db, wanted: &Reglage) -> Result<(), WriteError> {
    ctx.require(COTISER)?;
    let mut faults = Refuses::default();
    let payer = faults.keep(maybe_words("payer", &wanted.payer));
    let lien = faults.keep(maybe_line("lien", &wanted.lien));
    if !lien.is_empty() && !lien.starts_with("https://") {
        faults.add("lien", "Une adresse qui commence par https:// est attendue.");
    }
    let wanted = faults.finish(Reglage { payer, lien })?;
    let mut tx = db.begin(ctx).await?;
    let known = tarifs::reglage(&mut tx).await?;
    if known == wanted {
        return Ok(());
    }
    tarifs::set_reglage(&mut tx, &wanted).await?;
    tx.record(Trace::new("adhesions.paiement_explique", "reglage").before(&known).after(&wanted));
    tx.commit().await?;
    Ok(())
}
