//! Closing: the figures about to be frozen, then what they are worth; reopening to correct.

use super::reserves::Attentes;
use super::{Salle, back, part_variable};
use crate::atteintes::demarree;
use crate::dialogue::Refus;
use crate::droits::CONDUIRE;
use crate::{Consentement, Etat, WriteError, close_dialogue, reopen_dialogue, store};
use axum::extract::{Path, State};
use indicateurs::{Enjeu, Ligne, gel::Refus as Gel};
use maud::{Markup, html};
use ui::button::confirm;
use ui::figure::Derivation;
use ui::section::section;
use ui::{Button, Column, Explanation, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new()).await
}

async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let corrections = store::dialogues::corrections(&mut tx, salle.dialogue.id).await?;
    let frame = salle.frame(visit);
    if !salle.reads(visit) {
        let content = html! { (salle.head(visit, "cloture")) (Salle::later("Ce que la clôture arrête")) };
        return Ok(visit.page(&frame, content));
    }
    let waiting = Attentes::read(&mut tx, &salle).await?;
    let content = html! {
        (salle.head(visit, "cloture"))
        (ui::form::error_summary(filled))
        (say(visit, &salle, &waiting, filled))
        (figures(&salle))
        (part_variable::table(visit, &salle))
        @if !corrections.is_empty() {
            (section("corrections", "Corrections après clôture", html! {
                ul { @for one in &corrections { li { (francais::date(kernel::today(one.le))) "\u{a0}: " (one.motif) } } }
            }))
        }
        @if salle.dialogue.is_clos() && visit.can(CONDUIRE) { (reopening(visit, &salle, filled)) }
    };
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

fn say(visit: &Visit, salle: &Salle, waiting: &Attentes, filled: &Filled) -> Markup {
    html! {
        @match &salle.dialogue.etat {
            Etat::Prepare => (ui::alert::alert(Tone::Info, "La rencontre n’a pas encore eu lieu : le dialogue se clôt après elle.")),
            Etat::Clos(_, cloture) => {
                (ui::alert::alert(Tone::Success, html! { "Clos le " (francais::date(kernel::today(cloture.le))) ". Les chiffres sont figés, l’atteinte est au contrat." }))
            }
            Etat::Tenu(_) | Etat::Rouvert(..) => {
                @let again = salle.dialogue.cloture().is_some();
                (ui::alert::alert(Tone::Warning, if again {
                    "Le dialogue est rouvert : seuls les textes, les points et les cibles des années suivantes peuvent changer. Les chiffres restent ceux de la première clôture."
                } else {
                    "À la clôture, les valeurs, les cibles et les poids de l’année sont figés, et l’atteinte part au contrat. Vérifiez les chiffres ci-dessous."
                }))
                @let outside = outside(salle);
                @if !outside.is_empty() && !again { (ui::alert::alert(Tone::Warning, astray(salle, &outside))) }
                (waiting.list(visit, salle))
                @if visit.can(CONDUIRE) && waiting.cibles.is_empty() { (closing(visit, salle, waiting, filled)) }
            }
        }
    }
}

/// What to do of them before closing, or what becomes of them once their figures are frozen.
fn astray(salle: &Salle, outside: &[&str]) -> String {
    let names = outside.join(", ");
    if salle.table.gel.is_some() {
        format!(
            "Leur mission n’est pas au contrat pour cette année, rien ne sera arrêté pour eux\u{a0}: {names}."
        )
    } else {
        format!(
            "Leur mission n’est pas au contrat pour cette année\u{a0}: {names}. Retirez-les du dossier ACI, ou ajoutez la mission au contrat, avant de clore."
        )
    }
}

/// The indicators whose mission is not in the contract for the year.
fn outside(salle: &Salle) -> Vec<&str> {
    let gone = |line: &&Ligne| {
        !close_dialogue::counts(&salle.contrat, salle.dialogue.annee, &line.indicateur.texte.mission)
    };
    salle.table.lignes.iter().filter(gone).map(|line| line.indicateur.texte.libelle.as_str()).collect()
}

/// The button that closes; an indicator that nothing is known of counts for zero only when somebody says so.
fn closing(visit: &Visit, salle: &Salle, waiting: &Attentes, filled: &Filled) -> Markup {
    let live = |one: &&Ligne| demarree(&salle.contrat, &salle.table, &one.indicateur.texte.mission);
    let bare = salle.table.lignes.iter().filter(|one| salle.table.gel.is_none() && one.sans_atteinte());
    let bare = bare.filter(live);
    let bare: Vec<&str> = bare.map(|one| one.indicateur.texte.libelle.as_str()).collect();
    let body = html! {
        @if !bare.is_empty() {
            (Field::checkbox("a_zero", "Compter à zéro les indicateurs sans valeur").hint(bare.join(", ")).filled(filled))
        }
        (waiting.consent(salle, filled))
        div.actions { (Button::primary("Clore")) }
    };
    let form = ui::form(&visit.csrf, &salle.path(visit, "cloture"), Method::Post, body);
    let question = "Les chiffres de l’année seront figés pour toujours. Clore maintenant\u{202f}?";
    confirm("Clore le dialogue", "", question, form)
}

fn figures(salle: &Salle) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::text("Mission"),
        Column::number("Cible"),
        Column::number("Valeur"),
        Column::number("Poids"),
        Column::number("Atteinte"),
        Column::number("Ce qu’il donne"),
    ];
    let rows = salle.table.lignes.iter().map(|line| row(salle, line)).collect();
    let title = if salle.table.gel.is_some() { "Chiffres figés" } else { "Chiffres à ce jour" };
    let empty = ui::empty::empty(
        Icon::Proof,
        "Aucun indicateur",
        "Les indicateurs du contrat se choisissent dans le dossier ACI.",
        None,
    );
    html! { (Table::new("chiffres", title, columns).rows(rows).empty(empty)) }
}

fn row(salle: &Salle, line: &Ligne) -> Row {
    let text = &line.indicateur.texte;
    let unknown = || html! { span { "inconnu" } };
    Row::new(vec![
        html! { (text.libelle) },
        html! { (salle.label(&text.mission)) },
        line.cible.cible.map_or_else(unknown, |one| html! { (one.en_mots(text.unite)) }),
        line.constat.as_ref().map_or_else(unknown, |one| html! { (one.valeur.en_mots(text.unite)) }),
        line.cible
            .poids
            .map_or_else(unknown, |one| html! { (indicateurs::cible::en_pourcent(u32::from(one))) }),
        match &line.atteinte {
            Some(one) => reached(&text.libelle, one),
            None if !demarree(&salle.contrat, &salle.table, &text.mission) => html! { "pas encore démarrée" },
            None if salle.table.gel.is_some() && line.sans_atteinte() => {
                ui::status::badge(Tone::Warning, indicateurs::gel::A_ZERO)
            }
            None => unknown(),
        },
        worth(line),
    ])
}

/// What an indicator gives of the variable part; what is not known is asked for.
fn worth(line: &Ligne) -> Markup {
    match &line.enjeu {
        Enjeu::Montant { plafond, acquis, doute, .. } => {
            html! { div {
                @match acquis { Some(cents) => (francais::euros(*cents)), None => "inconnu" }
                " sur " (francais::euros(*plafond))
                @if let Some(words) = doute.en_mots() { " " (ui::status::badge(Tone::Warning, words)) }
            } }
        }
        Enjeu::Inconnu { question } => html! { div { "inconnu" br; small { (question) } } },
        Enjeu::PoidsInacheves => html! { "inconnu, poids à compléter" },
        Enjeu::PasDemarree => html! { "mission pas démarrée" },
        Enjeu::SansPart => html! { "aucune part variable" },
    }
}

/// How far it went, with its steps.
fn reached(libelle: &str, reached: &law::Explained<i64>) -> Markup {
    let steps = reached.steps.iter().map(|step| Derivation {
        label: step.label.clone().into(),
        value: step.formula.clone().into(),
        reference: step.uncertain.then(|| html! { "non confirmé" }),
    });
    let why = Explanation::new().steps(steps.collect());
    ui::figure::explained(&format!("atteinte, {libelle}"), &crate::en_pourcent(reached.value), &why)
}

fn reopening(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    section(
        "reouverture",
        "Corriger après la clôture",
        html! {
            (confirm("Rouvrir le dialogue", "", "Les chiffres restent figés. Le motif ira au journal et au compte rendu.",
                ui::form(&visit.csrf, &salle.path(visit, "reouverture"), Method::Post, html! {
                    (Field::textarea("motif", "Motif de la réouverture", 2).required().filled(filled))
                    div.actions { (Button::danger("Rouvrir")) }
                })))
        },
    )
}

pub(super) async fn close(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &id).await?;
    let (ctx, law, dialogue) = (&visit.ctx, &salle.law, salle.dialogue.id);
    let lues = if fields.has("malgre") { fields.get("lues") } else { "" };
    let dit = Consentement { a_zero: fields.has("a_zero"), lues: Some(lues.to_owned()) };
    match close_dialogue::close_dialogue(ctx, &app.db, law, dialogue, &dit).await {
        Ok(()) => Ok(salle.done(&visit, "cloture", "Le dialogue est clos : les chiffres sont figés.")),
        Err(refus @ WriteError::Reserves(_)) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("malgre", &refus))).await
        }
        Err(refus @ WriteError::CiblesEnAttente) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("", &refus))).await
        }
        Err(WriteError::Indicateurs(indicateurs::WriteError::Gel(refus @ Gel::SansValeur(_)))) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("a_zero", &refus))).await
        }
        Err(WriteError::Indicateurs(indicateurs::WriteError::Gel(
            refus @ (Gel::Poids(..) | Gel::HorsMission(_)),
        ))) => page(&visit, &app, &id, &fields.filled(&FieldErrors::one("", &refus))).await,
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn reopen(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    match reopen_dialogue(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await {
        Ok(()) => Ok(back(&visit, &id, "cloture", "Le dialogue est rouvert.")),
        Err(WriteError::Dialogue(refus @ (Refus::Vide(_) | Refus::Long(..)))) => {
            page(&visit, &app, &id, &fields.filled(&FieldErrors::one("motif", &refus))).await
        }
        Err(other) => Err(other.into()),
    }
}
