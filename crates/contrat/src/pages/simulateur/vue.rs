//! The page of the simulator.

use super::{Shown, Simulation};
use crate::accord::part_dite;
use crate::pages::{doubt, montants, pourquoi};
use aci::Part;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::form::{Width, fieldset, row};
use ui::{Button, Choice, Column, Field, Figure, Filled, Method, Row, Table, Tone, francais};

pub(super) fn page(shown: &Shown, filled: &Filled) -> Markup {
    html! {
        @if let Some(one) = &shown.simulation { (result(shown, one)) }
        (ui::section::section("cas", if shown.simulation.is_some() { "Changer le cas" } else { "Votre cas" }, form(shown, filled)))
    }
}

fn form(shown: &Shown, filled: &Filled) -> Markup {
    let demande = &shown.demande;
    let missions =
        demande.version.as_deref().map(|version| shown.accord.missions(version)).unwrap_or_default();
    let choices = missions.iter().map(|one| {
        Choice::new(one.id.to_string(), one.court.to_string()).hint(if one.socle {
            "socle, obligatoire"
        } else {
            "optionnelle"
        })
    });
    let body = html! {
        (ui::form::error_summary(filled))
        @if let Some(one) = &demande.territoire {
            (ui::form::hidden("t", &one.code))
            p { "Territoire de " (francais::compte(i64::try_from(one.communes).unwrap_or(i64::MAX), "commune", "communes")) ", "
                (francais::nombre(one.habitants)) " habitants (" (one.millesime) "). "
                a href={ "/territoire?t=" (one.code) } { "Le revoir" } }
        } @else {
            p { "Pas encore de population\u{202f}? " a href="/territoire" { "Composer le territoire" } " la calcule." }
        }
        (row(html! {
            (Field::digits("population", "Habitants couverts").hint("Au sens du contrat\u{a0}: la caisse la vérifie.").required().filled(filled))
            (Field::date("signature", "Signature du contrat").required().filled(filled))
            (Field::digits("atteinte", "Objectifs atteints").unit("%").filled(filled))
        }))
        (Field::checkboxes("missions", "Missions", choices.collect()).filled(filled))
        details open[missions.iter().any(|one| filled.error_of(&format!("debut-{}", one.id)).is_some())] {
            summary { "Dates de démarrage des missions" }
            p { "Sans date, la mission est supposée démarrer au dernier jour permis (12 mois pour une mission optionnelle)." }
            (row(html! { @for one in missions { (Field::date(format!("debut-{}", one.id), one.court.to_string()).filled(filled)) } }))
        }
        (asked(shown, filled))
        div.actions { (Button::primary("Simuler")) }
    };
    ui::form("", "/simulateur", Method::Get, body)
}

/// Amounts that no public source gives: asked in the same form.
fn asked(shown: &Shown, filled: &Filled) -> Markup {
    let mut names: BTreeSet<(String, &'static str)> = BTreeSet::new();
    names.extend(shown.demande.typed().map(|(composante, part)| (composante.to_owned(), part)));
    if let Some(one) = &shown.simulation {
        names.extend(one.pleine.missing.iter().map(|one| (one.component.to_string(), part_dite(one.part).0)));
    }
    html! {
        @if !names.is_empty() {
            (fieldset("Montants de l’article 5 de votre contrat", html! {
                p { "Aucune source publique ne les donne pour votre taille. Le contrat les imprime\u{a0}; sans eux, la ligne n’est pas calculée." }
                (row(html! { @for (composante, part) in &names {
                    @let words = format!("{}, {}", shown.accord.nom(composante), words(part).to_lowercase());
                    (Field::text(montants::name_of(composante, part), words).width(Width::Short).unit("€ par an").filled(filled))
                } }))
            }))
        }
    }
}

fn words(code: &str) -> &'static str {
    crate::accord::part(code).map_or("", |part| part_dite(part).1)
}

fn result(shown: &Shown, one: &Simulation) -> Markup {
    let (resultat, pleine) = (&one.demandee, &one.pleine);
    html! {
        (figures(shown, one))
        @if shown.demande.missions.iter().any(|one| one.crise) {
            p { "Le plan de crise est supposé remis le jour où sa mission démarre, et mis à jour chaque année ensuite\u{a0}; aucune crise n’est supposée dans les versements." }
        }
        @if !pleine.missing.is_empty() {
            (ui::alert::notice(Tone::Warning, "Ce que les sources publiques ne disent pas", html! {
                p { "Ces montants sont écrits à l’article 5 du contrat\u{a0}; sans eux, ces lignes ne sont pas calculées." }
                ul { @for (composante, parts) in by_component(&pleine.missing) { li { (shown.accord.nom(composante)) "\u{a0}: " (parts.join(", ")) } } }
                details { summary { "Ce qui est connu de chacun" } ul { @for one in &pleine.missing { li { (one.question) } } } }
                p { (Button::secondary("Compléter avec l’article 5 du contrat").small().href("#cas")) }
            }))
        }
        (ceilings(shown, one))
        (payments(shown, one))
        @if !resultat.uncertain.is_empty() {
            (ui::section::section("doutes", "Ce qui n’est pas confirmé", html! { ul { @for words in &resultat.uncertain { li { (words) } } } }))
        }
        @if !resultat.warnings.is_empty() {
            (ui::section::section("remarques", "À savoir", html! { ul { @for words in &resultat.warnings { li { (words) } } } }))
        }
        p { a href=(format!("/simulateur/calculs.pdf?{}", shown.demande.query())) { "Tous les calculs et leurs sources (PDF)" } }
        p.soft { "L’adresse de cette page garde le cas\u{a0}: elle se partage et s’imprime. Le contrat signé l’emporte toujours sur ces chiffres." }
    }
}

fn figures(shown: &Shown, one: &Simulation) -> Markup {
    let ceiling = &one.pleine.ceiling;
    let partial = |lacks: bool| if lacks { " Somme partielle\u{a0}: il manque un montant." } else { "" };
    let version = shown.demande.version.as_deref().unwrap_or_default();
    let lines = ceiling.lines.iter().filter(|line| shown.demande.counts(&line.component));
    let chosen: i64 = lines.clone().map(|line| line.cents).sum();
    let doubtful = lines.clone().any(|line| line.uncertain);
    let crisis = shown.demande.missions.iter().any(|one| one.crise);
    let with_crisis = ceiling.lines.iter().any(|line| shown.accord.is_crise(&line.component));
    let calm = chosen - (ceiling.total_cents - ceiling.without_crisis_cents);
    html! {
        dl.figures {
            (Figure::new("Taille", one.demandee.size.to_string()).note(html! { (shown.accord.label(version)) (doubt(one.demandee.size_uncertain)) }))
            (Figure::new("Plafond des missions choisies", francais::euros_ronds(chosen)).note(html! { "par an, fonctionnement compris" @if crisis { ", si une crise est déclarée" } "." (partial(ceiling.partial)) (doubt(doubtful)) }))
            @if crisis { (Figure::new("Plafond d’une année sans crise", francais::euros_ronds(calm)).note(html! { "l’année ordinaire." (partial(ceiling.without_crisis_partial)) (doubt(doubtful || ceiling.without_crisis_uncertain)) })) }
            (Figure::new("Toutes les missions de l’ACI", francais::euros_ronds(ceiling.total_cents)).note(html! { @if with_crisis { "une crise comprise." } @else { "par an, fonctionnement compris." } (partial(ceiling.partial)) (doubt(ceiling.uncertain)) }))
        }
    }
}

/// The parts asked for, component by component.
fn by_component(missing: &[aci::Manque]) -> Vec<(&str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&'static str>)> = Vec::new();
    for one in missing {
        match all.last_mut().filter(|(composante, _)| *composante == &*one.component) {
            Some((_, parts)) => parts.push(one.part.libelle()),
            None => all.push((&one.component, vec![one.part.libelle()])),
        }
    }
    all
}

/// Ceilings by component, with their split in the last year, when every mission has started and every target is reached.
fn ceilings(shown: &Shown, one: &Simulation) -> Markup {
    let columns = vec![
        Column::text("Composante"),
        Column::number("Plafond par an"),
        Column::number("Part fixe"),
        Column::number("Part variable"),
    ];
    let full = one.pleine.years.last();
    let split = |component: &str, part: Part| {
        let line = full.and_then(|year| {
            year.lines.iter().find(|line| &*line.component == component && line.part == part)
        });
        let asked = one.pleine.missing.iter().any(|one| &*one.component == component && one.part == part);
        let about = format!("{}, {}", part.libelle(), shown.accord.nom(component));
        html! {
            @match line {
                Some(line) => { (francais::euros_ronds(line.cents)) (doubt(line.uncertain)) (pourquoi(&shown.law, &line.why, &about)) }
                None if asked => "à demander",
                None => "–",
            }
        }
    };
    let rows = one.pleine.ceiling.lines.iter().map(|line| {
        let nom = shown.accord.nom(&line.component);
        Row::new(vec![
            html! { (nom) @if !shown.demande.counts(&line.component) { br; (ui::status::badge(Tone::Neutral, "pas choisie")) } },
            html! {
                (francais::euros_ronds(line.cents)) (doubt(line.uncertain))
                (pourquoi(&shown.law, &line.why, &format!("plafond, {nom}")))
            },
            split(&line.component, Part::Fixe),
            split(&line.component, Part::Variable),
        ])
    });
    html! { (Table::new("plafonds", "Plafond par composante", columns).rows(rows.collect())) }
}

/// The payments of the first year, and the balance that follows it.
fn payments(shown: &Shown, one: &Simulation) -> Markup {
    let columns =
        vec![Column::text("Date"), Column::text("Pour"), Column::text("Nature"), Column::number("Montant")];
    let first: Vec<&aci::Versement> =
        one.demandee.payments.iter().filter(|payment| payment.year == 1).collect();
    let mut rows: Vec<Row> = first
        .iter()
        .map(|payment| {
            let nom = shown.accord.nom(&payment.component);
            let about = format!("{}, {nom}", payment.kind.libelle());
            Row::new(vec![
                html! { (francais::date(payment.date)) },
                html! { (nom) },
                html! { (payment.kind.libelle()) },
                html! {
                    (francais::euros(payment.cents)) (doubt(payment.uncertain))
                    (pourquoi(&shown.law, &payment.why, &about))
                },
            ])
        })
        .collect();
    let total: i64 = first.iter().map(|payment| payment.cents).sum();
    let doubtful = first.iter().any(|payment| payment.uncertain);
    rows.push(
        Row::new(vec![
            html! { "Ensemble" },
            html! {},
            html! { "au titre de l’année 1" },
            html! { (francais::euros(total)) (doubt(doubtful)) },
        ])
        .total(),
    );
    html! {
        (Table::new("versements", "Versements de la première année, et son solde", columns).rows(rows))
        @if one.demandee.years.first().is_some_and(|year| year.partial) {
            p.soft { "Il manque à ce total les lignes qui ne peuvent pas encore être calculées." }
        }
    }
}
