//! After an election: the mandates of those who were chosen, noted in one gesture.

use super::{ROOM, beside, choices, nom_of, people, to};
use crate::instance::{Genre, Instance};
use crate::mandat::{Fonction, Mandat};
use crate::note_elus::Elus;
use crate::scrutin::{Choix, Scrutin};
use crate::store;
use adhesions::Adherent;
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use ui::{Button, Choice, Field, Filled};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

/// The mandates that are noted, and the form for those that are not.
pub(super) fn section(
    visit: &Visit,
    one: &Scrutin,
    (mandates, instances): (&[Mandat], &[Instance]),
    noms: &BTreeMap<Id<Adherent>, String>,
    filled: &Filled,
) -> Markup {
    let noted = |elu: &Choix| mandates.iter().find(|it| it.id == Mandat::elu(one.id, elu.rang));
    let left: Vec<&Choix> = one.elus().filter(|elu| noted(elu).is_none()).collect();
    html! {
        @if one.elus().next().is_some() {
            section.section id="mandats" {
                h2 { "Mandats des élus" }
                @if left.len() < one.elus().count() {
                    ul { @for mandat in one.elus().filter_map(noted) { li { (nom_of(noms, mandat.adherent)) ", " (mandat.fonction.libelle().to_lowercase()) } } }
                    p { (to(visit, "mandats", "Registre des mandats")) }
                }
                @if !left.is_empty() { (form(visit, one, &left, instances, noms, filled)) }
            }
        }
    }
}

fn form(
    visit: &Visit,
    one: &Scrutin,
    left: &[&Choix],
    instances: &[Instance],
    noms: &BTreeMap<Id<Adherent>, String>,
    filled: &Filled,
) -> Markup {
    let open = || instances.iter().filter(|it| !it.fermee);
    let all: Vec<Choice> = open().map(|it| Choice::new(it.id.to_string(), it.nom.clone())).collect();
    let du = one.clos_le.map(|at| kernel::today(at).to_string()).unwrap_or_default();
    let action = ROOM.at(visit, &format!("scrutins/{}/mandats", one.id));
    html! {
        (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            @for elu in left {
                (ui::form::row(html! {
                    (Field::select(format!("a-{}", elu.rang), elu.libelle.clone(), people("Ne pas noter", noms.iter().map(|(id, nom)| (*id, nom.as_str())))).value(named(noms, &elu.libelle).map(|id| id.to_string()).unwrap_or_default()).filled(filled))
                    (Field::select(format!("f-{}", elu.rang), "Fonction", choices!(Fonction)).value(Fonction::Membre.code()).filled(filled))
                }))
            }
            (Field::select("instance", "Instance où ils siègent", all).value(seats(one, open()).to_string()).required().filled(filled))
            (ui::form::row(html! {
                (Field::date("du", "Depuis").value(du).required().filled(filled))
                (Field::date("au", "Jusqu’au").hint("Facultatif. Une alerte paraît 90\u{a0}jours avant.").filled(filled))
            }))
            div.actions { (Button::primary("Noter les mandats")) }
        }))
    }
}

/// Where those that this instance elects sit: a general meeting elects the board.
fn seats<'a>(one: &Scrutin, mut open: impl Iterator<Item = &'a Instance> + Clone) -> Id<Instance> {
    let general = |it: &&Instance| matches!(it.genre, Genre::AgOrdinaire | Genre::AgExtraordinaire);
    let by = open.clone().find(|it| it.id == one.instance);
    match by.filter(general) {
        Some(_) => open.find(|it| it.genre == Genre::Ca).map_or(one.instance, |it| it.id),
        None => one.instance,
    }
}

/// The member whose name a ballot writes, whatever the order of its words; none when two have it.
fn named(noms: &BTreeMap<Id<Adherent>, String>, nom: &str) -> Option<Id<Adherent>> {
    let words =
        |nom: &str| kernel::fold(nom).split_whitespace().map(str::to_owned).collect::<BTreeSet<String>>();
    let wanted = words(nom);
    let mut same = noms.iter().filter(|(_, one)| words(one) == wanted).map(|(id, _)| *id);
    same.next().filter(|_| same.next().is_none())
}

fn read(one: &Scrutin, fields: &Fields) -> Result<Elus, FieldErrors> {
    let mut reader = fields.reader();
    let instance = fields.get("instance").parse();
    let instance = instance.map_err(|_| reader.refuse("instance", "Choisissez une instance.")).ok();
    let (du, au) = (reader.required("du"), reader.optional("au"));
    let chosen = |elu: &Choix| {
        let who = fields.get(&format!("a-{}", elu.rang)).parse().ok()?;
        Some((elu.rang, who, fields.get(&format!("f-{}", elu.rang)).parse().unwrap_or(Fonction::Membre)))
    };
    let qui = one.elus().filter_map(chosen).collect();
    let read = || Some(Elus { instance: instance?, du: du?, au, qui });
    reader.finish(read())
}

pub(super) async fn note(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let scrutin: Id<Scrutin> = id_of(&id)?;
    let known = store::scrutins::scrutin(&mut app.db.read(&visit.ctx).await?, scrutin).await?;
    let known = known.ok_or(crate::WriteError::Inconnu("Ce vote"))?;
    let errors = match read(&known, &fields) {
        Err(errors) => errors,
        Ok(elus) => match crate::note_elus(&visit.ctx, &app.db, scrutin, &elus).await {
            Ok(()) => return ROOM.done(&visit, &format!("scrutins/{id}"), "Les mandats sont notés."),
            Err(error) => beside(error)?,
        },
    };
    super::scrutin::again(&visit, &app, scrutin, &fields.filled(&errors)).await
}
