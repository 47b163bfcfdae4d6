//! scratch server
use comptes::{NouveauMembre, Role, Roles};
use kernel::{Clock, Ctx, Id};
use web::{App, BoxFuture, Caller, Identity, RightsTable, Settings};

fn identify<'a>(db: &'a db::Db, now: jiff::Timestamp, token: Option<&'a str>, slug: Option<&'a str>) -> BoxFuture<'a, db::Result<Caller>> {
    Box::pin(async move {
        let mut tx = db.read(&Ctx::system("x", now)).await?;
        let tenant = match slug { Some(s) => comptes::by_slug(&mut tx, s).await?, None => None };
        let identity = token.map(|_| Identity { person: uuid::Uuid::from_u128(7), name: "Claire Fabre".into(), session: "s".into(), roles: vec!["coordination".into()], role_label: "Coordination".into() });
        Ok(Caller { identity, tenant })
    })
}

#[tokio::main]
async fn main() {
    let dir = tempfile::tempdir().unwrap();
    let path = std::env::args().nth(1).unwrap_or_else(|| format!("{}", dir.path().join("a.db").display()));
    let db = db::Db::open(&format!("sqlite:{path}"), db::Secret::new([7; 32])).unwrap();
    let clock = Clock::Real;
    let ctx = Ctx::system("demo", clock.now());
    db.migrate(&ctx, &[db::MIGRATIONS, comptes::MIGRATIONS, territoire::MIGRATIONS]).await.unwrap();
    if let Err(e) = territoire::demo::fill(&ctx, &db).await { eprintln!("{e}"); }
    let mut tx = db.read(&ctx).await.unwrap();
    let first = comptes::toutes(&mut tx).await.unwrap();
    drop(tx);
    let _ = comptes::add_personne(&ctx.within(first[0].id), &db, &NouveauMembre { courriel: "c@e.fr".parse().unwrap(), nom: "Fabre".parse().unwrap(), prenom: "Claire".parse().unwrap(), profession: None, commune: None, telephone: None, roles: Roles::of([Role::Coordination]), depuis: "2026-01-01".parse().unwrap() }).await;
    let atlas = territoire::Atlas::load(&db, clock.now()).await.unwrap();
    let rights = RightsTable::parse("droit | sens | visiteur | connecte | coordination\nterritoire.consulter | a | x | |\nterritoire.ouvrir_projet | a | | x |\nterritoire.voir | a | | | x\nterritoire.modifier | a | | | x\nterritoire.changer_statut | a | | | x\nterritoire.importer | | | |\n").unwrap();
    let settings = Settings { public_url: "http://127.0.0.1:8077".into(), demo: true, name: "Maillage".into() };
    let modules = [territoire::module()];
    let app = App::builder(db, clock, settings, identify, rights).with(atlas).modules(&modules).build();
    let (router, _) = web::router(&app, (modules[0].routes)());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8077").await.unwrap();
    let _ = Id::<kernel::Cpts>::INSTANCE;
    web::serve(listener, router, std::future::pending()).await.unwrap();
}
