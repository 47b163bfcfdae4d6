//! One movement: what it says, its papers, how it is corrected.

use super::saisie::{self, Formulaire};
use super::{ROOM, livre, of};
use crate::droits::TENIR;
use crate::livre::Livre;
use crate::mouvement::{Genre, Mouvement};
use crate::plan::{self, Compte};
use crate::{WriteError, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::{Button, Column, Field, Filled, Row, Table, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// What the page reads.
struct Lu {
    one: Mouvement,
    livre: Livre,
    comptes: Vec<Compte>,
    pieces: Vec<Piece>,
    close: bool,
}

async fn read(visit: &Visit, app: &App, id: &str) -> Result<Lu, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one =
        store::mouvements::one(&mut tx, id_of(id)?).await?.ok_or(WriteError::Inconnu("Ce mouvement"))?;
    let comptes = plan::comptes(&store::reglages::comptes(&mut tx).await?);
    let pieces = store::pieces::of(&mut tx, one.id).await?;
    let last = store::annees::closes(&mut tx).await?.into_keys().next_back();
    let close = last.is_some_and(|last| i64::from(one.saisie.jour.year()) <= last);
    Ok(Lu { one, livre: livre(app, &mut tx).await?, comptes, pieces, close })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let lu = read(&visit, &app, &id).await?;
    let (frame, content) = page(&visit, &lu, &Filled::new());
    Ok(visit.page(&frame, content))
}

fn page(visit: &Visit, lu: &Lu, filled: &Filled) -> (ui::Frame, Markup) {
    let (one, s) = (&lu.one, &lu.one.saisie);
    let facts = [
        ("Sens", html! { (s.genre.libelle()) @if one.contre.is_some() { " (écriture inverse)" } }),
        ("Date", html! { (francais::date(s.jour)) }),
        ("Montant", html! { (francais::euros(s.cents)) }),
        ("Fournisseur ou payeur", html! { @if s.tiers.is_empty() { "—" } @else { (s.tiers) } }),
        (
            "Référence",
            html! { @if s.reference.is_empty() { "—" } @else { (s.reference) } @if let Some(le) = s.facture_le { ", du " (francais::date(le)) } },
        ),
        ("Moyen", html! { (s.moyen.libelle()) }),
    ];
    let content = html! {
        @if lu.close { (ui::alert::alert(Tone::Info, format!("L’année {} est clôturée\u{a0}: ce mouvement se corrige par une écriture inverse dans l’année en cours.", s.jour.year()))) }
        (ui::definitions::definitions(&facts))
        (parts(visit, lu))
        (papers(visit, lu))
        @if visit.can(TENIR) { (gestures(visit, lu, filled)) }
    };
    (ROOM.below(visit, s.libelle.clone(), &[("Mouvements", "mouvements")]), content)
}

fn parts(visit: &Visit, lu: &Lu) -> Markup {
    let rows = lu.one.saisie.parts.iter().map(|part| {
        let named = plan::libelle(&lu.comptes, &part.compte).unwrap_or_default();
        Row::new(vec![
            html! { a href=(of(visit, part.cle)) { (lu.livre.nom(part.cle)) } },
            html! { (part.compte) " " (named) },
            html! { (francais::euros(part.cents)) },
        ])
    });
    let columns = vec![Column::text("Enveloppe"), Column::text("Compte"), Column::number("Part")];
    html! { (Table::new("parts", "Qui paie", columns).rows(rows.collect())) }
}

fn papers(visit: &Visit, lu: &Lu) -> Markup {
    let body = html! {
        @if lu.pieces.is_empty() { p { "Aucune pièce jointe." } }
        @else { ul { @for piece in &lu.pieces { li {
            (pieces::lien(visit, piece))
            @if visit.can(TENIR) && !lu.close {
                (button::confirm("Retirer la pièce", &piece.nom, "Jointe par erreur\u{202f}? Elle ne justifiera plus ce mouvement\u{a0}; le journal garde son nom.", button::post_button(&visit.csrf, &at(visit, &lu.one, "pieces/retrait"), &[("piece", &piece.id.to_string())], &Button::danger("Retirer"))))
            }
        } } } }
        @if visit.can(TENIR) {
            (ui::form::upload_form(&visit.csrf, &at(visit, &lu.one, "pieces"), html! {
                (pieces::champ("piece", "Joindre une pièce"))
                div.actions { (Button::secondary("Joindre")) }
            }))
        }
    };
    ui::section::section("pieces", "Pièces", body)
}

fn at(visit: &Visit, one: &Mouvement, end: &str) -> String {
    visit.workspace(&format!("budget/mouvements/{}{}{end}", one.id, if end.is_empty() { "" } else { "/" }))
}

/// What can be done of it, by what it is and by whether its year is open.
fn gestures(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    let one = &lu.one;
    let promise = one.saisie.genre == Genre::Engagement;
    let post = |end: &str, fields: &[(&str, &str)], button: &Button| {
        button::post_button(&visit.csrf, &at(visit, one, end), fields, button)
    };
    html! {
        @if promise && one.solde_le.is_none() {
            div.actions {
                (Button::primary("Noter un paiement").href(visit.workspace(&format!("budget/mouvements/nouveau?engagement={}", one.id))))
                (post("solde", &[("etat", "solde")], &Button::secondary("Plus rien à payer")))
            }
        }
        @if promise && one.solde_le.is_some() { div.actions { (post("solde", &[("etat", "ouvert")], &Button::secondary("Rouvrir l’engagement"))) } }
        @if !promise && one.contre.is_none() {
            details open[filled.error_of("jour").is_some() && lu.close] {
                summary { "Annuler par une écriture inverse" }
                (ui::form(&visit.csrf, &at(visit, one, "annulation"), ui::Method::Post, html! {
                    p { "Le même mouvement, en sens inverse, à une autre date\u{a0}: les deux restent au livre." }
                    (Field::date("jour", "Date de l’annulation").id("annulation-jour").required())
                    div.actions { (Button::secondary("Annuler le mouvement")) }
                }))
            }
        }
        @if !lu.close && one.contre.is_none() { (correction(visit, lu, filled)) }
        @if !lu.close { (button::confirm("Retirer ce mouvement", &one.saisie.libelle, "Noté par erreur\u{202f}? Il ne comptera plus\u{a0}; le journal en garde la trace.", post("retrait", &[], &Button::danger("Retirer")))) }
    }
}

fn correction(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    let form = Formulaire { visit, livre: &lu.livre, comptes: &lu.comptes, filled };
    html! {
        details open[filled.is_refused()] {
            summary { "Corriger" }
            (ui::form(&visit.csrf, &at(visit, &lu.one, ""), ui::Method::Post, html! {
                (ui::form::hidden("lu", &lu.one.lecture()))
                (form.champs(lu.one.saisie.genre, Some(&lu.one.saisie)))
                div.actions { (Button::primary("Enregistrer la correction")) }
            }))
        }
    }
}

pub(super) async fn correct(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let errors = match saisie::read(&fields) {
        Err(errors) => errors,
        Ok(saisie) => {
            match crate::correct_mouvement(&visit.ctx, &app.db, id_of(&id)?, saisie, fields.get("lu")).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("budget/mouvements/{id}"));
                    return Ok(Redirect::to(to).done("Le mouvement est corrigé.").answer(&visit));
                }
                Err(error) => error.beside()?,
            }
        }
    };
    let lu = read(&visit, &app, &id).await?;
    let (frame, content) = page(&visit, &lu, &fields.filled(&errors));
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    match crate::withdraw_mouvement(&visit.ctx, &app.db, id_of(&id)?).await {
        Ok(()) => ROOM.done(&visit, "mouvements", "Le mouvement est retiré."),
        refused => ROOM.after(&visit, &format!("mouvements/{id}"), "", refused),
    }
}

pub(super) async fn reverse(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let jour: Option<Date> = reader.required("jour");
    let jour = match reader.finish(jour) {
        Ok(jour) => jour,
        Err(errors) => {
            let said = errors.get("jour").unwrap_or("Cette date n’est pas lisible.").to_owned();
            let to = visit.workspace(&format!("budget/mouvements/{id}"));
            return Ok(Redirect::to(to).refused(said).answer(&visit));
        }
    };
    let reversed = crate::reverse_mouvement(&visit.ctx, &app.db, id_of(&id)?, jour).await;
    ROOM.after(&visit, &format!("mouvements/{id}"), "L’écriture inverse est notée.", reversed)
}

pub(super) async fn settle(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let over = fields.get("etat") != "ouvert";
    let settled = crate::settle_engagement(&visit.ctx, &app.db, id_of(&id)?, over).await;
    let said = if over { "L’engagement est soldé." } else { "L’engagement est rouvert." };
    ROOM.after(&visit, &format!("mouvements/{id}"), said, settled)
}

pub(super) async fn attach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    mut envoi: Envoi,
) -> Answer {
    let mut errors = FieldErrors::default();
    envoi.check("piece", &mut errors);
    let to = Redirect::to(visit.workspace(&format!("budget/mouvements/{id}")));
    let Some(depot) = envoi.take("piece").filter(|_| errors.is_empty()) else {
        let said = errors.get("piece").unwrap_or("Choisissez un fichier.").to_owned();
        return Ok(to.refused(said).answer(&visit));
    };
    let kept = crate::attach_piece(&visit.ctx, &app.db, id_of(&id)?, &depot).await;
    ROOM.after(&visit, &format!("mouvements/{id}"), "La pièce est jointe.", kept)
}

pub(super) async fn detach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let piece = id_of(fields.get("piece"))?;
    let gone = crate::detach_piece(&visit.ctx, &app.db, id_of(&id)?, piece).await;
    ROOM.after(&visit, &format!("mouvements/{id}"), "La pièce est retirée.", gone)
}
