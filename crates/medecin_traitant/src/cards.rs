//! What waits in « Ma journée » about the médecin traitant: for the office, and for a doctor who has cards.

use crate::droits::{PRENDRE, TRAITER};
use crate::store::{medecins, propositions, regles, suivi};
use db::{Result, Tx};
use jiff::{SignedDuration, Timestamp};
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 22;
/// Accepted longer ago than that, an appointment should have its day.
pub(crate) const RENDEZ_VOUS: SignedDuration = SignedDuration::from_hours(15 * 24);

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/medecin-traitant", cpts.slug);
        let mut items = Vec::new();
        if rights.contains(PRENDRE) {
            items.extend(mine(tx, &base).await?);
        }
        if rights.contains(TRAITER) {
            items.extend(office(tx, &base).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::People, "Médecin traitant", "Rien n’attend.").items(items);
        Ok(vec![(RANK, card.more("Voir les demandes", base))])
    })
}

/// My cards, when my account is that of a doctor.
async fn mine(tx: &mut Tx, base: &str) -> Result<Option<Item>> {
    let Some(compte) = crate::author(tx.ctx()) else { return Ok(None) };
    let Some(me) = medecins::par_compte(tx, compte).await? else { return Ok(None) };
    let cards = propositions::ouvertes(tx, me.id).await?;
    let sent = cards.iter().filter(|card| card.envoyee_le.is_some()).count();
    let many = i64::try_from(sent).unwrap_or(0);
    let words = francais::compte(many, "demande attend votre réponse", "demandes attendent votre réponse");
    let go = Button::primary("Répondre").small().href(format!("{base}/mes-cartes"));
    Ok((sent > 0).then(|| Item::new(words).mark(Tone::Info, "Carte").action(go)))
}

/// What waits for the office, the most urgent first.
async fn office(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let late = tx.ctx().now.checked_sub(RENDEZ_VOUS).unwrap_or(Timestamp::MIN);
    let relances = regles::reglage(tx).await?.relances_sans_reponse;
    let todo = suivi::a_faire(tx, late, relances).await?;
    let lines = [
        (todo.a_verifier, "demande à vérifier", "demandes à vérifier", "?phase=a_verifier"),
        (todo.doublons, "doublon à trancher", "doublons à trancher", "/doublons"),
        (
            todo.sans_reponse,
            "foyer dont le médecin n’a pas répondu",
            "foyers dont le médecin n’a pas répondu",
            "/proposer",
        ),
        (
            todo.sans_rendez_vous,
            "personne acceptée sans rendez-vous",
            "personnes acceptées sans rendez-vous",
            "?phase=acceptee",
        ),
        (todo.lettres + todo.appels, "lettre ou appel à faire", "lettres ou appels à faire", "/lettres"),
    ];
    let item = |(many, one, more, to): &(u32, &str, &str, &str)| {
        let words = francais::compte(i64::from(*many), one, more);
        let go = Button::secondary("Voir").about(words.clone()).small().href(format!("{base}{to}"));
        Item::new(words).action(go)
    };
    Ok(lines.iter().filter(|(many, ..)| *many > 0).map(item).collect())
}
