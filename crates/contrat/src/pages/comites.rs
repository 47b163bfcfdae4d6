//! The joint committees: who sits there, their meetings, whether notices and agendas came in time.

use super::{Salle, end};
use crate::accord::limites;
use crate::comite::{Comite, Limites, Place, Reunion, Section, Siege, Tenue};
use crate::droits::SUIVRE;
use crate::store;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::form::row;
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    salle: Salle,
    sieges: Vec<Siege>,
    reunions: Vec<Reunion>,
}

async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let sieges = store::comites::sieges(&mut tx).await?;
    Ok(Shown { salle, sieges, reunions: store::comites::reunions(&mut tx).await? })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    let filled = Filled::new().value("depuis", shown.salle.today.to_string());
    Ok(visit.page(&frame(&visit), page(&visit, &shown, &filled)))
}

pub(super) async fn keep_siege(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(place) => {
            let done = crate::keep_siege(&visit.ctx, &app.db, None, place).await;
            match end(&visit, visit.workspace("contrat/commissions"), done.map(|_| "Le siège est noté.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let shown = load(&app, &visit, &fields).await?;
    Ok(visit.refused(frame(&visit), page(&visit, &shown, &fields.filled(&errors))))
}

fn read(fields: &Fields) -> Result<Place, FieldErrors> {
    let mut reader = fields.reader();
    let comite: Option<Comite> = reader.required("comite");
    let section: Option<Section> = reader.required("section");
    let depuis: Option<Date> = reader.required("depuis");
    let jusquau: Option<Date> = reader.optional("jusquau");
    let place = comite.zip(section).zip(depuis).map(|((comite, section), depuis)| Place {
        comite,
        section,
        nom: fields.get("nom").to_owned(),
        qualite: fields.get("qualite").to_owned(),
        depuis,
        jusquau,
    });
    reader.finish(place)
}

pub(super) async fn remove_siege(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let done = crate::remove_siege(&visit.ctx, &app.db, id_of(&id)?).await;
    Redirect::to(visit.workspace("contrat/commissions")).after(&visit, done.map(|()| "Le siège est retiré."))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Locale, régionale, nationale\u{a0}: elles suivent l’accord et règlent les différends. Convocation 15 jours avant, ordre du jour 5 jours avant.".into()),
        ..visit.frame("Commissions paritaires")
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let can = visit.can(SUIVRE);
    html! {
        (shown.salle.onglets(visit, "commissions"))
        (meetings(visit, shown))
        @if can { div.actions { (Button::primary("Noter une réunion").href(visit.workspace("contrat/commissions/reunions/nouvelle"))) } }
        (seats(visit, shown))
        @if can {
            details open[filled.is_refused()] {
                summary { "Noter qui siège" }
                (ui::form(&visit.csrf, &visit.workspace("contrat/commissions/sieges"), Method::Post, form(filled)))
            }
        }
    }
}

fn form(filled: &Filled) -> Markup {
    let comites = Comite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
    let sections = Section::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
    html! {
        (ui::form::error_summary(filled))
        (row(html! {
            (Field::select("comite", "Commission", comites.collect()).required().filled(filled))
            (Field::select("section", "Section", sections.collect()).required().filled(filled))
        }))
        (row(html! {
            (Field::text("nom", "Nom").required().filled(filled))
            (Field::text("qualite", "Fonction").hint("Par exemple «\u{a0}présidente de section, URPS infirmiers\u{a0}».").filled(filled))
        }))
        (row(html! {
            (Field::date("depuis", "Depuis le").required().filled(filled))
            (Field::date("jusquau", "Jusqu’au").filled(filled))
        }))
        div.actions { (Button::primary("Noter")) }
    }
}

fn meetings(visit: &Visit, shown: &Shown) -> Markup {
    let columns = vec![
        Column::text("Réunion"),
        Column::text("Convocation"),
        Column::text("Ordre du jour"),
        Column::text("Décisions"),
        Column::actions(),
    ];
    let rows = shown.reunions.iter().map(|one| meeting(visit, shown, one));
    let empty = ui::empty::empty(
        Icon::Calendar,
        "Aucune réunion notée",
        "Chaque commission se réunit au moins une fois par an.",
        None,
    );
    html! { (Table::new("reunions", "Réunions", columns).rows(rows.collect()).empty(empty)) }
}

fn meeting(visit: &Visit, shown: &Shown, one: &Reunion) -> Row {
    let (seance, today) = (&one.seance, shown.salle.today);
    let limits: Option<Limites> = limites(&shown.salle.law, seance.le).ok();
    let path = visit.workspace(&format!("contrat/commissions/reunions/{}", one.id));
    let kept = |how: Option<Tenue>| html! { @if let Some(how) = how { (said(how)) } };
    Row::new(vec![
        html! { (seance.comite.libelle()) br; (francais::date(seance.le)) @if !seance.lieu.is_empty() { ", " (seance.lieu) } },
        kept(limits.map(|limits| seance.convocation(limits, today))),
        kept(limits.map(|limits| seance.agenda(limits, today))),
        html! { @for line in seance.decisions.lines() { p { (line) } } },
        html! { @if visit.can(SUIVRE) { (Button::secondary("Compléter").small().about(format!("la réunion du {}", francais::date(seance.le))).href(path)) } },
    ])
}

/// How a delay is kept.
pub(super) fn said(how: Tenue) -> Markup {
    html! {
        @match how {
            Tenue::Tenu => (ui::status::status(Tone::Success, "dans le délai")),
            Tenue::EnRetard(days) => (ui::status::status(Tone::Danger, &format!("{} de retard", francais::compte(i64::from(days), "jour", "jours")))),
            Tenue::Attendu(last) => { (ui::status::status(Tone::Neutral, "attendu")) " au plus tard le " (francais::date(last)) }
            Tenue::Manque(last) => { (ui::status::status(Tone::Danger, "manque")) ", délai dépassé le " (francais::date(last)) }
        }
    }
}

fn seats(visit: &Visit, shown: &Shown) -> Markup {
    let columns = vec![
        Column::text("Nom"),
        Column::text("Commission"),
        Column::text("Fonction"),
        Column::text("Mandat"),
        Column::actions(),
    ];
    let rows = shown.sieges.iter().map(|one| seat(visit, one));
    let empty = ui::empty::empty(
        Icon::People,
        "Personne n’est noté",
        "Noter vos interlocuteurs des commissions, pour savoir qui saisir.",
        None,
    );
    html! { (Table::new("sieges", "Qui siège", columns).rows(rows.collect()).empty(empty)) }
}

fn seat(visit: &Visit, one: &Siege) -> Row {
    let place = &one.place;
    let action = visit.workspace(&format!("contrat/commissions/sieges/{}/retrait", one.id));
    Row::new(vec![
        html! { (place.nom) },
        html! { (place.comite.libelle()) br; (place.section.libelle()) },
        html! { (place.qualite) },
        html! { "depuis le " (francais::date(place.depuis)) @if let Some(fin) = place.jusquau { " jusqu’au " (francais::date(fin)) } },
        html! { @if visit.can(SUIVRE) {
            (ui::button::confirm("Retirer", &place.nom, "Cette personne ne sera plus dans la liste.", ui::form(&visit.csrf, &action, Method::Post, html! { (Button::danger("Oui, retirer").small()) })))
        } },
    ])
}
