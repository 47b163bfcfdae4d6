//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use jiff::Timestamp;
use kernel::Clock;
use testkit::Visitor;
use uuid::Uuid;
use web::{App, BoxFuture, Caller, Identity, RightsTable, Settings};

const RIGHTS: &str = "droit | sens | visiteur | coordination | membre
lien.suivre | a | x | |
enquete.gerer | a | | x |
enquete.voir_resultats | a | | x | x
enquete.repondre | a | | x | x
comptes.voir_membres | a | | x |";

/// A session is « personne~role ».
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
        let identity = token.and_then(|token| token.split_once('~')).map(|(person, role)| Identity {
            person: person.parse().unwrap_or(Uuid::nil()),
            name: "Claire Fabre".to_owned(),
            session: "s".to_owned(),
            roles: vec![role.to_owned()],
            role_label: role.to_owned(),
        });
        Ok(Caller { identity, tenant })
    })
}

fn app(db: &Db, jour: Date) -> App {
    let settings =
        Settings { public_url: "http://essai".to_owned(), demo: false, name: "Maillage".to_owned() };
    let clock = Clock::Fixed(instant(&format!("{jour}T08:00:00Z")));
    let app = App::builder(db.clone(), clock, settings, identify, RightsTable::parse(RIGHTS).unwrap());
    app.can_send_sms(true).modules(&[module()]).build()
}

/// Somebody in front of the site on that day; nobody is signed in.
pub(super) fn visitor(db: &Db, jour: Date) -> Visitor {
    let routes = (module().routes)().and((comptes::module().routes)());
    Visitor::new(web::router(&app(db, jour), routes).0)
}

/// The same, signed in.
pub(super) fn signed(db: &Db, jour: Date, personne: Id<Personne>, role: &str) -> Visitor {
    let mut visitor = visitor(db, jour);
    visitor.cookies.insert("maillage_session".to_owned(), format!("{personne}~{role}"));
    visitor
}

/// The cards of *Ma journée*, drawn.
pub(super) async fn cards(db: &Db, ctx: &Ctx, jour: Date) -> String {
    let app = app(db, jour);
    let mut tx = db.read(&on(ctx, jour)).await.unwrap();
    let cards = crate::cards::read(&app, &mut tx).await.unwrap();
    cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect()
}
