//! The pack of a dialogue de gestion for a full year: 20 000 acts, 25 indicators, 75 proofs; from the press of the button to the
//! archive that can be taken.

use crate::{dossier, report::Report};
use db::{Db, Secret};
use indicateurs::Objet;
use kernel::Ctx;
use law::Parameters;
use pieces::Depot;
use std::path::PathBuf;
use std::time::Instant;

/// Proofs of each indicator, and the bytes of each.
const PROOFS: usize = 3;
const WEIGHT: usize = 400_000;

pub async fn measure(report: &mut Report) {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench/pack"));
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("target/bench/pack");
    let database = work.join("maillage.db");
    dossier::fill(&database).await;
    let db = Db::open(&format!("sqlite:{}", database.display()), Secret::new([7; 32])).expect("a base");
    let (ctx, law) = prepare(&db).await;
    let today = ctx.now.in_tz("Europe/Paris").expect("a day").date();
    let mut tx = db.read(&ctx).await.expect("a base");
    let contrat = contrat::en_cours(&mut tx, today).await.expect("contracts").expect("a contract");
    drop(tx);
    let annee = contrat.annee(today).expect("a year of the contract");
    prove(&ctx, &db, &law, &contrat, annee).await;
    let dialogue = dialogue::open_dialogue(&ctx, &db, &law, contrat.id, annee).await.expect("a dialogue");
    let mut best = f64::MAX;
    let mut weight = 0;
    for _ in 0..3 {
        let start = Instant::now();
        let liasse = dialogue::ask_liasse(&ctx, &db, dialogue).await.expect("a pack");
        dialogue::build_liasse(&ctx, &db, &law, liasse).await.expect("the pack is made");
        let (_, archive) = dialogue::take_liasse(&ctx, &db, liasse).await.expect("the pack is taken");
        best = best.min(start.elapsed().as_secs_f64());
        weight = archive.taille;
    }
    report.add(
        "Liasse d’une année, 20 000 actes, 25 indicateurs, 75 preuves",
        format!("{best:.2} s, archive de {} Mo", weight / 1_000_000),
        "moins de 5 s",
        best < 5.0,
    );
}

/// The tables that the other measure does not need, and who acts.
async fn prepare(db: &Db) -> (Ctx, Parameters) {
    let modules = [
        db::MIGRATIONS,
        comptes::module().migrations,
        actes::module().migrations,
        pieces::module().migrations,
        territoire::module().migrations,
        projet_sante::module().migrations,
        contrat::module().migrations,
        indicateurs::module().migrations,
        dialogue::module().migrations,
    ];
    #[expect(clippy::disallowed_methods, reason = "a measure lives in real time")]
    let ctx = Ctx::system("banc", jiff::Timestamp::now());
    db.migrate(&ctx, &modules).await.expect("the schema");
    let mut tx = db.read(&ctx).await.expect("a base");
    let cpts = comptes::toutes(&mut tx).await.expect("the CPTS").remove(0).id;
    (ctx.within(cpts), Parameters::embedded().expect("the law files"))
}

/// Papers behind every indicator.
async fn prove(ctx: &Ctx, db: &Db, law: &Parameters, contrat: &contrat::Contrat, annee: u32) {
    let today = ctx.now.in_tz("Europe/Paris").expect("a day").date();
    let mut tx = db.read(ctx).await.expect("a base");
    let table = indicateurs::tableau(&mut tx, law, contrat, annee, today).await.expect("indicators");
    drop(tx);
    for (rank, line) in table.lignes.iter().enumerate() {
        for number in 0..PROOFS {
            let mut bytes = format!("%PDF-1.7\n{rank} {number}\n").into_bytes();
            bytes.resize(WEIGHT, b'x');
            let depot = Depot::new(&format!("piece-{number}.pdf"), bytes);
            let objet = Objet {
                indicateur: line.indicateur.id,
                annee,
                valeur: None,
                libelle: "Feuille de présence".to_owned(),
            };
            indicateurs::add_preuve(ctx, db, contrat, objet, Some(depot)).await.expect("a proof");
        }
    }
}
