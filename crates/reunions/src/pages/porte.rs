//! The door, on a screen in the room: a code that changes every 30 seconds, and who signed.
//!
//! The page loads itself again (header `Refresh`, no script): the code, the count and the list are always those of now.

use super::{here, mine, under};
use crate::letter::names;
use crate::reunion::Reunion;
use crate::{jeton, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header::REFRESH};
use maud::{Markup, PreEscaped, html};
use ui::figure::{Figure, figures};
use ui::{Button, Tone, francais};
use web::{Answer, App, Fields, Visit};

/// Most seconds between two looks.
const SOUVENT: i64 = 10;
/// Height of the drawing, in pixels.
const COTE: u16 = 420;
/// Names shown: the last to sign.
const DERNIERS: usize = 24;

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((cpts, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let reunion = mine(&mut tx, &id).await?;
    let presences = crate::presences_de(&mut tx, reunion.id).await?;
    let visiteurs = store::visiteurs::of_reunion(&mut tx, reunion.id).await?;
    let members = names(&mut tx).await?;
    let last = presences.iter().rev().take(DERNIERS);
    let signed: Vec<String> = last.filter_map(|one| members.get(&one.adherent).map(Adherent::nom)).collect();
    let waiting: Vec<&str> =
        visiteurs.iter().filter(|one| one.rattache.is_none()).map(|one| one.nom.as_str()).collect();
    let count = presences.len() + waiting.len();
    let code = jeton::code(app.db.secret(), visit.ctx.cpts, reunion.id, visit.ctx.now);
    let root = format!("{}/{cpts}/e", app.settings.public_url);
    let frame = under(&visit, &reunion, "La porte");
    let pause = fields.has("pause");
    let content = html! {
        @if reunion.ouverte(visit.ctx.now) { (ui::section::split(shown(&reunion, &root, &code), list(count, &signed, &waiting))) }
        @else { (ui::alert::alert(Tone::Warning, "La porte est fermée\u{a0}: elle s’ouvre 30\u{a0}minutes avant la réunion et se ferme 2\u{a0}heures après.")) }
        (gestures(&here(&visit, reunion.id), pause))
    };
    let mut response = visit.page(&frame, content);
    if !pause
        && let Ok(often) = HeaderValue::from_str(&jeton::left(visit.ctx.now).clamp(1, SOUVENT).to_string())
    {
        response.headers_mut().insert(REFRESH, often);
    }
    Ok(response)
}

fn shown(reunion: &Reunion, root: &str, code: &str) -> Markup {
    let address = format!("{root}/{}/{code}", reunion.id);
    html! {
        h2 { "Scannez pour signer votre présence" }
        @if let Some(drawing) = ui::qr::qr(&address, "Code à scanner pour signer sa présence", COTE) { (fluid(&drawing)) }
        p { "Sans appareil photo\u{a0}: ouvrez " strong { (root) } " et tapez " strong { (jeton::spaced(code)) } }
        p.soft { "Ce code change toutes les 30\u{a0}secondes." }
    }
}

/// The drawing, as wide as its place: on a telephone held at the door too.
fn fluid(drawing: &Markup) -> Markup {
    PreEscaped(drawing.0.replacen(&format!("width=\"{COTE}\""), "width=\"100%\"", 1))
}

fn list(count: usize, signed: &[String], waiting: &[&str]) -> Markup {
    html! {
        (figures(&[Figure::new("Présences signées", francais::nombre(super::many(count))).strong()]))
        @if signed.is_empty() && waiting.is_empty() { p { "Personne n’a encore signé." } }
        ul {
            @for nom in waiting { li { (nom) " " (ui::status::badge(Tone::Warning, "À rattacher")) } }
            @for nom in signed { li { (nom) } }
        }
    }
}

fn gestures(here: &str, pause: bool) -> Markup {
    html! {
        div.actions {
            @if pause { (Button::secondary("Reprendre l’actualisation").href(format!("{here}/porte"))) }
            @else { (Button::secondary("Arrêter l’actualisation").href(format!("{here}/porte?pause=oui"))) }
            (Button::secondary("Noter ou corriger des présences").href(format!("{here}/presences")))
        }
    }
}
