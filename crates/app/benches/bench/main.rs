//! `./dev bench [name…] [--write] [--size s|m|l] [--peers DIR] [--postgres ADDRESS]`: the figures that the product promises, on the real
//! binary: `empreinte`, `estimation`, `pages`, `acces`, `appariement`, `creneaux`, `planning`, `recherche`, `import`,
//! `annuaire`, `attente`, `reservation`, `sas`. `--peers` names a folder with the programs we compare with; by default a
//! `bench` folder beside the checkout is looked for, and without one only our own figures are printed.

#![expect(clippy::expect_used, reason = "a measure that cannot be taken must stop")]

mod access;
mod aci;
mod annuaire;
mod booking;
mod client;
mod door;
mod dossier;
mod estimation;
mod footprint;
mod import;
mod intake;
mod matching;
mod nearest;
mod pack;
mod pages;
mod paie;
mod peers;
mod report;
mod rota;
mod sas;
mod search;
mod server;
mod slots;
mod waiting;

use report::Report;
use std::path::PathBuf;

/// What to measure, and where the peers are.
pub struct Options {
    names: Vec<String>,
    write: bool,
    /// `s`, `m` or `l`: 100 × 200, 300 × 1 000 or 1 000 × 1 000 members.
    pub size: String,
    /// Address of an empty database of PostgreSQL, for what is measured on both engines.
    pub postgres: Option<String>,
    /// Folder of the peers' programs.
    pub peers: Option<PathBuf>,
}

impl Options {
    fn read() -> Self {
        let mut options = Self {
            names: Vec::new(),
            write: false,
            size: "l".to_owned(),
            postgres: None,
            peers: nearby_peers(),
        };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--write" => options.write = true,
                "--size" => options.size = args.next().unwrap_or_default(),
                "--postgres" => options.postgres = args.next(),
                "--peers" => options.peers = args.next().map(PathBuf::from),
                "--bench" => {} // added by cargo
                name => options.names.push(name.to_owned()),
            }
        }
        options
    }

    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }
}

/// The peers' programs in a folder beside the checkout (`*/bench/peers/web.py`), when somebody has put them there.
fn nearby_peers() -> Option<PathBuf> {
    let around = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."));
    let folders =
        std::fs::read_dir(around).ok()?.filter_map(Result::ok).map(|entry| entry.path().join("bench"));
    folders.into_iter().find(|folder| folder.join("peers/web.py").exists())
}

/// What goes through the server or its database.
async fn serve(options: &Options, report: &mut Report) {
    if options.wants("empreinte") {
        footprint::measure(report).await;
    }
    if options.wants("estimation") {
        estimation::measure(report).await;
    }
    if options.wants("pages") {
        pages::measure(options, report).await;
    }
    if options.wants("dossier") {
        dossier::measure(report).await;
    }
    if options.wants("porte") {
        door::measure(report).await;
    }
    if options.wants("demandes") {
        intake::measure(report).await;
    }
    if options.wants("reservation") {
        booking::measure(options, report).await;
    }
    if options.wants("sas") {
        sas::measure(options, report).await;
    }
    if options.wants("attente") {
        waiting::measure(report).await;
    }
    if options.wants("paie") {
        paie::measure(report).await;
    }
    if options.wants("liasse") {
        pack::measure(report).await;
    }
    if options.wants("annuaire") {
        annuaire::measure(options, report).await;
    }
}

/// What is computed from files or in memory.
fn compute(options: &Options, report: &mut Report) {
    if options.wants("acces") {
        access::measure(options, report);
    }
    if options.wants("appariement") {
        matching::measure(options, report);
    }
    if options.wants("creneaux") {
        nearest::measure(options, report);
    }
    if options.wants("planning") {
        rota::measure(options, report);
    }
    if options.wants("aci") {
        aci::measure(report);
    }
    if options.wants("recherche") {
        search::measure(options, report);
    }
    if options.wants("sas") {
        slots::measure(report);
    }
    if options.wants("import") {
        import::measure(options, report);
    }
}

fn main() {
    if let [_, verb, of] = &std::env::args().collect::<Vec<_>>()[..] {
        match verb.as_str() {
            import::PARSE => return import::parse(of),
            nearest::LOAD => return nearest::load(of),
            _ => {}
        }
    }
    let options = Options::read();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let mut report = Report::default();
    runtime.block_on(serve(&options, &mut report));
    compute(&options, &mut report);
    println!("{report}");
    if options.write {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/benchmarks.md");
        let before = if options.names.is_empty() {
            String::new()
        } else {
            std::fs::read_to_string(path).unwrap_or_default()
        };
        std::fs::write(path, report.page(&before)).expect("docs/benchmarks.md can be written");
    }
}
