//! What was kept becomes an act and indemnities, once; corrected, both follow.

use super::*;
use actes::Mission;
use adhesions::{Fiche, Mode, Qui};
use db::Db;
use indemnites::bareme::Cle;
use indemnites::{Arrondi, Bareme, Indemnite, Objet, Regime, Unite, write_bareme};

const APRES: &str = "2026-03-09T13:00:00Z";

fn assuree(minutes: u32, gardes: u32, inutilises: u32) -> Issue {
    Issue { assuree: true, minutes, gardes, inutilises }
}

/// A planning published, its first half-day given to a member who is paid by the hour and by the slot.
async fn publie(db: &Db) -> (Monde, Id<DemiJournee>) {
    let monde = monde(db, 2).await;
    let ctx = &monde.ctx;
    let qui = Qui::Personne { nom: "Roche".into(), prenom: "Claire".into() };
    let member = ctx.id();
    adhesions::add_adherent(ctx, db, member, Fiche::new(qui, Mode::Liberal), Some(date(2024, 1, 1)))
        .await
        .unwrap();
    let me = rendez_vous::store::effecteurs::effecteur(&mut db.read(ctx).await.unwrap(), monde.effecteurs[0])
        .await
        .unwrap()
        .unwrap();
    let linked = rendez_vous::Effecteur {
        id: ctx.id(),
        adherent: Some(member),
        nom: "Dr Claire Roche".to_owned(),
        ..me
    };
    let effecteur = rendez_vous::keep_effecteur(ctx, db, linked).await.unwrap();
    for (objet, cents, unite) in
        [(Objet::Temps, 6_000, Unite::Heure), (Objet::CreneauGarde, 1_500, Unite::Unite)]
    {
        let cle = Cle {
            regime: Regime::RemunerationDeMission,
            objet,
            profession: String::new(),
            mission: Some(Mission::Acces),
            genre: String::new(),
            action: None,
        };
        let rate = Bareme {
            id: ctx.id(),
            cle,
            cents,
            unite,
            arrondi: Arrondi::Minute,
            du: date(2026, 1, 1),
            au: None,
            source: "Règlement".into(),
        };
        write_bareme(ctx, db, rate).await.unwrap();
    }
    let who = join(db, ctx, monde.planning, &[effecteur]).await[0];
    let first = halves(db, ctx, monde.planning).await[0].id;
    assign(ctx, db, false, first, who).await.unwrap();
    publish(ctx, db, false, monde.planning).await.unwrap();
    (Monde { gens: vec![who], ..monde }, first)
}

async fn lines(db: &Db, ctx: &Ctx) -> Vec<Indemnite> {
    use indemnites::store::lectures::{Filtre, lignes};
    lignes(&mut db.read(ctx).await.unwrap(), &Filtre::default(), 0, 100).await.unwrap()
}

/// Cents of what stands, in order.
async fn owed(db: &Db, ctx: &Ctx) -> Vec<i64> {
    let mut all: Vec<i64> =
        lines(db, ctx).await.iter().filter(|one| one.stands()).filter_map(Indemnite::cents).collect();
    all.sort_unstable();
    all
}

async fn minutes(db: &Db, ctx: &Ctx) -> Vec<u32> {
    let mut tx = db.read(ctx).await.unwrap();
    actes::store::latest(&mut tx, None, 100).await.unwrap().iter().map(|one| one.fait.minutes).collect()
}

each_engine! { SCHEMA;
    async fn a_half_day_kept_is_paid_once_and_corrected_wholly(db) {
        let (monde, first) = publie(&db).await;
        let (ctx, who) = (&monde.ctx, monde.gens[0]);
        let early = settle(ctx, &db, first, who, assuree(300, 0, 0)).await;
        assert!(matches!(early, Err(WriteError::PasPossible(_))), "{early:?}");
        let after = Ctx { now: instant(APRES), ..ctx.clone() };
        let said = testkit::race(8, || async { settle(&after, &db, first, who, assuree(300, 10, 4)).await }).await;
        assert!(said.iter().all(Result::is_ok), "the same thing said twice is once: {said:?}");
        assert_eq!(owed(&db, &after).await, [6_000, 30_000], "4 slots of 15 euros, 5 hours of 60");
        assert_eq!(minutes(&db, &after).await, [300]);
        settle(&after, &db, first, who, assuree(240, 10, 0)).await.unwrap();
        assert_eq!(owed(&db, &after).await, [24_000]);
        settle(&after, &db, first, who, Issue::NON_ASSUREE).await.unwrap();
        assert_eq!((owed(&db, &after).await, minutes(&db, &after).await), (vec![], vec![]));
        settle(&after, &db, first, who, assuree(300, 0, 0)).await.unwrap();
        assert_eq!((owed(&db, &after).await, minutes(&db, &after).await), (vec![30_000], vec![300]));
        let gone = remove(&after, &db, false, first, who).await;
        assert!(matches!(gone, Err(WriteError::PasPossible(_))), "who was there stays: {gone:?}");
    }

    async fn one_says_it_once_and_asks_the_office_to_correct_it(db) {
        let (monde, first) = publie(&db).await;
        let who = monde.gens[0];
        let me = Ctx { now: instant(APRES), rights: Rights::of([droits::PARTICIPER]), ..monde.ctx.clone() };
        settle(&me, &db, first, who, assuree(300, 0, 0)).await.unwrap();
        let again = settle(&me, &db, first, who, assuree(600, 0, 0)).await;
        assert!(matches!(again, Err(WriteError::PasPossible(_))), "{again:?}");
        let stranger = Ctx { actor: Actor::Personne(uuid::Uuid::from_u128(9)), ..me.clone() };
        let theirs = settle(&stranger, &db, first, who, Issue::NON_ASSUREE).await;
        assert!(matches!(theirs, Err(WriteError::Inconnu(_))), "{theirs:?}");
        for wrong in [assuree(0, 0, 0), assuree(1_441, 0, 0), assuree(60, 1, 2), assuree(60, 101, 0)] {
            let office = Ctx { now: instant(APRES), ..monde.ctx.clone() };
            let refused = settle(&office, &db, first, who, wrong).await;
            assert!(matches!(refused, Err(WriteError::Saisie(_))), "{refused:?}");
        }
        let other = halves(&db, &monde.ctx, monde.planning).await[1].id;
        let late = Ctx { now: instant("2026-04-01T08:00:00Z"), ..monde.ctx.clone() };
        let absent = settle(&late, &db, other, who, assuree(60, 0, 0)).await;
        assert!(matches!(absent, Err(WriteError::Inconnu(_))), "not on duty there: {absent:?}");
    }
}
