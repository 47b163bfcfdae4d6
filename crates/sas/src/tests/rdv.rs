//! Appointments that the platform says: booked, moved, cancelled; twice, late, in disorder, on a place that is gone.

use super::regulateurs::send;
use super::*;
use axum::http::Method;
use rendez_vous::rdv::Etat;
use serde_json::json;

const KIND: &str = "http://interopsante.org/fhir/CodeSystem/fr-v2-0203";

/// An appointment of half an hour as the platform says it.
pub(super) fn appointment(number: &str, status: &str, start: &str, updated: &str) -> Value {
    let begins = testkit::actors::instant(start);
    let ends = begins.checked_add(jiff::SignedDuration::from_mins(30)).unwrap();
    let kind = json!({ "coding": [{ "system": KIND, "code": "IDNPS" }] });
    let mut one = json!({
        "resourceType": "Appointment",
        "extension": [{
            "url": "http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator",
            "valueReference": { "identifier": { "type": kind, "system": IDNPS, "value": "3456780581/1" } },
        }],
        "identifier": [{ "system": "https://sas.example/rdv", "value": number }],
        "status": status,
        "start": begins.to_string(),
        "end": ends.to_string(),
        "participant": [{
            "actor": { "identifier": { "type": kind, "system": IDNPS, "value": format!("8{RPPS}") } },
            "status": "accepted",
        }],
    });
    if !updated.is_empty() {
        one["meta"] = json!({ "lastUpdated": updated });
    }
    one
}

async fn say(db: &Db, body: &Value) -> (u16, Value) {
    send(db, Method::POST, "/fhir/Appointment", body).await
}

/// What is held in a slot: states, oldest first.
async fn states(ctx: &Ctx, db: &Db, slot: Id<Creneau>) -> Vec<Etat> {
    let all = rendez_vous::store::rdvs::of_slot(&mut db.read(ctx).await.unwrap(), slot).await.unwrap();
    all.iter().map(|one| one.etat).collect()
}

const MONDAY: &str = "2026-03-02T17:00:00Z";
const TUESDAY: &str = "2026-03-03T17:00:00Z";

each_engine! { SCHEMA;
    async fn what_the_platform_books_takes_a_place_once(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        let body = appointment("a-1", "booked", MONDAY, "");
        let (status, made) = say(&db, &body).await;
        assert_eq!((status, &made["status"]), (201, &"booked".into()), "{made}");
        assert!(fhir::check::appointment(&made).iter().all(|one| one.severity != fhir::Severity::Error), "{made}");
        for _ in 0..3 {
            assert_eq!(say(&db, &body).await, (200, made.clone()));
        }
        assert_eq!(states(&ctx, &db, slot).await, [Etat::Pris]);
        let other = say(&db, &appointment("a-2", "booked", MONDAY, "")).await;
        assert_eq!((other.0, &other.1["issue"][0]["code"]), (409, &"conflict".into()), "{}", other.1);
        let read = send(&db, Method::GET, &format!("/fhir/Appointment/{}", made["id"].as_str().unwrap()), &json!("")).await;
        assert_eq!(read, (200, made));
        assert_eq!(search(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, &individual(RPPS)).await.1["total"], 0);
    }

    async fn a_cancelled_appointment_gives_its_place_back_and_its_booking_said_late_does_nothing(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        assert_eq!(say(&db, &appointment("a-1", "booked", MONDAY, "")).await.0, 201);
        let put = "/fhir/Appointment?identifier=https://sas.example/rdv%7Ca-1";
        let cancelled = appointment("a-1", "cancelled", MONDAY, "");
        for _ in 0..2 {
            let (status, said) = send(&db, Method::PUT, put, &cancelled).await;
            assert_eq!((status, &said["status"]), (200, &"cancelled".into()), "{said}");
        }
        assert_eq!(say(&db, &appointment("a-1", "booked", MONDAY, "")).await.1["status"], "cancelled");
        assert_eq!(states(&ctx, &db, slot).await, [Etat::Annule]);
        let free = search(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, &individual(RPPS)).await.1;
        assert_eq!(ids(&free), [slot.to_string()]);
        let other = send(&db, Method::PUT, put, &appointment("a-2", "cancelled", MONDAY, "")).await;
        assert_eq!(other.0, 422, "the number that is looked for is not that of the appointment");
    }

    async fn a_cancellation_that_comes_before_its_booking_wins(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        assert_eq!(say(&db, &appointment("a-1", "cancelled", MONDAY, "2026-03-02T08:30:00Z")).await.0, 201);
        let late = say(&db, &appointment("a-1", "booked", MONDAY, "2026-03-02T08:00:00Z")).await;
        assert_eq!((late.0, &late.1["status"]), (200, &"cancelled".into()));
        assert!(states(&ctx, &db, slot).await.is_empty());
        // Booked again after that, and said so.
        let again = say(&db, &appointment("a-1", "booked", MONDAY, "2026-03-02T08:45:00Z")).await;
        assert_eq!((again.0, &again.1["status"]), (200, &"booked".into()), "{}", again.1);
        assert_eq!(states(&ctx, &db, slot).await, [Etat::Pris]);
    }

    async fn a_moved_appointment_holds_the_new_place_and_no_longer_the_old_one(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let old = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        let new = creneau(&ctx, &db, who, TUESDAY, &[Visibilite::Snp]).await;
        assert_eq!(say(&db, &appointment("a-1", "booked", MONDAY, "2026-03-02T08:00:00Z")).await.0, 201);
        let moved = say(&db, &appointment("a-1", "booked", TUESDAY, "2026-03-02T08:10:00Z")).await;
        assert_eq!(moved.0, 200, "{}", moved.1);
        let late = say(&db, &appointment("a-1", "booked", MONDAY, "2026-03-02T08:05:00Z")).await;
        assert_eq!(late.0, 200);
        assert_eq!((states(&ctx, &db, old).await, states(&ctx, &db, new).await), (vec![Etat::Annule], vec![Etat::Pris]));
        // The new place is gone: the old one stays held.
        let full = creneau(&ctx, &db, who, "2026-03-04T17:00:00Z", &[Visibilite::Snp]).await;
        take(&ctx, &db, full).await;
        let refused = say(&db, &appointment("a-1", "booked", "2026-03-04T17:00:00Z", "2026-03-02T08:20:00Z")).await;
        assert_eq!((refused.0, states(&ctx, &db, new).await), (409, vec![Etat::Pris]));
    }

    async fn what_cannot_be_held_is_refused(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        creneau(&ctx, &db, who, MONDAY, &[Visibilite::Cpts]).await;
        set_reglage(&ctx, &db, &Reglage { ouvert: true, ..Reglage::default() }).await.unwrap();
        let hidden = say(&db, &appointment("a-1", "booked", MONDAY, "")).await;
        assert_eq!(hidden.0, 422, "kept for the CPTS: {}", hidden.1);
        assert_eq!(say(&db, &appointment("a-2", "booked", TUESDAY, "")).await.0, 422, "no slot then");
        assert_eq!(say(&db, &appointment("a-3", "noshow", MONDAY, "")).await.0, 422, "never heard of");
        let mut nobody = appointment("a-4", "booked", MONDAY, "");
        nobody["participant"][0]["actor"]["identifier"]["value"] = "810000000009".into();
        assert_eq!(say(&db, &nobody).await.0, 422);
        let mut patient = appointment("a-5", "booked", MONDAY, "");
        patient["participant"][0]["actor"]["reference"] = "Patient/1".into();
        assert_eq!(say(&db, &patient).await.0, 422, "no patient comes this way");
        assert_eq!(say(&db, &appointment("a-6", "booked", "2500-03-02T17:00:00Z", "")).await.0, 422);
        set_reglage(&ctx, &db, &Reglage::default()).await.unwrap();
        assert_eq!(say(&db, &appointment("a-1", "booked", MONDAY, "")).await.0, 422, "the CPTS closed the exchange");
    }

    async fn the_same_message_from_many_hands_at_once_is_one_appointment(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        let body = appointment("a-1", "booked", MONDAY, "");
        let done = testkit::race(6, || async { say(&db, &body).await.0 }).await;
        assert!(done.iter().all(|status| [200, 201].contains(status)), "{done:?}");
        assert_eq!(done.iter().filter(|status| **status == 201).count(), 1);
        assert_eq!(states(&ctx, &db, slot).await, [Etat::Pris]);
    }

    async fn what_became_of_it_is_taken_once_its_hour_came(db) {
        let (ctx, who) = cpts(&db, "velay-sud").await;
        let slot = creneau(&ctx, &db, who, MONDAY, &[Visibilite::Snp]).await;
        assert_eq!(say(&db, &appointment("a-1", "booked", MONDAY, "")).await.0, 201);
        let early = say(&db, &appointment("a-1", "noshow", MONDAY, "")).await;
        assert_eq!(early.0, 409, "{}", early.1);
        let mut evening = site(&db, "2026-03-02T19:00:00Z", Acces::Ouvert, "").await;
        let body = appointment("a-1", "noshow", MONDAY, "").to_string();
        let said = evening.send(Method::POST, "/fhir/Appointment", Some(body), &[]).await;
        assert_eq!(said.status, 200, "{}", said.body);
        assert_eq!(states(&ctx, &db, slot).await, [Etat::NonHonore]);
    }
}
