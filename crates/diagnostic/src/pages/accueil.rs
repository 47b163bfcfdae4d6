//! The first page of the room: where the diagnostic stands, and what to do next.

use super::chiffres::{no_territory, words};
use super::{ROOM, besoins, offre, territory};
use crate::besoin::Public;
use crate::comparaison::compare;
use crate::droits::{ANIMER, SIGNALER};
use crate::{Besoin, store};
use axum::extract::State;
use maud::html;
use territoire::Atlas;
use ui::{Button, Card, Figure, Icon, Item, Tone, francais};
use web::{Answer, App, Visit};

/// Needs shown on the first page.
const TOP: usize = 5;
/// Professions shown on the first page.
const KEY: [&str; 4] = ["medecin_generaliste", "infirmier", "masseur_kinesitherapeute", "pharmacien"];

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let communes = territory(&visit, &etat);
    let liste = besoins::read(&mut tx).await?;
    let offre = offre::read(&visit, &mut tx, &etat, &communes).await?;
    let waiting = if visit.can(ANIMER) { store::signalements::waiting(&mut tx).await? } else { 0 };
    let surveys = enquete::enquetes(&mut tx).await?.len();
    drop(tx);
    let export = visit.workspace("diagnostic/diagnostic");
    let frame = ui::Frame {
        lead: Some("Qui vit ici, qui soigne, ce qu’il manque, et par quoi commencer.".into()),
        actions: (!communes.is_empty()).then(|| {
            html! {
                (Button::primary("Télécharger le PDF").href(format!("{export}.pdf")).icon(Icon::Document))
                (Button::secondary("Version Word").href(format!("{export}.docx")))
            }
        }),
        ..visit.frame("Diagnostic")
    };
    let comparaison = compare(&etat, &communes, kernel::today(visit.ctx.now));
    let content = html! {
        (ROOM.tabs(&visit, ""))
        @match comparaison {
            None => (no_territory(&visit)),
            Some(comparaison) => dl.figures {
                @for line in comparaison.lignes.iter().filter(|line| ["population", "part_65p_2020", "part_75p_est"].contains(&line.id.as_str())) {
                    @if let Some(Some(chiffre)) = line.chiffres.first() {
                        (Figure::new(line.libelle.clone(), words(chiffre)).note(html! { (chiffre.millesime) }))
                    }
                }
                @for line in offre.lignes.iter().filter(|line| KEY.contains(&line.famille.code)) {
                    (Figure::new(line.famille.pluriel, line.personnes.to_string()).note(html! { (francais::decimal(offre::density(&offre, line), 0)) " pour 100\u{202f}000 habitants" }))
                }
            },
        }
        div.cards {
            (needs(&visit, &liste))
            (next(&visit, &liste, waiting, surveys))
        }
    };
    Ok(visit.page(&frame, content))
}

fn needs(visit: &Visit, liste: &besoins::Liste) -> Card {
    let mut all: Vec<&Besoin> = Public::ALL.iter().flat_map(|public| liste.ouverts(*public)).collect();
    all.sort_by_key(|one| liste.rang(one.id).unwrap_or(u32::MAX));
    let item = |one: &&Besoin| {
        let rang =
            liste.rang(one.id).map_or_else(|| "pas encore classé".to_owned(), |rang| format!("rang {rang}"));
        let link = visit.workspace(&format!("diagnostic/besoins/{}", one.id));
        Item::new(html! { a href=(link) { (one.texte.titre) } }).detail(rang)
    };
    Card::new(Icon::Journal, "Besoins prioritaires", "Aucun besoin écrit pour l’instant.")
        .items(all.iter().take(TOP).map(item).collect())
        .total(u64::try_from(all.len()).unwrap_or(u64::MAX))
        .more("Tous les besoins", visit.workspace("diagnostic/besoins"))
}

fn next(visit: &Visit, liste: &besoins::Liste, waiting: i64, surveys: usize) -> Card {
    let go = |words: &'static str, path: &str| Button::secondary(words).small().href(visit.workspace(path));
    let mut items = Vec::new();
    if surveys == 0 && visit.can(ANIMER) {
        let item = Item::new("Interroger les professionnels").detail("Un questionnaire tout prêt, par lien.");
        items.push(item.action(go("Préparer", "diagnostic/enquetes")));
    }
    if waiting > 0 {
        let item =
            Item::new(francais::compte(waiting, "signalement sans réponse", "signalements sans réponse"));
        items.push(item.mark(Tone::Warning, "À traiter").action(go("Répondre", "diagnostic/signalements")));
    }
    let open = liste.besoins.iter().filter(|one| one.is_ouvert());
    let bare = open.clone().filter(|one| !liste.preuves.contains_key(&one.id)).count();
    if bare > 0 && visit.can(ANIMER) {
        let item = Item::new(francais::compte(
            i64::try_from(bare).unwrap_or(0),
            "besoin sans preuve",
            "besoins sans preuve",
        ));
        items.push(item.action(go("Voir", "diagnostic/besoins")));
    }
    let unranked = open.filter(|one| liste.rang(one.id).is_none()).count();
    if unranked >= 2 && visit.can(ANIMER) {
        let item = Item::new("Classer les besoins ensemble")
            .detail("Chacun partage ses points, en réunion ou à distance.");
        items.push(item.action(go("Ouvrir une séance", "diagnostic/seances")));
    }
    if visit.can(SIGNALER) && !visit.can(ANIMER) {
        let item = Item::new("Signaler une difficulté d’accès aux soins");
        items.push(item.action(go("Signaler", "diagnostic/signalements")));
    }
    Card::new(Icon::Check, "Ce qui reste à faire", "Le diagnostic est à jour.").items(items)
}
