//! One aid: its payments, what was paid with it.

use super::super::{ROOM, beside, jointes};
use super::{Here, money};
use crate::aide::Aide;
use crate::droits::AIDES;
use crate::jointe::{Jointe, Sujet};
use crate::{WriteError, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Row, Table, button, form::Width, francais};
use web::{Answer, App, Fields, Problem, Visit, id_of};

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
    let of = |one: Mouvement| if part == one.code() { filled } else { &blank };
    let content = html! {
        @if let Some((tone, words)) = aide.alerte(kernel::today(visit.ctx.now)) { (ui::alert::alert(tone, html! { (words) "." })) }
        (ui::definitions::definitions(&facts))
        (jointes(visit, &files, &Sujet::aide(id), may))
        (received(visit, &aide, may))
        @if may && aide.recu() < aide.octroi.montant { (moving(visit, &at, Mouvement::Versement, of(Mouvement::Versement))) }
        (spent(visit, &aide, &files, may))
        @if may {
            @if aide.reste() > 0 { (moving(visit, &at, Mouvement::Depense, of(Mouvement::Depense))) }
            (button::confirm("Retirer cette aide", &aide.octroi.intitule, "Notée par erreur\u{202f}? Ses versements ne compteront plus.", gone))
        }
    };
    Ok((ROOM.below(visit, aide.octroi.intitule.clone(), &[("Aides", "aides")]), content))
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

kernel::codes! {
    /// The two forms of the page: money that comes in, money that goes out. The code is the end of its address.
    enum Mouvement {
        /// Received of the aid.
        Versement = "versements", "Noter le versement";
        /// Paid with the aid.
        Depense = "depenses", "Noter la dépense";
    }
}

impl Mouvement {
    const fn titre(self) -> &'static str {
        match self {
            Self::Versement => "Noter un versement",
            Self::Depense => "Noter une dépense",
        }
    }

    const fn dit(self) -> &'static str {
        match self {
            Self::Versement => "Le versement est noté.",
            Self::Depense => "La dépense est notée.",
        }
    }

    /// What is asked of the amount and of the day, and the name of the day.
    const fn montant_et_jour(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Versement => ("Montant reçu", "Reçu le", "recu_le"),
            Self::Depense => ("Montant payé par l’aide", "Payé le", "jour"),
        }
    }

    /// The words asked for, and their name.
    fn mots(self) -> (Field, &'static str) {
        let field = match self {
            Self::Versement => {
                (Field::text("reference", "Référence").hint("Libellé du relevé bancaire."), "reference")
            }
            Self::Depense => (Field::text("libelle", "Ce qui a été payé").required(), "libelle"),
        };
        (field.0.maxlength(200), field.1)
    }
}

/// Both forms ask for an amount: the one that was refused has the id that its error leads to.
fn moving(visit: &Visit, at: &str, one: Mouvement, filled: &Filled) -> Markup {
    let (montant, jour, name) = one.montant_et_jour();
    let id = if filled.is_refused() { "montant".to_owned() } else { format!("{}-montant", one.code()) };
    html! {
        section.section id={ "noter-" (one.code()) } {
            h2 { (one.titre()) }
            (ui::form(&visit.csrf, &format!("{at}/{}", one.code()), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (one.mots().0.filled(filled))
                (Field::text("montant", montant).id(id).width(Width::Short).required().filled(filled))
                (Field::date(name, jour).required().filled(filled))
                div.actions { (Button::secondary(one.libelle())) }
            }))
        }
    }
}

pub(in crate::pages) async fn receive(
    visit: Visit,
    State(app): State<App>,
    at: Here,
    fields: Fields,
) -> Answer {
    noted(&visit, &app, &at.1, &fields, Mouvement::Versement).await
}

pub(in crate::pages) async fn spend(
    visit: Visit,
    State(app): State<App>,
    at: Here,
    fields: Fields,
) -> Answer {
    noted(&visit, &app, &at.1, &fields, Mouvement::Depense).await
}

async fn noted(visit: &Visit, app: &App, id: &str, fields: &Fields, what: Mouvement) -> Answer {
    let id = id_of(id)?;
    let errors = match money(fields, what.montant_et_jour().2) {
        Err(errors) => errors,
        Ok((cents, jour, _)) => match keep(visit, app, id, fields, (what, cents, jour)).await {
            Ok(()) => return ROOM.done(visit, &format!("aides/{id}"), what.dit()),
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = single(visit, app, id, &fields.filled(&errors), what.code()).await?;
    Ok(visit.refused(frame, content))
}

async fn keep(
    visit: &Visit,
    app: &App,
    id: Id<Aide>,
    fields: &Fields,
    (what, cents, jour): (Mouvement, i64, Date),
) -> Result<(), WriteError> {
    let (ctx, words) = (&visit.ctx, fields.get(what.mots().1));
    match what {
        Mouvement::Versement => {
            crate::receive_versement(ctx, &app.db, id, fields.key(visit), (cents, jour), words).await
        }
        Mouvement::Depense => {
            crate::spend_aide(ctx, &app.db, id, fields.key(visit), (cents, jour), words).await
        }
    }
}
