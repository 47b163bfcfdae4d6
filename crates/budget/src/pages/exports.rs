//! Files for the tax office, Paheko and the accountant; closing of a civil year.

use super::{ROOM, livre};
use crate::annee::Solde;
use crate::droits::TENIR;
use crate::ecritures::{Compta, compta};
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::{Exercice, WriteError, paheko, store};
use axum::extract::State;
use jiff::Timestamp;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use territoire::Atlas;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit};

/// What the page and the downloads read.
pub(super) struct Lu {
    pub livre: Livre,
    pub compta: Compta,
    closes: BTreeMap<i64, Timestamp>,
    soldes: Vec<Solde>,
    next: Vec<Solde>,
}

/// The year that an address asks for: this one unless it says otherwise.
pub(super) async fn read(visit: &Visit, app: &App, fields: &Fields) -> Result<Lu, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let livre = livre(app, &mut tx).await?;
    let annee: i16 = fields.get("annee").parse().unwrap_or_else(|_| livre.today.year());
    if !(1990..=livre.today.year()).contains(&annee) {
        return Err(Problem::not_found());
    }
    let compta = compta(&mut tx, &livre, annee).await?;
    let closes = store::annees::closes(&mut tx).await?;
    let soldes = store::annees::soldes(&mut tx, annee).await?;
    let next = store::annees::soldes(&mut tx, annee + 1).await?;
    Ok(Lu { livre, compta, closes, soldes, next })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let lu = read(&visit, &app, &fields).await?;
    Ok(visit.page(&frame(&visit), page(&visit, &lu, &Filled::new())))
}

fn frame(visit: &Visit) -> ui::Frame {
    let lead = "Les écritures d’une année civile, pour l’administration fiscale, Paheko ou votre comptable.";
    ui::Frame { lead: Some(lead.into()), ..visit.frame("Exports comptables") }
}

fn page(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    let (annee, manques) = (lu.compta.annee, problems(lu));
    let years: Vec<Exercice> = lu.livre.exercices(crate::Vue::Civile);
    let choices =
        years.iter().rev().map(|one| Choice::new(one.libelle.clone(), one.libelle.clone())).collect();
    let file = |name: &str| visit.workspace(&format!("budget/exports/{name}?annee={annee}"));
    html! {
        (ROOM.tabs(visit, "exports"))
        (ui::form::filters(&visit.workspace("budget/exports"), html! { (Field::select("annee", "Année civile", choices).value(annee.to_string())) }))
        (standing(lu))
        (late(lu))
        @if manques.is_empty() {
            div.actions {
                (Button::primary("FEC (fichier des écritures comptables)").icon(Icon::Download).href(file("fec.txt")))
            }
        } @else {
            (ui::alert::notice(Tone::Warning, "Le FEC ne peut pas encore être écrit", html! { ul { @for one in &manques { li { (one) } } } }))
        }
        div.actions {
            (Button::secondary("Paheko (CSV)").icon(Icon::Download).href(file("paheko.csv")))
            (Button::secondary("Comptable (CSV)").icon(Icon::Download).href(file("ecritures.csv")))
            (Button::secondary("Comptable (tableur)").icon(Icon::Download).href(file("ecritures.xlsx")))
        }
        p { small { (paheko::SOURCE) } }
        (unassigned(visit, lu))
        (balance(lu))
        @if visit.can(TENIR) { (opening(visit, lu, filled)) (closing(visit, lu, manques.is_empty())) }
    }
}

/// Open or closed, and what was kept when it was closed.
fn standing(lu: &Lu) -> Markup {
    let (annee, compta) = (lu.compta.annee, &lu.compta);
    html! {
        @match (compta.close_le, &compta.scelle) {
            (Some(le), Some(scelle)) => { (ui::alert::alert(Tone::Info, html! {
                "L’année " (annee) " a été clôturée le " (francais::date(le)) ". Son FEC est gardé tel quel. Empreinte SHA-256\u{a0}: " code { (scelle.empreinte) }
            })) }
            (Some(le), None) => { (ui::alert::alert(Tone::Info, format!("L’année {annee} a été clôturée le {}.", francais::date(le)))) }
            (None, _) if closed_over(lu) => { (ui::alert::alert(Tone::Info, format!("L’année {annee} précède une année clôturée\u{a0}: plus rien ne s’y écrit."))) }
            (None, _) => { (ui::alert::alert(Tone::Info, format!("L’année {annee} n’est pas clôturée\u{a0}: les fichiers sont provisoires."))) }
        }
        @if compta.close_le.is_some() && compta.scelle.is_none() && compta.next() != lu.next {
            (ui::alert::alert(Tone::Danger, "Les chiffres de cette année ont changé depuis sa clôture, dans une autre salle (contrat, aides, adhésions ou indemnités)\u{a0}: prévenez votre comptable."))
        }
    }
}

/// Whether that year, or a later one, is closed.
fn closed_over(lu: &Lu) -> bool {
    lu.closes.keys().next_back().is_some_and(|last| i64::from(lu.compta.annee) <= *last)
}

/// What other rooms said of closed years after their closing, and where it is counted.
fn late(lu: &Lu) -> Markup {
    let all = &lu.compta.retards;
    let Some(counted) = all.first().map(|one| one.jour.year()) else { return html! {} };
    html! {
        (ui::alert::notice(Tone::Warning, &format!("Arrivé après clôture, compté dans les écritures de {counted}"), html! {
            p { "Ce qu’une autre salle a dit d’une année clôturée ne change plus ses fichiers\u{a0}: la différence est écrite au 1er janvier de " (counted) ". Prévenez votre comptable." }
            ul {
                @for one in all {
                    li { (one.origine.dite()) ", " (francais::date(one.facture_le.unwrap_or(one.jour))) "\u{a0}: " (one.libelle) ", " (francais::euros(one.cents)) @if one.genre == Genre::Depense { " (dépense)" } }
                }
            }
        }))
    }
}

/// Everything that keeps the file from being written; nothing does any more once it is kept.
fn problems(lu: &Lu) -> Vec<String> {
    if lu.compta.scelle.is_some() {
        return Vec::new();
    }
    lu.compta.fec(&lu.livre).err().unwrap_or_default()
}

/// Expenses of start-up aids, whose account only this room knows.
fn unassigned(visit: &Visit, lu: &Lu) -> Markup {
    let lines: Vec<_> = lu
        .livre
        .lignes
        .iter()
        .filter(|one| one.compte.is_none() && one.jour.year() == lu.compta.annee)
        .collect();
    let annee = lu.compta.annee.to_string();
    html! {
        @if !lines.is_empty() && visit.can(TENIR) {
            (ui::section::section("a-affecter", "Dépenses sans compte", html! {
                @for one in lines {
                    @if let Some(ligne) = one.origine.affectation() {
                        (ui::form(&visit.csrf, &visit.workspace("budget/exports/comptes"), ui::Method::Post, html! {
                            (ui::form::hidden("annee", &annee))
                            (ui::form::hidden("ligne", &ligne))
                            (ui::form::row(html! {
                                (Field::text("compte", format!("{}, {} le {}", one.libelle, francais::euros(one.cents), francais::date(one.jour))).id(format!("compte-{ligne}")).hint("Numéro de compte, par exemple 6226.").required())
                                (Button::secondary("Choisir").about(one.libelle.clone()))
                            }))
                        }))
                    }
                }
            }))
        }
    }
}

fn balance(lu: &Lu) -> Markup {
    let rows = lu.compta.balance().into_iter().map(|one| {
        let (debit, credit) = (one.cents.max(0), (-one.cents).max(0));
        Row::new(vec![
            html! { (one.compte) },
            html! { (one.libelle) },
            super::euros(debit),
            super::euros(credit),
        ])
    });
    let columns = vec![
        Column::text("Compte"),
        Column::text("Intitulé"),
        Column::number("Solde débiteur"),
        Column::number("Solde créditeur"),
    ];
    let empty = html! { p { "Aucune écriture." } };
    html! { (Table::new("balance", format!("Balance de {}", lu.compta.annee), columns).rows(rows.collect()).empty(empty)) }
}

/// Balances of the first year: those of the next ones come from the closing.
fn opening(visit: &Visit, lu: &Lu, filled: &Filled) -> Markup {
    let annee = lu.compta.annee;
    let closed = lu.closes.keys().next_back();
    if closed.is_some_and(|last| i64::from(annee) <= last.saturating_add(1)) {
        return html! {};
    }
    let known: Vec<String> =
        lu.soldes.iter().map(|one| format!("{} {}", one.compte, francais::euros_saisis(one.cents))).collect();
    let body = ui::form(
        &visit.csrf,
        &visit.workspace("budget/exports/soldes"),
        ui::Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("annee", &annee.to_string()))
            p { "Ce que l’association possédait et devait le 1er janvier, d’après votre comptable. Un compte par ligne\u{a0}: le numéro, puis le solde, négatif s’il est créditeur. Le total est nul." }
            (Field::textarea("soldes", "Soldes d’ouverture", 6).hint("512 12500,40 puis, à la ligne, 110 -12500,40").value(known.join("\n")).filled(filled))
            div.actions { (Button::secondary("Enregistrer les soldes")) }
        },
    );
    ui::section::section("a-nouveaux", &format!("À-nouveaux de {annee}"), body)
}

fn closing(visit: &Visit, lu: &Lu, ready: bool) -> Markup {
    let annee = lu.compta.annee;
    let over = annee < lu.livre.today.year() && !closed_over(lu);
    html! {
        @if over && ready {
            (ui::section::section("cloture", &format!("Clôturer {annee}"), html! {
                p { "Après la clôture, plus aucun mouvement de l’année, ni des années d’avant, ne s’écrit ni ne se corrige\u{a0}: une erreur se reprend par une écriture inverse l’année suivante. Les soldes ouvrent l’année suivante\u{a0}; le résultat y entre en 120 ou 129, votre comptable l’affecte." }
                (button::confirm("Clôturer", &annee.to_string(), "Les comptes ont été relus\u{202f}? La clôture ne se défait pas.", button::post_button(&visit.csrf, &visit.workspace("budget/exports/cloture"), &[("annee", &annee.to_string())], &Button::danger(format!("Clôturer {annee}")))))
            }))
        }
    }
}

pub(super) async fn assign(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let done_ = crate::assign_compte(&visit.ctx, &app.db, fields.get("ligne"), fields.get("compte")).await;
    let to = if fields.get("annee").parse::<i16>().is_ok() {
        format!("exports?annee={}", fields.get("annee"))
    } else {
        "exports".to_owned()
    };
    ROOM.after(&visit, &to, "Le compte est choisi.", done_)
}

pub(super) async fn close(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let annee: i16 = fields.get("annee").parse().map_err(|_| Problem::not_found())?;
    let law = Arc::clone(&app.resource::<Atlas>().at(&mut app.db.read(&visit.ctx).await?).await?.law);
    let closed = crate::close_annee(&visit.ctx, &app.db, law, annee).await;
    ROOM.after(&visit, &format!("exports?annee={annee}"), "L’année est clôturée.", closed)
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let annee: i16 = fields.get("annee").parse().map_err(|_| Problem::not_found())?;
    let errors = match soldes(fields.get("soldes")) {
        Err(sentence) => FieldErrors::one("soldes", sentence),
        Ok(soldes) => match crate::set_soldes(&visit.ctx, &app.db, annee, soldes).await {
            Ok(()) => {
                return ROOM.done(&visit, &format!("exports?annee={annee}"), "Les soldes sont enregistrés.");
            }
            Err(WriteError::Refus(refus)) => FieldErrors::one("soldes", WriteError::Refus(refus)),
            Err(other) => return Err(other.into()),
        },
    };
    let lu = read(&visit, &app, &fields).await?;
    Ok(visit.refused(frame(&visit), page(&visit, &lu, &fields.filled(&errors))))
}

/// « 512 12 500,40 », one a line.
fn soldes(text: &str) -> Result<Vec<Solde>, String> {
    let mut all: Vec<Solde> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (compte, amount) = line
            .split_once([' ', ';', '\t'])
            .ok_or_else(|| format!("«\u{a0}{line}\u{a0}»\u{a0}: un numéro de compte, puis un solde."))?;
        let cents = crate::releve::cents(amount.trim_matches([' ', ';', '\t']))?;
        if all.iter().any(|one| one.compte == compte) {
            return Err(format!("Le compte {compte} est donné deux fois."));
        }
        if cents != 0 {
            all.push(Solde { compte: compte.to_owned(), libelle: String::new(), cents });
        }
    }
    Ok(all)
}
