//! The values of an indicator and the papers behind them.

use super::super::mots;
use super::Vue;
use crate::droits::SAISIR;
use crate::valeur::Valeur;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Row, Table, Tone, form::Width, francais};
use web::Visit;

pub(super) fn values(visit: &Visit, vue: &Vue, filled: &Filled, part: &str, refused: &Filled) -> Markup {
    if vue.indicateur.texte.mesure.is_some() {
        return html! { p { "Cet indicateur se calcule à partir des actes\u{a0}: notez l’acte, la valeur suivra." } };
    }
    let columns =
        vec![Column::text("Au"), Column::number("Valeur"), Column::text("Source"), Column::actions()];
    let rows = vue.valeurs.iter().rev().map(|one| value(visit, vue, one, part, refused));
    html! {
        @if vue.valeurs.is_empty() { p { "Aucune valeur pour l’instant." } }
        @else { (Table::new("valeurs-saisies", "Valeurs saisies", columns).quiet_caption().rows(rows.collect())) }
        @if visit.can(SAISIR) && vue.indicateur.en_vigueur() { (entry(visit, vue, filled)) }
    }
}

/// Why a value is taken back; that the settled figures stay, when its year is settled.
fn retracting(vue: &Vue, one: &Valeur) -> Field {
    let field = Field::text("motif", "Pourquoi la retirer");
    if vue.arret(one.releve.jour).is_none() {
        return field;
    }
    field.hint("Son année est arrêtée\u{a0}: les chiffres arrêtés ne changeront pas.")
}

fn value(visit: &Visit, vue: &Vue, one: &Valeur, part: &str, refused: &Filled) -> Row {
    let action =
        visit.workspace(&format!("dossier-aci/indicateurs/{}/valeurs/{}/retrait", vue.indicateur.id, one.id));
    let blank = Filled::new();
    let filled = if part == format!("retrait-{}", one.id) { refused } else { &blank };
    let form = ui::form(
        &visit.csrf,
        &action,
        ui::Method::Post,
        html! {
            (ui::form::hidden("annee", &vue.salle.annee.numero.to_string()))
            (retracting(vue, one).id(format!("motif-{}", one.id)).required().filled(filled))
            div.actions { (Button::danger("Retirer").small()) }
        },
    );
    mots::ligne(vec![
        html! { (francais::date_courte(one.releve.jour)) },
        html! { (one.releve.valeur.en_mots(vue.indicateur.texte.unite)) },
        html! {
            @if vue.apres_arret(one) { (ui::status::badge(Tone::Warning, "après l’arrêté")) " " }
            (one.releve.source) @if !one.releve.note.is_empty() { br; small { (one.releve.note) } }
            @for paper in vue.preuves.iter().filter(|paper| paper.valeur == Some(one.id)) {
                @if let Some(piece) = vue.pieces.get(&paper.piece) { br; (pieces::lien(visit, piece)) }
            }
        },
        html! { @if visit.can(SAISIR) { details open[filled.is_refused()] { summary { "Retirer" span.visually-hidden { " la valeur du " (francais::date(one.releve.jour)) } } (form) } } },
    ])
}

fn entry(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("dossier-aci/indicateurs/{}/valeurs", vue.indicateur.id));
    html! {
        details open[filled.is_refused() || vue.valeurs.is_empty()] {
            summary { "Saisir une valeur" }
            @for gel in &vue.arrets { p { small { "L’année " (gel.annee) " est arrêtée\u{a0}: une valeur notée pour elle ne change pas ses chiffres." } } }
            (ui::form::upload_form(&visit.csrf, &action, html! {
                (ui::form::error_summary(filled))
                (ui::form::hidden("annee", &vue.salle.annee.numero.to_string()))
                (ui::form::row(html! {
                    (Field::date("jour", "Valeur au").hint("Le jour que dit le chiffre, pas celui de la saisie.").required().width(Width::Short).filled(filled))
                    (Field::text("valeur", "Valeur").required().width(Width::Short).filled(filled))
                }))
                (Field::text("source", "D’où vient ce chiffre").hint("Par exemple\u{a0}: CPAM, relevé de septembre.").required().maxlength(500).filled(filled))
                (Field::text("note", "Remarque").maxlength(500).filled(filled))
                (pieces::champ("piece", "Preuve").filled(filled))
                div.actions { (Button::primary("Enregistrer la valeur")) }
            }))
        }
    }
}

pub(super) fn proofs(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let base = visit.workspace(&format!("dossier-aci/indicateurs/{}/preuves", vue.indicateur.id));
    let year = vue.salle.annee.numero;
    let annee = year.to_string();
    html! {
        @if vue.preuves.is_empty() { p { "Aucune pièce pour l’instant." } }
        @else {
            ul.plain-list { @for one in &vue.preuves { li {
                @match vue.pieces.get(&one.piece) { Some(piece) => (pieces::lien(visit, piece)), None => (one.libelle) }
                " · année " (one.annee) ", jointe le " (francais::date(kernel::today(one.ajoutee_le))) " "
                @if vue.retenues.contains(&one.id) { small { "comptée par l’année arrêtée\u{a0}: elle reste" } }
                @else if visit.can(SAISIR) { (ui::button::post_button(&visit.csrf, &format!("{base}/{}/retrait", one.id), &[("annee", &annee)], &Button::plain("Retirer").small().about(one.libelle.clone()))) }
            } } }
        }
        @if visit.can(SAISIR) && vue.indicateur.en_vigueur() {
            details open[filled.is_refused()] {
                summary { "Joindre une pièce" }
                (ui::form::upload_form(&visit.csrf, &base, html! {
                    (ui::form::error_summary(filled))
                    (ui::form::hidden("annee", &annee))
                    (pieces::champ("preuve", "Fichier").required().filled(filled))
                    (Field::text("libelle", "Ce que c’est").hint("Facultatif\u{a0}: compte rendu, feuille d’émargement, courrier de la CPAM.").maxlength(200).filled(filled))
                    div.actions { (Button::secondary("Joindre")) }
                }))
            }
        }
    }
}
