//! What waits in « Ma journée » about meetings: answers, the door of today, decisions to carry out, meetings to close.

use crate::droits::{ANIMER, VOIR};
use crate::invite::Reponse;
use crate::letter::quand;
use crate::reunion::{Etat, Reunion};
use crate::{author, heures, responsable, store};
use adhesions::Adherent;
use db::{Result, Tx};
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 20;
/// Days before today whose meetings wait to be closed.
const RECENT: i32 = 30;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        let Some(me) = author(&ctx).filter(|_| ctx.rights.contains(VOIR)) else { return Ok(Vec::new()) };
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/reunions", cpts.slug.as_str());
        let mut items = held(tx, &base).await?;
        if let Some(me) = adhesions::par_compte(tx, me).await? {
            items.extend(invited(tx, &base, &me).await?);
            items.extend(decided(tx, &base, &me).await?);
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Calendar, "Réunions", "Aucune réunion ne vous attend.");
        Ok(vec![(RANK, card.items(items).more("Toutes les réunions", base))])
    })
}

/// Meetings that I hold: open now, or over and not closed.
async fn held(tx: &mut Tx, base: &str) -> Result<Vec<Item>> {
    let now = tx.ctx().now;
    if !tx.ctx().rights.contains(ANIMER) {
        return Ok(Vec::new());
    }
    let today = heures::today(now);
    let since = today.saturating_sub(jiff::Span::new().days(RECENT));
    let mut items = Vec::new();
    for one in store::reunions::entre(tx, since, today).await? {
        if one.etat != Etat::Prevue
            || heures::instant(one.debut) > now && !one.ouverte(now)
            || !responsable::answers(tx, &one).await?
        {
            continue;
        }
        items.push(door(base, &one, now));
    }
    items.truncate(5);
    Ok(items)
}

fn door(base: &str, one: &Reunion, now: jiff::Timestamp) -> Item {
    let item = Item::new(one.titre.clone()).detail(quand(one));
    if one.ouverte(now) {
        let go = Button::primary("Ouvrir la porte")
            .about(one.titre.clone())
            .small()
            .href(format!("{base}/{}/porte", one.id));
        return item.mark(Tone::Info, "En cours").action(go);
    }
    let go = Button::secondary("Clore").about(one.titre.clone()).small().href(format!("{base}/{}", one.id));
    item.mark(Tone::Warning, "À clore").action(go)
}

/// Meetings to come that wait for my answer, or for me today.
async fn invited(tx: &mut Tx, base: &str, me: &Adherent) -> Result<Vec<Item>> {
    let now = tx.ctx().now;
    let today = heures::today(now);
    let answers = store::invites::answers(tx, me.id).await?;
    let coming = store::reunions::inviting(tx, me.id, today).await?;
    let coming = coming.into_iter().filter(|one| one.etat == Etat::Prevue && !one.passee(now));
    let item = |one: Reunion| {
        let asks = answers.get(&one.id) == Some(&Reponse::Attendu) && heures::instant(one.debut) > now;
        let (tone, words, verb) = match asks {
            true => (Tone::Warning, "Réponse attendue", "Répondre"),
            false if one.jour() == today && answers.get(&one.id) != Some(&Reponse::Non) => {
                (Tone::Info, "Aujourd’hui", "Voir")
            }
            false => return None,
        };
        let go = Button::secondary(verb).about(one.titre.clone()).small().href(format!("{base}/{}", one.id));
        Some(Item::new(one.titre.clone()).detail(quand(&one)).mark(tone, words).action(go))
    };
    Ok(coming.filter_map(item).take(5).collect())
}

/// Decisions that I carry.
async fn decided(tx: &mut Tx, base: &str, me: &Adherent) -> Result<Vec<Item>> {
    let today = heures::today(tx.ctx().now);
    let mine = store::decisions::of_porteur(tx, me.id).await?;
    let item = |one: crate::Decision| {
        let go = Button::secondary("Voir").about(one.texte.clone()).small().href(format!("{base}/decisions"));
        let said = one
            .echeance
            .map_or_else(|| "Sans échéance".to_owned(), |le| format!("Avant le {}", francais::date(le)));
        let (tone, words) =
            if one.en_retard(today) { (Tone::Danger, "En retard") } else { (Tone::Neutral, "À faire") };
        Item::new(one.texte).detail(said).mark(tone, words).action(go)
    };
    Ok(mine.into_iter().take(5).map(item).collect())
}
