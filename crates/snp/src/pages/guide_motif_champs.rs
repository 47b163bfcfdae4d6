//! The fields of a motif.

use super::guide_questions as questions;
use crate::guide::{Motif, Tranche};
use kernel::saisie::lines;
use maud::{Markup, html};
use rendez_vous::{Modalite, Profession, Soin};
use std::collections::BTreeSet;
use ui::form::{Width, fieldset, row};
use ui::{Choice, Field, Filled};
use web::{FieldErrors, Fields};

/// Ranges of ages of a form, at most.
const TRANCHES: usize = 5;
/// Professions of a range, at most.
const PROFESSIONS: usize = 3;

/// A motif as its form shows it first; an empty one takes every age.
pub(super) fn prefill(one: Option<&Motif>) -> Filled {
    let Some(one) = one else {
        let how =
            Modalite::ALL.iter().fold(Filled::new(), |filled, how| filled.value("modalites", how.code()));
        return how.value("de_0", "0").value("a_0", "120");
    };
    let mut filled =
        Filled::new().value("libelle", &one.libelle).value("synonymes", one.synonymes.join("\n"));
    for (rank, ages) in one.tranches.iter().enumerate() {
        filled = filled
            .value(format!("de_{rank}"), ages.age_min.to_string())
            .value(format!("a_{rank}"), ages.age_max.to_string());
        for (place, who) in ages.professions.iter().enumerate() {
            filled = filled.value(format!("qui_{rank}_{place}"), who.code());
        }
    }
    filled = one.soins.iter().fold(filled, |filled, soin| filled.value("soins", soin.code()));
    filled = one.modalites.iter().fold(filled, |filled, how| filled.value("modalites", how.code()));
    questions::prefill(filled, &one.drapeaux)
}

pub(super) fn champs(filled: &Filled) -> Markup {
    let soins = Soin::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let how = Modalite::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let typed = |rank: &usize| filled.get(&format!("de_{rank}")).is_some_and(|text| !text.is_empty());
    let shown = (0..TRANCHES).rev().find(typed).map_or(0, |rank| rank + 1);
    html! {
        (Field::text("libelle", "Motif").required().maxlength(80).hint("Comme le dit qui appelle\u{a0}: «\u{a0}Mal de gorge, toux\u{a0}».").filled(filled))
        (Field::textarea("synonymes", "Autres mots pour le retrouver", 3).hint("Un par ligne\u{a0}: angine, otite…").filled(filled))
        h2 { "Qui le prend" }
        p.hint { "Par âges\u{a0}: un âge qu’aucune ligne ne couvre est adressé ailleurs. La première profession est cherchée d’abord." }
        @for rank in 0..TRANCHES.min(shown + 1) { (tranche(rank, rank >= shown, filled)) }
        h2 { "Comment" }
        (Field::checkboxes("modalites", "Le patient peut être vu", how).required().filled(filled))
        (Field::checkboxes("soins", "Soins du créneau", soins).hint("Un créneau doit offrir l’un d’eux. Rien de coché\u{a0}: tous les créneaux conviennent.").filled(filled))
        h2 { "Ses questions d’alarme" }
        p.hint { "Posées pour ce motif seulement, après celles de chaque appel." }
        (questions::champs(filled))
    }
}

fn tranche(rank: usize, new: bool, filled: &Filled) -> Markup {
    let age = |part: &str, words: &'static str| {
        let range = (Some("0".into()), Some("120".into()));
        Field::number(format!("{part}_{rank}"), words)
            .unit("ans")
            .width(Width::Short)
            .range(range.0, range.1)
            .filled(filled)
    };
    let legend = if new { "D’autres âges".to_owned() } else { format!("Âges, ligne {}", rank + 1) };
    fieldset(
        &legend,
        html! {
            (row(html! { (age("de", "De")) (age("a", "à")) }))
            @for place in 0..PROFESSIONS { (qui(rank, place, filled)) }
            @if !new { p.hint { "Videz les deux âges pour retirer cette ligne." } }
        },
    )
}

fn qui(rank: usize, place: usize, filled: &Filled) -> Field {
    const RANGS: [&str; PROFESSIONS] = ["D’abord", "Puis", "Puis encore"];
    let mut all = vec![Choice::new("", "—")];
    all.extend(Profession::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())));
    let words = RANGS.get(place).copied().unwrap_or_default();
    Field::select(format!("qui_{rank}_{place}"), words, all).filled(filled)
}

/// The motif that the form says, without its code; `taken`: codes that no new question may have.
pub(super) fn read(fields: &Fields, taken: &BTreeSet<&str>) -> Result<Motif, FieldErrors> {
    let mut reader = fields.reader();
    let libelle: String = reader.required("libelle").unwrap_or_default();
    let synonymes = reader.keep(lines("synonymes", fields.get("synonymes"))).unwrap_or_default();
    let mut tranches = Vec::new();
    for rank in 0..TRANCHES {
        let (de, a) = (format!("de_{rank}"), format!("a_{rank}"));
        if !fields.has(&de) && !fields.has(&a) {
            continue;
        }
        let (age_min, age_max) = (reader.required::<u16>(&de), reader.required::<u16>(&a));
        let professions = professions(fields, rank);
        if professions.is_empty() {
            reader.refuse(&format!("qui_{rank}_0"), "Choisissez au moins une profession.");
        }
        if age_min.zip(age_max).is_some_and(|(from, to)| from > to || to > 120) {
            reader.refuse(&a, "Le second âge vient après le premier, 120\u{a0}ans au plus.");
        }
        tranches.push(Tranche { age_min: age_min.unwrap_or(0), age_max: age_max.unwrap_or(0), professions });
    }
    let soins = fields.all("soins").filter_map(|one| one.parse().ok()).collect();
    let modalites: Vec<Modalite> = fields.all("modalites").filter_map(|one| one.parse().ok()).collect();
    if modalites.is_empty() {
        reader.refuse("modalites", "Choisissez au moins une façon.");
    }
    let drapeaux = match questions::read(fields, taken) {
        Ok(all) => all,
        Err(errors) => {
            errors.iter().for_each(|(name, words)| reader.refuse(name, words));
            Vec::new()
        }
    };
    reader.finish(Some(Motif {
        code: String::new(),
        libelle,
        synonymes,
        drapeaux,
        tranches,
        soins,
        modalites,
    }))
}

/// Those of a range, in order, each once.
fn professions(fields: &Fields, rank: usize) -> Vec<Profession> {
    let mut all = Vec::new();
    for place in 0..PROFESSIONS {
        if let Ok(one) = fields.get(&format!("qui_{rank}_{place}")).parse()
            && !all.contains(&one)
        {
            all.push(one);
        }
    }
    all
}
