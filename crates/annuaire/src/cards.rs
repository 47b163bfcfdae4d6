//! What waits in *Ma journée* about the directory: owners to ask, answers received, official changes, referents to check.

use crate::ask_confirmation::contact;
use crate::droits::{DEMANDER, MODIFIER, REFERENTS};
use crate::fiche::{PORTION, REPOS};
use crate::list_portion::limit;
use crate::nouveaute::{Nouveaute, unseen};
use crate::pages::{field_of, portion_words, reponse_tone};
use crate::read_fiche::{name, numero_en_mots};
use crate::{Carnets, Fiche, Reference, Sujet, officiel, store};
use db::{Result, Tx};
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use territoire::Atlas;
use ui::button::post_button;
use ui::{Button, Card, Icon, Item, Tone, form, francais};
use web::{App, BoxFuture};

/// Places of the cards on the page.
const REPONSES: u8 = 24;
const FICHES: u8 = 25;
const CHANGEMENTS: u8 = 26;
const INSTITUTIONS: u8 = 60;
/// Things shown in a card; its page has the others.
const SHOWN: usize = 5;

pub(crate) fn read<'a>(app: &'a App, tx: &'a mut Tx) -> BoxFuture<'a, Result<Vec<(u8, Card)>>> {
    Box::pin(async move {
        let rights = tx.ctx().rights.clone();
        let mut cards = Vec::new();
        if !rights.contains(MODIFIER) && !rights.contains(DEMANDER) && !rights.contains(REFERENTS) {
            return Ok(cards);
        }
        let slug = comptes::here(tx).await?.map(|cpts| cpts.slug.to_string()).unwrap_or_default();
        let base = format!("/{slug}/espace");
        if rights.contains(MODIFIER) {
            cards.extend(answers(tx, &base).await?.map(|card| (REPONSES, card)));
            cards.extend(news(app, tx, &base).await?.map(|card| (CHANGEMENTS, card)));
        }
        if rights.contains(DEMANDER) {
            cards.push((FICHES, due(app, tx, &base).await?));
        }
        if rights.contains(REFERENTS) {
            cards.extend(referents(tx, &base).await?.map(|card| (INSTITUTIONS, card)));
        }
        Ok(cards)
    })
}

/// A button in a card: the page it stands on is ours, which browsers say by themselves.
fn press(action: &str, fields: &[(&str, &str)], words: &'static str, about: &str) -> Markup {
    post_button("", action, fields, &Button::secondary(words).small().about(about.to_owned()))
}

/// Owners to ask, ten at once.
async fn due(app: &App, tx: &mut Tx, base: &str) -> Result<Card> {
    let card = Card::new(Icon::People, "Annuaire à confirmer", "Toutes les fiches sont à jour.")
        .more("Voir les fiches à confirmer", format!("{base}/annuaire/a-confirmer"));
    let now = tx.ctx().now;
    let old = limit(now, store::reglage(tx).await?.fraicheur_mois);
    let rested = now.saturating_sub(REPOS).unwrap_or(Timestamp::MIN);
    let total = store::count_a_reconfirmer(tx, old).await?;
    if total == 0 {
        return Ok(card);
    }
    let ids = store::a_reconfirmer(tx, old, rested, 30).await?;
    let carnet = app.resource::<Carnets>().at(tx).await?;
    let fiches: Vec<&Fiche> = ids.iter().filter_map(|id| carnet.by_id(*id)).collect();
    let sujets: Vec<_> = fiches.iter().map(|fiche| fiche.sujet.clone()).collect();
    let known = officiel::connus(tx, &sujets).await?;
    let sms = app.can_send_sms();
    let asked = fiches.into_iter().filter(|fiche| {
        let said = known.get(&fiche.reference()).map(|one| one.officiel.clone()).unwrap_or_default();
        contact(Some(fiche), &said, sms).is_some()
    });
    let asked: Vec<&Fiche> = asked.take(PORTION).collect();
    let title = francais::compte(total, "fiche à reconfirmer", "fiches à reconfirmer");
    let item = if asked.is_empty() {
        Item::new(title).detail("Demandes récentes, ou ni adresse ni mobile\u{a0}: à appeler.")
    } else {
        Item::new(title).detail(named(&asked, &known)).action(asking(base, &asked))
    };
    Ok(card.items(vec![item]).total(u64::try_from(total).unwrap_or(0)))
}

fn asking(base: &str, asked: &[&Fiche]) -> Markup {
    form::form(
        "",
        &format!("{base}/annuaire/a-confirmer"),
        ui::Method::Post,
        html! {
            (form::hidden("retour", "ma-journee"))
            @for fiche in asked { (form::hidden("fiche", &fiche.reference().to_string())) }
            (Button::secondary(portion_words(asked.len())).small())
        },
    )
}

/// The first names of the portion.
fn named(asked: &[&Fiche], known: &BTreeMap<Reference, officiel::Connu>) -> String {
    let name = |fiche: &&Fiche| match &fiche.sujet {
        Sujet::Local(local) => local.nom.clone(),
        Sujet::Professionnel(_) | Sujet::Finess(_) | Sujet::Siret(_) => {
            let reference = fiche.reference();
            known.get(&reference).map_or_else(|| numero_en_mots(&reference), |one| one.nom.clone())
        }
    };
    let first: Vec<String> = asked.iter().take(3).map(name).collect();
    let more = if asked.len() > 3 { "…" } else { "" };
    format!("{}{more}", first.join(", "))
}

/// Answers that nobody has looked at.
async fn answers(tx: &mut Tx, base: &str) -> Result<Option<Card>> {
    let total = store::count_reponses(tx).await?;
    if total == 0 {
        return Ok(None);
    }
    let mut items = Vec::new();
    for reponse in store::reponses(tx, u32::try_from(SHOWN).unwrap_or(5)).await? {
        let Some(fiche) = store::fiche(tx, reponse.fiche).await? else { continue };
        let reference = fiche.reference();
        let (who, number) = (name(tx, &reference).await?, reponse.id.to_string());
        let fields = [("reponse", number.as_str()), ("retour", "ma-journee")];
        let seen = press(&format!("{base}/annuaire/reponses"), &fields, "Vu", &who);
        let title = html! { a href=(format!("{base}/{}", reference.chemin())) { (who) } };
        items.push(Item::new(title).mark(reponse_tone(reponse.suite), reponse.en_mots()).action(seen));
    }
    let card = Card::new(Icon::People, "Réponses à l’annuaire", "").items(items);
    let card = card.more("Toutes les réponses", format!("{base}/annuaire/reponses"));
    Ok(Some(card.total(u64::try_from(total).unwrap_or(0))))
}

/// Changes of the official files that nobody has looked at.
async fn news(app: &App, tx: &mut Tx, base: &str) -> Result<Option<Card>> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    let today = kernel::today(tx.ctx().now);
    let Some(communes) = etat.of(tx.cpts()).map(|cpts| cpts.communes(today).clone()) else { return Ok(None) };
    let all = unseen(tx, (&etat.france, &communes)).await?;
    if all.is_empty() {
        return Ok(None);
    }
    let item = |one: &Nouveaute| {
        let title = html! { a href=(format!("{base}/{}", one.reference().chemin())) { (one.nom()) } };
        let (number, edition) = one.numero();
        let (number, edition) = (number.to_string(), edition.to_string());
        let kind = field_of(one.fil());
        let fields = [(kind, number.as_str()), ("edition", &edition), ("retour", "ma-journee")];
        let seen = press(&format!("{base}/annuaire/changements"), &fields, "Vu", one.nom());
        Item::new(title).mark(Tone::Info, one.quoi()).action(seen)
    };
    let card = Card::new(Icon::Journal, "Changements aux fichiers officiels", "");
    let card = card.items(all.iter().take(SHOWN).map(item).collect());
    let card = card.more("Ce qui a changé", format!("{base}/annuaire/changements"));
    Ok(Some(card.total(u64::try_from(all.len()).unwrap_or(0))))
}

/// Referents that nobody has checked for months.
async fn referents(tx: &mut Tx, base: &str) -> Result<Option<Card>> {
    let (now, mois) = (tx.ctx().now, store::reglage(tx).await?.referent_mois);
    let mut old = store::referents(tx).await?;
    old.retain(|one| one.is_old(now, mois));
    if old.is_empty() {
        return Ok(None);
    }
    let item = |one: &crate::Referent| {
        let page = format!("{base}/annuaire/referents/{}", one.id);
        let fields = [("geste", "verifier"), ("retour", "ma-journee")];
        let still = press(&format!("{page}/gestes"), &fields, "Toujours juste", one.titre());
        Item::new(html! { a href=(page) { (one.titre()) } })
            .detail(format!("{}, {}", one.institution.libelle(), one.departement))
            .action(still)
    };
    let card = Card::new(Icon::People, "Référents à revérifier", "");
    let card = card.items(old.iter().take(SHOWN).map(item).collect());
    let card = card.more("Tous les référents", format!("{base}/annuaire/referents"));
    Ok(Some(card.total(u64::try_from(old.len()).unwrap_or(0))))
}
