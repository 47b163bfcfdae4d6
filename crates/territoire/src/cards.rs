//! What waits in « Ma journée » about the territory.

use crate::atlas::{Atlas, CptsConnue, Etat};
use crate::droits::{CHANGER_STATUT, MODIFIER, VOIR};
use crate::store;
use aci::regles::taille::{Population, RegleTaille, Taille};
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::today;
use law::Rule;
use maud::html;
use std::collections::BTreeSet;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 40;
/// Holes are looked for in small territories only.
const DRAWN: usize = 4;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let etat = app.resource::<Atlas>().at(tx).await?;
        let items = items(tx, &etat).await?;
        let card = Card::new(Icon::Map, "Territoire", "Rien à signaler sur le territoire.");
        let slug = etat.of(ctx.cpts).map(|cpts| cpts.slug.clone());
        let card = match slug {
            Some(slug) => card.more("Voir le territoire", format!("/{slug}/espace/territoire")),
            None => card,
        };
        Ok(vec![(RANK, card.items(items))])
    })
}

async fn items(tx: &mut Tx, etat: &Etat) -> Result<Vec<Item>> {
    let ctx = tx.ctx().clone();
    let jour = today(ctx.now);
    let slug = match etat.of(ctx.cpts) {
        Some(cpts) => cpts.slug.clone(),
        None => comptes::here(tx).await?.map(|cpts| cpts.slug.to_string()).unwrap_or_default(),
    };
    let page = format!("/{slug}/espace/territoire");
    let modify = |words: &'static str| {
        let may = ctx.rights.contains(MODIFIER);
        html! { @if may { (Button::secondary(words).small().href(format!("{page}/modifier"))) } }
    };
    let known = etat.of(ctx.cpts).filter(|cpts| !cpts.communes(jour).is_empty());
    let Some(cpts) = known else {
        let item = Item::new("Le territoire n’est pas encore composé")
            .detail("Choisir les communes donne la population et la taille.");
        return Ok(vec![item.action(modify("Composer"))]);
    };
    let mut items = Vec::new();
    items.extend(overlap(etat, cpts, jour).map(|item| item.action(modify("Revoir"))));
    items.extend(hole(tx, etat, cpts, jour).await?.map(|item| item.action(modify("Revoir"))));
    let may = ctx.rights.contains(CHANGER_STATUT);
    let settle =
        html! { @if may { (Button::secondary("Dire ce qu’il en est").small().href(format!("{page}#vie"))) } };
    items.extend(late(cpts, jour).map(|item| item.action(settle)));
    items.extend(resized(tx, etat, jour).await?);
    Ok(items)
}

fn count(n: usize, one: &str, many: &str) -> String {
    francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many)
}

fn overlap(etat: &Etat, cpts: &CptsConnue, jour: Date) -> Option<Item> {
    let claims = etat.claims(cpts.communes(jour), cpts.id, jour);
    let others: BTreeSet<&str> = claims
        .iter()
        .flat_map(|claim| &claim.cpts)
        .filter_map(|id| etat.of(*id))
        .map(|c| c.nom.as_str())
        .collect();
    let names: Vec<&str> = others.into_iter().collect();
    (!claims.is_empty()).then(|| {
        Item::new(format!(
            "{} aussi dans une autre CPTS",
            count(claims.len(), "commune est", "communes sont")
        ))
        .detail(names.join(", "))
        .mark(Tone::Warning, "À accorder")
    })
}

async fn hole(tx: &mut Tx, etat: &Etat, cpts: &CptsConnue, jour: Date) -> Result<Option<Item>> {
    let communes = cpts.communes(jour);
    let departements: BTreeSet<_> = communes.iter().map(CommuneCode::departement).collect();
    if departements.len() > DRAWN {
        return Ok(None);
    }
    let departements: Vec<_> = departements.into_iter().collect();
    let fond = etat.fonds.of(tx, &etat.france, &departements).await?;
    let territoire = communes.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let inside: Vec<CommuneCode> = fond.voisinage.holes(&territoire).into_iter().flatten().collect();
    let names: Vec<&str> =
        inside.iter().filter_map(|code| etat.france.commune(*code)).map(|c| c.nom.as_ref()).collect();
    Ok((!inside.is_empty()).then(|| {
        Item::new(format!(
            "{} par le territoire sans en être",
            count(inside.len(), "commune est entourée", "communes sont entourées")
        ))
        .detail(names.iter().take(5).copied().collect::<Vec<_>>().join(", "))
    }))
}

fn late(cpts: &CptsConnue, jour: Date) -> Option<Item> {
    let statut = cpts.statut.as_ref().filter(|statut| statut.is_en_retard(jour))?;
    let expected = statut.prevu()?;
    Some(
        Item::new(format!("«\u{a0}{}\u{a0}» était attendu", expected.etape.libelle()))
            .detail(expected.quand.to_string())
            .mark(Tone::Warning, "Date passée"),
    )
}

/// The population that decided the territory has moved to another size band.
async fn resized(tx: &mut Tx, etat: &Etat, jour: Date) -> Result<Option<Item>> {
    let decisions = store::perimetres(tx).await?;
    let Some(decision) = decisions.iter().rev().find(|decision| decision.version.depuis <= jour) else {
        return Ok(None);
    };
    let now = etat.population(&decision.version.communes);
    let (before, after) = (size(etat, jour, decision.population), size(etat, jour, now));
    if decision.millesime == etat.france.edition().population || before == after {
        return Ok(None);
    }
    let words = |size: Option<Taille>| size.map_or_else(|| "sans taille".to_owned(), |size| size.to_string());
    Ok(Some(
        Item::new(format!(
            "La population mise à jour change la taille\u{a0}: {} au lieu de {}",
            words(after),
            words(before)
        ))
        .detail(format!(
            "{} habitants ({}), {} auparavant ({})",
            francais::nombre(now),
            etat.france.edition().population,
            francais::nombre(decision.population),
            decision.millesime
        ))
        .mark(Tone::Warning, "À confirmer avec la CPAM"),
    ))
}

fn size(etat: &Etat, jour: Date, people: i64) -> Option<Taille> {
    let population = Population { habitants: u64::try_from(people).ok()?, millesime: String::new() };
    RegleTaille::default().apply(jour, &etat.law, population).ok().map(|explained| explained.value)
}
