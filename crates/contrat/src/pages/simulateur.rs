//! The public simulator: population, date, missions, and what a CPTS can expect. Its address is the case: it can be shared.

mod demande;
mod vue;

use crate::WriteError;
use crate::accord::Accord;
use axum::extract::State;
use demande::Demande;
use std::sync::Arc;
use territoire::Atlas;
use ui::{Crumb, Frame};
use web::{Answer, App, Fields, Problem, Visit};

/// What is simulated twice: as asked, and with every target reached, to show how the amounts split.
struct Simulation {
    demandee: aci::Resultat,
    pleine: aci::Resultat,
}

struct Shown {
    accord: Accord,
    law: Arc<law::Parameters>,
    demande: Demande,
    simulation: Option<Simulation>,
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = read(&visit, &app, &fields).await?;
    let filled = shown.demande.filled();
    let content = vue::page(&shown, &filled);
    Ok(if filled.is_refused() {
        visit.refused(frame(&visit), content)
    } else {
        visit.page(&frame(&visit), content)
    })
}

/// The same case with every calculation, to print and to hand over.
pub(super) async fn pdf(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = read(&visit, &app, &fields).await?;
    let Some(one) = shown.simulation else { return Err(Problem::not_found()) };
    let day = kernel::today(visit.ctx.now);
    let document =
        crate::calculs(&shown.law, ("Simulation", day), &one.demandee).map_err(WriteError::from)?;
    web::download(&format!("simulation-aci-{day}.pdf"), super::PDF, move || documents::pdf(&document)).await
}

async fn read(visit: &Visit, app: &App, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    drop(tx);
    let (law, today) = (Arc::clone(&etat.law), kernel::today(visit.ctx.now));
    let accord = Accord::of(&law).map_err(WriteError::from)?;
    let mut demande = Demande::read(&accord, &etat, fields, today);
    let mut simulation = None;
    if demande.asked && demande.errors.is_empty() {
        match simulate(&law, &demande) {
            Ok(done) => simulation = Some(done),
            Err(errors) => demande.refuse(&errors),
        }
    }
    Ok(Shown { accord, law, demande, simulation })
}

fn simulate(law: &law::Parameters, demande: &Demande) -> Result<Simulation, Vec<aci::Erreur>> {
    let demandee = aci::simulate(law, &demande.cas(demande.atteinte))?;
    let pleine = aci::simulate(law, &demande.cas(demande::ENTIER))?;
    Ok(Simulation { demandee, pleine })
}

fn frame(visit: &Visit) -> Frame {
    Frame {
        lead: Some("Ce qu’une CPTS peut attendre de son contrat ACI, calcul et sources compris. Sans compte, rien n’est enregistré.".into()),
        breadcrumb: vec![Crumb::new("Accueil", "/")],
        ..visit.frame("Simulateur ACI")
    }
}
