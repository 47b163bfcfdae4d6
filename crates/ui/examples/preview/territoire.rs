//! « Territoire »: the page that a coordinator shows to a commune.

use maud::{Markup, Render as _, html};
use ui::{
    Button, Column, Explanation, Figure, Frame, Icon, Row, Table,
    figure::{self, Bar, Part},
    francais,
    map::{self, CommuneState, LegendItem, MapFrame},
    section::{panel, section, split},
    status::badge,
    steps::{State, Step, steps},
    table::{Paging, Sort, cell},
    tabs::{Tab, tabs},
    tone::Tone,
};

pub(crate) fn frame() -> Frame {
    Frame {
        title: "Territoire".into(),
        lead: Some("48 communes de Haute-Loire, 2 intercommunalités, depuis le 1er septembre 2022.".into()),
        breadcrumb: super::crumbs(&["CPTS Velay Sud"]),
        actions: Some(html! {
            (Button::secondary("Imprimer").icon(Icon::Print).href("#"))
            (Button::primary("Modifier les communes").href("#"))
        }),
        ..super::workspace("Territoire")
    }
}

pub(crate) fn content() -> Markup {
    html! {
        (tabs("Parties du territoire", &[
            Tab::new("Vue d’ensemble", "#", true),
            Tab::new("Communes", "#", false).count(48),
            Tab::new("Département", "#", false),
            Tab::new("Historique", "#", false),
        ]))
        (figures())
        (split(html! { (carte()) (communes()) }, html! { (panel(ages())) (panel(epci())) (panel(html! { h3 { "Vie de la CPTS" } (vie()) })) }))
    }
}

fn insee() -> Explanation {
    Explanation::new().source(
        "INSEE, populations municipales",
        "2023, en vigueur au 1er janvier 2026",
        Some("#".into()),
    )
}

fn figures() -> Markup {
    figure::figures(&[
        Figure::new("Population", francais::nombre(65_440))
            .unit("habitants")
            .note(badge(Tone::Info, "Taille 2 : 40 000 à 80 000"))
            .explained(
                insee()
                    .formula("Somme des populations municipales des 48 communes.")
                    .rows(html! { a href="#" { "Voir les 48 communes" } }),
            ),
        Figure::new("Densité", "47")
            .unit("hab./km²")
            .note("France\u{a0}: 107")
            .explained(insee().formula("65\u{202f}440 habitants sur 1\u{202f}392 km².")),
        Figure::new("65 ans et plus", francais::pourcentage(26.4))
            .note("France\u{a0}: 20,3\u{202f}%")
            .explained(insee()),
        Figure::new("75 ans et plus", francais::pourcentage(12.9))
            .estimate()
            .note("France\u{a0}: 9,6\u{202f}%")
            .explained(insee()),
    ])
}

fn carte() -> Markup {
    map::map(&MapFrame {
        id: "carte".into(),
        title: "Le territoire et ses voisins".into(),
        svg: super::mesh::mesh(commune_class),
        legend: [
            CommuneState::In,
            CommuneState::Hole,
            CommuneState::Other,
            CommuneState::Overlap,
            CommuneState::Uncovered,
        ]
        .into_iter()
        .map(LegendItem::from)
        .collect(),
        note: Some(
            html! { (map::hatches()) "Croquis\u{a0}: les contours sont calculés à partir du centre des communes. "
            a href="#" { "Importer les contours officiels" } "." },
        ),
        twin: Table::new(
            "carte-tableau",
            "Communes de la carte",
            vec![Column::text("Commune"), Column::text("État"), Column::number("Population")],
        )
        .quiet_caption()
        .compact()
        .rows(
            COMMUNES
                .iter()
                .map(|c| Row::new(vec![cell(c.0), cell("Dans le territoire"), cell(francais::nombre(c.2))]))
                .collect(),
        )
        .render(),
    })
}

fn commune_class(column: usize, row: usize) -> &'static str {
    let (x, y) = (column.abs_diff(8), row.abs_diff(5));
    match (column, row) {
        (6, 6) => "hole",
        (11, 3) | (11, 4) => "overlap",
        _ if x * x + y * y * 2 <= 26 => "in",
        _ if x + y > 11 => "",
        _ if column > 11 => "other",
        _ if column < 3 || row > 8 => "uncovered",
        _ => "out",
    }
}

const COMMUNES: [(&str, &str, i64, f64); 8] = [
    ("Le Puy-en-Velay", "CA du Puy-en-Velay", 19_436, 25.1),
    ("Brives-Charensac", "CA du Puy-en-Velay", 4_237, 29.4),
    ("Espaly-Saint-Marcel", "CA du Puy-en-Velay", 3_606, 24.2),
    ("Vals-près-le-Puy", "CA du Puy-en-Velay", 3_433, 27.9),
    ("Coubon", "CA du Puy-en-Velay", 3_127, 24.8),
    ("Polignac", "CA du Puy-en-Velay", 2_854, 22.4),
    ("Le Monastier-sur-Gazeille", "CC Mézenc-Loire-Meygal", 1_731, 31.8),
    ("Les Estables", "CC Mézenc-Loire-Meygal", 343, 28.0),
];

fn communes() -> Markup {
    let columns = vec![
        Column::text("Commune").sortable("#", Sort::Not),
        Column::text("Intercommunalité"),
        Column::number("Population").sortable("#", Sort::Descending),
        Column::number("65 ans et plus"),
    ];
    let rows = COMMUNES.iter().map(|(name, epci, population, aged)| {
        Row::new(vec![
            html! { a href="#" { (name) } },
            cell(epci),
            cell(francais::nombre(*population)),
            cell(francais::pourcentage(*aged)),
        ])
    });
    section(
        "communes",
        "Communes",
        html! {
            (Table::new("liste-communes", "Les plus peuplées", columns).quiet_caption().rows(rows.collect()).csv("#").filter("Filtrer")
                .paging(Paging { first: Some(1), shown: 8, total: Some(48), previous: None, next: Some("#".into()) }))
        },
    )
}

fn ages() -> Markup {
    figure::stacked_bar(
        "Âges",
        &[
            Part::new("0 à 14 ans", 15.7, francais::pourcentage(15.7)),
            Part::new("15 à 64 ans", 57.9, francais::pourcentage(57.9)),
            Part::new("65 à 74 ans", 13.5, francais::pourcentage(13.5)),
            Part::new("75 ans et plus", 12.9, francais::pourcentage(12.9)),
        ],
    )
}

fn epci() -> Markup {
    figure::bars(
        "Par intercommunalité",
        &[
            Bar::new("CA du Puy-en-Velay", 57_236.0, "57\u{202f}236").strong(),
            Bar::new("CC Mézenc-Loire-Meygal", 8_204.0, "8\u{202f}204"),
        ],
        None,
    )
}

fn vie() -> Markup {
    steps(
        "Vie de la CPTS",
        &[
            Step::new(State::Done, "Lettre d’intention", Some("12 mars 2020".into())),
            Step::new(State::Done, "Projet de santé validé", Some("4 février 2022".into())),
            Step::new(State::Done, "ACI signé", Some("1er septembre 2022".into())),
            Step::new(State::Current, "En fonctionnement", Some("année 5 du contrat".into())),
            Step::new(State::Planned, "Renouvellement", Some("1er septembre 2027".into())),
        ],
    )
}
