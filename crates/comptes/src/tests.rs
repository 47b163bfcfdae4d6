//! Feature tests, on both engines, through verbs and through the doors.

mod cloison;
mod compte;
mod connexion;
mod liens;
mod liens_directs;
mod membres;
mod portes;
mod second_facteur;
mod sessions;

use crate::*;
use db::Db;
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, Ctx, Id, Rights};
use testkit::{Visitor, actors::system};
use web::{App, RightsTable, Settings};

/// The tables that these tests need.
const TABLES: &[db::Migrations] = &[db::MIGRATIONS, MIGRATIONS];
const PASSWORD: &str = "lentille verte du matin";

/// A small rights table with the roles that the tests use.
const RIGHTS: &str = "
right | meaning | visiteur | connecte | coordination | presidence | secretariat | membre | administrateur_plateforme
comptes.se_connecter     | Se connecter               | x | | | | | |
lien.suivre              | Suivre un lien             | x | | | | | |
comptes.mon_compte       | Voir son compte            | | x | | | | |
comptes.voir_reglages    | Ouvrir les réglages        | | | x | x | x | | x
comptes.voir_membres     | Voir les membres           | | | x | x | x | | x
comptes.exporter_membres | Télécharger les membres    | | | x | x | | |
comptes.gerer_membres    | Inviter et suspendre       | | | x | x | x | | x
comptes.changer_roles    | Changer les rôles          | | | x | x | | | x
comptes.voir_journal     | Lire le journal            | | | x | x | | | x
comptes.voir_roles       | Voir qui peut quoi         | | | x | x | x | x | x
";

/// The program, in a new CPTS of that slug.
async fn world(db: &Db, slug: &str) -> Ctx {
    let ctx = Ctx { rights: Rights::all(), ..system() };
    let nom = format!("CPTS {slug}").parse().unwrap();
    let cpts = open_cpts(&ctx, db, slug.parse().unwrap(), nom).await.unwrap();
    ctx.within(cpts)
}

fn nouveau(prenom: &str, nom: &str, roles: &[Role]) -> NouveauMembre {
    let courriel = format!("{}.{}@exemple.fr", kernel::fold(prenom), kernel::fold(nom)).replace(' ', "-");
    NouveauMembre {
        courriel: courriel.parse().unwrap(),
        nom: nom.parse().unwrap(),
        prenom: prenom.parse().unwrap(),
        profession: Some("Infirmière".parse().unwrap()),
        commune: Some("Le Puy-en-Velay".parse().unwrap()),
        telephone: Some("0471000000".parse().unwrap()),
        roles: Roles::of(roles.iter().copied()),
        depuis: "2026-01-15".parse().unwrap(),
    }
}

/// Claire Fabre, coordinator, with [`PASSWORD`].
async fn claire(ctx: &Ctx, db: &Db) -> Id<Personne> {
    let id = add_personne(ctx, db, &nouveau("Claire", "Fabre", &[Role::Coordination])).await.unwrap();
    give_password(ctx, db, id, &PASSWORD.parse().unwrap()).await.unwrap();
    id
}

/// A visitor who has not said who they are.
fn anonymous(ctx: &Ctx) -> Ctx {
    Ctx { actor: kernel::Actor::Anonyme, cpts: Id::INSTANCE, rights: Rights::none(), ..ctx.clone() }
}

/// Somebody acting on their own account from the session of `jeton`.
async fn myself(ctx: &Ctx, db: &Db, jeton: &Jeton) -> Ctx {
    let (caller, _) = identify::find(db, ctx.now, Some(jeton.as_str()), None).await.unwrap();
    let identity = caller.identity.unwrap();
    let origin = kernel::Origin { session: identity.session, ..ctx.origin.clone() };
    let rights = Rights::of([droits::MON_COMPTE]);
    Ctx { actor: kernel::Actor::Personne(identity.person), cpts: Id::INSTANCE, origin, rights, ..ctx.clone() }
}

/// Signs in with [`PASSWORD`] an account that has no second factor.
async fn signed_in(ctx: &Ctx, db: &Db, courriel: &str) -> Jeton {
    match sign_in(&anonymous(ctx), db, courriel, PASSWORD).await.unwrap() {
        Entree::Ouverte(jeton) => jeton,
        Entree::Code(_) => panic!("a code is due"),
    }
}

fn later(ctx: &Ctx, by: SignedDuration) -> Ctx {
    Ctx { now: ctx.now + by, ..ctx.clone() }
}

/// The content of the last event of that name.
async fn told(ctx: &Ctx, db: &Db, name: &str) -> serde_json::Value {
    let mut tx = db.begin(ctx).await.unwrap();
    let events = db::outbox::due(&mut tx, 100).await.unwrap();
    let event = events.iter().rfind(|event| event.nom == name).expect("the event was published");
    serde_json::from_str(&event.contenu).unwrap()
}

/// The token of the last link that was sent.
async fn mailed(ctx: &Ctx, db: &Db, name: &str) -> String {
    let chemin = told(ctx, db, name).await["chemin"].as_str().unwrap().to_owned();
    chemin.strip_prefix("/connexion/lien/").unwrap().to_owned()
}

/// The site at an instant.
fn site(db: &Db, now: Timestamp) -> Visitor {
    let settings =
        Settings { public_url: "http://essai.test".to_owned(), demo: false, name: "Maillage".to_owned() };
    let rights = RightsTable::parse(RIGHTS).unwrap();
    let modules = [module()];
    let builder = App::builder(db.clone(), Clock::Fixed(now), settings, identify, rights).modules(&modules);
    Visitor::new(web::router(&builder.build(), (modules[0].routes)()).0)
}

/// The site, signed in with [`PASSWORD`].
async fn site_as(db: &Db, now: Timestamp, courriel: &str) -> Visitor {
    let mut visitor = site(db, now);
    let page = visitor.post("/connexion", &[("courriel", courriel), ("mot_de_passe", PASSWORD)]).await;
    assert_eq!((page.status.as_u16(), page.location()), (303, "/espaces"));
    visitor
}
