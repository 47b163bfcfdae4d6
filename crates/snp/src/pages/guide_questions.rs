//! The red-flag questions of a form: those of every call, or those of a motif.

use crate::guide::{Drapeau, code};
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::form::{Width, fieldset, row};
use ui::{Field, Filled};
use web::{FieldErrors, Fields};

/// Questions of a form, at most.
const AU_PLUS: usize = 40;

/// The questions as a form shows them first.
pub(super) fn prefill(filled: Filled, all: &[Drapeau]) -> Filled {
    all.iter().enumerate().fold(filled, |filled, (rank, one)| {
        let filled = filled
            .value(format!("code_{rank}"), &one.code)
            .value(format!("question_{rank}"), &one.question)
            .value(format!("age_{rank}"), one.age_max.map(|age| age.to_string()).unwrap_or_default());
        if one.valide { filled.value(format!("valide_{rank}"), "oui") } else { filled }
    })
}

/// One box for each question of the form, and an empty one.
pub(super) fn champs(filled: &Filled) -> Markup {
    let kept = (0..AU_PLUS)
        .take_while(|rank| filled.get(&format!("code_{rank}")).is_some_and(|code| !code.is_empty()))
        .count();
    html! {
        @for rank in 0..kept { (champ(rank, false, filled)) }
        (champ(kept, true, filled))
    }
}

fn champ(rank: usize, new: bool, filled: &Filled) -> Markup {
    let legend = if new { "Nouvelle question".to_owned() } else { format!("Question {}", rank + 1) };
    let asked = Field::text(format!("question_{rank}"), "Ce qui est lu à voix haute").maxlength(200);
    let asked = if new { asked.hint("Vide\u{a0}: rien n’est ajouté.") } else { asked.required() };
    fieldset(
        &legend,
        html! {
            @if !new { (ui::form::hidden(&format!("code_{rank}"), filled.get(&format!("code_{rank}")).unwrap_or_default())) }
            (asked.filled(filled))
            (row(html! {
                (Field::number(format!("age_{rank}"), "Jusqu’à quel âge").unit("ans").width(Width::Short).range(Some("0".into()), Some("120".into()))
                    .hint("Vide\u{a0}: à tout âge. 0\u{a0}: avant un an.").filled(filled))
                (Field::checkbox(format!("valide_{rank}"), "Relue et validée par les médecins").filled(filled))
                @if !new { (Field::checkbox(format!("retirer_{rank}"), "Retirer cette question").filled(filled)) }
            }))
        },
    )
}

/// The questions of a form; `taken`: codes that no new one may have.
pub(super) fn read(fields: &Fields, taken: &BTreeSet<&str>) -> Result<Vec<Drapeau>, FieldErrors> {
    let mut reader = fields.reader();
    let mut all: Vec<Drapeau> = Vec::new();
    for rank in 0..AU_PLUS {
        let name = |part: &str| format!("{part}_{rank}");
        let (known, question) = (fields.get(&name("code")), fields.get(&name("question")));
        if fields.has(&name("retirer")) || known.is_empty() && question.is_empty() {
            continue;
        }
        let age_max = reader.optional::<u16>(&name("age"));
        if age_max.is_some_and(|age| age > 120) {
            reader.refuse(&name("age"), "De 0 à 120\u{a0}ans.");
        }
        let question: String = reader.required(&name("question")).unwrap_or_default();
        let new = || {
            let here: BTreeSet<&str> =
                taken.iter().copied().chain(all.iter().map(|one| one.code.as_str())).collect();
            code(&question, &here)
        };
        let code = if known.is_empty() { new() } else { known.to_owned() };
        all.push(Drapeau { code, question, age_max, valide: fields.has(&name("valide")) });
    }
    reader.finish(Some(all))
}
