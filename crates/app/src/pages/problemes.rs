//! What a problem code means: the address in the `type` of every error that the API returns.

use axum::extract::Path;
use maud::html;
use web::{Answer, Problem, Visit};

/// The generated list of refusal codes.
const CODES: &str = include_str!("../../../../docs/problemes.md");

pub(super) async fn show(visit: Visit, Path(code): Path<String>) -> Answer {
    let line = CODES.lines().filter_map(|line| line.strip_prefix("| `")).find_map(|line| {
        let (name, rest) = line.split_once("` | ")?;
        (name == code).then(|| rest.trim_end_matches([' ', '|']).to_owned())
    });
    let line = line.ok_or_else(Problem::not_found)?;
    let (status, meaning) = line.split_once(" | ").unwrap_or(("", &line));
    let content = html! {
        p { (meaning) }
        p.muted { "Code " code { (code) } ", statut HTTP " (status) "." }
    };
    Ok(visit.page(&visit.frame("Ce que veut dire cette erreur"), content))
}
