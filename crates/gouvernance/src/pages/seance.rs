//! One meeting: agenda, convocation, proxies, quorum as it stands, votes.

mod vue;

use super::ROOM;
use crate::droits::TENIR;
use crate::read_seance::Vue;
use crate::scrutin::Scrutin;
use crate::seance::{Convoque, Seance};
use crate::voie::Voie;
use crate::{WriteError, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use pieces::Piece;
use ui::Filled;
use web::{Answer, App, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;
type There = Path<(String, String, String)>;

/// What the page shows.
struct Tout {
    vue: Vue,
    convoques: Vec<Convoque>,
    scrutins: Vec<Scrutin>,
    pieces: Vec<Piece>,
    moi: Option<Id<Adherent>>,
    /// The votes that wait for whoever looks.
    attendus: Vec<Id<Scrutin>>,
}

async fn read(visit: &Visit, app: &App, id: Id<Seance>) -> Result<Tout, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let vue = crate::read_seance(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette séance"))?;
    let mut convoques = store::seances::convoques(&mut tx, id).await?;
    convoques.sort_by_cached_key(|one| kernel::fold(vue.nom(one.adherent)));
    let mut scrutins = store::scrutins::scrutins(&mut tx).await?;
    scrutins.retain(|one| one.seance == Some(id));
    let pieces = store::seances::jointes(&mut tx, id.uuid()).await?;
    let moi = super::moi(&mut tx).await?;
    let attendus = match moi {
        Some(moi) => store::scrutins::waiting(&mut tx, moi).await?,
        None => Vec::new(),
    };
    Ok(Tout { vue, convoques, scrutins, pieces, moi, attendus })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let tout = read(&visit, &app, id_of(&id)?).await?;
    let (frame, content) = vue::page(&visit, &tout, &Filled::new());
    Ok(visit.page(&frame, content))
}

/// The same page, with what was refused in the form that prepares a vote.
pub(super) async fn again(visit: &Visit, app: &App, id: Id<Seance>, filled: &Filled) -> Answer {
    let tout = read(visit, app, id).await?;
    let (frame, content) = vue::page(visit, &tout, filled);
    Ok(visit.refused(frame, content))
}

pub(super) async fn point(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let words = (fields.get("titre"), fields.get("texte"));
    let kept = crate::add_point(&visit.ctx, &app.db, id_of(&id)?, fields.key(&visit), words).await;
    ROOM.after(&visit, &format!("seances/{id}"), "Le point est ajouté.", kept)
}

pub(super) async fn remove(visit: Visit, State(app): State<App>, Path((_, id, point)): There) -> Answer {
    let gone = crate::remove_point(&visit.ctx, &app.db, id_of(&id)?, id_of(&point)?).await;
    ROOM.after(&visit, &format!("seances/{id}"), "Le point est retiré.", gone)
}

pub(super) async fn deport(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let point = id_of(fields.get("point"))?;
    let who = fields.get("adherent").parse().unwrap_or_else(|_| Id::new(uuid::Uuid::nil()));
    let about = (who, fields.get("motif"));
    let kept = crate::note_deport(&visit.ctx, &app.db, id_of(&id)?, point, about).await;
    let said = "Le déport est noté\u{a0}: cette personne ne votera pas sur ce point.";
    ROOM.after(&visit, &format!("seances/{id}"), said, kept)
}

pub(super) async fn convoke(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let sent = crate::convoke(&visit.ctx, &app.db, id_of(&id)?, fields.has("malgre")).await;
    ROOM.after(&visit, &format!("seances/{id}"), "La convocation est partie.", sent)
}

pub(super) async fn answer(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let reponse = fields.get("reponse").parse().map_err(|_| Problem::not_found())?;
    let kept = crate::answer(&visit.ctx, &app.db, Voie::Compte, id_of(&id)?, reponse).await;
    ROOM.after(&visit, &format!("seances/{id}"), "Votre réponse est notée.", kept)
}

pub(super) async fn give(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let kept = super::lien::give(&visit, &app, Voie::Compte, id_of(&id)?, &fields).await;
    ROOM.after(&visit, &format!("seances/{id}"), "Votre pouvoir est donné.", kept)
}

pub(super) async fn take_back(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_pouvoir(&visit.ctx, &app.db, Voie::Compte, id_of(&id)?).await;
    ROOM.after(&visit, &format!("seances/{id}"), "Votre pouvoir est repris.", gone)
}

/// A proxy received on paper, entered or taken back by the office.
pub(super) async fn enter(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let seance = id_of(&id)?;
    let kept = match fields.get("mandant").parse() {
        Err(_) => Err(kernel::saisie::Refus::new("mandant", "Choisissez qui donne pouvoir.").into()),
        Ok(who) if fields.has("reprendre") => {
            crate::withdraw_pouvoir(&visit.ctx, &app.db, Voie::Bureau(who), seance).await
        }
        Ok(who) => super::lien::give(&visit, &app, Voie::Bureau(who), seance, &fields).await,
    };
    ROOM.after(&visit, &format!("seances/{id}"), "Le pouvoir est noté.", kept)
}

pub(super) async fn open(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let opened = crate::open_seance(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("seances/{id}"), "La séance est ouverte.", opened)
}

pub(super) async fn close(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let closed = crate::close_seance(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(
        &visit,
        &format!("seances/{id}"),
        "La séance est close\u{a0}: son procès-verbal est prêt.",
        closed,
    )
}

impl Tout {
    /// Whether whoever looks was called.
    fn convoque(&self) -> bool {
        self.moi.is_some() && self.convoques.iter().any(|one| Some(one.adherent) == self.moi)
    }
}

/// Whether whoever looks keeps the meetings.
fn may(visit: &Visit) -> bool {
    visit.can(TENIR)
}
