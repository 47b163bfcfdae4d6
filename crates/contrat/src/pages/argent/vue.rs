//! The page of the money.

mod versements;

use super::{Compte, Shown};
use crate::accord::{FONCTIONNEMENT, part_dite};
use crate::argent::{AnneeBilan, LigneBilan, Montant, Somme};
use crate::contrat::Contrat;
use crate::droits::MODIFIER;
use crate::pages::{Salle, doubt, montants, pourquoi};
use crate::refus::percent;
use maud::{Markup, html};
use ui::form::row;
use ui::{Button, Choice, Column, Field, Figure, Filled, Icon, Method, Row, Table, Tone, francais};
use web::Visit;

pub(super) fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some(
            "Trois chiffres qu’on ne mélange pas\u{a0}: le plafond, ce qui est gagné, ce qui est reçu."
                .into(),
        ),
        ..visit.frame("Argent du contrat")
    }
}

pub(super) fn page(visit: &Visit, shown: &Shown, filled: &Filled) -> Markup {
    let salle = &shown.salle;
    html! {
        (salle.onglets(visit, "argent"))
        @match (&shown.compte, &salle.contrat) {
            (Some(compte), Some(contrat)) => (account(visit, salle, contrat, compte, filled)),
            _ => p { "Les montants se calculent à partir de la signature. " a href="/simulateur" { "Simuler" } " montre déjà ce qu’ils pourraient être." },
        }
    }
}

fn account(visit: &Visit, salle: &Salle, contrat: &Contrat, compte: &Compte, filled: &Filled) -> Markup {
    let Some(annee) = compte.annees.get(compte.choisie) else { return html! {} };
    html! {
        (years(visit, salle, compte))
        (three(annee, contrat))
        p {
            (Button::plain("Tous les calculs en PDF").href(salle.path(visit, "calculs.pdf")).icon(Icon::Download))
            " " (Button::plain("en Word").href(salle.path(visit, "calculs.docx")).icon(Icon::Download))
        }
        (missing(visit, salle, compte, annee))
        (lines(salle, contrat, annee))
        (versements::awaited(salle, compte, annee))
        (versements::received(visit, salle, contrat, compte, annee))
        (settled(visit, salle, contrat, annee, filled))
        (doubts(compte))
    }
}

fn years(visit: &Visit, salle: &Salle, compte: &Compte) -> Markup {
    let tab = |(at, annee): (usize, &AnneeBilan)| {
        let path = salle.path(visit, "argent");
        let join = if path.contains('?') { '&' } else { '?' };
        ui::tabs::Tab::new(
            format!("Année {}", annee.numero),
            format!("{path}{join}annee={}", annee.numero),
            at == compte.choisie,
        )
    };
    let all: Vec<_> = compte.annees.iter().enumerate().map(tab).collect();
    ui::tabs::tabs("Années du contrat", &all)
}

fn three(annee: &AnneeBilan, contrat: &Contrat) -> Markup {
    let until =
        format!("du {} au {}, taille {}", francais::date(annee.du), francais::date(annee.au), annee.taille);
    let figure = |label: &'static str, somme: Somme, note: String| {
        let partial =
            if somme.partiel { " Somme partielle\u{a0}: il manque un montant ou un taux." } else { "" };
        Figure::new(label, short(somme.cents)).note(html! { (note) (partial) (doubt(somme.incertain)) })
    };
    let recu = Somme { cents: annee.recu, ..Somme::default() };
    html! {
        dl.figures {
            (figure("Plafond de l’année", annee.plafond_choisi(contrat), format!("le plus que ses missions donnent, {until}. Toutes les missions de l’ACI\u{a0}: {}.", short(annee.plafond.cents))))
            (figure("Gagné", annee.gagne, "par les missions démarrées et les résultats arrêtés.".to_owned()))
            (figure("Reçu", recu, "arrivé sur le compte pendant cette année, solde de l’année d’avant compris.".to_owned()))
        }
    }
}

/// Euros, with their cents only when there are some.
fn short(cents: i64) -> String {
    if cents % 100 == 0 { francais::euros_ronds(cents) } else { francais::euros(cents) }
}

/// The amounts that stop a line, asked where they are missing.
fn missing(visit: &Visit, salle: &Salle, compte: &Compte, annee: &AnneeBilan) -> Markup {
    let all: Vec<&aci::Manque> =
        compte.resultat.missing.iter().filter(|one| now(compte, one, annee, salle)).collect();
    let blank = Filled::new();
    html! {
        @if !all.is_empty() {
            (ui::alert::notice(Tone::Warning, "Ce qu’il manque pour tout calculer", html! {
                ul { @for one in &all { li { (one.question) } } }
            }))
        }
        @if visit.can(MODIFIER) && !compte.montants.is_empty() {
            (ui::form(&visit.csrf, &visit.workspace("contrat/montants"), Method::Post, html! {
                (salle.hidden())
                (ui::form::hidden("retour", "argent"))
                @for one in &compte.montants {
                    @let words = format!("{}, {}", salle.accord.nom(&one.component), part_dite(one.part).1.to_lowercase());
                    (Field::text(montants::name_of(&one.component, part_dite(one.part).0), words).width(ui::form::Width::Short).unit("€ par an").hint("À l’article 5 du contrat.").filled(&blank))
                }
                div.actions { (Button::primary("Noter ces montants")) }
            }))
        }
    }
}

/// Whether something is missing for the year looked at: an amount, or the rate of a year that has ended.
fn now(compte: &Compte, one: &aci::Manque, annee: &AnneeBilan, salle: &Salle) -> bool {
    let here = one.years.is_empty() || one.years.iter().any(|year| u32::from(*year) == annee.numero);
    here && (compte.montants.iter().any(|amount| amount.question == one.question) || annee.au < salle.today)
}

fn lines(salle: &Salle, contrat: &Contrat, annee: &AnneeBilan) -> Markup {
    let columns = vec![
        Column::text("Composante"),
        Column::number("Plafond"),
        Column::number("Gagné"),
        Column::number("Attendu à ce jour"),
        Column::number("Reçu"),
        Column::number("Écart"),
    ];
    let mut rows: Vec<Row> = annee.lignes.iter().map(|one| line(salle, contrat, one)).collect();
    let sum = |somme: Somme| html! { (francais::euros(somme.cents)) (doubt(somme.incertain)) };
    rows.push(
        Row::new(vec![
            html! { "Ensemble" },
            sum(annee.plafond_choisi(contrat)),
            sum(annee.gagne),
            sum(annee.attendu),
            html! { (francais::euros(annee.recu)) },
            gap(annee.recu - annee.attendu.cents),
        ])
        .total(),
    );
    html! { (Table::new("composantes", format!("Année {}, par mission", annee.numero), columns).rows(rows)) }
}

fn line(salle: &Salle, contrat: &Contrat, one: &LigneBilan) -> Row {
    let nom = salle.accord.nom(&one.composante);
    let chosen = one.composante == FONCTIONNEMENT || contrat.mission(&one.composante).is_some();
    Row::new(vec![
        html! { (nom) @if !chosen { br; (ui::status::badge(Tone::Neutral, "pas dans le contrat")) } },
        html! { @match &one.plafond { Some(montant) => (amount(salle, montant, &format!("plafond, {nom}"))), None => "à noter" } },
        html! {
            @if one.gagne.is_empty() { "–" }
            @for (part, montant) in &one.gagne {
                div { span.soft { (part_dite(*part).1) } " " (amount(salle, montant, &format!("gagné, {nom}, {}", part_dite(*part).1))) }
            }
        },
        html! { (francais::euros(one.attendu.cents)) (doubt(one.attendu.incertain)) },
        html! { (francais::euros(one.recu)) },
        gap(one.ecart()),
    ])
}

/// An amount, and why it is what it is.
pub(super) fn amount(salle: &Salle, montant: &Montant, about: &str) -> Markup {
    html! {
        (francais::euros(montant.cents)) (doubt(montant.incertain))
        (pourquoi(&salle.law, &montant.pourquoi, about))
    }
}

fn gap(cents: i64) -> Markup {
    html! {
        @if cents == 0 { "0" } @else if cents < 0 { (ui::status::status(Tone::Warning, &francais::euros(cents))) } @else { "+" (francais::euros(cents)) }
    }
}

/// The rates settled for the year, and noting one.
fn settled(visit: &Visit, salle: &Salle, contrat: &Contrat, annee: &AnneeBilan, filled: &Filled) -> Markup {
    let here: Vec<_> = contrat.realisations.iter().filter(|one| one.annee == annee.numero).collect();
    let columns = vec![
        Column::text("Mission"),
        Column::number("Taux arrêté"),
        Column::text("Par"),
        Column::text("Noté le"),
    ];
    let rows = here.iter().map(|one| {
        Row::new(vec![
            html! { (salle.accord.nom(&one.mission)) },
            html! { (percent(one.taux())) },
            html! { (one.source) },
            html! { (francais::date(one.le)) },
        ])
    });
    let form = html! {
        (ui::form::error_summary(filled))
        (salle.hidden())
        (ui::form::hidden("annee", &annee.numero.to_string()))
        (row(html! {
            (Field::select("mission", "Mission", missions(salle, contrat)).required().filled(filled))
            (Field::text("taux", "Taux arrêté").unit("%").width(ui::form::Width::Short).required().filled(filled))
        }))
        (Field::text("source", "D’où il vient").hint("Par exemple «\u{a0}Dialogue de gestion du 3 mars 2026\u{a0}».").required().filled(filled))
        div.actions { (Button::primary("Noter ce taux")) }
    };
    let body = html! {
        @if here.is_empty() { p { "Rien n’est encore arrêté pour l’année " (annee.numero) "\u{a0}: la part variable se décide au dialogue de gestion." } }
        @else { (Table::new("taux", "Taux arrêtés", columns).rows(rows.collect()).quiet_caption()) }
        @if visit.can(MODIFIER) {
            details open[filled.is_refused()] {
                summary { "Noter un taux arrêté à la main" }
                (ui::form(&visit.csrf, &visit.workspace("contrat/argent/realisations"), Method::Post, form))
            }
        }
    };
    ui::section::section("realisations", "Part variable", body)
}

fn missions(salle: &Salle, contrat: &Contrat) -> Vec<Choice> {
    let paid = contrat.missions.iter().filter(|one| !salle.accord.is_crise(&one.mission));
    paid.map(|one| Choice::new(one.mission.clone(), salle.accord.nom(&one.mission).to_owned())).collect()
}

/// What stays unconfirmed in these figures.
fn doubts(compte: &Compte) -> Markup {
    let all = compte.resultat.uncertain.iter().chain(&compte.resultat.warnings);
    html! {
        @if !compte.resultat.uncertain.is_empty() || !compte.resultat.warnings.is_empty() {
            details { summary { "Ce qui n’est pas confirmé dans ces chiffres" } ul { @for one in all { li { (one) } } } }
        }
    }
}
