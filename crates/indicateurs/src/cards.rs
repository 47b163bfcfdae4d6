//! What waits in « Ma journée » about the indicators.

use crate::constat::Manque;
use crate::droits::{MODIFIER, SAISIR, VOIR};
use crate::feu::Feu;
use crate::tableau::{Ligne, Tableau};
use crate::{Prevision, TableauError, tableau};
use db::{Result, Tx};
use std::cmp::Reverse;
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Card, Icon, Item, Tone, francais};
use web::{App, BoxFuture};

/// Place of the card on the page.
const RANK: u8 = 22;
/// Indicators named at most.
const MOST: usize = 3;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let ctx = tx.ctx().clone();
        if !ctx.rights.contains(SAISIR) || !ctx.rights.contains(VOIR) {
            return Ok(Vec::new());
        }
        let today = kernel::today(ctx.now);
        let Some(contrat) = contrat::en_cours(tx, today).await? else { return Ok(Vec::new()) };
        let Some(annee) = contrat.annee(today) else { return Ok(Vec::new()) };
        let lois = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let table = match tableau(tx, &lois, &contrat, annee, today).await {
            Ok(table) => table,
            Err(TableauError::Db(error)) => return Err(error),
            Err(TableauError::HorsContrat(_)) => return Ok(Vec::new()),
        };
        let Some(cpts) = comptes::here(tx).await? else { return Ok(Vec::new()) };
        let base = format!("/{}/espace/dossier-aci", cpts.slug);
        let (items, all) = waiting(&table, &base, ctx.rights.contains(MODIFIER));
        let card = Card::new(Icon::Target, "Dossier ACI", "Aucun indicateur n’est en retard.");
        let total = u64::try_from(all).unwrap_or(u64::MAX);
        Ok(vec![(RANK, card.items(items).total(total).more("Voir le dossier ACI", base))])
    })
}

/// What waits, dearest first, and how many things in all.
fn waiting(table: &Tableau, base: &str, may_weigh: bool) -> (Vec<Item>, usize) {
    if table.gel.is_some() {
        return (Vec::new(), 0);
    }
    let go =
        |words: &'static str, part: String| Button::secondary(words).small().href(format!("{base}{part}"));
    let mut items = Vec::new();
    let count =
        |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let mut red: Vec<&Ligne> = table.lignes.iter().filter(|one| one.feu == Feu::Rouge).collect();
    red.sort_by_key(|one| Reverse(one.enjeu.menace()));
    let bare = table.lignes.iter().filter(|one| one.manque.contains(&Manque::Preuve)).count();
    let open = table.poids.iter().filter(|one| !one.complet).count();
    if open > 0 && may_weigh {
        let words = format!("Poids inachevés pour {}", count(open, "mission", "missions"));
        items.push(
            Item::new(words).mark(Tone::Warning, "À compléter").action(go("Compléter", "/poids".to_owned())),
        );
    }
    for one in red.iter().take(MOST) {
        let detail = one.prevision.as_ref().map(forecast).unwrap_or_default();
        let open = go("Voir", format!("/indicateurs/{}", one.indicateur.id))
            .about(one.indicateur.texte.libelle.clone());
        let item =
            Item::new(&one.indicateur.texte.libelle).detail(detail).mark(one.feu.tone(), one.feu.libelle());
        items.push(item.action(open));
    }
    if bare > 0 {
        let words = count(bare, "valeur sans preuve", "valeurs sans preuve");
        items.push(Item::new(words).mark(Tone::Warning, "À prouver").action(go("Joindre", String::new())));
    }
    items.extend(unknown(table, base, may_weigh));
    let hidden = red.len().saturating_sub(MOST);
    let shown = items.len();
    (items, shown + hidden)
}

/// What the forecast says, and that it is weak when it is.
fn forecast(one: &Prevision) -> String {
    if one.sure { one.phrase.clone() } else { format!("{} (prévision peu sûre)", one.phrase) }
}

/// What nobody knows yet: an indicator without value, target or baseline is neither late nor on time.
fn unknown(table: &Tableau, base: &str, may_weigh: bool) -> Vec<Item> {
    let lacking = |what: Manque| table.lignes.iter().filter(|one| one.manque.contains(&what)).count();
    let amounts = table.parts.iter().filter(|one| one.question.is_some()).count();
    let amounts_page = base.replace("/dossier-aci", "/contrat/montants");
    let targets = format!("{base}/poids");
    [
        (lacking(Manque::Valeur), "indicateur sans valeur", "indicateurs sans valeur", base),
        (lacking(Manque::Cible), "indicateur sans cible", "indicateurs sans cible", &targets),
        (
            lacking(Manque::Depart),
            "indicateur sans valeur de départ",
            "indicateurs sans valeur de départ",
            base,
        ),
        (amounts, "montant du contrat à saisir", "montants du contrat à saisir", &amounts_page),
    ]
    .into_iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many, page)| {
        let words = francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
        let verb = if may_weigh || page == base { "Compléter" } else { "Voir" };
        let go = Button::secondary(verb).small().about(words.clone()).href(page.to_owned());
        Item::new(words).mark(Tone::Warning, "Inconnu").action(go)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{TODAY, constat, contrat, reunions};
    use crate::{Cible, Enjeu, Indicateur};

    fn line(manque: Vec<Manque>) -> Ligne {
        let id = kernel::Id::new(uuid::Uuid::from_u128(1));
        Ligne {
            indicateur: Indicateur { id, contrat: contrat().id, texte: reunions(), retire: None },
            cible: Cible { annee: 1, cible: None, poids: Some(1000) },
            constat: None,
            atteinte: None,
            prevision: None,
            feu: Feu::Inconnu,
            enjeu: Enjeu::SansPart,
            manque,
        }
    }

    fn page(lignes: Vec<Ligne>) -> String {
        let annee = contrat::annees(&contrat()).remove(0);
        let (contrat, parts, poids) = (contrat().id, Vec::new(), Vec::new());
        let table = Tableau { contrat, annee, jour: TODAY, lignes, poids, parts, gel: None };
        let (items, _) = waiting(&table, "/velay/espace/dossier-aci", true);
        ui::card::cards(&[
            Card::new(Icon::Target, "Dossier ACI", "Aucun indicateur n’est en retard.").items(items)
        ])
        .into_string()
    }

    #[test]
    fn what_is_unknown_is_not_said_to_be_on_time() {
        let page = page(vec![line(vec![Manque::Valeur, Manque::Cible, Manque::Depart])]);
        for words in ["1\u{a0}indicateur sans valeur", "sans cible", "sans valeur de départ"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("n’est en retard"), "{page}");
    }

    #[test]
    fn a_weak_forecast_says_so() {
        let (texte, now) = (reunions(), constat(1_000, jiff::civil::date(2025, 9, 25)));
        let (debut, au) = (crate::tests::SIGNED, jiff::civil::date(2026, 9, 19));
        let cible = Some(crate::Nombre::entier(20));
        let one = crate::prevision::prevoir(&crate::prevision::Regard {
            texte: &texte,
            cible,
            constat: &now,
            debut,
            au,
        });
        assert!(forecast(&one).ends_with("(prévision peu sûre)"), "{}", forecast(&one));
    }
}
