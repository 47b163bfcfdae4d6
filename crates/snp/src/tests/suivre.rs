//! From a question to an answer, from the clock to an alert, from an issue to an act.

use super::*;
use crate::demande::Refus;
use crate::store::sollicitations;
use db::{Db, Value};
use rendez_vous::{Effecteur, RdvRegle};

/// A call whose own doctor offers slots here.
async fn suivie(ctx: &Ctx, db: &Db, who: Id<Effecteur>) -> Id<Demande> {
    let mut new = nouvelle(ctx);
    new.situation.medecin_traitant = MedecinTraitant::Effecteur(who);
    receive(ctx, db, new).await.unwrap().id
}

async fn asked(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Vec<Sollicitation> {
    sollicitations::de(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

/// Acts that count, by theme.
async fn acts(ctx: &Ctx, db: &Db, quoi: Etape) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM snp_etape WHERE cpts = $1 AND quoi = $2";
    let mut tx = db.read(ctx).await.unwrap();
    let values = [Value::from(ctx.cpts), Value::from(quoi.code())];
    tx.must_row(sql, &values).await.unwrap().get("n").unwrap()
}

each_engine! { SCHEMA;
    async fn the_own_doctor_has_the_hand_until_the_countdown_ends(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let other = effecteur(&ctx, &db, "Paul Vidal").await;
        let id = suivie(&ctx, &db, who).await;
        let until = ask_mt(&ctx, &db, id, false).await.unwrap();
        assert_eq!(until, instant("2026-03-02T08:20:00Z"));
        let slot = creneau(&ctx, &db, other, "2026-03-02T17:00:00Z", 1).await;
        assert!(matches!(place(&ctx, &db, id, slot, cle(&ctx)).await, Err(WriteError::Demande(Refus::MtInterroge))));
        assert_eq!(tick(&ctx, &db).await.unwrap(), Passage::default());
        let late = at(&ctx, "2026-03-02T08:20:00Z");
        let done = testkit::race(4, || async { tick(&late, &db).await.unwrap().elargies }).await;
        assert_eq!(done.iter().sum::<u32>(), 1);
        assert_eq!(phase(&ctx, &db, id).await, Phase::Elargie);
        let question = asked(&ctx, &db, id).await[0].id;
        assert!(matches!(answer(&late, &db, question, true).await, Err(WriteError::Demande(Refus::DejaPrise))));
        place(&late, &db, id, slot, cle(&ctx)).await.unwrap();
        let none = demande(&ctx, &db).await;
        assert!(matches!(ask_mt(&ctx, &db, none, false).await, Err(WriteError::PasPossible(_))));
    }

    async fn a_no_of_the_own_doctor_gives_the_hand_to_all_and_a_yes_takes_the_request(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        for (oui, then) in [(false, Phase::Elargie), (true, Phase::Prise)] {
            let id = suivie(&ctx, &db, who).await;
            ask_mt(&ctx, &db, id, false).await.unwrap();
            let question = asked(&ctx, &db, id).await[0].id;
            answer(&ctx, &db, question, oui).await.unwrap();
            answer(&ctx, &db, question, oui).await.unwrap();
            assert_eq!(phase(&ctx, &db, id).await, then);
        }
    }

    async fn of_all_who_are_asked_the_first_takes_it(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let mut all = vec![who];
        for nom in ["Paul Vidal", "Anne Brun", "Luc Favier"] {
            all.push(effecteur(&ctx, &db, nom).await);
        }
        let id = demande(&ctx, &db).await;
        assert_eq!(broadcast(&ctx, &db, id, &all, false).await.unwrap(), 4);
        assert_eq!(broadcast(&ctx, &db, id, &all, false).await.unwrap(), 0, "asked once");
        let sent: Vec<comptes::MessageDemande> = events(&db, &ctx).await;
        assert_eq!(sent.len(), 4);
        assert!(sent.iter().all(|one| !one.texte.contains("Chaussegros") && one.chemin.is_some()));
        let questions = asked(&ctx, &db, id).await;
        let turn = std::sync::atomic::AtomicUsize::new(0);
        let said = testkit::race(4, || async {
            let mine = questions[turn.fetch_add(1, std::sync::atomic::Ordering::SeqCst)].id;
            answer(&ctx, &db, mine, true).await
        })
        .await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(said.iter().flat_map(|one| one.as_ref().err()).all(|one| matches!(one, WriteError::Demande(Refus::DejaPrise))));
        assert_eq!(phase(&ctx, &db, id).await, Phase::Prise);
        cancel(&ctx, &db, id, "ne peut plus").await.unwrap();
        assert_eq!(broadcast(&ctx, &db, id, &all, false).await.unwrap(), 4, "asked again");
        let second = asked(&ctx, &db, id).await.into_iter().find(|one| one.reponse.is_none()).unwrap();
        answer(&ctx, &db, second.id, true).await.unwrap();
        let stranger = Ctx { actor: Actor::Lien(Uuid::from_u128(7)), ..ctx.clone() };
        assert!(matches!(answer(&stranger, &db, second.id, false).await, Err(WriteError::LienPerdu)));
    }

    async fn deadlines_are_told_once_each(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        demande(&ctx, &db).await;
        let placed = demande(&ctx, &db).await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        place(&ctx, &db, placed, slot, cle(&ctx)).await.unwrap();
        for (now, alertes, escalades) in
            [("2026-03-03T03:59:59Z", 0, 0), ("2026-03-03T04:00:00Z", 1, 0), ("2026-03-03T07:59:59Z", 0, 0), ("2026-03-03T08:00:00Z", 0, 1)]
        {
            let later = at(&ctx, now);
            let done = testkit::race(3, || async { tick(&later, &db).await.unwrap() }).await;
            let told = (done.iter().map(|one| one.alertes).sum::<u32>(), done.iter().map(|one| one.escalades).sum::<u32>());
            assert_eq!(told, (alertes, escalades), "{now}");
        }
        let (near, passed): (Vec<DelaiProche>, Vec<DelaiPasse>) = (events(&db, &ctx).await, events(&db, &ctx).await);
        assert_eq!((near.len(), passed.len()), (1, 1));
    }

    async fn care_given_is_one_act_whoever_says_so_and_said_wrong_it_is_taken_back(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let id = demande(&ctx, &db).await;
        assert!(matches!(note_issue(&ctx, &db, id, Issue::Honoree).await, Err(WriteError::Demande(Refus::SansPlace))));
        place(&ctx, &db, id, slot, cle(&ctx)).await.unwrap();
        assert!(matches!(note_issue(&ctx, &db, id, Issue::Honoree).await, Err(WriteError::PasPossible(_))), "not begun");
        let later = at(&ctx, "2026-03-02T17:10:00Z");
        note_issue(&later, &db, id, Issue::Honoree).await.unwrap();
        note_issue(&later, &db, id, Issue::Honoree).await.unwrap();
        let told: Vec<RdvRegle> = events(&db, &ctx).await;
        assert!(!follow_rdv(&later, &db, &told[0]).await.unwrap(), "told twice is once");
        assert_eq!((phase(&ctx, &db, id).await, acts(&ctx, &db, Etape::Honoree).await), (Phase::Honoree, 1));
        let wrong = RdvRegle { etat: "non_honore".to_owned(), ..told[0].clone() };
        assert!(follow_rdv(&later, &db, &wrong).await.unwrap());
        assert_eq!(phase(&ctx, &db, id).await, Phase::NonHonoree);
        assert!(follow_rdv(&later, &db, &told[0]).await.unwrap(), "seen after all: another act");
        assert_eq!(acts(&ctx, &db, Etape::Honoree).await, 2);
    }

    async fn a_red_flag_is_handed_over_once_with_its_trace(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demande(&ctx, &db).await;
        assert!(matches!(transmit_15(&ctx, &db, id, [].into(), "rien").await, Err(WriteError::Demande(Refus::SansAlarme))));
        let flags = || ["thorax".to_owned()].into();
        assert!(matches!(transmit_15(&ctx, &db, id, flags(), " ").await, Err(WriteError::Saisie(_))));
        testkit::race(4, || async { transmit_15(&ctx, &db, id, flags(), "douleur depuis 1 h").await.unwrap() }).await;
        assert!(matches!(transmit_15(&ctx, &db, id, flags(), "autre chose").await, Err(WriteError::DejaNote)));
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        let kept = store::transmissions::de(&mut db.read(&ctx).await.unwrap(), &coffre, id).await.unwrap().unwrap();
        assert_eq!((kept.0.dit.as_str(), kept.1, kept.2), ("douleur depuis 1 h", author(&ctx), ctx.now));
        assert_eq!((phase(&ctx, &db, id).await, acts(&ctx, &db, Etape::Transmise15).await), (Phase::Transmise15, 1));
    }

    async fn a_request_waits_for_a_call_or_is_given_up(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let id = demande(&ctx, &db).await;
        note_rappel(&ctx, &db, id).await.unwrap();
        note_rappel(&ctx, &db, id).await.unwrap();
        assert_eq!(phase(&ctx, &db, id).await, Phase::Rappel);
        widen(&ctx, &db, id).await.unwrap();
        close(&ctx, &db, id, "va mieux").await.unwrap();
        close(&ctx, &db, id, "va mieux").await.unwrap();
        assert!(matches!(note_rappel(&ctx, &db, alarme(&ctx, &db).await).await, Err(WriteError::Demande(Refus::Alarme))));
        let reader = Ctx { rights: kernel::Rights::of([droits::VOIR]), ..ctx.clone() };
        assert!(matches!(close(&reader, &db, id, "non").await, Err(WriteError::Denied(_))));
    }
}
