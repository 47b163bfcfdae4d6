//! What follows a card: the world changes under a plan, a card is taken back, nobody answers, a doctor stops, cannot be written to,
//! was mistaken.

use super::*;
use crate::propose::{keep, wanted};
use jiff::civil::date;

async fn open_of(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> Vec<Proposition> {
    store::propositions::ouvertes(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

async fn clock(ctx: &Ctx, db: &Db, now: &str) -> Result<Passage, WriteError> {
    let system =
        Ctx { now: instant(now), ids: kernel::Ids::Random, ..testkit::actors::system().within(ctx.cpts) };
    tick(&app(db, now).await, &system).await
}

async fn change(ctx: &Ctx, db: &Db, id: Id<Medecin>, how: impl FnOnce(&mut Medecin)) {
    let mut tx = db.begin(ctx).await.unwrap();
    let mut one = store::medecins::medecin(&mut tx, id).await.unwrap().unwrap();
    how(&mut one);
    assert!(store::medecins::change(&mut tx, &one, None).await.unwrap());
    tx.record(db::Trace::new("essai", "medecin"));
    tx.commit().await.unwrap();
}

async fn offre_of(ctx: &Ctx, db: &Db, id: Id<Medecin>) -> Offre {
    store::medecins::medecin(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap().offre
}

/// Every card of the plan of now is made.
async fn prepare(ctx: &Ctx, db: &Db) -> u32 {
    let atlas = atlas(db).await;
    let seen = plan(ctx, db, &atlas, &Essai::default()).await.unwrap();
    propose(ctx, db, &atlas, &Choix::Vu(seen.empreinte())).await.unwrap()
}

each_engine! { SCHEMA;
    async fn what_changed_while_a_plan_was_computed_is_not_made(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let other = medecin(&ctx, &db, "Paul Favier", 0).await;
        let mut homes = Vec::new();
        for _ in 0..5 {
            homes.push(foyer(&ctx, &db, 1, 1952).await);
        }
        let atlas = atlas(&db).await;
        let all = Choix::Paires(homes.iter().map(|(home, _)| (*home, doctor)).collect());
        let (matiere, poses) = wanted(&ctx, &db, &atlas, &patients(), &all).await.unwrap();
        assert_eq!(poses.len(), 5);
        // One stops looking, one has another doctor’s card, one is corrected a minute later, one place is left.
        close(&ctx, &db, homes[0].1[0], Cloture::Renonce, None).await.unwrap();
        envoyee(&ctx, &db, homes[1].0, other, 1).await;
        let later = at(&ctx, "2026-03-02T08:01:00Z");
        let mut tx = db.begin(&later).await.unwrap();
        let coffre = Coffre::new(db.secret(), ctx.cpts);
        let one = store::demandes::demande(&mut tx, &coffre, homes[2].1[0]).await.unwrap().unwrap();
        store::demandes::set_situation(&mut tx, &coffre, &one).await.unwrap();
        tx.record(db::Trace::new("essai", "demande"));
        tx.commit().await.unwrap();
        declare_places(&ctx, &db, doctor, 1, offre_of(&ctx, &db, doctor).await).await.unwrap();
        assert_eq!(keep(&ctx, &db, &matiere, &poses).await.unwrap(), 1);
        assert_eq!(keep(&ctx, &db, &matiere, &poses).await.unwrap(), 0, "no place left");
        let made = open_of(&ctx, &db, doctor).await;
        assert!(made.len() == 1 && [homes[3].0, homes[4].0].contains(&made[0].foyer));
        // The doctor takes other people than those of the plan: none of it is made.
        withdraw_carte(&ctx, &db, made[0].id).await.unwrap();
        let young = Offre { ages: (0, 15), ..offre_of(&ctx, &db, doctor).await };
        declare_places(&ctx, &db, doctor, 5, young).await.unwrap();
        assert_eq!(keep(&ctx, &db, &matiere, &poses).await.unwrap(), 0);
    }

    async fn the_clock_does_not_make_again_what_the_office_took_back(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let (home, _) = foyer(&ctx, &db, 1, 1952).await;
        assert_eq!(prepare(&ctx, &db).await, 1);
        withdraw_carte(&ctx, &db, open_of(&ctx, &db, doctor).await[0].id).await.unwrap();
        assert_eq!(clock(&ctx, &db, "2026-03-02T11:00:00Z").await.unwrap().preparees, 0);
        assert_eq!(prepare(&at(&ctx, "2026-03-02T09:00:00Z"), &db).await, 1, "the office may");
        // Taken back because the doctor lowered their places: the next is asked.
        declare_places(&ctx, &db, doctor, 0, offre_of(&ctx, &db, doctor).await).await.unwrap();
        let next = medecin(&ctx, &db, "Paul Favier", 5).await;
        assert_eq!(clock(&ctx, &db, "2026-03-02T11:05:00Z").await.unwrap().preparees, 1);
        assert_eq!(open_of(&ctx, &db, next).await[0].foyer, home);
    }

    async fn without_a_next_doctor_the_silent_one_is_asked_again_a_month_later(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let (home, _) = foyer(&ctx, &db, 1, 1952).await;
        envoyee(&at(&ctx, "2026-03-02T11:00:00Z"), &db, home, doctor, 1).await;
        let first = clock(&ctx, &db, "2026-03-09T11:00:00Z").await.unwrap();
        assert_eq!((first.expirees, first.preparees), (1, 0));
        assert_eq!(clock(&ctx, &db, "2026-04-08T11:00:00Z").await.unwrap().preparees, 0);
        assert_eq!(clock(&ctx, &db, "2026-04-09T11:00:00Z").await.unwrap().preparees, 1);
    }

    async fn those_of_most_priority_leave_first(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 20).await;
        let mut old = std::collections::BTreeSet::new();
        for n in 0..12 {
            let (home, _) = foyer(&ctx, &db, 1, if n % 4 == 0 { 1940 } else { 1990 }).await;
            if n % 4 == 0 {
                old.insert(home);
            }
        }
        assert_eq!(prepare(&ctx, &db).await, 12);
        assert_eq!(send_cartes(&ctx, &db, false, true).await.unwrap().cartes, 3);
        let left = store::cartes::envoyees(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap();
        assert_eq!(left.iter().map(|one| one.foyer).collect::<std::collections::BTreeSet<_>>(), old);
    }

    async fn a_doctor_whom_no_message_reaches_is_called_and_does_not_block_the_household(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        change(&ctx, &db, doctor, |one| {
            one.courriel = None;
            one.telephone = Some("0471000000".parse().unwrap());
        }).await;
        let (home, ids) = foyer(&ctx, &db, 1, 1952).await;
        assert_eq!(prepare(&ctx, &db).await, 1);
        let left = clock(&ctx, &db, "2026-03-02T11:00:00Z").await.unwrap().depart;
        assert_eq!((left.cartes, left.sans_adresse), (1, vec!["Dr Claire Roche".to_owned()]));
        let card = open_of(&ctx, &db, doctor).await.remove(0);
        assert_eq!(card.reponse, Reponse::Envoyee);
        let mut desk = browser(&db, "2026-03-02T12:00:00Z", "coordination").await;
        let list = desk.get("/essai/espace/medecin-traitant/cartes").await;
        assert!(list.body.contains("Des médecins à appeler") && list.body.contains("tel:0471000000"), "{}", list.body);
        let page = desk.get(&format!("/essai/espace/medecin-traitant/cartes/{}", card.id)).await;
        assert!(page.body.contains("tel:0471000000"), "{}", page.body);
        let next = medecin(&ctx, &db, "Paul Favier", 5).await;
        let after = clock(&ctx, &db, "2026-03-09T11:00:00Z").await.unwrap();
        assert_eq!((after.expirees, after.preparees), (1, 1));
        assert_eq!(open_of(&ctx, &db, next).await[0].foyer, home);
        assert_eq!(phase(&ctx, &db, ids[0]).await, Phase::Attente);
    }

    async fn a_doctor_who_has_stopped_takes_nobody_and_their_cards_go_to_the_next(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 5).await;
        let (home, ids) = foyer(&ctx, &db, 1, 1952).await;
        let card = envoyee(&ctx, &db, home, doctor, 1).await;
        change(&ctx, &db, doctor, |one| one.depart_le = Some(date(2026, 3, 3))).await;
        let gone = at(&ctx, "2026-03-03T08:00:00Z");
        assert!(matches!(yes(&gone, &db, card).await, Err(WriteError::PasPossible(_))));
        assert_eq!((phase(&ctx, &db, ids[0]).await, prises(&ctx, &db, doctor).await), (Phase::Attente, 0));
        let next = medecin(&ctx, &db, "Paul Favier", 5).await;
        assert_eq!(clock(&ctx, &db, "2026-03-02T22:59:00Z").await.unwrap().preparees, 0, "not before midnight in Paris");
        assert_eq!(clock(&ctx, &db, "2026-03-02T23:00:00Z").await.unwrap().preparees, 1);
        assert_eq!((reponse(&ctx, &db, card).await, open_of(&ctx, &db, next).await.len()), (Reponse::Retiree, 1));
    }

    async fn a_step_that_fails_stops_neither_the_other_doctors_nor_erasure(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let (_, gone) = foyer(&ctx, &db, 1, 1952).await;
        close(&ctx, &db, gone[0], Cloture::Renonce, None).await.unwrap();
        // Households of whom nobody can be told anything: nothing is kept of who they are.
        for n in 0..4 {
            let doctor = medecin(&ctx, &db, &format!("Roche {n}"), 1).await;
            let one = demande(&ctx, 1952, &[]);
            let (home, _) = if n == 3 { foyer(&ctx, &db, 1, 1952).await } else { (one.foyer, vec![]) };
            let mut tx = db.begin(&ctx).await.unwrap();
            if n < 3 {
                assert!(store::demandes::keep(&mut tx, &coffre, &one, None).await.unwrap());
            }
            let card = blank(&ctx, home, doctor);
            assert!(store::propositions::keep(&mut tx, &card, None).await.unwrap());
            tx.record(db::Trace::new("essai", "carte"));
            tx.commit().await.unwrap();
        }
        assert!(clock(&ctx, &db, "2027-03-02T11:00:00Z").await.is_err());
        let mut tx = db.read(&ctx).await.unwrap();
        let sent = db::journal::latest(&mut tx, i64::MAX, 100).await.unwrap();
        assert_eq!(sent.iter().filter(|one| one.action == "medecin_traitant.cartes_envoyees").count(), 1);
        assert_eq!(store::demandes::demande(&mut tx, &coffre, gone[0]).await.unwrap(), None, "erased on time");
    }

    async fn a_no_said_by_mistake_is_taken_back_until_another_says_yes(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let (home, ids) = foyer(&ctx, &db, 1, 1952).await;
        assert_eq!(prepare(&ctx, &db).await, 1);
        send_cartes(&ctx, &db, false, true).await.unwrap();
        let (path, mut phone) = (lien(&ctx, &db).await, browser(&db, "2026-03-02T08:00:00Z", "").await);
        let id = open_of(&ctx, &db, doctor).await[0].id;
        let card = id.to_string();
        let bad = phone.post(&path, &[("geste", "pas_maintenant"), ("carte", &card), ("revenir_le", "un de ces jours")]).await;
        assert_eq!(bad.status, 303);
        assert_eq!(reponse(&ctx, &db, id).await, Reponse::Envoyee, "no month is taken for a day that is not read");
        assert_eq!(phone.post(&path, &[("geste", "non"), ("carte", &card), ("motif", "distance")]).await.status, 303);
        assert!(phone.get(&path).await.body.contains("Je me suis trompé"));
        assert_eq!(phone.post(&path, &[("geste", "reprendre"), ("carte", &card)]).await.status, 303);
        assert_eq!(reponse(&ctx, &db, id).await, Reponse::Envoyee);
        assert!(matches!(reopen_carte(&ctx, &db, id, Voie::Bureau).await, Err(WriteError::PlusOuverte)), "it waits already");
        answer_carte(&ctx, &db, id, Avis::PasMaintenant(None), Voie::Bureau).await.unwrap();
        let other = medecin(&ctx, &db, "Paul Favier", 3).await;
        let theirs = envoyee(&ctx, &db, home, other, 1).await;
        let done = testkit::race(2, || async { reopen_carte(&ctx, &db, id, Voie::Bureau).await.is_ok() }).await;
        assert_eq!(done.iter().filter(|done| **done).count(), 1, "once");
        let next = AtomicUsize::new(0);
        let both = [id, theirs];
        let said = testkit::race(2, || async { yes(&ctx, &db, both[next.fetch_add(1, Ordering::Relaxed)]).await }).await;
        assert_eq!(said.iter().filter(|one| one.is_ok()).count(), 1, "{said:?}");
        assert_eq!(prises(&ctx, &db, doctor).await + prises(&ctx, &db, other).await, 1);
        let lost = if reponse(&ctx, &db, id).await == Reponse::Oui { theirs } else { id };
        assert!(reopen_carte(&ctx, &db, lost, Voie::Bureau).await.is_err());
        assert_eq!(phase(&ctx, &db, ids[0]).await, Phase::Acceptee);
    }

    async fn places_and_pauses_are_said_by_the_link_of_the_cards_which_lives_as_long_as_they_wait(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let ctx = bureau(&ctx);
        set_reglage(&ctx, &db, &Reglage { jours_pour_repondre: 60, ..Reglage::default() }).await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        foyer(&ctx, &db, 1, 1952).await;
        assert_eq!(prepare(&ctx, &db).await, 1);
        send_cartes(&ctx, &db, false, true).await.unwrap();
        let path = lien(&ctx, &db).await;
        let mut phone = browser(&db, "2026-04-20T08:00:00Z", "").await;
        let page = phone.get(&path).await;
        assert!(page.status == 200 && page.body.contains("ou faire une pause"), "{}", page.body);
        let wrong = phone.post(&path, &[("geste", "places"), ("prises", "0"), ("restantes", "-3"), ("quand", "maintenant"), ("jours", "0")]).await;
        assert_eq!(wrong.status, 422, "{}", wrong.body);
        let right = [
            ("geste", "places"), ("prises", "0"), ("restantes", "2"), ("quand", "maintenant"), ("jours", "0"), ("rythme", "1"),
            ("pause_du", "2026-07-01"), ("pause_au", "2026-08-31"),
        ];
        assert_eq!(phone.post(&path, &right).await.status, 303);
        let kept = offre_of(&ctx, &db, doctor).await;
        assert_eq!((kept.places, kept.rythme, kept.pause.is_some()), (2, 1, true));
    }
}
