//! The page of the terms.

use super::{Suggestion, own};
use crate::contrat::{Contrat, Institution, Population};
use crate::droits::MODIFIER;
use crate::pages::{Salle, day};
use maud::{Markup, html};
use ui::form::{Width, error_summary, fieldset, row};
use ui::{Button, Choice, Field, Filled, Frame, Method, francais};
use web::Visit;

pub(super) fn frame(visit: &Visit, salle: &Salle) -> Frame {
    let title = match &salle.contrat {
        None => "Préparer le contrat",
        Some(_) => "Texte et signatures",
    };
    Frame {
        lead: Some("Qui signe, pour quelle population, sous quelle version de l’ACI.".into()),
        ..visit.frame(title)
    }
}

/// The form as it is first shown.
pub(super) fn prefill(salle: &Salle, suggestion: Option<&Suggestion>) -> Filled {
    match (&salle.contrat, suggestion) {
        (Some(contrat), _) => standing(contrat),
        (None, Some(suggestion)) => {
            let version = salle.accord.usual(salle.today).unwrap_or_default();
            let habitants = suggestion.habitants.map(francais::nombre).unwrap_or_default();
            Filled::new()
                .value("nom", &suggestion.nom)
                .value("habitants", habitants)
                .value("population_source", &suggestion.source)
                .value("version", version)
                .value("qualite", "Président")
        }
        (None, None) => Filled::new(),
    }
}

fn standing(contrat: &Contrat) -> Filled {
    let parties = &contrat.termes.parties;
    let cpts = &parties.cpts;
    let filled = Filled::new()
        .value("nom", &cpts.nom)
        .value("finess", &cpts.finess)
        .value("rna", &cpts.rna)
        .value("adresse", &cpts.adresse)
        .value("representant", &cpts.representant)
        .value("qualite", &cpts.qualite)
        .value("version", &contrat.termes.version);
    let filled = institution(institution(filled, "ars", &parties.ars), "caisse", &parties.caisse);
    population(filled, &contrat.termes.population)
}

fn institution(filled: Filled, name: &str, one: &Institution) -> Filled {
    filled
        .value(format!("{name}_nom"), &one.nom)
        .value(format!("{name}_representant"), &one.representant)
        .value(format!("{name}_qualite"), &one.qualite)
}

/// A population in a form as it is first shown.
pub(in crate::pages) fn population(filled: Filled, one: &Population) -> Filled {
    let filled = filled
        .value("habitants", francais::nombre(i64::from(one.habitants)))
        .value("population_source", &one.source)
        .value("population_annee", one.annee.map(|annee| annee.to_string()).unwrap_or_default())
        .value("confirmee_par", &one.confirmee_par);
    day(filled, "confirmee_le", one.confirmee_le)
}

fn days(contrat: &Contrat) -> Filled {
    let filled = day(Filled::new(), "signe_cpts", contrat.signatures.cpts);
    day(day(filled, "signe_ars", contrat.signatures.ars), "signe_caisse", contrat.signatures.caisse)
}

/// The page; `part` is the form that was refused, empty when none was.
pub(super) fn page(visit: &Visit, salle: &Salle, filled: &Filled, part: &str) -> Markup {
    let can = visit.can(MODIFIER);
    html! {
        (salle.onglets(visit, "texte"))
        @match &salle.contrat {
            None => (terms(visit, salle, filled)),
            Some(contrat) => {
                (summary(salle, contrat))
                @if can {
                    details open[part == "texte" || contrat.signature.is_none()] {
                        summary { @if contrat.signature.is_some() { "Corriger le texte" } @else { "Compléter le texte" } }
                        (terms(visit, salle, &own(filled, part, "texte", standing(contrat))))
                    }
                    (ui::section::section("signatures", "Signatures", signing(visit, salle, &own(filled, part, "signatures", days(contrat)))))
                    (ui::section::section("fin", "Fin du contrat", ending(visit, salle, contrat, &own(filled, part, "fin", Filled::new()))))
                }
            }
        }
    }
}

fn summary(salle: &Salle, contrat: &Contrat) -> Markup {
    let (parties, population) = (&contrat.termes.parties, &contrat.termes.population);
    let or = |text: &str| if text.is_empty() { "à compléter".to_owned() } else { text.to_owned() };
    let who = |nom: &str, representant: &str, qualite: &str, signe: Option<jiff::civil::Date>| {
        html! {
            (or(nom)) @if !representant.is_empty() { br; (representant) @if !qualite.is_empty() { ", " (qualite) } }
            br;
            @match signe {
                Some(jour) => { "signé le " (francais::date(jour)) }
                None => (ui::status::badge(ui::Tone::Neutral, "pas encore signé")),
            }
        }
    };
    let cpts = &parties.cpts;
    ui::definitions::definitions(&[
        ("Version de l’ACI", html! { (salle.accord.label(&contrat.termes.version)) }),
        ("CPTS", who(&cpts.nom, &cpts.representant, &cpts.qualite, contrat.signatures.cpts)),
        ("Numéro FINESS", html! { (or(&cpts.finess)) }),
        ("Numéro RNA", html! { (or(&cpts.rna)) }),
        ("Adresse", html! { (or(&cpts.adresse)) }),
        (
            "ARS",
            who(&parties.ars.nom, &parties.ars.representant, &parties.ars.qualite, contrat.signatures.ars),
        ),
        (
            "CPAM ou CGSS",
            who(
                &parties.caisse.nom,
                &parties.caisse.representant,
                &parties.caisse.qualite,
                contrat.signatures.caisse,
            ),
        ),
        ("Population couverte", said(population)),
    ])
}

/// A population and who says so.
pub(in crate::pages) fn said(population: &Population) -> Markup {
    html! {
        (francais::nombre(i64::from(population.habitants))) " habitants, " (population.source)
        @if let Some(annee) = population.annee { " (" (annee) ")" }
        br;
        @if population.confirmee_par.is_empty() {
            (ui::status::badge(ui::Tone::Warning, "non confirmée par la caisse"))
        } @else {
            "confirmée par " (population.confirmee_par)
            @if let Some(jour) = population.confirmee_le { " le " (francais::date(jour)) }
        }
    }
}

fn terms(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let versions = salle.accord.versions().map(|(version, depuis)| {
        Choice::new(version.id.to_string(), version.libelle.clone())
            .hint(format!("depuis le {}", francais::date(depuis)))
    });
    let body = html! {
        (error_summary(filled))
        (salle.hidden())
        (fieldset("La CPTS", html! {
            (Field::text("nom", "Nom de la CPTS").required().filled(filled))
            (row(html! {
                (Field::text("finess", "Numéro FINESS").hint("9 caractères, si elle en a un.").width(Width::Medium).filled(filled))
                (Field::text("rna", "Numéro RNA de l’association").hint("W suivi de 9 caractères.").width(Width::Medium).filled(filled))
            }))
            (Field::text("adresse", "Adresse du siège").filled(filled))
            (row(html! {
                (Field::text("representant", "Qui signe pour elle").filled(filled))
                (Field::text("qualite", "En qualité de").filled(filled))
            }))
        }))
        (institution_fields("L’agence régionale de santé", "ars", "Par exemple «\u{a0}ARS Auvergne-Rhône-Alpes\u{a0}».", filled))
        (institution_fields("La caisse", "caisse", "La CPAM, ou la CGSS outre-mer.", filled))
        (fieldset("La population couverte", population_fields(filled, true)))
        (Field::select("version", "Version de l’ACI", versions.collect()).hint("Celle qui s’applique au jour de la signature.").required().filled(filled))
        div.actions { (Button::primary("Enregistrer")) }
    };
    ui::form(&visit.csrf, &visit.workspace("contrat/texte"), Method::Post, body)
}

fn institution_fields(title: &str, name: &str, hint: &'static str, filled: &Filled) -> Markup {
    fieldset(
        title,
        html! {
            (Field::text(format!("{name}_nom"), "Nom").hint(hint).filled(filled))
            (row(html! {
                (Field::text(format!("{name}_representant"), "Qui signe").filled(filled))
                (Field::text(format!("{name}_qualite"), "En qualité de").filled(filled))
            }))
        },
    )
}

/// The fields of a population.
pub(in crate::pages) fn population_fields(filled: &Filled, needed: bool) -> Markup {
    let must = |field: Field| if needed { field.required() } else { field };
    html! {
        (row(html! {
            (must(Field::digits("habitants", "Habitants")).filled(filled))
            (Field::digits("population_annee", "Année du chiffre").filled(filled))
        }))
        (must(Field::text("population_source", "Source du chiffre").hint("Par exemple «\u{a0}INSEE, population municipale\u{a0}» ou «\u{a0}CPAM\u{a0}».")).filled(filled))
        (row(html! {
            (Field::text("confirmee_par", "Confirmé par").hint("La caisse revérifie la population\u{a0}: la taille en dépend.").filled(filled))
            (Field::date("confirmee_le", "Confirmé le").filled(filled))
        }))
    }
}

fn signing(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let body = html! {
        (error_summary(filled))
        (salle.hidden())
        p { "Le contrat court à partir de la dernière des trois signatures." }
        (row(html! {
            (Field::date("signe_cpts", "La CPTS a signé le").filled(filled))
            (Field::date("signe_ars", "L’ARS a signé le").filled(filled))
            (Field::date("signe_caisse", "La caisse a signé le").filled(filled))
        }))
        div.actions { (Button::primary("Noter les signatures")) }
    };
    ui::form(&visit.csrf, &visit.workspace("contrat/signatures"), Method::Post, body)
}

fn ending(visit: &Visit, salle: &Salle, contrat: &Contrat, filled: &Filled) -> Markup {
    let action = visit.workspace("contrat/fin");
    let draft = html! {
        (ui::button::confirm("Abandonner ce contrat", "en préparation", "Ce qui a été préparé (texte, montants, missions) est retiré\u{a0}; le journal en garde la trace.",
            ui::form(&visit.csrf, &visit.workspace("contrat/abandon"), Method::Post, html! { (salle.hidden()) (Button::danger("Oui, abandonner")) })))
    };
    let resume = |le, motif: &str| {
        html! {
            p { "Arrêté le " (francais::date(le)) "\u{a0}: " (motif) }
            (ui::form(&visit.csrf, &action, Method::Post, html! { (salle.hidden()) (Button::secondary("Annuler cette fin").send("geste", "reprendre")) }))
        }
    };
    let body = html! {
        (error_summary(filled))
        (salle.hidden())
        (Field::date("le", "Premier jour sans contrat").required().filled(filled))
        (Field::textarea("motif", "Pourquoi", 3).hint("Résiliation, perte d’éligibilité, nouveau contrat… Des avances peuvent être réclamées.").required().filled(filled))
        div.actions { (Button::danger("Noter la fin du contrat")) }
    };
    html! {
        @match (&contrat.fin, contrat.signature) {
            (_, None) => (draft),
            (Some(fin), _) => (resume(fin.le, &fin.motif)),
            (None, Some(_)) => {
                @if let Some(terme) = contrat.terme() { p { "Il court jusqu’à la veille du " (francais::date(terme)) "." } }
                details open[filled.is_refused()] {
                    summary { "Il s’arrête avant son terme" }
                    (ui::form(&visit.csrf, &action, Method::Post, body))
                }
                p { a href={ (visit.workspace("contrat/texte")) "?nouveau=oui" } { "Préparer le contrat suivant" } }
            }
        }
    }
}
