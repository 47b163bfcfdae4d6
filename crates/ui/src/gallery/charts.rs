//! Explained numbers, charts, maps.

use std::sync::Arc;

use law::{Entree, Pourquoi};
use maud::{Markup, Render as _, html};

use super::example;
use crate::{
    figure::{self, Bar, Derivation, Explanation, Figure, Part, SparkPoint},
    francais,
    map::{self, CHOROPLETH, CommuneState, LegendItem, MapFrame},
    pourquoi::Cite,
    status,
    table::{Column, Row, Table, cell},
    tone::Tone,
};

const MASK: &str = "Moins de 11 personnes\u{a0}: ce chiffre pourrait les désigner.";

fn census() -> Explanation {
    Explanation::new().source("INSEE, populations municipales", "2023", Some("/donnees".into()))
}

pub(super) fn figures() -> Markup {
    let sum = census()
        .formula("Somme des populations municipales des 48 communes.")
        .rows(html! { a href="#tableaux" { "Voir les 48 communes" } });
    let funding = Explanation::new()
        .steps(vec![
            Derivation {
                label: "Volet fixe".into(),
                value: francais::euros(5_500_000).into(),
                reference: Some(html! { "Accord, article 6.2" }),
            },
            Derivation {
                label: "Part variable atteinte à 80\u{202f}%".into(),
                value: francais::euros(1_200_000).into(),
                reference: None,
            },
        ])
        .warning("La borne de 80\u{202f}000 habitants n’est pas confirmée par un texte.");
    html! {
        (figure::figures(&[
            Figure::new("Population", francais::nombre(65_440)).unit("habitants").strong().note(status::badge(Tone::Info, "Taille 2")).explained(sum),
            Figure::new("65 ans et plus", francais::pourcentage(26.4)).note("France\u{a0}: 20,3\u{202f}%").explained(census()),
            Figure::new("75 ans et plus", francais::pourcentage(12.9)).estimate().explained(census().formula("Part des 65 ans et plus × 0,47, corrigée de la mortalité locale.")),
            Figure::masked("Chômage à Saint-Vénérand", MASK).explained(census()),
            Figure::missing("Patients sans médecin traitant", "L’Assurance Maladie ne l’a pas encore transmis."),
            Figure::new("Financement prévu", francais::euros_ronds(6_700_000)).explained(funding),
            Figure::new("Demandes traitées", "42").spark(months()).note("en novembre"),
        ]))
        (example("Une dérivation, étape par étape", html! {
            (crate::pourquoi(&derivation(), "avance au démarrage", &|id| Some(Cite {
                title: format!("Texte cité ({id})"), href: None, confidence: "texte officiel",
            })))
        }))
        (example("Dans une phrase ou une cellule", html! {
            div { "La communauté compte " (figure::explained("Population", &francais::nombre(65_440), &census())) " habitants\u{a0}; un chiffre peut être " (figure::masked(MASK)) "." }
        }))
    }
}

fn derivation() -> Pourquoi {
    let source = |id: &str| Arc::from([Arc::from(id)]);
    let amount = Pourquoi::new(
        "aci.montant_du_tableau",
        "Part fixe",
        "90\u{202f}000\u{a0}€ par an".to_owned(),
        source("tableau"),
    )
    .inputs(vec![Entree {
        uncertain: true,
        ..Entree::fact("Taille", "taille 3 (80\u{202f}000 habitants exactement)")
    }]);
    let formula = "75\u{202f}% × 90\u{202f}000\u{a0}€ × 8/12 = 45\u{202f}000\u{a0}€";
    Pourquoi::new("aci.demarrage", "Avance au démarrage", formula.to_owned(), source("accord"))
        .then(Arc::new(amount))
}

fn months() -> Markup {
    let values = [12, 18, 15, 22, 30, 28, 31, 24, 12, 33, 38, 42];
    let points: Vec<SparkPoint> = (1..)
        .zip(values)
        .map(|(month, value)| {
            SparkPoint::new(francais::mois_court(month % 12 + 1), value.into(), value.to_string())
        })
        .collect();
    figure::sparkline("Demandes traitées par mois", &points)
}

pub(super) fn charts() -> Markup {
    let epci = [
        ("CA du Puy-en-Velay", 52_310.0),
        ("CC Mézenc-Loire-Meygal", 8_204.0),
        ("CC des Pays de Cayres et de Pradelles", 4_926.0),
    ];
    let bars: Vec<Bar> = epci
        .iter()
        .map(|(name, n)| Bar::new(*name, *n, format!("{} habitants", francais::decimal(*n, 0))))
        .collect();
    html! {
        div.grid {
            (figure::bars("Population par intercommunalité", &bars, None))
            (figure::stacked_bar("Âges de la population", &[
                Part::new("0 à 14 ans", 15.7, francais::pourcentage(15.7)),
                Part::new("15 à 64 ans", 57.9, francais::pourcentage(57.9)),
                Part::new("65 à 74 ans", 13.5, francais::pourcentage(13.5)),
                Part::new("75 ans et plus", 12.9, francais::pourcentage(12.9)),
            ]))
            (crate::progress::progress("avancement", "Communes confirmées", 24, 39))
            @if let Some(drawing) = crate::qr("https://exemple.fr", "Dessin à lire avec un téléphone", 160) { (drawing) }
        }
    }
}

pub(super) fn maps() -> Markup {
    let twin = |id: &'static str, caption: &'static str| {
        Table::new(id, caption, vec![Column::text("Commune"), Column::text("État")])
            .quiet_caption()
            .compact()
            .rows(
                CommuneState::ALL
                    .iter()
                    .map(|state| Row::new(vec![cell("Une commune"), cell(state.label())]))
                    .collect(),
            )
            .render()
    };
    let states: Vec<&str> = CommuneState::ALL.iter().map(|state| state.class()).collect();
    html! {
        (map::hatches())
        div.grid {
            (map::map(&MapFrame {
                id: "carte-etats".into(), title: "Ce qu’une commune est pour la CPTS".into(), svg: tiles(&states),
                legend: CommuneState::ALL.into_iter().map(LegendItem::from).collect(),
                note: Some(html! { "Croquis\u{a0}: les contours sont calculés à partir du centre des communes." }), twin: twin("carte-etats-tableau", "Communes et états"),
            }))
            (map::map(&MapFrame {
                id: "carte-classes".into(), title: "Part des 65 ans et plus".into(), svg: tiles(&CHOROPLETH),
                legend: CHOROPLETH.iter().zip(["moins de 16\u{202f}%", "16 à 20\u{202f}%", "20 à 24\u{202f}%", "24 à 28\u{202f}%", "28 à 32\u{202f}%", "32\u{202f}% et plus"]).map(|(class, label)| LegendItem::new(*class, label)).collect(),
                note: None, twin: twin("carte-classes-tableau", "Communes et parts"),
            }))
        }
    }
}

/// Six irregular neighbours, one per class.
fn tiles(classes: &[&str]) -> Markup {
    const PLACES: [&str; 6] = [
        "10,10 70,18 62,66 8,60",
        "70,18 128,8 136,58 62,66",
        "128,8 190,16 188,70 136,58",
        "8,60 62,66 72,112 12,110",
        "62,66 136,58 130,112 72,112",
        "136,58 188,70 192,108 130,112",
    ];
    html! {
        svg.map viewBox="0 0 200 120" role="img" aria-label="Six communes voisines" {
            @for (place, class) in PLACES.iter().zip(classes) { polygon class={ "commune " (class) } points=(place) {} }
        }
    }
}
