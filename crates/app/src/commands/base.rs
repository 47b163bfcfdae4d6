//! `maillage db`: schema, backup, restore.

use super::{Failure, say, system};
use crate::{
    assembly,
    cli::{Base, Options},
    config::Config,
    instance,
};
use db::{Db, backup::Keys};
use kernel::Ctx;
use std::path::Path;

pub(super) async fn run(config: &Config, options: &Options, command: Base) -> Result<(), Failure> {
    let db = instance::open(config)?;
    let ctx = system("base");
    match command {
        Base::Migrate => {
            let applied = db.migrate(&ctx, &assembly::migrations()).await?;
            let sentence = match applied {
                0 => "Le schéma est à jour.".to_owned(),
                n => format!("{n} migrations appliquées."),
            };
            say(options, &serde_json::json!({ "applied": applied }), &sentence);
        }
        Base::Backup { file } => {
            db.migrate(&ctx, &assembly::migrations()).await?;
            let summary = db::backup::backup(&db, &ctx, &file).await?;
            let sentence = format!(
                "{} lignes copiées dans {}. {} clés de personnes dans {} : n’en gardez que la dernière version.",
                summary.rows.values().sum::<u64>(),
                file.display(),
                summary.keys,
                summary.keys_file.display()
            );
            say(options, &summary, &sentence);
        }
        Base::Restore { file, sans_cles } => restore(&db, &ctx, options, &file, sans_cles).await?,
    }
    Ok(())
}

/// What was erased since the copy was made is erased again before anybody can read it.
async fn restore(db: &Db, ctx: &Ctx, options: &Options, file: &Path, sans_cles: bool) -> Result<(), Failure> {
    let keys = if sans_cles { Keys::Lost } else { Keys::Beside };
    let summary = db::backup::restore(db, ctx, &assembly::migrations(), file, keys).await?;
    let mut erased = 0;
    if summary.keyless > 0 {
        for cpts in comptes::toutes(&mut db.read(ctx).await?).await? {
            let again = medecin_traitant::erase_again(&ctx.within(cpts.id), db).await;
            erased += again.map_err(|error| Failure::failed(error.to_string()))?;
            let again = snp::erase_again(&ctx.within(cpts.id), db).await;
            erased += again.map_err(|error| Failure::failed(error.to_string()))?;
        }
    }
    let sentence = format!(
        "{} lignes remises depuis {}. {erased} demandes effacées depuis la copie sont effacées de nouveau.",
        summary.rows.values().sum::<u64>(),
        file.display()
    );
    say(options, &summary, &sentence);
    Ok(())
}
