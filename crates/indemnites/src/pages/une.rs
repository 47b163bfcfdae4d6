//! One line: why it is worth what it is, what became of it, what can be done.

use super::{Names, ROOM, amount, law, name, person};
use crate::droits::APPROUVER;
use crate::indemnite::{Approbateur, Etat, Indemnite, source};
use crate::lot::Lot;
use crate::store::{lignes, lots};
use crate::{WriteError, plafond};
use adhesions::Adherent;
use axum::extract::{Path, State};
use comptes::Noms;
use jiff::civil::Date;
use law::Parameters;
use maud::{Markup, html};
use ui::{Button, Choice, Field, button, definitions::definitions, francais, pourquoi, status::badge};
use web::{Answer, App, Fields, Visit, id_of};

type Here = Path<(String, String)>;

/// Everything that the page reads.
struct Vue {
    line: Indemnite,
    person: Option<Adherent>,
    me: Option<Approbateur>,
    names: Names,
    accounts: Noms,
    corrections: Vec<Indemnite>,
    lots: Vec<(Lot, bool)>,
    piece: Option<::pieces::Piece>,
    law: std::sync::Arc<Parameters>,
    action: Option<String>,
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let line = lignes::ligne(&mut tx, id_of(&id)?).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    let me = match crate::author(&visit.ctx) {
        Some(compte) => Some(Approbateur {
            compte,
            adherent: adhesions::par_compte(&mut tx, compte).await?.map(|one| one.id),
        }),
        None => None,
    };
    let vue = Vue {
        me,
        person: adhesions::adherent(&mut tx, line.personne).await?,
        names: crate::noms(&mut tx).await?,
        accounts: Noms::read(&mut tx, line.declarant.into_iter().chain(line.approbateur).collect()).await?,
        corrections: lignes::corrections(&mut tx, line.id).await?,
        lots: lots::of_line(&mut tx, line.id).await?,
        piece: match line.piece {
            Some(piece) => ::pieces::piece(&mut tx, piece).await?,
            None => None,
        },
        law: law(&app, &mut tx).await?,
        action: super::actions(&app, &mut tx)
            .await?
            .into_iter()
            .find(|one| Some(one.id) == line.fait.action)
            .map(|one| one.titre),
        line,
    };
    let frame = ROOM.below(&visit, vue.line.libelle.clone(), &[]);
    Ok(visit.page(&frame, content(&visit, &vue)))
}

fn content(visit: &Visit, vue: &Vue) -> Markup {
    let line = &vue.line;
    html! {
        p { (badge(line.etat.tone(), line.etat.libelle())) @if !line.motif.is_empty() { " " (line.motif) } }
        (definitions(&facts(visit, vue)))
        @if let Some(montant) = &line.montant {
            (pourquoi(&montant.pourquoi, &line.libelle, &ui::pourquoi::cite(&vue.law)))
        } @else {
            (ui::alert::alert(ui::Tone::Warning, html! {
                "Aucun barème du règlement intérieur ne s’applique à cette ligne. "
                a href=(visit.workspace("indemnites/baremes")) { "Écrire le barème" } ", ou refuser la ligne."
            }))
        }
        @if visit.can(APPROUVER) { (gestures(visit, vue)) }
        (history(visit, vue))
    }
}

fn facts<'a>(visit: &Visit, vue: &Vue) -> Vec<(&'a str, Markup)> {
    let line = &vue.line;
    let from = match line.source.0.as_str() {
        source::PRESENCE => "une présence à une réunion",
        source::DECLARATION => "une déclaration, sans événement",
        source::CONTRE => "la reprise d’une ligne déjà payée",
        source::DIFFERENCE => "une différence avec une ligne déjà approuvée",
        _ => "un acte noté dans une autre salle",
    };
    let mut facts = vec![
        ("Montant", amount(line.cents())),
        ("Régime", html! { (line.montant.as_ref().map_or("aucun barème", |one| one.regime.libelle())) }),
        ("Personne", person(visit, &vue.names, line.personne)),
        ("Versée à", html! { (name(&vue.names, line.beneficiaire)) }),
        ("Jour", html! { (francais::date(line.fait.jour)) }),
        ("Quantité", html! { (line.quantite()) }),
        (
            "Profession",
            html! { @if line.fait.profession.is_empty() { "aucune" } @else { (line.fait.profession) } },
        ),
        (
            "Mission",
            html! { (line.fait.mission.label()) @if let Some(action) = &vue.action { ", " (action) } },
        ),
        ("Née de", html! { (from) }),
    ];
    if let Some(piece) = &vue.piece {
        facts.push(("Preuve", ::pieces::lien(visit, piece)));
    }
    if let Some(annee) = line.annee {
        facts.push(("Compte dans le plafond de", html! { (annee) }));
    }
    facts
}

fn gestures(visit: &Visit, vue: &Vue) -> Markup {
    let line = &vue.line;
    let at = |verb: &str| visit.workspace(&format!("indemnites/{}/{verb}", line.id));
    let other = vue.me.map(|me| line.check_other(me));
    html! {
        @match (line.etat, other) {
            (_, None) => {}
            (Etat::Proposee, Some(Err(refus))) => { (ui::alert::alert(ui::Tone::Info, html! { (refus) })) }
            (Etat::Proposee, Some(Ok(()))) => {
                (professions(visit, vue))
                @if line.montant.is_some() {
                    (ui::form(&visit.csrf, &at("approbation"), ui::Method::Post, html! {
                        (Field::date("paiement", "Paiement prévu le").hint("L’année civile de ce jour est celle du plafond.").value(super::next_day(visit).to_string()).required())
                        div.actions { (Button::primary("Approuver")) }
                    }))
                }
                (button::confirm("Refuser", &line.libelle, "La personne reçoit le motif par courriel.", reason(visit, &at("refus"), "Refuser")))
            }
            (Etat::Refusee | Etat::Annulee, _) => {}
            _ if line.repris_par.is_some() || line.cents().is_some_and(|cents| cents < 0) => {}
            (_, Some(Ok(()))) => {
                (button::confirm("Annuler cette ligne", &line.libelle, "Non payée, elle est annulée et son plafond rendu. En lot ou payée, une ligne de reprise sera déduite du prochain paiement.", reason(visit, &at("annulation"), "Annuler la ligne")))
            }
            (_, Some(Err(_))) => {}
        }
    }
}

fn reason(visit: &Visit, to: &str, label: &'static str) -> Markup {
    ui::form(
        &visit.csrf,
        to,
        ui::Method::Post,
        html! {
            (Field::text("motif", "Motif").required().maxlength(200))
            div.actions { (Button::danger(label)) }
        },
    )
}

fn professions(visit: &Visit, vue: &Vue) -> Markup {
    let known = vue.person.as_ref().map(|one| one.professions.as_slice()).unwrap_or_default();
    let to = visit.workspace(&format!("indemnites/{}/profession", vue.line.id));
    html! {
        @if known.len() > 1 && vue.line.origine.is_none() {
            (ui::form(&visit.csrf, &to, ui::Method::Post, html! {
                (Field::select("profession", "A participé comme", known.iter().map(|one| Choice::new(one.clone(), one.clone())).collect())
                    .value(vue.line.fait.profession.clone()))
                div.actions { (Button::secondary("Recalculer")) }
            }))
        }
    }
}

fn history(visit: &Visit, vue: &Vue) -> Markup {
    let line = &vue.line;
    let le = |at: jiff::Timestamp| francais::date_heure(kernel::paris(at));
    html! {
        section.section {
            h2 { "Histoire" }
            ul {
                li { "Le " (le(line.ecrit_le)) ", écrite par " (if line.declarant.is_none() { "l’acte dont elle est née" } else { vue.accounts.of(line.declarant) }) "." }
                @if let Some(at) = line.decide_le {
                    li { "Le " (le(at)) ", décidée par " (vue.accounts.of(line.approbateur)) "." }
                }
                @for (lot, freed) in &vue.lots {
                    li {
                        a href=(visit.workspace(&format!("indemnites/lots/{}", lot.id))) { (lot.titre()) }
                        ", exécution le " (francais::date(lot.execution)) @if *freed { ", sortie de ce lot" } "."
                    }
                }
                @if let Some(from) = line.origine {
                    li { a href=(visit.workspace(&format!("indemnites/{from}"))) { "Voir la ligne qu’elle corrige" } }
                }
                @for one in &vue.corrections {
                    li { a href=(visit.workspace(&format!("indemnites/{}", one.id))) { (one.libelle) } ", " (amount(one.cents())) ", " (one.etat.libelle()) }
                }
            }
        }
    }
}

pub(super) async fn approve(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let law = super::law_now(&visit, &app).await?;
    let paiement: Date = fields.get("paiement").parse().unwrap_or_else(|_| super::next_day(&visit));
    let approved = crate::approve(&visit.ctx, &app.db, &law, id_of(&id)?, paiement).await;
    let words =
        format!("La ligne est approuvée\u{a0}: elle compte dans le plafond de {}.", plafond::annee(paiement));
    ROOM.after(&visit, &id.to_string(), words, approved)
}

pub(super) async fn refuse(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let refused = crate::refuse(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await;
    ROOM.after(
        &visit,
        &id.to_string(),
        "La ligne est refusée\u{a0}: la personne en reçoit le motif.",
        refused,
    )
}

pub(super) async fn cancel(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let gone = crate::cancel(&visit.ctx, &app.db, id_of(&id)?, fields.get("motif")).await;
    ROOM.after(&visit, &id.to_string(), "La ligne est annulée ou reprise.", gone)
}

pub(super) async fn profession(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let chosen = crate::choose_profession(&visit.ctx, &app.db, id_of(&id)?, fields.get("profession")).await;
    ROOM.after(&visit, &id.to_string(), "La ligne est recalculée.", chosen)
}
