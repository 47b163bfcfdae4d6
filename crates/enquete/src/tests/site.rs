//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use testkit::Visitor;
use web::App;

const RIGHTS: &str = "droit | sens | visiteur | coordination | membre
lien.suivre | a | x | |
enquete.gerer | a | | x |
enquete.voir_resultats | a | | x | x
enquete.repondre | a | | x | x
comptes.voir_membres | a | | x |";

fn app(db: &Db, jour: Date) -> App {
    let now = instant(&format!("{jour}T08:00:00Z"));
    testsite::builder(db, now, RIGHTS).can_send_sms(true).modules(&[module()]).build()
}

fn with_session(db: &Db, jour: Date, session: &str) -> Visitor {
    testsite::visitor(&app(db, jour), (module().routes)().and((comptes::module().routes)()), session)
}

/// Somebody in front of the site on that day; nobody is signed in.
pub(super) fn visitor(db: &Db, jour: Date) -> Visitor {
    with_session(db, jour, "")
}

/// The same, signed in.
pub(super) fn signed(db: &Db, jour: Date, personne: Id<Personne>, role: &str) -> Visitor {
    with_session(db, jour, &format!("{personne}~{role}"))
}

/// The cards of *Ma journée*, drawn.
pub(super) async fn cards(db: &Db, ctx: &Ctx, jour: Date) -> String {
    let app = app(db, jour);
    let mut tx = db.read(&on(ctx, jour)).await.unwrap();
    let cards = crate::cards::read(&app, &mut tx).await.unwrap();
    cards.iter().map(|(_, card)| maud::Render::render(card).into_string()).collect()
}
