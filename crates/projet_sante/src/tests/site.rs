//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use jiff::Timestamp;
use kernel::Clock;
use testkit::Visitor;
use web::{App, BoxFuture, Caller, Identity, RightsTable, Settings};

const RIGHTS: &str = "droit | sens | visiteur | coordination | membre | tresorerie
lien.suivre | a | x | | |
projet_sante.voir | a | | x | x | x
projet_sante.commenter | a | | x | x |
projet_sante.rediger | a | | x | x |
projet_sante.conduire | a | | x | |
projet_sante.appuyer | a | | x | |
projet_sante.aides | a | | x | | x
territoire.changer_statut | a | | x | |
comptes.voir_membres | a | | x | |";

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

async fn app(db: &Db, jour: Date) -> App {
    let settings =
        Settings { public_url: "http://essai".to_owned(), demo: false, name: "Maillage".to_owned() };
    let now = instant(&format!("{jour}T08:00:00Z"));
    let rights = RightsTable::parse(RIGHTS).unwrap();
    let app = App::builder(db.clone(), Clock::Fixed(now), settings, identify, rights);
    app.with(Atlas::load(db, now).await.unwrap()).modules(&[module()]).build()
}

/// Somebody signed in on that day.
pub(super) async fn signed(db: &Db, jour: Date, personne: Uuid, role: &str) -> Visitor {
    let mut visitor = Visitor::new(web::router(&app(db, jour).await, (module().routes)()).0);
    visitor.cookies.insert("maillage_session".to_owned(), format!("{personne}~{role}"));
    visitor
}

/// The cards of *Ma journée*, drawn.
pub(super) async fn cards(db: &Db, ctx: &Ctx, jour: Date) -> String {
    let app = app(db, jour).await;
    let mut tx = db.read(&on(ctx, jour)).await.unwrap();
    let cards = crate::cards::read(&app, &mut tx).await.unwrap();
    cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect()
}
