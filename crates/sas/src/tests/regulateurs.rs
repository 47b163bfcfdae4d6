//! Regulators that the platform sends: opened, changed, closed; the same twice, late, in disorder.

use super::*;
use axum::http::Method;
use serde_json::json;

const SAS: &str = "urn:oid:1.2.250.1.213.3.6";
const KIND: &str = "http://interopsante.org/fhir/CodeSystem/fr-v2-0203";

/// A regulator as the platform sends one.
pub(super) fn regulator(system: &str, number: &str, email: &str, active: bool, updated: &str) -> Value {
    let kind = if system == SAS { "INTRN" } else { "IDNPS" };
    let mut one = json!({
        "resourceType": "Practitioner",
        "meta": { "source": SAS },
        "identifier": [{
            "type": { "coding": [{ "system": KIND, "code": kind }] },
            "system": system,
            "value": number,
        }],
        "active": active,
        "name": [{ "family": "Marius", "given": ["Jules"] }],
        "telecom": [{ "system": "email", "value": email }],
    });
    if !updated.is_empty() {
        one["meta"]["lastUpdated"] = updated.into();
    }
    one
}

/// What the platform sends, and what it is answered.
pub(super) async fn send(db: &Db, method: Method, path: &str, body: &Value) -> (u16, Value) {
    let mut platform = site(db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
    let headers = [("content-type", "application/fhir+json")];
    let page = platform.send(method, path, Some(body.to_string()), &headers).await;
    (page.status.as_u16(), serde_json::from_str(&page.body).unwrap())
}

async fn put(db: &Db, token: &str, body: &Value) -> (u16, Value) {
    let token = token.replace('|', "%7C");
    send(db, Method::PUT, &format!("/fhir/Practitioner?identifier={token}"), body).await
}

async fn post(db: &Db, body: &Value) -> (u16, Value) {
    send(db, Method::POST, "/fhir/Practitioner", body).await
}

/// The regulator of that number, as it is held.
async fn held(db: &Db, number: &str) -> Option<Regulateur> {
    let ctx = testkit::actors::system();
    let found = store::regulateurs::of_number(&mut db.read(&ctx).await.unwrap(), number).await.unwrap();
    found.into_iter().next()
}

each_engine! { SCHEMA;
    async fn an_account_is_opened_changed_closed_and_opened_again(db) {
        let body = regulator(IDNPS, "810002673899", "Jules.Marius@test.com", true, "");
        let (status, made) = post(&db, &body).await;
        assert_eq!((status, &made["telecom"][0]["value"]), (201, &"jules.marius@test.com".into()), "{made}");
        assert!(fhir::check::regulator(&made).iter().all(|one| one.severity != fhir::Severity::Error), "{made}");
        let one = held(&db, "810002673899").await.unwrap();
        assert_eq!(made["id"], one.id.to_string());
        let token = format!("{IDNPS}|810002673899");
        for active in [false, true] {
            let body = regulator(IDNPS, "810002673899", "jules.marius@test.com", active, "");
            assert_eq!(put(&db, &token, &body).await.0, 200);
            let now = held(&db, "810002673899").await.unwrap();
            assert_eq!((now.id, now.fiche.active), (one.id, active));
        }
        let mut platform = site(&db, "2026-03-02T09:00:00Z", Acces::Ouvert, "").await;
        let read = platform.get(&format!("/fhir/Practitioner/{}", one.id)).await;
        assert!(read.status == 200 && read.body.contains("810002673899"), "{}", read.body);
    }

    async fn what_an_account_needs_is_asked_and_an_address_serves_once(db) {
        let whole = regulator(IDNPS, "810002673899", "jules.marius@test.com", true, "");
        for member in ["identifier", "name", "telecom", "active"] {
            let mut body = whole.clone();
            body.as_object_mut().unwrap().remove(member);
            for (status, said) in [post(&db, &body).await, put(&db, &format!("{IDNPS}|810002673899"), &body).await] {
                assert_eq!((status, &said["resourceType"]), (422, &"OperationOutcome".into()), "{member}: {said}");
            }
        }
        assert_eq!(post(&db, &whole).await.0, 201);
        let other = regulator(IDNPS, "810002673800", "Jules.MARIUS@test.com", true, "");
        let (status, said) = post(&db, &other).await;
        assert_eq!(status, 422);
        assert!(said.to_string().contains("adresse"), "{said}");
        let same = regulator(IDNPS, "810002673899", "autre@test.com", true, "");
        assert_eq!(post(&db, &same).await.0, 422, "the number is somebody’s");
        for wrong in ["pas une adresse@", "a@", "@b"] {
            let (status, said) = post(&db, &regulator(IDNPS, "1", wrong, true, "")).await;
            assert_eq!(status, 422, "{said}");
        }
    }

    async fn a_conditional_update_creates_and_the_same_message_twice_is_one(db) {
        let token = format!("{SAS}|b6e39355-8a61-4556-b340-36f7b95fec6a");
        let body = regulator(SAS, "b6e39355-8a61-4556-b340-36f7b95fec6a", "jules@test.com", true, "2026-03-02T08:00:00+01:00");
        assert_eq!(put(&db, &token, &body).await.0, 201);
        let first = held(&db, "b6e39355-8a61-4556-b340-36f7b95fec6a").await.unwrap();
        for _ in 0..3 {
            assert_eq!(put(&db, &token, &body).await.0, 200);
        }
        assert_eq!(held(&db, "b6e39355-8a61-4556-b340-36f7b95fec6a").await, Some(first));
    }

    async fn what_comes_late_changes_nothing(db) {
        let token = format!("{IDNPS}|810002673899");
        let at = |hour: u8, active| regulator(IDNPS, "810002673899", "jules@test.com", active, &format!("2026-03-02T0{hour}:00:00Z"));
        assert_eq!(put(&db, &token, &at(5, true)).await.0, 201);
        assert_eq!(put(&db, &token, &at(7, false)).await.0, 200);
        let (status, said) = put(&db, &token, &at(6, true)).await;
        assert_eq!((status, &said["active"]), (200, &false.into()), "the closing is newer");
        assert!(!held(&db, "810002673899").await.unwrap().fiche.active);
        // A date to come does not close the door to what follows.
        assert_eq!(put(&db, &token, &regulator(IDNPS, "810002673899", "jules@test.com", true, "2999-01-01T00:00:00Z")).await.0, 200);
        assert_eq!(put(&db, &token, &regulator(IDNPS, "810002673899", "jules@test.com", false, "2026-03-02T09:00:00Z")).await.1["active"], false);
    }

    async fn a_number_changes_and_that_of_a_closed_account_serves_again(db) {
        let uuid = "b6e39355-8a61-4556-b340-36f7b95fec6a";
        assert_eq!(post(&db, &regulator(SAS, uuid, "jules@test.com", true, "")).await.0, 201);
        // The platform looks its own number up under the system of national ones.
        let national = regulator(IDNPS, "3456780581/11242343", "jules@test.com", true, "");
        assert_eq!(put(&db, &format!("{IDNPS}|{uuid}"), &national).await.0, 200);
        let one = held(&db, "3456780581/11242343").await.unwrap();
        assert_eq!(held(&db, uuid).await, None);
        let closed = regulator(IDNPS, "3456780581/11242343", "jules@test.com", false, "");
        assert_eq!(put(&db, &format!("{IDNPS}|3456780581/11242343"), &closed).await.0, 200);
        let other = regulator(IDNPS, "3456780581/11242343", "autre@test.com", true, "");
        assert_eq!(post(&db, &other).await.0, 201);
        assert_ne!(held(&db, "3456780581/11242343").await.unwrap().id, one.id, "the open account answers first");
    }

    async fn what_is_no_regulator_is_refused_in_the_words_of_fhir(db) {
        let token = format!("/fhir/Practitioner?identifier={IDNPS}%7C1");
        for (method, path) in [(Method::POST, "/fhir/Practitioner"), (Method::PUT, token.as_str())] {
            for body in [json!(null), json!([]), json!({}), json!({"resourceType": "Slot"})] {
                let (status, said) = send(&db, method.clone(), path, &body).await;
                assert_eq!((status, &said["resourceType"]), (422, &"OperationOutcome".into()), "{said}");
            }
        }
        let body = regulator(IDNPS, "1", "a@test.com", true, "hier");
        assert_eq!(post(&db, &body).await.0, 400, "a date that is none");
        let nameless = send(&db, Method::PUT, "/fhir/Practitioner", &body).await;
        assert_eq!(nameless.0, 400, "an update that looks for nobody");
        let mut closed = site(&db, "2026-03-02T09:00:00Z", Acces::Ferme, "").await;
        let page = closed.send(Method::POST, "/fhir/Practitioner", Some(body.to_string()), &[]).await;
        assert_eq!(page.status, 403);
    }

    async fn the_examples_of_the_guide_are_taken_and_those_that_were_spoiled_are_not(db) {
        let read = |path: &str| -> Value {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fhir/src/tests/vectors/");
            serde_json::from_slice(&std::fs::read(format!("{folder}{path}")).unwrap()).unwrap()
        };
        for (name, expected) in [
            ("sas-1.1.0/Practitioner-ExamplePractitionerRegul1.json", 201),
            ("sas-1.1.0/Practitioner-ExamplePractitionerRegul2.json", 201),
            ("negative/regulator-no-active.json", 422),
            ("negative/regulator-telecom-phone.json", 422),
        ] {
            let (status, said) = post(&db, &read(name)).await;
            assert_eq!(status, expected, "{name}: {said}");
        }
        let first = held(&db, "3456780581/11242343").await.unwrap();
        assert_eq!(first.operator().unwrap().number.system, "urn:oid:1.2.250.1.71.4.2.2", "as the platform wrote it");
        for (name, expected) in [("negative/appointment-no-operator.json", 422), ("sas-1.1.0/Appointment-1.json", 422)] {
            let (status, said) = send(&db, Method::POST, "/fhir/Appointment", &read(name)).await;
            assert_eq!((status, &said["resourceType"]), (expected, &"OperationOutcome".into()), "{name}: {said}");
        }
    }
}
