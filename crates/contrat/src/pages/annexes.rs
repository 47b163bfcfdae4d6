//! Documents attached to the contract.

use super::{Salle, end, nothing};
use crate::contrat::{Avenant, Contrat};
use crate::droits::{MODIFIER, VOIR_PROJET};
use crate::{Annexe, store};
use axum::extract::{Path, State};
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    salle: Salle,
    annexes: Vec<(Annexe, Option<Piece>)>,
}

async fn load(app: &App, visit: &Visit, fields: &Fields) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, fields).await?;
    let mut annexes = Vec::new();
    if let Some(contrat) = &salle.contrat {
        let seen = |one: &Annexe| visit.can(VOIR_PROJET) || one.is_signed(contrat);
        for annexe in store::annexes::annexes(&mut tx, contrat.id).await?.into_iter().filter(seen) {
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
                let avenant = match envoi.fields.get("avenant") {
                    "" => None,
                    id => Some(id_of(id)?),
                };
                let done = crate::attach(&visit.ctx, &app.db, contrat, avenant, &libelle, depot).await;
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
    Redirect::to(shown.salle.path(&visit, "annexes"))
        .after(&visit, done.map(|()| "Le document n’est plus joint au contrat."))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some("Le contrat signé, ses annexes, ses avenants\u{a0}: les référents de l’ARS et de la CPAM les lisent aussi, une fois signés.".into()),
        ..visit.frame("Annexes du contrat")
    }
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let Some(contrat) = &shown.salle.contrat else {
        return html! { (shown.salle.onglets(visit, "annexes")) (nothing(visit)) };
    };
    let columns =
        vec![Column::text("Document"), Column::text("Fichier"), Column::text("Joint le"), Column::actions()];
    let rows =
        shown.annexes.iter().map(|(annexe, piece)| line(visit, shown, contrat, (annexe, piece.as_ref())));
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
                @if !contrat.avenants.is_empty() { (Field::select("avenant", "À quoi il se rapporte", subjects(contrat)).filled(filled)) }
                (pieces::champ("piece", "Fichier").required().filled(filled))
                div.actions { (Button::primary("Joindre")) }
            })))
        }
    }
}

/// What a document may be about.
fn subjects(contrat: &Contrat) -> Vec<Choice> {
    let of = |one: &Avenant| {
        let words = format!("L’avenant du {}\u{a0}: {}", francais::date(one.le), one.clause.objet);
        Choice::new(one.id.to_string(), words)
    };
    std::iter::once(Choice::new("", "Le contrat")).chain(contrat.avenants.iter().map(of)).collect()
}

fn line(visit: &Visit, shown: &Shown, contrat: &Contrat, (annexe, piece): (&Annexe, Option<&Piece>)) -> Row {
    let action = visit.workspace(&format!("contrat/annexes/{}/retrait", annexe.id));
    Row::new(vec![
        html! { div {
            (annexe.libelle)
            @if !annexe.is_signed(contrat) { " " (ui::status::badge(Tone::Neutral, "lu par la CPTS seule, jusqu’à la signature")) }
        } },
        html! { @if let Some(piece) = piece { (pieces::lien(visit, piece)) } },
        html! { (francais::date(kernel::today(annexe.ajoutee_le))) },
        html! { @if visit.can(MODIFIER) {
            (ui::button::confirm("Retirer", &annexe.libelle, "Le document ne sera plus joint au contrat.", ui::form(&visit.csrf, &action, Method::Post, html! {
                (shown.salle.hidden()) (Button::danger("Oui, retirer").small())
            })))
        } },
    ])
}
