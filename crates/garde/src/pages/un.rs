//! One planning: where it stands, who is on duty, who is missing, which rules it breaks, who has how much.

use super::{ROOM, equite::equite, grille::grille, is_open, read, tone};
use crate::droits::{GERER, VOIR};
use crate::{
    Etat, Proposee, Tableau, WriteError, announce_trous, close_planning, mots, open_voeux, propose, publish,
    reopen_planning,
};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::{actions, confirm, post_button};
use ui::section::section;
use ui::status::status;
use ui::{Button, Frame, Icon, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Routes, Visit};

/// Lines of a list, at most; the count says the rest.
const LIGNES: usize = 30;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/garde/plannings/{id}", VOIR, show)
        .post("/{cpts}/espace/garde/plannings/{id}", GERER, act)
        .get("/{cpts}/espace/garde/plannings/{id}/planning.csv", VOIR, export)
}

fn frame(visit: &Visit, tableau: &Tableau) -> Frame {
    let cadre = &tableau.planning.cadre;
    let mut frame = ROOM.below(visit, cadre.nom.clone(), &[]);
    frame.lead = Some(format!("Du {} au {}.", francais::date(cadre.du), francais::date(cadre.au)).into());
    let to = |part: &str| ROOM.at(visit, &format!("plannings/{}/{part}", tableau.planning.id));
    frame.actions = visit.can(GERER).then(|| {
        html! {
            (Button::secondary("Demi-journées").href(to("demi-journees")))
            (Button::secondary("Participants").href(to("participants")))
            (Button::secondary("Réglages").href(to("reglages")))
            @if !tableau.affectations.is_empty() { (Button::secondary("Pourquoi").href(to("pourquoi"))) }
        }
    });
    frame
}

fn page(visit: &Visit, tableau: &Tableau) -> Result<Markup, WriteError> {
    let etat = tableau.planning.etat;
    let office = visit.can(GERER);
    let broken = if office { tableau.violations()? } else { Vec::new() };
    Ok(html! {
        p { (status(tone(etat), etat.libelle())) " " (proof(tableau)) }
        @if office { (gestures(visit, tableau)) }
        @if is_open(visit, etat) { (missing(visit, tableau)) }
        @if !broken.is_empty() { (section("regles", "Règles enfreintes", violations(&broken))) }
        @if !is_open(visit, etat) {
            p { "Ce planning n’est pas encore publié\u{a0}: les noms viendront. Dites vos vœux dans «\u{a0}Mes gardes\u{a0}»." }
        }
        @if tableau.demi_journees.is_empty() {
            (empty(Icon::Calendar, "Aucune demi-journée", "Ajoutez les demi-journées à couvrir, puis les participants.", None))
        } @else {
            (section("planning", "Qui est de garde", html! {
                p { a href=(ROOM.at(visit, &format!("plannings/{}/planning.csv", tableau.planning.id))) { "Télécharger le planning (CSV)" } }
                (grille(visit, tableau))
            }))
        }
        @if is_open(visit, etat) && !tableau.participants.is_empty() {
            (section("equite", "Équité", equite(tableau, visit.can(GERER))))
        }
    })
}

/// Whether the plan as it is was proved the best.
fn proof(tableau: &Tableau) -> Markup {
    html! {
        @match tableau.planning.preuve {
            Some((cout, borne)) if cout == borne => { "Répartition prouvée\u{a0}: avec ces vœux et ces règles, aucune n’est meilleure." }
            Some(_) => { "Bonne répartition\u{a0}: le calcul s’est arrêté avant de prouver qu’aucune n’est meilleure." }
            None => {}
        }
    }
}

fn gestures(visit: &Visit, tableau: &Tableau) -> Markup {
    let to = ROOM.at(visit, &format!("plannings/{}", tableau.planning.id));
    let one = |geste: &str, button: Button| post_button(&visit.csrf, &to, &[("geste", geste)], &button);
    let sure = |geste: &str, opener: &str, question: &str| {
        confirm(opener, "", question, one(geste, Button::primary("Oui").small()))
    };
    let drawing = matches!(tableau.planning.etat, Etat::Brouillon | Etat::Voeux | Etat::Propose);
    let told = "Chaque participant reçoit un message avec le lien de sa page.";
    let buttons = actions(html! {
        @match tableau.planning.etat {
            Etat::Brouillon => {
                (sure("voeux", "Ouvrir aux vœux…", told))
                (one("proposer", Button::secondary("Proposer une répartition")))
                (sure("publier", "Publier tel quel…", told))
            }
            Etat::Voeux => {
                (one("proposer", Button::primary("Fermer les vœux et proposer une répartition")))
            }
            Etat::Propose => {
                (sure("publier", "Publier…", told))
                (one("proposer", Button::secondary("Proposer de nouveau")))
                (sure("voeux", "Rouvrir les vœux…", told))
            }
            Etat::Publie => { (sure("clore", "Clore…", "Plus rien ne change, sauf ce que sont devenues les gardes.")) }
            Etat::Clos => { (one("rouvrir", Button::secondary("Rouvrir"))) }
        }
    });
    html! {
        (buttons)
        @if drawing { p.soft { "Proposer laisse ce qui est fixé et change le reste\u{a0}: cinq secondes au plus." } }
    }
}

fn missing(visit: &Visit, tableau: &Tableau) -> Markup {
    let trous = tableau.trous(visit.ctx.now);
    if trous.is_empty() || matches!(tableau.planning.etat, Etat::Brouillon | Etat::Voeux) {
        return Markup::default();
    }
    let people: u32 = trous.iter().map(|(_, missing)| missing).sum();
    let to = ROOM.at(visit, &format!("plannings/{}", tableau.planning.id));
    let announce = visit.can(GERER) && tableau.planning.etat == Etat::Publie;
    let last = trous.iter().filter_map(|(one, _)| one.annonce_le).max();
    let body = html! {
        p { (francais::compte(i64::from(people), "personne manque", "personnes manquent")) "." }
        ul {
            @for (one, missing) in trous.iter().take(LIGNES) {
                li { a href={ (to) "/demi-journees/" (one.id) } { (mots::quand(one)) } @if *missing > 1 { ", " (missing) "\u{a0}personnes" } }
            }
        }
        @if let Some(le) = last { p.soft { "Annoncé le " (francais::date_heure(kernel::paris(le))) "." } }
        @if announce { (actions(post_button(&visit.csrf, &to, &[("geste", "annoncer")], &Button::primary("Annoncer ces gardes à prendre")))) }
    };
    section("manque", "Il manque quelqu’un", body)
}

pub(super) fn violations(all: &[String]) -> Markup {
    let left = all.len().saturating_sub(LIGNES);
    alert(
        Tone::Warning,
        html! {
            ul { @for one in all.iter().take(LIGNES) { li { (one) } } }
            @if left > 0 { p { "Et " (left) " autres." } }
        },
    )
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    Ok(visit.page(&frame(&visit, &tableau), page(&visit, &tableau)?))
}

async fn act(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let (ctx, db, sms) = (&visit.ctx, &app.db, app.can_send_sms());
    let planning = web::id_of(&id)?;
    let told = |many: usize| {
        let many = i64::try_from(many).unwrap_or(i64::MAX);
        francais::compte(many, "message part", "messages partent")
    };
    let done = match fields.get("geste") {
        "voeux" => open_voeux(ctx, db, sms, planning)
            .await
            .map(|n| format!("Les vœux sont ouverts\u{a0}: {}.", told(n))),
        "proposer" => propose(ctx, db, planning).await.map(proposed),
        "publier" => {
            publish(ctx, db, sms, planning).await.map(|n| format!("Planning publié\u{a0}: {}.", told(n)))
        }
        "annoncer" => {
            announce_trous(ctx, db, sms, planning).await.map(|n| format!("C’est annoncé\u{a0}: {}.", told(n)))
        }
        "clore" => close_planning(ctx, db, planning).await.map(|()| "Planning clos.".to_owned()),
        "rouvrir" => reopen_planning(ctx, db, planning).await.map(|()| "Planning rouvert.".to_owned()),
        _ => return Err(Problem::not_found()),
    };
    let said = done.as_ref().map(Clone::clone).unwrap_or_default();
    ROOM.after(&visit, &format!("plannings/{id}"), said, done)
}

fn proposed(done: Proposee) -> String {
    let holes = match done.manques {
        0 => "Toutes les demi-journées sont couvertes.".to_owned(),
        many => format!("Il manque encore {}.", francais::compte(i64::from(many), "personne", "personnes")),
    };
    let proof = if done.cout == done.borne {
        "C’est prouvé\u{a0}: aucune répartition n’est meilleure."
    } else {
        "Le calcul s’est arrêté avant de prouver qu’aucune répartition n’est meilleure."
    };
    format!("{holes} {proof}")
}

async fn export(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let tableau = read(&visit, &app, &id).await?;
    let head = ["Jour", "Heures", "Compétence", "Besoin", "Manque", "De garde"].map(str::to_owned);
    let open = is_open(&visit, tableau.planning.etat);
    let line = |one: &crate::DemiJournee| {
        let who: Vec<&str> =
            tableau.presents(one.id).filter(|_| open).map(|what| tableau.nom(what.participant)).collect();
        let missing = one.besoin.saturating_sub(u32::try_from(who.len()).unwrap_or(u32::MAX));
        [
            one.jour().to_string(),
            mots::heures(one),
            one.competence.map_or("", crate::Competence::libelle).to_owned(),
            one.besoin.to_string(),
            if open { missing.to_string() } else { String::new() },
            who.join(", "),
        ]
    };
    Ok(web::csv("planning.csv", std::iter::once(head).chain(tableau.demi_journees.iter().map(line))))
}
