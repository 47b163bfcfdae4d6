use crate::accord::Accord;
use crate::contrat::{Contrat, MissionContrat};
use crate::difference::changes;
use crate::droits::MODIFIER;
use crate::refus::words;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, calendrier, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use law::Parameters;

/// Chooses a mission, plans its start, notes its real start; or corrects what was noted.
///
/// # Errors
/// [`WriteError`].
pub async fn choose_mission(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    choix: MissionContrat,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let choix = MissionContrat { note: words("note", &choix.note, 2000)?, ..choix };
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    check(&accord, &contrat, &choix, kernel::today(ctx.now))?;
    store::parts::keep_mission(&mut tx, id, &choix).await?;
    let old = contrat.mission(&choix.mission).cloned();
    let action = match (&old, choix.debut) {
        (Some(old), Some(_)) if old.debut.is_some() => "contrat.mission_corrigee",
        (_, Some(_)) => "contrat.mission_commencee",
        (Some(_), None) => "contrat.mission_corrigee",
        (None, None) => "contrat.mission_choisie",
    };
    let trace = Trace::new(action, objet(id));
    tx.record(match &old {
        Some(old) => {
            let said = format!("{}, {}", accord.nom(&choix.mission), changes(old, &choix));
            trace.detail(said).before(old).after(&choix)
        }
        None => trace.detail(accord.nom(&choix.mission)).after(&choix),
    });
    contrat.missions.retain(|one| one.mission != choix.mission);
    contrat.missions.push(choix);
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    Ok(())
}

fn check(
    accord: &Accord,
    contrat: &Contrat,
    choix: &MissionContrat,
    today: jiff::civil::Date,
) -> Result<(), Refus> {
    if let Some(jour) = choix.debut {
        contrat.check_inside("debut", jour)?;
        if jour > today {
            return Err(Refus::Futur { champ: "debut", jour });
        }
    }
    if let (Some(jour), Some(_)) = (choix.prevue_le, contrat.signature) {
        contrat.check_inside("prevue_le", jour)?;
    }
    let jour = choix.debut.or(choix.prevue_le).or(contrat.signature).unwrap_or(today);
    accord.check_mission(contrat.version_au(jour), &choix.mission)
}

/// Takes a mission out of the contract: nothing of it is due or earned any more.
///
/// # Errors
/// [`WriteError`].
pub async fn drop_mission(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    mission: &str,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let old = contrat.mission(mission).cloned().ok_or(WriteError::Inconnu("Cette mission"))?;
    store::parts::remove_mission(&mut tx, id, mission).await?;
    tx.record(
        Trace::new("contrat.mission_retiree", objet(id)).detail(Accord::of(law)?.nom(mission)).before(&old),
    );
    contrat.missions.retain(|one| one.mission != mission);
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    Ok(())
}
