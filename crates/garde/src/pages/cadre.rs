//! What is decided of a planning: made, changed, thrown away.

use super::{ROOM, below, beside, read};
use crate::droits::GERER;
use crate::{Cadre, Etat, Planning, Tableau, change_planning, discard_planning, keep_planning};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use rendez_vous::Lieu;
use ui::button::{actions, confirm, post_button};
use ui::form::{Width, row};
use ui::section::section;
use ui::{Button, Choice, Field, Filled, Icon, Method, empty::empty};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

/// A planning lasts that many days when nobody says otherwise: eight weeks.
const JOURS: i64 = 55;
const NOUVEAU: &str = "Nouveau planning";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/garde/nouveau", GERER, show_new)
        .post("/{cpts}/espace/garde/nouveau", GERER, add)
        .get("/{cpts}/espace/garde/plannings/{id}/reglages", GERER, show)
        .post("/{cpts}/espace/garde/plannings/{id}/reglages", GERER, change)
        .post("/{cpts}/espace/garde/plannings/{id}/suppression", GERER, discard)
}

async fn lieux(visit: &Visit, app: &App) -> Result<Vec<Lieu>, Problem> {
    Ok(rendez_vous::store::lieux::lieux(&mut app.db.read(&visit.ctx).await?).await?)
}

fn prefill(one: &Cadre) -> Filled {
    Filled::new()
        .value("nom", &one.nom)
        .value("lieu", one.lieu.to_string())
        .value("du", one.du.to_string())
        .value("au", one.au.to_string())
        .value("par_semaine", one.par_semaine.to_string())
        .value("fin_de_semaine", one.fin_de_semaine.map(|weeks| weeks.to_string()).unwrap_or_default())
        .value("compte_depuis", one.compte_depuis.to_string())
}

/// From the Monday of next week but one, so that wishes have the time to come; the share is counted since 1 January.
fn usual(today: Date) -> Filled {
    let days = |day: Date, count: i64| day.saturating_add(jiff::Span::new().days(count));
    let du = days(today, 14 - i64::from(today.weekday().to_monday_zero_offset()));
    let since = Date::new(du.year(), 1, 1).unwrap_or(du);
    Filled::new()
        .value("du", du.to_string())
        .value("au", days(du, JOURS).to_string())
        .value("par_semaine", "2")
        .value("fin_de_semaine", "2")
        .value("compte_depuis", since.to_string())
}

fn fields(filled: &Filled, lieux: &[Lieu]) -> Markup {
    let places = lieux.iter().map(|one| Choice::new(one.id.to_string(), one.nom.clone())).collect();
    html! {
        (Field::text("nom", "Nom").hint("Centre de soins non programmés, printemps.").required().maxlength(200).filled(filled))
        (Field::select("lieu", "Lieu", places).width(Width::Full).required().filled(filled))
        (row(html! {
            (Field::date("du", "Du").required().filled(filled))
            (Field::date("au", "Au").required().filled(filled))
        }))
        (Field::number("par_semaine", "Par personne et par semaine, au plus").unit("demi-journées").width(Width::Short).required().range(Some("1".into()), Some("7".into())).filled(filled))
        (Field::number("fin_de_semaine", "Une demi-journée de week-end ou de jour férié au plus toutes les").hint("Vide\u{a0}: pas de règle.").unit("semaines").width(Width::Short).range(Some("1".into()), Some("12".into())).filled(filled))
        (Field::date("compte_depuis", "L’équité se compte depuis le").hint("Les gardes publiées depuis ce jour comptent dans la part de chacun.").required().filled(filled))
    }
}

fn read_cadre(fields: &Fields) -> Result<Cadre, FieldErrors> {
    let mut reader = fields.reader();
    let lieu: Option<Id<Lieu>> = reader.required("lieu");
    let (du, au, since) = (reader.required("du"), reader.required("au"), reader.required("compte_depuis"));
    let (par_semaine, fin_de_semaine) = (reader.required("par_semaine"), reader.optional("fin_de_semaine"));
    // Any day will do to look for the other faults.
    let cadre = Cadre {
        nom: fields.get("nom").to_owned(),
        lieu: lieu.unwrap_or_else(|| Id::new(uuid::Uuid::nil())),
        du: du.unwrap_or_default(),
        au: au.or(du).unwrap_or_default(),
        par_semaine: par_semaine.unwrap_or(1),
        fin_de_semaine,
        compte_depuis: since.or(du).unwrap_or_default(),
    };
    let cadre = reader.keep(cadre.check());
    let whole = lieu.is_some() && du.is_some() && au.is_some() && since.is_some() && par_semaine.is_some();
    reader.finish(cadre.filter(|_| whole))
}

fn new_page(visit: &Visit, lieux: &[Lieu], filled: &Filled) -> Markup {
    if lieux.is_empty() {
        let action =
            html! { (Button::primary("Ajouter un lieu").href(visit.workspace("rendez-vous/lieux"))) };
        let help = "Un planning de garde couvre un lieu\u{a0}: ajoutez d’abord le centre ou le cabinet.";
        return empty(Icon::Home, "Ajoutez d’abord un lieu", help, Some(action));
    }
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, "nouveau"),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (fields(filled, lieux))
            (actions(html! { (Button::primary("Créer ce planning")) }))
        },
    )
}

async fn show_new(visit: Visit, State(app): State<App>) -> Answer {
    let lieux = lieux(&visit, &app).await?;
    let filled = usual(kernel::today(visit.ctx.now));
    Ok(visit.page(&ROOM.below(&visit, NOUVEAU, &[]), new_page(&visit, &lieux, &filled)))
}

async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match read_cadre(&fields) {
        Ok(cadre) => match keep_planning(&visit.ctx, &app.db, fields.key::<Planning>(&visit), cadre).await {
            Ok(id) => {
                let said = "Planning créé. Ajoutez maintenant les demi-journées à couvrir.";
                return ROOM.done(&visit, &format!("plannings/{id}/demi-journees"), said);
            }
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let content = new_page(&visit, &lieux(&visit, &app).await?, &fields.filled(&errors));
    Ok(visit.refused(ROOM.below(&visit, NOUVEAU, &[]), content))
}

fn page(visit: &Visit, tableau: &Tableau, lieux: &[Lieu], filled: &Filled) -> Markup {
    let at = |part: &str| ROOM.at(visit, &format!("plannings/{}/{part}", tableau.planning.id));
    let gone = post_button(&visit.csrf, &at("suppression"), &[], &Button::danger("Oui, effacer").small());
    let question = "Ses demi-journées, ses participants et leurs vœux sont effacés.";
    html! {
        (ui::form(&visit.csrf, &at("reglages"), Method::Post, html! {
            (ui::form::error_summary(filled))
            (fields(filled, lieux))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
        @if !matches!(tableau.planning.etat, Etat::Publie | Etat::Clos) {
            (section("effacer", "Effacer ce planning", confirm("Effacer…", &tableau.planning.cadre.nom, question, gone)))
        }
    }
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let lieux = lieux(&visit, &app).await?;
    let content = page(&visit, &tableau, &lieux, &prefill(&tableau.planning.cadre));
    Ok(visit.page(&below(&visit, &tableau, "Réglages"), content))
}

async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let errors = match read_cadre(&fields) {
        Ok(cadre) => match change_planning(&visit.ctx, &app.db, web::id_of(&id)?, cadre).await {
            Ok(()) => return ROOM.done(&visit, &format!("plannings/{id}"), "C’est enregistré."),
            Err(error) => beside(error)?,
        },
        Err(errors) => errors,
    };
    let tableau = read(&visit, &app, &id).await?;
    let content = page(&visit, &tableau, &lieux(&visit, &app).await?, &fields.filled(&errors));
    Ok(visit.refused(below(&visit, &tableau, "Réglages"), content))
}

async fn discard(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let done = discard_planning(&visit.ctx, &app.db, web::id_of(&id)?).await;
    let to = if done.is_ok() { String::new() } else { format!("plannings/{id}") };
    ROOM.after(&visit, &to, "Planning effacé.", done)
}
