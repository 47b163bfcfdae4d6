//! What the platform reads one by one, or finds by its id or its number.

use super::fhir_door::{base, check_acces, json, machine, outcome, zone};
use crate::droits::LIRE;
use crate::read_one::{Lecture, Sorte};
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fhir::search::{Token, identifier, self_link};
use kernel::Ctx;
use serde_json::{Value, json as object};
use std::hash::{DefaultHasher, Hash, Hasher};
use territoire::Atlas;
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Ids that one search may name.
const MOST: usize = 25;

pub(super) fn routes() -> Routes {
    let read = [
        "/fhir/Slot/{id}",
        "/fhir/Schedule/{id}",
        "/fhir/Practitioner/{id}",
        "/fhir/PractitionerRole/{id}",
        "/fhir/HealthcareService/{id}",
        "/fhir/Organization/{id}",
        "/fhir/Appointment/{id}",
    ];
    let found = [
        "/fhir/Schedule",
        "/fhir/Practitioner",
        "/fhir/PractitionerRole",
        "/fhir/HealthcareService",
        "/fhir/Organization",
        "/fhir/Appointment",
    ];
    let routes = read.into_iter().fold(Routes::new(), |all, path| all.get(path, LIRE, one));
    found.into_iter().fold(routes, |all, path| all.get(path, LIRE, several))
}

/// The type that an address names.
fn sorte(uri: &OriginalUri) -> Option<Sorte> {
    uri.path().split('/').nth(2)?.parse().ok()
}

pub(super) fn lecture<'a>(app: &'a App, zone: &'a jiff::tz::TimeZone) -> Lecture<'a> {
    Lecture { db: &app.db, atlas: app.resource::<Atlas>(), site: &app.settings.public_url, zone }
}

/// What changes when the resource does, and only then.
fn etag(body: &[u8]) -> String {
    let mut hash = DefaultHasher::new();
    body.hash(&mut hash);
    format!("W/\"{:016x}\"", hash.finish())
}

/// A resource, or that it did not change since the client read it.
pub(super) fn versioned(status: StatusCode, headers: &HeaderMap, value: &Value) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    let tag = etag(&body);
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|one| one.to_str().ok());
    let same = |one: &str| one.trim() == "*" || one.trim().trim_start_matches("W/") == &tag[2..];
    let mut response = if status == StatusCode::OK && { known }.any(|list| list.split(',').any(same)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        json(status, body)
    };
    if let Ok(tag) = tag.parse() {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

async fn one(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    uri: OriginalUri,
    id: Result<Path<String>, PathRejection>,
) -> Answer {
    check_acces(&app, &headers)?;
    let (sorte, id) = sorte(&uri).zip(id.ok()).ok_or_else(unknown)?;
    let zone = zone();
    let found = lecture(&app, &zone).read(&machine(&visit), sorte, &id).await?;
    Ok(versioned(StatusCode::OK, &headers, &found.ok_or_else(unknown)?))
}

fn unknown() -> Problem {
    Problem::new(404, "sas-ressource-inconnue", "Cette ressource n’est pas publiée, ou ne l’est plus.")
}

/// A search by `_id`, or by `identifier` where numbers are unique.
async fn several(State(app): State<App>, visit: Visit, headers: HeaderMap, uri: OriginalUri) -> Answer {
    check_acces(&app, &headers)?;
    let sorte = sorte(&uri).ok_or_else(unknown)?;
    let query = uri.query().unwrap_or_default();
    let fields = Fields::parse(query);
    let ctx = machine(&visit);
    let zone = zone();
    let lecture = lecture(&app, &zone);
    let by_number = matches!(sorte, Sorte::Personne | Sorte::RendezVous) && fields.get("_id").is_empty();
    let ids: Vec<String> = if by_number {
        match identifier(query.as_bytes()) {
            Ok(token) => numbered(&app, &ctx, sorte, &token).await?,
            Err(refusal) => return Ok(outcome(StatusCode::BAD_REQUEST, &refusal.outcome())),
        }
    } else {
        fields.get("_id").split(',').map(|id| id.trim().to_owned()).filter(|id| !id.is_empty()).collect()
    };
    if ids.len() > MOST || (ids.is_empty() && !by_number) {
        return Err(Problem::new(400, "sas-recherche-sans-id", "Cette recherche n’est pas servie.")
            .field("_id", format!("un à {MOST} identifiants, séparés par des virgules, sont attendus.")));
    }
    let mut found = Vec::new();
    for id in &ids {
        found.extend(lecture.read(&ctx, sorte, id).await?);
    }
    let bundle = searchset(&app, sorte, query, found);
    Ok(versioned(StatusCode::OK, &headers, &bundle))
}

/// Ids of those who have that number.
async fn numbered(app: &App, ctx: &Ctx, sorte: Sorte, token: &Token) -> Result<Vec<String>, Problem> {
    let mut tx = app.db.read(ctx).await?;
    if sorte == Sorte::RendezVous {
        let held = crate::store::annonces::annonce(&mut tx, token).await?.and_then(|one| one.tenu);
        return Ok(held.map(|held| held.rdv.to_string()).into_iter().collect());
    }
    let people = crate::store::regulateurs::of_number(&mut tx, &token.value).await?;
    let mut ids: Vec<String> = people.into_iter().map(|one| one.id.to_string()).collect();
    let number = fhir::NationalId::read(&token.value);
    let rpps = number.as_ref().and_then(|one| one.rpps()).and_then(|one| one.parse().ok());
    let numbers = rpps.as_slice();
    let there = rendez_vous::store::effecteurs::chez(&mut tx, numbers).await?;
    let open = crate::store::ouvertes(&mut tx).await?;
    drop(tx);
    for (cpts, _) in open.iter().filter(|(cpts, _)| there.contains(cpts)) {
        let mut tx = app.db.read(&ctx.within(*cpts)).await?;
        let here = rendez_vous::store::effecteurs::of_rpps(&mut tx, numbers).await?;
        if let Some(who) = here.first() {
            ids.push(who.id.to_string());
            break;
        }
    }
    Ok(ids)
}

fn searchset(app: &App, sorte: Sorte, query: &str, found: Vec<Value>) -> Value {
    let address = format!("{}/{}", base(app), sorte.code());
    let entry = |value: Value| {
        let id = value["id"].as_str().unwrap_or_default();
        object!({ "fullUrl": format!("{address}/{id}"), "resource": value, "search": { "mode": "match" } })
    };
    let entries: Vec<Value> = found.into_iter().map(entry).collect();
    let mut bundle = object!({
        "resourceType": "Bundle",
        "type": "searchset",
        "total": entries.len(),
        "link": [{ "relation": "self", "url": self_link(&address, query.as_bytes()) }],
    });
    if !entries.is_empty() {
        bundle["entry"] = entries.into();
    }
    bundle
}
