//! The slots of one professional: their own page, opened on a phone, and the same for the office.

use super::agenda_vue as vue;
use super::noms::Noms;
use super::{ROOM, beside, champs, mots};
use crate::droits::{GERER, OFFRIR};
use crate::rdv::Attente;
use crate::{Creneau, Effecteur, Habitude, WriteError, habitudes, offer, store};
use axum::extract::{Path, State};
use db::Tx;
use jiff::SignedDuration;
use ui::{Filled, Frame};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// The outcome of older appointments is no longer asked for.
const JOURS_A_REGLER: i64 = 14;
/// A slot is offered a year ahead, some days more.
const JOURS_A_VENIR: i64 = 400;
const MIENS: &str = "mes-creneaux";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/mes-creneaux", OFFRIR, show_mine)
        .post("/{cpts}/espace/rendez-vous/mes-creneaux", OFFRIR, offer_mine)
        .get("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux", GERER, show_theirs)
        .post("/{cpts}/espace/rendez-vous/professionnels/{id}/creneaux", GERER, offer_theirs)
}

/// Whose slots a page is about.
pub(super) struct Agenda {
    pub(super) qui: Effecteur,
    /// Whether they are whoever looks.
    pub(super) mien: bool,
    pub(super) noms: Noms,
    /// Newest first.
    pub(super) derniers: Vec<Habitude>,
}

impl Agenda {
    /// One’s own; none for whoever gives no care here.
    pub(super) async fn mine(visit: &Visit, app: &App) -> Result<Option<Self>, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let Some(qui) = store::effecteurs::moi(&mut tx).await? else { return Ok(None) };
        Self::read(app, &mut tx, qui, true).await.map(Some)
    }

    /// One’s own, or a problem.
    pub(super) async fn surely_mine(visit: &Visit, app: &App) -> Result<Self, Problem> {
        Ok(Self::mine(visit, app).await?.ok_or(WriteError::Inconnu("Ce professionnel"))?)
    }

    /// Somebody’s, for the office.
    pub(super) async fn of(visit: &Visit, app: &App, id: &str) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let found = store::effecteurs::effecteur(&mut tx, web::id_of(id)?).await?;
        let qui =
            found.filter(|one| one.retire_le.is_none()).ok_or(WriteError::Inconnu("Ce professionnel"))?;
        Self::read(app, &mut tx, qui, false).await
    }

    async fn read(app: &App, tx: &mut Tx, qui: Effecteur, mien: bool) -> Result<Self, Problem> {
        let derniers = store::agenda::derniers(tx, qui.id).await?;
        Ok(Self { noms: Noms::read(app, tx).await?, derniers, qui, mien })
    }

    /// The address of their pages, after the room.
    pub(super) fn base(&self) -> String {
        if self.mien { MIENS.to_owned() } else { format!("professionnels/{}/creneaux", self.qui.id) }
    }

    pub(super) fn title(&self) -> String {
        if self.mien { "Mes créneaux".to_owned() } else { format!("Créneaux de {}", self.qui.nom) }
    }

    /// The frame of a page below theirs.
    pub(super) fn below(&self, visit: &Visit, title: &'static str) -> Frame {
        let (words, base) = (self.title(), self.base());
        ROOM.below(visit, title, &[(words.as_str(), base.as_str())])
    }
}

/// What the page shows beside the form.
pub(super) struct Journee {
    /// To come or running, in order.
    pub(super) creneaux: Vec<Creneau>,
    /// Outcomes to say.
    pub(super) attentes: Vec<Attente>,
    pub(super) habitudes: Vec<Habitude>,
}

async fn journee(visit: &Visit, app: &App, agenda: &mut Agenda) -> Result<Journee, Problem> {
    let now = visit.ctx.now;
    let days = |count: i64| SignedDuration::from_hours(24 * count);
    let mut tx = app.db.read(&visit.ctx).await?;
    let creneaux = store::creneaux::de(&mut tx, agenda.qui.id, now, now + days(JOURS_A_VENIR)).await?;
    let span = (now - days(JOURS_A_REGLER), now);
    let attentes = store::agenda::a_regler(&mut tx, agenda.qui.id, span).await?;
    agenda.noms.complete(&mut tx, &creneaux).await?;
    let taken: Vec<_> = creneaux.iter().map(|one| one.horaire).collect();
    Ok(Journee { habitudes: habitudes(&agenda.derniers, &taken, now), creneaux, attentes })
}

async fn show_mine(visit: Visit, State(app): State<App>) -> Answer {
    let Some(agenda) = Agenda::mine(&visit, &app).await? else {
        return Ok(visit.page(&ROOM.below(&visit, "Mes créneaux", &[]), vue::nobody(&visit)));
    };
    show(&visit, &app, agenda).await
}

async fn show_theirs(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    show(&visit, &app, agenda).await
}

async fn show(visit: &Visit, app: &App, mut agenda: Agenda) -> Answer {
    let journee = journee(visit, app, &mut agenda).await?;
    let filled = champs::prefill(&agenda.qui, agenda.derniers.first());
    Ok(visit.page(&vue::frame(visit, &agenda), vue::page(visit, &agenda, &journee, &filled)))
}

async fn offer_mine(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let agenda = Agenda::surely_mine(&visit, &app).await?;
    send(&visit, &app, agenda, &fields).await
}

async fn offer_theirs(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let agenda = Agenda::of(&visit, &app, &id).await?;
    send(&visit, &app, agenda, &fields).await
}

async fn send(visit: &Visit, app: &App, mut agenda: Agenda, fields: &Fields) -> Answer {
    let errors = match champs::read(fields) {
        Ok((horaire, contenu)) => {
            let said = format!(
                "Créneau proposé\u{a0}: {}, {}.",
                mots::jour_dit(mots::jour(horaire.debut), kernel::today(visit.ctx.now)),
                mots::heures(horaire)
            );
            match offer(&visit.ctx, &app.db, fields.key(visit), agenda.qui.id, horaire, contenu).await {
                Ok(_) => return ROOM.done(visit, &agenda.base(), said),
                Err(error) => beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    let journee = journee(visit, app, &mut agenda).await?;
    let filled: Filled = fields.filled(&errors);
    Ok(visit.refused(vue::frame(visit, &agenda), vue::page(visit, &agenda, &journee, &filled)))
}
