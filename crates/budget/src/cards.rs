//! What waits in « Ma journée » about the money.

use crate::alerte::alertes;
use crate::droits::TENIR;
use crate::gather;
use db::{Result, Tx};
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 38;
/// Alerts shown.
const TOP: usize = 4;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        if !tx.ctx().rights.contains(TENIR) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let law = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let livre = gather::livre(tx, law).await?;
        let base = format!("/{}/espace/budget", cpts.slug);
        let grave: Vec<_> = alertes(&livre).into_iter().filter(|one| one.tone != Tone::Info).collect();
        if grave.is_empty() {
            return Ok(Vec::new());
        }
        let total = u64::try_from(grave.len()).unwrap_or(u64::MAX);
        let items = grave.into_iter().take(TOP).map(|one| {
            let to =
                one.cle.map_or_else(|| format!("{base}/seuil"), |cle| format!("{base}/enveloppes/{cle}"));
            let about = one.cle.map_or_else(|| "le seuil".to_owned(), |cle| livre.nom(cle));
            Item::new(one.phrase)
                .mark(one.tone, "Budget")
                .action(Button::secondary("Voir").about(about).small().href(to))
        });
        let card = Card::new(Icon::Euro, "Budget", "Rien à surveiller.").items(items.collect()).total(total);
        Ok(vec![(RANK, card.more("Voir le budget", base))])
    })
}
