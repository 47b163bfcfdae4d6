//! A regulator who comes from the platform.

use super::regulateurs::{regulator, send};
use super::*;
use axum::http::Method;
use rendez_vous::rdv::Etat;
use testkit::Visitor;

/// The account of the regulator of that address.
async fn opened(db: &Db, active: bool) -> String {
    let path = format!("/fhir/Practitioner?identifier={IDNPS}%7C3456780581/1");
    let body = regulator(IDNPS, "3456780581/1", "jules@test.com", active, "");
    assert!(send(db, Method::PUT, &path, &body).await.0 < 300);
    let ctx = testkit::actors::system();
    let found =
        store::regulateurs::of_number(&mut db.read(&ctx).await.unwrap(), "3456780581/1").await.unwrap();
    format!("{}~connecte", found[0].personne)
}

async fn there(db: &Db, session: &str) -> Visitor {
    site(db, "2026-03-02T09:00:00Z", Acces::Ouvert, session).await
}

each_engine! { SCHEMA;
    async fn a_regulator_takes_a_place_and_gives_it_back_and_the_platform_is_told_both(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let session = opened(&db, true).await;
        let mut jules = there(&db, &session).await;
        let here = format!("/velay-sud/sas?professionnel={who}&origin=sas");
        let page = jules.get(&here).await;
        assert!(page.status == 200 && page.body.contains("Claire Roche") && page.body.contains("1 place du Plot, 43000"), "{}", page.body);
        let order = ("cle", uuid::Uuid::from_u128(77).to_string());
        let (slot_id, who_id) = (slot.to_string(), who.to_string());
        let fields = [("creneau", slot_id.as_str()), ("professionnel", &who_id), ("origin", "sas"), (order.0, &order.1)];
        for _ in 0..2 {
            let done = jules.post("/velay-sud/sas", &fields).await;
            assert_eq!((done.status.as_u16(), done.location()), (303, here.as_str()), "{}", done.body);
        }
        let all = rendez_vous::store::rdvs::of_slot(&mut db.read(&ctx).await.unwrap(), slot).await.unwrap();
        assert_eq!(all.len(), 1, "the same form twice is one appointment");
        let rdv = all[0].id;
        let word = parole(&ctx, &db, rdv).await.unwrap().unwrap();
        let told: Value = serde_json::from_slice(&word.corps).unwrap();
        assert_eq!((word.premiere, &told["status"]), (true, &"booked".into()));
        assert_eq!(told["identifier"][0]["value"], rdv.to_string());
        assert!(told.to_string().contains("3456780581/1"), "who booked: {told}");
        assert!(fhir::check::appointment(&told).iter().all(|one| one.severity != fhir::Severity::Error), "{told}");
        said(&ctx, &db, &word).await.unwrap();
        assert_eq!(parole(&ctx, &db, rdv).await.unwrap(), None, "said once");
        let rdv_id = rdv.to_string();
        assert!(jules.get(&here).await.body.contains(&rdv_id));
        for _ in 0..2 {
            let done = jules.post("/velay-sud/sas/annulation", &[("rdv", &rdv_id), ("origin", "sas")]).await;
            assert_eq!(done.status, 303, "{}", done.body);
        }
        let word = parole(&ctx, &db, rdv).await.unwrap().unwrap();
        assert_eq!((word.premiere, word.statut), (false, fhir::sas::BookingStatus::Cancelled));
    }

    async fn only_an_open_regulator_from_the_platform_takes_what_is_shown_to_it(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let kept = creneau(&ctx, &db, who, "2026-03-02T18:00:00Z", &[Visibilite::Cpts]).await;
        set_reglage(&ctx, &db, &Reglage { ouvert: true, ..Reglage::default() }).await.unwrap();
        let session = opened(&db, true).await;
        let here = "/velay-sud/sas?origin=sas-preprod";
        let mut nobody = there(&db, "").await;
        let away = nobody.get(here).await;
        assert!(away.status == 303 && away.location().starts_with("/connexion?retour="), "{}", away.location());
        let mut other = there(&db, "coordination").await;
        assert_eq!(other.get(here).await.status, 404, "somebody of the CPTS is no regulator");
        let mut jules = there(&db, &session).await;
        let page = jules.get(here).await;
        assert!(page.body.contains(&slot.to_string()) && !page.body.contains(&kept.to_string()), "{}", page.body);
        assert_eq!(jules.get("/velay-sud/sas").await.status, 400, "not from the platform");
        assert_eq!(jules.get("/velay-sud/sas?origin=ailleurs").await.status, 400);
        let kept_id = kept.to_string();
        jules.post("/velay-sud/sas", &[("creneau", &kept_id), ("origin", "sas")]).await;
        let free = rendez_vous::store::creneaux::creneau(&mut db.read(&ctx).await.unwrap(), kept).await.unwrap();
        assert_eq!(free.unwrap().libres, 1, "kept for the CPTS");
        let theirs = take(&ctx, &db, slot).await.to_string();
        jules.post("/velay-sud/sas/annulation", &[("rdv", &theirs), ("origin", "sas")]).await;
        let held = rendez_vous::store::rdvs::rdv(&mut db.read(&ctx).await.unwrap(), theirs.parse().unwrap()).await.unwrap();
        assert_eq!(held.unwrap().etat, Etat::Pris, "somebody else’s appointment");
        opened(&db, false).await;
        assert_eq!(jules.get(here).await.status, 404, "the platform closed the account");
    }
}
