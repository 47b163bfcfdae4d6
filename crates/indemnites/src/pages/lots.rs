//! Batches, and the answers of the bank.

use super::{ROOM, beside};
use crate::droits::PAYER;
use crate::lot::{Lot, Remise};
use crate::{Lu, store};
use axum::extract::State;
use maud::{Markup, html};
use sepa::Version;
use ui::{Button, Column, Field, Filled, Icon, Row, Table, francais, status::badge};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let all = store::lots::lots(&mut app.db.read(&visit.ctx).await?).await?;
    let columns = vec![
        Column::text("Lot"),
        Column::text("Exécution"),
        Column::number("Virements"),
        Column::number("Total"),
        Column::text("État"),
    ];
    let rows = all.iter().map(|one| row(visit, one)).collect();
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucun lot",
        "Un lot réunit les lignes approuvées en un fichier de virements\u{a0}: l’un le prépare, un autre l’émet.",
        Some(html! { (Button::primary("Payer sans crainte").href(visit.workspace("indemnites/payer"))) }),
    );
    let content = html! {
        (ROOM.tabs(visit, "lots"))
        (Table::new("lots", "Lots de virements", columns).rows(rows).empty(empty))
        @if visit.can(PAYER) { (answering(visit, filled)) }
    };
    Ok((visit.frame("Lots de virements"), content))
}

fn row(visit: &Visit, one: &Lot) -> Row {
    Row::new(vec![
        html! { a href=(visit.workspace(&format!("indemnites/lots/{}", one.id))) { (one.titre()) } },
        html! { (francais::date(one.execution)) },
        html! { (francais::nombre(one.virements)) },
        html! { (francais::euros(one.total)) },
        badge(one.etat.tone(), one.etat.libelle()),
    ])
}

fn answering(visit: &Visit, filled: &Filled) -> Markup {
    html! {
        details open[filled.is_refused()] {
            summary { "Importer le compte rendu de la banque" }
            (ui::form::upload_form(&visit.csrf, &visit.workspace("indemnites/retours"), html! {
                (ui::form::error_summary(filled))
                (Field::file("retour", "Fichier de la banque (pain.002)", ".xml").required().filled(filled))
                div.actions { (Button::primary("Lire le compte rendu")) }
            }))
        }
    }
}

pub(super) async fn prepare(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required("execution").zip(reader.required::<Version>("version"));
    let Ok((execution, version)) = reader.finish(read) else {
        let to = Redirect::to(visit.workspace("indemnites/payer"));
        return Ok(to.refused("Donnez un jour d’exécution et un format de fichier.").answer(&visit));
    };
    let remise = fields.get("remise").parse().unwrap_or(Remise::Reference);
    let law = super::law_now(&visit, &app).await?;
    let id = fields.key::<Lot>(&visit);
    let prepared = crate::prepare_lot(&visit.ctx, &app.db, &law, id, execution, version, remise).await;
    let to = if prepared.is_ok() { format!("lots/{id}") } else { "payer".to_owned() };
    ROOM.after(
        &visit,
        &to,
        "Le lot est préparé\u{a0}: quelqu’un d’autre doit maintenant l’émettre.",
        prepared,
    )
}

pub(super) async fn answer(visit: Visit, State(app): State<App>, envoi: ::pieces::Envoi) -> Answer {
    let file = envoi.fichier("retour").map(::pieces::Depot::octets).unwrap_or_default();
    match crate::read_retour(&visit.ctx, &app.db, file).await {
        Ok(lu) => {
            let words = sentence(&lu);
            ROOM.done(&visit, &format!("lots/{}", lu.lot), words)
        }
        Err(error) => {
            let errors = beside(error, "retour")?;
            let (frame, content) = page(&visit, &app, &envoi.fields.filled(&errors)).await?;
            Ok(visit.refused(frame, content))
        }
    }
}

/// What an answer of the bank changed, and what it did not.
fn sentence(lu: &Lu) -> String {
    let count = |n: u64, one, many| francais::compte(i64::try_from(n).unwrap_or_default(), one, many);
    let mut words = match (lu.rejetes, lu.payes) {
        (0, 0) => {
            "Ce compte rendu ne change rien\u{a0}: il avait déjà été lu, ou la banque n’a encore rien décidé."
                .to_owned()
        }
        (rejetes, payes) => format!(
            "{}, {}.",
            count(rejetes, "virement rejeté", "virements rejetés"),
            count(payes, "virement payé", "virements payés")
        ),
    };
    if lu.doublons > 0 {
        words = "La banque dit avoir déjà reçu ce lot\u{a0}: ce refus ne change rien à son premier envoi. Vérifiez sur le site de la banque qu’il a été exécuté une seule fois.".to_owned();
    }
    if lu.deja_payes > 0 {
        words.push_str(&format!(
            " La banque refuse l’ordre entier, mais {}\u{a0}: rien n’est repris. Vérifiez auprès d’elle.",
            count(lu.deja_payes, "virement est déjà payé", "virements sont déjà payés")
        ));
    }
    words
}
