//! What each mission spent in the contract year: as declared, beside what the budget says.

use super::ensemble::{lue_de, temoin};
use super::{Salle, back};
use crate::{Declaration, Depense, WriteError, declare_depenses, depense, prepare, store};
use aci::Montant;
use actes::Mission;
use axum::extract::{Path, State};
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::section::panel;
use ui::{Button, Field, Filled, Method, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    page(&visit, &app, &id, &Filled::new(), fields.get("reprendre") == "budget").await
}

/// What the budget counts, by component, over the days of the contract year that are past.
struct Compte {
    sommes: BTreeMap<Mission, i64>,
    jours: String,
    le: String,
}

impl Compte {
    /// Nothing for whoever may not see the budget.
    async fn read(visit: &Visit, tx: &mut db::Tx, salle: &Salle) -> Result<Option<Self>, Problem> {
        if !visit.can(budget::droits::VOIR) {
            return Ok(None);
        }
        let (du, au) = (salle.annee.du, salle.annee.au.min(salle.today));
        let sommes = budget::depense_par_mission(tx, du, au).await?;
        let jours = format!("du {} au {}", francais::date(du), francais::date(au));
        Ok(Some(Self { sommes, jours, le: francais::date(salle.today) }))
    }

    fn cents(&self, composante: &str) -> Option<i64> {
        self.sommes.get(&composante.parse::<Mission>().ok()?).copied()
    }

    fn dit(&self, composante: &str) -> String {
        match self.cents(composante) {
            Some(cents) => format!("Le budget dit {}.", francais::euros(cents)),
            None => "Le budget ne compte aucune dépense.".to_owned(),
        }
    }

    fn lead(&self, to: &str) -> Markup {
        html! {
            p { "Le budget compte les dépenses notées et les indemnités payées " (self.jours) "." }
            @if !self.sommes.is_empty() { div.actions { (Button::secondary("Reprendre les montants du budget").href(format!("{to}?reprendre=budget"))) } }
        }
    }
}

/// An amount as a person types it.
fn typed(cents: i64) -> String {
    francais::euros(cents).replace('€', "").trim().to_owned()
}

async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled, reprise: bool) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let known = store::depenses::depenses(&mut tx, salle.contrat.id, salle.dialogue.annee).await?;
    let compte = Compte::read(visit, &mut tx, &salle).await?;
    let of = |composante: &str| known.iter().find(|one| one.composante == composante);
    // What somebody declared stays; the budget fills what is empty, and nothing is kept before the form is sent.
    let taken =
        |composante: &str| compte.as_ref().filter(|_| reprise)?.cents(composante).filter(|cents| *cents > 0);
    let source = |composante: &str| {
        taken(composante)?;
        Some(format!("Budget de la CPTS, au {}", compte.as_ref()?.le))
    };
    let spent = |composante: &str| {
        let cents = of(composante).map(|one| one.cents).or_else(|| taken(composante));
        let field =
            Field::text(format!("cents.{composante}"), "Dépensé").unit("€").width(ui::form::Width::Short);
        let field = field.value(cents.map(typed).unwrap_or_default()).filled(filled);
        match &compte {
            Some(compte) => field.hint(compte.dit(composante)),
            None => field,
        }
    };
    let content = html! {
        (salle.head(visit, "depenses"))
        (ui::form::error_summary(filled))
        p { "Déclarez ce que chaque mission a dépensé dans l’année du contrat, d’après vos comptes\u{a0}; ce qui reste vide est dit «\u{a0}non saisi\u{a0}» dans le rapport." }
        @if let Some(compte) = &compte { (compte.lead(&salle.path(visit, "depenses"))) }
        (panel(ui::form(&visit.csrf, &salle.path(visit, "depenses"), Method::Post, html! {
            @for composante in prepare::components(&salle.contrat, salle.annee.au.min(salle.today)) {
                @let said = of(&composante);
                (temoin(&composante, &said.map(Depense::dit).unwrap_or_default(), filled))
                (ui::form::fieldset(&salle.label(&composante), ui::form::row(html! {
                    (spent(&composante))
                    (Field::text(format!("note.{composante}"), "D’où vient ce montant").maxlength(300)
                        .value(said.map(|one| one.note.clone()).or_else(|| source(&composante)).unwrap_or_default()).filled(filled))
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
        Err(errors) => return page(&visit, &app, &id, &fields.filled(&errors), false).await,
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
            page(&visit, &app, &id, &Filled::new().error("", refus.to_string()), false).await
        }
        Err(WriteError::Depense(refus @ (depense::Refus::Montant | depense::Refus::Mots(_)))) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("", &refus)), false).await
        }
        Err(other) => Err(other.into()),
    }
}
