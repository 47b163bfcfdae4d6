//! What waits in « Ma journée »: requests without a place, a guide that the doctors have not read.

use crate::droits::{GUIDER, VOIR};
use crate::set_guide::may_guide;
use crate::store::{guides, horloge};
use db::{Result, Tx};
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page: a patient waits.
const RANK: u8 = 12;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/soins-non-programmes", cpts.slug);
        let mut items = Vec::new();
        if rights.contains(VOIR) {
            items.extend(waiting(tx, &base).await?);
        }
        if rights.contains(GUIDER) && may_guide(tx).await? {
            items.extend(unread(tx, &base).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Care, "Soins non programmés", "Personne n’attend.").items(items);
        let (more, to) = if rights.contains(VOIR) {
            ("Ouvrir la console", base)
        } else {
            ("Lire le guide", format!("{base}/guide"))
        };
        Ok(vec![(RANK, card.more(more, to))])
    })
}

/// Requests that look for a place.
async fn waiting(tx: &mut Tx, base: &str) -> Result<Option<Item>> {
    let (all, late) = horloge::en_attente(tx).await?;
    let words = francais::compte(i64::from(all), "patient attend une place", "patients attendent une place");
    let mut item =
        Item::new(words).action(Button::primary("Voir").about("les demandes").small().href(base.to_owned()));
    if late > 0 {
        item = item.mark(Tone::Danger, francais::compte(i64::from(late), "délai passé", "délais passés"));
    }
    Ok((all > 0).then_some(item))
}

/// Questions of alarm that no doctor has kept.
async fn unread(tx: &mut Tx, base: &str) -> Result<Option<Item>> {
    let many = guides::en_vigueur(tx).await?.guide.a_valider();
    let many = i64::try_from(many).unwrap_or(i64::MAX);
    let words = francais::compte(many, "question d’alarme à valider", "questions d’alarme à valider");
    let go = Button::secondary("Relire")
        .about("le guide d’orientation")
        .small()
        .href(format!("{base}/guide/alarmes"));
    Ok((many > 0).then(|| Item::new(words).detail("Guide d’orientation des appels").action(go)))
}
