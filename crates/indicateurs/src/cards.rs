//! What waits in « Ma journée » about the indicators.

use crate::constat::Manque;
use crate::droits::{MODIFIER, SAISIR, VOIR};
use crate::feu::Feu;
use crate::tableau::{Ligne, Tableau};
use crate::{TableauError, tableau};
use db::{Result, Tx};
use std::cmp::Reverse;
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 22;
/// Indicators named at most.
const MOST: usize = 3;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(SAISIR) || !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let today = crate::today(ctx.now);
        let Some(contrat) = contrat::en_cours(tx, today).await? else { return Ok(Vec::new()) };
        let Some(annee) = contrat.annee(today) else { return Ok(Vec::new()) };
        let lois = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let table = match tableau(tx, &lois, &contrat, annee, today).await {
            Ok(table) => table,
            Err(TableauError::Db(error)) => return Err(error),
            Err(TableauError::HorsContrat(_)) => return Ok(Vec::new()),
        };
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/dossier-aci", cpts.slug);
        let (items, all) = waiting(&table, &base, ctx.rights.contains(MODIFIER));
        let card = Card::new(Icon::Target, "Dossier ACI", "Aucun indicateur n’est en retard.");
        let total = u64::try_from(all).unwrap_or(u64::MAX);
        Ok(vec![(RANK, card.items(items).total(total).more("Voir le dossier ACI", base))])
    })
}

/// What waits, dearest first, and how many things in all.
fn waiting(table: &Tableau, base: &str, may_weigh: bool) -> (Vec<Item>, usize) {
    if table.gel.is_some() {
        return (Vec::new(), 0);
    }
    let go =
        |words: &'static str, part: String| Button::secondary(words).small().href(format!("{base}{part}"));
    let mut items = Vec::new();
    let mut red: Vec<&Ligne> = table.lignes.iter().filter(|one| one.feu == Feu::Rouge).collect();
    red.sort_by_key(|one| Reverse(one.enjeu.menace()));
    let bare = table.lignes.iter().filter(|one| one.manque.contains(&Manque::Preuve)).count();
    let open = table.poids.iter().filter(|one| !one.complet).count();
    let count =
        |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    if open > 0 && may_weigh {
        let words = format!("Poids inachevés pour {}", count(open, "mission", "missions"));
        items.push(
            Item::new(words).mark(Tone::Warning, "À compléter").action(go("Compléter", "/poids".to_owned())),
        );
    }
    for one in red.iter().take(MOST) {
        let detail = one.prevision.as_ref().map(|one| one.phrase.clone()).unwrap_or_default();
        let open = go("Voir", format!("/indicateurs/{}", one.indicateur.id))
            .about(one.indicateur.texte.libelle.clone());
        let item =
            Item::new(&one.indicateur.texte.libelle).detail(detail).mark(one.feu.tone(), one.feu.libelle());
        items.push(item.action(open));
    }
    if bare > 0 {
        let words = count(bare, "valeur sans preuve", "valeurs sans preuve");
        items.push(Item::new(words).mark(Tone::Warning, "À prouver").action(go("Joindre", String::new())));
    }
    let hidden = red.len().saturating_sub(MOST);
    let shown = items.len();
    (items, shown + hidden)
}
