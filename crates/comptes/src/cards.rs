//! What waits in *Ma journée* about people: invitations without answer, and one's own second factor.

use crate::{
    Membre, Personne,
    droits::{GERER_MEMBRES, MON_COMPTE, VOIR_MEMBRES},
    store,
};
use db::{Result, Tx};
use kernel::{Actor, Id};
use maud::html;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Places of the two cards on the page.
const INVITATIONS: u8 = 30;
const COMPTE: u8 = 90;
/// Invitations shown; the list of members has the others.
const SHOWN: u32 = 5;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let mut cards = Vec::new();
        let rights = tx.ctx().rights.clone();
        if rights.contains(VOIR_MEMBRES) && rights.contains(GERER_MEMBRES) {
            cards.push((INVITATIONS, invitations(tx).await?));
        }
        if rights.contains(MON_COMPTE) {
            cards.extend(second_factor(tx).await?.map(|card| (COMPTE, card)));
        }
        Ok(cards)
    })
}

async fn invitations(tx: &mut Tx) -> Result<Card> {
    let slug = store::cpts::here(tx).await?.map(|cpts| cpts.slug.to_string()).unwrap_or_default();
    let page = format!("/{slug}/espace/reglages/membres");
    let waiting = store::membre::invites(tx, SHOWN).await?;
    let item = |membre: &Membre| {
        Item::new(html! { a href=(format!("{page}/{}", membre.personne)) { (membre.nom_complet()) } })
            .detail(html! { "Invitation du " (francais::date(membre.depuis)) ", sans réponse" })
    };
    let card = Card::new(Icon::People, "Invitations", "Chaque personne invitée est venue.");
    Ok(card.items(waiting.iter().map(item).collect()).more("Voir les membres", page))
}

/// Nothing when the second factor is on: a card is for what waits.
async fn second_factor(tx: &mut Tx) -> Result<Option<Card>> {
    let Actor::Personne(id) = tx.ctx().actor else { return Ok(None) };
    let compte = store::personne::by_id(tx, Id::<Personne>::new(id)).await?;
    if compte.is_none_or(|compte| compte.totp.is_some()) {
        return Ok(None);
    }
    let item = Item::new("La double authentification n’est pas active")
        .detail("Un code de votre téléphone, en plus du mot de passe : deux minutes à mettre en place.")
        .mark(Tone::Warning, "à faire")
        .action(Button::secondary("Activer").small().href("/compte/double-facteur"));
    Ok(Some(Card::new(Icon::Lock, "Votre compte", "").items(vec![item])))
}
