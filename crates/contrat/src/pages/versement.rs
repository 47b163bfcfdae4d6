//! Money received: noting it, correcting a line, removing it.

use super::{Salle, back, end, id_of};
use crate::accord::FONCTIONNEMENT;
use crate::contrat::Contrat;
use crate::versement::{Ligne, Versement};
use crate::{WriteError, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::form::{Width, row};
use ui::{Button, Choice, Crumb, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(ligne) => {
            let done = crate::note_versement(&visit.ctx, &app.db, &salle.law, contrat, ligne).await;
            match end(&visit, salle.path(&visit, "argent"), done.map(|_| "Le versement est noté.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let content = alone(&visit, &salle, None, &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle), content))
}

/// A line of a form; money taken back is negative.
fn read(fields: &Fields) -> Result<Ligne, FieldErrors> {
    let mut reader = fields.reader();
    let recu_le: Option<Date> = reader.required("recu_le");
    let montant: Option<aci::Montant> = reader.required("montant");
    let composante: Option<String> = reader.required("composante");
    let sign = if fields.has("repris") { -1 } else { 1 };
    let ligne = recu_le.zip(montant).zip(composante).map(|((recu_le, montant), composante)| Ligne {
        recu_le,
        cents: montant.cents().saturating_mul(sign),
        composante,
        libelle: fields.get("libelle").to_owned(),
        reference: fields.get("reference").to_owned(),
    });
    reader.finish(ligne)
}

async fn load(app: &App, visit: &Visit, fields: &Fields, id: &str) -> Result<(Salle, Versement), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let id: Id<Versement> = id_of(id)?;
    let all = store::versements::versements(&mut tx, salle.contrat()?.id).await?;
    let found = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce versement"))?;
    Ok((salle, found))
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, versement) = load(&app, &visit, &fields, &id).await?;
    let filled = standing(&versement.ligne);
    Ok(visit.page(&frame(&visit, &salle), alone(&visit, &salle, Some(&versement), &filled)))
}

fn standing(ligne: &Ligne) -> Filled {
    let filled = Filled::new()
        .value("recu_le", ligne.recu_le.to_string())
        .value("montant", francais::euros(ligne.cents.abs()))
        .value("composante", &ligne.composante)
        .value("libelle", &ligne.libelle)
        .value("reference", &ligne.reference);
    if ligne.cents < 0 { filled.value("repris", "oui") } else { filled }
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (salle, versement) = load(&app, &visit, &fields, &id).await?;
    let contrat = salle.contrat()?.id;
    let errors = match read(&fields) {
        Err(errors) => errors,
        Ok(ligne) => {
            let (ctx, law) = (&visit.ctx, &salle.law);
            let done = crate::correct_versement(ctx, &app.db, law, contrat, versement.id, ligne).await;
            match end(&visit, salle.path(&visit, "argent"), done.map(|()| "Le versement est corrigé.")) {
                Ok(answer) => return answer,
                Err(errors) => errors,
            }
        }
    };
    let content = alone(&visit, &salle, Some(&versement), &fields.filled(&errors));
    Ok(visit.refused(frame(&visit, &salle), content))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &fields).await?;
    let contrat = salle.contrat()?.id;
    let done = crate::remove_versement(&visit.ctx, &app.db, contrat, id_of(&id)?).await;
    back(&visit, salle.path(&visit, "argent"), done.map(|()| "Le versement est retiré."))
}

fn frame(visit: &Visit, salle: &Salle) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Contrat", salle.path(visit, "")),
            Crumb::new("Argent", salle.path(visit, "argent")),
        ],
        ..visit.frame("Versement reçu")
    }
}

fn alone(visit: &Visit, salle: &Salle, known: Option<&Versement>, filled: &Filled) -> Markup {
    let Some(contrat) = &salle.contrat else { return super::nothing(visit) };
    let action = match known {
        Some(one) => visit.workspace(&format!("contrat/versements/{}", one.id)),
        None => visit.workspace("contrat/versements"),
    };
    html! {
        (form(visit, salle, contrat, &action, filled))
        @if let Some(one) = known {
            (ui::button::confirm("Retirer ce versement", &francais::euros(one.ligne.cents), "Il ne comptera plus comme reçu\u{a0}; le journal en garde la trace.",
                ui::form(&visit.csrf, &format!("{action}/retrait"), Method::Post, html! { (salle.hidden()) (Button::danger("Oui, retirer")) })))
        }
    }
}

/// The form of a line of money received.
pub(super) fn form(visit: &Visit, salle: &Salle, contrat: &Contrat, action: &str, filled: &Filled) -> Markup {
    let body = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        (row(html! {
            (Field::date("recu_le", "Reçu le").required().filled(filled))
            (Field::text("montant", "Montant").hint("Par exemple 87 500 €.").width(Width::Short).required().filled(filled))
        }))
        (Field::select("composante", "Pour", components(salle, contrat)).required().filled(filled))
        (Field::text("libelle", "Ce que dit le relevé").hint("Par exemple «\u{a0}Avance année 2\u{a0}».").required().filled(filled))
        (Field::text("reference", "Référence du virement").filled(filled))
        (Field::checkbox("repris", "La caisse a repris cet argent (trop-perçu)").filled(filled))
        div.actions { (Button::primary("Enregistrer")) }
    };
    ui::form(&visit.csrf, action, Method::Post, body)
}

fn components(salle: &Salle, contrat: &Contrat) -> Vec<Choice> {
    let missions = contrat.missions.iter().map(|one| one.mission.clone());
    let all = std::iter::once(FONCTIONNEMENT.to_owned()).chain(missions);
    all.map(|one| Choice::new(one.clone(), salle.accord.nom(&one).to_owned())).collect()
}
