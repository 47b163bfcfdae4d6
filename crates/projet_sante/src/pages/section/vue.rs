//! What the page of a part shows.

use super::super::{jointes, sees};
use super::Shown;
use crate::droits::{COMMENTER, CONDUIRE, REDIGER, VOIR_TRAVAIL};
use crate::jointe::Sujet;
use crate::section::{Commentaire, Etat, Section};
use crate::{WriteError, texte};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, Tone, button, form::hidden, francais};
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

pub(super) fn at(visit: &Visit, section: &Section, part: &str) -> String {
    visit.workspace(&format!("projet/sections/{}{part}", section.modele.code))
}

/// What whoever does not work on the projet reads of a part: what was agreed upon, with its files, and what they said of it
/// themselves.
fn agreed(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let section = &shown.section;
    let sujet = Sujet::section(&section.modele.code);
    html! {
        section.section id="texte" {
            h2 { "Le texte" }
            @match section.texte_valide() {
                Some(text) => { (texte::show(text)) (table(section)) (territory(shown)) }
                None => {
                    p { "Cette partie n’est pas encore validée\u{a0}: son texte se lira ici quand elle le sera. " a href=(visit.workspace("projet/versions")) { "Lire les versions figées" } "." }
                }
            }
        }
        @if shown.files.iter().any(|one| one.sujet == sujet && sees(visit, one)) {
            section.section id="pieces" { h2 { "Pièces" } (jointes(visit, &shown.files, &sujet, false)) }
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
    let sujet = Sujet::section(&section.modele.code);
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
            (table(section))
            (figures(visit, section))
            (territory(shown))
            div.actions {
                @if writes(visit, section) { (Button::primary("Écrire").about(section.modele.titre.clone()).href(at(visit, section, "/ecrire"))) }
                @if section.numero() > 0 && visit.can(VOIR_TRAVAIL) { (Button::secondary("Tous les textes").href(at(visit, section, "/textes"))) }
            }
        }
        section.section id="pieces" {
            h2 { "Pièces" }
            @if !shown.files.iter().any(|one| one.sujet == sujet) { p { "Aucune pièce jointe à cette partie." } }
            p.hint { @if section.texte_valide().is_some() { "L’ARS et la CPAM peuvent ouvrir ces pièces." } @else { "L’ARS et la CPAM pourront ouvrir ces pièces une fois la partie validée." } }
            (jointes(visit, &shown.files, &sujet, visit.can(CONDUIRE)))
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
                Some(id) => { (shown.names.of(Some(id))) @if crate::author(&visit.ctx) == Some(id) { " (vous)" } },
            } },
        ),
    ];
    if let Some(text) = &section.redaction {
        facts.push((
            "Dernier texte",
            html! { "n°\u{a0}" (text.numero) ", le " (francais::date(kernel::today(text.ecrit_le))) ", par " (shown.names.of(text.auteur)) },
        ));
    }
    ui::definitions::definitions(&facts)
}

fn table(section: &Section) -> Markup {
    let dit = section.tableau().dit(&section.modele);
    html! { @if let Some(dit) = dit { (dit.show("tableau")) } }
}

fn territory(shown: &Shown) -> Markup {
    html! { @if let Some(ici) = &shown.ici { (ici.show()) } }
}

/// What stands beside the words in the document.
pub(super) fn figures(visit: &Visit, section: &Section) -> Markup {
    let (words, part) = match section.modele.repere.as_str() {
        "besoins" => {
            ("Les besoins retenus au diagnostic s’ajoutent d’eux-mêmes au document", "diagnostic/besoins")
        }
        "territoire" => {
            ("La liste des communes et les chiffres s’ajoutent d’eux-mêmes au document", "territoire")
        }
        "systeme" => {
            let to = at(visit, section, "/ecrire?proposer=oui");
            return html! { @if writes(visit, section) { p { a href=(to) { "Partir d’un texte tiré des réglages de Maillage" } ", à relire et à compléter." } } };
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
    let about = format!("le commentaire de {}", shown.names.of(Some(one.auteur)));
    let press = |sort: &str, button: Button| {
        button::post_button(&visit.csrf, &action, &[("sort", sort)], &button.about(about.clone()).small())
    };
    ui::section::panel(html! {
        p {
            strong { (shown.names.of(Some(one.auteur))) } ", le " (francais::date(kernel::today(one.ecrit_le)))
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
