//! `maillage verify`: is every line of the journal and of the ledger what was written?

use super::{Failure, system};
use crate::{cli::Options, config::Config, instance};
use db::{Db, verify::Rapport};
use kernel::Clock;
use serde::Serialize;

#[derive(Serialize)]
struct Findings {
    journal: Rapport,
    actes: Vec<Ledger>,
}

#[derive(Serialize)]
struct Ledger {
    cpts: String,
    ecarts: Vec<actes::Ecart>,
}

pub(super) async fn run(config: &Config, options: &Options) -> Result<(), Failure> {
    let db = instance::open_migrated(config, Clock::Real).await?;
    let found = verify(&db).await?;
    if options.json {
        println!("{}", serde_json::to_string(&found).unwrap_or_default());
    }
    let sentences = found.journal.anomalies.iter().map(|anomaly| format!("journal, {anomaly}"));
    let ledgers = found.actes.iter();
    let ledgers =
        ledgers.flat_map(|l| l.ecarts.iter().map(move |e| format!("registre des actes de {}, {e}", l.cpts)));
    let sentences: Vec<String> = sentences.chain(ledgers).collect();
    if sentences.is_empty() {
        if !options.json {
            let Rapport { chaines, lignes, .. } = found.journal;
            println!(
                "Intègre : {lignes} lignes de journal en {chaines} chaînes, {} registres d’actes.",
                found.actes.len()
            );
        }
        return Ok(());
    }
    Err(Failure::failed(format!("{} anomalies :\n  {}", sentences.len(), sentences.join("\n  "))))
}

async fn verify(db: &Db) -> Result<Findings, db::Error> {
    let ctx = system("verification");
    let mut tx = db.read(&ctx).await?;
    let journal = db::verify::verify(&mut tx, db.secret()).await?;
    let all = comptes::toutes(&mut tx).await?;
    drop(tx);
    let mut ledgers = Vec::with_capacity(all.len());
    for cpts in all {
        let mut tx = db.read(&ctx.within(cpts.id)).await?;
        let ecarts = actes::verify(&mut tx).await?;
        ledgers.push(Ledger { cpts: cpts.slug.to_string(), ecarts });
    }
    Ok(Findings { journal, actes: ledgers })
}
