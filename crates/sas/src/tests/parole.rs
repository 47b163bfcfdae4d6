//! What the platform must be told: the state now, once, whatever happened in between.

use super::regulateurs::send;
use super::*;
use axum::http::Method;
use fhir::sas::{BookingStatus, Operator, OperatorKind};
use fhir::search::Token;
use rendez_vous::rdv::Etat;

/// What is held of an appointment that a regulator made on our page, of which nothing was said yet.
pub(super) fn held(ctx: &Ctx, rdv: Id<rendez_vous::RendezVous>) -> Annonce {
    let begins = testkit::actors::instant("2026-03-02T17:00:00Z");
    let token = |system: &str, value: &str| Token { system: system.to_owned(), value: value.to_owned() };
    Annonce {
        number: token("http://essai.test/rendez-vous", &rdv.to_string()),
        tenu: Some(annonce::Tenu { chez: ctx.cpts, rdv }),
        operator: Operator { kind: OperatorKind::National, number: token(IDNPS, "3456780581/1") },
        professionnel: fhir::NationalId::read(RPPS).unwrap(),
        debut: begins,
        fin: begins.checked_add(jiff::SignedDuration::from_mins(30)).unwrap(),
        statut: BookingStatus::Booked,
        marque: None,
        dit: None,
        change_le: ctx.now,
    }
}

async fn announced(ctx: &Ctx, db: &Db, slot: Id<Creneau>) -> Id<rendez_vous::RendezVous> {
    let rdv = take(ctx, db, slot).await;
    let mut tx = db.begin(ctx).await.unwrap();
    assert!(store::annonces::keep(&mut tx, &held(ctx, rdv)).await.unwrap());
    tx.record(db::Trace::new("essai", "annonce"));
    tx.commit().await.unwrap();
    rdv
}

each_engine! { SCHEMA;
    async fn the_platform_is_told_what_is_true_now(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let rdv = announced(&ctx, &db, slot).await;
        // Cancelled before anything was said: the platform hears of a cancelled appointment, and of nothing else.
        let first = parole(&ctx, &db, rdv).await.unwrap().unwrap();
        rendez_vous::cancel(&ctx, &db, rdv, "").await.unwrap();
        let word = parole(&ctx, &db, rdv).await.unwrap().unwrap();
        assert_eq!((first.statut, word.statut, word.premiere), (BookingStatus::Booked, BookingStatus::Cancelled, true));
        // The first word leaves late: what is true is said after it.
        said(&ctx, &db, &word).await.unwrap();
        said(&ctx, &db, &first).await.unwrap();
        let again = parole(&ctx, &db, rdv).await.unwrap().unwrap();
        assert_eq!((again.statut, again.premiere), (BookingStatus::Cancelled, false));
    }

    async fn every_outcome_has_its_word(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let rdv = announced(&ctx, &db, slot).await;
        let later = Ctx { now: testkit::actors::instant("2026-03-02T18:00:00Z"), ..ctx.clone() };
        let words = [(Etat::Honore, BookingStatus::Fulfilled), (Etat::NonHonore, BookingStatus::NoShow), (Etat::Redirige, BookingStatus::Cancelled)];
        for (etat, expected) in words {
            rendez_vous::settle(&later, &db, rdv, etat, "").await.unwrap();
            let word = parole(&later, &db, rdv).await.unwrap().unwrap();
            assert_eq!(word.statut, expected);
            said(&later, &db, &word).await.unwrap();
        }
    }

    async fn nothing_is_said_of_what_no_regulator_made_nor_of_what_the_platform_said(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let rdv = take(&ctx, &db, slot).await;
        assert_eq!(parole(&ctx, &db, rdv).await.unwrap(), None);
        let (status, made) = send(&db, Method::GET, &format!("/fhir/Appointment/{rdv}"), &Value::Null).await;
        assert_eq!(status, 404, "{made}");
    }

    async fn what_is_over_for_three_years_is_forgotten(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", &[Visibilite::Snp]).await;
        let rdv = announced(&ctx, &db, slot).await;
        for (email, active) in [("ouvert@test.com", true), ("ferme@test.com", false)] {
            let body = super::regulateurs::regulator(IDNPS, &email.replace('@', "/"), email, active, "");
            assert_eq!(send(&db, Method::POST, "/fhir/Practitioner", &body).await.0, 201);
        }
        let at = |text: &str| Ctx { now: testkit::actors::instant(text), ..ctx.clone() };
        assert_eq!(purge(&at("2029-03-01T00:00:00Z"), &db).await.unwrap(), 0);
        assert_eq!(purge(&at("2029-03-04T00:00:00Z"), &db).await.unwrap(), 2);
        assert_eq!(purge(&at("2029-03-04T00:00:00Z"), &db).await.unwrap(), 0);
        assert!(store::annonces::of_rdv(&mut db.read(&ctx).await.unwrap(), rdv).await.unwrap().is_none());
        let left = store::regulateurs::ouverts(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!(left, 1);
    }
}
