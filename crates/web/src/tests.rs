//! Tests of the door: the gate, provenance, problems, fields, the rights table.

mod gate;
mod reading;
mod room;
mod tls;

use crate::{App, BoxFuture, Caller, Identity, RightsTable, Routes, Settings, Tenant, Visit};
use axum::{Router, extract::State, response::IntoResponse};
use db::Db;
use jiff::Timestamp;
use kernel::{Clock, Right};
use maud::html;
use testkit::Visitor;

const OPEN: Right = Right("essai.ouvert");
const MEMBERS: Right = Right("essai.membres");
const OFFICE: Right = Right("essai.bureau");

const TABLE: &str = "
droit         | ce qu'il permet | visiteur | connecte | membre | bureau
essai.ouvert  | voir le site    | x        |          |        |
essai.membres | lire            |          |          | x      | x
essai.bureau  | écrire          |          |          |        | x
";

/// The session cookie names the role; the CPTS « velay » exists.
fn identify<'a>(
    _: &'a Db,
    _: Timestamp,
    token: Option<&'a str>,
    slug: Option<&'a str>,
) -> BoxFuture<'a, db::Result<Caller>> {
    let identity = token.map(|role| Identity {
        person: uuid::Uuid::from_u128(1),
        name: "Claire Fabre".to_owned(),
        session: "s1".to_owned(),
        roles: vec![role.to_owned()],
        role_label: role.to_owned(),
    });
    let tenant = slug.filter(|slug| *slug == "velay").map(|slug| Tenant {
        id: testkit::CPTS,
        slug: slug.to_owned(),
        nom: "CPTS Velay".to_owned(),
    });
    Box::pin(async move { Ok(Caller { identity, tenant }) })
}

fn routes() -> Routes {
    async fn page(visit: Visit, State(app): State<App>) -> crate::Answer {
        let trace = app.settings.name.clone();
        Ok(visit.page(
            &visit.frame("Une page"),
            html! { p { (trace) } form { input type="hidden" name="_csrf" value=(visit.csrf); } },
        ))
    }
    async fn write(_: Visit, fields: crate::Fields) -> crate::Answer {
        Ok(fields.get("mot").to_owned().into_response())
    }
    async fn fault() -> crate::Answer {
        Err(db::Error::Busy { sql: "SELECT secret".to_owned() }.into())
    }
    async fn busy() -> crate::Answer {
        Err(crate::Problem::new(503, "essai-occupe", "Beaucoup de monde. Recommencez dans une minute."))
    }
    async fn panic() -> crate::Answer {
        panic!("secret")
    }
    Routes::new()
        .get("/ouvert", OPEN, page)
        .post("/ouvert", OPEN, write)
        .get("/{cpts}/espace/lire", MEMBERS, page)
        .post("/{cpts}/espace/ecrire", OFFICE, write)
        .get("/panne", OPEN, fault)
        .get("/api/panne", OPEN, fault)
        .get("/occupe", OPEN, busy)
        .get("/chute", OPEN, panic)
        .and(room::routes())
}

fn app(db: Db, url: &str) -> Router {
    let rights = RightsTable::parse(TABLE).unwrap();
    let settings = Settings { public_url: url.to_owned(), demo: false, name: "Essai".to_owned() };
    let clock = Clock::Fixed(testkit::actors::instant(testkit::actors::NOW));
    let app = App::builder(db, clock, settings, identify, rights).build();
    crate::router(&app, routes()).0
}

fn visitor(db: Db) -> Visitor {
    Visitor::new(app(db, "http://essai.test"))
}

fn signed(db: Db, role: &str) -> Visitor {
    let mut visitor = visitor(db);
    visitor.cookies.insert("maillage_session".to_owned(), role.to_owned());
    visitor
}
