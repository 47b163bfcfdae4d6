//! `maillage privacy report`: the register of what is done with data about people, and what is kept today.

use super::{Failure, system};
use crate::{
    cli::{Options, Privacy, Report},
    config::Config,
    instance, registre,
};
use kernel::Clock;
use medecin_traitant::Gardees;
use serde_json::{Value, json};

pub(super) async fn run(config: &Config, options: &Options, command: Privacy) -> Result<(), Failure> {
    let Privacy::Report(asked) = command;
    report(config, options, &asked).await
}

async fn report(config: &Config, options: &Options, asked: &Report) -> Result<(), Failure> {
    let kept = if asked.sans_base { Vec::new() } else { counts(config, asked).await? };
    if options.json {
        let rooms: Vec<Value> = kept.iter().map(|(slug, kept)| as_json(slug, kept)).collect();
        println!("{}", json!({ "traitements": registre::as_json(), "cpts": rooms }));
        return Ok(());
    }
    println!("{}", registre::markdown());
    if !asked.sans_base {
        println!("# Ce qui est gardé aujourd’hui\n");
    }
    for (slug, kept) in &kept {
        println!("{}", as_text(slug, kept));
    }
    let late: u32 = kept.iter().map(|(_, kept)| kept.hors_delai).sum();
    if late > 0 {
        return Err(Failure::failed(format!(
            "{late} demandes closes ont passé leur délai et ne sont pas effacées."
        )));
    }
    Ok(())
}

/// What each CPTS keeps, or the one that is asked.
async fn counts(config: &Config, asked: &Report) -> Result<Vec<(String, Gardees)>, Failure> {
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("registre");
    let all = comptes::toutes(&mut db.read(&ctx).await?).await?;
    let mut found = Vec::new();
    for cpts in all {
        let slug = cpts.slug.to_string();
        if asked.cpts.as_ref().is_some_and(|wanted| *wanted != slug) {
            continue;
        }
        let mut tx = db.read(&ctx.within(cpts.id)).await?;
        let kept =
            medecin_traitant::gardees(&mut tx).await.map_err(|error| Failure::failed(error.to_string()))?;
        found.push((slug, kept));
    }
    match &asked.cpts {
        Some(wanted) if found.is_empty() => {
            Err(Failure::refused(format!("--cpts : aucune CPTS n’a l’adresse « {wanted} ».")))
        }
        _ => Ok(found),
    }
}

fn as_json(slug: &str, kept: &Gardees) -> Value {
    let reasons: Vec<Value> =
        kept.lectures.iter().map(|(why, many)| json!({ "motif": why, "lectures": many })).collect();
    json!({
        "cpts": slug,
        "ouvertes": kept.ouvertes,
        "closes": kept.closes,
        "closes_hors_delai": kept.hors_delai,
        "identites": kept.identites,
        "effacees": kept.effacees,
        "plus_ancienne": kept.plus_ancienne,
        "identites_lues": reasons,
    })
}

fn as_text(slug: &str, kept: &Gardees) -> String {
    let oldest = kept.plus_ancienne.map_or_else(|| "aucune".to_owned(), |day| day.to_string());
    let mut lines = vec![
        format!("## {slug}\n"),
        format!("- Demandes de médecin traitant ouvertes : {}", kept.ouvertes),
        format!("- Closes, pas encore effacées : {}", kept.closes),
        format!("- Closes, délai passé (doit être 0) : {}", kept.hors_delai),
        format!("- Identités gardées : {}", kept.identites),
        format!("- Effacées, dont il reste un compte : {}", kept.effacees),
        format!("- La plus ancienne demande : {oldest}"),
        "- Identités lues ces douze derniers mois, par motif :".to_owned(),
    ];
    lines.extend(kept.lectures.iter().map(|(why, many)| format!("  - {why} : {many}")));
    if kept.lectures.is_empty() {
        lines.push("  - aucune".to_owned());
    }
    lines.join("\n") + "\n"
}
