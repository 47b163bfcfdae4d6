//! What waits in « Ma journée » about how the association decides.

use crate::{a_faire, droits::VOIR};
use db::{Result, Tx};
use ui::{Card, Icon};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 30;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        if !tx.ctx().rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/gouvernance", cpts.slug);
        let items = a_faire::read(tx, &base).await?;
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Talk, "Gouvernance", "Rien n’attend dans la gouvernance.");
        Ok(vec![(RANK, card.items(items).more("Voir la gouvernance", base))])
    })
}
