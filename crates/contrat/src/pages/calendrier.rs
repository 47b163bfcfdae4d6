//! The calendar of the contract in one's own calendar: a secret address, and what it answers.

use super::Salle;
use crate::comite::Reunion;
use crate::droits::S_ABONNER;
use crate::echeance::Echeance;
use crate::{USAGE, store};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use comptes::{LienSuivi, Personne};
use db::Tx;
use documents::calendar::{self, Event, When};
use jiff::Timestamp;
use kernel::{Actor, Id};
use maud::{Markup, html};
use ui::{Button, Crumb, Field, Method, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let open = mine(&app, &visit).await?;
    Ok(visit.page(&frame(&visit), page(&visit, open, None)))
}

/// When the caller's address was made, if they have one.
async fn mine(app: &App, visit: &Visit) -> Result<Option<Timestamp>, Problem> {
    let Actor::Personne(me) = visit.ctx.actor else { return Ok(None) };
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = comptes::liens_directs(&mut tx, USAGE, me).await?;
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
    let path = visit.workspace("contrat/calendrier");
    let said = if closed {
        "L’adresse est fermée\u{a0}: plus aucun agenda ne la lit."
    } else {
        "Il n’y avait pas d’adresse ouverte."
    };
    Ok(Redirect::to(path).done(said).answer(&visit))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Les échéances du contrat et les réunions des commissions, tenues à jour dans l’agenda que vous utilisez déjà.".into()),
        breadcrumb: vec![
            Crumb::new("Contrat", visit.workspace("contrat")),
            Crumb::new("Échéances", visit.workspace("contrat/echeances")),
        ],
        ..visit.frame("Dans mon agenda")
    }
}

fn page(visit: &Visit, open: Option<Timestamp>, address: Option<&str>) -> Markup {
    let action = visit.workspace("contrat/calendrier");
    let words = if open.is_some() { "Remplacer mon adresse" } else { "Créer mon adresse" };
    html! {
        @if let Some(address) = address {
            (ui::alert::notice(Tone::Success, "Votre adresse est prête", html! {
                p { "Copiez-la maintenant\u{a0}: elle ne sera plus montrée. Qui la connaît lit ce calendrier." }
                (Field::text("adresse", "Adresse à donner à votre agenda").value(address))
            }))
            p { "Google Agenda\u{a0}: « Ajouter un agenda », « À partir de l’URL ». Outlook\u{a0}: « Ajouter un calendrier », « S’abonner à partir du web ». iPhone\u{a0}: Réglages, Calendrier, Comptes, « Ajouter un abonnement »." }
        }
        @if let (Some(le), None) = (open, address) {
            p { "Vous avez une adresse ouverte depuis le " (francais::date(kernel::today(le))) "." }
        }
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
    if !app.rights().rights_of(true, &roles).contains(S_ABONNER) {
        return Err(Problem::from(kernel::Denied { right: S_ABONNER }));
    }
    let salle = Salle::read(&app, &visit, &mut tx, &Fields::default()).await?;
    let text = written(&app, &visit, &mut tx, &salle).await?;
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "inline; filename=\"contrat-aci.ics\""),
    ];
    Ok((kind, text).into_response())
}

/// A calendar changes nothing.
pub(super) async fn no_action(_: LienSuivi) -> Answer {
    Err(Problem::new(405, "methode-refusee", "Cette adresse n’accepte pas ce genre de demande."))
}

async fn written(app: &App, visit: &Visit, tx: &mut Tx, salle: &Salle) -> Result<String, Problem> {
    let tenant = visit.tenant()?.clone();
    let base = format!("{}/{}/espace/contrat", app.settings.public_url, tenant.slug);
    let mut all = Vec::new();
    for contrat in salle.tous.iter().filter(|one| one.signature.is_some()) {
        let told = store::echeances::gardees(tx, contrat.id).await?;
        for one in crate::echeances(tx, &salle.law, contrat, salle.today).await? {
            all.push(event(&one, contrat, &base));
        }
        all.extend(told.into_iter().filter_map(|old| {
            let retire = old.retire_le?;
            let recent = visit.ctx.now.duration_since(retire).as_hours() < 24 * 90;
            let uid = uid(&contrat.id.to_string(), &old.cle);
            recent.then(|| Event {
                cancelled: true,
                ..Event::new(uid, When::Day(old.jour), old.libelle, old.sequence, old.change_le)
            })
        }));
    }
    for reunion in store::comites::reunions(tx).await? {
        all.push(meeting(&reunion, &base));
    }
    all.sort_by_cached_key(|one| (one.when.day(), one.uid.clone()));
    Ok(calendar::feed("Contrat ACI", &format!("Contrat ACI, {}", tenant.nom), 12, &all))
}

fn uid(what: &str, cle: &str) -> String {
    format!("{what}-{cle}@maillage")
}

/// Days before a date when calendars warn of it.
const RAPPELS: [u16; 2] = [30, 7];

fn event(one: &Echeance, contrat: &crate::Contrat, base: &str) -> Event {
    let doubt = if one.incertain { " (non confirmé)" } else { "" };
    let (uid, titre) = (uid(&contrat.id.to_string(), &one.cle), format!("{}{doubt}", one.libelle));
    // A date that the law files moved since it was last written: any instant will do, its sequence says the rest.
    let change_le = one.change_le.unwrap_or(Timestamp::UNIX_EPOCH);
    let awaited = one.faite.is_none() && one.is_due();
    Event {
        text: one.texte.clone(),
        url: format!("{base}/echeances"),
        reminders: if awaited { RAPPELS.to_vec() } else { Vec::new() },
        ..Event::new(uid, When::Day(one.jour), titre, one.sequence, change_le)
    }
}

fn meeting(reunion: &Reunion, base: &str) -> Event {
    let seance = &reunion.seance;
    let uid = uid("reunion", &reunion.id.to_string());
    let titre = format!("Réunion\u{a0}: {}", seance.comite.libelle());
    Event {
        text: [&*seance.lieu, &*seance.ordre_du_jour].join("\n").trim().to_owned(),
        url: format!("{base}/commissions"),
        reminders: RAPPELS.to_vec(),
        ..Event::new(uid, When::Day(seance.le), titre, reunion.sequence, reunion.change_le)
    }
}
