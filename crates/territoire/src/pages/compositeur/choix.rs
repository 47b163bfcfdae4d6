//! The ways to choose communes: a département, an EPCI, a name, a pasted list, the boxes of the table.

use super::Compositeur;
use crate::atlas::Etat;
use crate::referentiel::Commune;
use identifiants::CommuneCode;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::form::Width;
use ui::map::CommuneState;
use ui::{Button, Choice, Column, Field, Icon, Row, Table, francais};

/// Above the map.
pub(super) fn draw(page: &Compositeur, etat: &Etat) -> Markup {
    html! {
        div.panel #choisir {
            h2 { "Choisir des communes" }
            div.field-row {
                (departement(page, etat))
                (epci(page, etat))
                (search(page))
            }
            (found(page, etat))
            details #coller open[!page.saisie.liste.is_empty()] {
                summary { "Coller une liste de communes" }
                (Field::textarea("liste", "Codes Insee ou noms", 5).value(page.saisie.liste.clone())
                    .hint("Séparés par des retours à la ligne, des virgules ou des points-virgules\u{a0}; une colonne de tableur convient."))
                div.actions { (Button::secondary("Ajouter la liste").send("geste", "lister").icon(Icon::Plus)) }
            }
        }
    }
}

fn departement(page: &Compositeur, etat: &Etat) -> Markup {
    let choices =
        etat.france.departements().iter().filter(|d| !etat.france.of_departement(d.code).is_empty());
    let choices = choices.map(|d| Choice::new(d.code.to_string(), format!("{} {}", d.code, d.nom))).collect();
    let vue = page.saisie.vue.map(|code| code.to_string()).unwrap_or_default();
    let whole = page.saisie.vue.is_some_and(|code| {
        let mut all = etat.france.of_departement(code).iter().filter(|c| !c.is_arrondissement());
        all.all(|commune| page.saisie.codes.contains(&commune.code))
    });
    let (verb, words) = if whole {
        ("retirer-departement", "Retirer le département")
    } else {
        ("departement", "Ajouter le département")
    };
    html! {
        div.stack {
            (Field::select("vue", "Département sur la carte", choices).value(vue.clone()))
            div.actions {
                (Button::secondary("Afficher").small())
                (Button::secondary(words).small().send("geste", format!("{verb}:{vue}")))
            }
        }
    }
}

fn epci(page: &Compositeur, etat: &Etat) -> Markup {
    let here = page.saisie.vue.map(|code| etat.france.epcis_of_departement(code)).unwrap_or_default();
    let choices = here.iter().map(|epci| Choice::new(epci.siren.to_string(), epci.nom.clone())).collect();
    html! {
        div.stack {
            (Field::select("epci", "Intercommunalité", choices))
            div.actions {
                (Button::secondary("Ajouter").small().about("cette intercommunalité").send("geste", "epci"))
                (Button::secondary("Retirer").small().about("cette intercommunalité").send("geste", "retirer-epci"))
            }
        }
    }
}

fn search(page: &Compositeur) -> Markup {
    html! {
        div.stack {
            (Field::search("q", "Nom ou code postal").value(page.saisie.cherche.clone()).width(Width::Medium))
            div.actions { (Button::secondary("Chercher").small().send("geste", "chercher").icon(Icon::Search)) }
        }
    }
}

/// The communes found for a name, each one press away from the territory.
fn found(page: &Compositeur, etat: &Etat) -> Markup {
    let found = page.saisie.trouvees.iter().filter_map(|code| etat.france.commune(*code));
    html! {
        @if !page.saisie.cherche.is_empty() {
            @if page.saisie.trouvees.is_empty() {
                p role="status" { "Aucune commune ne s’appelle «\u{a0}" (page.saisie.cherche) "\u{a0}»." }
            } @else {
                ul.inline-list aria-label="Communes trouvées" {
                    @for commune in found { li { (result(page, etat, commune)) } }
                }
            }
        }
    }
}

fn result(page: &Compositeur, etat: &Etat, commune: &Commune) -> Markup {
    let name = format!("{} ({})", commune.nom, commune.code.departement());
    html! {
        @if page.chosen(etat, commune.code) {
            span.soft { (Icon::Check) " " (name) ", déjà choisie" }
        } @else {
            (Button::secondary(name).small().icon(Icon::Plus).send("geste", format!("ajouter:{}", commune.code)))
        }
    }
}

/// The communes of the départements on the map, each with its box: the map, without the map.
pub(super) fn table(page: &Compositeur, etat: &Etat) -> Markup {
    let holes: BTreeSet<CommuneCode> = page.trous.iter().flatten().flatten().copied().collect();
    let columns = vec![
        Column::text("Commune"),
        Column::text("Intercommunalité").minor(),
        Column::number("Population"),
        Column::text("État"),
    ];
    let rows = page.mailles(etat).filter_map(|code| etat.france.commune(code)).map(|commune| {
        let state = page.state(etat, commune.code, &holes);
        let ticked = matches!(state, CommuneState::In | CommuneState::Overlap);
        let epci = commune.epci.and_then(|siren| etat.france.epci(siren));
        let words = owners(page, etat, commune.code, state);
        Row::new(vec![
            html! {
                label.option { input type="checkbox" name="c" value=(commune.code) checked[ticked]; span { (commune.nom) } }
            },
            html! { @if let Some(epci) = epci { (epci.nom) } },
            html! { @match commune.population { Some(n) => (francais::nombre(n.into())), None => "non publiée" } },
            html! { (words) },
        ])
    });
    html! {
        (Table::new("communes", "Communes", columns).quiet_caption().compact().filter("Filtrer les communes").rows(rows.collect()))
        div.actions { (Button::secondary("Mettre à jour").send("geste", "cocher")) }
    }
}

/// The state in words, with the name of the CPTS that covers the commune.
fn owners(page: &Compositeur, etat: &Etat, code: CommuneCode, state: CommuneState) -> String {
    let others = page.occupation.owners(code).iter().filter(|rank| Some(**rank) != page.moi);
    let names: Vec<&str> =
        others.filter_map(|rank| etat.cpts.get(*rank)).map(|cpts| cpts.nom.as_str()).collect();
    match (state, names.is_empty()) {
        (_, true) => state.label().to_owned(),
        (CommuneState::Overlap, false) => format!("Choisie, et déjà dans {}", names.join(", ")),
        (_, false) => names.join(", "),
    }
}
