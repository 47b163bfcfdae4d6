//! The figures of a period: each explained; the same for outside, small groups masked.

use super::{ROOM, chiffres_export as export};
use crate::chiffres::{Delai, Equite, Population};
use crate::droits::VOIR;
use crate::{Chiffres, Coffre, Etape, chiffres};
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::alert::alert;
use ui::figure::{Explanation, figures};
use ui::section::section;
use ui::{Button, Choice, Column, Field, Figure, Filled, Frame, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Months that may be chosen.
const MOIS: i32 = 60;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/chiffres", VOIR, show)
        .get("/{cpts}/espace/medecin-traitant/chiffres.csv", VOIR, export::csv)
        .get("/{cpts}/espace/medecin-traitant/chiffres.xlsx", VOIR, export::xlsx)
}

/// Whole months: the first day of the first one, the last day of the last one; those of a year when nothing is asked.
pub(super) fn periode(query: &Fields, jour: Date) -> Result<(Date, Date), &'static str> {
    let read = |name: &str| format!("{}-01", query.get(name)).parse::<Date>().ok();
    let usual = |months: i32| jour.first_of_month().saturating_sub(months.months());
    let (du, au) = match (query.has("du"), query.has("au")) {
        (false, false) => (Some(usual(11)), Some(usual(0))),
        _ => (read("du"), read("au")),
    };
    match (du, au) {
        (Some(du), Some(au)) if du > au => Err("La période finit avant de commencer."),
        (Some(du), Some(au)) => Ok((du, au.last_of_month())),
        _ => Err("Choisissez le premier et le dernier mois."),
    }
}

pub(super) async fn count(visit: &Visit, app: &App, (du, au): (Date, Date)) -> Result<Chiffres, Problem> {
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    Ok(chiffres(&mut app.db.read(&visit.ctx).await?, &coffre, du, au).await?)
}

fn frame(visit: &Visit) -> Frame {
    ROOM.below(visit, "Chiffres", &[])
}

async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let jour = kernel::today(visit.ctx.now);
    match periode(&query, jour) {
        Ok(asked) => {
            let all = count(&visit, &app, asked).await?;
            Ok(visit.page(&frame(&visit), page(&visit, &all)))
        }
        Err(why) => {
            let chosen = (query.get("du").to_owned(), query.get("au").to_owned());
            let content = html! { (ROOM.tabs(&visit, "chiffres")) (alert(Tone::Danger, why)) (period(&visit, &chosen)) };
            Ok(visit.refused(frame(&visit), content))
        }
    }
}

pub(super) fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn period(visit: &Visit, (du, au): &(String, String)) -> Markup {
    let now = kernel::today(visit.ctx.now).first_of_month();
    let choices = || {
        let days = (0..MOIS).map(|back| now.saturating_sub(back.months()));
        days.map(|day| Choice::new(month(day), francais::mois_annee(day))).collect::<Vec<_>>()
    };
    let filled = Filled::new().value("du", du).value("au", au);
    ui::form::filters(
        &ROOM.at(visit, "chiffres"),
        html! {
            (Field::select("du", "De", choices()).filled(&filled))
            (Field::select("au", "à", choices()).filled(&filled))
        },
    )
}

fn page(visit: &Visit, all: &Chiffres) -> Markup {
    let asked = (month(all.du), month(all.au));
    let file = |kind: &str| ROOM.at(visit, &format!("chiffres.{kind}?du={}&au={}", asked.0, asked.1));
    html! {
        (ROOM.tabs(visit, "chiffres"))
        (period(visit, &asked))
        (figures(&heads(all)))
        (section("publics", "Ceux que l’accord demande d’aider d’abord", publics(all)))
        (section("origines", "D’où viennent les demandes", origins(all)))
        (section("reponses", "Ce que répondent les médecins", answers(all)))
        (section("partage", "Partage entre médecins, sur douze mois", sharing(visit, &all.equite)))
        (section("closes", "Demandes closes sur la période", counted("motifs", "Motif", all.clotures.iter().map(|(one, many)| (one.libelle(), *many)))))
        (section("dehors", "Pour le dialogue de gestion", html! {
            p { "Ces fichiers ne contiennent aucune identité ni aucun nom de médecin. Les groupes de moins de 5 y sont masqués, et avec eux ce qu’une soustraction ferait retrouver." }
            p { (Button::secondary("Tableur (.xlsx)").href(file("xlsx"))) " " (Button::secondary("Texte (.csv)").href(file("csv"))) }
            p.soft { "Chaque étape d’une demande est aussi un acte du registre, sans nom\u{a0}: dans Indicateurs, un indicateur compte celle qu’il veut par son thème, par exemple «\u{a0}" (Etape::Declaree.theme()) "\u{a0}»." }
        }))
    }
}

fn number(many: u32) -> String {
    francais::entier(u64::from(many))
}

fn heads(all: &Chiffres) -> Vec<Figure> {
    let explained = |words: &'static str| Explanation::new().formula(words);
    let delay = |label: &'static str, one: Delai, words: &'static str| match (one.mediane, one.p90) {
        (Some(half), Some(nine)) => Figure::new(label, number(half))
            .unit("jours (médiane)")
            .note(format!(
                "neuf sur dix\u{a0}: {} jours au plus\u{a0}; {} mesurées",
                number(nine),
                number(one.combien)
            ))
            .explained(explained(words)),
        _ => Figure::missing(label, "Aucune demande à mesurer sur la période."),
    };
    vec![
        Figure::new("En attente aujourd’hui", number(all.attendent.total)).unit("personnes").strong().explained(explained(
            "Personnes dont la demande est ouverte et qu’aucun médecin n’a encore acceptées. Celles que le bureau doit encore vérifier n’y sont pas. Une personne compte une fois, même dans un foyer.",
        )),
        Figure::new("Médecin traitant déclaré", number(all.trouves.total)).unit("personnes").strong().explained(explained(
            "Demandes closes sur la période parce que le médecin traitant est déclaré, avec sa preuve. Celles qui ont été effacées depuis restent comptées, à leur mois.",
        )),
        Figure::new("Acceptées, pas encore déclarées", number(all.acceptees)).unit("personnes").explained(explained(
            "Personnes à qui un médecin a dit oui, avec ou sans rendez-vous, à ce jour.",
        )),
        Figure::new("Demandes reçues", number(all.recues)).unit("personnes").explained(explained(
            "Personnes dont la demande est arrivée pendant la période, effacées comprises.",
        )),
        delay("De la demande au oui", all.delai_oui, "Jours entre la demande et le oui d’un médecin, pour les demandes déclarées closes sur la période, effacées comprises, et les oui de la période encore en cours."),
        delay("De la demande à la déclaration", all.delai_declare, "Jours entre la demande et la déclaration à l’Assurance maladie, pour les demandes closes sur la période, effacées comprises."),
    ]
}

fn publics(all: &Chiffres) -> Markup {
    let columns = vec![
        Column::text("Situation"),
        Column::number("En attente"),
        Column::number("Part"),
        Column::number("Déclarées"),
        Column::number("Part"),
    ];
    let (wait, found) = (all.attendent, all.trouves);
    let row = |label: &'static str, of: fn(Population) -> u32| {
        let share = |one: Population| {
            if one.total == 0 {
                "—".to_owned()
            } else {
                francais::pourcentage(f64::from(of(one)) * 100.0 / f64::from(one.total))
            }
        };
        Row::new(vec![
            html! { (label) },
            html! { (number(of(wait))) },
            html! { (share(wait)) },
            html! { (number(of(found))) },
            html! { (share(found)) },
        ])
    };
    let rows = vec![
        row("Affection de longue durée (ALD)", |one| one.ald),
        row("70 ans ou plus", |one| one.age_70),
        row("Complémentaire santé solidaire (C2S)", |one| one.c2s),
        row("Précarité\u{a0}: C2S, AME ou autre", |one| one.precarite),
        row("ALD, 70 ans ou plus, ou précarité", |one| one.vises),
        row("Ensemble", |one| one.total).total(),
    ];
    html! {
        (Table::new("parts", "Situations", columns).quiet_caption().rows(rows))
        p.soft { "Une personne peut être dans plusieurs situations. L’âge est celui d’aujourd’hui pour ceux qui attendent, celui de la demande pour les autres." }
    }
}

fn origins(all: &Chiffres) -> Markup {
    let columns = vec![
        Column::text("Demande faite par"),
        Column::number("Reçues"),
        Column::number("En attente"),
        Column::number("Déclarées"),
    ];
    let shown = all.origines.iter().filter(|one| one.recues + one.attendent + one.trouves > 0);
    let row = |one: &crate::chiffres::ParOrigine| {
        Row::new(vec![
            html! { (one.origine.libelle()) },
            html! { (number(one.recues)) },
            html! { (number(one.attendent)) },
            html! { (number(one.trouves)) },
        ])
    };
    html! {
        (Table::new("par-origine", "Origines", columns).quiet_caption().rows(shown.map(row).collect()).empty(html! { p { "Aucune demande sur la période." } }))
    }
}

fn answers(all: &Chiffres) -> Markup {
    let said = all.reponses;
    let rows = [
        ("Oui", said.oui),
        ("Pas maintenant", said.pas_maintenant),
        ("Non", said.non),
        ("Sans réponse à temps", said.sans_reponse),
    ];
    html! {
        (counted("reponses-medecins", "Réponse", rows.into_iter()))
        @if let Some(hours) = said.mediane_heures {
            p { "La moitié des réponses arrive en " strong { (number(hours)) " h" } " ou moins après l’envoi de la carte." }
        }
        h3 { "Pourquoi non" }
        (counted("raisons-refus", "Raison", all.refus.iter().map(|(why, many)| (*why, *many))))
        p.soft { "Un oui défait ensuite reste compté comme une réponse. Les raisons écrites par les médecins ne sont pas montrées\u{a0}: elles comptent comme «\u{a0}autre raison\u{a0}»." }
    }
}

fn counted<'a>(id: &'static str, what: &'static str, all: impl Iterator<Item = (&'a str, u32)>) -> Markup {
    let shown = all.filter(|(_, many)| *many > 0);
    let rows =
        shown.map(|(words, many)| Row::new(vec![html! { (words) }, html! { (number(many)) }])).collect();
    let columns = vec![Column::text(what), Column::number("Nombre")];
    html! { (Table::new(id, what, columns).quiet_caption().compact().rows(rows).empty(html! { p { "Rien sur la période." } })) }
}

fn sharing(visit: &Visit, all: &Equite) -> Markup {
    let columns = vec![
        Column::text("Médecin"),
        Column::number("Acceptés"),
        Column::number("Places offertes"),
        Column::number("Part"),
    ];
    let row = |one: &crate::chiffres::Part| {
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("medecins/{}", one.medecin))) { (one.nom) } },
            html! { (number(one.prises)) },
            html! { (number(one.offertes)) },
            html! { (francais::pourcentage(f64::from(one.pour_cent()))) },
        ])
    };
    html! {
        @if let Some((least, middle, most)) = all.etendue() {
            p { "De " (least) "\u{a0}% à " (most) "\u{a0}% des places offertes, médiane " (middle) "\u{a0}%." }
        }
        (Table::new("equite", "Partage", columns).quiet_caption().rows(all.parts.iter().map(row).collect()).empty(html! { p { "Aucune place offerte pour le moment." } }))
        p.soft { "Places offertes\u{a0}: patients acceptés sur les douze derniers mois, et places encore libres aujourd’hui. Le moteur propose d’abord aux moins sollicités, à priorité et distance égales. Les noms restent au bureau\u{a0}: l’export ne garde que l’étendue." }
    }
}
