//! One slot: everything about it, its appointments, taking it back, saying what became of each.

use super::noms::Noms;
use super::{ROOM, beside, champs, mots};
use crate::creneau::Source;
use crate::droits::{GERER, OFFRIR, VOIR};
use crate::rdv::Etat;
use crate::{Creneau, RendezVous, WriteError, author, settle, store, withdraw, withdraw_serie};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::{actions, confirm};
use ui::definitions::definitions;
use ui::form::hidden;
use ui::section::section;
use ui::status::status;
use ui::{Button, Column, Field, Filled, Frame, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

/// The states that say what became of an appointment, as buttons say them.
const ISSUES: [(Etat, &str); 3] =
    [(Etat::Honore, "Venu"), (Etat::NonHonore, "Pas venu"), (Etat::Redirige, "Réorienté")];

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/rendez-vous/creneaux/{id}", VOIR, show)
        .post("/{cpts}/espace/rendez-vous/creneaux/{id}/retrait", OFFRIR, take_back)
        .post("/{cpts}/espace/rendez-vous/creneaux/{id}/serie", OFFRIR, take_back_serie)
        .post("/{cpts}/espace/rendez-vous/creneaux/{id}/issue", VOIR, say)
}

/// What the page shows.
struct Vue {
    creneau: Creneau,
    rdvs: Vec<RendezVous>,
    noms: Noms,
    /// Slots of the same series that did not begin, and how many appointments are held in them.
    reste: (usize, u32),
    /// Whether whoever looks may change it.
    change: bool,
}

async fn read(visit: &Visit, app: &App, id: &str) -> Result<Vue, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::creneaux::creneau(&mut tx, web::id_of(id)?).await?;
    let creneau = found.ok_or(WriteError::Inconnu("Ce créneau"))?;
    let mut noms = Noms::read(app, &mut tx).await?;
    noms.complete(&mut tx, std::slice::from_ref(&creneau)).await?;
    let rest = match creneau.serie {
        Some(serie) => store::creneaux::de_la_serie(&mut tx, serie, visit.ctx.now).await?,
        None => Vec::new(),
    };
    let owner = noms.effecteur(creneau.effecteur).and_then(|one| one.compte);
    let mine = visit.can(OFFRIR) && owner.is_some() && owner == author(&visit.ctx);
    Ok(Vue {
        rdvs: store::rdvs::of_slot(&mut tx, creneau.id).await?,
        reste: (rest.len(), rest.iter().map(Creneau::pris).sum()),
        change: mine || visit.can(GERER),
        noms,
        creneau,
    })
}

fn frame(visit: &Visit, vue: &Vue) -> Frame {
    let one = &vue.creneau;
    let day = mots::jour_dit(mots::jour(one.horaire.debut), kernel::today(visit.ctx.now));
    let mut frame = ROOM.below(visit, format!("{day}, {}", mots::heures(one.horaire)), &[]);
    frame.lead = Some(vue.noms.qui(one.effecteur).to_owned().into());
    frame
}

fn page(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let one = &vue.creneau;
    let open = vue.change && one.retire_le.is_none() && one.horaire.fin > visit.ctx.now;
    html! {
        @if one.retire_le.is_some() { (retire(visit, vue)) }
        @if !open { (ui::form::error_summary(filled)) }
        (facts(visit, vue))
        (section("rendez-vous", "Rendez-vous", rdvs(visit, vue)))
        @if open { (changes(visit, vue, filled)) }
    }
}

fn retire(visit: &Visit, vue: &Vue) -> Markup {
    let one = &vue.creneau;
    let le = one.retire_le.map(|at| francais::date_heure(kernel::paris(at))).unwrap_or_default();
    let again = vue.change && one.horaire.debut > visit.ctx.now;
    let mine = vue.noms.effecteur(one.effecteur).is_some_and(|who| who.compte == author(&visit.ctx));
    let base =
        if mine { "mes-creneaux".to_owned() } else { format!("professionnels/{}/creneaux", one.effecteur) };
    html! {
        (alert(Tone::Warning, html! { "Retiré le " (le) "\u{a0}: " (one.motif) }))
        @if again {
            form.inline-form method="post" action=(ROOM.at(visit, &base)) {
                input type="hidden" name="_csrf" value=(visit.csrf);
                (visit.key(&Filled::new()))
                (champs::cachees(&champs::comme(one)))
                (Button::secondary("Proposer de nouveau ce créneau").icon(Icon::Plus))
            }
        }
    }
}

fn facts(visit: &Visit, vue: &Vue) -> Markup {
    let one = &vue.creneau;
    let who = vue.noms.effecteur(one.effecteur);
    let lieu = vue.noms.lieu(one.contenu.lieu);
    let profession = who.map_or("", |who| who.profession.libelle());
    let specialite = who.map(|who| who.specialite.as_str()).filter(|words| !words.is_empty());
    let soins: Vec<&str> = one.contenu.soins.iter().map(|soin| soin.libelle()).collect();
    let mut all = vec![
        ("Places", mots::marque(one, visit.ctx.now)),
        ("Profession", html! { (profession) @if let Some(words) = specialite { ", " (words) } }),
        ("Lieu", html! { (vue.noms.ou(one.contenu.lieu)) @if let Some(lieu) = lieu { (access(lieu)) } }),
        ("Comment", html! { (one.contenu.modalite.libelle()) }),
        ("Pour", html! { @if soins.is_empty() { "Tous les motifs" } @else { (soins.join(", ")) } }),
        ("Vu par", html! { (mots::vu_par(one)) }),
    ];
    if !one.contenu.note.is_empty() {
        all.push(("Note", html! { (one.contenu.note) }));
    }
    if one.source != Source::Saisie {
        all.push(("Origine", html! { (one.source.libelle()) }));
    }
    definitions(&all)
}

/// How to come, below the name of the place.
fn access(lieu: &crate::Lieu) -> Markup {
    let street = [lieu.adresse.as_str(), lieu.code_postal.as_str()];
    let street = street.iter().filter(|words| !words.is_empty()).copied().collect::<Vec<_>>().join(", ");
    html! {
        @if !street.is_empty() { br; (street) }
        @if let Some(number) = &lieu.telephone { br; (number) }
        @if !lieu.acces.is_empty() { br; span.soft { (lieu.acces) } }
    }
}

fn rdvs(visit: &Visit, vue: &Vue) -> Markup {
    if vue.rdvs.is_empty() {
        return empty(
            Icon::People,
            "Aucun rendez-vous",
            "Personne n’a encore pris de place dans ce créneau.",
            None,
        );
    }
    let columns = vec![
        Column::number("N°"),
        Column::text("Pris le"),
        Column::text("Pris par"),
        Column::text("État"),
        Column::actions(),
    ];
    let rows = vue.rdvs.iter().enumerate().map(|(n, one)| line(visit, vue, n + 1, one));
    html! {
        p.soft { "Aucun nom ici\u{a0}: qui est le patient reste dans sa demande." }
        (Table::new("rendez-vous-du-creneau", "Rendez-vous de ce créneau, du plus ancien au plus récent", columns).rows(rows.collect()).quiet_caption())
    }
}

fn line(visit: &Visit, vue: &Vue, n: usize, one: &RendezVous) -> Row {
    let begun = vue.creneau.horaire.debut <= visit.ctx.now && one.etat != Etat::Annule;
    let may = begun && (vue.change || visit.can(crate::droits::PRENDRE));
    let tone = match one.etat {
        Etat::Pris => Tone::Info,
        Etat::Honore => Tone::Success,
        Etat::NonHonore => Tone::Warning,
        Etat::Annule | Etat::Redirige => Tone::Neutral,
    };
    Row::new(vec![
        html! { (n) },
        html! { (francais::date_heure(kernel::paris(one.pris_le))) },
        html! { (one.origine.libelle()) },
        html! { div { (status(tone, one.etat.libelle())) @if !one.motif.is_empty() { " " (one.motif) } } },
        html! { @if may { (issues(visit, (vue.creneau.id, one.id), &format!("rendez-vous {n}"), "")) } },
    ])
}

/// One button for each outcome; `back` is where to go next, the slot when empty.
pub(super) fn issues(
    visit: &Visit,
    (slot, rdv): (Id<Creneau>, Id<RendezVous>),
    about: &str,
    back: &str,
) -> Markup {
    let to = ROOM.at(visit, &format!("creneaux/{slot}/issue"));
    html! {
        form.inline-form method="post" action=(to) {
            input type="hidden" name="_csrf" value=(visit.csrf);
            (hidden("rdv", &rdv.to_string()))
            (hidden("retour", back))
            (actions(html! {
                @for (etat, words) in ISSUES { (Button::secondary(words).send("issue", etat.code()).about(format!("({about})")).small()) }
            }))
        }
    }
}

/// Taking a slot back, from a list; `back` as above.
pub(super) fn retrait(visit: &Visit, one: &Creneau, back: &str) -> Markup {
    let to = ROOM.at(visit, &format!("creneaux/{}/retrait", one.id));
    let about = mots::heures(one.horaire);
    let form = ui::form(
        &visit.csrf,
        &to,
        Method::Post,
        html! {
            (hidden("retour", back))
            (Field::text("motif", "Motif").id(format!("motif-{}", one.id)).value("Imprévu").required().maxlength(200))
            (actions(html! { (Button::danger("Retirer ce créneau").small()) }))
        },
    );
    confirm("Retirer…", &about, mots::annulerait(one.pris()), form)
}

fn changes(visit: &Visit, vue: &Vue, filled: &Filled) -> Markup {
    let one = &vue.creneau;
    let to = |part: &str| ROOM.at(visit, &format!("creneaux/{}/{part}", one.id));
    let motif =
        |id: &str| Field::text("motif", "Motif").id(id.to_owned()).value("Imprévu").required().maxlength(200);
    let (rest, held) = vue.reste;
    section(
        "retirer",
        "Retirer",
        html! {
            p { (mots::annulerait(one.pris())) }
            (ui::form(&visit.csrf, &to("retrait"), Method::Post, html! {
                (ui::form::error_summary(filled))
            (motif("f-motif").filled(filled))
                (actions(html! { (Button::danger("Retirer ce créneau")) }))
            }))
            @if rest > 1 {
                details {
                    summary { "Retirer aussi la suite de la série" }
                    p { (francais::compte(i64::try_from(rest).unwrap_or(i64::MAX), "créneau à venir", "créneaux à venir")) ". " (mots::annulerait(held)) }
                    (ui::form(&visit.csrf, &to("serie"), Method::Post, html! {
                        (motif("motif-serie"))
                        (actions(html! { (Button::danger("Retirer toute la suite")) }))
                    }))
                }
            }
        },
    )
}

async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Path<(String, String)>) -> Answer {
    let vue = read(&visit, &app, &id).await?;
    Ok(visit.page(&frame(&visit, &vue), page(&visit, &vue, &Filled::new())))
}

/// Where a form came from: a page of this room, else the slot.
fn back(fields: &Fields, id: &str) -> String {
    let wanted = fields.get("retour");
    let known = wanted == "mes-creneaux" || wanted.starts_with("professionnels/");
    if known { wanted.to_owned() } else { format!("creneaux/{id}") }
}

async fn take_back(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let error = match withdraw(&visit.ctx, &app.db, web::id_of(&id)?, fields.get("motif")).await {
        Ok(done) => return ROOM.done(&visit, &back(&fields, &id), mots::retires(done)),
        Err(error) => beside(error)?,
    };
    let vue = read(&visit, &app, &id).await?;
    Ok(visit.refused(frame(&visit, &vue), page(&visit, &vue, &fields.filled(&error))))
}

async fn take_back_serie(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let one = read(&visit, &app, &id).await?.creneau;
    let serie = one.serie.ok_or(WriteError::Inconnu("Cette série"))?;
    let done = withdraw_serie(&visit.ctx, &app.db, one.effecteur, serie, fields.get("motif")).await;
    let said = done.as_ref().map(|done| mots::retires(*done)).unwrap_or_default();
    ROOM.after(&visit, &format!("creneaux/{id}"), said, done)
}

async fn say(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let rdv = web::id_of(fields.get("rdv"))?;
    let to = ROOM.at(&visit, &back(&fields, &id));
    let Ok(etat) = fields.get("issue").parse::<Etat>() else {
        return Ok(Redirect::to(to).refused("Choisissez une issue dans la liste.").answer(&visit));
    };
    let done = settle(&visit.ctx, &app.db, rdv, etat, "").await;
    Redirect::to(to)
        .after(&visit, done.map(|()| format!("C’est noté\u{a0}: {}.", etat.libelle().to_lowercase())))
}
