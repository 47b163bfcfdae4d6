//! The page of the money.

mod lignes;
mod versements;

use super::{Compte, Shown};
use crate::Arretee;
use crate::accord::part_dite;
use crate::argent::{AnneeBilan, Montant, Somme, asks_amount};
use crate::contrat::Contrat;
use crate::droits::MODIFIER;
use crate::pages::{Salle, doubt, doubt_of, pourquoi, reserves};
use crate::refus::percent;
use crate::set_montant::name_of;
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
        @if annee.coupee { (super::cut(annee)) }
        (three(salle, annee, contrat))
        p {
            (Button::plain("Tous les calculs en PDF").href(salle.path(visit, "calculs.pdf")).icon(Icon::Download))
            " " (Button::plain("en Word").href(salle.path(visit, "calculs.docx")).icon(Icon::Download))
        }
        (missing(visit, salle, compte, annee))
        (lignes::lines(salle, contrat, compte, annee))
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

fn three(salle: &Salle, annee: &AnneeBilan, contrat: &Contrat) -> Markup {
    let until = format!("du {} au {}", francais::date(annee.du), francais::date(annee.au));
    let figure = |label: &'static str, somme: Somme, note: Markup| {
        let partial =
            if somme.partiel { " Somme partielle\u{a0}: il manque un montant ou un taux." } else { "" };
        let note = html! { (doubt(somme.incertain)) " " (note) (partial) };
        Figure::new(label, short(somme.cents)).note(note)
    };
    let recu = Somme { cents: annee.recu, ..Somme::default() };
    let ceiling = html! {
        (ceiling_said(salle, contrat)) ", " (until) ", taille " (annee.taille) (doubt(annee.taille_incertaine))
        ". Toutes les missions de l’ACI\u{a0}: " (short(annee.plafond.cents)) (reserves(annee.plafond))
    };
    let earned = html! { "par les missions démarrées et les résultats arrêtés." };
    let received = html! { "arrivé sur le compte pendant cette année, solde de l’année d’avant compris." };
    html! {
        dl.figures {
            (figure("Plafond de l’année", annee.plafond_choisi(contrat, &salle.accord), ceiling))
            (figure("Gagné", annee.gagne, earned))
            (figure("Reçu", recu, received))
        }
    }
}

/// What the ceiling counts: that of the crisis mission holds the plan and one crisis, every year.
pub(in crate::pages) fn ceiling_said(salle: &Salle, contrat: &Contrat) -> &'static str {
    if contrat.missions.iter().any(|one| salle.accord.is_crise(&one.mission)) {
        "plafond des missions choisies, plan de crise et une crise compris"
    } else {
        "plafond des missions choisies"
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
                ul { @for one in &all { li { (one.en_mots()) @if !asks_amount(one) { " " a href=(salle.path(visit, "missions")) { "La noter dans les missions" } } } } }
            }))
        }
        @if visit.can(MODIFIER) && compte.montants.iter().any(asks_amount) {
            (ui::form(&visit.csrf, &visit.workspace("contrat/montants"), Method::Post, html! {
                (salle.hidden())
                (ui::form::hidden("retour", "argent"))
                @for one in compte.montants.iter().filter(|one| asks_amount(one)) {
                    @let words = format!("{}, {}", salle.accord.nom(&one.component), part_dite(one.part).1.to_lowercase());
                    (Field::text(name_of(&one.component, part_dite(one.part).0), words).width(ui::form::Width::Short).unit("€ par an").hint("À l’article 5 du contrat.").filled(&blank))
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

/// An amount, and why it is what it is.
pub(super) fn amount(salle: &Salle, montant: &Montant, about: &str) -> Markup {
    html! {
        (francais::euros(montant.cents)) (doubt_of(&salle.accord, montant.incertain, &montant.pourquoi))
        (pourquoi(&salle.law, &montant.pourquoi, about))
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
        Column::actions(),
    ];
    let rows = here.iter().map(|one| {
        Row::new(vec![
            html! { (salle.accord.nom(&one.mission)) },
            html! { (percent(one.taux())) },
            html! { (one.source) },
            html! { (francais::date(one.le)) },
            html! { @if visit.can(MODIFIER) && one.by_hand() { (taken_back(visit, salle, one)) } },
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

/// Taking back a rate noted by hand.
fn taken_back(visit: &Visit, salle: &Salle, one: &Arretee) -> Markup {
    let action = visit.workspace("contrat/argent/realisations/retrait");
    let about = format!("le taux de {}, année {}", salle.accord.nom(&one.mission), one.annee);
    let body = html! {
        (salle.hidden())
        (ui::form::hidden("annee", &one.annee.to_string()))
        (ui::form::hidden("mission", &one.mission))
        (Button::danger("Oui, retirer").small())
    };
    let form = ui::form(&visit.csrf, &action, Method::Post, body);
    ui::button::confirm("Retirer", &about, "La part variable de cette année sera de nouveau à arrêter.", form)
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
