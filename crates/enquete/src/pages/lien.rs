//! What a personal link opens: the questions once, then what became of the answer.

use super::questionnaire::{Formulaire, again, filled, introduction, revision};
use crate::{AnswerError, Enquete, Invitation, Question, Reponse, answer_link, store};
use axum::extract::State;
use comptes::LienSuivi;
use db::Tx;
use kernel::{Id, today};
use maud::{Markup, html};
use ui::{Filled, Tone, alert::notice, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// What a person who may answer once sees.
pub(super) struct Tour {
    pub enquete: Enquete,
    pub questions: Vec<Question>,
    pub invitation: Option<Invitation>,
    pub reponse: Option<Reponse>,
}

impl Tour {
    pub(super) async fn of(
        tx: &mut Tx,
        enquete: Id<Enquete>,
        invitation: Option<Invitation>,
    ) -> Result<Self, Problem> {
        let found = store::enquete::enquete(tx, enquete).await?.ok_or(AnswerError::Inconnue)?;
        let questions = store::question::questions(tx, enquete).await?;
        let reponse = match &invitation {
            Some(invitation) => store::reponse::of_invitation(tx, enquete, invitation.id).await?,
            None => None,
        };
        Ok(Self { enquete: found, questions, invitation, reponse })
    }

    /// The questions when an answer can be given or changed today, else why not.
    pub(super) fn content(&self, visit: &Visit, action: &str, typed: Option<&Filled>) -> Markup {
        let closed = self.enquete.takes_answers(today(visit.ctx.now)).err();
        let answered = self.invitation.as_ref().and_then(|invitation| invitation.repondue_le);
        let kept = self.reponse.as_ref().map(|reponse| filled(&reponse.bulletin));
        let thanks = answered.map(|le| {
            let title = format!("Vous avez répondu le {}", francais::date(le));
            let open = self.reponse.is_some() && closed.is_none();
            let words = if open {
                "Vous pouvez changer votre réponse jusqu’à la fin de l’enquête."
            } else {
                "Merci."
            };
            notice(Tone::Success, &title, html! { p { (words) } })
        });
        let form = Formulaire {
            csrf: &visit.csrf,
            action,
            caches: self.reponse.as_ref().map(|reponse| revision(reponse.revision)).into_iter().collect(),
            nom: false,
            bouton: if self.reponse.is_some() { "Changer ma réponse" } else { "Envoyer ma réponse" },
        };
        let blank = Filled::new();
        html! {
            @if let Some(thanks) = thanks { (thanks) }
            @if let Some(refus) = &closed {
                (notice(Tone::Warning, "Cette enquête ne prend pas de réponse aujourd’hui", html! { p { (refus) } }))
            } @else if answered.is_none() || self.reponse.is_some() {
                (introduction(&self.enquete))
                (form.draw(&self.questions, typed.or(kept.as_ref()).unwrap_or(&blank)))
            }
        }
    }
}

async fn load(app: &App, visit: &Visit, lien: &LienSuivi) -> Result<Tour, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::invitation::invitation(&mut tx, Id::new(lien.sujet)).await?;
    let (enquete, invitation) = found.ok_or(AnswerError::Inconnue)?;
    Tour::of(&mut tx, enquete, Some(invitation)).await
}

pub(super) async fn show(visit: Visit, State(app): State<App>, lien: LienSuivi) -> Answer {
    let tour = load(&app, &visit, &lien).await?;
    let frame = visit.frame(tour.enquete.intitule.titre.clone());
    Ok(visit.page(&frame, tour.content(&visit, &lien.chemin, None)))
}

pub(super) async fn send(visit: Visit, State(app): State<App>, lien: LienSuivi, fields: Fields) -> Answer {
    match answer_link(&visit.ctx, &app.db, Id::new(lien.sujet), &fields).await {
        Ok(()) => Ok(Redirect::to(&lien.chemin).done("Merci, votre réponse est enregistrée.").answer(&visit)),
        // Sent twice: the page says since when.
        Err(AnswerError::DejaRepondu(_)) => Ok(Redirect::to(&lien.chemin).answer(&visit)),
        Err(error) => {
            let Some(typed) = again(&fields, &error) else { return Err(error.into()) };
            let tour = load(&app, &visit, &lien).await?;
            let frame = visit.frame(tour.enquete.intitule.titre.clone());
            Ok(visit.refused(frame, tour.content(&visit, &lien.chemin, Some(&typed))))
        }
    }
}
