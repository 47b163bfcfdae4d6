//! What the page of a part shows.

use super::super::nom_of;
use super::Shown;
use crate::difference::{counts, difference, show as show_difference};
use crate::droits::{COMMENTER, CONDUIRE, REDIGER, VOIR_TRAVAIL};
use crate::section::{Commentaire, Concurrence, Etat, Section};
use crate::{WriteError, texte};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{Button, Choice, Field, Filled, Tone, button, form::hidden, francais};
use uuid::Uuid;
use web::{Problem, Visit};

/// Refuses whoever may not write this part.
pub(super) fn may_write(visit: &Visit, section: &Section) -> Result<(), Problem> {
    if writes(visit, section) { Ok(()) } else { Err(WriteError::PasConfiee.into()) }
}

fn writes(visit: &Visit, section: &Section) -> bool {
    let me = crate::author(&visit.ctx);
    let mine = section.responsable.is_some() && section.responsable == me;
    visit.can(REDIGER) && (mine || visit.can(CONDUIRE))
}

/// Whoever works on the projet, or writes this part, reads it before it is agreed upon.
pub(super) fn sees_work(visit: &Visit, section: &Section) -> bool {
    visit.can(VOIR_TRAVAIL) || writes(visit, section)
}

fn at(visit: &Visit, section: &Section, part: &str) -> String {
    visit.workspace(&format!("projet/sections/{}{part}", section.modele.code))
}

/// What whoever does not work on the projet reads of a part: what was agreed upon, and what they said of it themselves.
fn agreed(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let section = &shown.section;
    html! {
        section.section id="texte" {
            h2 { "Le texte" }
            @match section.texte_valide() {
                Some(text) => (texte::show(text)),
                None => {
                    p { "Cette partie n’est pas encore validée\u{a0}: son texte se lira ici quand elle le sera. " a href=(visit.workspace("projet/versions")) { "Lire les versions figées" } "." }
                }
            }
        }
        @if section.texte_valide().is_some() && visit.can(COMMENTER) {
            section.section id="commentaires" { h2 { "Vos commentaires" } (comments(visit, shown, filled)) }
        }
    }
}

/// `part` names the form that was refused, filled with what was typed.
pub(super) fn page(visit: &Visit, shown: &Shown, people: Vec<Choice>, filled: &Filled, part: &str) -> Markup {
    let (section, blank) = (&shown.section, Filled::new());
    let of = |name: &str| if part == name { filled } else { &blank };
    if !sees_work(visit, section) {
        return agreed(visit, shown, of("commentaire"));
    }
    html! {
        (facts(visit, shown))
        section.section id="texte" {
            h2 { "Le texte" }
            @if section.texte().is_empty() {
                p { (section.modele.aide) }
                p { "Rien n’est encore écrit." }
            } @else {
                (texte::show(section.texte()))
            }
            (figures(visit, section))
            div.actions {
                @if writes(visit, section) { (Button::primary("Écrire").about(section.modele.titre.clone()).href(at(visit, section, "/ecrire"))) }
                @if section.numero() > 0 && visit.can(VOIR_TRAVAIL) { (Button::secondary("Tous les textes").href(at(visit, section, "/textes"))) }
            }
        }
        section.section id="commentaires" {
            h2 { "Commentaires" }
            (comments(visit, shown, of("commentaire")))
        }
        @if writes(visit, section) { (marking(visit, section, of("etat"))) }
        @if visit.can(CONDUIRE) { (giving(visit, section, people)) }
    }
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let section = &shown.section;
    let mut facts = vec![
        ("État", html! { (ui::status::status(section.etat.tone(), section.etat.libelle())) }),
        (
            "Responsable",
            html! { @match section.responsable {
                None => "à confier",
                Some(id) => { (nom_of(&shown.names, Some(id))) @if crate::author(&visit.ctx) == Some(id) { " (vous)" } },
            } },
        ),
    ];
    if let Some(text) = &section.redaction {
        facts.push((
            "Dernier texte",
            html! { "n°\u{a0}" (text.numero) ", le " (francais::date(crate::today(text.ecrit_le))) ", par " (nom_of(&shown.names, text.auteur)) },
        ));
    }
    ui::definitions::definitions(&facts)
}

/// What stands beside the words in the document.
fn figures(visit: &Visit, section: &Section) -> Markup {
    let (words, part) = match section.modele.repere.as_str() {
        "besoins" => {
            ("Les besoins retenus au diagnostic s’ajoutent d’eux-mêmes au document", "diagnostic/besoins")
        }
        "territoire" => {
            ("La liste des communes et les chiffres s’ajoutent d’eux-mêmes au document", "territoire")
        }
        "actions" => ("Les fiches-actions s’ajoutent d’elles-mêmes au document", "projet/actions"),
        "indicateurs" => {
            ("Les indicateurs des fiches-actions s’ajoutent d’eux-mêmes au document", "projet/actions")
        }
        _ => return html! {},
    };
    html! { p { (words) "\u{a0}: " a href=(visit.workspace(part)) { "les voir" } "." } }
}

fn comments(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    html! {
        @if shown.commentaires.is_empty() { p { "Aucun commentaire pour l’instant." } }
        @for one in &shown.commentaires { (comment(visit, shown, one)) }
        @if visit.can(COMMENTER) {
            (ui::form(&visit.csrf, &at(visit, &shown.section, "/commentaires"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::textarea("texte", "Votre commentaire", 3).hint("Visible de ceux qui écrivent le projet. Sans nom de patient.").required().filled(filled))
                div.actions { (Button::secondary("Commenter")) }
            }))
        }
    }
}

fn comment(visit: &Visit, shown: &Shown, one: &Commentaire) -> Markup {
    let me = crate::author(&visit.ctx);
    let mine = me == Some(one.auteur);
    let writer = shown.section.responsable.is_some() && shown.section.responsable == me;
    let may = visit.can(COMMENTER) && (mine || writer || visit.can(CONDUIRE));
    let action = at(visit, &shown.section, &format!("/commentaires/{}", one.id));
    let about = format!("le commentaire de {}", nom_of(&shown.names, Some(one.auteur)));
    let press = |sort: &str, button: Button| {
        button::post_button(&visit.csrf, &action, &[("sort", sort)], &button.about(about.clone()).small())
    };
    ui::section::panel(html! {
        p {
            strong { (nom_of(&shown.names, Some(one.auteur))) } ", le " (francais::date(crate::today(one.ecrit_le)))
            @if one.redaction > 0 { ", sur le texte n°\u{a0}" (one.redaction) }
            @if one.resolu.is_some() { " " (ui::status::badge(Tone::Success, "réglé")) } @else { " " (ui::status::badge(Tone::Info, "ouvert")) }
        }
        @for line in one.texte.lines() { p { (line) } }
        @if may {
            div.actions {
                @if one.resolu.is_none() { (press("regler", Button::secondary("Régler"))) } @else { (press("rouvrir", Button::secondary("Rouvrir"))) }
                @if mine || visit.can(CONDUIRE) { (press("retirer", Button::plain("Retirer"))) }
            }
        }
    })
}

fn marking(visit: &Visit, section: &Section, filled: &Filled) -> Markup {
    let states = Etat::ALL.iter().filter(|state| **state != Etat::Valide || visit.can(CONDUIRE));
    let states = states.map(|state| Choice::new(state.code(), state.libelle())).collect();
    html! {
        section.section id="etat" {
            h2 { "Où en est cette partie" }
            (ui::form(&visit.csrf, &at(visit, section, "/etat"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (hidden("lue", &section.numero().to_string()))
                (Field::select("etat", "État", states).value(section.etat.code()).filled(filled))
                div.actions { (Button::secondary("Enregistrer l’état")) }
            }))
        }
    }
}

fn giving(visit: &Visit, section: &Section, people: Vec<Choice>) -> Markup {
    let now = section.responsable.map(|id| id.to_string()).unwrap_or_default();
    html! {
        section.section id="responsable" {
            h2 { "À qui confier cette partie" }
            (ui::form(&visit.csrf, &at(visit, section, "/responsable"), ui::Method::Post, html! {
                (Field::select("responsable", "Responsable", people).value(now))
                div.actions { (Button::secondary("Confier")) }
            }))
        }
    }
}

/// The form that writes a part.
pub(super) fn editor(visit: &Visit, section: &Section, text: &str, lue: u32, filled: &Filled) -> Markup {
    html! {
        p { (section.modele.aide) }
        (figures(visit, section))
        (ui::form(&visit.csrf, &at(visit, section, "/ecrire"), ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (hidden("lue", &lue.to_string()))
            (Field::textarea("texte", "Texte", 24).hint("Une ligne vide sépare deux paragraphes. «\u{a0}- \u{a0}» en début de ligne fait une liste, «\u{a0}1. \u{a0}» une liste numérotée, **mots** en gras.").value(text).filled(filled))
            div.actions {
                (Button::primary("Enregistrer"))
                (Button::secondary("Relire avant").send("relire", "oui"))
                (Button::plain("Abandonner").href(at(visit, section, "")))
            }
        }))
    }
}

/// The text as it will be read, and its changes, before it is kept.
pub(super) fn reading(visit: &Visit, section: &Section, text: &str, lue: u32) -> Markup {
    let clean = text.replace("\r\n", "\n");
    let changes = difference(section.texte(), &clean);
    let (added, removed) = counts(&changes);
    html! {
        (ui::alert::alert(Tone::Warning, "Ce texte n’est pas encore enregistré."))
        section.section id="lecture" { h2 { "Comme il sera lu" } (texte::show(&clean)) }
        @if !section.texte().is_empty() {
            section.section id="changements" {
                h2 { "Ce qui change" }
                p { (summary(added, removed)) }
                (show_difference(&changes))
            }
        }
        (editor(visit, section, text, lue, &Filled::new()))
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
pub(super) fn conflict(
    visit: &Visit,
    section: &Section,
    both: &Concurrence,
    names: &HashMap<Uuid, String>,
) -> Markup {
    let garde = &both.garde;
    let changes = difference(&garde.texte, &both.propose);
    let (added, removed) = counts(&changes);
    html! {
        (ui::alert::notice(Tone::Warning, "Quelqu’un a écrit dans cette partie pendant que vous écriviez", html! {
            p { (nom_of(names, garde.auteur)) " a enregistré le texte n°\u{a0}" (garde.numero) ". Rien n’est perdu\u{a0}: les deux textes sont ici. Reprenez dans le vôtre ce qui doit l’être, puis enregistrez." }
        }))
        section.section id="changements" {
            h2 { "Du texte enregistré au vôtre" }
            p { (summary(added, removed)) }
            (show_difference(&changes))
        }
        section.section id="garde" { h2 { "Le texte enregistré" } (texte::show(&garde.texte)) }
        section.section id="le-votre" {
            h2 { "Le vôtre" }
            (editor(visit, section, &both.propose, garde.numero, &Filled::new()))
        }
    }
}
