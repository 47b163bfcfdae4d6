//! What waits in « Ma journée » about the diagnostic.

use crate::droits::{ANIMER, CLASSER, VOIR};
use crate::store;
use db::{Result, Tx};
use ui::{Button, Card, Icon, Item, Tone, francais};
use uuid::Uuid;
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 50;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/diagnostic", cpts.slug);
        let go = |words: &'static str, part: String| {
            Button::secondary(words).small().href(format!("{base}/{part}"))
        };
        let mut items = Vec::new();
        if ctx.rights.contains(ANIMER) {
            let waiting = store::signalements::waiting(tx).await?;
            if waiting > 0 {
                let words = francais::compte(
                    waiting,
                    "signalement de commune sans réponse",
                    "signalements de communes sans réponse",
                );
                items.push(
                    Item::new(words)
                        .mark(Tone::Warning, "À traiter")
                        .action(go("Répondre", "signalements".to_owned())),
                );
            }
        }
        if ctx.rights.contains(CLASSER)
            && let Some(me) = crate::write_besoin::author(&ctx)
            && let Some((seance, titre)) = to_rank(tx, me).await?
        {
            let item = Item::new("Vos points sont attendus").detail(titre);
            items.push(item.action(go("Classer", format!("seances/{seance}"))));
        }
        let card = Card::new(Icon::Journal, "Diagnostic", "Rien n’attend dans le diagnostic.");
        Ok(vec![(RANK, card.items(items).more("Voir le diagnostic", base))])
    })
}

/// The open session where this person has not given a point yet.
async fn to_rank(tx: &mut Tx, me: Uuid) -> Result<Option<(String, String)>> {
    let open = store::seances::seances(tx).await?.into_iter().find(|one| one.close_le.is_none());
    let Some(seance) = open else { return Ok(None) };
    let voted = store::seances::votes(tx, seance.id).await?.iter().any(|vote| vote.personne == me);
    Ok((!voted).then(|| (seance.id.to_string(), seance.titre)))
}
