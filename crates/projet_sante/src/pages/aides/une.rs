//! One aid: its payments, what was paid with it.

use super::super::{below, beside, done, id_of, jointes, key, key_of};
use super::{Here, money};
use crate::aide::Aide;
use crate::droits::AIDES;
use crate::jointe::{Jointe, Sujet};
use crate::{WriteError, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Row, Table, button, form::Width, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(in crate::pages) async fn one(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = single(&visit, &app, id_of(&id)?, &Filled::new(), "").await?;
    Ok(visit.page(&frame, content))
}

async fn single(
    visit: &Visit,
    app: &App,
    id: Id<Aide>,
    filled: &Filled,
    part: &str,
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
        (
            "Dépensé",
            html! { (francais::euros(aide.depense())) @if aide.depense() > aide.recu() { " (dont " (francais::euros(aide.depense() - aide.recu())) " avancés par la CPTS, en attendant le versement)" } },
        ),
        ("Reste à dépenser", html! { (francais::euros(aide.reste())) }),
        (
            "À dépenser avant le",
            html! { @match aide.octroi.fin { Some(fin) => (francais::date(fin)), None => "date limite non notée" } },
        ),
        ("Source", html! { (aide.octroi.source) }),
    ];
    let at = visit.workspace(&format!("projet/aides/{id}"));
    let gone = button::post_button(&visit.csrf, &format!("{at}/retrait"), &[], &Button::danger("Retirer"));
    let blank = Filled::new();
    let of = |name: &str| if part == name { filled } else { &blank };
    let content = html! {
        @if let Some((tone, words)) = aide.alerte(crate::today(visit.ctx.now)) { (ui::alert::alert(tone, html! { (words) "." })) }
        (ui::definitions::definitions(&facts))
        (jointes(visit, &files, &Sujet::aide(id), may))
        (received(visit, &aide, may))
        @if may && aide.recu() < aide.octroi.montant { (receiving(visit, &at, of("versement"))) }
        (spent(visit, &aide, &files, may))
        @if may {
            @if aide.reste() > 0 { (spending(visit, &at, of("depense"))) }
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

/// Two forms of the page ask for an amount: the one that was refused has the id that its error leads to.
fn amount(filled: &Filled, usual: &'static str) -> &'static str {
    if filled.is_refused() { "montant" } else { usual }
}

fn receiving(visit: &Visit, at: &str, filled: &Filled) -> Markup {
    html! {
        section.section id="recevoir" {
            h2 { "Noter un versement" }
            (ui::form(&visit.csrf, &format!("{at}/versements"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (key(visit))
                (Field::text("montant", "Montant reçu").id(amount(filled, "versement-montant")).width(Width::Short).required().filled(filled))
                (Field::date("recu_le", "Reçu le").required().filled(filled))
                (Field::text("reference", "Référence").hint("Libellé du relevé bancaire.").maxlength(200).filled(filled))
                div.actions { (Button::secondary("Noter le versement")) }
            }))
        }
    }
}

pub(in crate::pages) async fn receive(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let errors = match money(&fields, "recu_le") {
        Err(errors) => errors,
        Ok((cents, jour, _)) => {
            let (key, words) = (key_of(&visit, &fields), fields.get("reference"));
            match crate::receive_versement(&visit.ctx, &app.db, id, key, (cents, jour), words).await {
                Ok(()) => return done(&visit, &format!("aides/{id}"), "Le versement est noté.", Ok(())),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = single(&visit, &app, id, &fields.filled(&errors), "versement").await?;
    Ok(visit.refused(frame, content))
}

fn spent(visit: &Visit, aide: &Aide, files: &[Jointe], may: bool) -> Markup {
    let mut columns = vec![
        Column::text("Payé le"),
        Column::text("Dépense"),
        Column::number("Montant"),
        Column::text("Pièce"),
    ];
    if may {
        columns.push(Column::actions());
    }
    let rows = aide.depenses.iter().map(|one| {
        let mut cells = vec![
            html! { (francais::date(one.jour)) },
            html! { (one.libelle) },
            html! { (francais::euros(one.montant)) },
            jointes(visit, files, &Sujet::depense(one.id), may),
        ];
        if may {
            let to = visit.workspace(&format!("projet/aides/{}/depenses/{}/retrait", aide.id, one.id));
            let gone = button::post_button(&visit.csrf, &to, &[], &Button::danger("Retirer").small());
            cells.push(button::confirm("Retirer", &one.libelle, "Notée par erreur\u{202f}?", gone));
        }
        Row::new(cells)
    });
    let empty = html! { p { "Rien n’a encore été dépensé." } };
    html! { (Table::new("depenses", "Dépenses payées par cette aide", columns).rows(rows.collect()).empty(empty)) }
}

fn spending(visit: &Visit, at: &str, filled: &Filled) -> Markup {
    html! {
        section.section id="depenser" {
            h2 { "Noter une dépense" }
            (ui::form(&visit.csrf, &format!("{at}/depenses"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (key(visit))
                (Field::text("libelle", "Ce qui a été payé").required().maxlength(200).filled(filled))
                (Field::text("montant", "Montant payé par l’aide").id(amount(filled, "depense-montant")).width(Width::Short).required().filled(filled))
                (Field::date("jour", "Payé le").required().filled(filled))
                div.actions { (Button::secondary("Noter la dépense")) }
            }))
        }
    }
}

pub(in crate::pages) async fn spend(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let errors = match money(&fields, "jour") {
        Err(errors) => errors,
        Ok((cents, jour, _)) => {
            let (key, words) = (key_of(&visit, &fields), fields.get("libelle"));
            match crate::spend_aide(&visit.ctx, &app.db, id, key, (cents, jour), words).await {
                Ok(()) => return done(&visit, &format!("aides/{id}"), "La dépense est notée.", Ok(())),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = single(&visit, &app, id, &fields.filled(&errors), "depense").await?;
    Ok(visit.refused(frame, content))
}
