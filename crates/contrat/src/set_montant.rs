use crate::accord::Accord;
use crate::contrat::{Contrat, MontantContrat};
use crate::droits::MODIFIER;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// An amount as the contract prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprime {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// « total », « fixe », « variable », « plan », « mise_a_jour », « crise ».
    pub part: String,
    /// Cents a year.
    pub cents: i64,
    /// First day it counts; the signature when none.
    pub du: Option<Date>,
}

/// Notes amounts that the contract or an amendment prints, all or none: they win over the national tables.
///
/// # Errors
/// [`WriteError`].
pub async fn set_montants(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    imprimes: &[Imprime],
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    for imprime in imprimes {
        let montant = montant(&accord, ctx, &contrat, imprime)?;
        if !store::parts::add_montant(&mut tx, id, &montant).await? {
            return Err(Refus::DejaUnMontant.into());
        }
        tx.record(Trace::new("contrat.montant_note", objet(id)).detail(said(&montant)).after(&montant));
        contrat.montants.push(montant);
    }
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    Ok(())
}

fn montant(
    accord: &Accord,
    ctx: &Ctx,
    contrat: &Contrat,
    imprime: &Imprime,
) -> Result<MontantContrat, Refus> {
    let Imprime { composante, part, cents, du } = imprime.clone();
    let jour = crate::today(ctx.now);
    let du = du.or(contrat.signature).unwrap_or(jour);
    let version = contrat.version_au(du.max(contrat.signature.unwrap_or(du)));
    if !accord.parts(version, &composante).iter().any(|(code, _)| *code == part) {
        return Err(Refus::MontantInconnu);
    }
    if !(0..=1_000_000_000).contains(&cents) {
        return Err(Refus::MontantAbsurde("montant"));
    }
    let same = |one: &MontantContrat| one.composante == composante && one.part == part;
    if contrat.signature.is_some() {
        contrat.check_inside("du", du)?;
    } else if contrat.montants.iter().any(same) {
        // The amounts of a draft will all count from its signature.
        return Err(Refus::DejaUnMontant);
    }
    Ok(MontantContrat { id: ctx.id(), composante, part, cents, du })
}

/// Removes an amount: the national table counts again.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_montant(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    montant: Id<MontantContrat>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let old = contrat.montants.iter().find(|one| one.id == montant);
    let old = old.ok_or(WriteError::Inconnu("Ce montant"))?;
    store::parts::remove_montant(&mut tx, id, montant).await?;
    tx.record(Trace::new("contrat.montant_retire", objet(id)).detail(said(old)).before(old));
    tx.commit().await?;
    Ok(())
}

fn said(montant: &MontantContrat) -> String {
    let MontantContrat { composante, part, cents, .. } = montant;
    format!("{composante}, {part}\u{a0}: {}", ui::francais::euros(*cents))
}
