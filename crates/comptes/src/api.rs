//! The JSON door: the members of a CPTS, page after page.

use crate::{Demande, Etat, Membre, Place, Repere, Role, droits::VOIR_MEMBRES, list_membres};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use web::{App, Fields, Problem, Routes, Visit};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/api/{cpts}/membres", VOIR_MEMBRES, members)
}

/// The description of these routes.
#[derive(OpenApi)]
#[openapi(paths(members))]
struct Api;

pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// One page of members, in the order of names.
#[derive(Serialize, ToSchema)]
struct Page {
    /// At most fifty.
    items: Vec<Item>,
    /// How many in all, whatever the page.
    total: i64,
    /// What `cursor` must say to get the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A member of the CPTS.
#[derive(Serialize, ToSchema)]
struct Item {
    id: String,
    last_name: String,
    first_name: String,
    profession: String,
    commune: String,
    phone: String,
    email: String,
    /// Codes of the roles held in this CPTS.
    roles: Vec<&'static str>,
    /// First day in this CPTS, ISO 8601.
    since: String,
    /// `invite`, `actif` or `suspendu`.
    status: &'static str,
}

impl From<Membre> for Item {
    fn from(membre: Membre) -> Self {
        let status: Etat = membre.etat;
        Self {
            id: membre.personne.to_string(),
            roles: membre.roles.codes().collect(),
            since: membre.depuis.to_string(),
            status: status.code(),
            last_name: membre.nom,
            first_name: membre.prenom,
            profession: membre.profession,
            commune: membre.commune,
            phone: membre.telephone,
            email: membre.courriel,
        }
    }
}

/// Les membres de la CPTS, par ordre alphabétique, cinquante à la fois.
#[utoipa::path(
    get,
    path = "/api/{cpts}/membres",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS"),
        ("cursor" = Option<String>, Query, description = "Valeur de `next_cursor` de la page précédente"),
        ("q" = Option<String>, Query, description = "Début d’un mot du nom, sans accent ni casse"),
        ("role" = Option<String>, Query, description = "Code d’un rôle"),
    ),
    responses(
        (status = 200, description = "Une page de membres", body = Page),
        (status = 401, description = "Connexion requise"),
        (status = 403, description = "Droit manquant"),
        (status = 404, description = "CPTS inconnue"),
        (status = 422, description = "Paramètre illisible"),
    ),
)]
async fn members(State(app): State<App>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let refuse = |field: &str, error: &dyn std::fmt::Display| {
        Problem::new(422, "parametre-illisible", "Un paramètre n’est pas lisible.")
            .field(field, error.to_string())
    };
    let mut demande = Demande { recherche: fields.get("q").to_owned(), ..Demande::default() };
    if fields.has("role") {
        demande.role = Some(fields.get("role").parse::<Role>().map_err(|error| refuse("role", &error))?);
    }
    if fields.has("cursor") {
        let repere: Repere = fields.get("cursor").parse().map_err(|error| refuse("cursor", &error))?;
        demande.place = Some(Place::Apres(repere));
    }
    let liste = list_membres(&visit.ctx, &app.db, &demande).await?;
    let next_cursor = liste.apres.map(|(Place::Apres(repere) | Place::Avant(repere))| repere.to_string());
    let items = liste.membres.into_iter().map(Item::from).collect();
    Ok(Json(Page { items, total: liste.total, next_cursor }).into_response())
}
