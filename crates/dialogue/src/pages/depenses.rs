//! What each mission spent in the contract year, as declared.

use super::ensemble::{lue_de, temoin};
use super::{Salle, back, id_of};
use crate::{Declaration, Depense, WriteError, declare_depenses, depense, prepare, store};
use aci::Montant;
use axum::extract::{Path, State};
use maud::html;
use ui::section::panel;
use ui::{Button, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new()).await
}

async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let known = store::depenses::depenses(&mut tx, salle.contrat.id, salle.dialogue.annee).await?;
    let content = html! {
        (salle.head(visit, "depenses"))
        (ui::form::error_summary(filled))
        p { "Les comptes de l’association ne sont pas encore tenus ici. Déclarez ce que chaque mission a dépensé dans l’année du contrat, d’après vos comptes ; ce qui reste vide est dit « non saisi » dans le rapport." }
        (panel(ui::form(&visit.csrf, &salle.path(visit, "depenses"), Method::Post, html! {
            @for composante in prepare::components(&salle.contrat, salle.annee.au.min(salle.today)) {
                @let said = known.iter().find(|one| one.composante == composante);
                (temoin(&composante, &said.map(Depense::dit).unwrap_or_default(), filled))
                (ui::form::fieldset(&salle.label(&composante), ui::form::row(html! {
                    (Field::text(format!("cents.{composante}"), "Dépensé").unit("€").width(ui::form::Width::Short)
                        .value(said.map(|one| francais::euros(one.cents).replace('€', "").trim().to_owned()).unwrap_or_default()).filled(filled))
                    (Field::text(format!("note.{composante}"), "D’où vient ce montant").maxlength(300)
                        .value(said.map(|one| one.note.clone()).unwrap_or_default()).filled(filled))
                })))
            }
            div.actions { (Button::primary("Enregistrer les dépenses")) }
        })))
    };
    let frame = salle.frame(visit);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

pub(super) async fn declare(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &id).await?;
    let mut reader = fields.reader();
    let mut lines = Vec::new();
    for composante in prepare::components(&salle.contrat, salle.annee.au.min(salle.today)) {
        let cents: Option<Montant> = reader.optional(&format!("cents.{composante}"));
        let note = fields.get(&format!("note.{composante}")).to_owned();
        let lue = lue_de(&fields, &composante);
        lines.push(Declaration { cents: cents.map(Montant::cents), note, lue, composante });
    }
    let lines = match reader.finish(Some(lines)) {
        Ok(lines) => lines,
        Err(errors) => return page(&visit, &app, &id, &fields.filled(&errors)).await,
    };
    let year = (salle.contrat.id, salle.dialogue.annee);
    match declare_depenses(&visit.ctx, &app.db, year, &lines).await {
        Ok(()) => Ok(back(
            &visit,
            &id_of::<crate::Dialogue>(&id)?.to_string(),
            "depenses",
            "Les dépenses sont enregistrées.",
        )),
        Err(refus @ WriteError::DepenseChangee) => {
            // The amounts are read anew: what another declared must be seen before it is replaced.
            page(&visit, &app, &id, &Filled::new().error("", refus.to_string())).await
        }
        Err(WriteError::Depense(refus @ (depense::Refus::Montant | depense::Refus::Mots(_)))) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("", &refus))).await
        }
        Err(other) => Err(other.into()),
    }
}
