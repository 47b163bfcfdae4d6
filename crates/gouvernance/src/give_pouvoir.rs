use crate::pouvoir::{Pouvoir, Refus};
use crate::read_seance::{Vue, held};
use crate::seance::{Reponse, Seance};
use crate::voie::Voie;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Gives the voice of a member to another for one meeting. The rows of the database decide: one proxy a person, never in a chain, never
/// more than the statutes allow. `remplace`: in the place of the one given before.
///
/// # Errors
/// [`WriteError`].
pub async fn give_pouvoir(
    ctx: &Ctx,
    db: &Db,
    voie: Voie,
    seance: Id<Seance>,
    mandataire: Id<Adherent>,
    remplace: bool,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (mandant, line) = voie.qui(&mut tx).await?;
    if line.is_some_and(|line| line.seance != Some(seance)) {
        return Err(WriteError::LienPerime);
    }
    let vue = held(&mut tx, seance).await?;
    let pouvoir = Pouvoir { seance, mandant, mandataire };
    if vue.pouvoirs.contains(&pouvoir) {
        return Ok(());
    }
    check(&vue, pouvoir, remplace)?;
    let max = vue.regle()?.pouvoirs_max;
    store::pouvoirs::remove(&mut tx, seance, mandant).await?;
    keep(&mut tx, &vue, pouvoir, max).await?;
    store::seances::answer(&mut tx, seance, mandant, Reponse::NeVientPas).await?;
    tx.record(Trace::new("gouvernance.pouvoir_donne", format!("seance:{seance}")).after(&pouvoir));
    tx.commit().await?;
    Ok(())
}

/// What can be said before the rows decide.
fn check(vue: &Vue, one: Pouvoir, remplace: bool) -> Result<(), WriteError> {
    let regle = vue.regle()?;
    if vue.seance.ouverte_le.is_some() {
        return Err(Refus::SeanceOuverte.into());
    }
    if one.mandant == one.mandataire {
        return Err(Refus::ASoiMeme.into());
    }
    if regle.pouvoirs_max == 0 {
        return Err(Refus::PasPrevu(regle.source.clone()).into());
    }
    for id in [one.mandant, one.mandataire] {
        if !vue.ayants.iter().any(|member| member.id == id) {
            return Err(Refus::SansVoix(vue.nom(id).to_owned()).into());
        }
    }
    let before = vue.pouvoirs.iter().find(|kept| kept.mandant == one.mandant);
    if let (Some(before), false) = (before, remplace) {
        let (mandant, a) = (vue.nom(one.mandant).to_owned(), vue.nom(before.mandataire).to_owned());
        return Err(Refus::DejaDonne { mandant, a }.into());
    }
    Ok(())
}

async fn keep(tx: &mut Tx, vue: &Vue, one: Pouvoir, max: u32) -> Result<(), WriteError> {
    for id in [one.mandant, one.mandataire] {
        store::pouvoirs::ready(tx, one.seance, id, max).await?;
    }
    if !store::pouvoirs::leave(tx, one.seance, one.mandant).await? {
        return Err(Refus::Porte(vue.nom(one.mandant).to_owned()).into());
    }
    if !store::pouvoirs::take(tx, one.seance, one.mandataire).await? {
        let nom = vue.nom(one.mandataire).to_owned();
        let gave = vue.pouvoirs.iter().any(|kept| kept.mandant == one.mandataire);
        let refus = if gave {
            Refus::Chaine(nom)
        } else {
            Refus::Trop { nom, max, source_de: vue.regle()?.source.clone() }
        };
        return Err(refus.into());
    }
    if store::pouvoirs::add(tx, one).await? { Ok(()) } else { Err(WriteError::DejaNote) }
}

/// Takes a proxy back before the meeting opens.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_pouvoir(ctx: &Ctx, db: &Db, voie: Voie, seance: Id<Seance>) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (mandant, line) = voie.qui(&mut tx).await?;
    if line.is_some_and(|line| line.seance != Some(seance)) {
        return Err(WriteError::LienPerime);
    }
    let vue = held(&mut tx, seance).await?;
    if vue.seance.ouverte_le.is_some() {
        return Err(Refus::SeanceOuverte.into());
    }
    if store::pouvoirs::remove(&mut tx, seance, mandant).await?.is_none() {
        return Err(WriteError::Inconnu("Ce pouvoir"));
    }
    tx.record(Trace::new("gouvernance.pouvoir_repris", format!("seance:{seance}")));
    tx.commit().await?;
    Ok(())
}
