//! The diagnostic as a file: PDF to send, DOCX to complete.

use super::acces::{Question, read as read_access};
use super::{besoins, offre, territory};
use crate::comparaison::compare;
use crate::rapport::Rapport;
use crate::store;
use accessibilite::Methode;
use axum::extract::State;
use db::Trace;
use documents::Document;
use enquete::Resultats;
use identifiants::CommuneCode;
use repertoire::Famille;
use std::collections::BTreeSet;
use territoire::Atlas;
use web::{Answer, App, Problem, Visit};

/// Professions whose access the document gives, in this order.
const PROFESSIONS: [&str; 6] = [
    "medecin_generaliste",
    "infirmier",
    "masseur_kinesitherapeute",
    "pharmacien",
    "chirurgien_dentiste",
    "sage_femme",
];

pub(super) async fn pdf(visit: Visit, State(app): State<App>) -> Answer {
    file(&visit, &app, "pdf", "application/pdf", documents::pdf).await
}

pub(super) async fn docx(visit: Visit, State(app): State<App>) -> Answer {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    file(&visit, &app, "docx", kind, documents::docx).await
}

async fn file(
    visit: &Visit,
    app: &App,
    extension: &str,
    kind: &'static str,
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> Answer {
    let document = gather(visit, app).await?.document();
    let mut tx = app.db.begin(&visit.ctx).await?;
    tx.record(Trace::new("diagnostic.exporte", format!("diagnostic:{extension}")));
    tx.commit().await?;
    let name = format!("diagnostic-{}-{}.{extension}", visit.tenant()?.slug, kernel::today(visit.ctx.now));
    web::download(&name, kind, move || write(&document)).await
}

async fn gather(visit: &Visit, app: &App) -> Result<Rapport, Problem> {
    let jour = kernel::today(visit.ctx.now);
    let mut acces = Vec::new();
    for famille in PROFESSIONS.iter().filter_map(|code| Famille::parse(code)) {
        let question = Question { famille, methode: Methode::E2sfcaApl };
        let lu = read_access(app, visit, &question).await?;
        acces.push((question, lu));
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let communes = territory(visit, &etat);
    let departements: BTreeSet<_> = communes.iter().map(CommuneCode::departement).collect();
    let departements: Vec<_> = departements.into_iter().collect();
    let fond = etat.fonds.of(&mut tx, &etat.france, &departements).await?;
    let inside = communes.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let liste = besoins::read(&mut tx).await?;
    let (mut places, mut votants) = (Vec::new(), 0);
    if let Some((seance, _)) = &liste.classement {
        places = store::seances::places(&mut tx, seance.id).await?;
        let votes = store::seances::votes(&mut tx, seance.id).await?;
        votants = votes.iter().map(|vote| vote.personne).collect::<BTreeSet<_>>().len();
    }
    Ok(Rapport {
        cpts: visit.tenant()?.nom.clone(),
        jour,
        offre: Some(offre::read(visit, &mut tx, &etat, &communes).await?),
        comparaison: compare(&etat, &communes, jour),
        feuille: fond.draw(&inside, true),
        contours: fond.source.clone().filter(|source| !source.is_empty()),
        acces,
        enquetes: surveys(visit, &mut tx).await?,
        signalements: store::signalements::signalements(&mut tx, None).await?,
        preuves: store::preuves::preuves(&mut tx, None).await?,
        liste,
        places,
        votants,
        communes,
        etat,
    })
}

/// The results of surveys that are open or closed, for those who may read them.
async fn surveys(visit: &Visit, tx: &mut db::Tx) -> Result<Vec<Resultats>, Problem> {
    let mut all = Vec::new();
    if !visit.can(enquete::droits::VOIR_RESULTATS) {
        return Ok(all);
    }
    for one in enquete::enquetes(tx).await? {
        let results = enquete::resultats(tx, one.id).await.map_err(Problem::from)?;
        if results.reponses > 0 {
            all.push(results);
        }
    }
    Ok(all)
}
