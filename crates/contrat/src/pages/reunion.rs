//! One meeting of a joint committee.

use super::{day, end};
use crate::comite::{Comite, Reunion, Seance};
use crate::store;
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::form::row;
use ui::{Button, Choice, Crumb, Field, Filled, Method};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

/// The address of a meeting that is not noted yet.
const NEW: &str = "nouvelle";

fn which(id: &str) -> Result<Option<Id<Reunion>>, Problem> {
    if id == NEW { Ok(None) } else { id_of(id).map(Some) }
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let filled = match which(&id)? {
        None => Filled::new(),
        Some(id) => {
            let mut tx = app.db.read(&visit.ctx).await?;
            let all = store::comites::reunions(&mut tx).await?;
            let found = all.into_iter().find(|one| one.id == id);
            standing(&found.ok_or(crate::WriteError::Inconnu("Cette réunion"))?.seance)
        }
    };
    Ok(visit.page(&frame(&visit, &id), page(&visit, &id, &filled)))
}

fn standing(seance: &Seance) -> Filled {
    let filled = Filled::new()
        .value("comite", seance.comite.code())
        .value("le", seance.le.to_string())
        .value("lieu", &seance.lieu)
        .value("ordre_du_jour", &seance.ordre_du_jour)
        .value("decisions", &seance.decisions);
    day(day(filled, "convocation_le", seance.convocation_le), "ordre_du_jour_le", seance.ordre_du_jour_le)
}

pub(super) async fn keep(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let reunion = which(&id)?;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(seance) => {
            let done = crate::keep_reunion(&visit.ctx, &app.db, reunion, seance).await;
            match end(&visit, visit.workspace("contrat/commissions"), done.map(|_| "La réunion est notée."))
            {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    Ok(visit.refused(frame(&visit, &id), page(&visit, &id, &fields.filled(&errors))))
}

fn read(fields: &Fields) -> Result<Seance, FieldErrors> {
    let mut reader = fields.reader();
    let comite: Option<Comite> = reader.required("comite");
    let le: Option<Date> = reader.required("le");
    let (convocation_le, ordre_du_jour_le) =
        (reader.optional("convocation_le"), reader.optional("ordre_du_jour_le"));
    let text = |name: &str| fields.get(name).to_owned();
    let seance = comite.zip(le).map(|(comite, le)| Seance {
        comite,
        le,
        lieu: text("lieu"),
        convocation_le,
        ordre_du_jour_le,
        ordre_du_jour: text("ordre_du_jour"),
        decisions: text("decisions"),
    });
    reader.finish(seance)
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let done = crate::remove_reunion(&visit.ctx, &app.db, id_of(&id)?).await;
    Redirect::to(visit.workspace("contrat/commissions"))
        .after(&visit, done.map(|()| "La réunion est retirée."))
}

fn frame(visit: &Visit, id: &str) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Contrat", visit.workspace("contrat")),
            Crumb::new("Commissions", visit.workspace("contrat/commissions")),
        ],
        ..visit.frame(if id == NEW { "Nouvelle réunion" } else { "Réunion de commission" })
    }
}

fn page(visit: &Visit, id: &str, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("contrat/commissions/reunions/{id}"));
    let comites = Comite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle()));
    html! {
        (ui::form(&visit.csrf, &action, Method::Post, html! {
            (ui::form::error_summary(filled))
            (row(html! {
                (Field::select("comite", "Commission", comites.collect()).required().filled(filled))
                (Field::date("le", "Jour de la réunion").required().filled(filled))
            }))
            (Field::text("lieu", "Lieu").filled(filled))
            (row(html! {
                (Field::date("convocation_le", "Convocation reçue le").hint("15 jours avant au moins.").filled(filled))
                (Field::date("ordre_du_jour_le", "Ordre du jour reçu le").hint("5 jours avant au moins.").filled(filled))
            }))
            (Field::textarea("ordre_du_jour", "Ordre du jour", 4).filled(filled))
            (Field::textarea("decisions", "Décisions", 5).filled(filled))
            div.actions { (Button::primary("Enregistrer")) (Button::secondary("Revenir aux commissions").href(visit.workspace("contrat/commissions"))) }
        }))
        @if id != NEW {
            (ui::button::confirm("Retirer cette réunion", "", "Elle disparaît aussi des agendas abonnés.", ui::form(&visit.csrf, &format!("{action}/retrait"), Method::Post, html! { (Button::danger("Oui, retirer")) })))
        }
    }
}
