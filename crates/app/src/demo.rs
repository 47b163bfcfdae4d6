//! The demonstration: the CPTS of Haute-Loire on their real communes, invented people, a year of acts.

mod activite;
mod adhesions;
mod annuaire;
mod budget;
mod contrat;
mod diagnostic;
mod dialogue;
mod garde;
mod gouvernance;
mod indemnites;
mod indicateurs;
mod medecin_traitant;
mod personnes;
mod projet_sante;
mod rendez_vous;
mod reunions;
mod sas;
mod snp;
mod snp_semaines;

use db::Db;
use identifiants::CommuneCode;
use kernel::{Clock, Cpts, Ctx, Id};
use std::fmt::Write;

/// The password of every account of the demo.
pub(crate) const PASSWORD: &str = "velay-en-demonstration-43";

/// The CPTS whose workspace the accounts open.
pub(crate) const MAIN: &str = "velay-sud";

/// Fills a database that holds no CPTS; false when it was filled before.
pub(crate) async fn fill(db: &Db, clock: Clock) -> anyhow::Result<bool> {
    let ctx = Ctx::system("demo", clock.now());
    let Some(cpts) = people(&ctx, db).await? else { return Ok(false) };
    let Some(main) = main(&cpts) else { return Ok(true) };
    let here = ctx.within(main);
    let communes = communes(&here, db).await?;
    adhesions::fill(&here, db, &communes).await?;
    annuaire::import(&ctx, db).await?;
    annuaire::fill(&here, db, &communes).await?;
    ::enquete::demo::fill(&here, db).await?;
    diagnostic::fill(&here, db, &communes).await?;
    medecin_traitant::fill(&here, db, &communes).await?;
    rendez_vous::fill(&here, db, &communes).await?;
    snp::fill(&here, db, &communes).await?;
    snp_semaines::fill(&here, db, &communes).await?;
    sas::fill(&here, db).await?;
    projet_sante::fill(&here, db).await?;
    acts(&ctx, db, &cpts).await?;
    contrat::fill(&here, db).await?;
    let law = law::Parameters::embedded()?;
    indicateurs::fill(&here, db, &law).await?;
    dialogue::fill(&here, db, &law).await?;
    contrat::receive(&here, db, &law).await?;
    budget::fill(&here, db).await?;
    reunions::fill(&here, db).await?;
    gouvernance::fill(&here, db).await?;
    indemnites::fill(&here, db, &law).await?;
    garde::fill(&here, db).await?;
    Ok(true)
}

/// Opens the CPTS with their territories, people and acts, in a database that holds none; the main one.
#[cfg(test)]
pub(crate) async fn open(db: &Db, clock: Clock) -> anyhow::Result<Option<Id<Cpts>>> {
    let ctx = Ctx::system("demo", clock.now());
    let Some(cpts) = people(&ctx, db).await? else { return Ok(None) };
    acts(&ctx, db, &cpts).await?;
    Ok(main(&cpts))
}

fn main(cpts: &[(String, Id<Cpts>)]) -> Option<Id<Cpts>> {
    cpts.iter().find(|(slug, _)| slug == MAIN).map(|(_, id)| *id)
}

/// The CPTS with their territories and people; none when the database holds some already.
async fn people(ctx: &Ctx, db: &Db) -> anyhow::Result<Option<Vec<(String, Id<Cpts>)>>> {
    if !comptes::toutes(&mut db.read(ctx).await?).await?.is_empty() {
        return Ok(None);
    }
    let cpts = territoire::demo::fill(ctx, db).await?;
    for (slug, id) in &cpts {
        personnes::fill(&ctx.within(*id), db, slug).await?;
    }
    personnes::administrator(ctx, db).await?;
    Ok(Some(cpts))
}

/// What they do; the acts of the main one name actions of its projet when it has some.
async fn acts(ctx: &Ctx, db: &Db, cpts: &[(String, Id<Cpts>)]) -> anyhow::Result<()> {
    for (slug, id) in cpts {
        activite::fill(&ctx.within(*id), db, slug).await?;
    }
    Ok(())
}

/// The communes of the CPTS.
async fn communes(here: &Ctx, db: &Db) -> anyhow::Result<Vec<CommuneCode>> {
    let etat = territoire::Atlas::load(db, here.now).await?;
    let etat = etat.at(&mut db.read(here).await?).await?;
    let jour = here.now.in_tz("Europe/Paris")?.date();
    Ok(etat.of(here.cpts).map(|cpts| cpts.communes(jour).iter().copied().collect()).unwrap_or_default())
}

/// What the terminal shows: the address, one account per role, how to stop.
pub(crate) fn welcome(address: &str) -> String {
    let mut text =
        format!("\nMaillage, démonstration : {address}\n\nMot de passe de tous les comptes : {PASSWORD}\n\n");
    for account in personnes::ACCOUNTS {
        let _ = writeln!(text, "  {:<42} {}", account.courriel(), account.label());
    }
    let _ = write!(
        text,
        "\nEspace de travail : {address}/{MAIN}/espace    Courriels : {address}/courriels    Composants : {address}/style\n\
         Ctrl-C arrête la démonstration.\n"
    );
    text
}
