//! The directory as a list: searched, filtered, page after page, in the workspace and for everybody.

mod ailleurs;
mod filtres;
mod lecture;
mod ligne;
mod vide;

pub(super) use ailleurs::show as show_france;
pub(crate) use lecture::{Noms, Question, filtre};
pub(super) use ligne::{away, telephone};

use super::ROOM;
use crate::bottin::{Bottin, Demande, Reponse};
use crate::droits::{EXPORTER, MODIFIER};
use crate::{Bottins, Carnets, Reference, Regard};
use axum::extract::State;
use db::Tx;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;
use ui::table::Paging;
use ui::{Button, Icon, Row, Table, francais};
use web::{Answer, App, Fields, Visit};

/// Entries on one page.
pub(crate) const PAGE: usize = 50;

/// The directory of the caller's CPTS for these eyes, and the communes of France.
pub(crate) async fn open(app: &App, tx: &mut Tx, regard: Regard) -> db::Result<(Arc<Bottin>, Arc<Etat>)> {
    let (atlas, carnets) = (app.resource::<Atlas>(), app.resource::<Carnets>());
    let bottin = app.resource::<Bottins>().at(tx, atlas, carnets, regard).await?;
    Ok((bottin, atlas.at(tx).await?))
}

/// A list being drawn: for whom, from what.
pub(super) struct Vitrine<'a> {
    pub(super) visit: &'a Visit,
    pub(super) bottin: &'a Bottin,
    pub(super) etat: &'a Etat,
    pub(super) question: &'a Question,
    /// The address of the list.
    pub(super) base: String,
}

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let question = Question::read(&fields, true)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::of(&visit.ctx.rights)).await?;
    drop(tx);
    let base = visit.workspace("annuaire");
    let vitrine = Vitrine { visit: &visit, bottin: &bottin, etat: &etat, question: &question, base };
    let frame = ui::Frame {
        lead: Some(vitrine.lead().into()),
        actions: Some(vitrine.actions()),
        ..visit.frame("Annuaire")
    };
    Ok(visit.page(&frame, html! { (ROOM.tabs(&visit, "")) (vitrine.draw()) }))
}

impl Vitrine<'_> {
    fn is_publique(&self) -> bool {
        self.bottin.regard() == Regard::Public
    }

    /// Whether words were typed.
    fn is_searched(&self) -> bool {
        !self.question.texte.trim().is_empty()
    }

    /// The page of an entry.
    fn chemin(&self, reference: &Reference) -> String {
        if self.is_publique() {
            format!("{}{}", self.base, reference.chemin().trim_start_matches("annuaire"))
        } else {
            self.visit.workspace(&reference.chemin())
        }
    }

    /// « 212 fiches. RPPS du 12 novembre 2026, FINESS du 3 novembre 2026. »
    pub(super) fn lead(&self) -> String {
        let here = self.bottin.inscrits().iter().filter(|one| !one.is_retiree() && one.is_ici()).count();
        let count = francais::compte(i64::try_from(here).unwrap_or(i64::MAX), "fiche", "fiches");
        format!("{count}. {}", sources(self.bottin)).trim_end().to_owned()
    }

    fn actions(&self) -> Markup {
        let files = self.question.from(0).address(&format!("{}/export", self.base));
        html! {
            @if self.visit.can(MODIFIER) { (Button::primary("Ajouter un acteur").icon(Icon::Plus).href(format!("{}/nouveau", self.base))) }
            (Button::secondary("Carte").icon(Icon::Map).href(format!("{}/carte", self.base)))
            @if self.visit.can(EXPORTER) { (Button::secondary("Exporter").icon(Icon::Download).href(files)) }
        }
    }

    /// The form, what was found, or why there is nothing.
    pub(super) fn draw(&self) -> Markup {
        if self.bottin.inscrits().is_empty() {
            return vide::nobody(self);
        }
        let question = Demande {
            texte: &self.question.texte,
            filtre: &self.question.filtre,
            now: self.visit.ctx.now,
            france: &self.etat.france,
        };
        let reponse = self.bottin.search(&question);
        html! {
            (filtres::form(self, &reponse.comptes))
            (filtres::chosen(self))
            @if reponse.trouves.is_empty() { (vide::nothing(self, &reponse)) }
            @else { (self.table(&reponse)) (vide::further(self)) }
        }
    }

    fn table(&self, reponse: &Reponse) -> Markup {
        let columns = ligne::columns(self);
        let rows: Vec<Row> = reponse
            .trouves
            .iter()
            .skip(self.question.debut)
            .take(PAGE)
            .filter_map(|trouve| Some(ligne::row(self, self.bottin.at(trouve)?, trouve)))
            .collect();
        let (count, first) = (reponse.trouves.len(), self.question.debut);
        let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let at = |debut: usize| self.question.from(debut).address(&self.base).into();
        let paging = Paging {
            first: Some(size(first) + 1),
            shown: size(rows.len()),
            total: Some(size(count)),
            previous: (first > 0)
                .then(|| at(first.saturating_sub(PAGE).min(count.saturating_sub(1) / PAGE * PAGE))),
            next: (first + PAGE < count).then(|| at(first + PAGE)),
        };
        let table = Table::new("annuaire", "Fiches de l’annuaire", columns).quiet_caption().rows(rows);
        let past = vide::past(self);
        html! { (table.paging(paging).empty(past)) }
    }
}

/// « RPPS du 12 novembre 2026, FINESS du 3 novembre 2026. »; nothing before the first import.
pub(crate) fn sources(bottin: &Bottin) -> String {
    let rpps = bottin.rpps_du().map(|du| format!("RPPS du {}", francais::date(du)));
    let finess = bottin.finess_du().map(|du| format!("FINESS du {}", francais::date(du)));
    let said: Vec<String> = rpps.into_iter().chain(finess).collect();
    if said.is_empty() { String::new() } else { format!("{}.", said.join(", ")) }
}
