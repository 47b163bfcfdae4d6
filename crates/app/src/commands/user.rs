//! `maillage user`: the accounts of the instance.

use super::{Failure, say, system};
use crate::{
    cli::{Options, User},
    config::Config,
    instance,
};
use comptes::{NouveauMembre, Role, Roles};
use db::Db;
use kernel::{Clock, Cpts, Ctx, Id};
use std::io::BufRead;
use web::Refusal;

/// A refusal of a verb, as the command line says it.
pub(super) fn refusal(error: impl Refusal) -> Failure {
    let (status, _) = error.problem();
    if status < 500 { Failure::refused(error.to_string()) } else { Failure::failed(error.to_string()) }
}

pub(super) async fn run(config: &Config, options: &Options, command: User) -> Result<(), Failure> {
    let db = instance::open_migrated(config, Clock::Real).await?;
    let ctx = system("commande");
    match command {
        User::Add { courriel, prenom, nom, cpts, roles, password_stdin } => {
            let here = ctx.within(place(&db, &ctx, cpts.as_deref()).await?);
            let nouveau = NouveauMembre {
                courriel: read(&courriel)?,
                nom: read(if nom.is_empty() { "—" } else { &nom })?,
                prenom: read(if prenom.is_empty() { "—" } else { &prenom })?,
                profession: None,
                commune: None,
                telephone: None,
                roles: self::roles(&roles, cpts.is_some())?,
                depuis: ctx.now.to_zoned(jiff::tz::TimeZone::UTC).date(),
            };
            let id = comptes::add_personne(&here, &db, &nouveau).await.map_err(refusal)?;
            if password_stdin {
                let mut line = String::new();
                let got = std::io::stdin().lock().read_line(&mut line);
                got.map_err(|error| Failure::failed(format!("Entrée standard : {error}")))?;
                comptes::give_password(&here, &db, id, &read(line.trim_end_matches(['\r', '\n']))?)
                    .await
                    .map_err(refusal)?;
            }
            say(
                options,
                &serde_json::json!({ "id": id, "courriel": courriel }),
                &format!("{courriel} : {}.", nouveau.roles.labels()),
            );
        }
        User::List => list(&db, &ctx, options).await?,
        User::Disable { courriel } => {
            let address = comptes::folded(&read(&courriel)?);
            let all = comptes::personnes(&mut db.read(&ctx).await?).await?;
            let who = all.iter().find(|personne| personne.courriel == address);
            let who = who.ok_or_else(|| Failure::refused(format!("Aucun compte à l’adresse {courriel}.")))?;
            comptes::disable(&ctx, &db, who.id).await.map_err(refusal)?;
            say(
                options,
                &serde_json::json!({ "courriel": address }),
                &format!("Le compte {address} est fermé."),
            );
        }
    }
    Ok(())
}

async fn list(db: &Db, ctx: &Ctx, options: &Options) -> Result<(), Failure> {
    for personne in comptes::personnes(&mut db.read(ctx).await?).await? {
        let closed = personne.desactivee_le.is_some();
        let line = format!(
            "{}\t{}{}",
            personne.courriel,
            personne.nom_complet(),
            if closed { "\t(fermé)" } else { "" }
        );
        let json = serde_json::json!({ "courriel": personne.courriel, "prenom": personne.prenom, "nom": personne.nom, "ferme": closed });
        say(options, &json, &line);
    }
    Ok(())
}

pub(super) async fn place(db: &Db, ctx: &Ctx, slug: Option<&str>) -> Result<Id<Cpts>, Failure> {
    let Some(slug) = slug else { return Ok(Id::INSTANCE) };
    let all = comptes::toutes(&mut db.read(ctx).await?).await?;
    let found = all.iter().find(|cpts| cpts.slug.as_str() == slug).map(|cpts| cpts.id);
    found.ok_or_else(|| {
        Failure::refused(format!("L’espace « {slug} » n’existe pas. « maillage cpts list » les nomme."))
    })
}

fn roles(codes: &[String], in_cpts: bool) -> Result<Roles, Failure> {
    let given: Vec<Role> = codes.iter().map(|code| read(code)).collect::<Result<_, _>>()?;
    let usual = if in_cpts { Role::Membre } else { Role::AdministrateurPlateforme };
    Ok(Roles::of(if given.is_empty() { vec![usual] } else { given }))
}

pub(super) fn read<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|error: T::Err| Failure::refused(error.to_string()))
}
