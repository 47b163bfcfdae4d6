//! What the page of a need shows.

use super::super::besoins;
use super::Shown;
use crate::besoin::Etat;
use crate::droits::{ANIMER, ECRIRE};
use crate::preuve::Nature;
use identifiants::CommuneCode;
use maud::{Markup, html};
use ui::{Button, Choice, Crumb, Field, Filled, Tone, francais};
use web::Visit;

pub(super) fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    ui::Frame {
        breadcrumb: vec![
            Crumb::new("Diagnostic", visit.workspace("diagnostic")),
            Crumb::new("Besoins", visit.workspace("diagnostic/besoins")),
        ],
        ..visit.frame(shown.besoin.texte.titre.to_string())
    }
}

/// `part` names the form that was refused, filled with what was typed.
pub(super) fn page(visit: &Visit, shown: &Shown, filled: &Filled, part: &str) -> Markup {
    let blank = Filled::new();
    let of = |name: &str| if part == name { filled } else { &blank };
    html! {
        @if part == "sort" { (ui::form::error_summary(filled)) }
        (state(visit, shown))
        (facts(shown))
        (ui::section::section("preuves", "Ce qui le montre", proofs(visit, shown, of("preuve"))))
        (ui::section::section("commentaires", "Ce que l’on en dit", comments(visit, shown, of("commentaire"))))
        @if shown.besoin.is_ouvert() && may_reword(visit, shown) { (rewording(visit, shown, of("texte"))) }
        @if visit.can(ANIMER) { (sorts(visit, shown, of("sort"))) }
    }
}

fn may_reword(visit: &Visit, shown: &Shown) -> bool {
    let me = visit.identity.as_ref().map(|identity| identity.person);
    visit.can(ANIMER) || (visit.can(ECRIRE) && me.is_some() && me == shown.besoin.auteur)
}

fn state(visit: &Visit, shown: &Shown) -> Markup {
    let words = match &shown.besoin.etat {
        Etat::Ouvert => return html! {},
        Etat::Retire { le, motif } => {
            html! { "Retiré de la liste le " (francais::date(kernel::today(*le))) "\u{a0}: " (motif) }
        }
        Etat::Fondu { le, dans } => html! {
            "Fondu le " (francais::date(kernel::today(*le))) " dans "
            a href=(visit.workspace(&format!("diagnostic/besoins/{dans}"))) { "un autre besoin" } "."
        },
    };
    ui::alert::alert(Tone::Warning, words)
}

fn facts(shown: &Shown) -> Markup {
    let besoin = &shown.besoin;
    let place = |code: &CommuneCode| {
        let known = shown.communes.iter().find(|(one, _)| one == code);
        known.map_or_else(|| code.to_string(), |(_, nom)| nom.clone())
    };
    let places: Vec<String> = besoin.texte.communes.iter().map(place).collect();
    let mut facts = vec![
        ("Besoin de", html! { (besoin.texte.public.libelle()) }),
        ("Porté par", html! { (besoin.origine.libelle()) }),
        ("Où", html! { @if places.is_empty() { "Tout le territoire" } @else { (places.join(", ")) } }),
        (
            "Écrit",
            html! { "par " (shown.names.of(besoin.auteur)) ", le " (francais::date(kernel::today(besoin.ecrit_le))) },
        ),
    ];
    if let Some(rang) = shown.liste.rang(besoin.id) {
        facts.push(("Rang", html! { (rang) " à la dernière séance" }));
    }
    html! {
        (ui::definitions::definitions(&facts))
        @for paragraph in besoin.texte.description.lines().filter(|line| !line.trim().is_empty()) { p { (paragraph) } }
    }
}

fn proofs(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let natures = Nature::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let action = visit.workspace(&format!("diagnostic/besoins/{}/preuves", shown.besoin.id));
    html! {
        @if shown.preuves.is_empty() {
            p { "Aucune preuve pour l’instant. Depuis les chiffres, l’offre, l’accès ou une enquête, un bouton lie le fait à ce besoin." }
        } @else {
            ul.plain-list { @for preuve in &shown.preuves { li {
                strong { (preuve.fait.libelle) @if !preuve.fait.valeur.is_empty() { "\u{a0}: " (preuve.fait.valeur) } }
                br; (preuve.fait.nature.libelle()) ". " (preuve.fait.source)
                ". Lié le " (francais::date(kernel::today(preuve.ajoutee_le))) " par " (shown.names.of(preuve.auteur)) ". "
                @if visit.can(ANIMER) {
                    (ui::button::post_button(&visit.csrf, &format!("{action}/{}/retrait", preuve.id), &[], &Button::plain("Retirer").small().about(preuve.fait.libelle.clone())))
                }
            } } }
        }
        @if visit.can(ANIMER) && shown.besoin.is_ouvert() {
            details open[filled.is_refused()] {
                summary { "Ajouter une preuve à la main" }
                (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (Field::select("nature", "Nature", natures).value("document").filled(filled))
                    (Field::text("libelle", "Ce qui est mesuré").required().maxlength(500).filled(filled))
                    (Field::text("valeur", "Valeur").hint("Telle qu’elle est écrite, avec son unité.").filled(filled))
                    (Field::text("source", "Source et date").required().maxlength(500).filled(filled))
                    (Field::text("reference", "Où la lire").hint("Facultatif\u{a0}: adresse d’une page, nom d’un document.").filled(filled))
                    div.actions { (Button::primary("Lier au besoin")) }
                }))
            }
        }
    }
}

fn comments(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("diagnostic/besoins/{}/commentaires", shown.besoin.id));
    let me = visit.identity.as_ref().map(|identity| identity.person);
    html! {
        @for one in &shown.commentaires {
            div.panel {
                p { strong { (shown.names.of(Some(one.auteur))) } ", le " (francais::date(kernel::today(one.ecrit_le))) }
                @for line in one.texte.lines() { p { (line) } }
                @if visit.can(ANIMER) || me == Some(one.auteur) {
                    (ui::button::post_button(&visit.csrf, &format!("{action}/{}/retrait", one.id), &[], &Button::plain("Retirer").small().about("ce commentaire")))
                }
            }
        }
        @if visit.can(ECRIRE) && shown.besoin.is_ouvert() {
            (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::textarea("texte", "Votre avis", 3).hint("Lu par la CPTS et ses partenaires. Sans nom de patient.").filled(filled))
                div.actions { (Button::secondary("Commenter")) }
            }))
        }
    }
}

fn rewording(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let texte = &shown.besoin.texte;
    let current = texte.communes.iter().fold(
        Filled::new()
            .value("public", texte.public.code())
            .value("titre", texte.titre.to_string())
            .value("description", &texte.description),
        |filled, code| filled.value("communes", code.to_string()),
    );
    let filled = if filled.is_refused() { filled } else { &current };
    html! {
        details open[filled.is_refused()] {
            summary { "Réécrire ce besoin" }
            (ui::form(&visit.csrf, &visit.workspace(&format!("diagnostic/besoins/{}", shown.besoin.id)), ui::Method::Post, html! {
                (besoins::champs(&shown.communes, filled))
                div.actions { (Button::primary("Enregistrer")) }
            }))
        }
    }
}

fn sorts(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("diagnostic/besoins/{}/sort", shown.besoin.id));
    if !shown.besoin.is_ouvert() {
        return ui::button::post_button(
            &visit.csrf,
            &action,
            &[("sort", "reprendre")],
            &Button::secondary("Remettre sur la liste"),
        );
    }
    let others = shown.liste.besoins.iter().filter(|other| other.is_ouvert() && other.id != shown.besoin.id);
    let others: Vec<Choice> =
        others.map(|other| Choice::new(other.id.to_string(), other.texte.titre.to_string())).collect();
    html! {
        details open[filled.is_refused()] {
            summary { "Retirer ou fondre ce besoin" }
            (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                (ui::form::hidden("sort", "retirer"))
                (Field::text("motif", "Pourquoi le retirer").hint("Il reste lisible, avec ce motif, et peut revenir.").required().filled(filled))
                div.actions { (Button::danger("Retirer de la liste")) }
            }))
            @if !others.is_empty() {
                (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                    (ui::form::hidden("sort", "fondre"))
                    (Field::select("dans", "Dit la même chose que", others).required().filled(filled))
                    div.actions { (Button::secondary("Fondre dans ce besoin")) }
                }))
            }
        }
    }
}
