//! Who receives when and where: a day or a week, by hour then professional.

use super::noms::Noms;
use super::planning_filtres::{Filtre, filtres};
use super::{ROOM, mots};
use crate::droits::{GERER, VOIR};
use crate::heure::jours;
use crate::{Creneau, WriteError, store};
use axum::extract::State;
use maud::{Markup, html};
use ui::button::actions;
use ui::{Button, Column, Frame, Icon, Row, Table, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Lines of a page, at most: a week of a large CPTS is read with a filter.
const LIGNES: usize = 400;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/rendez-vous", VOIR, show)
}

/// What the page shows.
struct Vue {
    /// Whether other programs publish slots for this CPTS.
    ailleurs: bool,
    /// Those that the filter keeps, by hour then professional.
    creneaux: Vec<Creneau>,
    noms: Noms,
}

async fn read(visit: &Visit, app: &App, filtre: &Filtre) -> Result<Vue, Problem> {
    let span = jours(filtre.du(), filtre.au()).map_err(WriteError::from)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut creneaux = store::creneaux::entre(&mut tx, span.debut, span.fin).await?;
    let mut noms = Noms::read(app, &mut tx).await?;
    noms.complete(&mut tx, &creneaux).await?;
    creneaux.retain(|one| filtre.keeps(one, &noms, visit.ctx.now));
    creneaux.sort_by_cached_key(|one| (one.horaire.debut, kernel::fold(noms.qui(one.effecteur))));
    let ailleurs = crate::ailleurs::lit(app, &visit.tenant()?.slug).is_some();
    Ok(Vue { ailleurs, creneaux, noms })
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Créneaux");
    frame.lead = Some("Qui peut recevoir un patient, quand, où, et combien de places restent.".into());
    frame.actions = visit.can(GERER).then(|| {
        html! { (Button::secondary("Proposer pour quelqu’un").icon(Icon::Plus).href(ROOM.at(visit, "professionnels"))) }
    });
    frame
}

fn page(visit: &Visit, vue: &Vue, filtre: &Filtre) -> Markup {
    let free: u32 =
        vue.creneaux.iter().filter(|one| one.check_open(visit.ctx.now).is_ok()).map(|one| one.libres).sum();
    let shown = vue.creneaux.get(..LIGNES).unwrap_or(&vue.creneaux);
    let days = shown.chunk_by(|one, next| mots::jour(one.horaire.debut) == mots::jour(next.horaire.debut));
    html! {
        (ROOM.tabs(visit, ""))
        (filtres(visit, filtre, &vue.noms))
        (around(visit, filtre))
        p { strong { (francais::compte(i64::from(free), "place libre", "places libres")) } " " (filtre.en_mots()) "." }
        @if vue.ailleurs { p { a href=(ROOM.at(visit, "ailleurs")) { "Créneaux publiés ailleurs" } } }
        @if vue.creneaux.is_empty() { (nothing(visit, filtre)) }
        @for slots in days { (day(visit, vue, slots)) }
        @if vue.creneaux.len() > shown.len() {
            p { "Seuls les " (LIGNES) " premiers créneaux sont montrés\u{a0}: choisissez un jour, une profession ou une commune." }
        }
    }
}

/// The day or the week before, the next one.
fn around(visit: &Visit, filtre: &Filtre) -> Markup {
    let to = |one: Filtre| ROOM.at(visit, &format!("?{}", one.query()));
    let (before, after) = if filtre.semaine {
        ("Semaine précédente", "Semaine suivante")
    } else {
        ("Jour précédent", "Jour suivant")
    };
    actions(html! {
        (Button::secondary(before).icon(Icon::Previous).href(to(filtre.moved(-1))).small())
        (Button::secondary(after).icon(Icon::Next).href(to(filtre.moved(1))).small())
    })
}

fn nothing(visit: &Visit, filtre: &Filtre) -> Markup {
    let whole = filtre.whole_week();
    let action = (filtre != &whole).then(|| {
        html! { (Button::secondary("Voir toute la semaine").href(ROOM.at(visit, &format!("?{}", whole.query())))) }
    });
    empty(Icon::Calendar, "Aucun créneau", "Rien n’est proposé à ce moment-là avec ces filtres.", action)
}

fn day(visit: &Visit, vue: &Vue, slots: &[Creneau]) -> Markup {
    let when = slots.first().map(|one| mots::jour(one.horaire.debut)).unwrap_or_default();
    let columns = vec![
        Column::text("Heures"),
        Column::text("Professionnel"),
        Column::text("Lieu"),
        Column::text("Places"),
        Column::text("Précisions"),
    ];
    let rows = slots.iter().map(|one| line(visit, vue, one)).collect();
    let title = mots::jour_dit(when, kernel::today(visit.ctx.now));
    html! { (Table::new(format!("jour-{when}"), title, columns).rows(rows)) }
}

fn line(visit: &Visit, vue: &Vue, one: &Creneau) -> Row {
    let who = vue.noms.effecteur(one.effecteur);
    let profession = who.map_or("", |who| who.profession.libelle());
    let theirs = ROOM.at(visit, &format!("professionnels/{}/creneaux", one.effecteur));
    let name = vue.noms.qui(one.effecteur);
    Row::new(vec![
        html! { a href=(ROOM.at(visit, &format!("creneaux/{}", one.id))) { (mots::heures(one.horaire)) } },
        html! { div { @if visit.can(GERER) { a href=(theirs) { (name) } } @else { (name) } br; span.soft { (profession) } } },
        html! { (vue.noms.ou(one.contenu.lieu)) },
        mots::marque(one, visit.ctx.now),
        mots::suite(&mots::precisions(one)),
    ])
}

async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let filtre = Filtre::read(&fields, kernel::today(visit.ctx.now));
    let vue = read(&visit, &app, &filtre).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &vue, &filtre)))
}
