//! Start-up aids: what was granted, what was received.

use super::{below, beside, done, id_of, jointes, key, key_of, onglets};
use crate::aide::{Aide, Octroi};
use crate::droits::AIDES;
use crate::jointe::Sujet;
use crate::{WriteError, montant, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Icon, Row, Table, button, form::Width, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let all = store::aides::aides(&mut app.db.read(&visit.ctx).await?).await?;
    let row = |one: &Aide| {
        Row::new(vec![
            html! { a href=(visit.workspace(&format!("projet/aides/{}", one.id))) { (one.octroi.intitule) } },
            html! { (one.octroi.financeur) },
            html! { (francais::date(one.octroi.accordee_le)) },
            html! { (francais::euros(one.octroi.montant)) },
            html! { (francais::euros(one.recu())) },
            html! { (francais::euros(one.octroi.montant - one.recu())) },
        ])
    };
    let (granted, received) = all.iter().fold((0, 0), |(a, b), one| (a + one.octroi.montant, b + one.recu()));
    let mut rows: Vec<Row> = all.iter().map(row).collect();
    if all.len() > 1 {
        let blank = || html! {};
        rows.push(
            Row::new(vec![
                html! { "Total" },
                blank(),
                blank(),
                html! { (francais::euros(granted)) },
                html! { (francais::euros(received)) },
                html! { (francais::euros(granted - received)) },
            ])
            .total(),
        );
    }
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucune aide notée",
        "Chaque région a ses aides et ses montants\u{a0}: notez celle qui vous a été accordée, avec la lettre qui le dit.",
        None,
    );
    let columns = vec![
        Column::text("Aide"),
        Column::text("Financeur"),
        Column::text("Accordée le"),
        Column::number("Accordé"),
        Column::number("Reçu"),
        Column::number("Reste"),
    ];
    let frame = ui::Frame {
        lead: Some("Les aides au démarrage sont propres à chaque région\u{a0}: le montant est celui de votre courrier. Elles se suivent à part du contrat ACI.".into()),
        ..visit.frame("Aides au démarrage")
    };
    let content = html! {
        (onglets(visit, "aides"))
        (Table::new("aides", "Aides accordées", columns).rows(rows).empty(empty))
        @if visit.can(AIDES) {
            (granting(visit, filled))
        }
    };
    Ok((frame, content))
}

fn granting(visit: &Visit, filled: &Filled) -> Markup {
    html! {
            details open[filled.is_refused()] {
                summary { "Noter une aide accordée" }
                (ui::form(&visit.csrf, &visit.workspace("projet/aides"), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (key(visit))
                    (Field::text("intitule", "Intitulé").required().maxlength(200).filled(filled))
                    (Field::text("financeur", "Financeur").hint("ARS (fonds d’intervention régional), région, département…").required().maxlength(200).filled(filled))
                    (Field::text("montant", "Montant accordé").hint("«\u{a0}15\u{202f}000\u{a0}€\u{a0}» ou «\u{a0}15000,50\u{a0}».").width(Width::Short).required().filled(filled))
                    (Field::date("accordee_le", "Accordée le").required().filled(filled))
                    (Field::text("source", "Où c’est écrit").hint("Courrier, convention, décision, avec sa date.").required().maxlength(200).filled(filled))
                    div.actions { (Button::primary("Noter l’aide")) }
                }))
            }
    }
}

pub(super) async fn grant(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let money = match montant::read("montant", fields.get("montant")) {
        Ok(cents) => Some(cents),
        Err(refus) => {
            reader.refuse(refus.champ, refus.pourquoi);
            None
        }
    };
    let read = money.zip(reader.required("accordee_le"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((montant, accordee_le)) => {
            let text = |name: &str| fields.get(name).to_owned();
            let octroi = Octroi {
                intitule: text("intitule"),
                financeur: text("financeur"),
                montant,
                accordee_le,
                source: text("source"),
            };
            let id = key_of(&visit, &fields);
            match crate::grant_aide(&visit.ctx, &app.db, id, octroi).await {
                Ok(()) => {
                    let to = visit.workspace(&format!("projet/aides/{id}"));
                    return Ok(Redirect::to(to).done("L’aide est notée.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = single(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn single(
    visit: &Visit,
    app: &App,
    id: Id<Aide>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::aides::aides(&mut tx).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    drop(tx);
    let aide = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Cette aide"))?;
    let may = visit.can(AIDES);
    let facts = [
        ("Financeur", html! { (aide.octroi.financeur) }),
        ("Accordée le", html! { (francais::date(aide.octroi.accordee_le)) }),
        ("Montant accordé", html! { (francais::euros(aide.octroi.montant)) }),
        ("Reçu", html! { (francais::euros(aide.recu())) }),
        ("Source", html! { (aide.octroi.source) }),
    ];
    let at = visit.workspace(&format!("projet/aides/{id}"));
    let gone = button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"));
    let content = html! {
        (ui::definitions::definitions(&facts))
        (jointes(visit, &files, &Sujet::aide(id), may))
        (received(visit, &aide, may))
        @if may {
            @if aide.recu() < aide.octroi.montant { (receiving(visit, &at, filled)) }
            (button::confirm("Retirer cette aide", &aide.octroi.intitule, "Notée par erreur\u{202f}? Ses versements ne compteront plus.", gone))
        }
    };
    Ok((below(visit, aide.octroi.intitule.clone(), &[("Aides", "aides")]), content))
}

fn received(visit: &Visit, aide: &Aide, may: bool) -> Markup {
    let mut columns = vec![Column::text("Reçu le"), Column::number("Montant"), Column::text("Référence")];
    if may {
        columns.push(Column::actions());
    }
    let rows = aide.versements.iter().map(|one| {
        let mut cells = vec![
            html! { (francais::date(one.recu_le)) },
            html! { (francais::euros(one.montant)) },
            html! { @if one.reference.is_empty() { "—" } @else { (one.reference) } },
        ];
        if may {
            let to = visit.workspace(&format!("projet/aides/{}/versements/{}/retrait", aide.id, one.id));
            let gone = button::post_button(&visit.csrf, &to, &[], &Button::danger("Retirer").small());
            let about = format!("le versement du {}", francais::date(one.recu_le));
            cells.push(button::confirm("Retirer", &about, "Noté par erreur\u{202f}?", gone));
        }
        Row::new(cells)
    });
    let empty = html! { p { "Rien n’a encore été reçu." } };
    html! { (Table::new("versements", "Versements reçus", columns).rows(rows.collect()).empty(empty)) }
}

fn receiving(visit: &Visit, at: &str, filled: &Filled) -> Markup {
    html! {
        section.section id="recevoir" {
            h2 { "Noter un versement" }
            (ui::form(&visit.csrf, &format!("{at}/versements"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (key(visit))
                (Field::text("montant", "Montant reçu").width(Width::Short).required().filled(filled))
                (Field::date("recu_le", "Reçu le").required().filled(filled))
                (Field::text("reference", "Référence").hint("Libellé du relevé bancaire.").maxlength(200).filled(filled))
                div.actions { (Button::secondary("Noter le versement")) }
            }))
        }
    }
}

pub(super) async fn receive(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let mut reader = fields.reader();
    let money = match montant::read("montant", fields.get("montant")) {
        Ok(cents) => Some(cents),
        Err(refus) => {
            reader.refuse(refus.champ, refus.pourquoi);
            None
        }
    };
    let read = money.zip(reader.required("recu_le"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok(what) => {
            let (key, words) = (key_of(&visit, &fields), fields.get("reference"));
            match crate::receive_versement(&visit.ctx, &app.db, id, key, what, words).await {
                Ok(()) => return done(&visit, &format!("aides/{id}"), "Le versement est noté.", Ok(())),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = single(&visit, &app, id, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_aide(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, "aides", "L’aide est retirée.", gone)
}

pub(super) async fn take_back(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, versement)): Path<(String, String, String)>,
) -> Answer {
    let gone = crate::withdraw_versement(&visit.ctx, &app.db, id_of(&versement)?).await;
    done(&visit, &format!("aides/{id}"), "Le versement est retiré.", gone)
}
