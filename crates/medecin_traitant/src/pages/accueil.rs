//! The first page of the room: the list for the office; for who only helps or takes patients, what they can do here.

use super::{ROOM, demander, demandes};
use crate::droits::{PRENDRE, SAISIR, TRAITER, VOIR};
use crate::{Medecin, cards, store};
use axum::extract::State;
use maud::{Markup, html};
use ui::button::actions;
use ui::section::section;
use ui::{Button, Card, Icon, Item, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant", SAISIR, show)
}

async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    if visit.can(VOIR) {
        return demandes::show(&app, &visit, &fields).await;
    }
    let (me, items) = read(&app, &visit).await?;
    let mut frame = visit.frame(ROOM.name);
    frame.lead = Some("Chaque demande est proposée, sans nom, à un médecin qui a de la place.".into());
    let paper = demander::here(&visit, "/formulaire.pdf")?;
    let content = html! {
        @if let Some(me) = &me { (mine(&visit, me, items)) }
        (section("demander", "Quelqu’un cherche un médecin traitant", html! {
            p { "Avec son accord, sa demande se fait en une minute. Vous lui donnez un code\u{a0}: il sert à savoir où elle en est." }
            (actions(html! { (Button::primary("Nouvelle demande").href(ROOM.at(&visit, "nouvelle"))) }))
        }))
        (section("plusieurs", "Et aussi", html! {
            ul {
                li { a href=(ROOM.at(&visit, "import")) { "Importer une liste de personnes" } ", depuis un tableur" }
                li { a href=(ROOM.at(&visit, "campagnes")) { "Un médecin s’arrête" } "\u{a0}: ses patients entrent ensemble" }
                li { a href=(paper) { "Formulaire papier à imprimer" } ", pour une salle d’attente ou une pharmacie" }
            }
        }))
        @if me.is_none() && visit.can(PRENDRE) {
            p.soft { "Vous êtes médecin et vous pouvez prendre des patients\u{202f}? Demandez à la coordination de vous ajouter aux médecins qui prennent des patients\u{a0}: vos places et les demandes qui vous attendent seront ici." }
        }
    };
    Ok(visit.page(&frame, content))
}

/// The doctor that the account is, and what waits for them.
async fn read(app: &App, visit: &Visit) -> Result<(Option<Medecin>, Vec<Item>), Problem> {
    if !visit.can(PRENDRE) {
        return Ok((None, Vec::new()));
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(me) = store::medecins::moi(&mut tx).await? else { return Ok((None, Vec::new())) };
    let items = cards::mine(&mut tx, &me, &ROOM.at(visit, "")).await?;
    Ok((Some(me), items))
}

/// Their two pages, and what waits there.
fn mine(visit: &Visit, me: &Medecin, items: Vec<Item>) -> Markup {
    let left = francais::compte(i64::from(me.offre.restantes()), "place libre", "places libres");
    html! {
        (ui::card::cards(&[Card::new(Icon::People, me.nom.clone(), "Aucune demande ne vous attend.").items(items)]))
        p { "Vous avez " strong { (left) } "." }
        (actions(html! {
            (Button::secondary("Mes cartes").href(ROOM.at(visit, "mes-cartes")))
            (Button::secondary("Mes places").href(ROOM.at(visit, "mes-places")))
        }))
    }
}

/// The pages below the list that something to do does not always lead to.
pub(super) fn also(visit: &Visit) -> Markup {
    let go = |words: &'static str, part: &str| Button::plain(words).href(ROOM.at(visit, part));
    actions(html! {
        (go("Carte par commune", "communes"))
        @if visit.can(TRAITER) { (go("Retrouver une demande", "retrouver")) (go("Doublons", "doublons")) (go("Lettres et appels", "lettres")) }
    })
}

/// Before the first request: what makes some come, and be served.
pub(super) fn start(visit: &Visit) -> Result<Markup, Problem> {
    let a = |words: &str, to: String| html! { a href=(to) { (words) } };
    let room = |words: &str, part: &str| a(words, ROOM.at(visit, part));
    let form = a("formulaire public", demander::here(visit, "")?);
    let paper = a("double sur papier", demander::here(visit, "/formulaire.pdf")?);
    Ok(section(
        "debut",
        "Pour commencer",
        html! {
            ol {
                li { (room("Ajoutez les médecins", "medecins")) " et demandez-leur combien de patients ils peuvent prendre." }
                li { "Relisez " (room("la règle de priorité", "regle")) "\u{a0}: Maillage en propose une, la CPTS la valide." }
                li { "Donnez aux patients l’adresse du " (form) ", ou son " (paper) "." }
                li { "Vous avez déjà une liste d’attente\u{202f}? " (room("Importez-la", "import")) ", ou " (room("entrez une demande", "nouvelle")) "." }
            }
            p.soft { "Les demandes seront ici, la plus prioritaire d’abord, sans aucun nom." }
        },
    ))
}

/// Nothing waits for a doctor.
pub(super) fn nobody(visit: &Visit) -> Markup {
    let words = "Ici, chaque demande qui attend trouve le médecin proposé et pourquoi, ou ce qui la bloque. Une demande à vérifier, ou dont une carte est partie, n’y est pas.";
    let go = Button::secondary("Voir les demandes").href(ROOM.at(visit, ""));
    ui::empty::empty(Icon::Check, "Aucune demande à proposer", words, Some(html! { (go) }))
}
