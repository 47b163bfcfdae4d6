use crate::accord::Accord;
use crate::attach::{release, share};
use crate::contrat::{Avenant, Clause, Contrat};
use crate::difference::changes;
use crate::droits::MODIFIER;
use crate::refus::{line, words};
use crate::set_montant::take_away;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Amends a contract from `le` on: a new mission, objectives, population or version. One amendment a day: the database decides.
/// Until its day of signature is noted it is being prepared, and changes nothing.
///
/// # Errors
/// [`WriteError`].
pub async fn amend(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    le: Date,
    clause: Clause,
) -> Result<Id<Avenant>, WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let avenant = checked(&accord, &contrat, Avenant { id: ctx.id(), le, clause }, kernel::today(ctx.now))?;
    if !store::avenants::add(&mut tx, id, &avenant).await? {
        return Err(Refus::AvenantMemeJour(le).into());
    }
    let trace = Trace::new("contrat.avenant_note", objet(id));
    tx.record(trace.detail(&avenant.clause.objet).after(&avenant));
    let added = avenant.id;
    contrat.avenants.push(avenant);
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    Ok(added)
}

impl Avenant {
    /// What a page read of it, in one word: it changes when anything of it does.
    #[must_use]
    pub fn lecture(&self) -> String {
        db::journal::fingerprint(self)
    }
}

/// Corrects an amendment that a page showed, with the amounts of its day: refused when somebody changed it since. `lu` is the
/// [`Avenant::lecture`] of what was shown.
///
/// # Errors
/// [`Refus::Change`], and any [`WriteError`].
pub async fn correct_avenant(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    new: Avenant,
    lu: &str,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = known(&contrat, new.id)?;
    if old.lecture() != lu {
        return Err(Refus::Change("cet avenant").into());
    }
    let new = checked(&accord, &contrat, new, kernel::today(ctx.now))?;
    if !store::avenants::change(&mut tx, id, &new).await? {
        return Err(Refus::AvenantMemeJour(new.le).into());
    }
    follow(&mut tx, &mut contrat, old.le, new.le).await?;
    let trace = Trace::new("contrat.avenant_corrige", objet(id));
    let said = changes(&titled(&accord, &old), &titled(&accord, &new));
    tx.record(trace.detail(said).before(&old).after(&new));
    contrat.avenants.retain(|one| one.id != new.id);
    contrat.avenants.push(new);
    let replaced = share(&mut tx, &contrat).await?;
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    release(ctx, db, replaced).await
}

/// The amounts of an amendment are those of its day: they go with it.
async fn follow(tx: &mut db::Tx, contrat: &mut Contrat, from: Date, to: Date) -> Result<(), WriteError> {
    let mine: Vec<_> = contrat.montants_du(from).filter(|_| from != to).map(|one| one.id).collect();
    if !mine.is_empty() && contrat.signature == Some(to) {
        let words = "Les montants notés pour cet avenant compteraient avec ceux du contrat\u{a0}: choisir un jour après la signature, ou les retirer d’abord.";
        return Err(Refus::Ordre(words).into());
    }
    let there: Vec<_> =
        contrat.montants_du(to).map(|one| (one.composante.clone(), one.part.clone())).collect();
    let id = contrat.id;
    for montant in contrat.montants.iter_mut().filter(|one| mine.contains(&one.id)) {
        if there.iter().any(|(composante, part)| (composante, part) == (&montant.composante, &montant.part)) {
            return Err(Refus::DejaUnMontant.into());
        }
        montant.du = to;
        store::parts::move_montant(tx, id, montant.id, to).await?;
    }
    contrat.montants.sort_by_key(|one| one.du);
    Ok(())
}

/// The amendment as the journal says it: a version by its title.
fn titled(accord: &Accord, avenant: &Avenant) -> Avenant {
    let version = avenant.clause.version.as_deref().map(|one| accord.label(one).to_owned());
    Avenant { clause: Clause { version, ..avenant.clause.clone() }, ..avenant.clone() }
}

/// Removes an amendment that should not have been noted, with its documents and its amounts.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_avenant(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    avenant: Id<Avenant>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = known(&contrat, avenant)?;
    let mut files = Vec::new();
    for annexe in
        store::annexes::annexes(&mut tx, id).await?.iter().filter(|one| one.avenant == Some(avenant))
    {
        store::annexes::remove(&mut tx, id, annexe.id).await?;
        files.push(annexe.piece);
    }
    let accord = Accord::of(law)?;
    let gone: Vec<_> = contrat.montants_du(old.le).cloned().collect();
    for montant in &gone {
        take_away(&mut tx, &accord, id, montant).await?;
    }
    contrat.montants.retain(|one| !gone.contains(one));
    store::avenants::remove(&mut tx, id, avenant).await?;
    let trace = Trace::new("contrat.avenant_retire", objet(id));
    tx.record(trace.detail(&old.clause.objet).before(&old));
    contrat.avenants.retain(|one| one.id != avenant);
    settle(&mut tx, law, contrat).await?;
    tx.commit().await?;
    release(ctx, db, files).await
}

fn known(contrat: &Contrat, id: Id<Avenant>) -> Result<Avenant, WriteError> {
    let found = contrat.avenants.iter().find(|one| one.id == id);
    found.cloned().ok_or(WriteError::Inconnu("Cet avenant"))
}

fn checked(accord: &Accord, contrat: &Contrat, avenant: Avenant, today: Date) -> Result<Avenant, Refus> {
    contrat.check_inside("le", avenant.le)?;
    if let Some(jour) = avenant.clause.signe_le.filter(|jour| *jour > today) {
        return Err(Refus::Futur { champ: "signe_le", jour });
    }
    if let Some(version) = &avenant.clause.version {
        accord.check_applies(version, avenant.le)?;
    }
    let clause = Clause {
        objet: line("objet", "l’objet de l’avenant en quelques mots", &avenant.clause.objet, 200)?,
        texte: words("texte", &avenant.clause.texte, 8000)?,
        ..avenant.clause
    };
    Ok(Avenant { clause, ..avenant })
}

async fn settle(tx: &mut db::Tx, law: &Parameters, mut contrat: Contrat) -> Result<(), WriteError> {
    contrat.avenants.sort_by_key(|one| one.le);
    calendrier::settle(tx, law, &contrat).await
}
