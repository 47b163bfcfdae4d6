//! The payments of a contract year: awaited, received.

use super::{Compte, amount};
use crate::argent::{AnneeBilan, Montant};
use crate::contrat::Contrat;
use crate::droits::ENCAISSER;
use crate::pages::{Salle, versement};
use maud::{Markup, html};
use std::sync::Arc;
use ui::{Button, Column, Filled, Icon, Row, Table, Tone, francais};
use web::Visit;

/// Payments that the contract announces for the year, and the balance that follows it.
pub(super) fn awaited(salle: &Salle, compte: &Compte, annee: &AnneeBilan) -> Markup {
    let columns = vec![
        Column::text("Date"),
        Column::text("Pour"),
        Column::text("Nature"),
        Column::number("Montant"),
        Column::text("État"),
    ];
    let here = compte.resultat.payments.iter().filter(|one| u32::from(one.year) == annee.numero);
    let rows: Vec<Row> = here
        .map(|one| {
            let montant =
                Montant { cents: one.cents, incertain: one.uncertain, pourquoi: Arc::clone(&one.why) };
            let nom = salle.accord.nom(&one.component);
            let about = format!("{}, {nom}, {}", one.kind.libelle(), francais::date(one.date));
            let (tone, words) =
                if one.date > salle.today { (Tone::Neutral, "à venir") } else { (Tone::Info, "échu") };
            Row::new(vec![
                html! { (francais::date(one.date)) },
                html! { (nom) },
                html! { (one.kind.libelle()) },
                amount(salle, &montant, &about),
                ui::status::status(tone, words),
            ])
        })
        .collect();
    let empty =
        ui::empty::empty(Icon::Euro, "Aucun versement prévu", "Noter le démarrage des missions.", None);
    html! {
        (Table::new("attendus", format!("Versements prévus au titre de l’année {}", annee.numero), columns).rows(rows).empty(empty))
    }
}

/// Money that came during the year, and noting some.
pub(super) fn received(
    visit: &Visit,
    salle: &Salle,
    contrat: &Contrat,
    compte: &Compte,
    annee: &AnneeBilan,
) -> Markup {
    let columns = vec![
        Column::text("Reçu le"),
        Column::text("Pour"),
        Column::text("Libellé"),
        Column::number("Montant"),
        Column::actions(),
    ];
    let last = compte.annees.last().is_some_and(|one| one.numero == annee.numero);
    let inside = |jour| annee.du <= jour && (last || jour <= annee.au);
    let here = compte.recus.iter().filter(|one| inside(one.ligne.recu_le));
    let rows = here.map(|one| {
        let path = salle.path(visit, &format!("versements/{}", one.id));
        let about = format!("le versement du {}", francais::date(one.ligne.recu_le));
        Row::new(vec![
            html! { (francais::date(one.ligne.recu_le)) },
            html! { (salle.accord.nom(&one.ligne.composante)) },
            html! { (one.ligne.libelle) @if !one.ligne.reference.is_empty() { br; span.soft { (one.ligne.reference) } } },
            html! { (francais::euros(one.ligne.cents)) },
            html! { @if visit.can(ENCAISSER) { (Button::secondary("Corriger").small().about(about).href(path)) } },
        ])
    });
    let empty = ui::empty::empty(
        Icon::Euro,
        "Aucun versement noté cette année",
        "Noter ici chaque virement de la caisse, tel que le relevé le montre.",
        None,
    );
    let action = visit.workspace("contrat/versements");
    let filled = Filled::new().value("recu_le", salle.today.to_string());
    html! {
        (Table::new("recus", format!("Versements reçus pendant l’année {}", annee.numero), columns).rows(rows.collect()).empty(empty))
        @if visit.can(ENCAISSER) {
            details {
                summary { "Noter un versement reçu" }
                (versement::form(visit, salle, contrat, &action, &filled))
            }
        }
    }
}
