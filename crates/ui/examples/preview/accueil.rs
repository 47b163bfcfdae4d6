//! The public home of an instance.

use maud::{Markup, html};
use ui::{
    Button, Column, Frame, Row, Table, Tone, francais,
    map::{self, CommuneState, LegendItem, MapFrame},
    section::section,
    status::status,
    table::cell,
};

pub(crate) fn frame() -> Frame {
    Frame {
        title: "Le soin, près de chez vous, à plusieurs".into(),
        lead: Some("Une CPTS réunit les soignants d’un territoire pour que chacun trouve un médecin, un rendez-vous rapide et un parcours clair.".into()),
        actions: Some(html! {
            (Button::primary("Trouver ma CPTS").href("#"))
            (Button::secondary("Créer une CPTS").href("#"))
        }),
        ..super::public("Les CPTS")
    }
}

pub(crate) fn content() -> Markup {
    let rows = [
        ("CPTS Velay Sud", 48, 65_440, Tone::Success, "ACI signé"),
        ("CPTS Nord-Velay-Forez", 26, 36_753, Tone::Success, "ACI signé"),
        ("CPTS du Brivadois", 39, 26_098, Tone::Info, "Projet de santé"),
        ("CPTS des Rives du Haut-Allier", 60, 16_499, Tone::Info, "Projet de santé"),
        ("CPTS de l’Ondaine", 15, 81_820, Tone::Neutral, "Lettre d’intention"),
    ];
    let table = || {
        rows.iter().map(|(name, communes, population, tone, state)| {
            Row::new(vec![
                html! { a href="#" { (name) } },
                status(*tone, state),
                cell(francais::nombre(*communes)),
                cell(francais::nombre(*population)),
            ])
        })
    };
    let columns = || {
        vec![
            Column::text("CPTS"),
            Column::text("Avancement"),
            Column::number("Communes"),
            Column::number("Population"),
        ]
    };
    html! {
        (section("cpts", "Les CPTS de Haute-Loire", html! {
            (map::map(&MapFrame {
                id: "couverture".into(),
                title: "Qui couvre quoi".into(),
                svg: super::mesh::mesh(|column, row| match (column + row / 2, row) {
                    (0..4, _) => "p2", (4..9, 0..6) => "p3", (4..9, _) => "uncovered", (9..14, 0..4) => "p5", (9..14, _) => "p1", _ => "p4",
                }),
                legend: [("p1", "CPTS Velay Sud"), ("p2", "CPTS du Brivadois"), ("p3", "CPTS des Rives du Haut-Allier"), ("p4", "CPTS de l’Ondaine"), ("p5", "CPTS Nord-Velay-Forez")]
                    .into_iter().map(|(class, label)| LegendItem::new(class, label)).chain([CommuneState::Uncovered.into()]).collect(),
                note: None,
                twin: html! { (Table::new("couverture-tableau", "CPTS de Haute-Loire", columns()).quiet_caption().compact().rows(table().collect())) },
            }))
            (Table::new("liste", "Les CPTS", columns()).quiet_caption().rows(table().collect()))
        }))
    }
}
