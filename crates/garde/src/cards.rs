//! What waits in « Ma journée » about duties.

use crate::droits::{GERER, PARTICIPER};
use crate::store::{affectations, demi_journees, echanges, participants, plannings};
use crate::{DemiJournee, Etat, EtatEchange, mots};
use db::{Result, Tx};
use jiff::SignedDuration;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Places of the two cards on the page.
const BUREAU: u8 = 30;
const MIEN: u8 = 20;
/// Duties of the coming days only.
const JOURS: i64 = 7;

pub(crate) fn read<'a>(_: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/garde", cpts.slug);
        let mut cards = Vec::new();
        if rights.contains(PARTICIPER) {
            cards.extend(mine(tx, &base).await?.map(|card| (MIEN, card)));
        }
        if rights.contains(GERER) {
            cards.extend(to_approve(tx, &base).await?.map(|card| (BUREAU, card)));
        }
        Ok(cards)
    })
}

/// Wishes to say, and the duties of the week.
async fn mine(tx: &mut Tx, base: &str) -> Result<Option<Card>> {
    let Some(me) = rendez_vous::store::effecteurs::moi(tx).await? else { return Ok(None) };
    let mut items = Vec::new();
    for one in participants::of_effecteur(tx, me.id).await? {
        let Some(planning) = plannings::planning(tx, one.planning).await?.filter(|_| one.retire_le.is_none())
        else {
            continue;
        };
        let to = format!("{base}/mes-gardes/{}", planning.id);
        match planning.etat {
            Etat::Voeux => {
                let go = Button::secondary("Répondre").about(planning.cadre.nom.clone()).small().href(to);
                items.push(
                    Item::new(format!("Vos vœux\u{a0}: {}", planning.cadre.nom))
                        .mark(Tone::Warning, "À dire")
                        .action(go),
                );
            }
            Etat::Publie => {
                let there = affectations::of(tx, planning.id).await?;
                let now = tx.ctx().now;
                let soon = |what: &&DemiJournee| {
                    let near =
                        what.horaire.debut.duration_since(now) < SignedDuration::from_hours(24 * JOURS);
                    let at = there
                        .iter()
                        .any(|other| other.demi_journee == what.id && other.participant == one.id);
                    at && near && what.horaire.fin > now
                };
                let halves = demi_journees::of(tx, planning.id).await?;
                let next = halves
                    .iter()
                    .filter(soon)
                    .map(|what| Item::new(mots::quand(what)).detail(planning.cadre.nom.clone()));
                items.extend(next);
            }
            Etat::Brouillon | Etat::Propose | Etat::Clos => {}
        }
    }
    if items.is_empty() {
        return Ok(None);
    }
    let card = Card::new(Icon::Calendar, "Vos gardes", "Aucune garde cette semaine.").items(items);
    Ok(Some(card.more("Voir mes gardes", format!("{base}/mes-gardes"))))
}

/// Swaps that somebody took and that wait for an approval.
async fn to_approve(tx: &mut Tx, base: &str) -> Result<Option<Card>> {
    let all = echanges::under_way(tx).await?;
    let count = all.iter().filter(|one| one.etat == EtatEchange::Accepte).count();
    if count == 0 {
        return Ok(None);
    }
    let words =
        francais::compte(i64::try_from(count).unwrap_or(i64::MAX), "échange accepté", "échanges acceptés");
    let item = Item::new(words).mark(Tone::Warning, "À approuver");
    let card = Card::new(Icon::Calendar, "Échanges de garde", "Aucun échange n’attend.").items(vec![item]);
    Ok(Some(card.more("Voir les échanges", format!("{base}/echanges"))))
}
