//! The list of surveys, and the choice of what a new one starts from.

use super::{ICI, at, crumbs, fiche::texts};
use crate::{EditError, Enquete, Etat, droits::GERER, enquetes, modele, modeles, span, write, write_from};
use axum::extract::State;
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use ui::{
    Button, Column, Crumb, Filled, Icon, Row, Table, Tone,
    button::{actions, post_button},
    francais,
    section::{panel, section},
    status::status,
};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = enquetes(&mut tx).await?;
    let new = visit.workspace(&format!("{ICI}/nouvelle"));
    let frame = ui::Frame {
        lead: Some("Interroger les professionnels, les partenaires, les habitants : une page, sans compte, anonyme ou non.".into()),
        breadcrumb: vec![Crumb::new("Diagnostic", visit.workspace("diagnostic"))],
        actions: visit.can(GERER).then(|| html! { (Button::primary("Nouvelle enquête").href(new.clone()).icon(Icon::Plus)) }),
        ..visit.frame("Enquêtes")
    };
    Ok(visit.page(&frame, table(&visit, &all, today(visit.ctx.now), new)))
}

/// The tone of a state, its word, and its days.
pub(super) fn state(enquete: &Enquete, jour: Date) -> Markup {
    let etat = enquete.etat(jour);
    let (tone, days) = match etat {
        Etat::Brouillon => (Tone::Neutral, None),
        Etat::Prevue { du, au } => (Tone::Info, Some((du, au))),
        Etat::Ouverte { du, au } => (Tone::Success, Some((du, au))),
        Etat::Close { du, au } => (Tone::Neutral, Some((du, au))),
    };
    html! { (status(tone, etat.label())) @if let Some((du, au)) = days { " " (span(du, au)) } }
}

fn table(visit: &Visit, all: &[Enquete], jour: Date, new: String) -> Markup {
    let columns = vec![
        Column::text("Enquête"),
        Column::text("État"),
        Column::number("Réponses"),
        Column::text("Réponses nommées ou non").minor(),
    ];
    let rows = all.iter().map(|enquete| {
        Row::new(vec![
            html! { a href=(at(visit, enquete.id, "")) { (enquete.intitule.titre) } },
            state(enquete, jour),
            html! { (francais::nombre(enquete.reponses.into())) },
            html! { (enquete.anonymat.label()) },
        ])
    });
    let empty = ui::empty::empty(
        Icon::Journal,
        "Aucune enquête pour l’instant",
        "Une enquête toute prête interroge les professionnels en cinq minutes ; ses résultats rejoignent les chiffres officiels dans le diagnostic.",
        visit.can(GERER).then(|| html! { (Button::primary("Nouvelle enquête").href(new)) }),
    );
    html! { (Table::new("enquetes", "Enquêtes", columns).rows(rows.collect()).empty(empty)) }
}

pub(super) async fn choose(visit: Visit) -> Answer {
    Ok(visit.page(&frame(&visit), choice(&visit, &Filled::new().value("anonymat", "anonyme"))))
}

fn frame(visit: &Visit) -> ui::Frame {
    ui::Frame {
        lead: Some(
            "Partez d’une enquête toute prête, que vous pourrez modifier, ou d’une page blanche.".into(),
        ),
        breadcrumb: crumbs(visit),
        ..visit.frame("Nouvelle enquête")
    }
}

fn choice(visit: &Visit, filled: &Filled) -> Markup {
    let action = visit.workspace(ICI);
    html! {
        (ui::form::error_summary(filled))
        (section("modeles", "Enquêtes toutes prêtes", html! {
            @for modele in modeles() {
                (panel(html! {
                    h3 { (modele.titre) }
                    p { (modele.usage) }
                    (actions(post_button(&visit.csrf, &action, &[("modele", &modele.code)], &Button::secondary("Partir de celle-ci").about(modele.titre.clone()))))
                }))
            }
        }))
        (section("vide", "Page blanche", ui::form(&visit.csrf, &action, ui::Method::Post, html! {
            (texts(filled))
            (actions(html! { (Button::primary("Commencer")) (Button::plain("Annuler").href(visit.workspace(ICI))) }))
        })))
    }
}

pub(super) async fn begin(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let written = if fields.has("modele") {
        let modele = modele(fields.get("modele")).ok_or(EditError::ModeleInconnu)?;
        write_from(&visit.ctx, &app.db, modele).await
    } else {
        let (intitule, anonymat) = super::fiche::read(&fields);
        write(&visit.ctx, &app.db, intitule, anonymat).await
    };
    match written {
        Ok(id) => {
            let sentence = "L’enquête est commencée : relisez ses questions, puis ouvrez-la.";
            Ok(Redirect::to(at(&visit, id, "")).done(sentence).answer(&visit))
        }
        Err(EditError::Refus(refus)) => {
            let errors = super::fiche::beside(&fields, &refus);
            Ok(visit.refused(frame(&visit), choice(&visit, &fields.filled(&errors))))
        }
        Err(other) => Err(other.into()),
    }
}
