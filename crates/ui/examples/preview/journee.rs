//! « Ma journée »: what waits today, solved in place.

use maud::{Markup, html};
use ui::{
    Button, Card, Frame, Icon, Item, Tone,
    button::{confirm, post_button},
    form::{Method, form},
    section::section,
    timeline::{Entry, timeline},
};

pub(crate) fn frame() -> Frame {
    Frame {
        title: "Bonjour Claire".into(),
        lead: Some("Dimanche 22\u{a0}novembre 2026. Sept choses vous attendent, dont une en retard.".into()),
        flash: super::done("Adhésion d’Inès Roux validée. Elle a reçu son lien d’accès."),
        ..super::workspace("Ma journée")
    }
}

fn send(label: &'static str, about: &'static str) -> Markup {
    post_button("", "#", &[("id", "12")], &Button::primary(label).small().about(about))
}

pub(crate) fn content() -> Markup {
    html! {
        (ui::card::cards(&[documents(), members(), territory(), meetings()]))
        (section("journal", "Depuis hier", timeline(&[
            Entry::new("2026-11-22T09:05", "9\u{202f}h\u{202f}05", "Claire Fabre", "a validé l’adhésion d’Inès Roux."),
            Entry::new("2026-11-22T08:12", "8\u{202f}h\u{202f}12", "Dr Paul Chabanon", "a accepté deux patients.").detail("Par le lien reçu par SMS"),
            Entry::new("2026-11-21T18:40", "hier", "Système", "a importé les populations municipales 2023.").detail("35\u{202f}014 lignes, aucune refusée"),
        ])))
    }
}

fn documents() -> Card {
    Card::new(Icon::Document, "À signer", "Rien à signer.").items(vec![
        Item::new("Convention avec l’hôpital Émile-Roux")
            .mark(Tone::Danger, "En retard de 3 jours")
            .detail("Présidente")
            .action(send("Relancer", "la présidente")),
        Item::new("Feuille de présence du 18 novembre")
            .mark(Tone::Warning, "Avant vendredi")
            .detail("2 signatures manquent")
            .action(Button::secondary("Compléter").small().href("#")),
    ])
}

fn members() -> Card {
    let refuse = |name: &str| {
        confirm(
            "Refuser…",
            name,
            "Refuser cette demande\u{a0}? La personne reçoit un courriel avec votre motif.",
            form("", "#", Method::Post, html! { (Button::danger("Oui, refuser").small()) }),
        )
    };
    Card::new(Icon::People, "Adhésions à valider", "Toutes les adhésions sont à jour.")
        .total(3)
        .more("Voir les 3 demandes", "#")
        .items(vec![
            Item::new("Marion Vey")
                .detail("Sage-femme, Brives-Charensac")
                .action(html! { (send("Valider", "l’adhésion de Marion Vey")) (refuse("Marion Vey")) }),
            Item::new("Karim Benali")
                .detail("Masseur-kinésithérapeute, Coubon")
                .action(html! { (send("Valider", "l’adhésion de Karim Benali")) (refuse("Karim Benali")) }),
        ])
}

fn territory() -> Card {
    Card::new(Icon::Map, "Territoire", "Toutes les communes sont confirmées.").items(vec![
        Item::new("2 communes sont aussi dans la CPTS du Brivadois")
            .mark(Tone::Warning, "À trancher")
            .action(Button::secondary("Comparer").small().href("#")),
        Item::new("Saint-Vénérand est entourée par votre territoire")
            .detail("43 habitants")
            .action(Button::secondary("L’ajouter").small().href("#")),
    ])
}

fn meetings() -> Card {
    Card::new(Icon::Calendar, "Réunions de la semaine", "Aucune réunion cette semaine.")
}
