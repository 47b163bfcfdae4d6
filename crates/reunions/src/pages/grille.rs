//! The grid of the office: the sheet of paper is entered in one form, presences and signatures are corrected from here.

use super::{ROOM, beside, here, mine, under};
use crate::letter::names;
use crate::presence::{Comment, Passage, Presence};
use crate::reunion::Reunion;
use crate::visiteur::Visiteur;
use crate::{heures, store};
use adhesions::Adherent;
use axum::extract::{Path, State};
use db::Tx;
use jiff::civil::{DateTime, Time};
use kernel::Id;
use maud::{Markup, Render, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::button::post_button;
use ui::form::Width;
use ui::{Button, Choice, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// What the page shows.
struct Grille {
    reunion: Reunion,
    presences: Vec<Presence>,
    visiteurs: Vec<Visiteur>,
    tous: BTreeMap<Id<Adherent>, Adherent>,
    /// Those who may be ticked.
    absents: Vec<Adherent>,
    /// Every member may be, not only those who are invited.
    large: bool,
}

impl Grille {
    async fn read(tx: &mut Tx, id: &str, large: bool) -> Result<Self, Problem> {
        let reunion = mine(tx, id).await?;
        let presences = store::presences::all(tx, reunion.id).await?;
        let invites: BTreeSet<_> =
            store::invites::of_reunion(tx, reunion.id).await?.iter().filter_map(|one| one.adherent).collect();
        let large = large || invites.is_empty();
        let there: BTreeSet<_> = presences.iter().map(|one| one.adherent).collect();
        let tous = names(tx).await?;
        let may = |one: &&Adherent| {
            !there.contains(&one.id)
                && (invites.contains(&one.id) || large && one.est_adherent(reunion.jour()))
        };
        let mut absents: Vec<Adherent> = tous.values().filter(may).cloned().collect();
        absents.sort_by_cached_key(Adherent::cle_tri);
        let visiteurs = store::visiteurs::of_reunion(tx, reunion.id).await?;
        Ok(Self { presences, visiteurs, tous, absents, large, reunion })
    }
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let grille = Grille::read(&mut app.db.read(&visit.ctx).await?, &id, fields.has("tous")).await?;
    Ok(visit.page(&frame(&visit, &grille), page(&visit, &grille, &Filled::new())))
}

fn frame(visit: &Visit, grille: &Grille) -> ui::Frame {
    let said = "Cochez qui était là. Sans heure, la personne est comptée du début à la fin.";
    ui::Frame { lead: Some(said.into()), ..under(visit, &grille.reunion, "Présences") }
}

fn page(visit: &Visit, grille: &Grille, filled: &Filled) -> Markup {
    let waiting: Vec<&Visiteur> = grille.visiteurs.iter().filter(|one| one.rattache.is_none()).collect();
    let begun = heures::instant(grille.reunion.debut) <= visit.ctx.now;
    html! {
        @if !waiting.is_empty() { (attaching(visit, grille, &waiting)) }
        (signed(visit, grille))
        @if begun { (ticking(visit, grille, filled)) }
        @else { (ui::alert::alert(Tone::Info, "Les présences se notent quand la réunion a commencé.")) }
    }
}

/// Those who are there already.
fn signed(visit: &Visit, grille: &Grille) -> Markup {
    let columns = vec![
        Column::text("Personne"),
        Column::text("Comment").minor(),
        Column::text("De").minor(),
        Column::text("À").minor(),
        Column::number("Temps compté"),
        Column::actions(),
    ];
    let at = |heure: Option<DateTime>, whole: &'static str| {
        heure.map_or_else(|| whole.to_owned(), |heure| francais::heure(heure.time()))
    };
    let row = |one: &Presence| {
        let nom = grille.tous.get(&one.adherent).map(Adherent::nom).unwrap_or_default();
        let late = one.signee_apres_la_fin(&grille.reunion);
        Row::new(vec![
            html! { (nom) @if one.annulee { " " (ui::status::badge(Tone::Danger, "Annulée")) } @if late { " " (ui::status::badge(Tone::Warning, "Signée après la fin")) } },
            html! { (one.comment.libelle()) @if one.a_distance { ", à distance" } },
            html! { (at(one.arrivee, "le début")) },
            html! { (at(one.depart, "la fin")) },
            html! { @if one.annulee { "—" } @else { (francais::duree(i64::from(one.minutes))) } },
            html! { (Button::secondary("Corriger").about(nom.clone()).small().href(visit.workspace(&format!("reunions/presences/{}", one.id)))) },
        ])
    };
    let empty = ui::empty::empty(
        Icon::People,
        "Aucune présence notée",
        "Elles arrivent d’elles-mêmes quand les personnes scannent le code de la porte.",
        None,
    );
    Table::new("presences", "Présences notées", columns)
        .rows(grille.presences.iter().map(row).collect())
        .empty(empty)
        .render()
}

/// The form of the sheet.
fn ticking(visit: &Visit, grille: &Grille, filled: &Filled) -> Markup {
    let base = format!("{}/presences", here(visit, grille.reunion.id));
    let short = |name: String, label: String| {
        Field::text(name, label).quiet_label().width(Width::Short).filled(filled)
    };
    let row = |one: &Adherent| {
        let (id, nom) = (one.id, one.nom());
        Row::new(vec![
            html! { (Field::checkbox(format!("la-{id}"), nom.clone()).filled(filled)) },
            html! { (short(format!("de-{id}"), format!("Arrivée\u{a0}: {nom}"))) },
            html! { (short(format!("a-{id}"), format!("Départ\u{a0}: {nom}"))) },
            html! { (Field::checkbox(format!("loin-{id}"), "À distance").filled(filled)) },
        ])
    };
    let columns = vec![
        Column::text("Présent"),
        Column::text("Arrivée"),
        Column::text("Départ"),
        Column::text("À distance"),
    ];
    let comments =
        [Comment::Feuille, Comment::Bureau].map(|one| Choice::new(one.code(), one.libelle())).to_vec();
    html! {
        @if grille.absents.is_empty() { p { "Toutes les personnes attendues sont notées." } }
        @else {
            (ui::form(&visit.csrf, &base, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                @if grille.large { (ui::form::hidden("tous", "oui")) }
                (Field::radios("comment", "D’où viennent ces présences", comments).value(filled.get("comment").unwrap_or("feuille")))
                (Table::new("a-noter", "À noter", columns).rows(grille.absents.iter().map(row).collect()))
                p.soft { "Heures\u{a0}: 19:20 ou 19h20, entre " (francais::heure(grille.reunion.debut.time())) " et " (francais::heure(grille.reunion.fin.time())) "." }
                div.actions { (Button::primary("Noter les présences cochées")) }
            }))
        }
        @if !grille.large { div.actions { (Button::secondary("Ajouter quelqu’un qui n’était pas invité").href(format!("{base}?tous=oui"))) } }
    }
}

/// Those who signed and are on no list.
fn attaching(visit: &Visit, grille: &Grille, waiting: &[&Visiteur]) -> Markup {
    let mut members: Vec<(String, Choice)> =
        grille.tous.values().map(|one| (one.cle_tri(), Choice::new(one.id.to_string(), one.nom()))).collect();
    members.sort_by(|one, other| one.0.cmp(&other.0));
    let choices: Vec<Choice> = std::iter::once(Choice::new("", "Choisir un adhérent"))
        .chain(members.into_iter().map(|(_, one)| one))
        .collect();
    ui::section::section(
        "visiteurs",
        "Signatures à rattacher",
        html! {
            @for one in waiting {
                (ui::section::panel(html! {
                    p { strong { (one.nom) } ", " (one.profession) @if one.a_distance { ", à distance" } }
                    (ui::form(&visit.csrf, &visit.workspace(&format!("reunions/visiteurs/{}/rattachement", one.id)), ui::Method::Post, html! {
                        (ui::form::hidden("reunion", &grille.reunion.id.to_string()))
                        (Field::select("adherent", "C’est", choices.clone()).id(format!("adherent-{}", one.id)))
                        div.actions { (Button::secondary("Rattacher").about(one.nom.clone())) }
                    }))
                    (post_button(&visit.csrf, &visit.workspace(&format!("reunions/visiteurs/{}/retrait", one.id)), &[("reunion", &grille.reunion.id.to_string())], &Button::plain("Retirer cette signature").about(one.nom.clone()).small()))
                }))
            }
        },
    )
}

/// « 19:20 », « 19h20 », « 19 h »: an hour of the meeting, on the next day when it runs past midnight.
pub(super) fn hour(champ: &str, text: &str, reunion: &Reunion) -> Result<Option<DateTime>, FieldErrors> {
    let clean: String =
        text.to_lowercase().replace('h', ":").chars().filter(|c| !c.is_whitespace()).collect();
    let clean = if clean.ends_with(':') { format!("{clean}00") } else { clean };
    if clean.is_empty() {
        return Ok(None);
    }
    let padded = if clean.find(':') == Some(1) { format!("0{clean}") } else { clean };
    let time: Time =
        padded.parse().map_err(|_| FieldErrors::one(champ, "Une heure est attendue, par exemple 19:20."))?;
    let same = reunion.jour().to_datetime(time);
    let over = same < reunion.debut && reunion.fin.date() > reunion.jour();
    Ok(Some(if over { reunion.fin.date().to_datetime(time) } else { same }))
}

/// The lines that are ticked.
fn ticked(fields: &Fields, grille: &Grille) -> Result<BTreeMap<Id<Adherent>, Passage>, FieldErrors> {
    let comment =
        fields.get("comment").parse().ok().filter(|one| *one != Comment::Porte).unwrap_or(Comment::Feuille);
    let (mut all, mut errors) = (BTreeMap::new(), FieldErrors::default());
    for one in grille.absents.iter().filter(|one| fields.has(&format!("la-{}", one.id))) {
        let id = one.id;
        let read = |name: String| hour(&name, fields.get(&name), &grille.reunion);
        let passage = match (read(format!("de-{id}")), read(format!("a-{id}"))) {
            (Ok(arrivee), Ok(depart)) => Passage {
                arrivee,
                depart,
                a_distance: fields.has(&format!("loin-{id}")),
                ..Passage::whole(comment)
            },
            (Err(some), _) | (_, Err(some)) => {
                some.iter().for_each(|(name, sentence)| errors.add(name, sentence));
                continue;
            }
        };
        if let Err(refus) = passage.check(&grille.reunion) {
            let start = if refus.champ == "arrivee" { "de" } else { "a" };
            errors.add(&format!("{start}-{id}"), format!("{}\u{a0}: {}", one.nom(), refus.pourquoi));
        }
        all.insert(id, passage);
    }
    if errors.is_empty() { Ok(all) } else { Err(errors) }
}

pub(super) async fn note(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let grille = Grille::read(&mut app.db.read(&visit.ctx).await?, &id, fields.has("tous")).await?;
    let errors = match ticked(&fields, &grille) {
        Err(errors) => errors,
        Ok(all) => match crate::note_presences(&visit.ctx, &app.db, grille.reunion.id, &all).await {
            Ok(new) => {
                let said = francais::compte(i64::from(new), "présence est notée.", "présences sont notées.");
                return ROOM.done(&visit, &format!("{}/presences", grille.reunion.id), said);
            }
            Err(error) => beside(error)?,
        },
    };
    Ok(visit.refused(frame(&visit, &grille), page(&visit, &grille, &fields.filled(&errors))))
}

pub(super) async fn attach(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let back = format!("{}/presences", id_of::<Reunion>(fields.get("reunion"))?);
    let Ok(adherent) = fields.get("adherent").parse() else {
        return Ok(Redirect::to(back)
            .refused("Choisissez l’adhérent à qui rattacher cette signature.")
            .answer(&visit));
    };
    let attached = crate::attach_visiteur(&visit.ctx, &app.db, id_of(&id)?, adherent).await;
    ROOM.after(&visit, &back, "La signature est rattachée, la présence est notée.", attached)
}

pub(super) async fn drop_visiteur(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let back = format!("{}/presences", id_of::<Reunion>(fields.get("reunion"))?);
    let gone = crate::withdraw_visiteur(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &back, "La signature est retirée.", gone)
}
