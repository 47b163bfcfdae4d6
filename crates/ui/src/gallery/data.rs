//! Tables, cards, lists.

use maud::{Markup, Render as _, html};

use super::example;
use crate::{
    Card, Item, avatar,
    button::{Button, actions},
    definitions::definitions,
    empty::empty,
    form::{self, Choice, Field},
    francais,
    icon::Icon,
    status,
    table::{Column, Paging, Row, Sort, Table, cell},
    timeline::{self, timeline},
    tone::Tone,
};

pub(super) fn tables() -> Markup {
    let columns = vec![
        Column::text("Commune").sortable("?tri=nom", Sort::Not),
        Column::text("Intercommunalité"),
        Column::number("Population").sortable("?tri=population", Sort::Descending),
        Column::number("65 ans et plus"),
        Column::text("État"),
        Column::actions(),
    ];
    let table = Table::new("communes", "Communes de la CPTS Velay Sud", columns)
        .rows(vec![
            commune(
                "Le Puy-en-Velay",
                "CA du Puy-en-Velay",
                19_436,
                cell(francais::pourcentage(25.1)),
                Tone::Success,
                "Confirmée",
            ),
            commune(
                "Le Monastier-sur-Gazeille",
                "CC Mézenc-Loire-Meygal",
                1_731,
                cell(francais::pourcentage(31.8)),
                Tone::Warning,
                "À confirmer",
            ),
            commune(
                "Saint-Vénérand",
                "CC des Pays de Cayres et de Pradelles",
                43,
                crate::figure::masked("Moins de 11 personnes."),
                Tone::Neutral,
                "Proposée",
            ),
        ])
        .csv("?format=csv")
        .filter("Filtrer")
        .paging(Paging {
            first: Some(1),
            shown: 3,
            total: Some(48),
            previous: None,
            next: Some("?apres=43232".into()),
        });
    html! {
        (example("Filtres", form::filters("#tableaux", html! {
            (Field::select("epci", "Intercommunalité", vec![Choice::new("", "Toutes"), Choice::new("200073419", "CA du Puy-en-Velay")]))
            (Field::search("q", "Nom de commune"))
        })))
        (table)
        (example("Sans ligne", Table::new("vide", "Réunions", vec![Column::text("Réunion")])
            .empty(empty(Icon::Calendar, "Aucune réunion prévue", "La prochaine apparaîtra ici, avec ses inscrits.", Some(Button::secondary("Prévoir une réunion").href("#tableaux").render())))
            .render()))
    }
}

fn commune(
    name: &'static str,
    epci: &'static str,
    population: i64,
    aged: Markup,
    tone: Tone,
    state: &str,
) -> Row {
    Row::new(vec![
        html! { a href="#tableaux" { (name) } },
        cell(epci),
        cell(francais::nombre(population)),
        aged,
        status::status(tone, state),
        Button::secondary("Retirer").small().about(name).render(),
    ])
}

pub(super) fn cards() -> Markup {
    let late = Item::new("Convention avec l’hôpital Émile-Roux")
        .mark(Tone::Danger, "En retard de 3 jours")
        .detail("Signature de la présidente")
        .action(Button::primary("Relancer").small());
    let soon = Item::new("Feuille de présence du 18 novembre")
        .mark(Tone::Warning, "Avant vendredi")
        .detail("12 personnes, 2 non signées")
        .action(Button::secondary("Compléter").small());
    crate::card::cards(&[
        Card::new(Icon::Document, "À signer", "Rien à signer.")
            .items(vec![late, soon])
            .total(7)
            .more("Voir les 7 documents", "#cartes"),
        Card::new(Icon::People, "Adhésions à valider", "Toutes les adhésions sont à jour."),
    ])
}

pub(super) fn lists() -> Markup {
    html! {
        (example("Faits", definitions(&[
            ("Nom", html! { "CPTS Velay Sud" }),
            ("Statut", status::status(Tone::Success, "ACI signé")),
            ("Signature", html! { (francais::date(jiff::civil::date(2022, 9, 1))) }),
        ])))
        (example("Journal", timeline(&[
            timeline::Entry::new("2026-11-22T09:05", francais::heure(jiff::civil::time(9, 5, 0, 0)), "Claire Fabre", "a ajouté Saugues au territoire.").detail("43234, 1\u{202f}785 habitants"),
            timeline::Entry::new("2026-11-22T08:41", francais::heure(jiff::civil::time(8, 41, 0, 0)), "Paul Chabanon", "s’est connecté."),
        ])))
        (example("Personnes", actions(html! {
            (avatar::person("Claire Fabre", Some("Coordination")))
            (avatar::person("Dr Paul Chabanon", Some("Médecin généraliste")))
            (avatar::person("Inès Roux", Some("Infirmière")))
            (avatar::avatar("Samir Haddad"))
        })))
    }
}
