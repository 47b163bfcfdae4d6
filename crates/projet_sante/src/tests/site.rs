//! The program, as a browser sees it: a session cookie names the person and their role.

use super::*;
use testkit::Visitor;
use web::App;

const RIGHTS: &str = "droit | sens | visiteur | coordination | membre | tresorerie | usager | partenaire
actes.voir | a | | x | | | |
actes.noter | a | | x | | | |
lien.suivre | a | x | | | | |
projet_sante.voir | a | | x | x | x | x | x
projet_sante.voir_travail | a | | x | x | x | |
projet_sante.voir_aides | a | | x | | x | |
projet_sante.joindre | a | | x | | x | |
projet_sante.commenter | a | | x | x | | x | x
projet_sante.rediger | a | | x | x | | | x
projet_sante.conduire | a | | x | | | |
projet_sante.appuyer | a | | x | | | |
projet_sante.aides | a | | x | | x | |
territoire.changer_statut | a | | x | | | |
comptes.voir_membres | a | | x | | | |";

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
