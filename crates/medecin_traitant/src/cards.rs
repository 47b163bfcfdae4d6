//! What waits in « Ma journée » about the médecin traitant: for the office, and for a doctor who has cards.

use crate::Medecin;
use crate::droits::{PRENDRE, TRAITER, VOIR};
use crate::store::{medecins, propositions, regles, suivi};
use db::{Result, Tx};
use jiff::{SignedDuration, Timestamp};
use ui::{Button, Card, Icon, Item, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 22;
/// Accepted longer ago than that, an appointment should have its day.
pub(crate) const RENDEZ_VOUS: SignedDuration = SignedDuration::from_hours(15 * 24);

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/medecin-traitant", cpts.slug);
        let mut items = Vec::new();
        if rights.contains(PRENDRE)
            && let Some(me) = medecins::moi(tx).await?
        {
            items.extend(mine(tx, &me, &base).await?);
        }
        if rights.contains(TRAITER) {
            items.extend(call(tx, app.can_send_sms(), &base).await?);
            items.extend(office(tx, &base).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::People, "Médecin traitant", "Rien n’attend.").items(items);
        let more = if rights.contains(VOIR) { "Voir les demandes" } else { "Ouvrir la salle" };
        Ok(vec![(RANK, card.more(more, base))])
    })
}

/// What waits for a doctor: cards to answer, places to say or to say again.
pub(crate) async fn mine(tx: &mut Tx, me: &Medecin, base: &str) -> Result<Vec<Item>> {
    let cards = propositions::ouvertes(tx, me.id).await?;
    let sent = cards.iter().filter(|card| card.envoyee_le.is_some()).count();
    let many = i64::try_from(sent).unwrap_or(0);
    let words = francais::compte(many, "demande attend votre réponse", "demandes attendent votre réponse");
    let answer = Button::primary("Répondre").small().href(format!("{base}/mes-cartes"));
    let cards = (sent > 0).then(|| Item::new(words).action(answer));
    let places = match me.declare_le {
        None => Some("Vos places\u{a0}: combien de patients pouvez-vous prendre\u{202f}?"),
        Some(_) if me.est_ancienne(tx.ctx().now) => {
            Some("Vos places ont plus de six mois\u{a0}: toujours vraies\u{202f}?")
        }
        Some(_) => None,
    };
    let say = Button::secondary("Dire mes places").small().href(format!("{base}/mes-places"));
    Ok(cards.into_iter().chain(places.map(|words| Item::new(words).action(say))).collect())
}

/// Doctors who have cards to answer and whom no message tells.
pub(crate) async fn a_appeler(tx: &mut Tx, sms: bool) -> Result<Vec<Medecin>> {
    let mut all = medecins::sans_courriel(tx).await?;
    all.retain(|one| one.contact(sms).is_none());
    Ok(all)
}

async fn call(tx: &mut Tx, sms: bool, base: &str) -> Result<Option<Item>> {
    let many = i64::try_from(a_appeler(tx, sms).await?.len()).unwrap_or(i64::MAX);
    let words =
        francais::compte(many, "médecin à appeler pour ses cartes", "médecins à appeler pour leurs cartes");
    let go = Button::secondary("Voir").about(words.clone()).small().href(format!("{base}/cartes"));
    Ok((many > 0).then(|| Item::new(words).action(go)))
}

/// What waits for the office, the most urgent first.
async fn office(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let late = tx.ctx().now.checked_sub(RENDEZ_VOUS).unwrap_or(Timestamp::MIN);
    let relances = regles::reglage(tx).await?.relances_sans_reponse;
    let todo = suivi::a_faire(tx, late, relances).await?;
    let lines = [
        (todo.a_verifier, "demande à vérifier", "demandes à vérifier", "?phase=a_verifier"),
        (todo.doublons, "doublon à trancher", todo.doublons_en_mots(), "/doublons"),
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
            "?ensuite=rendez_vous",
        ),
        (
            todo.a_declarer,
            "rendez-vous passé, à déclarer",
            "rendez-vous passés, à déclarer",
            "?ensuite=declarer",
        ),
        (todo.injoignables, "personne à rappeler", "personnes à rappeler", "?ensuite=rappeler"),
        (todo.lettres + todo.appels, "lettre ou appel à faire", "lettres ou appels à faire", "/lettres"),
    ];
    let item = |(many, one, more, to): &(u32, &str, &str, &str)| {
        let words = francais::compte(i64::from(*many), one, more);
        let go = Button::secondary("Voir").about(words.clone()).small().href(format!("{base}{to}"));
        Item::new(words).action(go)
    };
    Ok(lines.iter().filter(|(many, ..)| *many > 0).map(item).collect())
}
