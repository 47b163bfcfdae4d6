//! The territory of a CPTS in its workspace: in force or at a chosen day, its versions, its life.

use super::{chiffres, fiche, statut};
use crate::atlas::{Atlas, CptsConnue, Etat};
use crate::droits::{CHANGER_STATUT, MODIFIER};
use crate::perimetre::{Difference, Version};
use axum::{extract::State, http::header, response::IntoResponse};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use ui::section::{panel, section, split};
use ui::timeline::{Entry, timeline};
use ui::{Button, Field, Filled, Icon, Tone, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let today = today(visit.ctx.now);
    let jour: Date = query.get("le").parse().unwrap_or(today);
    let known = etat.rank(visit.tenant()?.id);
    let modify = |label| Button::primary(label).href(visit.workspace("territoire/modifier")).icon(Icon::Map);
    let Some(rank) = known.filter(|rank| !etat.cpts[*rank].perimetre.versions().is_empty()) else {
        let action = visit.can(MODIFIER).then(|| html! { (modify("Composer le territoire")) });
        let words = "Choisissez les communes\u{a0}: population, taille et voisins viennent aussitôt.";
        let empty = ui::empty::empty(Icon::Map, "Pas encore de territoire", words, action);
        let cpts = known.map(|rank| &etat.cpts[rank]);
        return Ok(visit.page(
            &visit.frame("Territoire"),
            html! { (empty) (life(&visit, cpts, today, &Filled::new())) },
        ));
    };
    let page = fiche::Fiche::build(&mut tx, &etat, rank, jour).await?;
    let frame = ui::Frame {
        lead: Some(lead(&etat.cpts[rank], jour, today).into()),
        actions: visit.can(MODIFIER).then(|| html! { (modify("Modifier les communes")) }),
        ..visit.frame("Territoire")
    };
    Ok(visit.page(&frame, content(&visit, &etat, rank, &page, today)))
}

fn lead(cpts: &CptsConnue, jour: Date, today: Date) -> String {
    match cpts.perimetre.at(jour) {
        Some(version) if jour == today => format!("En vigueur depuis le {}.", francais::date(version.depuis)),
        Some(version) => format!(
            "Tel qu’au {}\u{a0}; cette version commence le {}.",
            francais::date(jour),
            francais::date(version.depuis)
        ),
        None => format!("Rien n’était encore décidé au {}.", francais::date(jour)),
    }
}

fn content(visit: &Visit, etat: &Etat, rank: usize, page: &fiche::Fiche, today: Date) -> Markup {
    let cpts = &etat.cpts[rank];
    let csv = visit.workspace(&format!("territoire/communes.csv?le={}", page.jour));
    html! {
        (warnings(etat, rank, page))
        (chiffres::tiles(etat, &page.estimation))
        (split(
            html! {
                (page.map(etat))
                (section("liste", "Communes", page.table(etat, Some(csv))))
                (section("versions", "Versions", versions(visit, etat, cpts, page.jour)))
            },
            html! {
                (life(visit, Some(cpts), today, &Filled::new()))
                (chiffres::panels(&page.estimation))
            },
        ))
    }
}

/// What is wrong with the territory shown.
fn warnings(etat: &Etat, rank: usize, page: &fiche::Fiche) -> Markup {
    let claims = etat.claims(&page.communes, etat.cpts[rank].id, page.jour);
    let others: BTreeSet<&str> = claims
        .iter()
        .flat_map(|claim| &claim.cpts)
        .filter_map(|id| etat.of(*id))
        .map(|cpts| cpts.nom.as_str())
        .collect();
    html! {
        @if !claims.is_empty() {
            (ui::alert::alert(Tone::Warning, format!("{} aussi dans {}.",
                francais::compte(i64::try_from(claims.len()).unwrap_or(i64::MAX), "commune est", "communes sont"),
                others.into_iter().collect::<Vec<_>>().join(", "))))
        }
    }
}

/// Each version with what it changed, newest first.
fn versions(visit: &Visit, etat: &Etat, cpts: &CptsConnue, jour: Date) -> Markup {
    let all = cpts.perimetre.versions();
    let none = BTreeSet::new();
    let entry = |at: usize, version: &Version| {
        let before = at.checked_sub(1).and_then(|at| all.get(at)).map_or(&none, |version| &version.communes);
        let difference = Difference::between(before, &version.communes);
        let count = francais::compte(
            i64::try_from(version.communes.len()).unwrap_or(i64::MAX),
            "commune",
            "communes",
        );
        let what = html! { a href=(visit.workspace(&format!("territoire?le={}", version.depuis))) { (count) ", " (francais::nombre(etat.population(&version.communes))) " habitants" } };
        let (year, when) = (
            version.depuis.year().to_string(),
            format!("À partir du {}\u{a0}:", francais::date(version.depuis)),
        );
        let entry = Entry::new(version.depuis.to_string(), year, when, what);
        if at == 0 { entry } else { entry.detail(changes(etat, &difference)) }
    };
    let entries: Vec<Entry> = all.iter().enumerate().rev().map(|(at, version)| entry(at, version)).collect();
    html! {
        (timeline(&entries))
        (ui::form(&visit.csrf, &visit.workspace("territoire"), ui::Method::Get, html! {
            (Field::date("le", "Voir le territoire tel qu’au").value(jour.to_string()))
            div.actions { (Button::secondary("Voir")) }
        }))
    }
}

/// « Ajoutées : A, B. Retirée : C. »
pub(super) fn changes(etat: &Etat, difference: &Difference) -> Markup {
    let names = |codes: &BTreeSet<CommuneCode>| {
        let name = |code: &CommuneCode| {
            etat.france.commune(*code).map_or_else(|| code.to_string(), |c| c.nom.to_string())
        };
        codes.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    html! {
        @if !difference.ajoutees.is_empty() { p { "Ajoutées (" (difference.ajoutees.len()) ")\u{a0}: " (names(&difference.ajoutees)) "." } }
        @if !difference.retirees.is_empty() { p { "Retirées (" (difference.retirees.len()) ")\u{a0}: " (names(&difference.retirees)) "." } }
    }
}

/// The life of the CPTS, and the form that moves it forward.
pub(super) fn life(visit: &Visit, cpts: Option<&CptsConnue>, today: Date, filled: &Filled) -> Markup {
    let known = cpts.and_then(|cpts| cpts.statut.as_ref());
    panel(html! {
        h2 id="vie" { "Vie de la CPTS" }
        @match known {
            Some(statut) => {
                (fiche::life(statut))
                @if statut.is_en_retard(today) { (ui::alert::alert(Tone::Warning, "La date attendue est passée\u{a0}: dites ce qu’il en est.")) }
            }
            None => p.soft { "L’étape n’est pas encore renseignée." },
        }
        @if visit.can(CHANGER_STATUT) { (statut::form(visit, known, today, filled)) }
    })
}

/// The communes of the day as CSV: what other tools read, and this one too.
pub(super) async fn export(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat: Arc<Etat> = app.resource::<Atlas>().at(&mut tx).await?;
    let tenant = visit.tenant()?;
    let jour: Date = query.get("le").parse().unwrap_or_else(|_| today(visit.ctx.now));
    let cpts = etat.of(tenant.id).ok_or_else(Problem::not_found)?;
    let name = format!("attachment; filename=\"{}-communes-{jour}.csv\"", tenant.slug);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, csv(&etat, cpts.communes(jour))).into_response())
}

fn csv(etat: &Etat, communes: &BTreeSet<CommuneCode>) -> Vec<u8> {
    let mut file = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ =
        file.write_record(["code_insee", "nom", "code_departement", "epci_siren", "epci_nom", "population"]);
    for commune in communes.iter().filter_map(|code| etat.france.commune(*code)) {
        let epci = commune.epci.and_then(|siren| etat.france.epci(siren));
        let _ = file.write_record([
            commune.code.as_str(),
            &commune.nom,
            commune.code.departement().as_str(),
            &commune.epci.map(|siren| siren.to_string()).unwrap_or_default(),
            epci.map_or("", |epci| &epci.nom),
            &commune.population.map(|n| n.to_string()).unwrap_or_default(),
        ]);
    }
    file.into_inner().unwrap_or_default()
}
