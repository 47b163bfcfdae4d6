//! What the platform writes here: accounts of regulators (INT_R02), appointments that they made (INT_R03).

use super::fhir_door::{base, check_acces, machine, outcome, zone};
use super::fhir_read::{lecture, versioned};
use crate::droits::ECRIRE;
use crate::{Recu, Regulateur, receive_rdv, receive_regulateur};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use fhir::resource::{OperationOutcome, last_updated};
use fhir::sas::{Booking, Regulator};
use fhir::search::{Token, identifier};
use fhir::{Issue, IssueCode};
use serde_json::Value;
use web::{Answer, App, Problem, Routes, Visit};

type Body = Result<Bytes, BytesRejection>;

pub(super) fn routes() -> Routes {
    Routes::new()
        .post("/fhir/Practitioner", ECRIRE, regulator)
        .put("/fhir/Practitioner", ECRIRE, regulator)
        .post("/fhir/Appointment", ECRIRE, appointment)
        .put("/fhir/Appointment", ECRIRE, appointment)
}

/// What is wrong in a resource, with its status.
type Wrong = (StatusCode, Vec<Issue>);

/// Issues, as they are answered.
fn refused(status: StatusCode, issues: &[Issue]) -> Response {
    outcome(status, &OperationOutcome::from(issues))
}

/// The resource that came, and when it was last changed where it comes from.
fn read(body: Body) -> Result<(Value, Option<jiff::Timestamp>), Wrong> {
    let bytes = body.map_err(|_| {
        let words = "Cette ressource est trop longue, ou n’est pas arrivée entière.";
        (StatusCode::PAYLOAD_TOO_LARGE, vec![Issue::error(IssueCode::TooCostly, "", words)])
    })?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|why| {
        let words = format!("Le JSON n’est pas lisible, ligne {}, colonne {}.", why.line(), why.column());
        (StatusCode::BAD_REQUEST, vec![Issue::error(IssueCode::Structure, "", words)])
    })?;
    let changed = last_updated(&value).map_err(|why| (StatusCode::BAD_REQUEST, vec![why]))?;
    Ok((value, changed))
}

/// What came.
struct Heard {
    value: Value,
    changed: Option<jiff::Timestamp>,
    /// The number that a conditional update looks for.
    looked_for: Option<Token>,
}

/// What came from a platform that may write, or the answer to what cannot be read: a PUT says which number it looks for.
fn hear(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    query: Option<&str>,
    body: Body,
) -> Result<Result<Heard, Box<Response>>, Problem> {
    check_acces(app, headers)?;
    let looked_for = match (*method == Method::PUT).then(|| identifier(query.unwrap_or_default().as_bytes()))
    {
        None => None,
        Some(Ok(token)) => Some(token),
        Some(Err(refusal)) => {
            return Ok(Err(Box::new(outcome(StatusCode::BAD_REQUEST, &refusal.outcome()))));
        }
    };
    Ok(match read(body) {
        Ok((value, changed)) => Ok(Heard { value, changed, looked_for }),
        Err((status, issues)) => Err(Box::new(refused(status, &issues))),
    })
}

async fn regulator(
    State(app): State<App>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Answer {
    let heard = match hear(&app, &method, &headers, query.as_deref(), body)? {
        Ok(heard) => heard,
        Err(answer) => return Ok(*answer),
    };
    let fiche = match Regulator::read(&heard.value) {
        Ok(fiche) => fiche,
        Err(issues) => return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &issues)),
    };
    let looked_for = heard.looked_for.as_ref();
    let done = receive_regulateur(&machine(&visit), &app.db, &fiche, heard.changed, looked_for).await?;
    let (status, one): (_, Regulateur) = match done {
        Recu::Cree(one) => (StatusCode::CREATED, one),
        Recu::Connu(one) => (StatusCode::OK, one),
    };
    let id = one.id.to_string();
    let made = serde_json::to_value(one.fiche.practitioner(&id, one.change_le, &zone())).unwrap_or_default();
    Ok(located(&app, versioned(status, &HeaderMap::new(), &made), &made))
}

async fn appointment(
    State(app): State<App>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Answer {
    let heard = match hear(&app, &method, &headers, query.as_deref(), body)? {
        Ok(heard) => heard,
        Err(answer) => return Ok(*answer),
    };
    let zone = zone();
    let booking = match Booking::read(&heard.value, &zone) {
        Ok(booking) => booking,
        Err(issues) => return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &issues)),
    };
    if heard.looked_for.is_some_and(|token| token != booking.number) {
        let words = "L’identifiant cherché n’est pas celui du rendez-vous.";
        let issue = Issue::error(IssueCode::BusinessRule, "Appointment.identifier", words);
        return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &[issue]));
    }
    if !kept(booking.start) || !kept(booking.end) {
        let words = "Un rendez-vous entre 1970 et 2200 est attendu.";
        let issue = Issue::error(IssueCode::Value, "Appointment.start", words);
        return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &[issue]));
    }
    let ctx = machine(&visit);
    let done = receive_rdv(&ctx, &app.db, &booking, heard.changed).await?;
    let (status, one) = match done {
        Recu::Cree(one) => (StatusCode::CREATED, one),
        Recu::Connu(one) => (StatusCode::OK, one),
    };
    let told = lecture(&app, &zone).told(&ctx, &one).await?.ok_or_else(Problem::not_found)?;
    Ok(located(&app, versioned(status, &HeaderMap::new(), &told), &told))
}

/// Beyond the years that both engines keep, there is no slot.
fn kept(at: jiff::Timestamp) -> bool {
    (1970..=2200).contains(&kernel::paris(at).year())
}

/// The answer, with the address of what it holds.
fn located(app: &App, mut response: Response, made: &Value) -> Response {
    let (kind, id) = (made["resourceType"].as_str(), made["id"].as_str());
    if let Some((kind, id)) = kind.zip(id)
        && let Ok(address) = HeaderValue::try_from(format!("{}/{kind}/{id}", base(app)))
    {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}
