//! `maillage db`: schema, backup, restore.

use super::{Failure, say, system};
use crate::{
    assembly,
    cli::{Base, Options},
    config::Config,
    instance,
};

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
            let sentence =
                format!("{} lignes copiées dans {}.", summary.rows.values().sum::<u64>(), file.display());
            say(options, &summary, &sentence);
        }
        Base::Restore { file } => {
            let summary = db::backup::restore(&db, &ctx, &assembly::migrations(), &file).await?;
            let sentence =
                format!("{} lignes remises depuis {}.", summary.rows.values().sum::<u64>(), file.display());
            say(options, &summary, &sentence);
        }
    }
    Ok(())
}
