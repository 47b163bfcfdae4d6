//! Closing: the figures about to be frozen, then what they are worth; reopening to correct.

use super::{Salle, back, id_of};
use crate::dialogue::Refus;
use crate::droits::CONDUIRE;
use crate::{Etat, WriteError, close_dialogue, reopen_dialogue, store};
use aci::Part;
use axum::extract::{Path, State};
use contrat::argent::{bilan, simulate};
use indicateurs::Ligne;
use maud::{Markup, html};
use ui::button::{confirm, post_button};
use ui::section::section;
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit};

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
    let received = contrat::recu(&mut tx, salle.contrat.id).await?;
    let corrections = store::dialogues::corrections(&mut tx, salle.dialogue.id).await?;
    let content = html! {
        (salle.head(visit, "cloture"))
        (ui::form::error_summary(filled))
        (say(visit, &salle))
        (figures(&salle))
        (money(&salle, &received))
        @if !corrections.is_empty() {
            (section("corrections", "Corrections après clôture", html! {
                ul { @for one in &corrections { li { (francais::date(crate::today(one.le))) "\u{a0}: " (one.motif) } } }
            }))
        }
        @if salle.dialogue.is_clos() && visit.can(CONDUIRE) { (reopening(visit, &salle, filled)) }
    };
    let frame = salle.frame(visit);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

fn say(visit: &Visit, salle: &Salle) -> Markup {
    html! {
        @match &salle.dialogue.etat {
            Etat::Prepare => (ui::alert::alert(Tone::Info, "La rencontre n’a pas encore eu lieu : le dialogue se clôt après elle.")),
            Etat::Clos(_, cloture) => {
                (ui::alert::alert(Tone::Success, html! { "Clos le " (francais::date(crate::today(cloture.le))) ". Les chiffres sont figés, l’atteinte est au contrat." }))
            }
            Etat::Tenu(_) | Etat::Rouvert(..) => {
                @let again = salle.dialogue.cloture().is_some();
                (ui::alert::alert(Tone::Warning, if again {
                    "Le dialogue est rouvert : seuls les textes, les points et les cibles des années suivantes peuvent changer. Les chiffres restent ceux de la première clôture."
                } else {
                    "À la clôture, les valeurs, les cibles et les poids de l’année sont figés, et l’atteinte part au contrat. Vérifiez les chiffres ci-dessous."
                }))
                @if visit.can(CONDUIRE) {
                    (confirm("Clore le dialogue", "", "Les chiffres de l’année seront figés pour toujours. Clore maintenant\u{202f}?",
                        post_button(&visit.csrf, &salle.path(visit, "cloture"), &[], &Button::primary("Clore"))))
                }
            }
        }
    }
}

fn figures(salle: &Salle) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::text("Mission"),
        Column::number("Cible"),
        Column::number("Valeur"),
        Column::number("Poids"),
        Column::number("Atteinte"),
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
        line.atteinte.as_ref().map_or_else(unknown, |one| html! { (percent(one.value)) }),
    ])
}

/// Millionths as a percentage.
fn percent(reached: i64) -> String {
    let tenths = i32::try_from((reached + 500) / 1_000).unwrap_or(0);
    francais::pourcentage(f64::from(tenths) / 10.0)
}

/// The variable part that the settled achievement gives, mission by mission.
fn money(salle: &Salle, received: &[contrat::Versement]) -> Markup {
    let settled = salle.contrat.realisations.iter().any(|one| one.annee == salle.dialogue.annee);
    let result = simulate(&salle.law, &salle.contrat, &[], salle.today);
    let Some(Ok(result)) = result.filter(|_| settled) else { return html! {} };
    let Some(year) =
        bilan(&result, received, salle.today).into_iter().find(|one| one.numero == salle.dialogue.annee)
    else {
        return html! {};
    };
    let mut rows = Vec::new();
    let mut total = 0;
    for line in &year.lignes {
        for (_, montant) in line.gagne.iter().filter(|(part, _)| *part == Part::Variable) {
            total += montant.cents;
            let doubt = if montant.incertain { " (un montant n’est pas confirmé)" } else { "" };
            rows.push(Row::new(vec![
                html! { (salle.label(&line.composante)) (doubt) },
                html! { (francais::euros(montant.cents)) },
            ]));
        }
    }
    rows.push(Row::new(vec![html! { "Total" }, html! { (francais::euros(total)) }]).total());
    let columns = vec![Column::text("Mission"), Column::number("Part variable")];
    html! {
        (Table::new("part-variable", "Part variable arrêtée", columns).rows(rows))
        p { "Le détail du calcul se lit ligne à ligne sur la page du contrat, partie Argent." }
    }
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
) -> Answer {
    let salle = Salle::load(&app, &visit, &id).await?;
    close_dialogue(&visit.ctx, &app.db, &salle.law, salle.dialogue.id).await?;
    Ok(salle.done(&visit, "cloture", "Le dialogue est clos : les chiffres sont figés."))
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
