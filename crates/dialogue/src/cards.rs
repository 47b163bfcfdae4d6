//! What waits in « Ma journée » about the dialogue de gestion.

use crate::droits::{PREPARER, VOIR};
use crate::prepare::{Manque, checklist};
use crate::{Dialogue, Etat, store};
use contrat::{Annee, Contrat};
use db::{Result, Tx};
use jiff::civil::Date;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 42;
/// Days before a dialogue when it shows.
const BIENTOT: i32 = 45;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let today = kernel::today(ctx.now);
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let Some(contrat) = contrat::en_cours(tx, today).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/dialogue", cpts.slug);
        let known = store::dialogues::dialogues(tx, Some(contrat.id)).await?;
        let mut items = Vec::new();
        if let Some(one) = next(&contrat, &known, today) {
            let path = one.dialogue.map_or_else(|| base.clone(), |one| format!("{base}/{}", one.id));
            items.push(meeting(&one, today, &path));
            if ctx.rights.contains(PREPARER) {
                let law = app.resource::<Atlas>().at(tx).await?.law.clone();
                // A year that the law files cannot count is said on the page of the dialogue, not here.
                let missing =
                    checklist(tx, &law, &contrat, one.annee.numero, today).await.unwrap_or_default();
                items.extend(proofs(&missing, &path));
            }
        }
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let card = Card::new(Icon::Talk, "Dialogue de gestion", "Rien n’attend pour le dialogue.");
        Ok(vec![(RANK, card.items(items).more("Voir les dialogues", base))])
    })
}

/// The first dialogue that is not closed and comes within the days that matter.
struct Prochain<'a> {
    annee: Annee,
    /// The day agreed; none when nobody fixed it.
    fixe: Option<Date>,
    dialogue: Option<&'a Dialogue>,
}

impl Prochain<'_> {
    /// The day agreed, else the end of the year.
    fn vers(&self) -> Date {
        self.fixe.unwrap_or(self.annee.au)
    }
}

fn next<'a>(contrat: &Contrat, known: &'a [Dialogue], today: Date) -> Option<Prochain<'a>> {
    let open = |annee: Annee| {
        let dialogue = known.iter().find(|one| one.annee == annee.numero);
        let waiting = dialogue.is_none_or(|one| matches!(one.etat, Etat::Prepare));
        let one = Prochain { annee, fixe: dialogue.and_then(|one| one.prevu_le), dialogue };
        let days = (one.vers() - today).get_days();
        (waiting && (-BIENTOT..=BIENTOT).contains(&days)).then_some(one)
    };
    contrat::annees(contrat).into_iter().find_map(open)
}

fn meeting(one: &Prochain<'_>, today: Date, path: &str) -> Item {
    let item = Item::new(format!("Dialogue de l’année {}", one.annee.numero));
    let item = match one.fixe {
        Some(le) => on(item, le, today),
        None => item
            .detail(format!("date à fixer, vers le {}, non confirmé", francais::date(one.vers())))
            .mark(Tone::Info, "Date à fixer"),
    };
    item.action(Button::secondary("Préparer").small().href(path.to_owned()))
}

/// A meeting whose day is agreed.
fn on(item: Item, le: Date, today: Date) -> Item {
    let days = i64::from((le - today).get_days());
    let when = match days {
        0 => "aujourd’hui".to_owned(),
        1 => "demain".to_owned(),
        2.. => format!("dans {}", francais::compte(days, "jour", "jours")),
        _ => format!("attendu depuis {}", francais::compte(-days, "jour", "jours")),
    };
    let tone = if days < 0 { Tone::Warning } else { Tone::Info };
    item.detail(format!("{}, {when}", francais::date(le)))
        .mark(tone, if days < 0 { "En retard" } else { "Bientôt" })
}

fn proofs(missing: &[Manque], path: &str) -> Option<Item> {
    let count = missing.iter().filter(|one| matches!(one, Manque::SansPreuve(_))).count();
    let count = i64::try_from(count).unwrap_or(0);
    (count > 0).then(|| {
        Item::new(francais::compte(count, "preuve manque", "preuves manquent"))
            .detail("Une valeur sans preuve peut être refusée.")
            .mark(Tone::Warning, "À joindre")
            .action(Button::secondary("Voir").small().href(path.to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(one: &Prochain<'_>, today: Date) -> String {
        let card = Card::new(Icon::Talk, "Dialogue", "Rien").items(vec![meeting(one, today, "/ici")]);
        ui::card::cards(&[card]).into_string()
    }

    #[test]
    fn a_day_that_nobody_fixed_is_never_late() {
        let (contrat, today) = (crate::tests::signed(&[]), date(2025, 9, 25));
        let one = next(&contrat, &[], today).unwrap();
        let words = page(&one, today);
        assert!(words.contains("date à fixer, vers le 19\u{a0}septembre 2025, non confirmé"), "{words}");
        assert!(!words.contains("En retard"), "{words}");
        let fixed = Prochain { fixe: Some(date(2025, 9, 20)), ..one };
        assert!(page(&fixed, today).contains("En retard"));
    }
}
