//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use testkit::Visitor;
use web::App;

/// The table that is shipped: who is let in here is let in for real.
const RIGHTS: &str = include_str!("../../../app/droits.txt");

/// Whoever acts, with the rights of that role and no other.
pub(super) fn shipped(ctx: &Ctx, role: &str) -> Ctx {
    let table = web::RightsTable::parse(RIGHTS).unwrap();
    Ctx { rights: table.rights_of(true, &[role.to_owned()]), ..ctx.clone() }
}

async fn app(db: &Db, jour: Date) -> App {
    let now = instant(&format!("{jour}T08:00:00Z"));
    let builder = testsite::builder(db, now, RIGHTS).with(Atlas::load(db, now).await.unwrap());
    builder.modules(&[module()]).build()
}

/// Somebody signed in on that day.
pub(super) async fn signed(db: &Db, jour: Date, personne: Uuid, role: &str) -> Visitor {
    testsite::visitor(&app(db, jour).await, (module().routes)(), &format!("{personne}~{role}"))
}

/// The cards of *Ma journée*, drawn.
pub(super) async fn cards(db: &Db, ctx: &Ctx, jour: Date) -> String {
    let app = app(db, jour).await;
    let mut tx = db.read(&on(ctx, jour)).await.unwrap();
    let cards = crate::cards::read(&app, &mut tx).await.unwrap();
    cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect()
}
