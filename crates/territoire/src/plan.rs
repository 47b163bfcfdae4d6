//! Maps as pages show them: shapes with their state, borders of the CPTS, names of the main towns, legend, text twin.

use crate::atlas::Etat;
use crate::fonds::{Feuille, Fond};
use crate::referentiel::Commune;
use identifiants::CommuneCode;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::map::{self, CommuneState, LegendItem, MapFrame};
use ui::{Text, francais};

/// Names written on a map.
const NAMES: usize = 9;
/// Drawing units between two names.
const APART: i32 = 120;

/// What a map shows.
pub struct Vue<'a> {
    /// Prefix of ids.
    pub id: &'static str,
    /// What it shows, in a sentence.
    pub titre: String,
    /// The shapes.
    pub fond: &'a Fond,
    /// The drawing.
    pub feuille: Feuille,
    /// Class and words of a commune.
    pub etat: &'a dyn Fn(CommuneCode) -> Aspect,
    /// Groups whose border is drawn, over outlines only.
    pub bords: Vec<BTreeSet<CommuneCode>>,
    /// The communes can be chosen, by the script, as the table does.
    pub choix: bool,
    /// The legend, without the states that do not appear.
    pub legende: Vec<LegendItem>,
    /// The table that says the same.
    pub jumeau: Markup,
}

/// How a commune looks, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aspect {
    /// Class of its shape, with `commune`.
    pub classe: Text,
    /// What is said of it.
    pub mots: Text,
}

impl From<CommuneState> for Aspect {
    fn from(state: CommuneState) -> Self {
        Self { classe: state.class().into(), mots: state.label().into() }
    }
}

/// The map in its frame.
#[must_use]
pub fn carte(etat: &Etat, vue: Vue<'_>) -> Markup {
    let paths: Vec<(CommuneCode, String, Aspect)> =
        vue.feuille.carte.paths().into_iter().map(|(code, d)| (code, d, (vue.etat)(code))).collect();
    let seen = |class: &str| paths.iter().any(|(_, _, aspect)| aspect.classe == class);
    let legend = vue.legende.iter().filter(|item| seen(&item.class)).cloned().collect();
    let hatched = seen(CommuneState::Overlap.class());
    let svg = html! {
        @if hatched { (map::hatches()) }
        svg.map viewBox=(vue.feuille.carte.view_box()) role="img" aria-label=(vue.titre) data-pick[vue.choix] {
            @for (code, d, aspect) in &paths {
                path class={ "commune " (aspect.classe) } d=(d) fill-rule="evenodd" data-c=[vue.choix.then_some(code)] {
                    title { (said(etat, *code, aspect)) }
                }
            }
            // The cells of a sketch do not share their corners: their common border cannot be drawn.
            @for bord in vue.bords.iter().filter(|_| vue.fond.source.is_some()) { path.outline d=(vue.feuille.carte.outline(bord.iter().copied())) {} }
            (names(etat, &vue.feuille, &paths))
        }
        @if vue.choix { p.visually-hidden role="status" data-said {} }
    };
    map::map(&MapFrame {
        id: vue.id.into(),
        title: vue.titre.into(),
        svg,
        legend,
        note: Some(note(etat, vue.fond)),
        twin: vue.jumeau,
    })
}

/// « Le Puy-en-Velay, 19 436 habitants, dans le territoire ».
fn said(etat: &Etat, code: CommuneCode, aspect: &Aspect) -> String {
    let Some(commune) = etat.france.commune(code) else { return code.to_string() };
    match commune.population {
        Some(population) => {
            format!("{}, {} habitants. {}", commune.nom, francais::nombre(population.into()), aspect.mots)
        }
        None => format!("{}. {}", commune.nom, aspect.mots),
    }
}

/// The largest towns, far enough from each other to be read.
fn names(etat: &Etat, feuille: &Feuille, paths: &[(CommuneCode, String, Aspect)]) -> Markup {
    let mut towns: Vec<&Commune> = paths.iter().filter_map(|(code, ..)| etat.france.commune(*code)).collect();
    towns.sort_by_key(|commune| std::cmp::Reverse(commune.population));
    let mut placed: Vec<(i32, i32, &str)> = Vec::new();
    let inside = |(x, y): (i32, i32)| {
        (60..feuille.cadre.largeur - 60).contains(&x) && (15..feuille.cadre.hauteur - 15).contains(&y)
    };
    for commune in towns {
        let Some((x, y)) = commune.position.map(|place| feuille.cadre.place(place)).filter(|at| inside(*at))
        else {
            continue;
        };
        let free = placed.iter().all(|(a, b, _)| (a - x).abs() > APART || (b - y).abs() > APART / 3);
        if free {
            placed.push((x, y, &commune.nom));
        }
        if placed.len() == NAMES {
            break;
        }
    }
    html! { @for (x, y, name) in placed { text.place x=(x) y=(y) { (name) } } }
}

fn note(etat: &Etat, fond: &Fond) -> Markup {
    let missing: Vec<&Commune> =
        fond.sans_forme.iter().filter_map(|code| etat.france.commune(*code)).collect();
    html! {
        @match &fond.source {
            Some(source) if !source.is_empty() => { "Contours\u{a0}: " (source) ". " }
            Some(_) => { "Contours importés. " }
            None => { "Croquis\u{a0}: les contours sont calculés à partir du centre des communes. " }
        }
        @if !missing.is_empty() {
            "Sans forme sur la carte\u{a0}: "
            @for (at, commune) in missing.iter().take(20).enumerate() { @if at > 0 { ", " } (commune.nom) }
            @if missing.len() > 20 { "…" }
            ". "
        }
        a href="/donnees" { "Données et sources" }
    }
}

/// The legend of a territory.
#[must_use]
pub fn legend(states: &[CommuneState]) -> Vec<LegendItem> {
    states.iter().map(|state| LegendItem::from(*state)).collect()
}

/// One of the six colours that tell CPTS apart, by rank.
#[must_use]
pub fn colour(rank: usize) -> &'static str {
    const COLOURS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];
    COLOURS[rank % COLOURS.len()]
}

/// Fill of each class on paper, where no stylesheet reaches.
const INKS: [(&str, &str); 8] = [
    ("c1", "#e8f0ec"),
    ("c2", "#c5dcd2"),
    ("c3", "#97c0b1"),
    ("c4", "#66a08e"),
    ("c5", "#347c69"),
    ("c6", "#0f5a4f"),
    ("in", "#97c0b1"),
    ("out", "#f4f1ea"),
];

/// The same drawing for a document: it stands alone, colours as attributes, with its legend under it.
#[must_use]
pub fn standalone(
    etat: &Etat,
    feuille: &Feuille,
    aspect: &dyn Fn(CommuneCode) -> Aspect,
    legende: &[LegendItem],
) -> String {
    let paths: Vec<(CommuneCode, String, Aspect)> =
        feuille.carte.paths().into_iter().map(|(code, d)| (code, d, aspect(code))).collect();
    let ink = |class: &str| INKS.iter().find(|(one, _)| *one == class).map_or("#f4f1ea", |(_, ink)| *ink);
    let (wide, high) = (feuille.cadre.largeur, feuille.cadre.hauteur);
    let line = 30;
    let total = high + 20 + line * i32::try_from(legende.len().div_ceil(2)).unwrap_or(0);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (wide) " " (total) } width=(wide) height=(total) {
            @for (_, d, aspect) in &paths {
                path d=(d) fill=(ink(&aspect.classe)) fill-rule="evenodd" stroke="#ffffff" stroke-width="1.5" {}
            }
            g fill="#1a2320" font-size="17" text-anchor="middle" stroke="#ffffff" stroke-width="4" paint-order="stroke" {
                (names(etat, feuille, &paths))
            }
            @for (at, item) in legende.iter().enumerate() {
                @let (x, y) = legend_place(at, wide, high + 20, line);
                rect x=(x) y=(y) width="20" height="16" fill=(ink(&item.class)) stroke="#545e59" stroke-width="0.5" {}
                text x=(x + 28) y=(y + 14) font-size="17" fill="#1a2320" { (item.label) }
            }
        }
    };
    drawn.into_string()
}

/// Two columns.
fn legend_place(at: usize, wide: i32, top: i32, line: i32) -> (i32, i32) {
    let (row, column) = (i32::try_from(at / 2).unwrap_or(0), i32::try_from(at % 2).unwrap_or(0));
    (10 + column * wide / 2, top + row * line)
}
