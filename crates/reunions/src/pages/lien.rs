//! The page of an invitation link: answer by a tap and, during the meeting, sign from afar.

use crate::invite::{Invite, Reponse};
use crate::letter::quand;
use crate::reunion::{Etat, Reunion};
use crate::sign_presence::Signature;
use crate::write_error::EtatRefus;
use crate::{WriteError, heures, store};
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Frame, Method, Tone};
use web::{Answer, App, Fields, Problem, Visit};

async fn read(app: &App, visit: &Visit, lien: &LienSuivi) -> Result<Option<(Invite, Reunion)>, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(invite) = store::invites::one(&mut tx, Id::new(lien.sujet)).await? else { return Ok(None) };
    let reunion = store::reunions::reunion(&mut tx, invite.reunion).await?.ok_or_else(Problem::not_found)?;
    Ok(Some((invite, reunion)))
}

pub(super) async fn show(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    answer(&app, &visit, &lien, None).await
}

async fn answer(app: &App, visit: &Visit, lien: &LienSuivi, said: Option<(Tone, String)>) -> Answer {
    let Some((invite, reunion)) = read(app, visit, lien).await? else {
        let words = "Cette invitation a été retirée\u{a0}: vous n’êtes plus attendu à cette réunion.";
        return Ok(visit.page(&visit.frame("Invitation retirée"), ui::alert::alert(Tone::Info, words)));
    };
    let mut frame: Frame = visit.frame(reunion.titre.clone());
    frame.lead = Some(quand(&reunion).into());
    let content = html! {
        @if let Some((tone, words)) = said { (ui::alert::alert(tone, words)) }
        (facts(&reunion))
        (gestures(visit, lien, &invite, &reunion))
    };
    Ok(visit.page(&frame, content))
}

fn facts(reunion: &Reunion) -> Markup {
    html! {
        @if let Etat::Annulee { motif, .. } = &reunion.etat { (ui::alert::alert(Tone::Danger, html! { "Cette réunion est annulée\u{a0}: " (motif) })) }
        @if !reunion.lieu.is_empty() { p { strong { "Lieu\u{a0}: " } (reunion.lieu) } }
        @if !reunion.visio.is_empty() { p { strong { "Visioconférence\u{a0}: " } a href=(reunion.visio) rel="noopener noreferrer" { (reunion.visio) } } }
        @if !reunion.ordre.is_empty() {
            h2 { "Ordre du jour" }
            ul { @for line in reunion.ordre.lines().filter(|line| !line.trim().is_empty()) { li { (line.trim()) } } }
        }
    }
}

fn gestures(visit: &Visit, lien: &LienSuivi, invite: &Invite, reunion: &Reunion) -> Markup {
    let one = |geste: &'static str, button: Button| {
        ui::form(&visit.csrf, &lien.chemin, Method::Post, html! { (button.send("geste", geste)) })
    };
    let before = heures::instant(reunion.debut) > visit.ctx.now && reunion.etat == Etat::Prevue;
    html! {
        @if before {
            h2 { "Viendrez-vous\u{202f}?" }
            p { "Votre réponse\u{a0}: " strong { (invite.reponse.libelle()) } ". Vous pouvez la changer jusqu’au début." }
            div.actions {
                @for reponse in [Reponse::Oui, Reponse::Non, Reponse::PeutEtre] {
                    @if reponse != invite.reponse { (one(reponse.code(), Button::primary(reponse.libelle()))) }
                }
            }
        }
        @if reunion.etat == Etat::Prevue {
            h2 { "Signer ma présence à distance" }
            @if reunion.ouverte_a_distance(visit.ctx.now) { div.actions { (one("signer", Button::primary("Je participe à distance, je signe"))) } }
            @else if reunion.passee(visit.ctx.now) { p { (EtatRefus::LienApresLaFin) } }
            @else { p { "Possible de 30\u{a0}minutes avant le début à la fin de la réunion, sur cette même page. Sur place, scannez le code affiché à l’entrée." } }
        }
        p.soft { "Ce lien est le vôtre\u{a0}: ne le transmettez pas." }
    }
}

pub(super) async fn act(State(app): State<App>, visit: Visit, lien: LienSuivi, fields: Fields) -> Answer {
    let id = Id::<Invite>::new(lien.sujet);
    let done = match fields.get("geste") {
        "signer" => crate::sign_by_link(&visit.ctx, &app.db, id).await.map(|signature| match signature {
            Signature::Gardee => "Votre présence à distance est signée.".to_owned(),
            Signature::DejaLa => "Votre présence était déjà signée.".to_owned(),
        }),
        geste => match geste.parse::<Reponse>() {
            Ok(reponse) => crate::answer_by_link(&visit.ctx, &app.db, id, reponse)
                .await
                .map(|()| format!("C’est noté\u{a0}: {}.", reponse.libelle().to_lowercase())),
            Err(_) => return Err(Problem::not_found()),
        },
    };
    match done {
        Ok(said) => answer(&app, &visit, &lien, Some((Tone::Success, said))).await,
        Err(WriteError::Etat(refus)) => {
            answer(&app, &visit, &lien, Some((Tone::Warning, refus.to_string()))).await
        }
        Err(other) => Err(other.into()),
    }
}
