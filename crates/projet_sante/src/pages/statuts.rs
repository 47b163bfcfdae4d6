//! The five questions asked of the statutes.

use super::{below, beside, done, jointes, nom_of, noms, onglets};
use crate::droits::CONDUIRE;
use crate::jointe::Sujet;
use crate::statuts::{Point, Resultat, points};
use crate::{loi, store};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, Tone, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let jour = crate::today(visit.ctx.now);
    let kept = store::statuts::verifications(&mut tx).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    let names = noms(&mut tx, kept.iter().filter_map(|one| one.auteur).collect()).await?;
    drop(tx);
    let all = points(loi::points(jour), &kept);
    let frame = ui::Frame {
        lead: Some(
            "Une CPTS est une association. Cinq points de ses statuts se vérifient avant de signer.".into(),
        ),
        ..visit.frame("Statuts")
    };
    let may = visit.can(CONDUIRE);
    let content = html! {
        (onglets(&visit, "statuts"))
        @for point in &all {
            (ui::section::panel(html! {
                h2 { (point.modele.titre) }
                (found(point, &|id| nom_of(&names, id)))
                (look(point))
                (jointes(&visit, &files, &Sujet::statut(&point.modele.code), may))
                @if may { div.actions { (Button::secondary("Vérifier").about(point.modele.titre.clone()).href(visit.workspace(&format!("projet/statuts/{}", point.modele.code)))) } }
            }))
        }
        @for source in loi::sources("statuts", jour).0 { p { "Source\u{a0}: " @match &source.url { Some(url) => a href=(url) { (source.title) }, None => (source.title) } "." } }
    };
    Ok(visit.page(&frame, content))
}

fn found(point: &Point, name: &dyn Fn(Option<uuid::Uuid>) -> String) -> Markup {
    html! {
        @match &point.verification {
            None => p { (ui::status::status(Tone::Neutral, "Pas encore vérifié")) },
            Some(one) => {
                p { (ui::status::status(one.resultat.tone(), one.resultat.libelle())) ", le " (francais::date(one.jour)) " par " (name(one.auteur)) }
                @for line in one.note.lines() { p { (line) } }
            },
        }
    }
}

fn look(point: &Point) -> Markup {
    html! { details { summary { "Que regarder" span.visually-hidden { "\u{a0}: " (point.modele.titre) } } ul { @for one in &point.modele.regarder { li { (one) } } } } }
}

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, code)): Here) -> Answer {
    let (frame, content) = page(&visit, &app, &code, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, code: &str, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let kept = store::statuts::verifications(&mut app.db.read(&visit.ctx).await?).await?;
    let jour = crate::today(visit.ctx.now);
    let all = points(loi::points(jour), &kept);
    let point = all.into_iter().find(|one| one.modele.code == code).ok_or_else(Problem::not_found)?;
    let frame = below(visit, point.modele.titre.clone(), &[("Statuts", "statuts")]);
    let found = point.verification.as_ref();
    let results = Resultat::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let content = html! {
        h2 { "Que regarder" }
        ul { @for one in &point.modele.regarder { li { (one) } } }
        @if visit.can(CONDUIRE) {
            (ui::form(&visit.csrf, &visit.workspace(&format!("projet/statuts/{code}")), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::radios("resultat", "Résultat", results).required().value(found.map_or("", |one| one.resultat.code())).filled(filled))
                (Field::textarea("note", "Ce qui a été trouvé", 4).hint("Article des statuts, ce qu’il faut changer. Obligatoire si le point n’est pas conforme.").value(found.map(|one| one.note.clone()).unwrap_or_default()).filled(filled))
                (Field::date("jour", "Vérifié le").required().value(jour.to_string()).filled(filled))
                div.actions { (Button::primary("Enregistrer")) }
            }))
        }
    };
    Ok((frame, content))
}

pub(super) async fn check(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required::<Resultat>("resultat").zip(reader.required("jour"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((resultat, jour)) => {
            match crate::check_statuts(&visit.ctx, &app.db, &code, resultat, jour, fields.get("note")).await {
                Ok(()) => return done(&visit, "statuts", "La vérification est notée.", Ok(())),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &code, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}
