//! A plan that takes more than a moment: where its search is, and the gestures on it.

use super::proposer::many;
use super::{ROOM, proposer_essai};
use crate::Calculs;
use crate::calcul::{EnCours, Vue};
use crate::droits::TRAITER;
use crate::plan::Essai;
use appariement::{Avancement, Etape};
use axum::http::{HeaderValue, header::REFRESH};
use axum::response::Response;
use maud::{Markup, html};
use ui::button::post_button;
use ui::section::panel;
use ui::{Button, Frame, Tone, francais};
use web::{Answer, App, Fields, Visit};

/// Seconds before the page is read again, where no script does it.
const ENSUITE: HeaderValue = HeaderValue::from_static("5");

/// The page while there is no plan yet: what is computed, with its name.
pub(super) fn waiting(visit: &Visit, frame: &Frame, all: &[(&str, &Vue, &Essai)]) -> Response {
    let running = all.iter().filter_map(|(name, vue, asked)| Some((*name, vue.en_cours?, *asked)));
    let content = html! {
        (ROOM.tabs(visit, "proposer"))
        @for (n, (name, calcul, asked)) in running.enumerate() {
            (panel(html! {
                h2 { (name) }
                div.stack id={ "calcul-" (n) } role="status" data-poll { (progress(visit, n, &calcul)) }
                @if visit.can(TRAITER) { (gesture(visit, asked, ("arreter", "Garder le meilleur trouvé"))) }
            }))
        }
        p.soft { "Cette page se met à jour seule. Vous pouvez la quitter\u{a0}: la recherche continue, et son résultat vous attend ici." }
    };
    let mut response = visit.page(frame, content);
    response.headers_mut().insert(REFRESH, ENSUITE);
    response
}

fn progress(visit: &Visit, n: usize, calcul: &EnCours) -> Markup {
    let people = francais::compte(many(calcul.personnes), "personne sans médecin", "personnes sans médecin");
    let doctors = francais::compte(many(calcul.medecins), "médecin", "médecins");
    let since = visit.ctx.now.duration_since(calcul.depuis).as_secs().max(0);
    let stages = u32::try_from(Etape::TOUTES.len()).unwrap_or(u32::MAX);
    let rank = calcul.avancement.and_then(|here| Etape::TOUTES.iter().position(|one| *one == here.etape));
    let done = rank.map_or(0, |rank| u32::try_from(rank + 1).unwrap_or(stages));
    let found = calcul.avancement.and_then(|here| here.servis);
    html! {
        (ui::progress::progress(&format!("avancement-{n}"), "Étape", done, stages))
        p { (stage(calcul.avancement)) "." }
        p { (people) ", " (doctors) "\u{a0}; demandé il y a " (seconds(since)) "." }
        @if let Some(found) = found {
            p { "Meilleur plan trouvé\u{a0}: " strong { (francais::compte(many(found), "personne aurait un médecin", "personnes auraient un médecin")) } "." }
        }
    }
}

/// What the search does now.
fn stage(here: Option<Avancement>) -> String {
    let Some(here) = here else {
        return "Attend que d’autres plans soient calculés".to_owned();
    };
    let tries = || francais::compte(many(here.fait), "essai", "essais");
    let most = || francais::nombre(many(here.sur));
    match here.etape {
        Etape::Reseau => "Recherche d’un premier plan".to_owned(),
        Etape::Foyers => format!("Recherche du meilleur plan, foyers ensemble ({})", tries()),
        Etape::Preuve => format!(
            "Recherche de mieux, ou de la preuve que rien ne l’est ({} sur {} au plus)",
            tries(),
            most()
        ),
        Etape::Motifs => format!(
            "Recherche de ce que des places de plus changeraient ({} sur {})",
            francais::compte(many(here.fait), "médecin", "médecins"),
            most(),
        ),
    }
}

fn seconds(all: i64) -> String {
    match all {
        0..60 => format!("{all}\u{a0}s"),
        _ => format!("{}\u{a0}min {}\u{a0}s", all / 60, all % 60),
    }
}

/// What is to be known of a plan that is shown: it is of an earlier hour, or its search was stopped.
pub(super) fn about(visit: &Visit, vue: &Vue, asked: &Essai) -> Markup {
    let Some(fait) = &vue.fait else { return Markup::default() };
    let here = ROOM.at(visit, &proposer_essai::path(asked));
    html! {
        @if vue.en_cours.is_some() {
            (ui::alert::notice(Tone::Info, &format!("Plan de {}", francais::heure(kernel::paris(fait.le).time())), html! {
                "Des demandes ou des places ont changé depuis\u{a0}: le nouveau plan se calcule. " a href=(here) { "Actualiser" }
            }))
        } @else if fait.arrete && !fait.plan.est_prouve() {
            (ui::alert::notice(Tone::Info, "Recherche arrêtée", html! {
                p { "C’est le meilleur plan trouvé jusque-là\u{a0}; il peut en exister un meilleur." }
                @if visit.can(TRAITER) { (gesture(visit, asked, ("reprendre", "Chercher encore"))) }
            }))
        }
    }
}

fn gesture(visit: &Visit, asked: &Essai, (code, words): (&str, &'static str)) -> Markup {
    let mut fields = proposer_essai::hidden(asked);
    fields.push(("geste", code.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    post_button(&visit.csrf, &ROOM.at(visit, "proposer"), &fields, &Button::secondary(words))
}

/// The search is stopped, or begins again.
pub(super) fn act(app: &App, visit: &Visit, fields: &Fields) -> Answer {
    let asked = proposer_essai::read(fields).unwrap_or_default();
    let calculs = app.resource::<Calculs>();
    let (done, words) = match fields.get("geste") {
        "arreter" => (
            calculs.stop(&visit.ctx, &asked),
            "La recherche s’arrête\u{a0}: le meilleur plan trouvé s’affiche dès qu’il est prêt.",
        ),
        _ => (calculs.resume(&visit.ctx, &asked), "La recherche reprend."),
    };
    ROOM.after(visit, &proposer_essai::path(&asked), words, done)
}
