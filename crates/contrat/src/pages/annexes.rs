//! Documents attached to the contract.

use super::{Salle, back, end, id_of, nothing};
use crate::droits::MODIFIER;
use crate::{Annexe, store};
use axum::extract::{Path, State};
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

struct Shown {
    salle: Salle,
    annexes: Vec<(Annexe, Option<Piece>)>,
}

async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let mut annexes = Vec::new();
    if let Some(contrat) = &salle.contrat {
        for annexe in store::annexes::annexes(&mut tx, contrat.id).await? {
            let piece = pieces::piece(&mut tx, annexe.piece).await?;
            annexes.push((annexe, piece));
        }
    }
    Ok(Shown { salle, annexes })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &shown, &Filled::new())))
}

pub(super) async fn add(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let shown = load(&app, &visit, &envoi.fields).await?;
    let contrat = shown.salle.contrat()?.id;
    let mut errors = FieldErrors::default();
    envoi.check("piece", &mut errors);
    let libelle = envoi.fields.get("libelle").to_owned();
    if errors.is_empty() {
        errors = match envoi.take("piece") {
            None => FieldErrors::one("piece", "Choisir un fichier."),
            Some(depot) => {
                let done = crate::attach(&visit.ctx, &app.db, contrat, &libelle, depot).await;
                let path = shown.salle.path(&visit, "annexes");
                match end(&visit, path, done.map(|_| "Le document est joint au contrat.")) {
                    Ok(answer) => return answer,
                    Err(errors) => errors,
                }
            }
        };
    }
    Ok(visit.refused(frame(&visit), page(&visit, &shown, &envoi.fields.filled(&errors))))
}

pub(super) async fn remove(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let shown = load(&app, &visit, &fields).await?;
    let done = crate::detach(&visit.ctx, &app.db, shown.salle.contrat()?.id, id_of(&id)?).await;
    back(
        &visit,
        shown.salle.path(&visit, "annexes"),
        done.map(|()| "Le document n’est plus joint au contrat."),
    )
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Le contrat signé, ses annexes, ses avenants\u{a0}: les référents de l’ARS et de la CPAM les lisent aussi.".into()),
        ..visit.frame("Annexes du contrat")
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    if shown.salle.contrat.is_none() {
        return html! { (shown.salle.onglets(visit, "annexes")) (nothing(visit)) };
    }
    let columns =
        vec![Column::text("Document"), Column::text("Fichier"), Column::text("Joint le"), Column::actions()];
    let rows = shown.annexes.iter().map(|(annexe, piece)| line(visit, shown, annexe, piece.as_ref()));
    let empty = ui::empty::empty(
        Icon::Document,
        "Aucun document joint",
        "Joindre d’abord le contrat signé\u{a0}: son article 5 porte les montants qui comptent.",
        None,
    );
    html! {
        (shown.salle.onglets(visit, "annexes"))
        (Table::new("annexes", "Documents joints", columns).rows(rows.collect()).empty(empty))
        @if visit.can(MODIFIER) {
            (ui::section::section("joindre", "Joindre un document", ui::form::upload_form(&visit.csrf, &visit.workspace("contrat/annexes"), html! {
                (ui::form::error_summary(filled))
                (shown.salle.hidden())
                (Field::text("libelle", "Ce que c’est").hint("Par exemple «\u{a0}Annexe 2, indicateurs et cibles\u{a0}».").required().filled(filled))
                (pieces::champ("piece", "Fichier").required().filled(filled))
                div.actions { (Button::primary("Joindre")) }
            })))
        }
    }
}

fn line(visit: &Visit, shown: &Shown, annexe: &Annexe, piece: Option<&Piece>) -> Row {
    let action = visit.workspace(&format!("contrat/annexes/{}/retrait", annexe.id));
    Row::new(vec![
        html! { (annexe.libelle) },
        html! { @if let Some(piece) = piece { (pieces::lien(visit, piece)) } },
        html! { (francais::date(crate::today(annexe.ajoutee_le))) },
        html! { @if visit.can(MODIFIER) {
            (ui::button::confirm("Retirer", &annexe.libelle, "Le document ne sera plus joint au contrat.", ui::form(&visit.csrf, &action, Method::Post, html! {
                (shown.salle.hidden()) (Button::danger("Oui, retirer").small())
            })))
        } },
    ])
}
