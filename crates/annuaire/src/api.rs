//! The JSON door: the public directory of a CPTS, page after page, and one entry. Public fields only, whoever asks.

mod fiche;

use crate::bottin::{Demande, Trouve};
use crate::droits::CONSULTER;
use crate::pages::liste::{Noms, filtre, open};
use crate::{Bottin, Reference, Regard};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use fiche::Item;
use serde::Serialize;
use territoire::atlas::Etat;
use utoipa::{OpenApi, ToSchema};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Entries on a page when nobody says how many, and at most.
const LIMIT: usize = 50;
const MOST: usize = 200;

const NOMS: Noms = Noms {
    texte: "q",
    sorte: "kind",
    famille: "profession",
    commune: "commune",
    recours: "care_level",
    cadre: "setting",
    nouveaux: "new_patients",
    pres_de: "near",
    rayon: "radius_km",
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/api/{cpts}/annuaire", CONSULTER, list).get(
        "/api/{cpts}/annuaire/{fiche}",
        CONSULTER,
        one,
    )
}

#[derive(OpenApi)]
#[openapi(paths(list, one))]
struct Described;

/// The routes of this crate, described.
pub(crate) fn describe() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// One page of the directory.
#[derive(Serialize, ToSchema)]
struct Page {
    /// The entries.
    items: Vec<Item>,
    /// How many in all, whatever the page.
    total: usize,
    /// What `cursor` must say to get the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    sources: Sources,
}

/// The official files that the directory is made of.
#[derive(Serialize, ToSchema)]
struct Sources {
    /// Day of the file of professionals (RPPS), ISO 8601.
    rpps: Option<String>,
    /// Day of the file of structures (FINESS), ISO 8601.
    finess: Option<String>,
}

impl Sources {
    fn of(bottin: &Bottin) -> Self {
        let text = |du: Option<jiff::civil::Date>| du.map(|du| du.to_string());
        Self { rpps: text(bottin.rpps_du()), finess: text(bottin.finess_du()) }
    }
}

/// One entry of the directory.
#[derive(Serialize, ToSchema)]
struct One {
    #[serde(flatten)]
    item: Item,
    sources: Sources,
}

/// Where a page begins: a rank, and what stood before it, which tells whether the list has moved since.
#[derive(Debug, PartialEq)]
struct Curseur {
    rang: usize,
    avant: Reference,
}

impl Curseur {
    fn read(text: &str) -> Option<Self> {
        let (rang, avant) = text.split_once('~')?;
        Some(Self { rang: rang.parse().ok()?, avant: avant.parse().ok()? })
    }

    /// The rank of the first entry after what was last given; the same rank when that is no longer in the list.
    fn debut(&self, bottin: &Bottin, trouves: &[Trouve]) -> usize {
        let is_it = |trouve: &Trouve| bottin.at(trouve).is_some_and(|one| *one.reference() == self.avant);
        let expected = self.rang.checked_sub(1).and_then(|at| trouves.get(at)).is_some_and(is_it);
        if expected { self.rang } else { trouves.iter().position(is_it).map_or(self.rang, |at| at + 1) }
    }
}

impl std::fmt::Display for Curseur {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.rang, self.avant)
    }
}

fn unreadable(name: &str, why: impl Into<String>) -> Problem {
    Problem::new(422, "parametre-illisible", "Un paramètre n’est pas lisible.").field(name, why)
}

/// L’annuaire public d’une CPTS : par nom, ou du mieux trouvé au moins bien trouvé. Champs publics seulement.
#[utoipa::path(
    get,
    path = "/api/{cpts}/annuaire",
    tag = "annuaire",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS"),
        ("q" = Option<String>, Query, description = "Ce qu’on cherche, comme on tape : nom, métier, commune, RPPS, FINESS, téléphone", example = "kine le puy"),
        ("kind" = Option<String>, Query, description = "`professionnel`, `structure` ou `acteur`"),
        ("profession" = Option<String>, Query, description = "Code d’une profession (`family` d’une fiche)", example = "infirmier"),
        ("commune" = Option<String>, Query, description = "Code INSEE d’une commune", example = "43157"),
        ("care_level" = Option<String>, Query, description = "`premier` ou `second` recours"),
        ("setting" = Option<String>, Query, description = "Cadre d’exercice", example = "msp"),
        ("new_patients" = Option<bool>, Query, description = "`true` : ceux qui disent prendre de nouveaux patients"),
        ("near" = Option<String>, Query, description = "Code INSEE d’une commune : distances, et les plus proches d’abord"),
        ("radius_km" = Option<u16>, Query, description = "Avec `near` : à moins de tant de kilomètres, 1 à 200"),
        ("limit" = Option<usize>, Query, description = "1 à 200 ; 50 par défaut"),
        ("cursor" = Option<String>, Query, description = "Valeur de `next_cursor` de la page précédente"),
    ),
    responses(
        (status = 200, description = "Une page de fiches", body = Page),
        (status = 404, description = "CPTS inconnue", content_type = "application/problem+json"),
        (status = 422, description = "Paramètre illisible", content_type = "application/problem+json"),
    )
)]
async fn list(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let filtre = filtre(&fields, &NOMS).map_err(|(name, why)| unreadable(name, why))?;
    let limit = match fields.get("limit") {
        "" => LIMIT,
        text => text
            .parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| unreadable("limit", format!("Un nombre de 1 à {MOST} est attendu.")))?,
    };
    let cursor = match fields.get("cursor") {
        "" => None,
        text => {
            Some(Curseur::read(text).ok_or_else(|| unreadable("cursor", "Ce curseur ne vient pas d’ici."))?)
        }
    };
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Public).await?;
    drop(tx);
    let texte: String = fields.get(NOMS.texte).chars().take(120).collect();
    let demande = Demande { texte: &texte, filtre: &filtre, now: visit.ctx.now, france: &etat.france };
    let trouves = bottin.search(&demande).trouves;
    let debut = cursor.map_or(0, |cursor| cursor.debut(&bottin, &trouves));
    Ok(Json(page(&bottin, &etat, &trouves, debut, limit)).into_response())
}

fn page(bottin: &Bottin, etat: &Etat, trouves: &[Trouve], debut: usize, limit: usize) -> Page {
    let shown: Vec<&Trouve> = trouves.iter().skip(debut).take(limit).collect();
    let end = debut + shown.len();
    let last = shown.last().and_then(|trouve| bottin.at(trouve)).filter(|_| end < trouves.len());
    let next_cursor = last.map(|one| Curseur { rang: end, avant: one.reference().clone() }.to_string());
    let item = |trouve: &&Trouve| Some(Item::found(bottin, etat, bottin.at(trouve)?, trouve));
    let items = shown.iter().filter_map(item).collect();
    Page { items, total: trouves.len(), next_cursor, sources: Sources::of(bottin) }
}

/// Une fiche de l’annuaire public.
#[utoipa::path(
    get,
    path = "/api/{cpts}/annuaire/{fiche}",
    tag = "annuaire",
    params(
        ("cpts" = String, Path, description = "Adresse de la CPTS"),
        ("fiche" = String, Path, description = "`reference` d’une fiche", example = "ps-899763608371"),
    ),
    responses(
        (status = 200, description = "La fiche", body = One),
        (status = 404, description = "Aucune fiche publique de ce nom", content_type = "application/problem+json"),
    )
)]
async fn one(State(app): State<App>, visit: Visit, Path((_, segment)): Path<(String, String)>) -> Answer {
    let reference: Reference = segment.parse().map_err(|_| Problem::not_found())?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Public).await?;
    drop(tx);
    let inscrit = bottin.get(&reference).ok_or_else(Problem::not_found)?;
    let item = Item::of(&bottin, &etat, inscrit);
    Ok(Json(One { item, sources: Sources::of(&bottin) }).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_a_made_up_one_does_not() {
        let cursor = Curseur { rang: 50, avant: "ps-899763608371".parse().unwrap() };
        assert_eq!(Curseur::read(&cursor.to_string()), Some(cursor));
        for wrong in ["", "50", "~ps-899763608371", "x~ps-899763608371", "50~ailleurs"] {
            assert_eq!(Curseur::read(wrong), None, "{wrong}");
        }
    }
}
