//! Agenda and minutes as a file.

use super::Salle;
use crate::dossier::Dossier;
use crate::{WriteError, compte_rendu, gather};
use axum::extract::{Path, State};
use db::Trace;
use documents::Document;
use std::collections::BTreeMap;
use web::{Answer, App, Visit};

type At = Path<(String, String)>;

pub(super) async fn pdf(visit: Visit, State(app): State<App>, Path((_, id)): At) -> Answer {
    file(&visit, &app, &id, ("pdf", "application/pdf"), documents::pdf).await
}

pub(super) async fn docx(visit: Visit, State(app): State<App>, Path((_, id)): At) -> Answer {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    file(&visit, &app, &id, ("docx", kind), documents::docx).await
}

async fn file(
    visit: &Visit,
    app: &App,
    id: &str,
    (extension, kind): (&str, &'static str),
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> Answer {
    let mut tx = app.db.begin(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    if !salle.reads(visit) {
        return Err(WriteError::AvantCloture.into());
    }
    // The minutes need the meeting and what it settles alone: neither members, payments nor acts are read.
    let dossier = Dossier {
        cpts: visit.tenant()?.nom.clone(),
        annee: salle.dialogue.annee,
        du: salle.annee.du,
        au: salle.annee.au,
        jour: salle.today,
        definitif: salle.dialogue.is_clos(),
        identite: Vec::new(),
        membres: None,
        reunions: Vec::new(),
        missions: Vec::new(),
        argent: Vec::new(),
        versements: Vec::new(),
        parts: salle.vue().dites(),
        arrete: salle.dialogue.cloture().is_some(),
        obligations: Vec::new(),
        chiffres: String::new(),
        calculs: None,
        reserves: Vec::new(),
        actes: Vec::new(),
        actes_coupes: false,
        preuves: Vec::new(),
        textes: BTreeMap::new(),
        rencontre: gather::rencontre(&mut tx, &salle.dialogue, &salle.table).await?,
    };
    tx.record(Trace::new("dialogue.compte_rendu_lu", salle.dialogue.objet()).detail(extension));
    tx.commit().await?;
    let name = format!("dialogue-{}-annee-{}.{extension}", visit.tenant()?.slug, salle.dialogue.annee);
    web::download(&name, kind, move || write(&compte_rendu::document(&dossier))).await
}
