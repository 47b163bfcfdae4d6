//! Attestations: one's own in one tap, anybody's for the office, and the public page that checks one.

use super::{PDF, ROOM, beside};
use crate::attestation::Attestation;
use crate::droits::ORGANISER;
use crate::{attestation_pdf, author, heures, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use db::Tx;
use jiff::Timestamp;
use kernel::Id;
use maud::{Markup, html};
use ui::button::confirm;
use ui::definitions::definitions;
use ui::form::Width;
use ui::table::Paging;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// What the page shows: who looks, those who may be chosen, what was given.
struct Liste {
    moi: Option<Adherent>,
    tous: Vec<Adherent>,
    attestations: Vec<Attestation>,
    /// Where the next page starts.
    suite: Option<String>,
}

/// Attestations a page.
const PAGE: u32 = 50;

impl Liste {
    async fn read(tx: &mut Tx, avant: &str) -> Result<Self, Problem> {
        let office = tx.ctx().rights.contains(ORGANISER);
        let moi = match author(tx.ctx()) {
            Some(me) => adhesions::par_compte(tx, me).await?,
            None => None,
        };
        let before = cursor(avant);
        let mut attestations = match (&moi, office) {
            (_, true) => store::attestations::latest(tx, None, before, PAGE + 1).await?,
            (Some(me), false) => store::attestations::latest(tx, Some(me.id), before, PAGE + 1).await?,
            (None, false) => Vec::new(),
        };
        let more = attestations.len() > PAGE as usize;
        attestations.truncate(PAGE as usize);
        let last = attestations.last().filter(|_| more);
        let suite = last.map(|one| format!("{}_{}", one.emise_le, one.id));
        let tous = if office { adhesions::adherents(tx).await? } else { moi.iter().cloned().collect() };
        Ok(Self { moi, tous, attestations, suite })
    }
}

/// `2026-03-02T07:00:00Z_<id>`, the last line of the page before.
fn cursor(text: &str) -> Option<(Timestamp, Id<Attestation>)> {
    let (le, id) = text.split_once('_')?;
    Some((le.parse().ok()?, id.parse().ok()?))
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let liste = Liste::read(&mut app.db.read(&visit.ctx).await?, query.get("avant")).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &liste, &Filled::new())))
}

fn frame(visit: &Visit) -> ui::Frame {
    let said = "L’adhésion et la participation d’une année, signées par la CPTS\u{a0}: chacun peut les vérifier avec le code imprimé.";
    ui::Frame { lead: Some(said.into()), ..visit.frame("Attestations") }
}

fn page(visit: &Visit, liste: &Liste, filled: &Filled) -> Markup {
    let columns = vec![
        Column::text("Numéro"),
        Column::text("Personne"),
        Column::number("Année"),
        Column::text("Délivrée le"),
        Column::text("État"),
        Column::actions(),
    ];
    let empty = ui::empty::empty(
        Icon::Document,
        "Aucune attestation",
        "Demandez-en une\u{a0}: elle est prête aussitôt.",
        None,
    );
    let me = liste.moi.as_ref().map(|one| one.id.to_string()).unwrap_or_default();
    let people: Vec<Choice> =
        liste.tous.iter().map(|one| Choice::new(one.id.to_string(), one.nom())).collect();
    let annee = heures::today(visit.ctx.now).year();
    html! {
        (ROOM.tabs(visit, "attestations"))
        @if people.is_empty() { (ui::alert::alert(Tone::Info, "Votre compte n’est pas relié à une fiche d’adhérent\u{a0}: demandez au bureau de le faire.")) }
        @else {
            (ui::form(&visit.csrf, &visit.workspace("reunions/attestations"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (ui::form::row(html! {
                    (Field::select("adherent", "Pour", people).value(filled.get("adherent").map_or(me, str::to_owned)))
                    (Field::number("annee", "Année").width(Width::Short).required().value(annee.to_string()).filled(filled))
                }))
                div.actions { (Button::primary("Obtenir l’attestation")) }
            }))
        }
        (Table::new("attestations", "Attestations délivrées", columns).rows(liste.attestations.iter().map(|one| row(visit, one)).collect()).empty(empty).paging(paging(visit, liste)))
    }
}

fn paging(visit: &Visit, liste: &Liste) -> Paging {
    let next = liste
        .suite
        .as_ref()
        .map(|from| visit.workspace(&format!("reunions/attestations?avant={from}")).into());
    Paging { first: None, shown: super::many(liste.attestations.len()), total: None, previous: None, next }
}

fn row(visit: &Visit, one: &Attestation) -> Row {
    let base = visit.workspace(&format!("reunions/attestations/{}", one.id));
    let form = ui::form(
        &visit.csrf,
        &format!("{base}/retrait"),
        ui::Method::Post,
        html! {
            (Field::text("motif", "Motif").id(format!("motif-{}", one.id)).required().maxlength(160))
            (Button::danger("Oui, retirer"))
        },
    );
    Row::new(vec![
        html! { a href=(format!("{base}/attestation.pdf")) { (one.numero) } },
        html! { (one.faits.nom) },
        html! { (one.faits.annee) },
        html! { (francais::date(heures::today(one.emise_le))) },
        html! { @if one.retrait.is_some() { (ui::status::badge(Tone::Danger, "Retirée")) } @else { (ui::status::badge(Tone::Success, "Valable")) } },
        html! {
            @if let Ok(tenant) = visit.tenant() { (Button::secondary("Vérifier").about(one.numero.clone()).small().href(format!("/{}/attestations/{}", tenant.slug, one.code))) " " }
            @if visit.can(ORGANISER) && one.retrait.is_none() { (confirm("Retirer", &one.numero, "Qui la vérifiera lira qu’elle est retirée.", form)) }
        },
    ])
}

pub(super) async fn make(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let asked = reader.required("adherent").zip(reader.required::<i16>("annee"));
    let errors = match reader.finish(asked) {
        Err(errors) => errors,
        Ok((adherent, annee)) => match crate::attest(&visit.ctx, &app.db, adherent, annee).await {
            Ok(id) => {
                let file = visit.workspace(&format!("reunions/attestations/{id}/attestation.pdf"));
                return Ok(Redirect::to(file).answer(&visit));
            }
            Err(error) => beside(error)?,
        },
    };
    let liste = Liste::read(&mut app.db.read(&visit.ctx).await?, "").await?;
    Ok(visit.refused(frame(&visit), page(&visit, &liste, &fields.filled(&errors))))
}

pub(super) async fn pdf(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let one = store::attestations::one(&mut tx, id_of(&id)?).await?.ok_or_else(Problem::not_found)?;
    let me = match author(&visit.ctx) {
        Some(me) => adhesions::par_compte(&mut tx, me).await?.map(|one| one.id),
        None => None,
    };
    if me != Some(one.adherent) && !visit.can(ORGANISER) {
        return Err(Problem::not_found());
    }
    let doc = attestation_pdf(&mut tx, &app.db, one.id, &app.settings.public_url).await?;
    web::download(&format!("attestation-{}.pdf", one.numero), PDF, move || documents::pdf(&doc)).await
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let gone = crate::withdraw_attestation(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await;
    ROOM.after(&visit, "attestations", "L’attestation est retirée.", gone)
}

/// What anybody who holds the code reads: authentic or not, initials, figures.
pub(super) async fn verify(visit: Visit, State(app): State<App>, Path((_, code)): Here) -> Answer {
    let code: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).take(40).collect();
    let found = store::attestations::by_code(&mut app.db.read(&visit.ctx).await?, &code).await?;
    let (title, tone, said) = match &found {
        None => ("Attestation inconnue", Tone::Danger, "Aucune attestation de cette CPTS ne porte ce code."),
        Some(one) if !one.is_intact() => (
            "Attestation altérée",
            Tone::Danger,
            "Le contenu gardé n’est plus celui qui a été signé\u{a0}: ne vous y fiez pas.",
        ),
        Some(one) if one.retrait.is_some() => (
            "Attestation retirée",
            Tone::Danger,
            "Cette attestation a été délivrée, puis retirée par la CPTS\u{a0}: elle n’est plus valable.",
        ),
        Some(_) => (
            "Attestation authentique",
            Tone::Success,
            "Cette attestation a bien été délivrée par cette CPTS.",
        ),
    };
    let content = html! {
        (ui::alert::alert(tone, said))
        @if tone == Tone::Success { p { "Comparez ce qui suit avec le papier que vous tenez\u{a0}: tout doit être identique." } }
        @if let Some(one) = found.filter(Attestation::is_intact) { (shown(&one, &one.sceau_lisible(app.db.secret(), visit.ctx.cpts))) }
    };
    Ok(visit.page(&visit.frame(title), content))
}

fn shown(one: &Attestation, sceau: &str) -> Markup {
    let faits = &one.faits;
    definitions(&[
        ("Numéro", html! { (one.numero) }),
        ("Délivrée le", html! { (francais::date(heures::today(one.emise_le))) }),
        ("Initiales", html! { (faits.initiales()) }),
        ("Année", html! { (faits.annee) }),
        (
            "Participation",
            html! { (francais::compte(super::many(faits.reunions.len()), "réunion", "réunions")) ", " (francais::duree(i64::from(faits.minutes()))) },
        ),
        ("Sceau", html! { (sceau) }),
    ])
}
