//! What a doctor declares: shown, read, every fault beside its field. The same for the three doors.

use super::demander_lieu::{Faute, Lieux};
use crate::medecin::Quand;
use crate::{Declaree, Offre};
use identifiants::CommuneCode;
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::button::actions;
use ui::form::{Width, hidden, row};
use ui::{Button, Choice, Field, Filled, francais};
use web::{FieldErrors, Fields};

const JOURS: [(&str, &str); 7] = [
    ("0", "lundi"),
    ("1", "mardi"),
    ("2", "mercredi"),
    ("3", "jeudi"),
    ("4", "vendredi"),
    ("5", "samedi"),
    ("6", "dimanche"),
];

/// The form as it stands now; `declared`: whether they ever said it.
pub(super) fn prefill(offre: &Offre, declared: bool, lieux: &Lieux) -> Filled {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    // A name that several communes have is written by its code.
    let town = |code: &CommuneCode| {
        let name = lieux.nom(*code);
        if lieux.find(&name, "").is_ok_and(|lieu| lieu.code == *code) { name } else { code.to_string() }
    };
    let towns: Vec<String> = offre.communes.iter().map(town).collect();
    let (du, au) = offre.pause.unzip();
    let number = |value: u32| value.to_string();
    let mut filled = Filled::new()
        .value("restantes", if declared { number(offre.restantes()) } else { String::new() })
        .value("quand", if declared { offre.quand.code() } else { "" })
        .value("a_partir", day(Some(offre.a_partir)))
        .value("age_min", offre.ages.0.to_string())
        .value("age_max", offre.ages.1.to_string())
        .value("communes", towns.join("\n"))
        .value("langues", offre.langues.join(", "))
        .value("rythme", number(offre.rythme))
        .value("heure", offre.heure.to_string())
        .value("pause_du", day(du))
        .value("pause_au", day(au.flatten()));
    if offre.visites {
        filled = filled.value("visites", "oui");
    }
    for ((code, _), open) in JOURS.iter().zip(offre.jours) {
        if open {
            filled = filled.value("jours", *code);
        }
    }
    filled
}

/// The questions: the first two are enough. `prises`: places that patients have, as they are read now.
pub(super) fn questions(filled: &Filled, prises: u32) -> Markup {
    let choices = Quand::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        (ui::form::error_summary(filled))
        (hidden("prises", &prises.to_string()))
        (Field::number("restantes", "Combien de nouveaux patients pouvez-vous encore prendre\u{202f}?").hint(deja(prises)).required().width(Width::Short).range(Some("0".into()), Some("500".into())).filled(filled))
        (Field::radios("quand", "À partir de quand\u{202f}?", choices).required().filled(filled))
        details open[filled.is_refused()] {
            summary { "Préciser\u{a0}: âges, communes, visites, langues" }
            (limits(filled))
        }
        details open[filled.is_refused()] {
            summary { "Quand recevoir les demandes\u{a0}: jours, heure, pause" }
            (pace(filled))
        }
        (actions(html! { (Button::primary("Enregistrer")) }))
    }
}

fn deja(prises: u32) -> String {
    match prises {
        0 => "Zéro est une réponse.".to_owned(),
        many => {
            let taken = francais::compte(
                i64::from(many),
                "patient accepté ici ne compte pas",
                "patients acceptés ici ne comptent pas",
            );
            format!("{taken}\u{a0}: dites seulement combien de plus. Zéro est une réponse.")
        }
    }
}

fn limits(filled: &Filled) -> Markup {
    html! {
        (Field::date("a_partir", "Pas avant le").filled(filled))
        (row(html! {
            (Field::number("age_min", "De quel âge").unit("ans").width(Width::Short).range(Some("0".into()), Some("130".into())).filled(filled))
            (Field::number("age_max", "À quel âge").unit("ans").width(Width::Short).range(Some("0".into()), Some("130".into())).filled(filled))
        }))
        (Field::textarea("communes", "Seulement ces communes", 3).hint("Une par ligne, nom ou code postal. Vide\u{a0}: toutes.").filled(filled))
        (Field::checkbox("visites", "Je vais voir à domicile ceux qui ne peuvent pas se déplacer").filled(filled))
        (Field::text("langues", "Langues parlées, en plus du français").hint("Séparées par des virgules\u{a0}: arabe, portugais.").maxlength(400).filled(filled))
    }
}

fn pace(filled: &Filled) -> Markup {
    let days = JOURS.iter().map(|(code, words)| Choice::new(*code, *words)).collect();
    html! {
        (Field::number("rythme", "Demandes à la fois, au plus").width(Width::Short).range(Some("1".into()), Some("20".into())).filled(filled))
        (Field::checkboxes("jours", "Les jours où je les reçois", days).filled(filled))
        (Field::number("heure", "À partir de").unit("h").width(Width::Short).range(Some("0".into()), Some("23".into())).filled(filled))
        (row(html! {
            (Field::date("pause_du", "Pause du").filled(filled))
            (Field::date("pause_au", "au").hint("Vide\u{a0}: jusqu’à nouvel ordre.").filled(filled))
        }))
    }
}

/// What the form says; every fault at once.
pub(super) fn read(fields: &Fields, lieux: &Lieux, jour: Date) -> Result<(u32, Offre), FieldErrors> {
    let mut reader = fields.reader();
    let restantes: Option<u32> = reader.required("restantes");
    let quand: Option<Quand> = reader.required("quand");
    let (du, au): (Option<Date>, Option<Date>) = (reader.optional("pause_du"), reader.optional("pause_au"));
    if au.is_some() && du.is_none() && !fields.has("pause_du") {
        reader.refuse("pause_du", "Donnez aussi le premier jour de la pause.");
    }
    let communes = towns(fields.get("communes"), lieux)
        .map_err(|why| reader.refuse("communes", why))
        .unwrap_or_default();
    let usual = Offre::vide(jour);
    let offre = Offre {
        places: 0,
        prises: fields.get("prises").parse().unwrap_or(0),
        quand: quand.unwrap_or(Quand::Non),
        a_partir: reader.optional("a_partir").unwrap_or(jour),
        ages: (
            reader.optional("age_min").unwrap_or(usual.ages.0),
            reader.optional("age_max").unwrap_or(usual.ages.1),
        ),
        communes,
        visites: fields.has("visites"),
        langues: fields.get("langues").split([',', ';', '\n']).map(str::to_owned).collect(),
        rythme: reader.optional("rythme").unwrap_or(usual.rythme),
        jours: std::array::from_fn(|rank| fields.all("jours").any(|one| one == JOURS[rank].0)),
        heure: reader.optional("heure").unwrap_or(usual.heure),
        pause: du.map(|du| (du, au)),
    };
    let offre = reader.keep(offre.check(restantes.unwrap_or(0), jour));
    reader.finish(restantes.zip(quand).zip(offre).map(|((restantes, _), offre)| (restantes, offre)))
}

/// The communes of some lines, by name, postcode or code; a sentence that names those that are not known.
fn towns(text: &str, lieux: &Lieux) -> Result<BTreeSet<CommuneCode>, String> {
    let (mut known, mut faults) = (BTreeSet::new(), Vec::new());
    for line in text.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let by_code = || line.parse::<CommuneCode>().ok().filter(|code| lieux.nom(*code) != line);
        match lieux.find(line, "").map(|lieu| lieu.code) {
            Ok(code) => {
                known.insert(code);
            }
            Err(fault) => match by_code() {
                Some(code) => {
                    known.insert(code);
                }
                None => faults.push(format!(
                    "«\u{a0}{}\u{a0}»\u{a0}: {}",
                    line.chars().take(40).collect::<String>(),
                    faute(&fault)
                )),
            },
        }
    }
    if faults.is_empty() { Ok(known) } else { Err(faults.join(" ")) }
}

/// Why a text names no commune, for those who type it in one field.
pub(super) fn faute(fault: &Faute) -> String {
    match fault {
        Faute::Plusieurs(all) => {
            let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
            format!(
                "Plusieurs communes sont possibles ({})\u{a0}: écrivez le nom entier, ou un code postal qui n’en a qu’une.",
                names.join(", ")
            )
        }
        Faute::Vide | Faute::Inconnue => fault.en_mots().to_owned(),
    }
}

/// What a declaration did, in a sentence.
pub(super) fn done(one: Declaree) -> String {
    let left = one.places.saturating_sub(one.prises);
    let mut said = match left {
        0 => "C’est noté\u{a0}: aucune place pour le moment.".to_owned(),
        many => format!("C’est noté\u{a0}: {}.", francais::compte(i64::from(many), "place", "places")),
    };
    if one.retirees > 0 {
        let back = francais::compte(
            i64::from(one.retirees),
            "demande en attente de réponse est retirée",
            "demandes en attente de réponse sont retirées",
        );
        said += &format!(
            " {back}\u{a0}: elles ne tiennent plus dans ce que vous dites, et iront à un autre médecin."
        );
    }
    said
}

/// « 12 déclarées, 7 prises, 5 libres. »
pub(super) fn sums(offre: &Offre) -> Markup {
    html! {
        dl.definitions {
            dt { "Places déclarées" } dd { (offre.places) }
            dt { "Prises" } dd { (offre.prises) }
            dt { "Encore libres" } dd { strong { (offre.restantes()) } }
        }
    }
}
