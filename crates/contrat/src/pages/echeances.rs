//! The calendar of obligations that follows from the contract.

use super::{Salle, doubt, nothing};
use crate::contrat::Contrat;
use crate::droits::{MODIFIER, S_ABONNER, SUIVRE};
use crate::echeance::{Echeance, Urgence};
use aci::NatureEcheance;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Column, Explanation, Field, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

struct Shown {
    salle: Salle,
    echeances: Vec<Echeance>,
}

async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let echeances = match &salle.contrat {
        Some(contrat) => crate::echeances(&mut tx, &salle.law, contrat, salle.today).await?,
        None => Vec::new(),
    };
    Ok(Shown { salle, echeances })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    let frame = ui::Frame {
        lead: Some("Ce que le contrat oblige à faire, et pour quand. Tout se recalcule quand le contrat change.".into()),
        actions: visit.can(S_ABONNER).then(|| {
            html! { (Button::secondary("Dans mon agenda").href(visit.workspace("contrat/calendrier")).icon(Icon::Calendar)) }
        }),
        ..visit.frame("Échéances du contrat")
    };
    Ok(visit.page(&frame, page(&visit, &shown)))
}

pub(super) async fn mark(
    visit: Visit,
    State(app): State<App>,
    Path((_, cle)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let mut reader = fields.reader();
    let le: Option<Date> = if fields.get("geste") == "rouvrir" { None } else { reader.required("faite_le") };
    let path = salle.path(&visit, "echeances");
    if let Err(errors) = reader.finish(Some(())) {
        let sentence = errors.get("faite_le").unwrap_or_default().to_owned();
        return Ok(web::Redirect::to(path).refused(sentence).answer(&visit));
    }
    let (law, note) = (&salle.law, fields.get("note"));
    let done = crate::mark_echeance(&visit.ctx, &app.db, law, contrat, &cle, le, note).await;
    Redirect::to(path).after(
        &visit,
        done.map(|()| if le.is_some() { "L’échéance est faite." } else { "L’échéance est rouverte." }),
    )
}

fn page(visit: &Visit, shown: &Shown) -> Markup {
    let salle = &shown.salle;
    let Some(contrat) = &salle.contrat else {
        return html! { (salle.onglets(visit, "echeances")) (nothing(visit)) };
    };
    html! {
        (salle.onglets(visit, "echeances"))
        @if contrat.signature.is_none() {
            p { "Le calendrier se calcule à partir de la signature." }
        } @else {
            (counts(shown))
            (table(visit, shown, contrat, "a-faire", "À faire", |one| one != Urgence::Passee))
            (table(visit, shown, contrat, "passees", "Fait ou passé", |one| one == Urgence::Passee))
        }
    }
}

fn counts(shown: &Shown) -> Markup {
    let count = |wanted: Urgence| {
        let n = shown
            .echeances
            .iter()
            .filter(|one| one.is_due() && one.urgence(shown.salle.today) == wanted)
            .count();
        i64::try_from(n).unwrap_or(i64::MAX)
    };
    let (late, soon) = (count(Urgence::EnRetard), count(Urgence::Bientot));
    html! {
        @if late > 0 { (ui::alert::alert(Tone::Danger, francais::compte(late, "échéance en retard", "échéances en retard"))) }
        @if soon > 0 { (ui::alert::alert(Tone::Warning, francais::compte(soon, "échéance dans les 60 jours", "échéances dans les 60 jours"))) }
    }
}

fn table(
    visit: &Visit,
    shown: &Shown,
    contrat: &Contrat,
    id: &'static str,
    title: &'static str,
    wanted: fn(Urgence) -> bool,
) -> Markup {
    let columns =
        vec![Column::text("Échéance"), Column::text("Jour"), Column::text("État"), Column::actions()];
    let here = shown.echeances.iter().filter(|one| wanted(one.urgence(shown.salle.today)));
    let rows: Vec<Row> = here.map(|one| line(visit, shown, contrat, one)).collect();
    html! { @if !rows.is_empty() { (Table::new(id, title, columns).rows(rows)) } }
}

fn line(visit: &Visit, shown: &Shown, contrat: &Contrat, one: &Echeance) -> Row {
    Row::new(vec![
        // One block a cell: on a phone a cell is a line of its card.
        html! { div {
            (one.libelle) (doubt(one.incertain))
            @if !one.texte.is_empty() || !one.sources.is_empty() { (why(shown, contrat, one)) }
        } },
        html! { (francais::date(one.jour)) },
        html! { div { (state(one, shown.salle.today)) } },
        action(visit, shown, contrat, one),
    ])
}

/// What can be done about a date now: say that it is done, or note the fact that proves it.
fn action(visit: &Visit, shown: &Shown, contrat: &Contrat, one: &Echeance) -> Markup {
    let marks = visit.can(SUIVRE) && one.can_be_marked();
    html! {
        @if one.by_fact() {
            @if one.faite.is_none() && visit.can(MODIFIER) { (fact(visit, shown, contrat, one)) }
        }
        @else if marks && !one.by_dialogue() && (one.faite.is_some() || one.is_open(shown.salle.today)) { (marking(visit, shown, contrat, one)) }
        @else if marks && one.faite.is_none() {
            span.soft {
                @match one.ouverte_le {
                    Some(jour) => { "à partir du " (francais::date(jour)) }
                    None => "quand la mission aura démarré",
                }
            }
        }
    }
}

/// Where the fact behind an obligation is noted.
fn fact(visit: &Visit, shown: &Shown, contrat: &Contrat, one: &Echeance) -> Markup {
    let mission = one.cle.split('.').next().unwrap_or_default();
    let started = contrat.mission(mission).is_some_and(|one| one.debut.is_some());
    let page = shown.salle.path(visit, "missions");
    let join = if page.contains('?') { '&' } else { '?' };
    let (words, path) = match one.nature {
        NatureEcheance::PlanDeCrise if started => {
            ("Noter la remise du plan", format!("{page}{join}genre=plan#crise"))
        }
        NatureEcheance::MiseAJourDuPlan if started => {
            ("Noter la mise à jour", format!("{page}{join}genre=mise_a_jour{}#crise", update_of(one)))
        }
        _ => ("Noter le démarrage", shown.salle.path(visit, &format!("missions/{mission}"))),
    };
    html! { (Button::secondary(words).small().about(one.libelle.clone()).href(path)) }
}

/// The contract year whose update is late, for the form to say its days.
fn update_of(one: &Echeance) -> String {
    let year = one.cle.rsplit('.').next().filter(|year| year.parse::<u32>().is_ok());
    year.map(|year| format!("&annee={year}")).unwrap_or_default()
}

/// What to know of a date, and the texts behind it.
fn why(shown: &Shown, contrat: &Contrat, one: &Echeance) -> Markup {
    let sources = one.sources.iter().filter_map(|id| shown.salle.law.source(id));
    let explanation = sources.fold(Explanation::new(), |all, source| {
        all.source(source.title.clone(), source.confidence.label(), source.url.clone().map(Into::into))
    });
    let explanation = match crate::calendrier::arithmetic(&shown.salle.accord, contrat, one) {
        Some(reached) => explanation.formula(reached),
        None if one.texte.is_empty() => explanation,
        None => explanation.formula(one.texte.as_str()),
    };
    explanation.details(&one.libelle)
}

/// How a date stands.
pub(super) fn state(one: &Echeance, today: Date) -> Markup {
    html! {
        @match (one.urgence(today), &one.faite) {
            (_, Some(faite)) => {
                (ui::status::status(Tone::Success, "faite")) " le " (francais::date(faite.le))
                @if one.hors_delai() { " " (ui::status::badge(Tone::Warning, "hors délai")) }
                @if !faite.note.is_empty() { br; (faite.note) }
            }
            (Urgence::EnRetard, None) => (ui::status::status(Tone::Danger, "en retard")),
            (Urgence::Bientot, None) => (ui::status::status(Tone::Warning, "bientôt")),
            (Urgence::PlusTard, None) => (ui::status::status(Tone::Neutral, "plus tard")),
            (Urgence::Passee, None) => (ui::status::status(Tone::Neutral, "passée")),
        }
    }
}

fn marking(visit: &Visit, shown: &Shown, contrat: &Contrat, one: &Echeance) -> Markup {
    let action = visit.workspace(&format!("contrat/echeances/{}", one.cle));
    let id = |name: &str| format!("{name}-{}", one.cle.replace('.', "-"));
    let about = contrat.signature.map(|_| ui::form::hidden("contrat", &contrat.id.to_string()));
    html! {
        @if one.faite.is_some() {
            (ui::form(&visit.csrf, &action, Method::Post, html! { (about.unwrap_or_default()) (Button::plain("Rouvrir").small().about(one.libelle.clone()).send("geste", "rouvrir")) }))
        } @else {
            details {
                summary { "C’est fait" span.visually-hidden { "\u{a0}: " (one.libelle) } }
                (ui::form(&visit.csrf, &action, Method::Post, html! {
                    (about.unwrap_or_default())
                    (Field::date("faite_le", "Faite le").id(id("faite_le")).value(shown.salle.today.to_string()).range(one.ouverte_le.map(|jour| jour.to_string().into()), Some(shown.salle.today.to_string().into())).required())
                    (Field::text("note", "Note").id(id("note")).hint("Qui l’a reçu, où est la preuve."))
                    (Button::primary("Noter").small())
                }))
            }
        }
    }
}
