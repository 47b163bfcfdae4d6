//! What the platform asks: what we can do, and which slots are free.

use super::fhir_declared::RESOURCES;
use crate::droits::LIRE;
use crate::{Acces, publication};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fhir::capability::{Server, statement};
use fhir::resource::OperationOutcome;
use fhir::sas::Answer as Reponse;
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
pub(super) fn zone() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

pub(super) fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, fhir::MEDIA_TYPE)], body).into_response()
}

/// What went wrong, as FHIR says it.
pub(super) fn outcome(status: StatusCode, said: &OperationOutcome) -> Response {
    json(status, serde_json::to_vec(said).unwrap_or_default())
}

/// The platform, who was let in by its certificate: the program acts for it.
pub(super) fn machine(visit: &Visit) -> kernel::Ctx {
    kernel::Ctx { origin: visit.ctx.origin.clone(), ..kernel::Ctx::system("sas", visit.ctx.now) }
}

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

pub(super) fn base(app: &App) -> String {
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
            return Ok(outcome(StatusCode::BAD_REQUEST, &refusal.outcome()));
        }
    };
    let machine = machine(visit);
    let found =
        publication(&machine, &app.db, app.resource::<Atlas>(), &asked, &app.settings.public_url).await?;
    let base = base(app);
    let link = self_link(&format!("{base}/Slot"), query);
    let answer = Reponse { base: &base, zone: &zone, flavour: asked.flavour };
    let id = machine.id::<()>().to_string();
    Ok(json(StatusCode::OK, answer.bundle(&id, &link, &found)))
}

pub(super) fn check_acces(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
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
        .detail("Ce qui l’est\u{a0}: voir /fhir/metadata.")
}
