//! The payments of a contract year: awaited, received.

use super::{Compte, amount};
use crate::accord::{part, part_dite};
use crate::argent::{AnneeBilan, Montant};
use crate::contrat::Contrat;
use crate::droits::ENCAISSER;
use crate::pages::{Salle, versement};
use crate::versement::Recu;
use jiff::civil::Date;
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
    let all = compte.resultat.payments.iter().zip(&compte.touches);
    let rows = all.filter(|(one, _)| u32::from(one.year) == annee.numero).map(|(one, received)| {
        let montant = Montant { cents: one.cents, incertain: one.uncertain, pourquoi: Arc::clone(&one.why) };
        let nom = salle.accord.nom(&one.component);
        let about = format!("{}, {nom}, {}", one.kind.libelle(), francais::date(one.date));
        let row = vec![
            html! { (francais::date(one.date)) },
            html! { (nom) },
            html! { (one.kind.libelle()) },
            amount(salle, &montant, &about),
            state(one, *received, salle.today),
        ];
        (one.date, Row::new(row))
    });
    let unknown = compte.resultat.unknown_payments.iter().filter(|one| u32::from(one.year) == annee.numero);
    let mut rows: Vec<(Date, Row)> = rows.chain(unknown.map(|one| asked(salle, one))).collect();
    rows.sort_by_key(|(date, _)| *date);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    let empty =
        ui::empty::empty(Icon::Euro, "Aucun versement prévu", "Noter le démarrage des missions.", None);
    html! {
        (Table::new("attendus", format!("Versements prévus au titre de l’année {}", annee.numero), columns).rows(rows).empty(empty))
    }
}

/// A payment whose amount is not known: its day stands, its amount is asked for.
fn asked(salle: &Salle, one: &aci::VersementInconnu) -> (Date, Row) {
    let row = vec![
        html! { (francais::date(one.date)) },
        html! { (salle.accord.nom(&one.component)) },
        html! { (one.kind.libelle()) @if one.part != aci::Part::Total { ", " (part_dite(one.part).1.to_lowercase()) } },
        html! { "à demander" },
        html! { (ui::status::status(Tone::Warning, "montant inconnu")) },
    ];
    (one.date, Row::new(row))
}

/// How a payment stands: what came of it, before whether its day has passed.
fn state(one: &aci::Versement, received: i64, today: Date) -> Markup {
    html! {
        @if one.cents == 0 { (ui::status::status(Tone::Neutral, "rien à verser")) }
        @else if received == one.cents { (ui::status::status(Tone::Success, if one.cents < 0 { "repris" } else { "reçu" })) }
        @else if received != 0 {
            (ui::status::status(Tone::Warning, "reçu en partie"))
            "\u{a0}: " (francais::euros(received)) " sur " (francais::euros(one.cents))
        }
        @else if one.date > today { (ui::status::status(Tone::Neutral, "à venir")) }
        @else { (ui::status::status(Tone::Info, "échu, pas encore reçu")) }
    }
}

/// What a line of money pays: « Accès aux soins, part fixe, année 1 ».
fn paid(salle: &Salle, one: &Recu) -> String {
    let nom = salle.accord.nom(&one.versement.ligne.composante);
    let part = part(&one.pour.part).map(|part| format!(", {}", part_dite(part).1.to_lowercase()));
    let annee = one.pour.annee.map(|annee| format!(", année {annee}"));
    format!("{nom}{}{}", part.unwrap_or_default(), annee.unwrap_or_default())
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
    let mut here: Vec<&Recu> =
        compte.recus.iter().filter(|one| inside(one.versement.ligne.recu_le)).collect();
    here.sort_by_cached_key(|one| (one.versement.ligne.recu_le, one.pour.annee, paid(salle, one)));
    let rows = here.into_iter().map(|one| {
        let ligne = &one.versement.ligne;
        let path = salle.path(visit, &format!("versements/{}", one.versement.id));
        let about = format!("le versement du {}, {}", francais::date(ligne.recu_le), paid(salle, one));
        Row::new(vec![
            html! { (francais::date(ligne.recu_le)) },
            html! { (paid(salle, one)) },
            html! { div { (ligne.libelle) @if !ligne.reference.is_empty() { br; span.soft { (ligne.reference) } } (transfer(compte, one)) } },
            html! { (francais::euros(ligne.cents)) },
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
                (versement::form(visit, salle, contrat, (&action, versement::LIGNES), &filled))
            }
        }
    }
}

/// The whole of the transfer that a line is part of.
fn transfer(compte: &Compte, one: &Recu) -> Markup {
    let whole: Vec<i64> = compte
        .recus
        .iter()
        .filter(|other| other.virement == one.virement)
        .map(|other| other.versement.ligne.cents)
        .collect();
    html! {
        @if whole.len() > 1 {
            br; span.soft { "Virement de " (francais::euros(whole.iter().sum())) " en " (whole.len()) " lignes" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aci::{Nature, Part};
    use jiff::civil::date;

    #[test]
    fn a_payment_of_nothing_was_not_received() {
        let said = |cents, received| {
            let payment = aci::Versement {
                date: date(2025, 3, 20),
                year: 1,
                component: Arc::from("acces"),
                part: Part::Variable,
                kind: Nature::Balance,
                cents,
                uncertain: false,
                upcoming: None,
                why: Arc::new(law::Pourquoi::new("r", "l", String::new(), Arc::default())),
            };
            state(&payment, received, date(2026, 3, 2)).into_string()
        };
        assert!(said(0, 0).contains("rien à verser") && !said(0, 0).contains("reçu"));
        assert!(said(100, 100).contains("reçu") && said(-30, -30).contains("repris"));
    }
}
