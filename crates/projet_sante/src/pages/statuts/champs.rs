//! The fields of the facts about the statutes, and what they send.

use crate::faits::{Faits, SIEGES, Siege};
use crate::loi::{ChampType, GenreChamp, PointType};
use crate::missions::Mission;
use kernel::saisie::Refus;
use maud::{Markup, Render, html};
use ui::{Choice, Column, Field, Filled, Row, Table, form::Width, form::hidden};
use web::Fields;

/// Rows of seats offered beyond those that are filled.
const VIDES: usize = 4;

/// A fact, to be noted.
pub(super) fn field(champ: &ChampType, faits: &Faits, missions: &[Mission], filled: &Filled) -> Markup {
    let (code, libelle) = (champ.code.clone(), champ.libelle.clone());
    let first = faits.first(&champ.code).to_owned();
    let ticked =
        |field: Field| faits.of(&champ.code).iter().fold(field, |field, one| field.value(one.clone()));
    match champ.genre {
        GenreChamp::Texte => Field::text(code, libelle).maxlength(200).value(first).filled(filled).render(),
        GenreChamp::Rna => number(code, libelle, first)
            .hint("W et neuf chiffres, sur le récépissé de la préfecture.")
            .filled(filled)
            .render(),
        GenreChamp::Siret | GenreChamp::Finess => number(code, libelle, first).filled(filled).render(),
        GenreChamp::OuiNon => {
            let answers = vec![Choice::new("oui", "Oui"), Choice::new("non", "Non")];
            Field::radios(code, libelle, answers).value(first).filled(filled).render()
        }
        GenreChamp::Choix => {
            let all = champ.choix.iter().map(|one| Choice::new(one.clone(), one.clone())).collect();
            ticked(Field::checkboxes(code, libelle, all)).filled(filled).render()
        }
        GenreChamp::Missions => {
            let words = |one: &Mission| {
                let more = if one.socle { "" } else { " (en option)" };
                Choice::new(one.id.clone(), format!("{}{more}", one.libelle))
            };
            ticked(Field::checkboxes(code, libelle, missions.iter().map(words).collect()))
                .filled(filled)
                .render()
        }
        GenreChamp::Sieges => seats(champ, &faits.sieges(&champ.code), filled),
    }
}

/// A fact as it is kept, to be read.
pub(super) fn kept(champ: &ChampType, faits: &Faits, missions: &[Mission]) -> Markup {
    let words = |one: &String| match champ.genre {
        GenreChamp::OuiNon => if one == "oui" { "Oui" } else { "Non" }.to_owned(),
        GenreChamp::Missions => {
            missions.iter().find(|mission| mission.id == *one).map_or(one, |mission| &mission.libelle).clone()
        }
        _ => one.clone(),
    };
    let seat = |one: &Siege| {
        let many = one.nombre.map_or_else(|| "nombre à dire".to_owned(), |n| n.to_string());
        let college = if one.college.is_empty() { String::new() } else { format!(", {}", one.college) };
        format!("{}{college}\u{a0}: {many}", one.profession)
    };
    let all: Vec<String> = match champ.genre {
        GenreChamp::Sieges => faits.sieges(&champ.code).iter().map(seat).collect(),
        _ => faits.of(&champ.code).iter().map(words).collect(),
    };
    html! { @if all.is_empty() { "rien" } @for one in &all { div { (one) } } }
}

fn number(code: String, libelle: String, value: String) -> Field {
    Field::text(code, libelle).width(Width::Medium).maxlength(30).value(value)
}

/// Who sits where: a row a profession and a college.
fn seats(champ: &ChampType, sieges: &[Siege], filled: &Filled) -> Markup {
    let all = champ.choix.iter().chain(&champ.autres).chain(&champ.hors);
    let none = Choice::new("", "—");
    let choices: Vec<Choice> =
        std::iter::once(none).chain(all.map(|one| Choice::new(one.clone(), one.clone()))).collect();
    let rows = (sieges.len() + VIDES).min(SIEGES);
    let row = |n: usize| {
        let one = sieges.get(n);
        let many = one.and_then(|one| one.nombre).map(|n| n.to_string()).unwrap_or_default();
        let who = Field::select(format!("s{n}-p"), format!("Qui, ligne {}", n + 1), choices.clone());
        let place =
            Field::text(format!("s{n}-c"), format!("Collège ou bureau, ligne {}", n + 1)).maxlength(200);
        let count = Field::digits(format!("s{n}-n"), format!("Nombre de sièges, ligne {}", n + 1));
        let value = |of: fn(&Siege) -> &String| one.map(of).cloned().unwrap_or_default();
        Row::new(vec![
            html! { (who.quiet_label().value(value(|one| &one.profession)).filled(filled)) },
            html! { (place.quiet_label().value(value(|one| &one.college)).filled(filled)) },
            html! { (count.quiet_label().value(many).filled(filled)) },
        ])
    };
    let columns =
        vec![Column::text("Qui"), Column::text("Collège ou bureau"), Column::text("Nombre de sièges")];
    html! {
        (hidden("sieges-lignes", &rows.to_string()))
        (Table::new("sieges", champ.libelle.clone(), columns).rows((0..rows).map(row).collect()))
        p.hint { "Une ligne par profession et par collège\u{a0}; d’autres lignes paraissent une fois celles-ci notées." }
    }
}

/// The facts that a form sends, and the first row of seats that cannot be read.
pub(super) fn read(fields: &Fields, point: &PointType) -> (Faits, Option<Refus>) {
    let (mut faits, mut refused) = (Faits::default(), None);
    for champ in &point.champs {
        if champ.genre != GenreChamp::Sieges {
            let values = fields.all(&champ.code).filter(|one| !one.is_empty()).map(str::to_owned);
            faits.0.insert(champ.code.clone(), values.collect());
            continue;
        }
        let rows = fields.get("sieges-lignes").parse().unwrap_or(0).min(SIEGES);
        let mut seats = Vec::new();
        for n in 0..rows {
            let cell = |part: &str| fields.get(&format!("s{n}-{part}"));
            match Siege::read(n + 1, [cell("p"), cell("c"), cell("n")]) {
                Ok(one) => seats.extend(one),
                Err(refus) => refused = refused.or(Some(refus)),
            }
        }
        faits = faits.with_sieges(&champ.code, &seats);
    }
    (faits, refused)
}
