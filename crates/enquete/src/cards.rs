//! What waits in *Ma journée*: a survey that ends soon with few answers; for a member, a survey that waits for them.

use crate::{
    Enquete, Etat,
    droits::{GERER, REPONDRE},
    store,
};
use comptes::Personne;
use db::{Result, Tx};
use jiff::{Span, civil::Date};
use kernel::{Actor, Id, today};
use maud::html;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Places of the two cards on the page.
const A_RELANCER: u8 = 45;
const A_REPONDRE: u8 = 15;
/// A survey that ends within these days is looked at.
const SOON_DAYS: i64 = 7;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let jour = today(tx.ctx().now);
        let (manage, answer) = (rights.contains(GERER), rights.contains(REPONDRE));
        let mut cards = Vec::new();
        if !manage && !answer {
            return Ok(cards);
        }
        let mut open = store::enquete::all(tx).await?;
        open.retain(|enquete| matches!(enquete.etat(jour), Etat::Ouverte { .. }));
        if open.is_empty() {
            return Ok(cards);
        }
        let slug = comptes::here(tx).await?.map(|cpts| cpts.slug.to_string()).unwrap_or_default();
        let page = format!("/{slug}/espace/diagnostic/enquetes");
        if manage {
            let items = late(tx, &open, jour, &page).await?;
            if !items.is_empty() {
                let card = Card::new(Icon::Journal, "Enquêtes qui se terminent", "").items(items);
                cards.push((A_RELANCER, card.more("Voir les enquêtes", page.clone())));
            }
        }
        if let (true, Actor::Personne(id)) = (answer, tx.ctx().actor.clone()) {
            let items = mine(tx, &open, Id::new(id), &page).await?;
            if !items.is_empty() {
                cards
                    .push((A_REPONDRE, Card::new(Icon::Journal, "Une enquête vous attend", "").items(items)));
            }
        }
        Ok(cards)
    })
}

/// Last day of an open survey.
fn end(enquete: &Enquete) -> Date {
    enquete.periode.map_or(Date::MAX, |periode| periode.au)
}

/// Ends within a week, and less than half of the invited have answered; nobody answered when nobody was invited.
async fn late(tx: &mut Tx, open: &[Enquete], jour: Date, page: &str) -> Result<Vec<Item>> {
    let limit = jour.saturating_add(Span::new().days(SOON_DAYS));
    let mut items = Vec::new();
    for enquete in open.iter().filter(|enquete| end(enquete) <= limit) {
        let (invites, repondu) = store::invitation::compte(tx, enquete.id).await?;
        let few = if invites == 0 { enquete.reponses == 0 } else { repondu * 2 < invites };
        if !few {
            continue;
        }
        let of = if invites == 0 {
            String::new()
        } else {
            format!(" sur\u{a0}{}", francais::nombre(invites.into()))
        };
        let said = francais::compte(enquete.reponses.into(), "réponse", "réponses");
        let here = format!("{page}/{}", enquete.id);
        let item = Item::new(html! { a href=(here) { (enquete.intitule.titre) } })
            .detail(html! { (said) (of) ", jusqu’au " (francais::date(end(enquete))) })
            .mark(Tone::Warning, "bientôt close")
            .action(Button::secondary("Relancer").small().href(format!("{here}/invitations")));
        items.push(item);
    }
    Ok(items)
}

async fn mine(tx: &mut Tx, open: &[Enquete], personne: Id<Personne>, page: &str) -> Result<Vec<Item>> {
    let waiting = store::invitation::waiting(tx, personne).await?;
    let mine = open.iter().filter(|enquete| waiting.contains(&enquete.id));
    let item = |enquete: &Enquete| {
        Item::new(enquete.intitule.titre.clone())
            .detail(html! { "Jusqu’au " (francais::date(end(enquete))) })
            .action(Button::secondary("Répondre").small().href(format!("{page}/{}/reponse", enquete.id)))
    };
    Ok(mine.map(item).collect())
}
