use crate::droits::SAISIR;
use crate::store::medecins;
use crate::{Campagne, Medecin, WriteError, author};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::{Refus, line};
use kernel::{Ctx, Id};

/// Years from today to the day on which a doctor stops, at most.
const ANS: i16 = 10;

/// Opens the campaign of a doctor who stops: their patients are then entered together. The same id is kept once.
///
/// # Errors
/// [`WriteError`].
pub async fn open_campagne(
    ctx: &Ctx,
    db: &Db,
    id: Id<Campagne>,
    medecin: Option<Id<Medecin>>,
    nom: &str,
    depart_le: Date,
) -> Result<Campagne, WriteError> {
    ctx.require(SAISIR)?;
    let jour = kernel::today(ctx.now);
    if depart_le.year() > jour.year() + ANS || depart_le.year() < jour.year() - ANS {
        return Err(Refus::new(
            "depart_le",
            "Un départ est à moins de dix ans d’ici\u{a0}: vérifiez l’année.",
        )
        .into());
    }
    let mut tx = db.begin(ctx).await?;
    let known = match medecin {
        Some(id) => Some(medecins::medecin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce médecin"))?),
        None => None,
    };
    let nom = match &known {
        Some(one) => one.nom.clone(),
        None => line("nom", nom)?,
    };
    let one = Campagne { id, medecin, nom, depart_le };
    if medecins::keep_campagne(&mut tx, &one, author(ctx)).await? {
        tx.record(
            Trace::new("medecin_traitant.campagne_ouverte", format!("campagne:{id}")).detail(depart_le),
        );
        tx.commit().await?;
        return Ok(one);
    }
    let kept = medecins::campagnes(&mut tx).await?.into_iter().find(|other| other.id == id);
    kept.filter(|other| *other == one).ok_or(WriteError::DejaNote)
}
