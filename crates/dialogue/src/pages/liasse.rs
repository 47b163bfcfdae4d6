//! The pack: asked for by one button, made by a job, taken by those it is for.

use super::{Salle, back};
use crate::droits::{CONDUIRE, PREPARER};
use crate::liasse::{Archive, ETAPES, EtatLiasse, Liasse};
use crate::{
    ATTESTATION, WriteError, ask_liasse, delete_liasse, index, share_liasse, store, take_liasse,
    unshare_liasse,
};
use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, header},
    response::IntoResponse,
};
use comptes::Noms;
use db::{Db, journal};
use futures_util::stream;
use kernel::{Ctx, Id};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::button::{confirm, post_button};
use ui::section::{panel, section};
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

/// Seconds before the page of a pack being made is read again, where no script does it.
const REFRESH: &str = "5";
/// Readings shown under a pack.
const READINGS: u32 = 20;

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new()).await
}

async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let mut all = store::liasses::liasses(&mut tx, salle.dialogue.id).await?;
    let prepares = visit.can(PREPARER);
    all.retain(|one| prepares || one.partagee_le.is_some());
    let running =
        all.iter().any(|one| matches!(one.etat, EtatLiasse::EnCours { .. }) && !one.is_dead(visit.ctx.now));
    let readings = if prepares { readings(&mut tx, &all).await? } else { HashMap::new() };
    let chiffres = salle.chiffres(&mut tx).await?;
    let content = html! {
        (salle.head(visit, "liasse"))
        (salle.outdated(visit, &all, &chiffres))
        (ui::form::error_summary(filled))
        p { "La liasse réunit le rapport d’activité (PDF et Word), les indicateurs et l’argent (Excel), le compte rendu, et les preuves avec leur index, dans une seule archive. " (index::CE_QUI_EST_VRAI) }
        @if prepares && !running {
            (post_button(&visit.csrf, &salle.path(visit, "liasse"), &[], &Button::primary(if all.is_empty() { "Assembler la liasse" } else { "Assembler une nouvelle liasse" })))
        }
        @if all.is_empty() { (nothing(prepares)) }
        @for one in &all { (pack(visit, &salle, one, (readings.get(&one.id), filled))) }
    };
    let frame = salle.frame(visit);
    let mut response =
        if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) };
    if running {
        response.headers_mut().insert("refresh", HeaderValue::from_static(REFRESH));
    }
    Ok(response)
}

fn nothing(prepares: bool) -> Markup {
    let body = if prepares {
        "Elle s’assemble en quelques secondes, autant de fois que nécessaire ; seule celle que vous partagez est visible de l’ARS et de la CPAM."
    } else {
        "La CPTS n’a pas encore partagé de liasse pour cette année."
    };
    ui::empty::empty(Icon::Document, "Aucune liasse", body, None)
}

fn pack(
    visit: &Visit,
    salle: &Salle,
    one: &Liasse,
    (readings, filled): (Option<&Vec<Reading>>, &Filled),
) -> Markup {
    let when = one
        .demandee_le
        .in_tz("Europe/Paris")
        .map(|zoned| francais::date_heure(zoned.datetime()))
        .unwrap_or_default();
    section(
        &format!("liasse-{}", one.id),
        &format!("Liasse du {when}"),
        panel(html! {
            @match &one.etat {
                EtatLiasse::EnCours { .. } if one.is_dead(visit.ctx.now) => {
                    (ui::alert::alert(Tone::Danger, "L’assemblage s’est arrêté en chemin. Demandez une nouvelle liasse."))
                }
                EtatLiasse::EnCours { etape, .. } => (progress(one.id, *etape)),
                EtatLiasse::Echec(words) => (ui::alert::alert(Tone::Danger, words)),
                EtatLiasse::Effacee(_) => p { "Remplacée par une liasse plus récente." },
                EtatLiasse::Prete(archive) => (ready(visit, salle, one, (archive, filled))),
            }
            @if deletable(visit, one) { (deletion(visit, salle, one)) }
            @if let Some(readings) = readings.filter(|all| !all.is_empty()) {
                (taken(one.id, readings))
            }
        }),
    )
}

fn progress(id: Id<Liasse>, etape: u32) -> Markup {
    let most = u32::try_from(ETAPES.len()).unwrap_or(u32::MAX);
    let now = ETAPES.get(usize::try_from(etape).unwrap_or(0)).copied().unwrap_or("Fin");
    html! {
        div id={ "travail-" (id) } role="status" data-poll {
            (ui::progress::progress(&format!("avancement-{id}"), "Assemblage de la liasse", etape.min(most), most))
            p { "En cours\u{a0}: " (now) ". Cette page se met à jour seule." }
        }
    }
}

fn deletable(visit: &Visit, one: &Liasse) -> bool {
    let running = matches!(one.etat, EtatLiasse::EnCours { .. }) && !one.is_dead(visit.ctx.now);
    visit.can(PREPARER) && one.partagee_le.is_none() && !running
}

fn deletion(visit: &Visit, salle: &Salle, one: &Liasse) -> Markup {
    let path = salle.path(visit, &format!("liasse/suppression/{}", one.id));
    confirm(
        "Supprimer",
        "cette liasse",
        "L’archive et son fichier seront effacés\u{202f}; le journal garde qu’elle a existé. Supprimer\u{202f}?",
        post_button(&visit.csrf, &path, &[], &Button::danger("Supprimer")),
    )
}

/// Sharing asks for the attestation; taking back asks for nothing but the question.
fn sharing(visit: &Visit, salle: &Salle, one: &Liasse, filled: &Filled) -> Markup {
    let path = salle.path(visit, &format!("liasse/partage/{}", one.id));
    let form = ui::form(
        &visit.csrf,
        &path,
        Method::Post,
        html! {
            p { (index::CE_QUI_EST_VRAI) }
            (Field::checkbox("relues", ATTESTATION).id(format!("f-relues-{}", one.id)).filled(filled))
            div.actions { (Button::primary("Partager")) }
        },
    );
    confirm(
        "Partager avec l’ARS et la CPAM",
        "",
        "Leurs référents pourront la télécharger. Partager\u{202f}?",
        form,
    )
}

fn taking_back(visit: &Visit, salle: &Salle, one: &Liasse) -> Markup {
    let path = salle.path(visit, &format!("liasse/reprise/{}", one.id));
    confirm(
        "Ne plus partager",
        "cette liasse",
        "Les référents de l’ARS et de la CPAM ne pourront plus l’ouvrir\u{202f}; ce qu’ils ont déjà téléchargé reste chez eux. Ne plus partager\u{202f}?",
        post_button(&visit.csrf, &path, &[], &Button::danger("Ne plus partager")),
    )
}

fn ready(visit: &Visit, salle: &Salle, one: &Liasse, (archive, filled): (&Archive, &Filled)) -> Markup {
    let proofs = francais::compte(archive.pieces.into(), "preuve", "preuves");
    let path = salle.path(visit, &format!("liasse/archive/{}", one.id));
    html! {
        p { (Button::secondary("Télécharger la liasse (ZIP)").href(path)) }
        p { (size(archive.taille)) ", " (proofs) ". Empreinte SHA-256\u{a0}: " code { (archive.empreinte) } }
        @match one.partagee_le {
            Some(le) => {
                p { (ui::status::status(Tone::Success, "Partagée")) " avec l’ARS et la CPAM le " (francais::date(kernel::today(le))) "." }
                @if visit.can(CONDUIRE) { (taking_back(visit, salle, one)) }
            }
            None => {
                p { (ui::status::status(Tone::Neutral, "Non partagée")) " Seuls ceux qui préparent le dialogue la voient." }
                @if visit.can(CONDUIRE) { (sharing(visit, salle, one, filled)) }
            }
        }
    }
}

/// « 12,4 Mo ».
fn size(bytes: u64) -> String {
    let tenths = i32::try_from(bytes.saturating_add(50_000) / 100_000).unwrap_or(i32::MAX).max(1);
    format!("{}\u{a0}Mo", francais::decimal(f64::from(tenths) / 10.0, 1))
}

/// Who took a pack, and when.
type Reading = (String, String);

fn taken(id: Id<Liasse>, readings: &[Reading]) -> Markup {
    let rows = readings.iter().map(|(who, when)| Row::new(vec![html! { (who) }, html! { (when) }]));
    let columns = vec![Column::text("Qui l’a téléchargée"), Column::text("Quand")];
    html! { (Table::new(format!("lectures-{id}"), "Téléchargements", columns).quiet_caption().rows(rows.collect())) }
}

/// Who took each pack, newest first.
async fn readings(tx: &mut db::Tx, all: &[Liasse]) -> db::Result<HashMap<Id<Liasse>, Vec<Reading>>> {
    let mut found = HashMap::new();
    for one in all {
        let lines = journal::about(tx, &one.objet(), READINGS).await?;
        let lines: Vec<_> = lines.into_iter().filter(|line| line.action == "dialogue.liasse_lue").collect();
        let people = lines.iter().filter_map(|line| line.acteur.strip_prefix("personne:")?.parse().ok());
        let names = Noms::read(tx, people.collect()).await?;
        let entries = lines.iter().map(|line| {
            let id = line.acteur.strip_prefix("personne:").and_then(|id| id.parse().ok());
            let who = id.and_then(|id| names.get(id)).unwrap_or(&line.acteur).to_owned();
            let when = line.instant.in_tz("Europe/Paris").map(|zoned| francais::date_heure(zoned.datetime()));
            (who, when.unwrap_or_default())
        });
        found.insert(one.id, entries.collect());
    }
    Ok(found)
}

pub(super) async fn ask(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    ask_liasse(&visit.ctx, &app.db, id_of(&id)?).await?;
    Ok(back(&visit, &id, "liasse", "La liasse s’assemble."))
}

pub(super) async fn share(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, liasse)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    match share_liasse(&visit.ctx, &app.db, id_of(&liasse)?, fields.has("relues")).await {
        Ok(()) => Ok(back(&visit, &id, "liasse", "La liasse est partagée avec l’ARS et la CPAM.")),
        Err(refus @ WriteError::SansAttestation) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("relues", &refus))).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn unshare(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, liasse)): Path<(String, String, String)>,
) -> Answer {
    unshare_liasse(&visit.ctx, &app.db, id_of(&liasse)?).await?;
    Ok(back(
        &visit,
        &id,
        "liasse",
        "La liasse n’est plus partagée\u{a0}: les référents ne peuvent plus l’ouvrir.",
    ))
}

pub(super) async fn delete(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, liasse)): Path<(String, String, String)>,
) -> Answer {
    delete_liasse(&visit.ctx, &app.db, id_of(&liasse)?).await?;
    Ok(back(&visit, &id, "liasse", "La liasse est supprimée."))
}

pub(super) async fn download(
    visit: Visit,
    State(app): State<App>,
    Path((_, _, liasse)): Path<(String, String, String)>,
) -> Answer {
    let (one, archive) = take_liasse(&visit.ctx, &app.db, id_of(&liasse)?).await?;
    let name = format!("dialogue-{}-{}.zip", visit.tenant()?.slug, kernel::today(one.demandee_le));
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CONTENT_LENGTH, archive.taille.to_string()),
    ];
    let partagee = !visit.can(PREPARER);
    Ok((headers, body(visit.ctx.clone(), app.db.clone(), one.id, partagee)).into_response())
}

/// The archive, a slice in memory at a time; for whom it is `partagee`, it stops when it is not shared any more.
fn body(ctx: Ctx, db: Db, id: Id<Liasse>, partagee: bool) -> Body {
    Body::from_stream(stream::try_unfold(0_u32, move |rang| {
        let (ctx, db) = (ctx.clone(), db.clone());
        async move {
            let slice = store::liasses::tranche(&mut db.read(&ctx).await?, id, rang, partagee).await?;
            Ok::<_, db::Error>(slice.map(|slice| (Bytes::from(slice), rang + 1)))
        }
    }))
}
