//! The fees of a civil year: what is called, received, left; the unpaid; reminders.

use super::{ROOM, jour};
use crate::droits::COTISER;
use crate::{Adherent, Cotisation, store};
use axum::extract::State;
use kernel::{Id, today};
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::button::{actions, confirm, post_button};
use ui::figure::figures;
use ui::{
    Button, Column, Field, Figure, Icon, Row, Table, Tone, alert::alert, empty::empty, form::filters,
    francais,
};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// A year of fees.
struct Annee {
    annee: i16,
    fees: BTreeMap<Id<Adherent>, Cotisation>,
    people: Vec<Adherent>,
}

impl Annee {
    /// Members of that year whose fee was never asked for.
    fn forgotten(&self) -> usize {
        let not = |one: &&Adherent| {
            one.est_en_cours() && one.was_in(self.annee) && !self.fees.contains_key(&one.id)
        };
        self.people.iter().filter(not).count()
    }

    /// Those who have something left to pay, and still belong.
    fn unpaid(&self) -> Vec<(&Adherent, &Cotisation)> {
        let due = |one: &Adherent| self.fees.get(&one.id).filter(|fee| fee.reste() > 0);
        self.people.iter().filter_map(|one| Some((one, due(one)?))).collect()
    }

    fn sum(&self, of: impl Fn(&Cotisation) -> i64) -> i64 {
        self.fees.values().map(of).sum()
    }
}

/// The year of the address, or that of the day.
fn asked(visit: &Visit, fields: &Fields) -> i16 {
    fields.get("annee").parse().unwrap_or_else(|_| today(visit.ctx.now).year())
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let annee = asked(&visit, &query);
    let mut tx = app.db.read(&visit.ctx).await?;
    let fees = store::cotisations::de_l_annee(&mut tx, annee).await?;
    let people = crate::adherents(&mut tx).await?;
    let reglage = store::tarifs::reglage(&mut tx).await?;
    drop(tx);
    let year = Annee { annee, fees, people };
    let content = html! {
        (ROOM.tabs(&visit, "cotisations"))
        (filters(&ROOM.at(&visit, "cotisations"), html! { (Field::number("annee", "Année civile").value(annee.to_string())) }))
        (sums(&year))
        @if reglage == store::tarifs::Reglage::default() {
            (alert(Tone::Info, html! { "Dites comment payer dans " a href=(ROOM.at(&visit, "reglages")) { "Collèges et tarifs" } "\u{a0}: les rappels le montrent." }))
        }
        @if visit.can(COTISER) { (calling(&visit, &year)) }
        (unpaid(&visit, &year))
    };
    Ok(visit.page(&visit.frame(format!("Cotisations {annee}")), content))
}

fn sums(year: &Annee) -> Markup {
    let euros = |cents: i64| francais::euros(cents);
    let offered = year.fees.values().filter(|fee| fee.offerte.is_some()).count();
    let called = year.sum(|fee| if fee.offerte.is_some() { 0 } else { fee.cents });
    figures(&[
        Figure::new("Appelé", euros(called)).note(francais::compte(
            i64::try_from(year.fees.len()).unwrap_or(0),
            "cotisation",
            "cotisations",
        )),
        Figure::new("Reçu", euros(year.sum(Cotisation::recu))),
        Figure::new("Reste à payer", euros(year.sum(Cotisation::reste))),
        Figure::new("Offertes", offered.to_string()),
    ])
}

fn calling(visit: &Visit, year: &Annee) -> Markup {
    let left = i64::try_from(year.forgotten()).unwrap_or(0);
    let annee = year.annee.to_string();
    let words = francais::compte(left, "adhérent n’a pas été appelé", "adhérents n’ont pas été appelés");
    let button = Button::primary(format!("Appeler les cotisations {annee}"));
    html! {
        @if left > 0 {
            p { (words) " pour " (annee) "." }
            (actions(post_button(&visit.csrf, &ROOM.at(visit, "cotisations/appel"), &[("annee", &annee)], &button)))
        }
    }
}

fn unpaid(visit: &Visit, year: &Annee) -> Markup {
    let columns = vec![
        Column::text("Adhérent"),
        Column::text("Appelée le"),
        Column::number("Reste à payer"),
        Column::text("Dernier rappel"),
    ];
    let all = year.unpaid();
    let row = |(one, fee): &(&Adherent, &Cotisation)| {
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("adherents/{}", one.id))) { (one.nom()) } },
            html! { (francais::date(fee.appelee_le)) },
            html! { (francais::euros(fee.reste())) },
            html! {
                @match fee.relancee_le { Some(le) => (jour(le)), None => "Aucun" }
                @if one.courriel.is_none() { ", sans adresse électronique" }
                @if !one.est_en_cours() { ", sorti" }
            },
        ])
    };
    let nothing = if year.fees.is_empty() {
        empty(Icon::Euro, "Aucune cotisation appelée", "Fixez les tarifs, puis appelez l’année.", None)
    } else {
        empty(Icon::Check, "Tout est payé", "Aucune cotisation ne reste à payer.", None)
    };
    let annee = year.annee.to_string();
    let to = ROOM.at(visit, "cotisations/relances");
    let remind =
        post_button(&visit.csrf, &to, &[("annee", &annee)], &Button::secondary("Envoyer les rappels"));
    html! {
        (Table::new("impayes", "Cotisations à payer", columns).rows(all.iter().map(row).collect()).empty(nothing))
        @if visit.can(COTISER) && !all.is_empty() {
            (confirm("Rappeler à tous", &annee, "Un courriel part à chacun, avec son montant et comment payer. Qui a été relancé depuis moins de quatorze jours n’en reçoit pas.", remind))
        }
    }
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let annee = asked(&visit, &fields);
    let called = crate::open_annee(&visit.ctx, &app.db, annee).await;
    let part = format!("cotisations?annee={annee}");
    match called {
        Ok(call) if !call.sans_tarif.is_empty() => {
            let names: Vec<&str> = call.sans_tarif.iter().take(5).map(String::as_str).collect();
            let words = format!(
                "{} appelées. Aucun tarif {annee} ne vaut pour {}\u{a0}: {}.",
                call.appelees,
                francais::compte(i64::try_from(call.sans_tarif.len()).unwrap_or(0), "adhérent", "adhérents"),
                names.join(", ")
            );
            Ok(Redirect::to(ROOM.at(&visit, &part)).refused(words).answer(&visit))
        }
        Ok(call) => {
            let words =
                francais::compte(call.appelees.into(), "cotisation est appelée", "cotisations sont appelées");
            ROOM.done(&visit, &part, format!("{words}."))
        }
        Err(error) => ROOM.after(&visit, &part, "", Err::<(), _>(error)),
    }
}

pub(super) async fn remind(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let annee = fields.get("annee").parse::<i16>().map_err(|_| Problem::not_found())?;
    let sent = crate::remind_cotisations(&visit.ctx, &app.db, annee, None, false).await;
    let said = sent.as_ref().map(crate::Envoi::en_mots).unwrap_or_default();
    ROOM.after(&visit, &format!("cotisations?annee={annee}"), said, sent)
}
