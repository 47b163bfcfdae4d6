//! What follows from what: one line per reaction. All choreography is on this page.

use crate::{
    echanges::Plateforme,
    mail::{Letter, Mailbox},
    sms::Text,
};
use anyhow::Context;
use comptes::{Contact, MessageDemande};
use jobs::{Pending, Reaction, Worker};
use kernel::Ctx;
use serde::Deserialize;
use std::sync::Arc;
use ui::francais;
use web::App;

const REACTIONS: &[Reaction<App>] = &[
    Reaction::new("comptes.lien_demande", "lettre_du_lien", |app, ctx, event| {
        Box::pin(send_link(app, ctx, event))
    }),
    Reaction::new("comptes.membre_invite", "lettre_d_invitation", |app, ctx, event| {
        Box::pin(send_invitation(app, ctx, event))
    }),
    Reaction::new("comptes.message_demande", "envoi_du_message", |app, ctx, event| {
        Box::pin(send_message(app, ctx, event))
    }),
    Reaction::new("dialogue.liasse_demandee", "assemblage_de_la_liasse", |app, ctx, event| {
        Box::pin(build_liasse(app, ctx, event))
    }),
    Reaction::new("reunions.reunion_deplacee", "convocations_renvoyees", |app, ctx, event| {
        Box::pin(follow_reunion(app, ctx, event))
    }),
    Reaction::new("reunions.presence_changee", "ligne_d_indemnite", |app, ctx, event| {
        Box::pin(settle_presence(app, ctx, event))
    }),
    Reaction::new("snp.demande_placee", "annonce_du_rendez_vous", |app, ctx, event| {
        Box::pin(tell_placee(app, ctx, event))
    }),
    Reaction::new("rendez_vous.rdv_annule", "demande_qui_cherche_de_nouveau", |app, ctx, event| {
        Box::pin(look_again(app, ctx, event))
    }),
    Reaction::new("rendez_vous.rdv_regle", "issue_de_la_demande", |app, ctx, event| {
        Box::pin(follow_rdv(app, ctx, event))
    }),
    Reaction::new("sas.rdv_pris", "annonce_au_sas", |app, ctx, event| Box::pin(tell_sas(app, ctx, event))),
    Reaction::new("rendez_vous.rdv_annule", "annonce_au_sas", |app, ctx, event| {
        Box::pin(tell_sas(app, ctx, event))
    }),
    Reaction::new("rendez_vous.rdv_regle", "annonce_au_sas", |app, ctx, event| {
        Box::pin(tell_sas(app, ctx, event))
    }),
];

/// The worker that delivers the outbox of `app`.
pub(crate) fn worker(app: &App) -> Worker<App> {
    Worker::new(app.db.clone(), app.clock, app.clone(), REACTIONS)
}

#[derive(Deserialize)]
struct Link {
    courriel: String,
    prenom: String,
    #[serde(default)]
    cpts: String,
    chemin: String,
    expire: jiff::Timestamp,
}

impl Link {
    fn read(event: &Pending) -> anyhow::Result<Self> {
        serde_json::from_str(&event.contenu).with_context(|| format!("event {}", event.nom))
    }

    fn address(&self, app: &App) -> String {
        format!("{}{}", app.settings.public_url, self.chemin)
    }

    /// « 22 novembre 2026 à 8 h 30 », in Paris.
    fn until(&self) -> String {
        self.expire
            .in_tz("Europe/Paris")
            .map(|zoned| francais::date_heure(zoned.datetime()))
            .unwrap_or_default()
    }
}

async fn send_link(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let link = Link::read(&event)?;
    let text = format!(
        "Bonjour {},\n\nVoici votre lien de connexion à {} :\n\n{}\n\nIl sert une fois, jusqu’au {}. \
         Si vous n’avez rien demandé, ne faites rien : sans ce lien, personne n’entre.",
        link.prenom,
        app.settings.name,
        link.address(&app),
        link.until()
    );
    send(&app, &ctx, link.courriel, "Votre lien de connexion".to_owned(), text).await
}

async fn send_invitation(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let link = Link::read(&event)?;
    let text = format!(
        "Bonjour {},\n\nVous êtes invité dans l’espace de {}. Ce lien l’ouvre :\n\n{}\n\nIl sert une fois, jusqu’au {}. \
         Ensuite, demandez un nouveau lien depuis la page de connexion.",
        link.prenom,
        link.cpts,
        link.address(&app),
        link.until()
    );
    send(&app, &ctx, link.courriel, format!("Invitation : {}", link.cpts), text).await
}

/// A message that any module asked for.
async fn send_message(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let message: MessageDemande = event.read()?;
    let text = message.en_clair(&app.settings.public_url);
    match message.vers {
        Contact::Courriel(to) => {
            let (to, subject, calendar) = (to.to_string(), message.objet, message.calendrier);
            app.resource::<Mailbox>().send(Letter { to, subject, text, calendar, at: ctx.now }).await
        }
        Contact::Telephone(to) => {
            let text = Text { to, text, at: ctx.now, key: event.id.to_string() };
            app.resource::<Mailbox>().text(text).await
        }
    }
}

async fn send(app: &App, ctx: &Ctx, to: String, subject: String, text: String) -> anyhow::Result<()> {
    app.resource::<Mailbox>().send(Letter { to, subject, text, calendar: None, at: ctx.now }).await
}

/// The pack that somebody asked for.
async fn build_liasse(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let asked: dialogue::LiasseDemandee = event.read()?;
    let law = Arc::clone(&app.resource::<territoire::Atlas>().at(&mut app.db.read(&ctx).await?).await?.law);
    dialogue::build_liasse(&ctx, &app.db, &law, asked.liasse).await
}

/// The hours of a meeting changed: whoever was called to it receives a link good until its new date.
async fn follow_reunion(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let moved: reunions::ReunionDeplacee = event.read()?;
    Ok(gouvernance::follow_reunion(&ctx, &app.db, moved.reunion).await?)
}

/// An attendance was noted, corrected or cancelled: its indemnity follows.
async fn settle_presence(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let changed: reunions::PresenceChangee = event.read()?;
    Ok(indemnites::settle_presence(&ctx, &app.db, changed.presence).await?)
}

/// A request has an appointment: patient and professional are told.
async fn tell_placee(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let placed: snp::DemandePlacee = event.read()?;
    let sms = app.can_send_sms();
    snp::tell(&ctx, &app.db, placed.demande, placed.rdv, snp::Annonce::Pris, sms).await?;
    Ok(())
}

/// A place was given back. The request that had it looks again, and its patient is told when the professional took the slot back;
/// a place that is free again goes to those who wait.
async fn look_again(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let told: rendez_vous::RdvAnnule = event.read()?;
    if !told.creneau_retire {
        let communes = territoire::Communes::read(&app, &mut app.db.read(&ctx).await?).await?;
        let km = |a, b| communes.metres(a, b).map(|metres| metres / 1_000);
        snp::reopen(&ctx, &app.db, &told).await?;
        let rendu = told.demande.map(kernel::Id::new);
        snp::refill(&ctx, &app.db, told.creneau, rendu, &km).await?;
        return Ok(());
    }
    if snp::reopen(&ctx, &app.db, &told).await?
        && let Some(demande) = told.demande
    {
        let sms = app.can_send_sms();
        snp::tell(&ctx, &app.db, kernel::Id::new(demande), told.rdv, snp::Annonce::Perdu, sms).await?;
    }
    Ok(())
}

/// Whoever gave the care said what became of an appointment: its request says the same.
async fn follow_rdv(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let told: rendez_vous::RdvRegle = event.read()?;
    snp::follow_rdv(&ctx, &app.db, &told).await?;
    Ok(())
}

/// What every event about an appointment says.
#[derive(Deserialize)]
struct Rdv {
    rdv: kernel::Id<rendez_vous::RendezVous>,
}

/// An appointment of a regulator was taken, or changed: the platform of the SAS hears how it stands now. What changes while it is
/// told is told after it.
async fn tell_sas(app: App, ctx: Ctx, event: Pending) -> anyhow::Result<()> {
    let Some(platform) = app.find::<Plateforme>() else { return Ok(()) };
    let Rdv { rdv } = event.read()?;
    for _ in 0..4 {
        let Some(word) = sas::parole(&ctx, &app.db, rdv).await? else { return Ok(()) };
        platform.0.tell(&word).await?;
        sas::said(&ctx, &app.db, &word).await?;
    }
    anyhow::bail!("the appointment changes while it is told")
}
