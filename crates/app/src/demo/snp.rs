//! Calls of the last two days: some wait, some have a place, some are over, one went to the 15. All invented.

use ::snp::{Coffre, Identite, Issue, MedecinTraitant, Nouvelle, Origine, Situation};
use db::Db;
use identifiants::CommuneCode;
use jiff::{SignedDuration, Timestamp};
use kernel::{Ctx, Id};
use rendez_vous::{Creneau, Effecteur, Profession, store as offre};

/// Hours ago, motif, age, goes out, name.
const APPELS: [(i64, &str, u16, bool, &str); 9] = [
    (1, "fievre", 4, true, "Lina Abrillac"),
    (2, "entorse", 52, true, "Marcel Dorlhac"),
    (4, "gorge", 31, true, "Karim Estival"),
    (6, "plaie", 67, false, "Odette Liabœuf"),
    (9, "urine", 28, true, "Lucie Montagnac"),
    (22, "autre", 81, false, "Émile Peyrelade"),
    (26, "ventre", 45, true, "Fatima Grimardias"),
    (30, "peau", 12, true, "Hugo Besseyrol"),
    (33, "fievre", 74, true, "Yvette Chantegrel"),
];

/// Writes them through the verbs that everybody uses.
pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    if communes.is_empty() {
        return Ok(());
    }
    let doctors = offre::effecteurs::effecteurs(&mut db.read(ctx).await?).await?;
    let doctors: Vec<Effecteur> =
        doctors.into_iter().filter(|one| one.profession == Profession::MedecinGeneraliste).collect();
    for (n, (hours, motif, age, goes, nom)) in APPELS.into_iter().enumerate() {
        let then = at(ctx, ctx.now - SignedDuration::from_hours(hours));
        let mt = doctors.get(n % 4).filter(|_| n % 2 == 0).map(|one| one.id);
        let id =
            ::snp::receive(&then, db, call(&then, motif, age, goes, nom, communes[n % communes.len()], mt))
                .await?
                .id;
        match n {
            2 | 4 => place(ctx, db, id).await?,
            3 => ::snp::note_rappel(&at(ctx, then.now + SignedDuration::from_mins(20)), db, id).await?,
            6 => {
                ::snp::close(&at(ctx, then.now + SignedDuration::from_hours(2)), db, id, "A trouvé ailleurs")
                    .await?
            }
            7 | 8 => {
                let seen = at(ctx, then.now + SignedDuration::from_mins(25));
                take(&seen, db, id, doctors.get(n % doctors.len().max(1))).await?;
                let issue = if n == 7 { Issue::NonHonoree } else { Issue::Honoree };
                ::snp::note_issue(ctx, db, id, issue).await?;
            }
            _ => {}
        }
    }
    let then = at(ctx, ctx.now - SignedDuration::from_hours(3));
    let mut alarm = call(&then, "autre", 58, true, "Antoine Rocheblave", communes[0], None);
    alarm.situation.drapeaux = ["thorax".to_owned()].into();
    let id = ::snp::receive(&then, db, alarm).await?.id;
    let said = "Douleur depuis une demi-heure, appel transféré au régulateur.";
    Ok(::snp::transmit_15(&then, db, id, ["thorax".to_owned()].into(), said).await?)
}

fn at(ctx: &Ctx, now: Timestamp) -> Ctx {
    Ctx { now, ..ctx.clone() }
}

fn call(
    ctx: &Ctx,
    motif: &str,
    age: u16,
    se_deplace: bool,
    nom: &str,
    commune: CommuneCode,
    mt: Option<Id<Effecteur>>,
) -> Nouvelle {
    Nouvelle {
        id: ctx.id(),
        origine: Origine::Appel,
        situation: Situation {
            motif: motif.to_owned(),
            age,
            commune,
            se_deplace,
            medecin_traitant: mt.map_or(MedecinTraitant::Aucun, MedecinTraitant::Effecteur),
            avance: false,
            drapeaux: std::collections::BTreeSet::new(),
        },
        identite: Some(Identite { nom: nom.to_owned(), telephone: "0639980012".parse().ok() }),
    }
}

/// In the first slot of a general practitioner that is free.
async fn place(ctx: &Ctx, db: &Db, id: Id<::snp::Demande>) -> anyhow::Result<()> {
    let mut tx = db.read(ctx).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let until = ctx.now + SignedDuration::from_hours(48);
    let open: Vec<Creneau> = offre::creneaux::ouverts(&mut tx, ctx.now, until).await?;
    let guide = ::snp::store::guides::en_vigueur(&mut tx).await?.guide;
    let one = ::snp::store::demandes::demande(&mut tx, &coffre, id).await?;
    let who = offre::effecteurs::effecteurs(&mut tx).await?;
    drop(tx);
    let Some(one) = one else { return Ok(()) };
    let of = |slot: &Creneau| who.iter().find(|who| who.id == slot.effecteur).map(|who| who.profession);
    let found = open
        .iter()
        .find(|slot| of(slot).is_some_and(|who| ::snp::choose::suits(&one.situation, slot, who, &guide)));
    if let Some(slot) = found {
        ::snp::place(ctx, db, id, slot.id, ctx.id::<()>().uuid()).await?;
    }
    Ok(())
}

/// A professional of the sector says yes.
async fn take(ctx: &Ctx, db: &Db, id: Id<::snp::Demande>, who: Option<&Effecteur>) -> anyhow::Result<()> {
    let Some(who) = who else { return Ok(()) };
    ::snp::broadcast(ctx, db, id, &[who.id], false).await?;
    let asked = ::snp::store::sollicitations::de(&mut db.read(ctx).await?, id).await?;
    for one in asked {
        ::snp::answer(ctx, db, one.id, true).await?;
    }
    Ok(())
}
