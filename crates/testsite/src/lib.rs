//! The site that tests of pages walk in: whoever a test needs, with a role, without signing in for real.
//!
//! ```ignore
//! let app = testsite::builder(&db, ctx.now, RIGHTS).modules(&[module()]).build();
//! let mut visitor = testsite::visitor(&app, (module().routes)(), "coordination");
//! assert_eq!(visitor.get("/velay-sud/espace/contrat").await.status, 200);
//! ```

use db::Db;
use jiff::Timestamp;
use kernel::{Clock, Ctx};
use testkit::Visitor;
use uuid::Uuid;
use web::{App, BoxFuture, Builder, Caller, Identity, RightsTable, Routes, Settings};

/// Finds who is there, and the CPTS of the address among those of the database. A session is « role », for person
/// number 7, or « personne~role », where « personne » is a uuid; any other text before the tilde is nobody.
pub fn identify<'a>(
    db: &'a Db,
    now: Timestamp,
    session: Option<&'a str>,
    slug: Option<&'a str>,
) -> BoxFuture<'a, db::Result<Caller>> {
    Box::pin(async move {
        let mut tx = db.read(&Ctx::system("essai", now)).await?;
        let tenant = match slug {
            Some(slug) => comptes::by_slug(&mut tx, slug).await?,
            None => None,
        };
        Ok(Caller { identity: session.and_then(identity), tenant })
    })
}

fn identity(session: &str) -> Option<Identity> {
    let (person, role) = match session.split_once('~') {
        Some((person, role)) => (person.parse().ok()?, role),
        None => (Uuid::from_u128(7), session),
    };
    Some(Identity {
        person,
        name: "Claire Fabre".to_owned(),
        session: "s".to_owned(),
        roles: vec![role.to_owned()],
        role_label: role.to_owned(),
    })
}

/// Starts the assembly of a site stopped at `now`, with the settings of tests and this table of rights.
///
/// # Panics
/// When the table is not well formed.
#[must_use]
pub fn builder(db: &Db, now: Timestamp, rights: &'static str) -> Builder {
    let settings =
        Settings { public_url: "http://essai.test".to_owned(), demo: false, name: "Maillage".to_owned() };
    let rights = RightsTable::parse(rights).unwrap_or_else(|error| panic!("{error}"));
    App::builder(db.clone(), Clock::Fixed(now), settings, identify, rights)
}

/// Somebody with that session in front of these pages; nobody is signed in when it is empty.
#[must_use]
pub fn visitor(app: &App, routes: Routes, session: &str) -> Visitor {
    let mut visitor = Visitor::new(web::router(app, routes).0);
    if !session.is_empty() {
        let name = web::session_cookie(&app.settings);
        visitor.cookies.insert(name.to_owned(), session.to_owned());
    }
    visitor
}
