//! Voting, signed in.

use super::bulletin::{self, Bulletin};
use super::{ROOM, beside, moi, scrutin};
use crate::scrutin::{Emargement, Refus, Scrutin};
use crate::voie::Voie;
use crate::{WriteError, noms, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::{Filled, Tone, alert};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// A vote and the voices that somebody casts in it.
struct Mien {
    scrutin: Scrutin,
    moi: Option<Id<Adherent>>,
    miennes: Vec<Emargement>,
    noms: BTreeMap<Id<Adherent>, String>,
}

async fn read(visit: &Visit, app: &App, id: Id<Scrutin>) -> Result<Mien, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let scrutin = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    let moi = moi(&mut tx).await?;
    let mut miennes = store::scrutins::roll(&mut tx, id).await?;
    miennes.retain(|line| [line.porteur, line.electeur].into_iter().any(|one| Some(one) == moi));
    Ok(Mien { scrutin, moi, miennes, noms: noms(&mut tx).await? })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mien = read(&visit, &app, id_of(&id)?).await?;
    let (frame, content) = page(&visit, &mien, &Filled::new());
    Ok(visit.page(&frame, content))
}

fn page(visit: &Visit, mien: &Mien, filled: &Filled) -> (ui::Frame, Markup) {
    let action = ROOM.at(visit, &format!("voter/{}", mien.scrutin.id));
    let content = html! {
        @match mien.moi {
            None => (alert::alert(Tone::Warning, html! { p { (WriteError::PasAdherent) } })),
            Some(moi) => (Bulletin { scrutin: &mien.scrutin, miennes: &mien.miennes, moi, noms: &mien.noms, action: &action }.show(visit, filled)),
        }
    };
    let (crumb, back) = scrutin::above(&mien.scrutin);
    (ROOM.below(visit, "Voter", &[(crumb, back.as_str())]), content)
}

pub(super) async fn vote(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let mien = read(&visit, &app, id).await?;
    let chosen = bulletin::read(&fields, &mien.miennes);
    match crate::cast(&visit.ctx, &app.db, Voie::Compte, id, &chosen).await {
        // The page itself says that the vote is counted.
        Ok(()) => Ok(Redirect::to(ROOM.at(&visit, &format!("voter/{id}"))).answer(&visit)),
        twice @ Err(WriteError::Scrutin(Refus::DejaVote)) => {
            ROOM.after(&visit, &format!("voter/{id}"), "", twice)
        }
        Err(error) => {
            let filled = fields.filled(&beside(error)?);
            let (frame, content) = page(&visit, &mien, &filled);
            Ok(visit.refused(frame, content))
        }
    }
}
