//! What waits in « Ma journée » about memberships.

use crate::convention::Convention;
use crate::droits::{MIENNE, MODIFIER, VALIDER, VOIR};
use crate::{Adherent, Etat, Phase, read_situation, store};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::today;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Places of the two cards on the page.
const BUREAU: u8 = 25;
const MIEN: u8 = 70;
/// Requests shown; the list has the others.
const SHOWN: usize = 5;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let (base, jour) = (format!("/{}/espace/adhesions", cpts.slug), today(tx.ctx().now));
        let mut cards = Vec::new();
        if rights.contains(VOIR) && (rights.contains(VALIDER) || rights.contains(MODIFIER)) {
            cards.extend(waiting(tx, &base, jour).await?.map(|card| (BUREAU, card)));
        }
        if rights.contains(MIENNE) {
            cards.extend(mine(tx, &base, jour).await?.map(|card| (MIEN, card)));
        }
        Ok(cards)
    })
}

/// Requests that wait for the bureau, agreements that end soon.
async fn waiting(tx: &mut Tx, base: &str, jour: Date) -> Result<Option<Card>> {
    let all = store::adherents::tous(tx).await?;
    let requests: Vec<&Adherent> = all.iter().filter(|one| one.etat.phase() == Phase::Demande).collect();
    let conventions = store::conventions::conventions(tx).await?;
    let ending = conventions.iter().filter(|one| one.ends_soon(jour));
    let mut items: Vec<Item> = requests.iter().take(SHOWN).map(|one| request(one, base)).collect();
    items.extend(ending.filter_map(|one| agreement(one, &all, base)));
    if items.is_empty() {
        return Ok(None);
    }
    let card = Card::new(Icon::People, "Adhésions", "Aucune demande n’attend.").items(items);
    let card = if requests.len() > SHOWN { card.total(requests.len() as u64) } else { card };
    Ok(Some(card.more("Voir les adhésions", base.to_owned())))
}

fn request(one: &Adherent, base: &str) -> Item {
    let asked = francais::date(one.demande_le);
    let job =
        if one.professions.is_empty() { String::new() } else { format!(", {}", one.professions.join(", ")) };
    let go = Button::secondary("Examiner").about(one.nom()).small();
    Item::new(format!("{} demande à adhérer", one.nom()))
        .detail(format!("Le {asked}{job}"))
        .mark(Tone::Warning, if one.en_double { "En double, à examiner" } else { "À décider" })
        .action(go.href(format!("{base}/adherents/{}", one.id)))
}

fn agreement(one: &Convention, all: &[Adherent], base: &str) -> Option<Item> {
    let employer = all.iter().find(|known| known.id == one.employeur)?;
    let words = format!("La convention avec {} se termine le {}", employer.nom(), francais::date(one.au?));
    let go = Button::secondary("Voir").about(employer.nom()).small().href(format!("{base}/conventions"));
    Some(Item::new(words).mark(Tone::Info, "Convention").action(go))
}

/// One's own fee and texts.
async fn mine(tx: &mut Tx, base: &str, jour: Date) -> Result<Option<Card>> {
    let Some(me) = crate::author(tx.ctx()) else { return Ok(None) };
    let Some(one) = store::adherents::par_compte(tx, me).await? else { return Ok(None) };
    let Etat::Adherent { .. } = one.etat else { return Ok(None) };
    let Some(stand) = read_situation::situation(tx, one.id, jour).await? else { return Ok(None) };
    let go = |words: &'static str| Button::secondary(words).small().href(format!("{base}/moi"));
    let mut items = Vec::new();
    if let crate::EtatCotisation::Due { cents, .. } = stand.cotisation {
        let words = format!("Votre cotisation {}\u{a0}: {} à payer", jour.year(), francais::euros(cents));
        items.push(Item::new(words).mark(Tone::Info, "Cotisation").action(go("Comment payer")));
    }
    if !stand.textes {
        let words = "Un texte de l’association attend votre accord";
        items.push(Item::new(words).mark(Tone::Info, "Texte").action(go("Lire et accepter")));
    }
    if items.is_empty() {
        return Ok(None);
    }
    Ok(Some(Card::new(Icon::People, "Mon adhésion", "Votre adhésion est à jour.").items(items)))
}
