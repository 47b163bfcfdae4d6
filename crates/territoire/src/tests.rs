//! Feature tests, on both engines, through verbs and doors.

mod cloison;
mod imports;
mod portes;
mod verbes;

use crate::droits::{CHANGER_STATUT, CONSULTER, IMPORTER, MODIFIER, OUVRIR_PROJET, VOIR};
use crate::{Atlas, MIGRATIONS, module};
use axum::{Router, body::Body};
use comptes::{NouveauMembre, Role, Roles, Slug};
use db::{Db, Migrations};
use http_body_util::BodyExt;
use identifiants::CommuneCode;
use jiff::Timestamp;
use kernel::{Clock, Ctx, Id};
use std::collections::BTreeSet;
use testkit::actors;
use tower::ServiceExt;
use web::{App, BoxFuture, Caller, Identity, RightsTable, Settings};

const SCHEMA: &[Migrations] = &[db::MIGRATIONS, comptes::MIGRATIONS, MIGRATIONS];
const ALL: &[kernel::Right] = &[VOIR, MODIFIER, CHANGER_STATUT, CONSULTER, OUVRIR_PROJET, IMPORTER];

fn codes(text: &str) -> BTreeSet<CommuneCode> {
    text.split_whitespace().map(|code| code.parse().unwrap()).collect()
}

/// The program, with every right, in a new CPTS of that address.
async fn cpts(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { ids: kernel::Ids::Random, ..actors::system() };
    let slug: Slug = slug.parse().unwrap();
    let nom = format!("CPTS {slug}").parse().unwrap();
    let id = comptes::open_cpts(&ctx, db, slug, nom).await.unwrap();
    ctx.within(id)
}

async fn atlas(db: &Db) -> Atlas {
    Atlas::load(db, actors::instant(actors::NOW)).await.unwrap()
}

/// « coordination » signs in with any token; nobody else does.
fn identify<'a>(
    db: &'a Db,
    now: Timestamp,
    token: Option<&'a str>,
    slug: Option<&'a str>,
) -> BoxFuture<'a, db::Result<Caller>> {
    Box::pin(async move {
        let mut tx = db.read(&Ctx::system("essai", now)).await?;
        let tenant = match slug {
            Some(slug) => comptes::by_slug(&mut tx, slug).await?,
            None => None,
        };
        let identity = token.map(|person| Identity {
            person: person.parse().unwrap_or(uuid::Uuid::nil()),
            name: "Claire Fabre".to_owned(),
            session: "s".to_owned(),
            roles: vec!["coordination".to_owned()],
            role_label: "Coordination".to_owned(),
        });
        Ok(Caller { identity, tenant })
    })
}

const RIGHTS: &str = "droit | sens | visiteur | connecte | coordination
territoire.consulter | a | x | |
territoire.ouvrir_projet | a | | x |
territoire.voir | a | | | x
territoire.modifier | a | | | x
territoire.changer_statut | a | | | x";

/// The program, as a browser sees it.
struct Site(Router);

impl Site {
    async fn of(db: &Db) -> Self {
        let settings =
            Settings { public_url: "http://essai".to_owned(), demo: false, name: "Maillage".to_owned() };
        let clock = Clock::Fixed(actors::instant(actors::NOW));
        let app = App::builder(db.clone(), clock, settings, identify, RightsTable::parse(RIGHTS).unwrap());
        let app = app.with(atlas(db).await).modules(&[module()]).build();
        Self(web::router(&app, (module().routes)()).0)
    }

    /// Status and body.
    async fn send(
        &self,
        method: &str,
        uri: &str,
        person: Option<Id<comptes::Personne>>,
        body: &str,
    ) -> (u16, String) {
        let mut request =
            axum::http::Request::builder().method(method).uri(uri).header("sec-fetch-site", "same-origin");
        if let Some(person) = person {
            request = request.header("cookie", format!("maillage_session={person}"));
        }
        let response =
            self.0.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let place = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, place.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned()))
    }

    async fn get(&self, uri: &str) -> (u16, String) {
        self.send("GET", uri, None, "").await
    }

    async fn json(&self, uri: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(uri).await.1).unwrap()
    }
}

fn somebody() -> Option<Id<comptes::Personne>> {
    Some(Id::new(uuid::Uuid::from_u128(7)))
}

fn claire() -> NouveauMembre {
    NouveauMembre {
        courriel: "claire@exemple.fr".parse().unwrap(),
        nom: "Fabre".parse().unwrap(),
        prenom: "Claire".parse().unwrap(),
        profession: None,
        commune: None,
        telephone: None,
        roles: Roles::of([Role::Membre]),
        depuis: jiff::civil::date(2026, 3, 2),
    }
}
