//! The meetings that I am invited to, in my own calendar: a secret address, and what it answers.

use super::ROOM;
use crate::droits::VOIR;
use crate::letter::{PRODUIT, evenement};
use crate::{AGENDA, author, heures, store};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use comptes::{LienSuivi, Personne};
use jiff::Timestamp;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Field, Method, Tone, francais};
use web::{Answer, App, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let open = mine(&app, &visit).await?;
    Ok(visit.page(&frame(&visit), page(&visit, open, None)))
}

/// When the caller's address was made, if they have one.
async fn mine(app: &App, visit: &Visit) -> Result<Option<Timestamp>, Problem> {
    let Some(me) = author(&visit.ctx) else { return Ok(None) };
    let all = comptes::liens_directs(&mut app.db.read(&visit.ctx).await?, AGENDA, me).await?;
    let alive = all.into_iter().find(|lien| lien.etat(visit.ctx.now) == comptes::EtatLien::Vivant);
    Ok(alive.map(|lien| lien.cree_le))
}

/// Shows the address once: only its hash is kept.
pub(super) async fn open(visit: Visit, State(app): State<App>) -> Answer {
    let jeton = crate::open_feed(&visit.ctx, &app.db).await?;
    let address = format!("{}{}", app.settings.public_url, comptes::chemin_direct(&jeton));
    Ok(visit.page(&frame(&visit), page(&visit, Some(visit.ctx.now), Some(&address))))
}

pub(super) async fn close(visit: Visit, State(app): State<App>) -> Answer {
    let closed = crate::close_feed(&visit.ctx, &app.db).await?;
    let said = if closed {
        "L’adresse est fermée\u{a0}: plus aucun agenda ne la lit."
    } else {
        "Il n’y avait pas d’adresse ouverte."
    };
    ROOM.done(&visit, "agenda", said)
}

fn frame(visit: &Visit) -> ui::Frame {
    let said = "Les réunions où vous êtes invité, tenues à jour dans l’agenda que vous utilisez déjà.";
    ui::Frame { lead: Some(said.into()), ..visit.frame("Mon agenda") }
}

fn page(visit: &Visit, open: Option<Timestamp>, address: Option<&str>) -> Markup {
    let action = visit.workspace("reunions/agenda");
    let words = if open.is_some() { "Remplacer mon adresse" } else { "Créer mon adresse" };
    html! {
        (ROOM.tabs(visit, "agenda"))
        @if let Some(address) = address {
            (ui::alert::notice(Tone::Success, "Votre adresse est prête", html! {
                p { "Copiez-la maintenant\u{a0}: elle ne sera plus montrée. Qui la connaît lit ce calendrier." }
                (Field::text("adresse", "Adresse à donner à votre agenda").value(address))
            }))
            p { "Google Agenda\u{a0}: «\u{a0}Ajouter un agenda\u{a0}», «\u{a0}À partir de l’URL\u{a0}». Outlook\u{a0}: «\u{a0}Ajouter un calendrier\u{a0}», «\u{a0}S’abonner à partir du web\u{a0}». iPhone\u{a0}: Réglages, Calendrier, Comptes, «\u{a0}Ajouter un abonnement\u{a0}»." }
        }
        @if let (Some(le), None) = (open, address) { p { "Vous avez une adresse ouverte depuis le " (francais::date(heures::today(le))) "." } }
        div.actions {
            (ui::form(&visit.csrf, &action, Method::Post, html! { (Button::primary(words)) }))
            @if open.is_some() {
                (ui::button::confirm("Fermer mon adresse", "", "Votre agenda ne recevra plus rien de ce calendrier.",
                    ui::form(&visit.csrf, &format!("{action}/fermeture"), Method::Post, html! { (Button::danger("Oui, fermer")) })))
            }
        }
    }
}

/// What a calendar reads: only while the person still has the right to.
pub(super) async fn feed(visit: Visit, State(app): State<App>, lien: LienSuivi) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let membre = comptes::membre(&mut tx, Id::<Personne>::new(lien.sujet)).await?;
    let roles = membre.filter(|one| one.etat == comptes::Etat::Actif).map(|one| one.roles.to_string());
    let roles: Vec<String> = roles.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    if !app.rights().rights_of(true, &roles).contains(VOIR) {
        return Err(Problem::from(kernel::Denied { right: VOIR }));
    }
    let recent = heures::today(visit.ctx.now).saturating_sub(jiff::Span::new().months(6));
    let reunions = match adhesions::par_compte(&mut tx, lien.sujet).await? {
        Some(me) => store::reunions::inviting(&mut tx, me.id, recent).await?,
        None => Vec::new(),
    };
    let tenant = visit.tenant()?.clone();
    let base = format!("{}/{}/espace/reunions", app.settings.public_url, tenant.slug);
    let events: Vec<_> = reunions.iter().map(|one| evenement(one, format!("{base}/{}", one.id))).collect();
    let text = documents::calendar::feed(PRODUIT, &format!("Réunions, {}", tenant.nom), 1, &events);
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"reunions.ics\""),
    ];
    Ok((kind, text).into_response())
}

/// A calendar changes nothing.
pub(super) async fn no_action(_: LienSuivi) -> Answer {
    Err(Problem::new(405, "methode-refusee", "Cette adresse n’accepte pas ce genre de demande."))
}
