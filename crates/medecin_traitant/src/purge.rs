use crate::close::close_untold;
use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::read_identite::checked;
use crate::reprint::sealed;
use crate::store::bilans::{self, Bilan};
use crate::store::{cartes, demandes, identites, regles};
use crate::{Cloture, Coffre, Demande, Etat, USAGE_DEMANDE, WriteError, close};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use kernel::{Ctx, Id};

/// Erased in one transaction at most.
const LOT: usize = 100;
/// From that age on, in the counts that stay.
const AGE: u16 = 70;

/// Years for which the answers of a doctor who left keep a name: those of the figures of fairness.
const MEDECIN: i64 = 3;
/// What is rewritten once somebody was erased, so that the engine keeps nothing of them.
const TABLES: [&str; 3] =
    ["medecin_traitant_identite", "medecin_traitant_empreinte", "medecin_traitant_demande"];

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
        let partis = bilans::forget_partis(&mut tx, years_ago(ctx.now, MEDECIN)).await?;
        if partis > 0 {
            tx.record(
                Trace::new("medecin_traitant.medecins_oublies", format!("jour:{limit}")).detail(partis),
            );
        }
        if done == 0 && partis == 0 {
            break;
        }
        cartes::forget_words(&mut tx).await?;
        if done > 0 {
            tx.record(Trace::new("medecin_traitant.demandes_effacees", format!("jour:{limit}")).detail(done));
        }
        tx.commit().await?;
        erased += done;
    }
    if erased > 0 {
        db.scrub(&TABLES).await;
    }
    Ok(erased)
}

/// The same hour of the same day, that many years ago.
fn years_ago(now: Timestamp, years: i64) -> Timestamp {
    let day = now.in_tz("Europe/Paris").ok().and_then(|day| day.checked_sub(years.years()).ok());
    day.map_or(Timestamp::MIN, |day| day.timestamp())
}

/// Erases again, once a copy of the database has come back, the requests that were erased after it was made: their keys are no
/// longer among those kept apart. Nobody is told. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn erase_again(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let due = identites::sans_cle(&mut db.read(ctx).await?).await?;
    let mut erased = 0;
    for id in due {
        let mut tx = db.begin(&entrusted(ctx)).await?;
        close_untold(&mut tx, &coffre, id).await?;
        erased += u32::from(erase(&mut tx, &coffre, id).await?);
        cartes::forget_words(&mut tx).await?;
        let why = "clé détruite avant la restauration";
        tx.record(Trace::new("medecin_traitant.demande_effacee", crate::objet(id)).detail(why));
        tx.commit().await?;
    }
    Ok(erased)
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
    tx.commit().await?;
    db.scrub(&TABLES).await;
    Ok(())
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
    let Etat::Close { le, cloture, medecin, preuve } = &one.etat else { return None };
    let recue = kernel::today(one.recue_le);
    let days = |to: Date| u32::try_from((to - recue).get_days()).unwrap_or(0);
    Some(Bilan {
        recue: recue.first_of_month(),
        close: le.first_of_month(),
        cloture: *cloture,
        origine: one.origine,
        delai_jours: medecin.map(|(_, yes)| days(kernel::today(yes))),
        delai_declare_jours: preuve.map(|(_, declared)| days(declared)),
        ald: one.situation.a("ald"),
        age_70: one.situation.age(recue) >= AGE,
        c2s: one.situation.a("c2s"),
        precarite: crate::chiffres::precaire(&one.situation),
    })
}
