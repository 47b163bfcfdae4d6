//! Figures from a file: what was written, what was refused and why.

use super::{ROOM, Salle, mots, no_contract};
use crate::import_valeurs::Bilan;
use crate::{WriteError, import_valeurs, store};
use axum::extract::State;
use maud::{Markup, html};
use pieces::{Depot, Envoi, KeepError};
use ui::{Button, Column, Field, Filled, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(salle) = Salle::read(&app, &visit, &mut tx, &query).await? else {
        return Ok(visit.page(&frame(&visit), no_contract(&visit)));
    };
    let content = page(&visit, &mut tx, &salle, &Filled::new()).await?;
    Ok(visit.page(&frame(&visit), content))
}

pub(super) async fn read(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::must_read(&app, &visit, &mut tx, &envoi.fields).await?;
    drop(tx);
    let mut errors = FieldErrors::default();
    envoi.check("fichier", &mut errors);
    let pasted = envoi.fields.get("lignes").to_owned();
    let depot = envoi
        .take("fichier")
        .or_else(|| (!pasted.is_empty()).then(|| Depot::new("chiffres-colles.csv", pasted.into_bytes())));
    if depot.is_none() && errors.is_empty() {
        errors.add("fichier", "Choisissez un fichier CSV, ou collez ses lignes.");
    }
    let source = envoi.fields.get("source").to_owned();
    if source.is_empty() {
        errors.add("source", "Dites d’où viennent ces chiffres.");
    }
    if let (true, Some(depot)) = (errors.is_empty(), depot) {
        match import_valeurs(&visit.ctx, &app.db, &salle.contrat, depot, &source).await {
            Ok(bilan) => return Ok(visit.page(&frame(&visit), report(&visit, &bilan))),
            Err(WriteError::Releve(refus)) => errors.add("fichier", refus),
            Err(WriteError::Piece(KeepError::Refus(refus))) => errors.add("fichier", refus),
            Err(other) => return Err(other.into()),
        }
    }
    let mut tx = app.db.read(&visit.ctx).await?;
    let content = page(&visit, &mut tx, &salle, &envoi.fields.filled(&errors)).await?;
    Ok(visit.refused(frame(&visit), content))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Les chiffres de la CNAM ou de la CPAM, par un fichier\u{a0}: il devient la preuve de chaque valeur qu’il apporte.".into()),
        ..visit.frame("Importer des valeurs")
    }
}

async fn page(visit: &Visit, tx: &mut db::Tx, salle: &Salle, filled: &Filled) -> Result<Markup, Problem> {
    let all = store::indicateurs::de_l_annee(tx, salle.contrat.id, salle.annee.numero).await?;
    let mine: Vec<_> =
        all.iter().map(|(one, _)| one).filter(|one| one.en_vigueur() && one.texte.mesure.is_none()).collect();
    let body = html! {
        (ui::form::error_summary(filled))
        (Field::file("fichier", "Fichier CSV", ".csv,text/csv").hint("Première ligne\u{a0}: indicateur;jour;valeur (et, si l’on veut, source;note).").filled(filled))
        (Field::textarea("lignes", "Ou les lignes, collées", 6).hint("Avec la première ligne, qui nomme les colonnes.").filled(filled))
        (Field::text("source", "Source").hint("Par exemple\u{a0}: CPAM de la Haute-Loire, relevé de septembre.").required().maxlength(500).filled(filled))
        div.actions { (Button::primary("Importer")) }
    };
    Ok(html! {
        (ROOM.tabs(visit, "import"))
        (ui::form::upload_form(&visit.csrf, &visit.workspace("dossier-aci/import"), body))
        @if !mine.is_empty() {
            details {
                summary { "Noms que le fichier peut employer" }
                ul { @for one in mine { li { (one.texte.libelle) @if !one.texte.code.is_empty() { " (" (one.texte.code) ")" } } } }
            }
        }
    })
}

fn report(visit: &Visit, bilan: &Bilan) -> Markup {
    let written: Vec<Row> = bilan
        .ecrites
        .iter()
        .map(|one| {
            Row::new(vec![
                html! { (one.libelle) },
                html! { (francais::date_courte(one.jour)) },
                html! { (mots::valeur(one.valeur, one.unite, "")) },
            ])
        })
        .collect();
    let refused: Vec<Row> = bilan
        .refuses
        .iter()
        .map(|one| Row::new(vec![html! { (one.number) }, html! { (one.words) }, html! { (one.why) }]))
        .collect();
    let count =
        |n: usize, one: &str, many: &str| francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many);
    let tone = if bilan.refuses.is_empty() { Tone::Success } else { Tone::Warning };
    html! {
        (ROOM.tabs(visit, "import"))
        (ui::alert::alert(tone, html! {
            (count(written.len(), "valeur écrite", "valeurs écrites")) ", "
            (count(bilan.inchangees, "déjà connue", "déjà connues")) ", "
            (count(refused.len(), "ligne refusée", "lignes refusées")) "."
        }))
        @for remarque in &bilan.remarques { p { (remarque) } }
        @if !refused.is_empty() {
            p { small { "Les numéros sont ceux qu’un tableur affiche\u{a0}: la ligne qui nomme les colonnes est la première." } }
            (Table::new("refusees", "Lignes refusées", vec![Column::number("Ligne"), Column::text("Ce qui est écrit"), Column::text("Pourquoi")]).rows(refused))
        }
        @if !written.is_empty() {
            (Table::new("ecrites", "Valeurs écrites", vec![Column::text("Indicateur"), Column::text("Au"), Column::number("Valeur")]).rows(written))
        }
        div.actions { (Button::primary("Voir le dossier").href(visit.workspace("dossier-aci"))) (Button::plain("Importer un autre fichier").href(visit.workspace("dossier-aci/import"))) }
    }
}
