//! What an import costs: `cargo run --release -p repertoire --example charge -- sqlite:/tmp/charge.db FILE [FILE…]`.
//! Imports each file in turn as a later day, and prints wall and CPU seconds, peak memory and size of the base.

use db::{Db, Secret};
use identifiants::CommuneCode;
use jiff::{Span, Timestamp, civil::date};
use kernel::Ctx;
use repertoire::{Nationale, Recherche, Reglages, Source, import_annuaire, professionnels_of};
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::Read,
    path::Path,
    time::Instant,
};
use territoire::referentiel::Referentiel;

const TICKS: f64 = 100.0;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut given = std::env::args().skip(1);
    let address = given.next().ok_or("an address is expected")?;
    let files: Vec<String> = given.collect();
    let db = Db::open(&address, Secret::new([1; 32]))?;
    let ctx = Ctx::system("charge", Timestamp::UNIX_EPOCH);
    db.migrate(&ctx, &[db::MIGRATIONS, repertoire::MIGRATIONS]).await?;
    let france = Referentiel::embedded()?;
    let mut tx = db.read(&ctx).await?;
    let known = repertoire::editions(&mut tx).await?.first().map(|edition| edition.du);
    drop(tx);
    let mut du = known.unwrap_or(date(2026, 1, 1));
    for name in &files {
        du += Span::new().days(1);
        let open = || -> std::io::Result<Box<dyn Read + Send>> { Ok(Box::new(File::open(name)?)) };
        let source = Source { nom: name, octets: fs::metadata(name)?.len(), ouvrir: &open };
        let reglages = Reglages { partial: true, du: Some(du), ..Reglages::default() };
        let (start, cpu) = (Instant::now(), processor());
        let done =
            import_annuaire(&ctx, &db, &france, &[source], reglages, &mut |_, _| {}, &mut |_, _| {}).await?;
        let (wall, cpu) = (start.elapsed().as_secs_f64(), processor() - cpu);
        let size = address.strip_prefix("sqlite:").map_or(0, |path| size(Path::new(path)));
        println!(
            "{name}: wall {wall:.2} s, cpu {cpu:.2} s, peak {} MB, base {size} MB, {:?}",
            peak(),
            done.bilan
        );
        done.notices.iter().for_each(|notice| println!("  {notice}"));
    }
    questions(&db, &ctx, &france).await
}

/// What a territory of a whole département and a search cost.
async fn questions(db: &Db, ctx: &Ctx, france: &Referentiel) -> Result<(), Box<dyn std::error::Error>> {
    let communes: BTreeSet<CommuneCode> =
        france.of_departement("50".parse()?).iter().map(|commune| commune.code).collect();
    let mut tx = db.read(ctx).await?;
    for _ in 0..3 {
        let start = Instant::now();
        let people = professionnels_of(&mut tx, france, &communes).await?;
        let wall = start.elapsed().as_secs_f64() * 1e3;
        println!("{} people of {} communes: {wall:.1} ms", people.len(), communes.len());
    }
    let (start, cpu) = (Instant::now(), processor());
    let index = Nationale::read(db, ctx, france).await?;
    let wall = start.elapsed().as_secs_f64();
    println!(
        "{} people indexed: wall {wall:.2} s, cpu {:.2} s, peak {} MB",
        index.len(),
        processor() - cpu,
        peak()
    );
    let start = Instant::now();
    let asked = Recherche { texte: "martin infirmier", pres_de: None, communes: None, limit: 20 };
    let found = index.search(&mut tx, france, asked).await?.0;
    println!("{} found in {:.2} ms", found.len(), start.elapsed().as_secs_f64() * 1e3);
    Ok(())
}

/// CPU seconds of this process.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    ticks / TICKS
}

/// Peak of memory in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| file.len()) >> 20
}
