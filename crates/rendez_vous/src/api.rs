//! The JSON door: free slots, taking a place, giving it back.

use crate::creneau::{Modalite, Soin, Visibilite};
use crate::droits::{PRENDRE, VOIR};
use crate::rdv::Origine;
use crate::{Creneau, Guichet, Ordre, RendezVous, cancel, store};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use uuid::Uuid;
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Slots on a page when nobody says how many, and at most.
const LIMIT: usize = 50;
const MOST: usize = 200;
/// How far ahead slots are listed when nobody says.
const HORIZON: SignedDuration = SignedDuration::from_hours(72);

pub(crate) fn routes() -> Routes {
    Routes::new().get("/api/{cpts}/creneaux", VOIR, list).post("/api/{cpts}/rendez-vous", PRENDRE, take).post(
        "/api/{cpts}/rendez-vous/{rdv}/annulation",
        PRENDRE,
        give_back,
    )
}

#[derive(OpenApi)]
#[openapi(paths(list, take, give_back))]
struct Described;

/// The routes of this crate, described.
pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// One page of slots, in order of beginning.
#[derive(Serialize, ToSchema)]
struct Page {
    /// The slots.
    items: Vec<Item>,
    /// What `cursor` must say to get the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A slot.
#[derive(Serialize, ToSchema)]
struct Item {
    /// Its id.
    id: String,
    /// Who sees the patients.
    effecteur: String,
    /// Where.
    lieu: String,
    /// Beginning, RFC 3339.
    debut: String,
    /// End, RFC 3339.
    fin: String,
    /// Places in all.
    places: u32,
    /// Places that nobody has.
    libres: u32,
    /// National codes of who may see it: `PUBLIC`, `PRO`, `SNP`, `CPTS`.
    visibilite: Vec<&'static str>,
    /// `cabinet`, `domicile` or `tele`.
    modalite: &'static str,
    /// Kinds of care; none: all.
    soins: Vec<&'static str>,
    /// A few words for whoever books.
    note: String,
}

impl From<&Creneau> for Item {
    fn from(one: &Creneau) -> Self {
        let contenu = &one.contenu;
        Self {
            id: one.id.to_string(),
            effecteur: one.effecteur.to_string(),
            lieu: contenu.lieu.to_string(),
            debut: one.horaire.debut.to_string(),
            fin: one.horaire.fin.to_string(),
            places: contenu.places,
            libres: one.libres,
            visibilite: contenu.visibilite.iter().copied().map(Visibilite::code).collect(),
            modalite: Modalite::code(contenu.modalite),
            soins: contenu.soins.iter().copied().map(Soin::code).collect(),
            note: contenu.note.clone(),
        }
    }
}

/// Lists the slots of the CPTS that begin between two instants, in order.
#[utoipa::path(
    get,
    path = "/api/{cpts}/creneaux",
    tag = "rendez_vous",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS", example = "velay-sud"),
        ("du" = Option<String>, Query, description = "À partir de cet instant, RFC 3339 ; maintenant si absent", example = "2026-03-02T08:00:00Z"),
        ("au" = Option<String>, Query, description = "Avant cet instant, RFC 3339 ; trois jours après `du` si absent"),
        ("libres" = Option<bool>, Query, description = "Seulement ceux où il reste une place"),
        ("limit" = Option<usize>, Query, description = "Combien par page, 200 au plus", example = 50),
        ("cursor" = Option<String>, Query, description = "Le `next_cursor` de la page précédente"),
    ),
    responses(
        (status = 200, description = "Les créneaux", body = Page),
        (status = 400, description = "Un paramètre illisible", content_type = "application/problem+json"),
        (status = 401, description = "Il faut être connecté", content_type = "application/problem+json"),
        (status = 403, description = "Droit manquant", content_type = "application/problem+json"),
        (status = 404, description = "CPTS inconnue", content_type = "application/problem+json"),
    )
)]
async fn list(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let du = instant(&query, "du")?.unwrap_or(visit.ctx.now);
    let au = instant(&query, "au")?.unwrap_or_else(|| du.saturating_add(HORIZON).unwrap_or(du));
    let limit = read(&query, "limit", "un nombre de 1 à 200")?.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(unreadable("limit", query.get("limit"), "un nombre de 1 à 200"));
    }
    let free = read(&query, "libres", "true ou false")?.unwrap_or(false);
    let after = cursor(&query)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::creneaux::entre(&mut tx, after.map_or(du, |(debut, _)| debut.max(du)), au).await?;
    let mut all = all
        .iter()
        .filter(|one| after.is_none_or(|after| (one.horaire.debut, one.id) > after))
        .filter(|one| !free || one.libres > 0);
    let items: Vec<&Creneau> = all.by_ref().take(limit).collect();
    let last = items.last().filter(|_| all.next().is_some());
    let next_cursor = last.map(|one| format!("{}_{}", one.horaire.debut, one.id));
    Ok(Json(Page { items: items.into_iter().map(Item::from).collect(), next_cursor }).into_response())
}

/// The last slot of the page before.
fn cursor(query: &Fields) -> Result<Option<(Timestamp, Id<Creneau>)>, Problem> {
    let text = query.get("cursor");
    if text.is_empty() {
        return Ok(None);
    }
    let parts = text.split_once('_').and_then(|(debut, id)| Some((debut.parse().ok()?, id.parse().ok()?)));
    parts.map(Some).ok_or_else(|| unreadable("cursor", text, "le next_cursor de la page précédente"))
}

fn instant(query: &Fields, name: &'static str) -> Result<Option<Timestamp>, Problem> {
    let found: Option<Timestamp> = read(query, name, "un instant RFC 3339, comme 2026-03-02T08:00:00Z")?;
    // Beyond the years that both engines keep, there is no slot.
    let known = |at: &Timestamp| (1970..=2200).contains(&kernel::paris(*at).year());
    match found {
        Some(at) if !known(&at) => Err(unreadable(name, query.get(name), "un instant entre 1970 et 2200")),
        found => Ok(found),
    }
}

fn read<T: std::str::FromStr>(
    query: &Fields,
    name: &'static str,
    accepted: &str,
) -> Result<Option<T>, Problem> {
    match query.get(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| unreadable(name, text, accepted)),
    }
}

fn unreadable(name: &str, came: &str, accepted: &str) -> Problem {
    let came: String = came.chars().take(60).collect();
    Problem::new(400, "rendez-vous-parametre-illisible", "Un paramètre n’est pas lisible.")
        .field(name, format!("reçu «\u{a0}{came}\u{a0}»\u{a0}; accepté\u{a0}: {accepted}."))
}

/// What is asked for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Demande {
    /// The slot.
    #[schema(value_type = String, format = "uuid")]
    creneau: Uuid,
    /// What it answers, in the room that keeps patients.
    #[schema(value_type = Option<String>, format = "uuid")]
    demande: Option<Uuid>,
}

/// An appointment.
#[derive(Serialize, ToSchema)]
struct Pris {
    /// Its id.
    id: String,
    /// The slot.
    creneau: String,
    /// `pris`, `annule`, `honore`, `non_honore` or `redirige`.
    etat: &'static str,
    /// When it was taken, RFC 3339.
    pris_le: String,
}

impl From<RendezVous> for Pris {
    fn from(one: RendezVous) -> Self {
        let (id, creneau) = (one.id.to_string(), one.creneau.to_string());
        Self { id, creneau, etat: one.etat.code(), pris_le: one.pris_le.to_string() }
    }
}

/// Takes a place in a slot. The header `Idempotency-Key` is a UUID drawn once for what is asked: sent again with the same, after
/// a broken connection, the answer is the appointment made the first time. Answered once it is on the disk.
#[utoipa::path(
    post,
    path = "/api/{cpts}/rendez-vous",
    tag = "rendez_vous",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS", example = "velay-sud"),
        ("Idempotency-Key" = String, Header, description = "Un UUID, tiré une fois pour cette demande"),
    ),
    request_body = Demande,
    responses(
        (status = 201, description = "Le rendez-vous", body = Pris),
        (status = 400, description = "Corps ou clé illisible", content_type = "application/problem+json"),
        (status = 401, description = "Il faut être connecté", content_type = "application/problem+json"),
        (status = 403, description = "Droit manquant", content_type = "application/problem+json"),
        (status = 404, description = "Créneau ou CPTS inconnus", content_type = "application/problem+json"),
        (status = 409, description = "Plus de place, créneau retiré ou commencé, clé déjà servie", content_type = "application/problem+json"),
    )
)]
async fn take(
    visit: Visit,
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let said = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let cle = said.trim_matches('"').parse().map_err(|_| {
        unreadable("Idempotency-Key", said, "un UUID tiré une fois pour cette demande, en en-tête")
    })?;
    let body = body.unwrap_or_default();
    let asked: Demande = serde_json::from_slice(&body)
        .map_err(|error| unreadable("", &error.to_string(), "{\"creneau\": \"<uuid>\"}"))?;
    let ordre =
        Ordre { cle, creneau: Id::new(asked.creneau), demande: asked.demande, origine: Origine::Machine };
    let made = app.resource::<Guichet>().book(&visit.ctx, &app.db, &ordre).await?;
    Ok((StatusCode::CREATED, Json(Pris::from(made))).into_response())
}

/// Gives a place back. Twice is once.
#[utoipa::path(
    post,
    path = "/api/{cpts}/rendez-vous/{rdv}/annulation",
    tag = "rendez_vous",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS", example = "velay-sud"),
        ("rdv" = String, Path, description = "Le rendez-vous"),
    ),
    responses(
        (status = 200, description = "Le rendez-vous annulé", body = Pris),
        (status = 401, description = "Il faut être connecté", content_type = "application/problem+json"),
        (status = 403, description = "Droit manquant", content_type = "application/problem+json"),
        (status = 404, description = "Rendez-vous ou CPTS inconnus", content_type = "application/problem+json"),
        (status = 409, description = "Son issue est déjà notée", content_type = "application/problem+json"),
    )
)]
async fn give_back(visit: Visit, State(app): State<App>, Path((_, rdv)): Path<(String, String)>) -> Answer {
    let id = rdv.parse().map_err(|_| Problem::not_found())?;
    let done = cancel(&visit.ctx, &app.db, id, "").await?;
    Ok(Json(Pris::from(done)).into_response())
}
