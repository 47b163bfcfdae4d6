//! The file sent to the ARS: the clock, what was sent, what is waited for.

use super::{ROOM, atlas, beside};
use crate::dossier::{Envoi, Nature, Objet, Question};
use crate::droits::{CONDUIRE, VOIR_TRAVAIL};
use crate::horloge::Horloge;
use crate::version::Version;
use crate::{Bordereau, loi, missions, store};
use axum::extract::State;
use law::Parameters;
use maud::{Markup, html};
use territoire::Atlas;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// What the form sends for a version that is frozen as it goes out.
const NOUVELLE: &str = "nouvelle";
/// The box that sends a projet whose parts are not all agreed upon.
const MALGRE: &str = "malgre";

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    let clock = crate::horloge(&mut tx, &etat.law).await?;
    let envois = store::dossier::envois(&mut tx).await?;
    let questions = store::dossier::questions(&mut tx).await?;
    let versions = crate::versions(&mut tx).await?;
    drop(tx);
    let frame = ui::Frame {
        lead: Some("Ce qui a été transmis, à qui, ce que l’ARS a demandé et décidé.".into()),
        ..visit.frame("Dossier ARS")
    };
    let content = html! {
        (ROOM.tabs(visit, "dossier"))
        (time(clock.as_ref(), visit))
        (sent(visit, &etat.law, (&envois, &questions, &versions)))
        (asked(visit, &questions))
        @if visit.can(CONDUIRE) {
            details open[filled.is_refused()] {
                summary { "Noter un envoi" }
                (sending(visit, &versions, filled))
            }
        }
    };
    Ok((frame, content))
}

fn time(clock: Option<&Horloge>, visit: &Visit) -> Markup {
    let (sources, _) = loi::sources("motifs_opposition", kernel::today(visit.ctx.now));
    html! {
        @if let Some(clock) = clock {
            (ui::alert::alert(if clock.is_validee() { Tone::Success } else { Tone::Info }, html! { (clock.phrase()) "." }))
        }
        details {
            summary { "Le délai de l’ARS" }
            p { "L’ARS a deux mois, à compter de la transmission, pour s’opposer au projet\u{a0}; son silence vaut validation. Elle ne peut s’opposer que pour l’un de ces motifs\u{a0}:" }
            ul { @for motif in loi::motifs(kernel::today(visit.ctx.now)) { li { (motif.libelle) } } }
            @if let Some(clock) = clock {
                p { "Transmis le " (francais::date(clock.transmis_le)) "\u{a0}: dernier jour pour s’opposer, le " (francais::date(clock.echeance)) "." }
            }
            p { "Aucun texte que nous avons lu ne dit qu’une question suspend ce délai\u{a0}: à confirmer avec l’ARS." }
            @for source in sources { p { "Source\u{a0}: " @match &source.url { Some(url) => a href=(url) { (source.title) }, None => (source.title) } "." } }
        }
    }
}

/// What the ARS decided, in words; its silence counts.
pub(super) fn decided(envoi: &Envoi, visit: &Visit, law: &Parameters) -> (Tone, String) {
    let today = kernel::today(visit.ctx.now);
    match &envoi.decision {
        None if envoi.objet == Objet::Projet => match missions::echeance(law, envoi.jour) {
            Err(_) => (Tone::Info, "Sans réponse".to_owned()),
            Ok(last) => {
                let clock = Horloge::of(envoi.jour, last, envoi.reponse(), today);
                (if clock.is_validee() { Tone::Success } else { Tone::Info }, clock.phrase())
            }
        },
        None if envoi.objet == Objet::Complement => (Tone::Neutral, "Sans décision attendue".to_owned()),
        None => (Tone::Info, "Sans réponse".to_owned()),
        Some(one) => match &one.nature {
            Nature::Validation => (Tone::Success, format!("Accord du {}", francais::date(one.jour))),
            Nature::Opposition(code) => {
                let motifs = loi::motifs(today);
                let why = motifs
                    .iter()
                    .find(|motif| motif.code == *code)
                    .map_or(code.as_str(), |motif| &motif.libelle);
                (Tone::Danger, format!("Opposition du {}\u{a0}: {why}", francais::date(one.jour)))
            }
        },
    }
}

type File<'a> = (&'a [Envoi], &'a [Question], &'a [Version]);

fn sent(visit: &Visit, law: &Parameters, (envois, questions, versions): File<'_>) -> Table {
    let row = |envoi: &Envoi| {
        let (tone, words) = decided(envoi, visit, law);
        let asked = questions.iter().filter(|one| one.envoi == envoi.id).count();
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("projet/dossier/{}", envoi.id))) { (envoi.objet.libelle()) ", " (francais::date(envoi.jour)) } },
            html! { (went(visit, envoi, versions)) },
            html! { @for line in envoi.destinataires.lines() { div { (line) } } },
            html! { (asked) },
            html! { (ui::status::status(tone, &words)) },
        ])
    };
    let empty = ui::empty::empty(
        Icon::Document,
        "Aucun envoi noté",
        if visit.can(CONDUIRE) {
            "La lettre d’intention, puis le projet de santé dans une version figée\u{a0}: notez chaque envoi et le délai de l’ARS se compte tout seul."
        } else {
            "Ce que la CPTS enverra à l’ARS se lira ici, avec le délai qui court."
        },
        None,
    );
    let columns = vec![
        Column::text("Envoi"),
        Column::text("Version"),
        Column::text("À qui"),
        Column::number("Questions"),
        Column::text("Réponse"),
    ];
    Table::new("envois", "Envois", columns).rows(envois.iter().rev().map(row).collect()).empty(empty)
}

/// The version that went out, to be read; and whether it was frozen after it went.
pub(super) fn went(visit: &Visit, envoi: &Envoi, versions: &[Version]) -> Markup {
    html! {
        @match envoi.version {
            Some(n) => {
                a href=(visit.workspace(&format!("projet/versions/{n}/projet-de-sante.pdf"))) { "Version " (n) " (PDF)" }
                @if envoi.is_figee_apres(versions) { " " (ui::status::badge(Tone::Warning, "figée après l’envoi")) }
            },
            None => "—",
        }
    }
}

/// Whoever works on the projet sees what waits for an answer; whoever follows from outside, every question with its answer.
fn asked(visit: &Visit, questions: &[Question]) -> Markup {
    if !visit.can(VOIR_TRAVAIL) {
        return html! {
            section.section id="questions" {
                h2 { "Questions et réponses" }
                @if questions.is_empty() { p { "Aucune question n’a été posée." } }
                @for one in questions.iter().rev() { (super::envoi::question_line(visit, one)) }
            }
        };
    }
    let waiting: Vec<&Question> = questions.iter().filter(|one| one.reponse.is_none()).collect();
    html! {
        @if !waiting.is_empty() {
            section.section id="questions" {
                h2 { "Questions sans réponse" }
                ul.plain-list { @for one in waiting {
                    li {
                        a href=(visit.workspace(&format!("projet/questions/{}", one.id))) { (one.texte) }
                        " (" (one.de) ", le " (francais::date(one.recue_le)) ")"
                    }
                } }
            }
        }
    }
}

fn sending(visit: &Visit, versions: &[Version], filled: &Filled) -> Markup {
    let what = Objet::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let today = Choice::new(NOUVELLE, "Le projet tel qu’il est aujourd’hui, figé au moment de l’envoi");
    let none = Choice::new("", "Aucune (lettre d’intention, complément)");
    let frozen = versions.iter().map(|one| {
        Choice::new(one.numero.to_string(), format!("Version {}\u{a0}: {}", one.numero, one.motif))
    });
    let frozen = [today].into_iter().chain(frozen).chain([none]).collect();
    ui::form(
        &visit.csrf,
        &visit.workspace("projet/dossier"),
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (Field::radios("objet", "Ce qui est envoyé", what).required().value("projet").filled(filled))
            (Field::select("version", "Version du projet", frozen).hint("Un projet de santé part dans une version figée\u{a0}: c’est celle que l’ARS lira.").filled(filled))
            (Field::textarea("destinataires", "Destinataires", 3).hint("Un par ligne\u{a0}: ARS, CPAM, union régionale…").required().filled(filled))
            (Field::date("jour", "Transmis le").hint("C’est de ce jour que court le délai.").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
            (Field::text("moyen", "Par quel moyen").hint("Lettre recommandée, dépôt sur un site, courriel avec accusé.").maxlength(200).filled(filled))
            (Field::textarea("note", "À noter", 2).hint("Obligatoire si la version a été figée après le jour de l’envoi\u{a0}: pourquoi c’est bien elle qui est partie.").filled(filled))
            @if filled.error_of(MALGRE).is_some() || filled.get(MALGRE).is_some() { (Field::checkbox(MALGRE, "J’envoie malgré cela").filled(filled)) }
            div.actions { (Button::primary("Noter l’envoi")) }
        },
    )
}

pub(super) async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required::<Objet>("objet").zip(reader.required("jour"));
    let fresh = fields.get("version") == NOUVELLE;
    let version = if fresh { None } else { reader.optional("version") };
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((objet, jour)) => {
            let text = |name: &str| fields.get(name).to_owned();
            let bordereau = Bordereau {
                objet,
                version,
                destinataires: text("destinataires"),
                jour,
                moyen: text("moyen"),
                note: text("note"),
                malgre: fields.has(MALGRE),
            };
            let id = fields.key(&visit);
            let sent = if fresh && objet == Objet::Projet {
                let atlas = app.resource::<Atlas>();
                crate::freeze_and_send(&visit.ctx, &app.db, atlas, id, &bordereau).await
            } else {
                crate::send_dossier(&visit.ctx, &app.db, id, &bordereau).await
            };
            match sent {
                Ok(()) => {
                    let to = visit.workspace(&format!("projet/dossier/{id}"));
                    return Ok(Redirect::to(to).done("L’envoi est noté.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}
