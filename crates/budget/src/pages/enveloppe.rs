//! One envelope over a year: its figures, each explained, what it awaits, its movements.

use super::{ROOM, asked, euros, livre, of, switch};
use crate::alerte::alertes;
use crate::bilan::{Bilan, bilan};
use crate::droits::{TENIR, VOIR_DETAIL};
use crate::enveloppe::Attendu;
use crate::ligne::Ligne;
use crate::livre::Livre;
use crate::{Cle, Enveloppe, Exercice, WriteError};
use aci::Montant;
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::form::Width;
use ui::{Button, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

type Here = Path<(String, String)>;

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, cle)): Here,
    fields: Fields,
) -> Answer {
    let (frame, content) = page(&visit, &app, &cle, &fields, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    cle: &str,
    fields: &Fields,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let cle: Cle = cle.parse().map_err(|_| Problem::not_found())?;
    let livre = livre(app, &mut app.db.read(&visit.ctx).await?).await?;
    let enveloppe = livre.enveloppe(cle).ok_or_else(Problem::not_found)?;
    let (vue, exercice) = asked(&livre, fields);
    let exercice = exercice.ok_or_else(Problem::not_found)?;
    let one = bilan(&livre, cle, &exercice);
    let mine = alertes(&livre).into_iter().filter(|alerte| alerte.cle == Some(cle) && visit.can(VOIR_DETAIL));
    let content = html! {
        (switch(visit, &livre, &format!("enveloppes/{cle}"), vue, Some(&exercice)))
        @for alerte in mine { (ui::alert::alert(alerte.tone, html! { (alerte.phrase) })) }
        (figures(&livre, &one))
        (about(enveloppe))
        (expected(&livre, cle, &exercice))
        @if visit.can(VOIR_DETAIL) { (movements(visit, &livre, cle, &exercice)) }
        @if visit.can(TENIR) && exercice.au >= livre.today { (planning(visit, &livre, cle, &exercice, filled)) }
    };
    Ok((ROOM.below(visit, enveloppe.nom.clone(), &[]), content))
}

/// Each figure of the year; the forecast says how it was reached.
fn figures(livre: &Livre, one: &Bilan) -> Markup {
    let sources = ui::pourquoi::cite(&livre.law);
    let why = one
        .projection
        .as_ref()
        .map(|all| ui::pourquoi::pourquoi(&all.pourquoi, "dépenses prévues", &sources));
    let facts = [
        ("Report des années précédentes", html! { (francais::euros(one.report)) }),
        ("Transferts décidés", html! { (francais::euros(one.transfere)) }),
        (
            "Reçu",
            html! { (francais::euros(one.recu)) @if one.du != 0 { ", pour " (francais::euros(one.du)) " dus dans l’année" } },
        ),
        ("Dépensé", html! { (francais::euros(one.depense)) }),
        ("Engagé, encore à payer", html! { (francais::euros(one.engage)) }),
        ("Reste", html! { strong { (francais::euros(one.reste())) } }),
        (
            "Encore attendu",
            html! { (francais::euros(one.attendu)) @if one.incertain { " " (ui::status::badge(Tone::Warning, "non confirmé")) } },
        ),
        (
            "Part variable en jeu",
            html! { @if one.en_jeu == 0 { "aucune" } @else { "au plus " (francais::euros(one.en_jeu)) ", non comptée" } },
        ),
        (
            "Dépenses prévues",
            html! { (francais::euros(one.depense_prevue)) @if let Some(why) = why { (why) } },
        ),
        ("Reste prévu en fin d’année", html! { (francais::euros(one.a_la_fin())) }),
    ];
    ui::definitions::definitions(&facts)
}

fn about(one: &Enveloppe) -> Markup {
    let facts = [
        ("Nature", html! { (one.genre) @if one.publique { ", subvention publique" } }),
        ("Financeur", html! { (one.financeur) }),
        ("Source", html! { (one.source) }),
        (
            "Montant accordé",
            html! { @match one.montant { Some(cents) => (francais::euros(cents)), None => "par année, selon le contrat" } },
        ),
        (
            "À dépenser avant le",
            html! { @match one.au { Some(au) => (francais::date(au)), None => "sans date limite notée" } },
        ),
        ("Conditions", html! { @if one.conditions.is_empty() { "non notées" } @else { (one.conditions) } }),
    ];
    ui::section::section("origine", "D’où vient cet argent", ui::definitions::definitions(&facts))
}

/// Payments due in the year, and late ones.
fn expected(livre: &Livre, cle: Cle, exercice: &Exercice) -> Markup {
    let sources = ui::pourquoi::cite(&livre.law);
    let shown = |one: &&Attendu| {
        one.cle == cle
            && (exercice.contient(one.jour)
                || (one.reste() != 0 && exercice.contient(one.espere_le(livre.today))))
    };
    let rows = livre.attendus.iter().filter(shown).map(|one| {
        Row::new(vec![
            html! { (francais::date(one.jour)) @if one.date_connue && one.reste() > 0 && one.jour < livre.today { " " (ui::status::badge(Tone::Warning, "pas encore reçu")) } },
            html! { (one.libelle) @if let Some(why) = &one.pourquoi { (ui::pourquoi::pourquoi(why, &one.libelle, &sources)) } },
            html! { (francais::euros(one.cents)) @if one.incertain { " " (ui::status::badge(Tone::Warning, "non confirmé")) } },
            euros(one.recu),
            euros(one.reste()),
        ])
    });
    let columns = vec![
        Column::text("Le"),
        Column::text("Versement"),
        Column::number("Dû"),
        Column::number("Reçu"),
        Column::number("Attendu"),
    ];
    let empty = html! { p { "Aucun versement n’est annoncé pour cette année." } };
    html! { (Table::new("attendus", "Versements annoncés", columns).rows(rows.collect()).empty(empty)) }
}

fn movements(visit: &Visit, livre: &Livre, cle: Cle, exercice: &Exercice) -> Markup {
    /// Lines shown here; the list of movements has them all.
    const TOP: usize = 30;
    let mine: Vec<&Ligne> =
        livre.lignes.iter().rev().filter(|one| one.cle == cle && exercice.contient(one.jour)).collect();
    let all = format!("budget/mouvements?enveloppe={cle}&du={}&au={}", exercice.du, exercice.au);
    html! {
        (super::mouvements::table(visit, livre, mine.iter().take(TOP).copied()))
        @if mine.len() > TOP { div.actions { (Button::plain(format!("Voir les {} mouvements", mine.len())).href(visit.workspace(&all))) } }
        @else if visit.can(TENIR) { div.actions { (Button::secondary("Noter un mouvement").icon(Icon::Plus).href(visit.workspace(&format!("budget/mouvements/nouveau?enveloppe-1={cle}")))) } }
    }
}

/// What the treasurer plans to spend in the year.
fn planning(visit: &Visit, livre: &Livre, cle: Cle, exercice: &Exercice, filled: &Filled) -> Markup {
    let known = livre.prevus.iter().find(|one| one.cle == cle && one.exercice == exercice.cle);
    let (cents, note) =
        known.map(|one| (francais::euros_saisis(one.cents), one.note.clone())).unwrap_or_default();
    let body = ui::form(
        &visit.csrf,
        &format!("{}/prevu", of(visit, cle)),
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("exercice", &exercice.cle))
            p { "Un montant prévu remplace le rythme des mois écoulés dans les prévisions. Laissez vide pour revenir au rythme." }
            (Field::text("prevu", "Dépenses prévues sur l’année entière").unit("€").width(Width::Short).value(cents).filled(filled))
            (Field::text("note", "Pourquoi").maxlength(200).value(note).filled(filled))
            div.actions { (Button::secondary("Enregistrer la prévision")) }
        },
    );
    ui::section::section("prevision", &format!("Prévision, {}", exercice.libelle), body)
}

pub(super) async fn plan(
    visit: Visit,
    State(app): State<App>,
    Path((_, cle)): Here,
    fields: Fields,
) -> Answer {
    let known: Cle = cle.parse().map_err(|_| Problem::not_found())?;
    let mut reader = fields.reader();
    let cents: Option<Montant> = reader.optional("prevu");
    let exercice = fields.get("exercice").to_owned();
    let errors: FieldErrors = match reader.finish(Some(cents)) {
        Err(errors) => errors,
        Ok(cents) => {
            let prevu = cents.map(|one| (one.cents(), fields.get("note")));
            match crate::plan_depense(&visit.ctx, &app.db, known, &exercice, prevu).await {
                Ok(()) => {
                    let vue = exercice
                        .split('-')
                        .next()
                        .map_or("contrat", |kind| if kind == "civil" { "civile" } else { "contrat" });
                    let to = format!("{}?vue={vue}&exercice={exercice}", of(&visit, known));
                    return Ok(Redirect::to(to).done("La prévision est enregistrée.").answer(&visit));
                }
                Err(error @ WriteError::Refus(_)) => error.beside()?,
                Err(other) => return Err(other.into()),
            }
        }
    };
    let (frame, content) = page(&visit, &app, &cle, &fields, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}
