//! `maillage search`: the national directory, from the terminal.

use super::{Failure, system};
use crate::{
    cli::{Options, Search},
    config::Config,
    instance,
};
use kernel::Clock;
use repertoire::{Recherche, Trouve};
use serde::Serialize;
use territoire::referentiel::Referentiel;

/// One person found: a line of JSON.
#[derive(Serialize)]
struct Line {
    /// RPPS number, or the national identifier of whoever has none.
    rpps: String,
    name: String,
    profession: String,
    commune: String,
    score: f32,
    why: Vec<String>,
}

pub(super) async fn run(config: &Config, options: &Options, search: Search) -> Result<(), Failure> {
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("recherche");
    let france = territoire::reference(&db, ctx.now).await?;
    let texte = search.texte.join(" ");
    if let Some(code) = search.commune.filter(|code| france.commune(*code).is_none()) {
        return Err(Failure::refused(format!(
            "--commune : aucune commune d’aujourd’hui n’a le code {code}."
        )));
    }
    let asked =
        Recherche { texte: &texte, pres_de: search.commune, communes: None, limit: search.limit.into() };
    let found = repertoire::find(&db, &ctx, &france, asked).await?;
    if found.is_empty() && !options.json {
        eprintln!("Personne ne correspond à « {texte} ».");
    }
    for one in found {
        let line = line(&france, one);
        if options.json {
            println!("{}", serde_json::to_string(&line).map_err(anyhow::Error::from)?);
        } else {
            println!(
                "{}  {}, {}, {} ({})",
                line.rpps,
                line.name,
                line.profession,
                line.commune,
                line.why.join(" ; ")
            );
        }
    }
    Ok(())
}

fn line(france: &Referentiel, found: Trouve) -> Line {
    let person = found.professionnel;
    let place = person.exercices.first();
    let known = place.and_then(|one| one.commune).and_then(|code| france.commune(code));
    let commune = known.map(|one| one.nom.to_string());
    Line {
        rpps: person.rpps().map_or_else(|| person.idnps.to_string(), |rpps| rpps.to_string()),
        name: person.nom_complet(),
        profession: person.profession.libelle.clone(),
        commune: commune.or_else(|| place.map(|one| one.adresse.ville.clone())).unwrap_or_default(),
        score: found.score,
        why: found.pourquoi,
    }
}
