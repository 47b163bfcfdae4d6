//! Where a CPTS opens its slots to the platform, and sees what leaves.

use crate::droits::REGLER;
use crate::publish::leaves;
use crate::{Reglage, set_reglage, store};
use axum::extract::State;
use jiff::SignedDuration;
use maud::{Markup, html};
use rendez_vous::Effecteur;
use ui::button::actions;
use ui::definitions::definitions;
use ui::section::section;
use ui::{Button, Field, Filled, Frame, Method};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Room, Routes, Visit};

const ROOM: Room = Room { name: "SAS", segment: "sas", label: "Échange avec le SAS", parts: &[] };
/// How far the page looks ahead.
const DAYS: i64 = 14;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/sas", REGLER, show).post("/{cpts}/espace/sas", REGLER, send)
}

/// What leaves, counted.
struct Publie {
    /// Professionals who give care on slots.
    professionnels: usize,
    /// Those whose number is missing.
    sans_rpps: Vec<String>,
    /// Slots to come with a place left, that the platform may see.
    creneaux: usize,
    /// Those that it may not.
    gardes: usize,
    /// Appointments that regulators have to do with, and those that the platform was not told of yet.
    rdvs: (i64, i64),
    /// Open accounts of regulators, on the whole instance.
    regulateurs: i64,
}

async fn read(visit: &Visit, app: &App) -> Result<(Reglage, Publie), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let reglage = store::reglage(&mut tx).await?;
    let people = rendez_vous::store::effecteurs::effecteurs(&mut tx).await?;
    let (known, unknown): (Vec<&Effecteur>, Vec<&Effecteur>) =
        people.iter().partition(|one| one.rpps.is_some());
    let ids: Vec<_> = known.iter().map(|one| one.id).collect();
    let du = visit.ctx.now;
    let au = du.saturating_add(SignedDuration::from_hours(24 * DAYS)).unwrap_or(du);
    let free = rendez_vous::store::creneaux::libres(&mut tx, &ids, du, au).await?;
    let creneaux = free.iter().filter(|one| leaves(one, &reglage)).count();
    let publie = Publie {
        professionnels: people.len(),
        sans_rpps: unknown.iter().map(|one| one.nom.clone()).collect(),
        creneaux,
        gardes: free.len() - creneaux,
        rdvs: store::annonces::compte(&mut tx).await?,
        regulateurs: store::regulateurs::ouverts(&mut tx).await?,
    };
    Ok((reglage, publie))
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Échange avec le SAS");
    frame.lead = Some(
        "La plateforme nationale du service d’accès aux soins lit ici les créneaux libres que les professionnels lui ouvrent.".into(),
    );
    frame
}

fn prefill(one: &Reglage) -> Filled {
    let text = |value: Option<String>| value.unwrap_or_default();
    let filled = Filled::new()
        .value("finess", text(one.finess.as_ref().map(ToString::to_string)))
        .value("telephone", text(one.telephone.as_ref().map(ToString::to_string)));
    if one.ouvert { filled.value("ouvert", "oui") } else { filled }
}

fn page(visit: &Visit, app: &App, (now, publie): (&Reglage, &Publie), filled: &Filled) -> Markup {
    let adresse = format!("{}/fhir", app.settings.public_url);
    html! {
        (section("part", "Ce qui part", html! {
            (definitions(&[
                ("Échange", html! { @if now.ouvert { "Ouvert" } @else { "Fermé\u{a0}: rien ne part" } }),
                ("Créneaux libres visibles", html! { (publie.creneaux) " dans les " (DAYS) "\u{a0}jours" }),
                ("Gardés pour la CPTS", html! { (publie.gardes) }),
                ("Professionnels", html! { (publie.professionnels) }),
                ("Régulateurs", html! { (publie.regulateurs) " sur toute l’instance" }),
                ("Rendez-vous de régulateurs", html! { (publie.rdvs.0) @if publie.rdvs.1 > 0 { ", dont " (publie.rdvs.1) " pas encore annoncés à la plateforme" } }),
                ("Adresse à donner à la plateforme", html! { code { (adresse) } }),
            ]))
            @if !publie.sans_rpps.is_empty() {
                p { "Sans numéro RPPS, rien d’eux ne part\u{a0}: " (publie.sans_rpps.join(", ")) "." }
            }
        }))
        (ui::form(&visit.csrf, &ROOM.at(visit, ""), Method::Post, html! {
            (ui::form::error_summary(filled))
            (Field::checkbox("ouvert", "La plateforme du SAS peut lire nos créneaux").hint("Chaque professionnel choisit qui voit chacun de ses créneaux. Fermé, la prochaine recherche ne trouve rien.").filled(filled))
            (Field::text("finess", "Numéro FINESS de la CPTS").hint("Neuf caractères. Sans lui, les créneaux réservés à la CPTS ne partent pas.").filled(filled))
            (Field::tel("telephone", "Téléphone de la CPTS").filled(filled))
            (actions(html! { (Button::primary("Enregistrer")) }))
        }))
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (now, publie) = read(&visit, &app).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &app, (&now, &publie), &prefill(&now))))
}

fn wanted(fields: &Fields) -> Result<Reglage, FieldErrors> {
    let mut reader = fields.reader();
    let (finess, telephone) = (reader.optional("finess"), reader.optional("telephone"));
    reader.finish(Some(Reglage { ouvert: fields.has("ouvert"), finess, telephone }))
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match wanted(&fields) {
        Ok(wanted) => {
            let done = set_reglage(&visit.ctx, &app.db, &wanted).await;
            let said = if wanted.ouvert { "L’échange est ouvert." } else { "L’échange est fermé." };
            return Redirect::to(ROOM.at(&visit, "")).after(&visit, done.map(|()| said));
        }
        Err(errors) => errors,
    };
    let (now, publie) = read(&visit, &app).await?;
    Ok(visit.refused(frame(&visit), page(&visit, &app, (&now, &publie), &fields.filled(&errors))))
}
