//! What a treasurer looks at, each kind once; the rest goes in one gesture.

use super::*;
use crate::alerte::{Examen, Nature};
use testkit::each_engine;

async fn seen(ctx: &Ctx, db: &Db, me: &Ctx) -> Examen {
    let mut tx = db.begin(me).await.unwrap();
    let by = crate::approve::approver(&mut tx).await.unwrap();
    drop(tx);
    examen(&mut db.read(ctx).await.unwrap(), &law(), Some(by), 2026).await.unwrap()
}

fn natures(seen: &Examen, who: Id<Adherent>) -> Vec<Nature> {
    seen.alertes.iter().filter(|one| one.personne == who).map(|one| one.nature).collect()
}

each_engine! { SCHEMA;
    async fn each_thing_to_check_is_said_and_the_rest_is_sure(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let day = date(2026, 2, 10);
        let sure = adherent(&ctx, &db, "Sara", &[]).await;
        give(&ctx, &db, sure, "Sara", IBAN).await;
        let poor = adherent(&ctx, &db, "Paul", &[]).await;
        let changed = adherent(&ctx, &db, "Chloé", &[]).await;
        give(&ctx, &db, changed, "Chloé", IBAN).await;
        note(&ctx, &db, changed, "Chloé", AUTRE_IBAN).await;
        let gone = adherent(&ctx, &db, "Gaël", &[]).await;
        give(&ctx, &db, gone, "Gaël", IBAN).await;
        let sam = member(&ctx, &db, Fiche::new(Qui::Personne { nom: "Roux".into(), prenom: "Sam".into() }, Mode::Salarie)).await;
        give(&ctx, &db, sam, "Sam", IBAN).await;
        let free = member(&ctx, &db, Fiche::new(Qui::Personne { nom: "Roux".into(), prenom: "Yves".into() }, Mode::Benevole)).await;
        give(&ctx, &db, free, "Yves", IBAN).await;
        let all = [sure, poor, changed, gone, sam, free];
        let evening = meeting(&ctx, &db, "Groupe", day).await;
        attend(&ctx, &db, evening, &all).await;
        adhesions::leave(&ctx, &db, gone, day, "Départ").await.unwrap();
        adhesions::call_cotisation(&ctx, &db, poor, 2026, Some(5_000)).await.unwrap();
        let now = seen(&ctx, &db, &ctx).await;
        assert_eq!(natures(&now, sure), []);
        assert_eq!(natures(&now, poor), [Nature::CotisationDue, Nature::CoordonneesManquantes]);
        assert_eq!(natures(&now, changed), [Nature::CoordonneesRecentes]);
        assert_eq!(natures(&now, gone), [Nature::HorsAdhesion]);
        assert_eq!(natures(&now, sam), [Nature::ConventionEchue]);
        assert_eq!(natures(&now, free), [Nature::SansBareme], "a volunteer loses no income");
        assert_eq!(now.resume(), (1, 1, 6_750));
        assert_eq!(now.only(Nature::SansBareme, free), [], "nothing is approved in spite of it");
        assert_eq!(now.only(Nature::CotisationDue, poor), [], "another alert keeps it waiting");
        let done = approve_all(&ctx, &db, &law(), Geste::SansAlerte, PAYDAY).await.unwrap();
        assert_eq!((done.lignes, done.au_dela), (1, 0));
        let done = approve_all(&ctx, &db, &law(), Geste::Malgre(Nature::HorsAdhesion, gone), PAYDAY).await.unwrap();
        assert_eq!(done.lignes, 1);
        assert_eq!(approve_all(&ctx, &db, &law(), Geste::SansAlerte, PAYDAY).await.unwrap().lignes, 0);
    }

    async fn twice_the_same_time_a_declaration_and_one_s_own_lines_are_said(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let day = date(2026, 2, 10);
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        attend(&ctx, &db, meeting(&ctx, &db, "Groupe A", day).await, &[nora]).await;
        assert_eq!(natures(&seen(&ctx, &db, &mine).await, nora), [Nature::AutoApprobation]);
        assert_eq!(natures(&seen(&ctx, &db, &ctx).await, nora), []);
        let told = Declaration { jour: day, objet: Objet::Temps, quantite: 60, mission: Mission::Acces, action: None, quoi: "Préparation".into(), profession: None };
        declare(&mine, &db, Uuid::from_u128(3), told, None).await.unwrap();
        let now = seen(&ctx, &db, &ctx).await;
        assert_eq!(natures(&now, nora), [Nature::Doublon, Nature::SansPresence]);
        assert_eq!(now.alertes[0].lignes.len(), 2, "both lines are shown");
        let later = Nouvelle { ..Nouvelle::new("Groupe B", Genre::GroupeDeTravail, day.at(20, 0, 0, 0), day.at(21, 0, 0, 0)) };
        let later = reunions::plan_reunion(&ctx, &db, later).await.unwrap();
        attend(&ctx, &db, later, &[nora]).await;
        let doubles = lectures::doublons(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(doubles.len(), 3, "a declaration says no hour: it may be any of them");
    }

    async fn the_ceiling_is_near_then_reached_with_what_waits(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        slots(&ctx, &db, nora, 1_450_000, 2).await;
        assert_eq!(natures(&seen(&ctx, &db, &ctx).await, nora), []);
        slots(&ctx, &db, nora, 1_450_000, 1).await;
        assert_eq!(natures(&seen(&ctx, &db, &ctx).await, nora), [Nature::PlafondProche]);
        assert_eq!(approve_all(&ctx, &db, &law(), Geste::Malgre(Nature::PlafondProche, nora), PAYDAY).await.unwrap().lignes, 3);
        slots(&ctx, &db, nora, 1_450_000, 1).await;
        assert_eq!(natures(&seen(&ctx, &db, &ctx).await, nora), [Nature::PlafondAtteint]);
        let unknown = examen(&mut db.read(&ctx).await.unwrap(), &law(), None, 2027).await.unwrap();
        assert_eq!(unknown.alertes[0].nature, Nature::PlafondInconnu);
    }
}
