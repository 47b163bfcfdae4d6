//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use testkit::Visitor;
use web::App;

/// The table that is shipped: who is let in here is let in for real.
const RIGHTS: &str = include_str!("../../../app/droits.txt");

fn app(db: &Db) -> App {
    testsite::builder(db, instant(&format!("{TODAY}T08:00:00Z")), RIGHTS).modules(&[module()]).build()
}

/// Somebody signed in; nobody when the role is empty.
pub(super) fn signed(db: &Db, n: u128, role: &str) -> Visitor {
    let session = if role.is_empty() { String::new() } else { format!("{}~{role}", Uuid::from_u128(n)) };
    testsite::visitor(&app(db), (module().routes)(), &session)
}

/// The cards of *Ma journée*, drawn.
pub(super) async fn cards(db: &Db, ctx: &Ctx) -> String {
    let app = app(db);
    let mut tx = db.read(&on(ctx, TODAY)).await.unwrap();
    let cards = crate::cards::read(&app, &mut tx).await.unwrap();
    cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect()
}
