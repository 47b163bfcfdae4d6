//! What a closing waits for, and what it would leave as it is, each with where to mend it.

use super::Salle;
use crate::cible::{CibleProposee, Sort};
use crate::reserve::{Reserve, empreinte};
use crate::{WriteError, reserve, store};
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Row, Table, Tone};
use web::{Problem, Visit};

/// What lacks before the button.
pub(super) struct Attentes {
    pub cibles: Vec<CibleProposee>,
    reserves: Vec<Reserve>,
}

impl Attentes {
    pub async fn read(tx: &mut db::Tx, salle: &Salle) -> Result<Self, Problem> {
        if salle.dialogue.may_close().is_err() {
            return Ok(Self { cibles: Vec::new(), reserves: Vec::new() });
        }
        let mut cibles = store::cibles::cibles(tx, salle.dialogue.id).await.map_err(WriteError::from)?;
        cibles.retain(|one| one.sort == Sort::EnAttente);
        let list = reserve::reserves(tx, &salle.law, &salle.contrat, &salle.dialogue, salle.today);
        Ok(Self { cibles, reserves: list.await? })
    }

    /// The list, each with where to mend it.
    pub fn list(&self, visit: &Visit, salle: &Salle) -> Markup {
        html! {
            @if !self.cibles.is_empty() {
                (ui::alert::notice(Tone::Warning, "Des cibles proposées attendent", html! {
                    ul { @for one in &self.cibles { li { (name(salle, one)) "\u{a0}: " (crate::gather::sort(one)) } } }
                    p { a href={ (salle.path(visit, "rencontre")) "#cibles" } { "Noter les accords qui manquent, ou retirer ces cibles" } ", avant de clore." }
                }))
            }
            @if !self.reserves.is_empty() { (self.table(visit, salle)) }
        }
    }

    fn table(&self, visit: &Visit, salle: &Salle) -> Markup {
        let here = format!("dialogue/{}", salle.dialogue.id);
        let rows = self.reserves.iter().map(|one| {
            let words = one.en_mots(|id| salle.label(id));
            let path = visit.workspace(&one.lieu(&here, salle.dialogue.annee));
            let go = Button::secondary("Compléter").small().about(words.clone()).href(path);
            Row::new(vec![html! { (words) }, html! { (go) }])
        });
        let columns = vec![Column::text("Ce qui manque encore"), Column::text("Action")];
        html! { (Table::new("reserves", "À régler avant de clore, ou à laisser ainsi", columns).rows(rows.collect())) }
    }

    /// The tick of whoever closes all the same, with the print of what they read.
    pub fn consent(&self, salle: &Salle, filled: &Filled) -> Markup {
        let names: Vec<String> = self.reserves.iter().map(|one| one.en_mots(|id| salle.label(id))).collect();
        html! {
            @if !names.is_empty() {
                (ui::form::hidden("lues", &empreinte(&self.reserves)))
                (Field::checkbox("malgre", "Je clos malgré cela").hint(names.join("\u{202f}; ")).filled(filled))
            }
        }
    }
}

fn name<'a>(salle: &'a Salle, one: &CibleProposee) -> &'a str {
    let line = salle.table.lignes.iter().find(|line| line.indicateur.id == one.indicateur);
    line.map_or("Indicateur retiré", |line| line.indicateur.texte.libelle.as_str())
}
