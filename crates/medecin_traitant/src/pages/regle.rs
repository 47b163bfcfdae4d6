//! The rule of priority: what counts, since when, why; changing it, and what the change does.

use super::carte::court;
use super::{ROOM, beside, regle_champs as champs};
use crate::droits::{REGLER, VOIR};
use crate::loi::{self, Publics};
use crate::regle::{Ligne, Quand};
use crate::store::regles::{self, Version};
use crate::{Apercu, Deplacement, Regle, WriteError, differences, preview_regle, set_regle};
use axum::extract::State;
use maud::{Markup, html};
use ui::alert::notice;
use ui::button::actions;
use ui::figure::{Derivation, Explanation};
use ui::section::section;
use ui::status::{badge, status};
use ui::{Button, Column, Field, Filled, Frame, Method, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/regle", VOIR, show).post(
        "/{cpts}/espace/medecin-traitant/regle",
        REGLER,
        send,
    )
}

/// The points of a request, and one press away each line that gave some.
pub(super) fn points_expliques(lignes: &[Ligne]) -> Markup {
    let sum: u32 = lignes.iter().map(|line| line.points).sum();
    let words = |points: u32| francais::compte(i64::from(points), "point", "points");
    let step = |line: &Ligne| Derivation {
        label: line.libelle.clone().into(),
        value: words(line.points).into(),
        reference: None,
    };
    let formula = if lignes.is_empty() {
        "Rien ne compte dans la règle de la CPTS."
    } else {
        "La somme de ces lignes, par la règle de la CPTS."
    };
    let explanation = Explanation::new().formula(formula).steps(lignes.iter().map(step).collect());
    ui::figure::explained("Priorité", &words(sum), &explanation)
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = ROOM.below(visit, "Règle de priorité", &[]);
    frame.actions = Some(html! {
        (Button::secondary("Registre des données").href(ROOM.at(visit, "registre")))
        @if visit.can(REGLER) { " " (Button::secondary("Réglages").href(ROOM.at(visit, "reglages"))) }
    });
    frame
}

/// The versions, the latest first, and the one in force.
async fn read(visit: &Visit, app: &App) -> Result<(Vec<Version>, Version), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    Ok((regles::versions(&mut tx).await?, regles::en_vigueur(&mut tx).await?))
}

/// `lu`: the version that the form was made from.
fn page(
    visit: &Visit,
    (all, now, lu): (&[Version], &Version, u32),
    filled: &Filled,
    seen: Option<&Apercu>,
) -> Markup {
    html! {
        (ROOM.tabs(visit, "regle"))
        @if let Some(seen) = seen { (preview(visit, seen)) }
        (section("regle", "Ce qui compte aujourd’hui", in_force(now)))
        (section("source", "D’où viennent ces critères", source(&loi::publics(kernel::today(visit.ctx.now)), now.numero == 0)))
        @if visit.can(REGLER) {
            details open[filled.is_refused() || seen.is_some()] {
                summary { "Changer la règle" }
                (ui::form(&visit.csrf, &ROOM.at(visit, "regle"), Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (ui::form::hidden("version", &lu.to_string()))
                    (champs::questions(&now.regle, filled))
                    (Field::text("note", "Pourquoi ce changement\u{202f}?").hint("Gardé avec la version\u{a0}: décision du bureau du 12 mars.").maxlength(500).filled(filled))
                    (actions(html! {
                        (Button::secondary("Voir ce que cela change").send("geste", "apercu"))
                        (Button::primary("Enregistrer cette version").send("geste", "garder"))
                    }))
                }))
            }
        }
        (section("versions", "Versions", versions(all)))
    }
}

fn in_force(now: &Version) -> Markup {
    let columns = vec![Column::text("Critère"), Column::text("Comment on le sait"), Column::number("Points")];
    let mut rows: Vec<Row> = now
        .regle
        .criteres
        .iter()
        .map(|one| {
            let how = match one.quand {
                Quand::Coche if one.question.is_empty() => "Coché par le bureau".to_owned(),
                Quand::Coche => format!("Demandé\u{a0}: «\u{a0}{}\u{a0}»", one.question),
                Quand::AgeDepuis(age) => format!("Calculé\u{a0}: {age}\u{a0}ans ou plus"),
                Quand::AgeSous(age) => format!("Calculé\u{a0}: moins de {age}\u{a0}ans"),
                Quand::SansMobilite => "Calculé\u{a0}: ne peut pas se déplacer".to_owned(),
            };
            let points = if one.points == 0 {
                status(Tone::Neutral, "ne compte pas")
            } else {
                html! { (one.points) }
            };
            Row::new(vec![html! { (one.libelle) }, html! { (how) }, points])
        })
        .collect();
    let waiting = format!("Chaque mois entier sans médecin traitant, {} au plus", now.regle.mois_au_plus);
    rows.push(Row::new(vec![
        html! { "Temps d’attente" },
        html! { (waiting) },
        html! { (now.regle.points_par_mois) },
    ]));
    html! {
        p { "La priorité d’une demande est la somme de ces points. Il n’y a pas de score caché\u{a0}: chaque demande montre ses lignes. À points égaux, la plus ancienne passe d’abord." }
        @if now.numero == 0 { (badge(Tone::Warning, "proposition de départ, à valider par la CPTS")) }
        @else { p.soft { "Version " (now.numero) "\u{a0}: " (now.note) } }
        (Table::new("criteres", "Critères et points", columns).quiet_caption().rows(rows))
    }
}

fn source(said: &Publics, proposed: bool) -> Markup {
    html! {
        p { @if said.incertain { "D’après la source ci-dessous, l" } @else { "L" } "’accord conventionnel des CPTS (mission accès aux soins) demande d’aider d’abord\u{a0}:" }
        ul { @for one in &said.publics { li { (one.libelle) } } }
        @for one in &said.sources {
            p.soft { "Source\u{a0}: " @match &one.url { Some(url) => { a href=(url) { (one.title) } } None => (one.title) } " (" (one.confidence.label()) ")" }
        }
        @if let Some(day) = said.verifie_le {
            p.soft { "Source lue le " (francais::date(day)) "." @if said.incertain { " Le texte de l’accord lui-même n’a pas été relu\u{a0}: vérifiez-y ces mots avant de vous y appuyer." } }
        }
        p { "Aucun texte ne dit combien vaut chaque critère" @if proposed { "\u{a0}: les points sont une proposition de départ, à valider par la CPTS" } "." }
    }
}

fn preview(visit: &Visit, seen: &Apercu) -> Markup {
    let moved = i64::try_from(seen.bougent).unwrap_or(0);
    let title = format!(
        "{} sur {}",
        francais::compte(moved, "demande change de rang", "demandes changent de rang"),
        seen.attendent
    );
    let columns = vec![
        Column::text("Demande"),
        Column::number("Rang après"),
        Column::number("Rang avant"),
        Column::number("Points après"),
        Column::number("Points avant"),
    ];
    let row = |one: &Deplacement| {
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("demandes/{}", one.demande))) { (court(one.demande)) } },
            html! { (one.apres.0) },
            html! { (one.avant.0) },
            html! { (one.apres.1) },
            html! { (one.avant.1) },
        ])
    };
    html! {
        (notice(Tone::Info, &title, html! {
            p { (seen.points_changes) " changent de points. Rien n’est encore enregistré." }
        }))
        @if !seen.premieres.is_empty() {
            (Table::new("apercu", "Les premières de la nouvelle liste", columns).compact().rows(seen.premieres.iter().map(row).collect()))
        }
    }
}

fn versions(all: &[Version]) -> Markup {
    let proposed = Regle::proposee();
    html! {
        @if all.is_empty() { p { "La CPTS n’a encore rien changé à la proposition de départ." } }
        @for (at, one) in all.iter().enumerate() {
            h3 { "Version " (one.numero) @if let Some(le) = one.ecrit_le { ", le " (francais::date(kernel::today(le))) } }
            p { (one.note) }
            ul { @for said in differences(all.get(at + 1).map_or(&proposed, |before| &before.regle), &one.regle) { li { (said) } } }
        }
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (all, now) = read(&visit, &app).await?;
    let content = page(&visit, (&all, &now, now.numero), &champs::prefill(&now.regle), None);
    Ok(visit.page(&frame(&visit), content))
}

/// A number that no local criterion of any version ever had: what was ticked for another is not read as this one.
fn libre(all: &[Version]) -> usize {
    let numbers =
        all.iter().flat_map(|one| &one.regle.criteres).filter_map(|one| one.code.strip_prefix("local_"));
    numbers.filter_map(|text| text.parse::<usize>().ok()).max().unwrap_or(0) + 1
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (all, now) = read(&visit, &app).await?;
    let mut errors = FieldErrors::default();
    let mut lu: u32 = fields.get("version").parse().unwrap_or(now.numero);
    match champs::read(&fields, &now.regle, libre(&all)) {
        Ok(regle) if fields.get("geste") == "apercu" => {
            let seen = preview_regle(&visit.ctx, &app.db, regle).await?;
            let content = page(&visit, (&all, &now, lu), &fields.filled(&errors), Some(&seen));
            return Ok(visit.page(&frame(&visit), content));
        }
        Ok(regle) => match set_regle(&visit.ctx, &app.db, lu, regle, fields.get("note")).await {
            Ok(moved) => return ROOM.done(&visit, "regle", kept(moved)),
            Err(error) => {
                lu = if matches!(error, WriteError::Change) { now.numero } else { lu };
                errors = beside(error)?;
            }
        },
        Err(faults) => faults.iter().for_each(|(name, why)| errors.add(name, why)),
    }
    Ok(visit.refused(frame(&visit), page(&visit, (&all, &now, lu), &fields.filled(&errors), None)))
}

fn kept(moved: u32) -> String {
    let changed = francais::compte(i64::from(moved), "demande a changé", "demandes ont changé");
    format!("La nouvelle version est en vigueur\u{a0}: {changed} de points.")
}
