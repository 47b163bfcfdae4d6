//! Pages of the surveys: writing one, inviting, answering, reading the results.

mod ajout;
mod cycle;
mod destinataires;
mod enonce;
mod fiche;
mod invitations;
mod lien;
mod liste;
mod membre;
mod ouvert;
mod papier;
mod questionnaire;
mod questions;
mod resultats;

use crate::{
    EditError, Enquete, Question,
    droits::{GERER, REPONDRE, VOIR_RESULTATS},
    invitation::USAGE,
    store,
};
use comptes::droits::SUIVRE_LIEN;
use db::Tx;
use jiff::civil::Date;
use kernel::{Id, today};
use ui::{Crumb, Text};
use web::{App, Problem, Routes, Visit, id_of};

/// The segment of the pages, after `/{cpts}/espace/`.
const ICI: &str = "diagnostic/enquetes";

pub(crate) fn routes() -> Routes {
    writing().and(life()).and(answering())
}

fn writing() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/diagnostic/enquetes", VOIR_RESULTATS, liste::show)
        .post("/{cpts}/espace/diagnostic/enquetes", GERER, liste::begin)
        .get("/{cpts}/espace/diagnostic/enquetes/nouvelle", GERER, liste::choose)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}", VOIR_RESULTATS, fiche::show)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/texte", GERER, fiche::words)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/texte", GERER, fiche::describe)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/questions/nouvelle", GERER, ajout::blank)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/questions", GERER, ajout::add)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/questions/{numero}", GERER, ajout::show)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/questions/{numero}", GERER, ajout::change)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/questions/{numero}/place", GERER, questions::place)
        .post(
            "/{cpts}/espace/diagnostic/enquetes/{id}/questions/{numero}/retrait",
            GERER,
            questions::withdraw,
        )
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/questions/{numero}/retour", GERER, questions::restore)
}

fn life() -> Routes {
    Routes::new()
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/ouverture", GERER, cycle::open)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/cloture", GERER, cycle::close)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/reouverture", GERER, cycle::reopen)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/copie", GERER, cycle::copy)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/abandon", GERER, cycle::discard)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/invitations", GERER, invitations::show)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/invitations", GERER, invitations::send)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/relances", GERER, invitations::remind)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/lien", GERER, cycle::share)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/papier", GERER, papier::show)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/resultats", VOIR_RESULTATS, resultats::show)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/resultats.csv", VOIR_RESULTATS, resultats::file)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/resultats/{numero}", VOIR_RESULTATS, resultats::texts)
}

fn answering() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/reponse", REPONDRE, membre::show)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/reponse", REPONDRE, membre::send)
        .get("/{cpts}/espace/diagnostic/enquetes/{id}/saisie", GERER, papier::form)
        .post("/{cpts}/espace/diagnostic/enquetes/{id}/saisie", GERER, papier::enter)
        .get("/{cpts}/enquete/{code}", SUIVRE_LIEN, ouvert::show)
        .post("/{cpts}/enquete/{code}", SUIVRE_LIEN, ouvert::send)
        .get("/{cpts}/enquete/{code}/merci", SUIVRE_LIEN, ouvert::thanks)
        .tap(USAGE, lien::show, lien::send)
}

/// A survey with its questions, as most pages need it.
struct Fiche {
    enquete: Enquete,
    questions: Vec<Question>,
    jour: Date,
}

impl Fiche {
    async fn load(app: &App, visit: &Visit, id: &str) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        Self::of(&mut tx, id).await
    }

    async fn of(tx: &mut Tx, id: &str) -> Result<Self, Problem> {
        let id: Id<Enquete> = id_of(id)?;
        let enquete = store::enquete::enquete(tx, id).await?.ok_or(EditError::Inconnue)?;
        let questions = store::question::questions(tx, id).await?;
        Ok(Self { enquete, questions, jour: today(tx.ctx().now) })
    }

    /// The address of one of its pages; empty for the page of the survey itself.
    fn at(&self, visit: &Visit, rest: &str) -> String {
        at(visit, self.enquete.id, rest)
    }

    /// The frame of one of its pages.
    fn frame(&self, visit: &Visit, title: impl Into<Text>) -> ui::Frame {
        let mut breadcrumb = crumbs(visit);
        breadcrumb.push(Crumb::new(self.enquete.intitule.titre.clone(), self.at(visit, "")));
        ui::Frame { breadcrumb, ..visit.frame(title) }
    }
}

/// From the diagnostic to the list of surveys.
fn crumbs(visit: &Visit) -> Vec<Crumb> {
    vec![
        Crumb::new("Diagnostic", visit.workspace("diagnostic")),
        Crumb::new("Enquêtes", visit.workspace(ICI)),
    ]
}

fn at(visit: &Visit, id: Id<Enquete>, rest: &str) -> String {
    if rest.is_empty() {
        visit.workspace(&format!("{ICI}/{id}"))
    } else {
        visit.workspace(&format!("{ICI}/{id}/{rest}"))
    }
}
