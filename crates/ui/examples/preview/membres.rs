//! A list of fifty members.

use maud::{Markup, Render as _, html};
use ui::{
    Button, Choice, Column, Field, Frame, Icon, Row, Table, Tone, avatar, form, francais,
    status::{badge, status},
    table::{Paging, Sort, cell},
};

pub(crate) fn frame() -> Frame {
    Frame {
        title: "Membres".into(),
        breadcrumb: super::crumbs(&["CPTS Velay Sud", "Réglages"]),
        actions: Some(html! { (Button::primary("Inviter").icon(Icon::Plus).href("#")) }),
        ..super::workspace("Membres")
    }
}

const FIRST: [&str; 10] =
    ["Claire", "Paul", "Inès", "Samir", "Marion", "Karim", "Jeanne", "Lucas", "Élodie", "Thomas"];
const LAST: [&str; 7] = ["Fabre", "Chabanon", "Roux", "Haddad", "Vey", "Benali", "Pélissier"];
const JOBS: [&str; 6] = [
    "Médecin généraliste",
    "Infirmière",
    "Pharmacien",
    "Masseur-kinésithérapeute",
    "Sage-femme",
    "Coordination",
];
const PLACES: [&str; 5] =
    ["Le Puy-en-Velay", "Brives-Charensac", "Coubon", "Le Monastier-sur-Gazeille", "Polignac"];

pub(crate) fn content() -> Markup {
    let columns = vec![
        Column::text("Nom").sortable("#", Sort::Ascending),
        Column::text("Commune").sortable("#", Sort::Not),
        Column::text("Rôle"),
        Column::text("Adhésion"),
        Column::number("Heures 2026").sortable("#", Sort::Not),
        Column::text("Dernière visite").minor(),
        Column::actions(),
    ];
    html! {
        (form::filters("#", html! {
            (Field::search("q", "Nom ou commune"))
            (Field::select("role", "Rôle", vec![Choice::new("", "Tous"), Choice::new("membre", "Membre"), Choice::new("bureau", "Bureau")]))
            (Field::select("adhesion", "Adhésion", vec![Choice::new("", "Toutes"), Choice::new("ok", "À jour"), Choice::new("non", "À renouveler")]))
        }))
        (Table::new("membres", "Membres de la CPTS", columns).quiet_caption().rows((0..50).map(row).collect()).csv("#")
            .paging(Paging { first: Some(51), shown: 50, total: Some(1_000), previous: Some("#".into()), next: Some("#".into()) }))
    }
}

fn row(i: usize) -> Row {
    let name = format!("{} {}", FIRST[i * 7 % 10], LAST[i % 7]);
    let role = match i % 9 {
        0 => badge(Tone::Info, "Bureau"),
        4 => badge(Tone::Success, "Trésorerie"),
        _ => badge(Tone::Neutral, "Membre"),
    };
    let membership = match i % 8 {
        3 => status(Tone::Warning, "À renouveler"),
        6 => status(Tone::Neutral, "Invitation envoyée"),
        _ => status(Tone::Success, "À jour"),
    };
    let minutes = i64::try_from(i * 137 % 3000).unwrap_or_default();
    Row::new(vec![
        html! { a.quiet href="#" { (avatar::person(&name, Some(JOBS[i % 6]))) } },
        cell(PLACES[i % 5]),
        role,
        membership,
        cell(francais::duree(minutes)),
        cell(francais::date_courte(jiff::civil::date(
            2026,
            11,
            i8::try_from(i % 21).unwrap_or_default() + 1,
        ))),
        Button::secondary("Modifier").small().about(name).href("#").render(),
    ])
}
