//! Writing a part: its words, its table, what changes, two texts at once.

use super::vue::{at, figures};
use crate::difference::{counts, difference, show as show_difference};
use crate::loi::{ColonneType, GenreColonne};
use crate::section::{Concurrence, Redaction, Section};
use crate::tableau::LIGNES;
use crate::texte;
use comptes::Noms;
use maud::{Markup, html};
use ui::{Button, Column, Field, Filled, Row, Table, Tone, form::hidden, francais};
use web::{Fields, Visit};

/// Rows offered beyond those that are filled.
const VIDES: usize = 3;

/// What is in the form.
pub(super) struct Ecrit {
    pub texte: String,
    pub lignes: Vec<Vec<String>>,
}

impl Ecrit {
    /// The text of now.
    pub(super) fn of(section: &Section) -> Self {
        Self { texte: section.texte().to_owned(), lignes: section.tableau().lignes().to_vec() }
    }

    /// What was typed.
    pub(super) fn read(fields: &Fields, colonnes: &[ColonneType]) -> Self {
        let rows = fields.get("lignes").parse().unwrap_or(0).min(LIGNES + VIDES);
        let cell = |row: usize, col: usize| fields.get(&name(row, col)).to_owned();
        let lignes = (0..rows).map(|row| (0..colonnes.len()).map(|col| cell(row, col)).collect()).collect();
        Self { texte: fields.get("texte").to_owned(), lignes }
    }
}

impl From<&Redaction> for Ecrit {
    fn from(one: &Redaction) -> Self {
        Self { texte: one.texte.clone(), lignes: one.tableau.lignes().to_vec() }
    }
}

fn name(row: usize, col: usize) -> String {
    format!("t{row}-{col}")
}

/// The form that writes a part.
pub(super) fn editor(visit: &Visit, section: &Section, ecrit: &Ecrit, lue: u32, filled: &Filled) -> Markup {
    html! {
        p { (section.modele.aide) }
        (figures(visit, section))
        (ui::form(&visit.csrf, &at(visit, section, "/ecrire"), ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (hidden("lue", &lue.to_string()))
            (Field::textarea("texte", "Texte", 24).hint("Une ligne vide sépare deux paragraphes. «\u{a0}- \u{a0}» en début de ligne fait une liste, «\u{a0}1. \u{a0}» une liste numérotée, **mots** en gras.").value(ecrit.texte.clone()).filled(filled))
            (grid(section, &ecrit.lignes))
            div.actions {
                (Button::primary("Enregistrer"))
                (Button::secondary("Relire avant").send("relire", "oui"))
                (Button::plain("Abandonner").href(at(visit, section, "")))
            }
        }))
    }
}

/// The table of a part, to be filled: a field a cell, a few rows more than there are.
fn grid(section: &Section, lignes: &[Vec<String>]) -> Markup {
    let colonnes = &section.modele.colonnes;
    if colonnes.is_empty() {
        return html! {};
    }
    let filled = lignes.iter().rposition(|row| row.iter().any(|cell| !cell.is_empty())).map_or(0, |n| n + 1);
    let rows = (filled + VIDES).min(LIGNES + VIDES);
    let value = |row: usize, col: usize| lignes.get(row).and_then(|cells| cells.get(col)).cloned();
    let cell = |row: usize, (col, one): (usize, &ColonneType)| {
        let label = format!("{}, ligne {}", one.libelle, row + 1);
        let field = match one.genre {
            GenreColonne::Texte => Field::text(name(row, col), label).maxlength(200),
            GenreColonne::Nombre => Field::digits(name(row, col), label),
            GenreColonne::Date => Field::date(name(row, col), label),
        };
        html! { (field.quiet_label().value(value(row, col).unwrap_or_default())) }
    };
    let line = |row: usize| Row::new(colonnes.iter().enumerate().map(|one| cell(row, one)).collect());
    let columns = colonnes.iter().map(|one| Column::text(one.libelle.clone())).collect();
    html! {
        (hidden("lignes", &rows.to_string()))
        (Table::new("tableau", section.modele.tableau.clone(), columns).rows((0..rows).map(line).collect()))
        p.hint { "Une ligne vidée disparaît à l’enregistrement. " (Button::plain("Ajouter des lignes").small().send("agrandir", "oui")) }
    }
}

/// The text as it will be read, and its changes, before it is kept.
pub(super) fn reading(visit: &Visit, section: &Section, new: &Redaction, lue: u32) -> Markup {
    let before = section.redaction.as_ref().map(|one| one.lu(&section.modele)).unwrap_or_default();
    let changes = difference(&before, &new.lu(&section.modele));
    let (added, removed) = counts(&changes);
    html! {
        (ui::alert::alert(Tone::Warning, "Ce texte n’est pas encore enregistré."))
        section.section id="lecture" {
            h2 { "Comme il sera lu" }
            (texte::show(&new.texte))
            @if let Some(dit) = new.tableau.dit(&section.modele) { (dit.show("tableau-lu")) }
        }
        @if !before.is_empty() {
            section.section id="changements" {
                h2 { "Ce qui change" }
                p { (summary(added, removed)) }
                (show_difference(&changes))
            }
        }
        (editor(visit, section, &Ecrit::from(new), lue, &Filled::new()))
    }
}

/// « 12 mots ajoutés, 3 mots retirés ».
pub(in crate::pages) fn summary(added: usize, removed: usize) -> String {
    let many = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    format!(
        "{}, {}.",
        francais::compte(many(added), "mot ajouté", "mots ajoutés"),
        francais::compte(many(removed), "mot retiré", "mots retirés")
    )
}

/// Two people wrote at once: the text that is kept, one's own, and what differs; one's own can be kept upon the other.
pub(super) fn conflict(visit: &Visit, section: &Section, both: &Concurrence, names: &Noms) -> Markup {
    let garde = &both.garde;
    let changes = difference(&garde.lu(&section.modele), &both.propose.lu(&section.modele));
    let (added, removed) = counts(&changes);
    html! {
        (ui::alert::notice(Tone::Warning, "Quelqu’un a écrit dans cette partie pendant que vous écriviez", html! {
            p { (names.of(garde.auteur)) " a enregistré le texte n°\u{a0}" (garde.numero) ". Rien n’est perdu\u{a0}: les deux textes sont ici. Reprenez dans le vôtre ce qui doit l’être, puis enregistrez." }
        }))
        section.section id="changements" {
            h2 { "Du texte enregistré au vôtre" }
            p { (summary(added, removed)) }
            (show_difference(&changes))
        }
        section.section id="garde" {
            h2 { "Le texte enregistré" }
            (texte::show(&garde.texte))
            @if let Some(dit) = garde.tableau.dit(&section.modele) { (dit.show("tableau-garde")) }
        }
        section.section id="le-votre" {
            h2 { "Le vôtre" }
            (editor(visit, section, &Ecrit::from(&both.propose), garde.numero, &Filled::new()))
        }
    }
}
