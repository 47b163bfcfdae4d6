//! What a list costs: `cargo run --release -p annuaire --example mesure -- BASE.db [DEPARTEMENT…]`, on a copy of a base where
//! official files were imported (`repertoire`'s example `charge`). A CPTS is opened on these départements; prints how long
//! its directory takes to build, then the median and the worst of each page, in the program, without network.

use annuaire::{Bottins, Carnets, Regard, Tirage, module};
use db::{Db, Migrations, Secret};
use identifiants::CommuneCode;
use jiff::Timestamp;
use jiff::civil::date;
use kernel::{Clock, Ctx};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use territoire::Atlas;
use testkit::Visitor;
use web::{App, BoxFuture, Caller, Identity, RightsTable, Settings};

const SCHEMA: &[Migrations] = &[
    db::MIGRATIONS,
    comptes::MIGRATIONS,
    territoire::MIGRATIONS,
    repertoire::MIGRATIONS,
    annuaire::MIGRATIONS,
];
const RIGHTS: &str = "droit | sens | visiteur | membre
annuaire.consulter | a | x |
annuaire.voir | a | | x
lien.suivre | a | x |";
const PAGES: [&str; 8] = [
    "/mesure/espace/annuaire",
    "/mesure/espace/annuaire?profession=infirmier&pres-de=43157&rayon=20",
    "/mesure/espace/annuaire?q=martin",
    "/mesure/espace/annuaire?q=infirmier",
    "/mesure/espace/annuaire?q=dr%20martn%20cardio",
    "/mesure/annuaire?debut=500",
    "/mesure/espace/annuaire/carte",
    "/api/mesure/annuaire",
];

type Wrong = Box<dyn std::error::Error>;

fn identify<'a>(
    db: &'a Db,
    now: Timestamp,
    token: Option<&'a str>,
    slug: Option<&'a str>,
) -> BoxFuture<'a, db::Result<Caller>> {
    Box::pin(async move {
        let mut tx = db.read(&Ctx::system("mesure", now)).await?;
        let tenant = match slug {
            Some(slug) => comptes::by_slug(&mut tx, slug).await?,
            None => None,
        };
        let identity = token.map(|_| Identity {
            person: uuid::Uuid::nil(),
            name: "Claire Fabre".to_owned(),
            session: "s".to_owned(),
            roles: vec!["membre".to_owned()],
            role_label: "Membre".to_owned(),
        });
        Ok(Caller { identity, tenant })
    })
}

/// The CPTS of this base, opened the first time.
async fn open(db: &Db, atlas: &Atlas, now: Timestamp, departements: &[String]) -> Result<Ctx, Wrong> {
    let ctx = Ctx::system("mesure", now);
    let known = comptes::by_slug(&mut db.read(&ctx).await?, "mesure").await?;
    if let Some(tenant) = known {
        return Ok(ctx.within(tenant.id));
    }
    let id = comptes::open_cpts(&ctx, db, "mesure".parse()?, "CPTS de mesure".parse()?).await?;
    let etat = atlas.at(&mut db.read(&ctx).await?).await?;
    let mut communes: BTreeSet<CommuneCode> = BTreeSet::new();
    for code in departements {
        communes.extend(etat.france.of_departement(code.parse()?).iter().map(|commune| commune.code));
    }
    let ctx = ctx.within(id);
    territoire::set_perimetre(&ctx, db, atlas, date(2025, 1, 1), communes).await?;
    Ok(ctx)
}

async fn build(db: &Db, ctx: &Ctx, atlas: &Atlas) -> Result<(), Wrong> {
    let (bottins, carnets) = (Bottins::default(), Carnets::default());
    for (what, regard) in [("read and build", Regard::Membre), ("build for another reader", Regard::Public)] {
        let (mut tx, start) = (db.read(ctx).await?, Instant::now());
        let bottin = bottins.at(&mut tx, atlas, &carnets, regard).await?;
        println!("{what}: {} entries, {:.1} ms", bottin.inscrits().len(), millis(start.elapsed()));
        if regard == Regard::Public {
            let tirage =
                Tirage::whole(bottin, atlas.at(&mut tx).await?, "CPTS de mesure").ok_or("no file")?;
            let start = Instant::now();
            let bytes = documents::pdf(&tirage.document())?.len();
            println!("printed: {bytes} bytes, {:.1} ms", millis(start.elapsed()));
        }
    }
    Ok(())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Wrong> {
    let mut given = std::env::args().skip(1);
    let path = given.next().ok_or("the path of a base is expected")?;
    let departements: Vec<String> = given.collect();
    let departements = if departements.is_empty() { vec!["43".to_owned()] } else { departements };
    let db = Db::open(&format!("sqlite:{path}"), Secret::new([1; 32]))?;
    let now: Timestamp = "2026-03-02T07:00:00Z".parse()?;
    db.migrate(&Ctx::system("mesure", now), SCHEMA).await?;
    let atlas = Atlas::load(&db, now).await?;
    let ctx = open(&db, &atlas, now, &departements).await?;
    build(&db, &ctx, &atlas).await?;
    let settings =
        Settings { public_url: "http://mesure".to_owned(), demo: false, name: "Maillage".to_owned() };
    let rights = RightsTable::parse(RIGHTS)?;
    let app = App::builder(db, Clock::Fixed(now), settings, identify, rights).with(atlas);
    let app = app.with(Carnets::default()).with(Bottins::default()).with(repertoire::Repertoire::new());
    let mut visitor = Visitor::new(web::router(&app.modules(&[module()]).build(), (module().routes)()).0);
    visitor.cookies.insert("maillage_session".to_owned(), "membre".to_owned());
    for page in PAGES {
        let mut times = Vec::new();
        for _ in 0..41 {
            let start = Instant::now();
            let status = visitor.get(page).await.status;
            times.push(start.elapsed());
            assert!(status.is_success(), "{page}: {status}");
        }
        let first = times.remove(0);
        times.sort_unstable();
        let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{page}: first {:.1}, median {:.2}, worst {:.1} ms",
            millis(first),
            millis(median),
            millis(worst)
        );
    }
    Ok(())
}
