//! What the platform asks: what we can do, and which slots are free.

use crate::droits::LIRE;
use crate::{Acces, publication};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fhir::capability::{Declared, Parameter, Server, statement};
use fhir::sas::{Answer as Reponse, canonical};
use fhir::search::{SlotSearch, self_link};
use jiff::tz::TimeZone;
use territoire::Atlas;
use web::{Answer, App, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/fhir/metadata", LIRE, metadata)
        .get("/fhir/Slot", LIRE, by_query)
        .post("/fhir/Slot/_search", LIRE, by_form)
        .get("/fhir", LIRE, nothing)
        .get("/fhir/{*reste}", LIRE, nothing)
}

/// On whose clocks a date without offset is read, and slots are written.
fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, fhir::MEDIA_TYPE)], body).into_response()
}

const RESOURCES: &[Declared] = &[Declared {
    name: "Slot",
    profiles: &[canonical::SLOT, canonical::SLOT_CPTS],
    interactions: &["search-type"],
    includes: &[
        "Slot:schedule",
        "Schedule:actor",
        "Slot:service-type-reference",
        "HealthcareService:organization",
    ],
    parameters: &[
        Parameter {
            name: "schedule.actor:Practitioner.identifier",
            kind: "token",
            definition: None,
            words: "Un à 25 identifiants nationaux, séparés par des virgules. Obligatoire.",
        },
        Parameter {
            name: "start",
            kind: "date",
            definition: Some("http://hl7.org/fhir/SearchParameter/Slot-start"),
            words: "Deux fois, avec ge ou gt, puis le ou lt. Obligatoire. Une date sans décalage est à l’heure de Paris.",
        },
        Parameter {
            name: "status",
            kind: "token",
            definition: Some("http://hl7.org/fhir/SearchParameter/Slot-status"),
            words: "free. Obligatoire.",
        },
    ],
    update_create: false,
    conditional_update: false,
}];

async fn metadata(State(app): State<App>, visit: Visit) -> Response {
    let base = base(&app);
    let server = Server {
        software: "Maillage",
        version: env!("CARGO_PKG_VERSION"),
        description: "Créneaux de soins non programmés des CPTS de cette instance, pour la plateforme nationale du SAS",
        base: &base,
        since: visit.ctx.now,
        resources: RESOURCES,
    };
    let body = serde_json::to_vec(&statement(&server, &zone())).unwrap_or_default();
    json(StatusCode::OK, body)
}

fn base(app: &App) -> String {
    format!("{}/fhir", app.settings.public_url)
}

async fn by_query(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    search(&app, &visit, &headers, query.unwrap_or_default().as_bytes()).await
}

async fn by_form(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    form: Result<Bytes, BytesRejection>,
) -> Answer {
    let form =
        form.map_err(|_| Problem::new(413, "sas-recherche-trop-longue", "La recherche est trop longue."))?;
    search(&app, &visit, &headers, &form).await
}

async fn search(app: &App, visit: &Visit, headers: &HeaderMap, query: &[u8]) -> Answer {
    check_acces(app, headers)?;
    let zone = zone();
    let asked = match SlotSearch::parse(query, &zone) {
        Ok(asked) => asked,
        Err(refusal) => {
            let body = serde_json::to_vec(&refusal.outcome()).unwrap_or_default();
            return Ok(json(StatusCode::BAD_REQUEST, body));
        }
    };
    let machine = kernel::Ctx::system("sas", visit.ctx.now);
    let found =
        publication(&machine, &app.db, app.resource::<Atlas>(), &asked, &app.settings.public_url).await?;
    let base = base(app);
    let link = self_link(&format!("{base}/Slot"), query);
    let answer = Reponse { base: &base, zone: &zone, flavour: asked.flavour };
    let id = machine.id::<()>().to_string();
    Ok(json(StatusCode::OK, answer.bundle(&id, &link, &found)))
}

fn check_acces(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let acces = app.find::<Acces>().unwrap_or(&Acces::Ferme);
    let said = acces.entete().map(|name| headers.get_all(name).iter());
    let said: Vec<&str> =
        said.into_iter().flatten().map(|value| value.to_str().unwrap_or_default()).collect();
    if acces.lets_in(&said) {
        return Ok(());
    }
    let (title, detail) = match acces {
        Acces::Ferme => (
            "L’échange avec le SAS n’est pas ouvert sur cette instance.",
            "Son administrateur l’ouvre dans ses réglages.",
        ),
        Acces::Ouvert | Acces::Certificat { .. } => (
            "Ce certificat n’est pas celui de la plateforme du SAS.",
            "Présentez un certificat de l’IGC-Santé reconnu par cette instance.",
        ),
    };
    Err(Problem::new(403, "sas-certificat-refuse", title).detail(detail))
}

/// Nothing at this address.
async fn nothing() -> Problem {
    Problem::new(404, "sas-ressource-inconnue", "Cette ressource n’est pas servie ici.")
        .detail("Ce qui l’est\u{a0}: /fhir/metadata et /fhir/Slot.")
}
