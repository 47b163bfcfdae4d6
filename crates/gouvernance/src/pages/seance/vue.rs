//! What the page of a meeting shows.

use super::super::{ROOM, lien, people, pieces, projet, renvoi, scrutin, seances, to};
use super::{Tout, may};
use crate::droits::VOIR_INTERNE;
use crate::read_seance::Vue;
use crate::seance::Reponse;
use maud::{Markup, html};
use ui::section::section;
use ui::{Button, Choice, Column, Field, Filled, Row, Table, Tone, alert, button, francais, status};
use web::Visit;

pub(super) fn page(visit: &Visit, tout: &Tout, filled: &Filled) -> (ui::Frame, Markup) {
    let vue = &tout.vue;
    let at = ROOM.at(visit, &format!("seances/{}", vue.seance.id));
    let content = html! {
        (ballots(visit, tout))
        (facts(visit, tout))
        (mine(visit, tout, &at))
        (section("ordre", "Ordre du jour", agenda(visit, vue, &at)))
        (section("documents", "Documents", pieces::files(visit, vue.seance.id.uuid(), &tout.pieces, may(visit))))
        @if may(visit) { (section("convocation", "Convocation", convocation(visit, tout, &at))) }
        (section("quorum", "Quorum et pouvoirs", quorum(visit, vue, &at)))
        (section("votes", "Votes", votes(visit, tout, &at, filled)))
        @if may(visit) || vue.seance.ouverte_le.is_some() { (section("fin", "Suite", ending(visit, vue, &at))) }
    };
    let title = format!("{}, {}", vue.instance.nom, francais::date(vue.reunion.jour()));
    (ROOM.below(visit, title, &[("Séances", "seances")]), content)
}

fn facts(visit: &Visit, tout: &Tout) -> Markup {
    let vue = &tout.vue;
    // The door of a meeting is for those who are called to it, and for those who keep it.
    let visio = if may(visit) || tout.convoque() { vue.reunion.visio.as_str() } else { "" };
    let (tone, words) = vue.seance.etat();
    let facts = [
        (
            "État",
            html! { (status::status(tone, words)) @if let Some(id) = vue.seance.premiere { ", seconde convocation après " (to(visit, &format!("seances/{id}"), "la première séance")) } },
        ),
        (
            "Quand",
            html! { "Le " (francais::date(vue.reunion.jour())) ", de " (francais::heure(vue.reunion.debut.time())) " à " (francais::heure(vue.reunion.fin.time())) },
        ),
        (
            "Lieu",
            html! {
                @if vue.reunion.lieu.is_empty() && vue.reunion.visio.is_empty() { "À préciser" }
                (vue.reunion.lieu)
                @if !visio.is_empty() { " " a href=(visio) { "Visioconférence" } }
                @else if !vue.reunion.visio.is_empty() { " En visioconférence aussi" }
            },
        ),
        (
            "Présences",
            html! { a href=(visit.workspace(&format!("reunions/{}", vue.reunion.id))) { "Réunion et émargement" } },
        ),
        (
            "Règles",
            html! { @match &vue.regle { Some(rule) => { (to(visit, &format!("instances/{}", vue.instance.id), &rule.source)) }, None => { (to(visit, &format!("instances/{}", vue.instance.id), "à saisir")) } } },
        ),
    ];
    let today = kernel::today(visit.ctx.now);
    html! {
        (ui::definitions::definitions(&facts))
        @if let reunions::Etat::Annulee { motif, .. } = &vue.reunion.etat { (alert::notice(Tone::Danger, "Cette réunion est annulée", html! { p { (motif) } })) }
        @match vue.preavis(today) {
            None => (alert::alert(Tone::Warning, html! { p { "Les règles de cette instance ne sont pas saisies pour cette date." } })),
            Some(notice) if vue.seance.convoquee_le.is_some() => { @let (tone, words) = notice.phrase(); (alert::alert(tone, html! { p { (words) } })) },
            Some(notice) if !notice.respecte() => (alert::alert(Tone::Warning, html! { p {
                "Une convocation envoyée aujourd’hui partirait " (notice.avance()) "\u{a0}; les statuts demandent " (notice.demande()) "."
            } })),
            Some(_) => {},
        }
    }
}

/// The votes that wait for whoever looks, before all else: they are in the room, with a phone.
fn ballots(visit: &Visit, tout: &Tout) -> Markup {
    let today = kernel::today(visit.ctx.now);
    let open = tout.scrutins.iter().filter(|one| one.is_ouvert(today) && one.mode != crate::Mode::MainLevee);
    let mine = open.filter(|one| tout.attendus.contains(&one.id));
    html! {
        @for vote in mine { p { (Button::primary("Voter").about(vote.question.clone()).href(ROOM.at(visit, &format!("voter/{}", vote.id)))) " " (vote.question) } }
    }
}

/// What whoever looks has to do here before the meeting.
fn mine(visit: &Visit, tout: &Tout, at: &str) -> Markup {
    let called = tout.convoques.iter().find(|one| Some(one.adherent) == tout.moi);
    let before = called.filter(|_| tout.vue.seance.ouverte_le.is_none());
    html! {
        @if let Some(one) = before { (lien::coming(visit, at, &tout.vue, one.adherent, one.reponse, &Filled::new())) }
    }
}

fn agenda(visit: &Visit, vue: &Vue, at: &str) -> Markup {
    let change = may(visit) && vue.seance.convoquee_le.is_none();
    html! {
        @if vue.seance.points.is_empty() { p { "Aucun point pour l’instant." } }
        ol.stack {
            @for point in &vue.seance.points {
                li {
                    strong { (point.rang) ".\u{a0}" (point.titre) }
                    @for line in point.texte.lines().filter(|line| !line.is_empty()) { p { (line) } }
                    @for one in &point.deports { p.soft { (vue.nom(one.adherent)) " se déporte" @if visit.can(VOIR_INTERNE) { "\u{a0}: " (one.motif) } } }
                    @if change {
                        div.actions { (button::confirm("Retirer", &point.titre, "Retirer ce point\u{202f}?", button::post_button(&visit.csrf, &format!("{at}/points/{}/retrait", point.id), &[], &Button::danger("Retirer")))) }
                    }
                }
            }
        }
        @if change {
            details open[vue.seance.points.is_empty()] {
                summary { "Ajouter un point" }
                (ui::form(&visit.csrf, &format!("{at}/points"), ui::Method::Post, html! {
                    (visit.key(&ui::Filled::new()))
                    (Field::text("titre", "Point").required().maxlength(200))
                    (Field::textarea("texte", "Ce qui est proposé", 3))
                    div.actions { (Button::secondary("Ajouter")) }
                }))
            }
        }
        @if may(visit) && vue.seance.close_le.is_none() && !vue.seance.points.is_empty() { (away(visit, vue, at)) }
        @if vue.seance.convoquee_le.is_some() { p.soft { "L’ordre du jour est parti avec la convocation." } }
    }
}

/// Somebody has an interest in a point.
fn away(visit: &Visit, vue: &Vue, at: &str) -> Markup {
    let all = vue.ayants.iter().map(|one| (one.id, one.nom.as_str()));
    let points = vue.seance.points.iter();
    let points =
        points.map(|one| Choice::new(one.id.to_string(), format!("{}. {}", one.rang, one.titre))).collect();
    html! {
        details {
            summary { "Noter un déport" }
            (ui::form(&visit.csrf, &format!("{at}/deports"), ui::Method::Post, html! {
                (Field::select("point", "Sur quel point", points).id("deport-point").required())
                (Field::select("adherent", "Qui se déporte", people("Choisir", all)).required())
                (Field::text("motif", "Pourquoi").hint("Le lien d’intérêt, en quelques mots.").required().maxlength(200))
                div.actions { (Button::secondary("Noter le déport")) }
            }))
        }
    }
}

fn convocation(visit: &Visit, tout: &Tout, at: &str) -> Markup {
    let vue = &tout.vue;
    let short = vue.preavis(kernel::today(visit.ctx.now)).is_some_and(|one| !one.respecte());
    if vue.seance.convoquee_le.is_none() {
        return html! {
            p { (francais::compte(i64::try_from(vue.ayants.len()).unwrap_or(0), "membre sera convoqué", "membres seront convoqués")) " par courriel, avec un lien pour répondre, donner pouvoir et voter." }
            (ui::form(&visit.csrf, &format!("{at}/convocation"), ui::Method::Post, html! {
                @if short { (Field::checkbox("malgre", "Convoquer malgré ce délai")) }
                div.actions { (Button::primary("Convoquer")) }
            }))
        };
    }
    let paper: Vec<&str> =
        tout.convoques.iter().filter(|one| !one.par_courriel).map(|one| vue.nom(one.adherent)).collect();
    let over = vue.seance.close_le.is_some();
    let columns = vec![Column::text("Membre"), Column::text("Réponse"), Column::text("Pouvoir")];
    let row = |one: &crate::Convoque| {
        let given = vue.pouvoirs.iter().find(|it| it.mandant == one.adherent);
        Row::new(vec![
            html! { (vue.nom(one.adherent)) },
            html! { @if over && one.reponse == Reponse::Attendue { "Sans réponse" } @else { (one.reponse.libelle()) } },
            html! { @match given { Some(it) => { "à " (vue.nom(it.mandataire)) }, None => "—" } },
        ])
    };
    let came = tout.convoques.iter().filter(|one| one.reponse == Reponse::Vient).count();
    html! {
        p { (Button::secondary("Lettre de convocation (PDF)").icon(ui::Icon::Download).href(format!("{at}/convocation.pdf"))) }
        @if !paper.is_empty() { (alert::alert(Tone::Warning, html! { p { "Sans adresse électronique, à convoquer par la lettre\u{a0}: " (paper.join(", ")) "." } })) }
        p { (came) " sur " (tout.convoques.len()) @if over { " avaient dit qu’ils viendraient." } @else { " ont dit qu’ils viennent." } }
        (Table::new("convoques", "Réponses", columns).rows(tout.convoques.iter().map(row).collect()).filter("Chercher un membre"))
        @if vue.seance.close_le.is_none() { (renvoi::form(visit, &format!("{at}/renvoi"), vue.ayants.iter().map(|one| (one.id, one.nom.as_str())))) }
    }
}

fn quorum(visit: &Visit, vue: &Vue, at: &str) -> Markup {
    let presents = vue.presents();
    let lapsed = |one: &crate::Pouvoir| {
        presents.contains(&one.mandant)
            || (vue.seance.ouverte_le.is_some() && !presents.contains(&one.mandataire))
    };
    html! {
        @match &vue.quorum {
            None => p { "Sans règle saisie, aucun quorum ne peut être calculé." },
            Some(state) => {
                (alert::alert(if state.atteint() { Tone::Success } else { Tone::Info }, html! { p { (state.phrase()) } }))
                details.why {
                    summary { "Pourquoi\u{202f}?" }
                    div.why-body {
                        p { (state.regle.libelle()) " des membres, présents ou représentés" @if let Some(rule) = &vue.regle { " (" (rule.source) ")" } "." }
                        ul { @for group in &state.groupes { li { (group.phrase()) "." } } }
                        @if !state.absents.is_empty() { p { "Ni présents, ni représentés\u{a0}: " (state.absents.join(", ")) "." } }
                    }
                }
            },
        }
        @if vue.pouvoirs.is_empty() { p.soft { "Aucun pouvoir donné." } }
        @else {
            ul { @for one in &vue.pouvoirs { li {
                (vue.nom(one.mandant)) " à " (vue.nom(one.mandataire))
                @if presents.contains(&one.mandant) { " (retiré\u{a0}: " (vue.nom(one.mandant)) " est là)" }
                @else if lapsed(one) { " (sans effet\u{a0}: " (vue.nom(one.mandataire)) " n’est pas là)" }
            } } }
        }
        @if may(visit) && vue.seance.ouverte_le.is_none() && vue.regle.as_ref().is_some_and(|rule| rule.pouvoirs_max > 0) { (paper(visit, vue, at)) }
    }
}

/// A proxy received on paper.
fn paper(visit: &Visit, vue: &Vue, at: &str) -> Markup {
    let all = || vue.ayants.iter().map(|one| (one.id, one.nom.as_str()));
    html! {
        details {
            summary { "Saisir un pouvoir reçu sur papier" }
            (ui::form(&visit.csrf, &format!("{at}/pouvoirs"), ui::Method::Post, html! {
                (Field::select("mandant", "Qui donne pouvoir", people("Choisir", all())).required())
                (Field::select("mandataire", "À qui", people("Choisir", all())).id("papier-mandataire"))
                (Field::checkbox("remplace", "Remplacer le pouvoir déjà donné").id("papier-remplace"))
                div.actions { (Button::secondary("Noter le pouvoir")) (Button::plain("Reprendre ce pouvoir").send("reprendre", "oui")) }
            }))
        }
    }
}

fn votes(visit: &Visit, tout: &Tout, at: &str, filled: &Filled) -> Markup {
    let vue = &tout.vue;
    html! {
        @if tout.scrutins.is_empty() { p { "Aucun vote préparé." } }
        (scrutin::list(visit, &tout.scrutins))
        @if may(visit) && vue.seance.close_le.is_none() {
            (projet::preparing(visit, &format!("{at}/scrutins"), &projet::Place::Seance(&vue.seance.points), filled))
        }
    }
}

fn ending(visit: &Visit, vue: &Vue, at: &str) -> Markup {
    let missing = vue.quorum.as_ref().is_some_and(|one| !one.atteint());
    let over = vue.reunion.passee(visit.ctx.now) || vue.seance.close_le.is_some();
    let second =
        vue.regle.as_ref().is_some_and(|rule| rule.seconde.is_some()) && vue.seance.premiere.is_none();
    html! {
        @if may(visit) && vue.seance.ouverte_le.is_none() {
            (button::confirm("Ouvrir la séance", &vue.instance.nom, "À l’ouverture, les pouvoirs se figent et les votes peuvent s’ouvrir.", button::post_button(&visit.csrf, &format!("{at}/ouverture"), &[], &Button::primary("Ouvrir la séance"))))
        }
        @if may(visit) && vue.seance.is_ouverte() {
            (button::confirm("Lever la séance", &vue.instance.nom, "Aucun vote ne pourra plus s’ouvrir.", button::post_button(&visit.csrf, &format!("{at}/cloture"), &[], &Button::danger("Lever la séance"))))
        }
        @if vue.seance.ouverte_le.is_some() {
            p {
                (Button::secondary("Procès-verbal (PDF)").icon(ui::Icon::Download).href(format!("{at}/proces-verbal.pdf"))) " "
                @if may(visit) { (Button::secondary("Procès-verbal (Word)").icon(ui::Icon::Download).href(format!("{at}/proces-verbal.docx"))) }
            }
        }
        @if may(visit) && over && missing && second {
            (alert::alert(Tone::Info, html! { p { "Le quorum n’a pas été réuni\u{a0}: les statuts prévoient une seconde convocation, avec le même ordre du jour." } }))
            (seances::planning(visit, std::slice::from_ref(&vue.instance), Some(&vue.seance), &Filled::new()))
        }
    }
}
