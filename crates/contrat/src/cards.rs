//! What waits in « Ma journée » about the contract.

use crate::accord::limites;
use crate::comite::Tenue;
use crate::droits::{SUIVRE, VOIR};
use crate::echeance::Urgence;
use crate::store;
use db::{Result, Tx};
use jiff::civil::Date;
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 30;
/// Dates shown at most.
const TOP: usize = 5;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(VOIR) || !ctx.rights.contains(SUIVRE) {
            return Ok(Vec::new());
        }
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/contrat", cpts.slug);
        let today = kernel::today(ctx.now);
        let law = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let mut items = dates(tx, &law, today, &base).await?;
        items.extend(meetings(tx, &law, today, &base).await?);
        let total = u64::try_from(items.len()).unwrap_or(u64::MAX);
        items.truncate(TOP);
        let card = Card::new(Icon::Euro, "Contrat ACI", "Aucune échéance dans les 60 jours.");
        Ok(vec![(
            RANK,
            card.items(items).total(total).more("Voir les échéances", format!("{base}/echeances")),
        )])
    })
}

/// Obligations that are late or due within sixty days.
async fn dates(tx: &mut Tx, law: &Parameters, today: Date, base: &str) -> Result<Vec<Item>> {
    let Some(contrat) = crate::en_cours(tx, today).await? else { return Ok(Vec::new()) };
    let mut all = crate::echeances(tx, law, &contrat, today).await?;
    all.retain(|one| one.is_due() && one.urgence(today) <= Urgence::Bientot);
    let item = |one: crate::echeance::Echeance| {
        let (tone, words) = match one.urgence(today) {
            Urgence::EnRetard => (Tone::Danger, "En retard"),
            Urgence::Bientot | Urgence::PlusTard | Urgence::Passee => (Tone::Warning, "Bientôt"),
        };
        let go =
            Button::secondary("Voir").small().about(one.libelle.clone()).href(format!("{base}/echeances"));
        Item::new(one.libelle).mark(tone, words).detail(when(one.jour, one.incertain)).action(go)
    };
    Ok(all.into_iter().map(item).collect())
}

/// A date, and whether the texts settle it.
fn when(jour: Date, incertain: bool) -> Markup {
    html! { (francais::date(jour)) (crate::pages::doubt(incertain)) }
}

/// Meetings to come whose notice or agenda did not come in time.
async fn meetings(tx: &mut Tx, law: &Parameters, today: Date, base: &str) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for reunion in store::comites::reunions(tx).await? {
        let seance = &reunion.seance;
        let Ok(limits) = limites(law, seance.le) else { continue };
        if seance.le < today {
            continue;
        }
        let said = [
            (("convocation pas reçue", "attendue"), seance.convocation(limits, today)),
            (("ordre du jour pas reçu", "attendu"), seance.agenda(limits, today)),
        ];
        for ((what, expected), how) in said {
            let Tenue::Manque(last) = how else { continue };
            let words = format!("{}\u{a0}: {what}", seance.comite.libelle());
            let path = format!("{base}/commissions/reunions/{}", reunion.id);
            let item = Item::new(words).mark(Tone::Warning, "Délai dépassé");
            items.push(
                item.detail(format!("{expected} le {}", francais::date(last)))
                    .action(Button::secondary("Compléter").small().href(path)),
            );
        }
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_that_no_text_settles_says_so() {
        assert!(when(date(2026, 3, 2), true).into_string().contains("non confirmé"));
        assert!(!when(date(2026, 3, 2), false).into_string().contains("non confirmé"));
    }
}
