//! « Mon année »: what one did ([`Participation`]), what one is owed, what is left under the ceiling; the same page of somebody else for the office.

use super::declarations::{self, declaring};
use super::participation::Participation;
use super::{ROOM, coordonnees, law, lignes, plafond, year};
use crate::indemnite::{Etat, Indemnite};
use crate::lot::{Lot, structuree};
use crate::releve::{Releve, document};
use crate::store::lectures::{self, Filtre};
use crate::store::{coordonnees as kept, plafonds, virements};
use crate::{Coordonnees, Plafond, WriteError};
use actes::ActionProposee;
use adhesions::Adherent;
use axum::extract::{Path, State};
use comptes::Noms;
use db::{Trace, Tx};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use sepa::Reference;
use std::collections::BTreeMap;
use ui::{Button, Column, Figure, Filled, Icon, Row, Table, Tone, alert, francais, status::badge};
use web::{Answer, App, Fields, Problem, Visit, id_of};

type Here = Path<(String, String)>;

/// Most lines shown; the whole is in the list of lines and in the statement.
const LIMIT: i64 = 100;

/// Everything that the page reads.
struct Vue {
    who: Adherent,
    annee: i16,
    own: bool,
    faits: Participation,
    lines: Vec<Indemnite>,
    sums: BTreeMap<Etat, (i64, i64)>,
    engage: i64,
    plafond: Option<Plafond>,
    coordonnees: Option<Coordonnees>,
    references: BTreeMap<Id<Lot>, String>,
    actions: Vec<ActionProposee>,
    names: super::Names,
    decided_by: Noms,
}

async fn read(
    visit: &Visit,
    app: &App,
    tx: &mut Tx,
    who: Adherent,
    annee: i16,
    own: bool,
) -> Result<Vue, Problem> {
    let law = law(app, tx).await?;
    let days = (Date::constant(annee, 1, 1), Date::constant(annee, 12, 31));
    let filtre = Filtre { personne: Some(who.id), jours: Some(days), ..Filtre::default() };
    let lines = lectures::lignes(tx, &filtre, 0, LIMIT).await?;
    let refused = lines.iter().filter(|one| one.etat == Etat::Refusee);
    let deciders: Vec<_> = refused.filter_map(|one| one.approbateur).collect();
    Ok(Vue {
        faits: Participation::read(visit, tx, &who, days, own).await?,
        sums: lectures::sommes(tx, &filtre).await?,
        engage: {
            let racine = adhesions::premiere(tx, who.id).await?;
            plafonds::engage_de(tx, racine, annee).await?
        },
        plafond: plafond(tx, &law, annee).await?,
        coordonnees: kept::coordonnees(tx, who.id).await?,
        references: virements::references(tx, who.id).await?,
        actions: if own { super::actions(app, tx).await? } else { Vec::new() },
        names: if visit.can(crate::droits::VOIR) { crate::noms(tx).await? } else { BTreeMap::new() },
        decided_by: Noms::read(tx, deciders).await?,
        lines,
        who,
        annee,
        own,
    })
}

/// Whoever is here, as a member; none when their account is nobody’s.
async fn me(visit: &Visit, tx: &mut Tx) -> db::Result<Option<Adherent>> {
    match crate::author(&visit.ctx) {
        Some(account) => adhesions::par_compte(tx, account).await,
        None => Ok(None),
    }
}

pub(super) async fn show(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let (frame, content) = own_page(&visit, &app, &query, &declarations::Refused::default()).await?;
    Ok(visit.page(&frame, content))
}

/// One’s own page, with a form that was refused when there is one.
pub(super) async fn own_page(
    visit: &Visit,
    app: &App,
    query: &Fields,
    refused: &declarations::Refused,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let Some(who) = me(visit, &mut tx).await? else {
        let words = "Votre compte n’est relié à aucune fiche d’adhérent. La coordination peut le faire depuis «\u{a0}Adhésions\u{a0}»\u{a0}: vos présences et vos indemnités paraîtront ici.";
        return Ok((
            visit.frame("Mon année"),
            ui::empty::empty(Icon::Person, "Pas encore de fiche d’adhérent", words, None),
        ));
    };
    let vue = read(visit, app, &mut tx, who, year(visit, query), true).await?;
    drop(tx);
    Ok((visit.frame(format!("Mon année {}", vue.annee)), content(visit, &vue, refused)))
}

pub(super) async fn of(visit: Visit, State(app): State<App>, Path((_, id)): Here, query: Fields) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let who =
        adhesions::adherent(&mut tx, id_of(&id)?).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    let vue = read(&visit, &app, &mut tx, who, year(&visit, &query), false).await?;
    drop(tx);
    let frame = ROOM.below(&visit, format!("{}, {}", vue.who.nom(), vue.annee), &[]);
    Ok(visit.page(&frame, content(&visit, &vue, &declarations::Refused::default())))
}

fn content(visit: &Visit, vue: &Vue, refused: &declarations::Refused) -> Markup {
    let base = if vue.own {
        visit.workspace("mon-annee")
    } else {
        visit.workspace(&format!("indemnites/personnes/{}", vue.who.id))
    };
    html! {
        p {
            a href=(format!("{base}?annee={}", vue.annee - 1)) { "Voir " (vue.annee - 1) }
            @if vue.annee < super::today(visit).year() { " · " a href=(format!("{base}?annee={}", vue.annee + 1)) { "Voir " (vue.annee + 1) } }
            " · " a href=(format!("{base}/releve.pdf?annee={}", vue.annee)) download { "Relevé " (vue.annee) " (PDF)" }
        }
        (figures(vue))
        @if vue.own { (attestation(visit, vue)) }
        (account(visit, vue, refused))
        @if vue.own { (declaring(visit, vue.who.professions.as_slice(), &vue.actions, &refused.declaration)) }
        section.section { h2 { "Indemnités" } (lines(visit, vue)) }
        (vue.faits.sections(visit, vue.annee))
    }
}

fn figures(vue: &Vue) -> Markup {
    html! {
        dl.figures aria-label=(format!("Année {}", vue.annee)) {
            (vue.faits.figures())
            @match &vue.plafond {
                Some(one) => (Figure::new("Reste sous le plafond", francais::euros(one.reste(vue.engage)))
                    .note(html! { (francais::euros(vue.engage)) " engagés sur " (francais::euros(one.cents)) @if one.incertain { " " (badge(Tone::Warning, "plafond non confirmé")) } })),
                None => (Figure::missing("Reste sous le plafond", format!("Le plafond de {} n’est pas encore connu.", vue.annee))),
            }
        }
        (lignes::summary(&vue.sums))
    }
}

fn attestation(visit: &Visit, vue: &Vue) -> Markup {
    html! {
        (ui::button::post_button(
            &visit.csrf,
            &visit.workspace("mon-annee/attestation"),
            &[("annee", &vue.annee.to_string())],
            &Button::secondary(format!("Attestation d’adhésion et de participation {} (PDF)", vue.annee)),
        ))
    }
}

fn account(visit: &Visit, vue: &Vue, refused: &declarations::Refused) -> Markup {
    html! {
        section.section {
            h2 { "Coordonnées bancaires" }
            @match &vue.coordonnees {
                Some(one) => {
                    p { (one.titulaire) ", " (one.masque) ", données le " (francais::date(kernel::today(one.donne_le))) "." }
                    @if one.recentes(visit.ctx.now) {
                        (alert::alert(Tone::Info, html! { "Elles ont changé depuis peu, ou quelqu’un d’autre les a données\u{a0}: la trésorerie les vérifie avec vous avant de payer." }))
                    }
                }
                None => { (alert::alert(Tone::Warning, html! { "Sans IBAN, rien ne peut être versé." })) }
            }
            @if vue.own {
                details open[refused.coordonnees.is_refused()] {
                    summary { @if vue.coordonnees.is_some() { "Changer de compte" } @else { "Donner mon IBAN" } }
                    (coordonnees::form(visit, &visit.workspace("mon-annee/coordonnees"), &refused.coordonnees, false))
                }
            } @else {
                p { a href=(visit.workspace(&format!("indemnites/coordonnees/{}", vue.who.id))) { "Voir les coordonnées" } }
            }
        }
    }
}

fn lines(visit: &Visit, vue: &Vue) -> Markup {
    if !vue.own {
        return html! { (lignes::table(visit, &vue.lines, &vue.names)) };
    }
    let columns = vec![
        Column::text("Ce qui a été fait"),
        Column::text("Jour"),
        Column::number("Quantité").minor(),
        Column::number("Montant"),
        Column::text("État"),
        Column::actions(),
    ];
    let rows = vue.lines.iter().map(|one| own_row(visit, vue, one)).collect();
    let empty =
        html! { p { "Aucune indemnité en " (vue.annee) ". Elles naissent de vos présences signées." } };
    html! { (Table::new("lignes", format!("Mes indemnités {}", vue.annee), columns).rows(rows).empty(empty)) }
}

fn own_row(visit: &Visit, vue: &Vue, one: &Indemnite) -> Row {
    let formula = one.montant.as_ref().map(|montant| montant.pourquoi.formula.clone());
    let by = one.approbateur.and_then(|id| vue.decided_by.get(id));
    Row::new(vec![
        html! {
            (one.libelle) @if let Some(words) = formula { br; small { (words) } }
            @if let Some(rf) = transfer(vue, one) { br; small { "Référence du virement\u{a0}: " code { (rf) } } }
        },
        html! { (francais::date_courte(one.fait.jour)) },
        html! { (one.quantite()) },
        super::amount(one.cents()),
        html! {
            (badge(one.etat.tone(), one.etat.libelle()))
            @if !one.motif.is_empty() { br; small { (one.motif) @if let Some(name) = by { " (" (name) ")" } } }
        },
        declarations::gestures(visit, one, &vue.who.professions),
    ])
}

/// The reference that they read on their statement, once a line is in a batch that pays them.
fn transfer(vue: &Vue, one: &Indemnite) -> Option<Reference> {
    let mine = one.beneficiaire == vue.who.id && matches!(one.etat, Etat::EnLot | Etat::Payee);
    let reference = one.lot.filter(|_| mine).and_then(|lot| vue.references.get(&lot))?;
    structuree(reference)
}

pub(super) async fn releve(visit: Visit, State(app): State<App>, query: Fields) -> Answer {
    let mut tx = app.db.begin(&visit.ctx).await?;
    let who = me(&visit, &mut tx).await?.ok_or(WriteError::SansFiche)?;
    statement(&visit, tx, who, year(&visit, &query)).await
}

pub(super) async fn releve_of(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    query: Fields,
) -> Answer {
    let who: Id<Adherent> = id_of(&id)?;
    let mut tx = app.db.begin(&visit.ctx).await?;
    let who = adhesions::adherent(&mut tx, who).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    statement(&visit, tx, who, year(&visit, &query)).await
}

async fn statement(visit: &Visit, mut tx: Tx, who: Adherent, annee: i16) -> Answer {
    let lignes = lectures::payees_de(&mut tx, who.id, annee).await?;
    tx.record(Trace::new("indemnites.releve_telecharge", format!("adherent:{}", who.id)).detail(annee));
    tx.commit().await?;
    let one = Releve {
        cpts: visit.tenant()?.nom.clone(),
        nom: who.nom(),
        annee,
        jour: super::today(visit),
        lignes,
        beneficiaire: who.id,
    };
    web::download(&format!("releve-{annee}.pdf"), "application/pdf", move || documents::pdf(&document(&one)))
        .await
}

pub(super) async fn attest(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let annee = year(&visit, &fields);
    let who = me(&visit, &mut app.db.read(&visit.ctx).await?).await?.ok_or(WriteError::SansFiche)?;
    let id = reunions::attest(&visit.ctx, &app.db, who.id, annee).await?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let paper = reunions::attestation_pdf(&mut tx, &app.db, id, &app.settings.public_url).await?;
    drop(tx);
    web::download(&format!("attestation-{annee}.pdf"), "application/pdf", move || documents::pdf(&paper))
        .await
}

/// Nothing refused.
impl Default for declarations::Refused {
    fn default() -> Self {
        Self { declaration: Filled::new(), coordonnees: Filled::new() }
    }
}
