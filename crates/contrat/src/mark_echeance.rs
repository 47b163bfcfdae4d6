use crate::contrat::Contrat;
use crate::droits::SUIVRE;
use crate::echeance::{Echeance, Faite, Gardee};
use crate::refus::words;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// Says that an obligation is done, that day; or, without a day, that it is not. What a fact proves, or a closed dialogue, is not
/// said by hand.
///
/// # Errors
/// [`WriteError`].
pub async fn mark_echeance(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    cle: &str,
    le: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(SUIVRE)?;
    let note = words("note", note, 2000)?;
    if let Some(jour) = le.filter(|jour| *jour > kernel::today(ctx.now)) {
        return Err(Refus::Futur { champ: "faite_le", jour }.into());
    }
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let all = calendrier::computed(law, &contrat, kernel::today(ctx.now))?;
    let one = all.iter().find(|one| one.cle == cle).ok_or(Refus::EcheanceInconnue)?;
    check(one, le)?;
    let kept = store::echeances::gardees(&mut tx, id).await?;
    if kept.iter().any(|one| one.cle == cle && one.faite.as_ref().is_some_and(|faite| faite.dialogue)) {
        return Err(Refus::PasACocher(DIALOGUE).into());
    }
    if !mark(&mut tx, id, cle, le.map(|le| Faite { le, note, dialogue: false })).await? {
        return Err(Refus::EcheanceInconnue.into());
    }
    tx.commit().await?;
    Ok(())
}

const DIALOGUE: &str = "Le dialogue de gestion de cette année est clos\u{a0}: son jour se corrige dans l’espace «\u{a0}Dialogue de gestion\u{a0}», pas ici.";

fn check(one: &Echeance, le: Option<Date>) -> Result<(), Refus> {
    if one.by_fact() {
        return Err(Refus::PasACocher(
            "Cette échéance est faite d’elle-même quand le fait est noté dans «\u{a0}Missions\u{a0}»\u{a0}: l’argent en dépend.",
        ));
    }
    if !one.can_be_marked() {
        return Err(Refus::PasACocher("Ce jour est un repère du calendrier\u{a0}: il n’y a rien à faire."));
    }
    match (le, one.ouverte_le) {
        (Some(_), None) => {
            Err(Refus::PasACocher("La mission n’a pas démarré\u{a0}: noter d’abord son démarrage."))
        }
        (Some(jour), Some(ouverture)) if jour < ouverture => Err(Refus::TropTot { jour, ouverture }),
        _ => Ok(()),
    }
}

/// Says that the dialogue de gestion of a contract year took place that day, inside the transaction of whoever closes it.
///
/// # Errors
/// A fault of storage.
pub async fn mark_dialogue(tx: &mut Tx, id: Id<Contrat>, annee: u32, le: Date) -> Result<(), WriteError> {
    held(tx, id).await?;
    let note = "Clos dans l’espace «\u{a0}Dialogue de gestion\u{a0}».".to_owned();
    mark(tx, id, &format!("dialogue.{annee}"), Some(Faite { le, note, dialogue: true })).await?;
    Ok(())
}

/// False when the calendar holds no such obligation.
async fn mark(tx: &mut Tx, id: Id<Contrat>, cle: &str, faite: Option<Faite>) -> db::Result<bool> {
    let all = store::echeances::gardees(tx, id).await?;
    let Some(old) = all.into_iter().find(|one| one.cle == cle && one.retire_le.is_none()) else {
        return Ok(false);
    };
    let action = if faite.is_some() { "contrat.echeance_faite" } else { "contrat.echeance_rouverte" };
    let new = Gardee { faite, change_le: tx.ctx().now, ..old.clone() };
    store::echeances::keep(tx, id, &new).await?;
    tx.record(Trace::new(action, objet(id)).detail(&new.libelle).before(&old.faite).after(&new.faite));
    Ok(true)
}
