//! The orientation guide in force: who wrote it, what it asks, where a call goes; its versions.

use super::guide_vue::contenu;
use super::{ROOM, beside};
use crate::droits::{GUIDER, LIRE_GUIDE};
use crate::guide::changes;
use crate::guide::proposition::AVERTISSEMENT;
use crate::store::guides::{self, Version};
use crate::{Guide, set_guide};
use axum::extract::{Path, State};
use comptes::Noms;
use maud::{Markup, html};
use ui::alert::notice;
use ui::button::{actions, post_button};
use ui::section::section;
use ui::{Button, Field, Filled, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/soins-non-programmes/guide", LIRE_GUIDE, show)
        .get("/{cpts}/espace/soins-non-programmes/guide/versions/{numero}", LIRE_GUIDE, version)
        .post("/{cpts}/espace/soins-non-programmes/guide/versions/{numero}/reprise", GUIDER, take_again)
}

/// The guide as a page reads it.
pub(super) struct Lu {
    /// The version in force.
    pub(super) now: Version,
    /// Every version, the latest first, the proposed one last.
    pub(super) versions: Vec<Version>,
    noms: Noms,
}

impl Lu {
    pub(super) async fn read(visit: &Visit, app: &App) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        let mut versions = guides::versions(&mut tx).await?;
        versions.push(Version::proposee());
        let noms = Noms::read(&mut tx, versions.iter().filter_map(|one| one.auteur).collect()).await?;
        let now = versions.first().cloned().unwrap_or_else(Version::proposee);
        Ok(Self { now, versions, noms })
    }

    fn find(&self, numero: &str) -> Result<&Version, Problem> {
        let numero: u32 = numero.parse().map_err(|_| Problem::not_found())?;
        self.versions.iter().find(|one| one.numero == numero).ok_or_else(Problem::not_found)
    }
}

/// Keeps a guide made from the version that its form was shown with; the faults beside the fields of that form.
pub(super) async fn keep(
    visit: &Visit,
    app: &App,
    fields: &Fields,
    guide: Guide,
) -> Result<Result<u32, FieldErrors>, Problem> {
    let lu: u32 = fields.get("version").parse().unwrap_or(0);
    match set_guide(&visit.ctx, &app.db, lu, guide, fields.get("note")).await {
        Ok(numero) => Ok(Ok(numero)),
        Err(error) => {
            let mut errors = FieldErrors::default();
            // What the guide says as a whole is said of the whole form.
            for (name, words) in beside(error)?.iter() {
                errors.add(if matches!(name, "motifs" | "drapeaux") { "" } else { name }, words);
            }
            Ok(Err(errors))
        }
    }
}

/// The end of each form: why, and the version that it was made from.
pub(super) fn why(lu: &Lu, filled: &Filled) -> Markup {
    html! {
        (ui::form::hidden("version", &lu.now.numero.to_string()))
        (Field::text("note", "Pourquoi ce changement\u{202f}?").required().maxlength(200)
            .hint("Gardé avec la version, par exemple\u{a0}: relu avec le Dr Roche le 12 mars.").filled(filled))
        (actions(html! { (Button::primary("Enregistrer une nouvelle version")) }))
    }
}

pub(super) fn saved(visit: &Visit, numero: u32) -> Answer {
    ROOM.done(visit, "guide", format!("La version {numero} du guide est en vigueur dès maintenant."))
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let mut frame = ROOM.below(&visit, "Guide d’orientation", &[]);
    frame.lead = Some("Ce que l’opérateur demande à qui appelle, et vers qui il l’oriente. Écrit par les médecins de la CPTS.".into());
    let now = &lu.now;
    let content = html! {
        (ROOM.tabs(&visit, "guide"))
        (banner(&visit, now))
        p { (written(&lu, now)) }
        (contenu(&now.guide, visit.can(GUIDER).then_some(&visit)))
        (section("versions", "Versions", history(&visit, &lu)))
    };
    Ok(visit.page(&frame, content))
}

/// While questions were not read and kept by doctors.
fn banner(visit: &Visit, now: &Version) -> Markup {
    let left = now.guide.a_valider();
    if left == 0 {
        return html! {};
    }
    let count = i64::try_from(left).unwrap_or(i64::MAX);
    notice(
        Tone::Warning,
        AVERTISSEMENT,
        html! {
            p { (francais::compte(count, "question d’alarme attend", "questions d’alarme attendent")) " d’être relues et validées. Ce guide n’est ni un texte de loi ni un avis médical\u{a0}: il vaut ce que vos médecins en gardent." }
            @if visit.can(GUIDER) { (actions(html! { (Button::secondary("Relire les questions d’alarme").href(ROOM.at(visit, "guide/alarmes"))) })) }
        },
    )
}

/// « Version 3, écrite le 12 mars 2026 à 9 h 05 par Claire Roche : « relu ensemble ». ».
fn written(lu: &Lu, one: &Version) -> Markup {
    html! {
        @match one.ecrit_le {
            None => { "Version de départ, proposée par Maillage." }
            Some(le) => {
                "Version " (one.numero) ", écrite le " (francais::date_heure(kernel::paris(le))) " par " (lu.noms.of(one.auteur)) "\u{a0}: «\u{a0}" (one.note) "\u{a0}»."
            }
        }
    }
}

fn history(visit: &Visit, lu: &Lu) -> Markup {
    html! {
        @for pair in lu.versions.windows(2) {
            @if let [one, before] = pair {
                h3 { (written(lu, one)) }
                p { a href=(ROOM.at(visit, &format!("guide/versions/{}", one.numero))) { "Lire la version " (one.numero) } }
                ul { @for said in changes(&before.guide, &one.guide) { li { (said) } } }
            }
        }
        h3 { "Version de départ" }
        p { a href=(ROOM.at(visit, "guide/versions/0")) { "Lire la version de départ" } }
        p.soft { "La proposition de Maillage. Aucune version n’est jamais effacée\u{a0}: revenir à l’une d’elles en fait une nouvelle." }
    }
}

async fn version(visit: Visit, State(app): State<App>, Path((_, numero)): Path<(String, String)>) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let one = lu.find(&numero)?;
    let frame = ROOM.below(&visit, titre(one), &[("Guide d’orientation", "guide")]);
    let to = ROOM.at(&visit, &format!("guide/versions/{}/reprise", one.numero));
    let current = lu.now.numero.to_string();
    let content = html! {
        (ROOM.tabs(&visit, "guide"))
        p { (written(&lu, one)) }
        @if one.numero == lu.now.numero {
            p { "C’est la version en vigueur." }
        } @else if visit.can(GUIDER) {
            p { "Cette version n’est plus en vigueur. La reprendre la remet en service, sous un nouveau numéro\u{a0}; celle d’aujourd’hui reste lisible." }
            (post_button(&visit.csrf, &to, &[("version", &current)], &Button::secondary("Reprendre cette version")))
        }
        (contenu(&one.guide, None))
    };
    Ok(visit.page(&frame, content))
}

fn titre(one: &Version) -> String {
    if one.numero == 0 {
        "Guide, version de départ".to_owned()
    } else {
        format!("Guide, version {}", one.numero)
    }
}

async fn take_again(
    visit: Visit,
    State(app): State<App>,
    Path((_, numero)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let lu = Lu::read(&visit, &app).await?;
    let one = lu.find(&numero)?;
    let note = if one.numero == 0 {
        "Retour à la version de départ".to_owned()
    } else {
        format!("Retour à la version {}", one.numero)
    };
    let after: u32 = fields.get("version").parse().unwrap_or(0);
    let kept = set_guide(&visit.ctx, &app.db, after, one.guide.clone(), &note).await;
    let said = "Cette version est de nouveau en vigueur, sous un nouveau numéro.";
    ROOM.after(&visit, "guide", said, kept)
}
