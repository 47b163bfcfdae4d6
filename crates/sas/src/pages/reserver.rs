//! Where a regulator comes from the platform: the slots that a professional shows to the SAS, taken and given back.

use crate::annonce::Annonce;
use crate::book::{give_back, regulator};
use crate::droits::RESERVER;
use crate::publish::leaves;
use crate::{RdvError, book, store};
use axum::extract::State;
use jiff::SignedDuration;
use kernel::Id;
use maud::{Markup, html};
use rendez_vous::{Creneau, Effecteur, Lieu};
use ui::form::hidden;
use ui::section::section;
use ui::{Button, Column, Filled, Icon, Row, Table, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

/// How far the page looks ahead.
const DAYS: i64 = 3;
/// Lines of a list, at most.
const LINES: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/sas", RESERVER, show).post("/{cpts}/sas", RESERVER, take).post(
        "/{cpts}/sas/annulation",
        RESERVER,
        cancel,
    )
}

/// What the page shows.
struct Vue {
    people: Vec<Effecteur>,
    lieux: Vec<Lieu>,
    free: Vec<Creneau>,
    mine: Vec<Annonce>,
    /// Whose slots are looked at; everybody’s when empty.
    who: String,
    /// What the platform adds to our address.
    origin: String,
}

async fn read(visit: &Visit, app: &App, fields: &Fields) -> Result<Vue, Problem> {
    let (who, origin) = (fields.get("professionnel").to_owned(), fields.get("origin").to_owned());
    let mut tx = app.db.read(&visit.ctx).await?;
    let (_, operator) = regulator(&mut tx).await.map_err(|why| Problem::from(why).in_its_words())?;
    from_platform(&origin)?;
    let reglage = store::reglage(&mut tx).await?;
    if !reglage.ouvert {
        return Err(Problem::not_found());
    }
    let mut people = rendez_vous::store::effecteurs::effecteurs(&mut tx).await?;
    people.retain(|one| one.rpps.is_some());
    let asked: Vec<_> =
        people.iter().map(|one| one.id).filter(|id| who.is_empty() || id.to_string() == who).collect();
    let du = visit.ctx.now;
    let au = du.saturating_add(SignedDuration::from_hours(24 * DAYS)).unwrap_or(du);
    let mut free = rendez_vous::store::creneaux::libres(&mut tx, &asked, du, au).await?;
    free.retain(|one| one.check_open(du).is_ok() && leaves(one, &reglage));
    free.sort_by_key(|one| (one.horaire.debut, one.id));
    free.truncate(LINES);
    let lieux = rendez_vous::store::lieux::lieux(&mut tx).await?;
    let mine = store::annonces::of_operator(&mut tx, &operator, du).await?;
    Ok(Vue { people, lieux, free, mine, who, origin })
}

/// A regulator has the rights of one while they come from the platform, which says so in the address.
fn from_platform(origin: &str) -> Result<(), Problem> {
    if origin == "sas" || origin.starts_with("sas-") {
        return Ok(());
    }
    Err(Problem::new(400, "sas-hors-plateforme", "Cette page s’ouvre depuis la plateforme du SAS.")
        .detail("Revenez à la plateforme, et choisissez de nouveau le créneau."))
}

fn page(visit: &Visit, vue: &Vue) -> Markup {
    let named = vue.people.iter().find(|one| one.id.to_string() == vue.who);
    html! {
        @if let Some(one) = named { p { strong { (one.nom) } ", " (one.profession.libelle()) } }
        (section("libres", "Créneaux libres", free(visit, vue)))
        (section("pris", "Mes rendez-vous à venir", mine(visit, vue)))
    }
}

fn name(vue: &Vue, id: Id<Effecteur>) -> &str {
    vue.people.iter().find(|one| one.id == id).map_or("", |one| one.nom.as_str())
}

/// Where a patient is sent: the name of the place, its street and its telephone.
fn place(vue: &Vue, id: Id<Lieu>) -> Markup {
    let Some(lieu) = vue.lieux.iter().find(|one| one.id == id) else { return Markup::default() };
    let street = [lieu.adresse.as_str(), lieu.code_postal.as_str()];
    let street: Vec<&str> = street.into_iter().filter(|words| !words.is_empty()).collect();
    html! {
        div {
            (lieu.nom)
            @if !street.is_empty() { br; span.soft { (street.join(", ")) } }
            @if let Some(number) = &lieu.telephone { br; span.soft { (number) } }
        }
    }
}

fn when(debut: jiff::Timestamp) -> String {
    francais::date_heure(kernel::paris(debut))
}

fn free(visit: &Visit, vue: &Vue) -> Markup {
    if vue.free.is_empty() {
        let words = "Rien n’est ouvert au SAS dans les trois jours qui viennent.";
        return empty(Icon::Calendar, "Aucun créneau libre", words, None);
    }
    let columns = vec![
        Column::text("Début"),
        Column::text("Professionnel"),
        Column::text("Lieu"),
        Column::text("Comment"),
        Column::actions(),
    ];
    let rows = vue.free.iter().map(|one| {
        let begins = when(one.horaire.debut);
        let button = Button::primary("Prendre").small().about(format!("({begins})"));
        Row::new(vec![
            html! { (begins) },
            html! { (name(vue, one.effecteur)) },
            place(vue, one.contenu.lieu),
            html! { (one.contenu.modalite.libelle()) @if !one.contenu.note.is_empty() { " · " (one.contenu.note) } },
            form(visit, vue, "", html! {
                (visit.key(&Filled::new())) (hidden("creneau", &one.id.to_string())) (button)
            }),
        ])
    });
    html! { (Table::new("creneaux-libres", "Créneaux libres, du plus proche au plus lointain", columns).rows(rows.collect()).quiet_caption()) }
}

fn mine(visit: &Visit, vue: &Vue) -> Markup {
    if vue.mine.is_empty() {
        return empty(
            Icon::Calendar,
            "Aucun rendez-vous",
            "Vous n’avez rien pris ici qui soit à venir.",
            None,
        );
    }
    let columns = vec![Column::text("Début"), Column::text("Professionnel"), Column::actions()];
    let rows = vue.mine.iter().filter_map(|one| {
        let begins = when(one.debut);
        let whose = vue.people.iter().find(|who| {
            who.rpps.as_ref().is_some_and(|number| one.professionnel.rpps() == Some(number.as_str()))
        });
        let button = Button::secondary("Annuler").small().about(format!("({begins})"));
        Some(Row::new(vec![
            html! { (begins) },
            html! { (whose.map_or("", |who| who.nom.as_str())) },
            form(
                visit,
                vue,
                "/annulation",
                html! {
                    (hidden("rdv", &one.tenu?.rdv.to_string())) (button)
                },
            ),
        ]))
    });
    html! { (Table::new("mes-rendez-vous", "Mes rendez-vous, du plus proche au plus lointain", columns).rows(rows.collect()).quiet_caption()) }
}

fn form(visit: &Visit, vue: &Vue, part: &str, inside: Markup) -> Markup {
    html! {
        form.inline-form method="post" action=(address(visit, part)) {
            input type="hidden" name="_csrf" value=(visit.csrf);
            (hidden("professionnel", &vue.who))
            (hidden("origin", &vue.origin))
            (inside)
        }
    }
}

fn address(visit: &Visit, part: &str) -> String {
    let slug = visit.tenant.as_ref().map_or("", |tenant| &tenant.slug);
    format!("/{slug}/sas{part}")
}

/// The page again, for the same professional, still from the platform.
fn again(visit: &Visit, fields: &Fields) -> String {
    let who = fields.get("professionnel").parse::<Id<Effecteur>>().map(|id| id.to_string());
    let letters = |one: char| one.is_ascii_alphanumeric() || one == '-';
    let origin: String = fields.get("origin").chars().filter(|one| letters(*one)).collect();
    address(visit, &format!("?professionnel={}&origin={origin}", who.unwrap_or_default()))
}

async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let vue = read(&visit, &app, &fields).await?;
    let mut frame = visit.frame("Prendre un rendez-vous pour le SAS");
    frame.lead = Some("Aucun nom de patient n’est demandé ici\u{a0}: il reste dans votre logiciel.".into());
    Ok(visit.page(&frame, page(&visit, &vue)))
}

async fn take(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    from_platform(fields.get("origin"))?;
    let cle = fields.key::<()>(&visit).uuid();
    let creneau = web::id_of(fields.get("creneau"))?;
    let done = book(&visit.ctx, &app.db, &app.settings.public_url, creneau, cle).await;
    said(&visit, &fields, done.map(|_| "Le rendez-vous est pris\u{a0}: la plateforme en est prévenue."))
}

async fn cancel(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    from_platform(fields.get("origin"))?;
    let done = give_back(&visit.ctx, &app.db, web::id_of(fields.get("rdv"))?).await;
    said(&visit, &fields, done.map(|()| "Le rendez-vous est annulé\u{a0}: la plateforme en est prévenue."))
}

/// The page again, with what was done or why it was not.
fn said(visit: &Visit, fields: &Fields, done: Result<&'static str, RdvError>) -> Answer {
    match done {
        Err(refus @ RdvError::PasRegulateur) => Err(Problem::from(refus).in_its_words()),
        done => Redirect::to(again(visit, fields)).after(visit, done),
    }
}
