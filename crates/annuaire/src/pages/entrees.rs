//! The inputs of each field of an entry: drawn, filled, read.

use crate::champ::{Acces, Conventionnement, JOURS, ModeExercice, Parts, Perimetre, Recours, Reponse};
use crate::{Champ, Nature, Saisie, Valeur, Visibilite};
use maud::{Markup, html};
use ui::form::{Width, fieldset};
use ui::{Choice, Field, Filled};
use web::{FieldErrors, Fields};

/// The name of an input.
fn name(nature: Nature, part: &str) -> String {
    format!("{nature}-{part}")
}

/// The inputs of a field, with what was typed or what is known.
pub(super) fn inputs(nature: Nature, filled: &Filled) -> Markup {
    match nature {
        Nature::Horaires => hours(filled),
        Nature::NouveauxPatients => patients(filled),
        Nature::Visites => {
            let answers = choices(Perimetre::ALL.iter().map(|one| (one.code(), one.libelle())));
            answer(nature, "Vous déplacez-vous\u{202f}?", answers, "Périmètre", filled)
        }
        Nature::Teleconsultation => {
            answer(nature, "À distance", choices([("oui", "Oui"), ("non", "Non")]), "Comment", filled)
        }
        Nature::Accessibilite => {
            let ways = choices(Acces::ALL.iter().map(|one| (one.code(), one.libelle())));
            let boxes = Field::checkboxes(name(nature, "valeur"), "Ce qui est possible", ways);
            fieldset(
                nature.libelle(),
                html! { (boxes.filled(filled)) (words(nature, "Autre précision", filled)) },
            )
        }
        _ => html! { (hinted(single(nature), nature).filled(filled)) },
    }
}

/// The input of a field that has one.
fn single(nature: Nature) -> Field {
    let (valeur, label) = (name(nature, "valeur"), nature.libelle());
    match nature {
        Nature::Telephone => Field::tel(valeur, label),
        Nature::Courriel => Field::email(valeur, label),
        Nature::Conventionnement => {
            list(valeur, label, Conventionnement::ALL.iter().map(|one| (one.code(), one.libelle())))
        }
        Nature::ModeExercice => {
            list(valeur, label, ModeExercice::ALL.iter().map(|one| (one.code(), one.libelle())))
        }
        Nature::Recours => list(valeur, label, Recours::ALL.iter().map(|one| (one.code(), one.libelle()))),
        Nature::ActesSpecifiques => Field::textarea(valeur, label, 4),
        Nature::Presentation | Nature::NoteInterne => Field::textarea(valeur, label, 6),
        Nature::ActiviteEtp | Nature::DepartPrevu => Field::text(valeur, label).width(Width::Short),
        _ => Field::text(valeur, label),
    }
}

fn patients(filled: &Filled) -> Markup {
    let nature = Nature::NouveauxPatients;
    let answers = choices(Reponse::ALL.iter().map(|one| (one.code(), one.libelle())));
    let until = Field::date(name(nature, "jusquau"), "Valable jusqu’au");
    fieldset(
        nature.libelle(),
        html! {
            (Field::radios(name(nature, "reponse"), "Aujourd’hui", answers).filled(filled))
            (words(nature, "Conditions", filled))
            (until.hint("Laissez vide si cela ne change pas bientôt.").filled(filled))
        },
    )
}

/// An answer, and words.
fn answer(
    nature: Nature,
    question: &'static str,
    answers: Vec<Choice>,
    more: &'static str,
    filled: &Filled,
) -> Markup {
    let answer = Field::radios(name(nature, "reponse"), question, answers).filled(filled);
    fieldset(nature.libelle(), html! { (answer) (words(nature, more, filled)) })
}

fn hours(filled: &Filled) -> Markup {
    fieldset(
        Nature::Horaires.libelle(),
        html! {
            p.hint { (Nature::Horaires.aide()) }
            @for jour in JOURS {
                (Field::text(name(Nature::Horaires, jour), capital(jour)).width(Width::Medium).filled(filled))
            }
            (Field::text(name(Nature::Horaires, "note"), "Précision").hint("Sur rendez-vous, un samedi sur deux, garde de nuit…").filled(filled))
        },
    )
}

fn words(nature: Nature, label: &'static str, filled: &Filled) -> Markup {
    html! { (hinted(Field::text(name(nature, "mots"), label), nature).filled(filled)) }
}

fn hinted(field: Field, nature: Nature) -> Field {
    if nature.aide().is_empty() { field } else { field.hint(nature.aide()) }
}

fn choices(all: impl IntoIterator<Item = (&'static str, &'static str)>) -> Vec<Choice> {
    all.into_iter().map(|(code, label)| Choice::new(code, label)).collect()
}

fn list(
    name: String,
    label: &'static str,
    all: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Field {
    Field::select(name, label, choices(std::iter::once(("", "Non précisé")).chain(all)))
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

/// Who may see it.
pub(super) fn audience(nature: Nature, champ: Option<&Champ>, filled: &Filled) -> Markup {
    let all = choices(nature.choix().map(|one| (one.code(), one.libelle())));
    let now = champ.map_or(nature.defaut(), Champ::niveau);
    html! {
        @if all.len() > 1 { (Field::radios("visibilite", "Qui peut le voir", all).value(now.code()).filled(filled)) }
        @else { p.hint { "Ce champ ne sort jamais du bureau." } }
    }
}

/// What is known of a field, as its inputs hold it.
pub(super) fn prefill(filled: Filled, champ: &Champ) -> Filled {
    let nature = champ.valeur.nature();
    let parts = champ.valeur.parts();
    parts.iter().fold(filled, |filled, (part, text)| {
        if nature == Nature::Accessibilite && part == "valeur" {
            let boxes = text.split(", ");
            return boxes.fold(filled, |filled, code| filled.value(name(nature, part), code));
        }
        filled.value(name(nature, part), text)
    })
}

/// What was typed in the inputs of a field.
fn parts(fields: &Fields, nature: Nature) -> Parts {
    nature.parts().iter().fold(Parts::new(), |parts, part| {
        let name = name(nature, part);
        parts.with(part, fields.all(&name).collect::<Vec<_>>().join(", "))
    })
}

/// What somebody typed in a field, or the sentences beside its inputs.
pub(super) fn read(fields: &Fields, nature: Nature, errors: &mut FieldErrors) -> Option<Saisie> {
    let visibilite: Option<Visibilite> = fields.get("visibilite").parse().ok();
    match Valeur::read(nature, &parts(fields, nature)) {
        Ok(valeur) => Some(Saisie { nature, valeur, visibilite }),
        Err(erreurs) => {
            for (part, sentence) in erreurs.iter() {
                errors.add(&name(nature, part), sentence);
            }
            None
        }
    }
}
