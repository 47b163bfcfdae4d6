//! What follows from the communes chosen: figures, remarks, neighbours, and what to do next.

use super::{Cadre, Compositeur};
use crate::atlas::{CptsConnue, Etat};
use crate::pages::chiffres;
use crate::perimetre::zones_blanches;
use crate::selection::Remarque;
use identifiants::CommuneCode;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::alert::{alert, notice};
use ui::section::{grid, panel};
use ui::{Button, Icon, Tone, francais};

/// Remarks shown one by one; the others are counted.
const FLAGS: usize = 30;

/// Beside the map: what decides, and what to do next.
pub(super) fn beside(page: &Compositeur, etat: &Etat, cadre: &Cadre<'_>) -> Markup {
    if page.saisie.codes.is_empty() {
        return html! {
            (flags(page))
            (ui::empty::empty(Icon::Map, "Aucune commune choisie", "Ajoutez un département, une intercommunalité, une commune, ou pressez la carte\u{a0}: les chiffres viennent aussitôt.", None))
        };
    }
    html! {
        h2 { "Ce territoire" }
        (chiffres::essential(etat, &page.estimation))
        (flags(page))
        (overlaps(page, etat))
        (holes(page, etat))
        (cadre.suite)
        div.actions { (Button::plain("Tout retirer").send("geste", "vider")) }
    }
}

/// Below: everything else that is known of it.
pub(super) fn below(page: &Compositeur, etat: &Etat) -> Markup {
    if page.saisie.codes.is_empty() {
        return html! {};
    }
    html! {
        div.stack {
            h2 { "Qui y vit" }
            (chiffres::rest(&page.estimation))
            (grid(html! { (uncovered(page, etat)) (chiffres::panels(&page.estimation)) }))
        }
    }
}

fn flags(page: &Compositeur) -> Markup {
    let (refused, noted): (Vec<&Remarque>, Vec<&Remarque>) =
        page.saisie.flags.iter().partition(|flag| flag.genre.is_refus());
    html! {
        @for sentence in &page.saisie.problems { (alert(Tone::Danger, sentence)) }
        @if !refused.is_empty() {
            (notice(Tone::Warning, "Ce qui n’a pas été retenu", list(&refused)))
        }
        @if !noted.is_empty() {
            details #remarques { summary { (francais::compte(count(noted.len()), "remarque", "remarques")) " sur la liste" } (list(&noted)) }
        }
    }
}

fn list(flags: &[&Remarque]) -> Markup {
    html! {
        ul.plain-list {
            @for flag in flags.iter().take(FLAGS) {
                li {
                    (flag.phrase)
                    @for code in flag.candidats.iter().take(5) {
                        " " (Button::secondary(code.to_string()).small().about("est la bonne commune").send("geste", format!("ajouter:{code}")))
                    }
                }
            }
            @if flags.len() > FLAGS { li { "Et " (francais::nombre(count(flags.len() - FLAGS))) " autres." } }
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// What other CPTS already count.
fn overlaps(page: &Compositeur, etat: &Etat) -> Markup {
    let mut by_cpts: BTreeMap<usize, Vec<CommuneCode>> = BTreeMap::new();
    for claim in page.occupation.claimed(&etat.france, page.saisie.codes.iter().copied(), page.moi) {
        claim.cpts.iter().for_each(|rank| by_cpts.entry(*rank).or_default().push(claim.commune));
    }
    html! {
        @if !by_cpts.is_empty() {
            (notice(Tone::Warning, "Communes déjà dans une autre CPTS", html! {
                ul.plain-list {
                    @for (rank, communes) in &by_cpts {
                        @let CptsConnue { slug, nom, .. } = &etat.cpts[*rank];
                        li { a href={ "/" (slug) } { (nom) } "\u{a0}: " (names(etat, communes)) }
                    }
                }
                p { "Deux projets peuvent se chevaucher le temps de s’accorder\u{a0}; l’ARS attend un territoire sans chevauchement." }
            }))
        }
    }
}

/// Communes that the territory surrounds, one press away from it.
fn holes(page: &Compositeur, etat: &Etat) -> Markup {
    let Some(holes) = &page.trous else {
        return html! { p.hint { "Les trous du territoire ne sont pas cherchés au-delà de quatre départements." } };
    };
    html! {
        @if page.blocs > 1 {
            (alert(Tone::Info, format!("Le territoire est en {} morceaux qui ne se touchent pas.", page.blocs)))
        }
        @if !holes.is_empty() {
            (notice(Tone::Warning, "Trous dans le territoire", html! {
                ul.plain-list {
                    @for hole in holes {
                        @let communes: Vec<CommuneCode> = hole.iter().copied().collect();
                        @let codes: Vec<String> = communes.iter().map(ToString::to_string).collect();
                        li {
                            (names(etat, &communes)) " "
                            (Button::secondary("Ajouter").small().about(names(etat, &communes)).icon(Icon::Plus).send("geste", format!("ajouter:{}", codes.join("."))))
                        }
                    }
                }
            }))
        }
    }
}

/// « Brioude, Cohade et 3 autres ».
fn names(etat: &Etat, communes: &[CommuneCode]) -> String {
    const SHOWN: usize = 6;
    let known = communes.iter().take(SHOWN).filter_map(|code| etat.france.commune(*code));
    let names: Vec<&str> = known.map(|commune| commune.nom.as_ref()).collect();
    match communes.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        1 => format!("{} et 1 autre", names.join(", ")),
        more => format!("{} et {more} autres", names.join(", ")),
    }
}

/// What would remain without any CPTS in the départements that the territory takes most of.
fn uncovered(page: &Compositeur, etat: &Etat) -> Markup {
    let others = etat.cpts.iter().enumerate().filter(|(rank, _)| Some(*rank) != page.moi);
    let others: Vec<&BTreeSet<CommuneCode>> = others.map(|(_, cpts)| cpts.communes(page.jour)).collect();
    html! {
        @for part in page.estimation.departements.iter().take(3) {
            @if let Ok(code) = part.code.parse() {
                @let zones = zones_blanches(&etat.france, code, others.iter().copied().chain([&page.saisie.codes]));
                (panel(html! {
                    h3 { (part.nom) "\u{a0}: ce qui resterait sans CPTS" }
                    @if zones.communes.is_empty() {
                        p { "Tout le département serait couvert." }
                    } @else {
                        p {
                            (francais::compte(count(zones.communes.len()), "commune", "communes")) " sur " (zones.communes_total) ", "
                            (francais::nombre(zones.population)) " habitants sur " (francais::nombre(zones.population_total)) "."
                        }
                    }
                    p { a href={ "/departements/" (code) } { "Voir la couverture du département" } }
                }))
            }
        }
    }
}
