//! Nobody who was called is left without a way to vote: the meeting moves, an address is corrected, somebody comes in late.

use super::*;
use crate::seance as meeting;
use testkit::{Visitor, each_engine};

/// The paths of the letters to that person whose subject starts so, in the order in which they left.
async fn paths(ctx: &Ctx, db: &Db, to: &str, objet: &str) -> Vec<String> {
    let sent = letters(ctx, db).await;
    let mine = sent.iter().filter(|one| one.vers.to_string() == to && one.objet.starts_with(objet));
    mine.map(|one| one.chemin.clone().unwrap()).collect()
}

fn phone(db: &Db, now: &str) -> Visitor {
    let app = testsite::builder(db, instant(now), RIGHTS).modules(&[comptes::module(), module()]).build();
    testsite::visitor(&app, (comptes::module().routes)().and((module().routes)()), "")
}

fn desk(db: &Db) -> Visitor {
    let app = testsite::builder(db, instant("2026-02-09T08:00:00Z"), RIGHTS).modules(&[module()]).build();
    testsite::visitor(&app, (module().routes)(), &format!("{}~coordination", Uuid::from_u128(1)))
}

/// Their record says that they are reached there now.
async fn reached(ctx: &Ctx, db: &Db, who: Id<Adherent>, courriel: &str) {
    let known = adhesions::adherent(&mut db.read(ctx).await.unwrap(), who).await.unwrap().unwrap();
    let fiche = Fiche { courriel: Some(courriel.parse().unwrap()), ..known.fiche() };
    adhesions::change_adherent(ctx, db, who, &known.empreinte(), fiche).await.unwrap();
}

/// The meeting below takes place six weeks later.
async fn moved(ctx: &Ctx, db: &Db, id: Id<Seance>) -> Uuid {
    let known = vue(ctx, db, id).await.reunion;
    let (debut, fin) = (date(2026, 4, 16).at(20, 0, 0, 0), date(2026, 4, 16).at(22, 0, 0, 0));
    let later = reunions::Nouvelle { debut, fin, ..known.nouvelle() };
    reunions::change_reunion(ctx, db, known.id, known.change_le, later, reunions::Portee::Celle)
        .await
        .unwrap();
    known.id.uuid()
}

each_engine! { SCHEMA;
    async fn a_meeting_that_moves_sends_each_member_a_link_good_until_its_new_date(db) {
        let ctx = cpts(&db, "velay").await;
        adherents(&ctx, &db, 4, true).await;
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        let old = paths(&ctx, &db, "luc1@exemple.fr", "Convocation").await.remove(0);
        assert_eq!(phone(&db, "2026-02-10T08:00:00Z").get(&old).await.status, 200);
        let reunion = moved(&ctx, &db, id).await;
        let worker = Ctx { now: ctx.now, ..system().within(ctx.cpts) };
        for _ in 0..2 {
            follow_reunion(&worker, &db, reunion).await.unwrap();
        }
        let new = paths(&ctx, &db, "luc1@exemple.fr", "Séance déplacée").await;
        assert_eq!(new.len(), 1, "told once, however often the event comes");
        let mut evening = phone(&db, "2026-04-16T17:00:00Z");
        assert_ne!(evening.get(&old).await.status, 200);
        let page = evening.get(&new[0]).await;
        assert!(page.status == 200 && page.body.contains("vous êtes convoqué le 16\u{a0}avril 2026"), "{}", page.body);
        assert_eq!(evening.post(&new[0], &[("geste", "repondre"), ("reponse", "vient")]).await.status, 303);
        let all = letters(&ctx, &db).await;
        let told = all.iter().find(|one| one.objet.starts_with("Séance déplacée")).unwrap();
        assert!(told.calendrier.as_ref().unwrap().texte.contains("SEQUENCE:1\r\n"));
        assert!(told.texte.contains("qui ne sert plus"));
    }

    async fn a_meeting_that_is_not_called_or_no_meeting_of_ours_sends_nothing(db) {
        let ctx = cpts(&db, "velay").await;
        adherents(&ctx, &db, 2, true).await;
        let (ag, id) = (ag(&ctx, &db).await, ctx.id());
        plan_seance(&ctx, &db, id, ag, soir(TODAY), None).await.unwrap();
        let reunion = moved(&ctx, &db, id).await;
        follow_reunion(&ctx, &db, reunion).await.unwrap();
        follow_reunion(&ctx, &db, Uuid::from_u128(77)).await.unwrap();
        assert!(letters(&ctx, &db).await.is_empty());
        let early = resend(&ctx, &db, Appel::Seance(id), None).await;
        assert!(matches!(early, Err(WriteError::Seance(meeting::Refus::PasConvoquee))));
    }

    async fn a_corrected_address_receives_a_new_link_and_the_old_one_dies(db) {
        let ctx = cpts(&db, "velay").await;
        let mut all = adherents(&ctx, &db, 2, true).await;
        all.push(adherent(&ctx, &db, 3, false).await);
        let ag = ag(&ctx, &db).await;
        let (id, _) = seance(&ctx, &db, ag).await;
        let wrong = paths(&ctx, &db, "luc1@exemple.fr", "Convocation").await.remove(0);
        reached(&ctx, &db, all[0], "luc.nom@exemple.fr").await;
        let mut claire = desk(&db);
        let here = format!("/velay/espace/gouvernance/seances/{id}");
        assert!(claire.get(&here).await.body.contains("à convoquer par la lettre\u{a0}: Luc Nom03"));
        let again = format!("{here}/renvoi");
        assert_eq!(claire.post(&again, &[("qui", &all[0].to_string())]).await.status, 303);
        let right = paths(&ctx, &db, "luc.nom@exemple.fr", "Convocation").await;
        assert_eq!(right.len(), 1);
        let mut telephone = phone(&db, "2026-02-10T08:00:00Z");
        assert_ne!(telephone.get(&wrong).await.status, 200);
        assert_eq!(telephone.get(&right[0]).await.status, 200);
        assert_eq!(paths(&ctx, &db, "luc2@exemple.fr", "Convocation").await.len(), 1, "nobody else");
        reached(&ctx, &db, all[2], "luc3@exemple.fr").await;
        adherent(&ctx, &db, 4, true).await;
        assert_eq!(claire.post(&again, &[("qui", "")]).await.status, 303);
        assert!(claire.get(&here).await.body.contains("4\u{a0}nouveaux liens partent."));
        for n in [3, 4] {
            assert_eq!(paths(&ctx, &db, &format!("luc{n}@exemple.fr"), "Convocation").await.len(), 1, "{n}");
        }
        let page = claire.get(&here).await.body;
        assert!(!page.contains("à convoquer par la lettre"), "all have one now");
        let plain = member(&ctx, 101);
        assert!(matches!(resend(&plain, &db, Appel::Seance(id), None).await, Err(WriteError::Denied(_))));
        let nobody = resend(&ctx, &db, Appel::Seance(id), Some(ctx.id())).await;
        assert!(matches!(nobody, Err(WriteError::Inconnu(_))));
    }

    async fn the_link_of_a_consultation_is_sent_again_while_it_runs(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 3, true).await;
        let ag = ag(&ctx, &db).await;
        let cadre = Cadre::Consultation(ag, date(2026, 2, 9), date(2026, 2, 20));
        let id = ctx.id();
        prepare_scrutin(&ctx, &db, id, &Projet { cadre, ..projet(ctx.id(), Mode::Nominatif) }).await.unwrap();
        assert!(resend(&ctx, &db, Appel::Consultation(id), None).await.is_err(), "not open");
        open_scrutin(&ctx, &db, id).await.unwrap();
        let old = paths(&ctx, &db, "luc1@exemple.fr", "Votre avis").await.remove(0);
        reached(&ctx, &db, all[0], "luc.nom@exemple.fr").await;
        let again = format!("/velay/espace/gouvernance/scrutins/{id}/renvoi");
        assert_eq!(desk(&db).post(&again, &[("qui", &all[0].to_string())]).await.status, 303);
        let new = paths(&ctx, &db, "luc.nom@exemple.fr", "Votre avis").await.remove(0);
        let mut telephone = phone(&db, "2026-02-10T08:00:00Z");
        assert_ne!(telephone.get(&old).await.status, 200);
        let ballot = [("geste", "voter"), ("scrutin", &id.to_string()), (&format!("v-{}", all[0]), "0")];
        assert_eq!(telephone.post(&new, &ballot).await.status, 303);
        let over = Ctx { now: instant("2026-02-21T08:00:00Z"), ..ctx.clone() };
        assert!(resend(&over, &db, Appel::Consultation(id), None).await.is_err(), "its last day passed");
    }
}
