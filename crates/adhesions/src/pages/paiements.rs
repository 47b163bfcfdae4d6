//! The fees of one member: called, paid, offered, cancelled, reminded.

use super::une::{Tape, Vue, told};
use super::{ROOM, jour};
use crate::droits::COTISER;
use crate::registre::fee_words;
use crate::{Adherent, Cotisation, EtatCotisation, Moyen, Paiement, tarif::Prix};
use axum::extract::{Path, State};
use kernel::{Id, today};
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::form::Width;
use ui::section::panel;
use ui::status::status;
use ui::{Button, Choice, Field, Filled, Method, Tone, francais};
use web::{Answer, App, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;
type Year = Path<(String, String, String)>;

/// The part of the page of a member.
pub(super) fn part(visit: &Visit, vue: &Vue, typed: Tape<'_>) -> Markup {
    let may = visit.can(COTISER) && vue.adherent.depuis().is_some();
    let filled =
        |name: &str| typed.filter(|(form, _)| *form == name).map(|(_, it)| it.clone()).unwrap_or_default();
    let call = filled("appel");
    let pay = filled("paiement");
    html! {
        @if vue.cotisations.is_empty() { p { "Aucune cotisation appelée." } }
        @for fee in &vue.cotisations { (panel(one(visit, fee, may, &pay))) }
        @if may {
            details open[call.is_refused()] {
                summary { "Appeler une cotisation" }
                (ui::form(&visit.csrf, &ROOM.at(visit, &format!("adherents/{}/cotisations", vue.adherent.id)), Method::Post, html! {
                    (ui::form::error_summary(&call))
                    (ui::form::row(html! {
                        (Field::number("annee", "Année civile").required().value(today(visit.ctx.now).year().to_string()).filled(&call))
                        (Field::text("montant", "Montant").id(if call.is_refused() { "f-montant" } else { "f-appel-montant" }).hint("Vide\u{a0}: le tarif de l’année.").width(Width::Short).unit("€").filled(&call))
                    }))
                    (actions(html! { (Button::secondary("Appeler cette cotisation")) }))
                }))
            }
        }
    }
}

fn one(visit: &Visit, fee: &Cotisation, may: bool, typed: &Filled) -> Markup {
    let state = fee.etat();
    let tone = match state {
        EtatCotisation::Payee { .. } | EtatCotisation::Offerte => Tone::Success,
        EtatCotisation::Due { .. } => Tone::Warning,
        EtatCotisation::SansAppel => Tone::Neutral,
    };
    let due = matches!(state, EtatCotisation::Due { .. });
    let this = typed.get("annee") == Some(&fee.annee.to_string());
    let blank = Filled::new();
    let filled = if this { typed } else { &blank };
    let to =
        |part: &str| ROOM.at(visit, &format!("adherents/{}/cotisations/{}/{part}", fee.adherent, fee.annee));
    html! {
        h3 { (fee.annee) "\u{a0}: " (francais::euros(fee.cents)) }
        p { (status(tone, &fee_words(state))) ", appelée le " (francais::date(fee.appelee_le)) }
        @if let Some(motif) = &fee.offerte { p { "Offerte\u{a0}: " (motif) } }
        @if let Some(le) = fee.relancee_le { p.soft { "Dernier rappel le " (jour(le)) "." } }
        @if !fee.paiements.is_empty() { ul { @for paid in &fee.paiements { li { (payment(visit, paid, may)) } } } }
        @if may && due {
            details open[filled.is_refused()] {
                summary { "Noter un paiement" }
                (paying(visit, &to("paiements"), fee, filled))
            }
            details {
                summary { "Offrir cette cotisation, ou rappeler" }
                (ui::form(&visit.csrf, &to("offre"), Method::Post, html! {
                    (Field::text("motif", "Motif").id(format!("f-motif-{}", fee.annee)).required().maxlength(200))
                    (actions(html! { (Button::secondary("Offrir la cotisation")) }))
                }))
                (ui::form(&visit.csrf, &to("relance"), Method::Post, html! {
                    (Field::checkbox("malgre", "Même si un rappel est parti depuis moins de quatorze jours").id(format!("f-malgre-{}", fee.annee)))
                    (actions(html! { (Button::secondary("Envoyer un rappel")) }))
                }))
            }
        }
        @if may && fee.offerte.is_some() {
            (confirm("Appeler de nouveau", &fee.annee.to_string(), "La cotisation redevient à payer.",
                post_button(&visit.csrf, &to("offre"), &[("retirer", "oui")], &Button::secondary("Appeler de nouveau"))))
        }
    }
}

fn payment(visit: &Visit, paid: &Paiement, may: bool) -> Markup {
    let to = ROOM.at(visit, &format!("adherents/{}/paiements/{}/annulation", paid.adherent, paid.id));
    let words =
        format!("{} le {}, {}", francais::euros(paid.cents), francais::date(paid.jour), paid.moyen.libelle());
    html! {
        (words)
        @if !paid.reference.is_empty() { " (" (paid.reference) ")" }
        @if may {
            " " (confirm("Annuler", &words, "Noté par erreur\u{202f}? Le journal le garde.",
                post_button(&visit.csrf, &to, &[], &Button::danger("Annuler le paiement"))))
        }
    }
}

fn paying(visit: &Visit, to: &str, fee: &Cotisation, filled: &Filled) -> Markup {
    let means = Moyen::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let id = |name: &str| {
        if filled.is_refused() { format!("f-{name}") } else { format!("f-{name}-{}", fee.annee) }
    };
    ui::form(
        &visit.csrf,
        to,
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (ui::form::hidden("annee", &fee.annee.to_string()))
            (ui::form::row(html! {
                (Field::text("montant", "Montant reçu").id(id("montant")).required().width(Width::Short).unit("€").value(francais::euros_saisis(fee.reste())).filled(filled))
                (Field::date("jour", "Reçu le").id(id("jour")).required().value(today(visit.ctx.now).to_string()).filled(filled))
            }))
            (ui::form::row(html! {
                (Field::select("moyen", "Moyen", means).id(id("moyen")).value("virement").filled(filled))
                (Field::text("reference", "Référence").id(id("reference")).hint("Libellé du relevé, numéro du chèque.").maxlength(200).filled(filled))
            }))
            (actions(html! { (Button::primary("Noter le paiement")) }))
        },
    )
}

fn year(text: &str) -> Result<i16, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

pub(super) async fn call(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of::<Adherent>(&id)?;
    told(&visit, &app, id, ("appel", &fields), async {
        let mut reader = fields.reader();
        let annee = reader.required("annee");
        let cents = reader.optional("montant").map(|Prix(cents)| cents);
        let annee = reader.finish(annee)?;
        let called = crate::call_cotisation(&visit.ctx, &app.db, id, annee, cents).await;
        Ok(called.map(|()| "La cotisation est appelée."))
    })
    .await
}

pub(super) async fn pay(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, annee)): Year,
    fields: Fields,
) -> Answer {
    let (id, annee) = (id_of::<Adherent>(&id)?, year(&annee)?);
    told(&visit, &app, id, ("paiement", &fields), async {
        let mut reader = fields.reader();
        let cents = reader.required("montant").map(|Prix(cents)| cents);
        let (jour, moyen) = (reader.required("jour"), reader.required("moyen"));
        let ((cents, jour), moyen) = reader.finish(cents.zip(jour).zip(moyen))?;
        let (cle, reference) = (fields.key(&visit), fields.get("reference").to_owned());
        let paiement = Paiement { id: cle, adherent: id, annee, cents, jour, moyen, reference };
        let paid = crate::note_paiement(&visit.ctx, &app.db, paiement).await;
        Ok(paid.map(|()| "Le paiement est noté."))
    })
    .await
}

pub(super) async fn offer(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, annee)): Year,
    fields: Fields,
) -> Answer {
    let motif = (!fields.has("retirer")).then(|| fields.get("motif"));
    let said = if motif.is_some() { "La cotisation est offerte." } else { "La cotisation est à payer." };
    let offered = crate::offer_cotisation(&visit.ctx, &app.db, id_of(&id)?, year(&annee)?, motif).await;
    ROOM.after(&visit, &format!("adherents/{id}"), said, offered)
}

pub(super) async fn remind(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, annee)): Year,
    fields: Fields,
) -> Answer {
    let one: Id<Adherent> = id_of(&id)?;
    let sent =
        crate::remind_cotisations(&visit.ctx, &app.db, year(&annee)?, Some(one), fields.has("malgre")).await;
    let said = sent.as_ref().map(crate::Envoi::en_mots).unwrap_or_default();
    ROOM.after(&visit, &format!("adherents/{id}"), said, sent)
}

pub(super) async fn cancel(visit: Visit, State(app): State<App>, Path((_, id, paiement)): Year) -> Answer {
    let gone = crate::cancel_paiement(&visit.ctx, &app.db, id_of(&id)?, id_of(&paiement)?).await;
    ROOM.after(&visit, &format!("adherents/{id}"), "Le paiement est annulé.", gone)
}
