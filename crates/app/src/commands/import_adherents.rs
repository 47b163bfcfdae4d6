//! `maillage import adherents`: a list of members, or the payments of an export of HelloAsso.

use super::{Failure, rejects::Rejects, say, system, user};
use crate::{
    cli::{ImportAdherents, Options},
    config::Config,
    instance,
};
use adhesions::{
    Rapport, Reglages,
    rapport::{Comptes, Issue},
};
use kernel::Clock;
use repertoire::Rejet;
use serde::Serialize;
use std::{fs, path::PathBuf};

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    comptes: Comptes,
    rejects_file: Option<PathBuf>,
}

/// Each file on its own: the lines that can be kept are, the others go in a file beside the input.
pub(super) async fn run(config: &Config, options: &Options, asked: ImportAdherents) -> Result<(), Failure> {
    let files = asked.files.iter().map(|path| fs::read(path).map_err(|error| Failure::file(path, &error)));
    let files = files.collect::<Result<Vec<_>, _>>()?;
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("import");
    let ctx = ctx.within(user::place(&db, &ctx, Some(&asked.cpts)).await?);
    let reglages = Reglages { annee: asked.annee, dry_run: asked.dry_run };
    let mut rejects = Rejects::beside(&asked.files);
    let mut sum = Comptes::default();
    for (rank, octets) in files.iter().enumerate() {
        let rapport =
            adhesions::import_adherents(&ctx, &db, octets, reglages).await.map_err(user::refusal)?;
        rapport.avis.iter().for_each(|words| eprintln!("{words}"));
        refuse(&mut rejects, rank, &rapport);
        let one = rapport.comptes();
        sum = Comptes {
            read: sum.read + one.read,
            inserted: sum.inserted + one.inserted,
            updated: sum.updated + one.updated,
            unchanged: sum.unchanged + one.unchanged,
            rejected: sum.rejected + one.rejected,
        };
    }
    let rejects_file = rejects.finish();
    say(options, &Report { comptes: sum, rejects_file }, &sentence(&sum, asked.dry_run));
    Ok(())
}

fn refuse(rejects: &mut Rejects, rank: usize, rapport: &Rapport) {
    for one in rapport.lignes.iter().filter(|one| matches!(one.issue, Issue::SansAdherent | Issue::Illisible))
    {
        let recu = format!("{} {}", one.nom, one.courriel).trim().to_owned();
        let rejet =
            Rejet { ligne: one.numero, colonne: one.colonne.to_owned(), recu, raison: one.raison.clone() };
        rejects.write(rank, &rejet);
    }
}

fn sentence(sum: &Comptes, dry_run: bool) -> String {
    let counts = format!(
        "{} : {} ajoutées, {} complétées, {} inchangées ou écartées, {} refusées.",
        super::rejects::count(sum.read, "ligne lue", "lignes lues"),
        sum.inserted,
        sum.updated,
        sum.unchanged,
        sum.rejected
    );
    if dry_run { format!("{counts} Essai seulement : rien n’a été enregistré.") } else { counts }
}
