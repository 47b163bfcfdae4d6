//! The offer: who cares for the territory, by profession, where, and who leaves soon.

use super::chiffres::no_territory;
use super::{ROOM, lier, people};
use crate::droits::ANIMER;
use crate::offre::{Ligne, count};
use crate::preuve::{Fait, Nature};
use crate::{Besoin, store};
use axum::extract::State;
use identifiants::CommuneCode;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeSet;
use territoire::Atlas;
use territoire::atlas::Etat;
use ui::{Column, Icon, Row, Table, francais};
use web::{Answer, App, Visit};

/// What the page draws from.
pub(crate) struct Offre {
    pub(crate) lignes: Vec<Ligne>,
    pub(crate) population: i64,
    /// Date of the official file.
    pub(crate) du: Option<Date>,
    /// Departures are for the office.
    pub(crate) departs: bool,
}

pub(crate) async fn read(
    visit: &Visit,
    tx: &mut db::Tx,
    etat: &Etat,
    communes: &BTreeSet<CommuneCode>,
) -> db::Result<Offre> {
    let everybody = repertoire::professionnels_of(tx, &etat.france, communes).await?;
    let departs = visit.can(annuaire::droits::MODIFIER);
    let declarations = people::declarations(tx, departs).await?;
    let inside = communes.iter().flat_map(|code| etat.france.mailles(*code)).collect();
    let edition = repertoire::en_vigueur(tx, repertoire::Nature::Activite).await?;
    Ok(Offre {
        lignes: count(&everybody, &inside, &declarations, kernel::today(visit.ctx.now)),
        population: etat.population(communes),
        du: edition.map(|one| one.du),
        departs,
    })
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let communes = super::territory(&visit, &etat);
    let offre = read(&visit, &mut tx, &etat, &communes).await?;
    let needs = if visit.can(ANIMER) { store::besoins::besoins(&mut tx).await? } else { Vec::new() };
    drop(tx);
    let frame = ui::Frame {
        lead: Some("Les professionnels qui exercent dans le territoire, d’après les fichiers officiels et ce que chacun a confirmé.".into()),
        ..visit.frame("Offre de soins")
    };
    let content = html! {
        (ROOM.tabs(&visit, "offre"))
        @if communes.is_empty() { (no_territory(&visit)) }
        @else if offre.du.is_none() { (no_directory()) }
        @else { (table(&visit, &offre, &needs)) (method(&offre)) }
    };
    Ok(visit.page(&frame, content))
}

/// Nothing imported yet.
pub(super) fn no_directory() -> Markup {
    ui::empty::empty(
        Icon::People,
        "L’Annuaire Santé n’est pas encore chargé",
        "L’administration de la plateforme charge les extractions officielles (RPPS, FINESS) ; l’offre et l’accès s’affichent aussitôt.",
        None,
    )
}

fn table(visit: &Visit, offre: &Offre, needs: &[Besoin]) -> Markup {
    let mut columns = vec![
        Column::text("Profession"),
        Column::text("Recours").minor(),
        Column::number("Personnes"),
        Column::number("Activité"),
        Column::number("Pour 100\u{202f}000 hab."),
    ];
    if offre.departs {
        columns.extend([Column::number("Départs d’ici 1 an"), Column::number("d’ici 3 ans")]);
    }
    if visit.can(ANIMER) {
        columns.push(Column::text("Preuve"));
    }
    let rows = offre.lignes.iter().map(|ligne| {
        let mut cells = vec![
            html! { a href=(visit.workspace(&format!("diagnostic/acces?famille={}", ligne.famille.code))) { (ligne.famille.pluriel) } },
            html! { (ligne.famille.recours.label()) },
            html! { (ligne.personnes) },
            html! { (francais::decimal(ligne.activite, 1)) },
            html! { (francais::decimal(density(offre, ligne), 0)) },
        ];
        if offre.departs {
            cells.extend([html! { (ligne.departs.0) }, html! { (ligne.departs.1) }]);
        }
        if visit.can(ANIMER) {
            cells.push(lier(visit, needs, &fait(offre, ligne)));
        }
        Row::new(cells)
    });
    html! { (Table::new("offre", "Par profession", columns).rows(rows.collect())) }
}

/// People for 100 000 inhabitants, by declared or supposed activity.
pub(crate) fn density(offre: &Offre, ligne: &Ligne) -> f64 {
    if offre.population > 0 { ligne.activite * 1e5 / offre.population as f64 } else { 0.0 }
}

fn fait(offre: &Offre, ligne: &Ligne) -> Fait {
    let count = francais::compte(ligne.personnes.into(), "personne", "personnes");
    Fait {
        nature: Nature::Offre,
        reference: ligne.famille.code.to_owned(),
        libelle: ligne.famille.pluriel.to_owned(),
        valeur: format!(
            "{count}, {} pour 100\u{202f}000 habitants",
            francais::decimal(density(offre, ligne), 0)
        ),
        source: source(offre),
    }
}

/// « RPPS du 20 novembre 2026 ».
pub(crate) fn source(offre: &Offre) -> String {
    offre.du.map_or_else(|| "RPPS".to_owned(), |du| format!("RPPS du {}", francais::date(du)))
}

fn method(offre: &Offre) -> Markup {
    let declared: u32 = offre.lignes.iter().map(|one| one.declares).sum();
    let absent: u32 = offre.lignes.iter().map(|one| one.absents).sum();
    html! {
        details {
            summary { "Comment ces nombres sont faits" }
            p { "Source\u{a0}: " (source(offre)) ", Agence du numérique en santé. Une personne compte une fois\u{a0}; les étudiants ne comptent pas." }
            p { "Activité\u{a0}: ce que la fiche de l’annuaire déclare (" (francais::compte(declared.into(), "personne", "personnes")) "), sinon un plein temps, partagé à parts égales entre les communes d’exercice. Le fichier officiel ne dit pas le temps de travail." }
            @if absent > 0 { p { (francais::compte(absent.into(), "personne n’est plus", "personnes ne sont plus")) " dans le dernier fichier\u{a0}: non comptées." } }
            @if offre.departs { p { "Départs\u{a0}: ceux que les fiches annoncent, visibles du bureau seulement." } }
        }
    }
}
