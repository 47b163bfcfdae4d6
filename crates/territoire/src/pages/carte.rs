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
pub(super) struct Vue<'a> {
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
pub(super) struct Aspect {
    pub classe: Text,
    pub mots: Text,
}

impl From<CommuneState> for Aspect {
    fn from(state: CommuneState) -> Self {
        Self { classe: state.class().into(), mots: state.label().into() }
    }
}

/// The map in its frame.
pub(super) fn carte(etat: &Etat, vue: Vue<'_>) -> Markup {
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

/// The légende of a territory.
pub(super) fn legend(states: &[CommuneState]) -> Vec<LegendItem> {
    states.iter().map(|state| LegendItem::from(*state)).collect()
}

/// One of the six colours that tell CPTS apart, by rank.
pub(super) fn colour(rank: usize) -> &'static str {
    const COLOURS: [&str; 6] = ["p1", "p2", "p3", "p4", "p5", "p6"];
    COLOURS[rank % COLOURS.len()]
}
