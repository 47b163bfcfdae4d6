//! `maillage cpts`: the spaces of the instance.

use super::{Failure, say, system};
use crate::{
    cli::{Options, Tenant},
    config::Config,
    instance,
};
use kernel::Clock;

pub(super) async fn run(config: &Config, options: &Options, command: Tenant) -> Result<(), Failure> {
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("commande");
    match command {
        Tenant::Add { slug, nom } => {
            let (slug, nom) = (super::user::read(&slug)?, super::user::read::<comptes::Nom>(&nom)?);
            let id = comptes::open_cpts(&ctx, &db, slug, nom.clone()).await.map_err(super::user::refusal)?;
            say(
                options,
                &serde_json::json!({ "id": id, "nom": nom.as_str() }),
                &format!("L’espace de « {} » est ouvert.", nom.as_str()),
            );
        }
        Tenant::List => {
            let mut tx = db.read(&ctx).await?;
            let all = comptes::toutes(&mut tx).await?;
            for cpts in &all {
                say(
                    options,
                    &serde_json::json!({ "slug": cpts.slug.as_str(), "nom": cpts.nom.as_str() }),
                    &format!("{}\t{}", cpts.slug, cpts.nom),
                );
            }
            if all.is_empty() {
                eprintln!("Aucune CPTS. « maillage cpts add ESPACE NOM » en ouvre une.");
            }
        }
    }
    Ok(())
}
