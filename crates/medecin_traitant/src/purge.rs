use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::read_identite::checked;
use crate::reprint::sealed;
use crate::store::bilans::{self, Bilan};
use crate::store::{cartes, demandes, regles};
use crate::{Cloture, Coffre, Demande, Etat, USAGE_DEMANDE, WriteError, close};
use db::{Db, Trace, Tx};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Erased in one transaction at most.
const LOT: usize = 100;
/// From that age on, in the counts that stay.
const AGE: u16 = 70;

/// Erases the requests closed longer ago than the CPTS keeps them: key, identity, fingerprints, steps; their counts stay. By the
/// clock, as often as one likes, by several programs at once. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn purge(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut erased = 0;
    loop {
        let mut tx = db.begin(&entrusted(ctx)).await?;
        let limit = limit(&mut tx, kernel::today(ctx.now)).await?;
        let due = bilans::closes_avant(&mut tx, limit).await?;
        let mut done = 0;
        for id in due.into_iter().take(LOT) {
            done += u32::from(erase(&mut tx, &coffre, id).await?);
        }
        if done == 0 {
            return Ok(erased);
        }
        cartes::forget_words(&mut tx).await?;
        tx.record(Trace::new("medecin_traitant.demandes_effacees", format!("jour:{limit}")).detail(done));
        tx.commit().await?;
        erased += done;
    }
}

/// Requests closed on that day or before have passed their time.
pub(crate) async fn limit(tx: &mut Tx, jour: Date) -> Result<Date, WriteError> {
    let months = regles::reglage(tx).await?.mois_de_conservation;
    Ok(jour.saturating_sub(i64::from(months).months()))
}

/// Erases one request now, as its person asked (RGPD, article 17): closed first when it is open.
///
/// # Errors
/// [`WriteError`]: no reason, one that names the person.
pub async fn erase_now(ctx: &Ctx, db: &Db, id: Id<Demande>, raison: &str) -> Result<(), WriteError> {
    const INCONNUE: WriteError = WriteError::Inconnu("Cette demande");
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or(INCONNUE)?;
    let raison = checked(&sealed(&mut tx, &coffre, id).await?, raison)?;
    drop(tx);
    if one.est_ouverte() {
        close(ctx, db, id, Cloture::Renonce, None).await?;
    }
    let mut tx = db.begin(&entrusted(ctx)).await?;
    if !erase(&mut tx, &coffre, id).await? {
        return Err(WriteError::Change);
    }
    cartes::forget_words(&mut tx).await?;
    tx.record(Trace::new("medecin_traitant.demande_effacee", crate::objet(id)).detail(raison));
    Ok(tx.commit().await?)
}

/// Erases a request, if it still is closed; the links that were sent about it lead nowhere any more.
async fn erase(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<bool, WriteError> {
    let Some(one) = demandes::hold(tx, coffre, id).await? else { return Ok(false) };
    let Some(bilan) = bilan(&one) else { return Ok(false) };
    comptes::revoke_liens_directs(tx, USAGE_DEMANDE, id.uuid()).await?;
    Ok(bilans::erase(tx, id, &bilan).await?)
}

/// What stays to be counted.
fn bilan(one: &Demande) -> Option<Bilan> {
    let Etat::Close { le, cloture, medecin, .. } = &one.etat else { return None };
    let recue = kernel::today(one.recue_le);
    let days = medecin.map(|(_, yes)| (kernel::today(yes) - recue).get_days());
    Some(Bilan {
        recue: recue.first_of_month(),
        close: le.first_of_month(),
        cloture: *cloture,
        origine: one.origine,
        delai_jours: days.map(|days| u32::try_from(days).unwrap_or(0)),
        ald: one.situation.a("ald"),
        age_70: one.situation.age(recue) >= AGE,
        precarite: ["c2s", "ame", "precarite"].iter().any(|code| one.situation.a(code)),
    })
}
