//! The room « Dossier ACI » of the workspace.

mod catalogue;
mod chiffres;
mod dossier;
mod export;
mod formulaire;
mod gels;
mod import;
mod indicateur;
mod lignes;
mod mots;
mod poids;

use crate::droits::{GELER, MODIFIER, SAISIR, VOIR};
use crate::read_tableau::contrat_missions;
use contrat::{Annee, Contrat, annees};
use jiff::civil::Date;
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Choice, Icon};
use web::{App, Fields, Problem, Room, Routes, Visit};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/dossier-aci", VOIR, dossier::show)
        .get("/{cpts}/espace/dossier-aci/dossier-aci.csv", VOIR, export::csv)
        .get("/{cpts}/espace/dossier-aci/dossier-aci.xlsx", VOIR, export::xlsx)
        .get("/{cpts}/espace/dossier-aci/catalogue", MODIFIER, catalogue::show)
        .post("/{cpts}/espace/dossier-aci/catalogue", MODIFIER, catalogue::add)
        .get("/{cpts}/espace/dossier-aci/nouveau", MODIFIER, formulaire::blank)
        .post("/{cpts}/espace/dossier-aci/nouveau", MODIFIER, formulaire::add)
        .get("/{cpts}/espace/dossier-aci/poids", VOIR, poids::show)
        .post("/{cpts}/espace/dossier-aci/poids", MODIFIER, poids::set)
        .get("/{cpts}/espace/dossier-aci/import", SAISIR, import::show)
        .post("/{cpts}/espace/dossier-aci/import", SAISIR, import::read)
        .get("/{cpts}/espace/dossier-aci/gels", VOIR, gels::show)
        .post("/{cpts}/espace/dossier-aci/gels", GELER, gels::freeze)
        .get("/{cpts}/espace/dossier-aci/gels/{id}", VOIR, gels::one)
        .and(one_indicator())
}

fn one_indicator() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/dossier-aci/indicateurs/{id}", VOIR, indicateur::show)
        .get("/{cpts}/espace/dossier-aci/indicateurs/{id}/texte", MODIFIER, formulaire::edit)
        .post("/{cpts}/espace/dossier-aci/indicateurs/{id}/texte", MODIFIER, formulaire::reword)
        .post("/{cpts}/espace/dossier-aci/indicateurs/{id}/retrait", MODIFIER, indicateur::retire)
        .post("/{cpts}/espace/dossier-aci/indicateurs/{id}/reprise", MODIFIER, indicateur::restore)
        .get("/{cpts}/espace/dossier-aci/indicateurs/{id}/lignes", VOIR, lignes::show)
        .get("/{cpts}/espace/dossier-aci/indicateurs/{id}/lignes.csv", VOIR, lignes::csv)
        .post("/{cpts}/espace/dossier-aci/indicateurs/{id}/valeurs", SAISIR, indicateur::note)
        .post(
            "/{cpts}/espace/dossier-aci/indicateurs/{id}/valeurs/{valeur}/retrait",
            SAISIR,
            indicateur::retract,
        )
        .post("/{cpts}/espace/dossier-aci/indicateurs/{id}/preuves", SAISIR, indicateur::prove)
        .post(
            "/{cpts}/espace/dossier-aci/indicateurs/{id}/preuves/{preuve}/retrait",
            SAISIR,
            indicateur::unprove,
        )
}

/// What every page of the room needs: the contract, its years, the one that is looked at, the law, the day.
pub(crate) struct Salle {
    pub contrat: Contrat,
    pub annees: Vec<Annee>,
    pub annee: Annee,
    pub lois: Arc<Parameters>,
    pub today: Date,
    /// Ids and short names of the missions, in the order of the agreement.
    pub missions: Vec<(String, String)>,
}

impl Salle {
    /// Reads the room; `None` when no contract is signed yet. The year is the one asked, else the running one, else the last.
    pub(crate) async fn read(
        app: &App,
        visit: &Visit,
        tx: &mut db::Tx,
        fields: &Fields,
    ) -> Result<Option<Self>, Problem> {
        let lois = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let today = kernel::today(visit.ctx.now);
        let running = contrat::en_cours(tx, today).await?;
        let contrat = match running {
            Some(contrat) => contrat,
            None => match contrat::dernier(tx).await?.filter(|one| one.signature.is_some()) {
                Some(contrat) => contrat,
                None => return Ok(None),
            },
        };
        let annees = annees(&contrat);
        let asked: Option<u32> = fields.get("annee").parse().ok();
        let wanted = asked.or_else(|| contrat.annee(today));
        let begun = annees.iter().rev().find(|one| one.du <= today);
        let annee = annees.iter().find(|one| Some(one.numero) == wanted).or(begun).or(annees.first());
        let Some(annee) = annee.cloned() else { return Ok(None) };
        let missions = mission_names(&lois, &contrat, today);
        Ok(Some(Self { contrat, annees, annee, lois, today, missions }))
    }

    /// The same; without contract there is nothing to show here.
    pub(crate) async fn must_read(
        app: &App,
        visit: &Visit,
        tx: &mut db::Tx,
        fields: &Fields,
    ) -> Result<Self, Problem> {
        Self::read(app, visit, tx, fields).await?.ok_or_else(Problem::not_found)
    }

    /// Whether the contract has taken a mission on.
    pub(crate) fn holds(&self, mission: &str) -> bool {
        self.contrat.mission(mission).is_some()
    }

    /// The short name of a mission.
    pub(crate) fn mission(&self, id: &str) -> String {
        self.missions.iter().find(|(one, _)| one == id).map_or_else(|| id.to_owned(), |(_, nom)| nom.clone())
    }

    /// The years of the contract, to choose from.
    pub(crate) fn year_choices(&self) -> Vec<Choice> {
        let label = |one: &Annee| {
            format!(
                "Année {} ({} – {})",
                one.numero,
                ui::francais::date_courte(one.du),
                ui::francais::date_courte(one.au)
            )
        };
        self.annees.iter().map(|one| Choice::new(one.numero.to_string(), label(one))).collect()
    }
}

fn mission_names(lois: &Parameters, contrat: &Contrat, today: Date) -> Vec<(String, String)> {
    let droit = aci::Droit::of(lois).ok();
    let version = droit.as_ref().and_then(|droit| droit.version(contrat.version_au(today)));
    let named =
        version.map(|one| one.missions.iter().map(|m| (m.id.to_string(), m.court.to_string())).collect());
    named.unwrap_or_else(|| {
        contrat_missions(lois, contrat, today).into_iter().map(|id| (id.clone(), id)).collect()
    })
}

/// The room.
pub(crate) const ROOM: Room = Room {
    name: "Dossier ACI",
    segment: "dossier-aci",
    label: "Parties du dossier ACI",
    parts: &[
        ("Dossier", "", VOIR),
        ("Cibles et poids", "poids", VOIR),
        ("Catalogue", "catalogue", MODIFIER),
        ("Importer", "import", SAISIR),
        ("Chiffres figés", "gels", VOIR),
    ],
};

/// Without contract: what to do.
pub(crate) fn no_contract(visit: &Visit) -> Markup {
    let action = html! { (Button::primary("Ouvrir la page du contrat").href(visit.workspace("contrat"))) };
    ui::empty::empty(
        Icon::Proof,
        "Aucun contrat signé pour l’instant",
        "Les indicateurs, leurs cibles et leurs poids se lisent dans le contrat : dès qu’il est signé, ce dossier dit ce qu’ils valent et ce qui manque.",
        Some(action),
    )
}
