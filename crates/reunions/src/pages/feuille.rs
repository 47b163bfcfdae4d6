//! The sheet of paper that people sign.

use super::{PDF, mine};
use crate::letter::names;
use crate::{heures, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use web::{Answer, App, Visit};

pub(super) async fn pdf(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let reunion = mine(&mut tx, &id).await?;
    let members = names(&mut tx).await?;
    let invites = store::invites::of_reunion(&mut tx, reunion.id).await?;
    let job = |one: &Adherent| one.professions.first().cloned().unwrap_or_default();
    let mut attendus: Vec<(String, String, String)> = invites
        .iter()
        .map(|one| match one.adherent.and_then(|id| members.get(&id)) {
            Some(who) => (who.cle_tri(), who.nom(), job(who)),
            None => (kernel::fold(&one.nom), one.nom.clone(), "Personne invitée".to_owned()),
        })
        .collect();
    attendus.sort();
    let lines: Vec<(String, String)> = attendus.into_iter().map(|(_, nom, job)| (nom, job)).collect();
    let doc = crate::feuille::feuille(&visit.tenant()?.nom, &reunion, &lines, heures::today(visit.ctx.now));
    web::download(&format!("emargement-{}.pdf", reunion.jour()), PDF, move || documents::pdf(&doc)).await
}
