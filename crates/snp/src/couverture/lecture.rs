//! What coverage is counted from: requests that are kept, what stays of the others, slots.

use super::{Appels, Couverture, Offre, Question, RECUL, Savoir};
use crate::affluence::{Affluence, Vers};
use crate::chiffres::midnight;
use crate::store::{affluences, demandes, guides, reglages};
use crate::{Coffre, Demande, Guide};
use db::{Result, Tx};
use jiff::ToSpan;
use jiff::civil::Date;
use rendez_vous::store::{creneaux, effecteurs, lieux};
use rendez_vous::{Creneau, Effecteur, Lieu};
use std::collections::BTreeMap;

/// The offer of some days against what is asked.
///
/// # Errors
/// A fault of storage.
pub async fn couverture(tx: &mut Tx, coffre: &Coffre, question: Question) -> Result<Couverture> {
    // An erased request has no commune: one commune is looked at for as long as every request is kept.
    let kept = i32::try_from(reglages::reglage(tx).await?.jours_de_conservation).unwrap_or(RECUL);
    let recul = question.commune.map_or(RECUL, |_| kept);
    let savoir = Savoir { jour: kernel::today(tx.ctx().now), depuis: affluences::depuis(tx).await?, recul };
    let appels = appels(tx, coffre, question.du.min(savoir.du()), question.au()).await?;
    let offres = offres(tx, question).await?;
    Ok(Couverture::of(question, savoir, &appels, &offres))
}

/// The calls of these days, both included, for a profession: neither those of the 15 nor those that the guide sends elsewhere.
async fn appels(tx: &mut Tx, coffre: &Coffre, du: Date, au: Date) -> Result<Vec<Appels>> {
    let now = tx.ctx().now;
    let guide = guides::en_vigueur(tx).await?.guide;
    let after = midnight(au.saturating_add(1.day()), now);
    let kept = demandes::recues(tx, coffre, midnight(du, now), after).await?;
    let gone = affluences::entre(tx, du, au).await?;
    let kept = kept.iter().filter_map(|one| kept_call(one, &guide));
    Ok(kept.chain(gone.iter().filter_map(call)).collect())
}

fn kept_call(one: &Demande, guide: &Guide) -> Option<Appels> {
    let call = call(&Affluence::of(one, guide))?;
    Some(Appels { commune: Some(one.situation.commune), ..call })
}

fn call(one: &Affluence) -> Option<Appels> {
    let Affluence { jour, plage, vers, nombre } = *one;
    match vers {
        Vers::Profession(profession) => Some(Appels { jour, plage, profession, commune: None, nombre }),
        Vers::Quinze | Vers::Ailleurs => None,
    }
}

/// The places of these days. A slot begins at most a day before the hours that it lasts into.
async fn offres(tx: &mut Tx, question: Question) -> Result<Vec<Offre>> {
    let now = tx.ctx().now;
    let du = midnight(question.du.saturating_sub(1.day()), now);
    let au = midnight(question.au().saturating_add(1.day()), now);
    let slots = creneaux::entre(tx, du, au).await?;
    let who: Vec<Effecteur> = effecteurs::effecteurs(tx).await?;
    let places: Vec<Lieu> = lieux::lieux(tx).await?;
    let mut who: BTreeMap<_, _> = who.into_iter().map(|one| (one.id, one.profession)).collect();
    let mut places: BTreeMap<_, _> = places.into_iter().map(|one| (one.id, one.commune)).collect();
    let mut all = Vec::new();
    for slot in &slots {
        let Creneau { effecteur, contenu, .. } = slot;
        // Somebody who left, a place that no longer serves: their slots of before count.
        if !who.contains_key(effecteur) {
            who.extend(effecteurs::effecteur(tx, *effecteur).await?.map(|one| (one.id, one.profession)));
        }
        if !places.contains_key(&contenu.lieu) {
            places.extend(lieux::lieu(tx, contenu.lieu).await?.map(|one| (one.id, one.commune)));
        }
        if let (Some(profession), Some(commune)) = (who.get(effecteur), places.get(&contenu.lieu)) {
            all.extend(Offre::of(slot, *profession, *commune));
        }
    }
    Ok(all)
}
