//! The room « Dialogue de gestion »: the list of years, then one dialogue in three steps, with its report and its pack.

mod cibles;
mod cloture;
mod depenses;
mod documents;
mod ensemble;
mod liasse;
mod liste;
mod part_variable;
mod points;
mod preparer;
mod rencontre;
mod reserves;
mod texte;

use crate::droits::{CONDUIRE, DEPENSER, PREPARER, VOIR};
use crate::part_arretee::Vue;
use crate::{Dialogue, Etat, Liasse, Point, WriteError, store};
use aci::Droit;
use contrat::Contrat;
use indicateurs::Tableau;
use jiff::civil::Date;
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::Atlas;
use ui::steps::{State, Step, steps};
use ui::tabs::{Tab, tabs};
use ui::{Crumb, Frame, francais};
use web::{App, Problem, Redirect, Routes, Visit, id_of};

pub(crate) fn routes() -> Routes {
    reading().and(preparing()).and(holding())
}

fn reading() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/dialogue", VOIR, liste::show)
        .get("/{cpts}/espace/dialogue/{id}", VOIR, preparer::show)
        .get("/{cpts}/espace/dialogue/{id}/rencontre", VOIR, rencontre::show)
        .get("/{cpts}/espace/dialogue/{id}/cloture", VOIR, cloture::show)
        .get("/{cpts}/espace/dialogue/{id}/liasse", VOIR, liasse::show)
        .get("/{cpts}/espace/dialogue/{id}/liasse/archive/{liasse}", VOIR, liasse::download)
        .get("/{cpts}/espace/dialogue/{id}/compte-rendu.pdf", VOIR, documents::pdf)
        .get("/{cpts}/espace/dialogue/{id}/compte-rendu.docx", VOIR, documents::docx)
}

fn preparing() -> Routes {
    Routes::new()
        .post("/{cpts}/espace/dialogue", PREPARER, liste::open)
        .post("/{cpts}/espace/dialogue/{id}/date", PREPARER, preparer::plan)
        .post("/{cpts}/espace/dialogue/{id}/points", PREPARER, points::add)
        .get("/{cpts}/espace/dialogue/{id}/points/{point}", PREPARER, points::show)
        .post("/{cpts}/espace/dialogue/{id}/points/{point}", PREPARER, points::write)
        .post("/{cpts}/espace/dialogue/{id}/points/{point}/monter", PREPARER, points::raise)
        .post("/{cpts}/espace/dialogue/{id}/points/{point}/retrait", PREPARER, points::remove)
        .get("/{cpts}/espace/dialogue/{id}/rapport", PREPARER, texte::show)
        .post("/{cpts}/espace/dialogue/{id}/rapport", PREPARER, texte::write)
        .post("/{cpts}/espace/dialogue/{id}/liasse", PREPARER, liasse::ask)
        .post("/{cpts}/espace/dialogue/{id}/liasse/suppression/{liasse}", PREPARER, liasse::delete)
        .get("/{cpts}/espace/dialogue/{id}/depenses", DEPENSER, depenses::show)
        .post("/{cpts}/espace/dialogue/{id}/depenses", DEPENSER, depenses::declare)
}

fn holding() -> Routes {
    Routes::new()
        .post("/{cpts}/espace/dialogue/{id}/rencontre", CONDUIRE, rencontre::hold)
        .post("/{cpts}/espace/dialogue/{id}/cibles", CONDUIRE, cibles::propose)
        .post("/{cpts}/espace/dialogue/{id}/cibles/{cible}/accords", CONDUIRE, cibles::agree)
        .post("/{cpts}/espace/dialogue/{id}/cibles/{cible}/retrait", CONDUIRE, cibles::withdraw)
        .post("/{cpts}/espace/dialogue/{id}/cloture", CONDUIRE, cloture::close)
        .post("/{cpts}/espace/dialogue/{id}/reouverture", CONDUIRE, cloture::reopen)
        .post("/{cpts}/espace/dialogue/{id}/liasse/partage/{liasse}", CONDUIRE, liasse::share)
        .post("/{cpts}/espace/dialogue/{id}/liasse/reprise/{liasse}", CONDUIRE, liasse::unshare)
}

/// What every page about one dialogue needs.
struct Salle {
    dialogue: Dialogue,
    contrat: Contrat,
    annee: contrat::Annee,
    table: Tableau,
    points: Vec<Point>,
    law: Arc<Parameters>,
    droit: Arc<Droit>,
    today: Date,
}

impl Salle {
    async fn load(app: &App, visit: &Visit, id: &str) -> Result<Self, Problem> {
        let mut tx = app.db.read(&visit.ctx).await?;
        Self::read(app, visit, &mut tx, id).await
    }

    async fn read(app: &App, visit: &Visit, tx: &mut db::Tx, id: &str) -> Result<Self, Problem> {
        let found = store::dialogues::dialogue(tx, id_of(id)?).await?;
        let dialogue = found.ok_or(WriteError::Inconnu("Ce dialogue"))?;
        let law = Arc::clone(&app.resource::<Atlas>().at(tx).await?.law);
        let contrat =
            contrat::contrat(tx, dialogue.contrat).await?.ok_or(WriteError::Inconnu("Ce contrat"))?;
        let annee = contrat::annees(&contrat).into_iter().find(|one| one.numero == dialogue.annee);
        let today = kernel::today(visit.ctx.now);
        let table = indicateurs::tableau(tx, &law, &contrat, dialogue.annee, today).await;
        Ok(Self {
            annee: annee.ok_or(WriteError::HorsContrat(dialogue.annee))?,
            table: table.map_err(WriteError::from)?,
            points: store::points::points(tx, dialogue.id).await?,
            droit: Droit::of(&law).map_err(WriteError::from)?,
            dialogue,
            contrat,
            law,
            today,
        })
    }

    /// Where the variable part of the year is read.
    fn vue(&self) -> Vue<'_> {
        Vue {
            law: &self.law,
            droit: &self.droit,
            contrat: &self.contrat,
            table: &self.table,
            dialogue: &self.dialogue,
            today: self.today,
        }
    }

    /// The print of the figures of the year as they stand.
    async fn chiffres(&self, tx: &mut db::Tx) -> db::Result<String> {
        let recus = contrat::recu(tx, self.contrat.id).await?;
        let depenses = store::depenses::depenses(tx, self.contrat.id, self.dialogue.annee).await?;
        Ok(crate::chiffres::empreinte(&self.contrat, &self.table, &recus, &depenses))
    }

    /// That the last shared pack says other figures than those of today.
    fn outdated(&self, visit: &Visit, packs: &[Liasse], chiffres: &str) -> Markup {
        let last = packs.iter().find(|one| one.partagee_le.is_some());
        if !last.is_some_and(|one| one.is_outdated(chiffres)) {
            return html! {};
        }
        let words = html! {
            "Les chiffres ont changé depuis la liasse partagée"
            @if visit.can(PREPARER) { "\u{a0}: " a href=(self.path(visit, "liasse")) { "refaire la liasse" } }
            "."
        };
        ui::alert::alert(ui::Tone::Warning, words)
    }

    /// The address of a part of this dialogue.
    fn path(&self, visit: &Visit, part: &str) -> String {
        let slash = if part.is_empty() { "" } else { "/" };
        visit.workspace(&format!("dialogue/{}{slash}{part}", self.dialogue.id))
    }

    /// A component of the contract as people say it.
    fn label(&self, id: &str) -> String {
        crate::label(&self.droit, &self.contrat, self.today, id)
    }

    /// Whether this visitor may write here now.
    fn writable(&self, visit: &Visit, right: kernel::Right) -> bool {
        visit.can(right) && self.dialogue.writable().is_ok()
    }

    /// Whether this visitor reads what is written here now: those who do not work on the dialogue wait until it is closed.
    fn reads(&self, visit: &Visit) -> bool {
        self.dialogue.is_open_to(&visit.ctx.rights)
    }

    /// What is said to those who wait, in place of what they do not read yet.
    fn later(what: &str) -> Markup {
        ui::alert::alert(ui::Tone::Info, format!("{what} se lira ici une fois le dialogue clos."))
    }

    fn frame(&self, visit: &Visit) -> Frame {
        let period = format!(
            "Année du contrat du {} au {}",
            francais::date(self.annee.du),
            francais::date(self.annee.au)
        );
        Frame {
            lead: Some(period.into()),
            breadcrumb: vec![Crumb::new("Dialogue de gestion", visit.workspace("dialogue"))],
            ..visit.frame(self.dialogue.titre())
        }
    }

    /// Where the dialogue stands, then its parts.
    fn head(&self, visit: &Visit, current: &str) -> Markup {
        let mut parts = vec![
            self.tab(visit, "Préparer", "", current),
            self.tab(visit, "Rencontre", "rencontre", current),
            self.tab(visit, "Clôture", "cloture", current),
            self.tab(visit, "Liasse", "liasse", current),
        ];
        if visit.can(PREPARER) {
            parts.insert(1, self.tab(visit, "Rapport", "rapport", current));
        }
        if visit.can(DEPENSER) {
            parts.push(self.tab(visit, "Dépenses", "depenses", current));
        }
        html! { (self.steps()) (tabs("Parties du dialogue", &parts)) }
    }

    fn tab(&self, visit: &Visit, words: &'static str, part: &str, current: &str) -> Tab {
        Tab::new(words, self.path(visit, part), part == current)
    }

    fn steps(&self) -> Markup {
        use State::{Current, Done, Planned};
        let day = |date: Date| Some(francais::date(date).into());
        let (states, held, closed) = match &self.dialogue.etat {
            Etat::Prepare => ([Current, Planned, Planned], self.dialogue.prevu_le.and_then(day), None),
            Etat::Tenu(tenue) => ([Done, Done, Current], day(tenue.le), None),
            Etat::Clos(tenue, cloture) => ([Done; 3], day(tenue.le), day(kernel::today(cloture.le))),
            Etat::Rouvert(tenue, ..) => {
                ([Done, Done, Current], day(tenue.le), Some("rouvert pour correction".into()))
            }
        };
        let opened =
            matches!(self.dialogue.etat, Etat::Prepare).then(|| kernel::today(self.dialogue.ouvert_le));
        let opened = opened.map(|le| format!("ouvert le {}", francais::date(le)).into());
        let list = [
            Step::new(states[0], "Préparer", opened),
            Step::new(states[1], "Tenir la rencontre", held),
            Step::new(states[2], "Clore", closed),
        ];
        steps("Étapes du dialogue", &list)
    }

    /// Back to a part of the dialogue, with a sentence.
    fn done(&self, visit: &Visit, part: &str, sentence: &str) -> axum::response::Response {
        Redirect::to(self.path(visit, part)).done(sentence).answer(visit)
    }
}

/// Back to a part of a dialogue, with a sentence.
fn back(visit: &Visit, id: &str, part: &str, sentence: &str) -> axum::response::Response {
    let slash = if part.is_empty() { "" } else { "/" };
    Redirect::to(visit.workspace(&format!("dialogue/{id}{slash}{part}"))).done(sentence).answer(visit)
}

/// A text that a person typed, line by line.
fn said(text: &str) -> Markup {
    html! { @for line in crate::compte_rendu::paragraphs(text) { p { (line) } } }
}
