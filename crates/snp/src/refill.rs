use crate::choose::suits;
use crate::droits::TRAITER;
use crate::place::place_in;
use crate::store::{aubaines, demandes, guides, reglages};
use crate::{Coffre, Demande, Phase, WriteError, objet};
use db::{Db, Trace};
use identifiants::CommuneCode;
use kernel::{Ctx, Id};
use rendez_vous::{Creneau, Modalite, store as offre};

/// Requests to whom one freed slot is proposed at most: an operator calls them one by one.
const PROPOSEES: usize = 5;

/// Kilometres between two communes; none when that is unknown.
pub type Distance<'a> = &'a (dyn Fn(CommuneCode, CommuneCode) -> Option<u32> + Sync);

/// What a freed place did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reprise {
    /// Placed at once: they had asked for it.
    pub placees: Vec<Id<Demande>>,
    /// Proposed to the operators, the first deadline first.
    pub proposees: Vec<Id<Demande>>,
}

/// A place was freed by `rendu`: the other requests that wait and that it suits, the first deadline first. Those who asked to be moved up are
/// placed; the slot is proposed for the others, and an operator decides. Done twice, it proposes once.
///
/// # Errors
/// [`WriteError`].
pub async fn refill(
    ctx: &Ctx,
    db: &Db,
    slot: Id<Creneau>,
    rendu: Option<Id<Demande>>,
    km: Distance<'_>,
) -> Result<Reprise, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let Some(free) = offre::creneaux::creneau(&mut tx, slot).await? else { return Ok(Reprise::default()) };
    let who = offre::effecteurs::effecteur(&mut tx, free.effecteur).await?;
    let lieu = offre::lieux::lieu(&mut tx, free.contenu.lieu).await?;
    let (Some(who), Some(lieu), Ok(())) = (who, lieu, free.check_open(ctx.now)) else {
        return Ok(Reprise::default());
    };
    let guide = guides::en_vigueur(&mut tx).await?.guide;
    let au_plus = reglages::reglage(&mut tx).await?.au_plus_km;
    let mut waiting =
        demandes::en(&mut tx, &coffre, &[Phase::Ouverte, Phase::Elargie, Phase::Rappel]).await?;
    drop(tx);
    waiting.retain(|one| {
        let asked = &one.situation;
        let near = free.contenu.modalite == Modalite::Tele
            || asked.commune == lieu.commune
            || km(asked.commune, lieu.commune).is_some_and(|far| far <= au_plus);
        Some(one.id) != rendu
            && near
            && asked.drapeaux.is_empty()
            && suits(asked, &free, who.profession, &guide)
    });
    let mut left = free.libres;
    let mut done = Reprise::default();
    for one in waiting {
        if one.situation.avance && left > 0 {
            if move_up(ctx, db, &coffre, one.id, slot).await? {
                left -= 1;
                done.placees.push(one.id);
            }
        } else if done.proposees.len() < PROPOSEES {
            done.proposees.push(one.id);
        }
    }
    if left == 0 {
        done.proposees.clear();
    }
    let mut tx = db.begin(ctx).await?;
    let mut told = 0;
    for id in &done.proposees {
        told += u32::from(aubaines::keep(&mut tx, slot, *id).await?);
    }
    if told > 0 {
        tx.record(Trace::new("snp.aubaine_proposee", format!("creneau:{slot}")).detail(told));
        tx.commit().await?;
    }
    Ok(done)
}

/// Places one who asked for it; false when somebody was faster, on the request or on the place.
async fn move_up(
    ctx: &Ctx,
    db: &Db,
    coffre: &Coffre,
    id: Id<Demande>,
    slot: Id<Creneau>,
) -> Result<bool, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let Some(one) = demandes::hold(&mut tx, coffre, id).await? else { return Ok(false) };
    match place_in(ctx, &mut tx, &one, slot, ctx.id::<()>().uuid()).await {
        Ok(_) => {
            tx.record(Trace::new("snp.demande_avancee", objet(id)));
            tx.commit().await?;
            Ok(true)
        }
        Err(WriteError::Place(_) | WriteError::Demande(_)) => Ok(false),
        Err(fault) => Err(fault),
    }
}
