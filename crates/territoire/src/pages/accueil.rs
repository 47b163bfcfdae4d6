//! The public home of the instance: what a CPTS is, which are here, where to go.

use super::departements::Vu;
use super::fiche;
use super::france::france_map;
use crate::atlas::{Atlas, CptsConnue, Etat};
use axum::extract::State;
use identifiants::DepartementCode;
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::section::{grid, panel, section};
use ui::{Button, Column, Icon, Row, Table, francais};
use web::{Answer, App, Visit};

/// Beyond that many, the list goes by département.
const LISTED: usize = 60;
/// Beyond that many départements, the map is that of the country.
const LOCAL: usize = 3;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let jour = today(visit.ctx.now);
    let open = comptes::toutes(&mut tx).await?;
    let unknown: Vec<&comptes::Cpts> = open.iter().filter(|cpts| etat.rank(cpts.id).is_none()).collect();
    let main = main_departement(&etat, jour);
    let map = match main.and_then(|code| etat.france.departement(code)) {
        Some(departement) => {
            let fond = etat.fonds.of(&mut tx, &etat.france, &[departement.code]).await?;
            html! {
                (Vu::of(&etat, departement.code, jour).map(&fond, &departement.nom))
                p { a href={ "/departements/" (departement.code) } { "La couverture du département" } " · " a href="/departements" { "Tous les départements" } }
            }
        }
        None => france_map(&etat, jour),
    };
    let frame = ui::Frame {
        lead: Some("Une CPTS, communauté professionnelle territoriale de santé, réunit les soignants d’un territoire pour que chacun trouve un médecin, un rendez-vous rapide et un parcours clair.".into()),
        actions: Some(html! {
            (Button::primary("Composer un territoire").href("/territoire"))
            @if visit.identity.is_none() { (Button::secondary("Se connecter").href("/connexion")) }
            @else { (Button::secondary("Mes espaces").href("/espaces")) }
        }),
        ..visit.frame("Le soin, près de chez vous, à plusieurs")
    };
    let content = html! {
        (explained())
        (section("carte", "Où elles sont", map))
        (section("cpts", "Les CPTS ici", list(&etat, &unknown, jour)))
    };
    Ok(visit.hero(&frame, content))
}

/// What a CPTS is, in three plain sentences.
fn explained() -> Markup {
    grid(html! {
        (panel(html! { h2 { "Un territoire" } p { "Médecins, infirmiers, pharmaciens, kinésithérapeutes, établissements et services sociaux s’organisent ensemble pour les habitants de quelques dizaines de communes." } }))
        (panel(html! { h2 { "Des missions" } p { "Trouver un médecin traitant, être soigné sans attendre quand ce n’est pas une urgence vitale, faciliter les parcours, prévenir, répondre aux crises." } }))
        (panel(html! { h2 { "Un contrat" } p { "L’agence régionale de santé valide le projet de santé, l’assurance maladie le finance pour cinq ans selon la population du territoire." } }))
    })
}

/// The département with most CPTS, when the CPTS are in a few only.
fn main_departement(etat: &Etat, jour: Date) -> Option<DepartementCode> {
    let mut counts: BTreeMap<DepartementCode, usize> = BTreeMap::new();
    for cpts in &etat.cpts {
        for commune in cpts.communes(jour) {
            *counts.entry(commune.departement()).or_default() += 1;
        }
    }
    let few = (1..=LOCAL).contains(&counts.len());
    counts.into_iter().max_by_key(|(_, count)| *count).filter(|_| few).map(|(code, _)| code)
}

fn list(etat: &Etat, unknown: &[&comptes::Cpts], jour: Date) -> Markup {
    if etat.cpts.is_empty() && unknown.is_empty() {
        return ui::empty::empty(
            Icon::Map,
            "Aucune CPTS pour l’instant",
            "La première peut naître ici\u{a0}: composez son territoire.",
            Some(html! { (Button::primary("Composer un territoire").href("/territoire")) }),
        );
    }
    if etat.cpts.len() > LISTED {
        return html! {
            p { (francais::compte(i64::try_from(etat.cpts.len()).unwrap_or(i64::MAX), "CPTS", "CPTS")) " sont sur cette instance. " a href="/departements" { "Les trouver par département" } "." }
        };
    }
    let mut known: Vec<&CptsConnue> = etat.cpts.iter().collect();
    known.sort_by_key(|cpts| kernel::fold(&cpts.nom));
    let columns = vec![
        Column::text("CPTS"),
        Column::text("Où elle en est"),
        Column::number("Communes"),
        Column::number("Habitants"),
    ];
    let line = |cpts: &CptsConnue| {
        let communes = cpts.communes(jour);
        Row::new(vec![
            html! { a href={ "/" (cpts.slug) } { (cpts.nom) } },
            html! { (fiche::stage(cpts.statut.as_ref())) },
            html! { (communes.len()) },
            html! { (francais::nombre(etat.population(communes))) },
        ])
    };
    let bare = |cpts: &&comptes::Cpts| {
        let name = html! { a href={ "/" (cpts.slug) } { (cpts.nom) } };
        Row::new(vec![name, html! { (fiche::stage(None)) }, html! { "—" }, html! { "—" }])
    };
    let rows = known.into_iter().map(line).chain(unknown.iter().map(bare)).collect();
    html! { (Table::new("toutes", "Les CPTS", columns).quiet_caption().rows(rows)) }
}
