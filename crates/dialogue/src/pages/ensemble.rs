//! Forms that several people may fill at once: each part goes with the print of what its writer read, and two texts are shown together.

use super::said;
use crate::texte::{Concurrence, Ecrit, empreinte};
use maud::{Markup, html};
use ui::{Filled, Tone};
use web::Fields;

const AILLEURS: &str = "Quelqu’un a enregistré un autre texte pendant que vous écriviez. Le vôtre est ici, l’autre juste au-dessus\u{a0}: reprenez ce qui doit l’être, puis enregistrez.";

fn lue(cle: &str) -> String {
    format!("lue.{cle}")
}

/// The parts that were sent; one that was not sent says nothing.
pub(super) fn ecrits<'a>(fields: &Fields, cles: impl IntoIterator<Item = &'a str>) -> Vec<Ecrit> {
    let one = |cle: &str| {
        let texte = fields.all(cle).next()?.to_owned();
        Some(Ecrit { cle: cle.to_owned(), lue: Some(fields.get(&lue(cle)).to_owned()), texte })
    };
    cles.into_iter().filter_map(one).collect()
}

/// The print of a field that is not a part by itself, as the form sent it back.
pub(super) fn lue_de(fields: &Fields, cle: &str) -> Option<String> {
    Some(fields.get(&lue(cle)).to_owned())
}

/// The print of what is read: that of the form which is shown again, else of the text that is kept.
pub(super) fn temoin(cle: &str, known: &str, filled: &Filled) -> Markup {
    let name = lue(cle);
    let print = filled.get(&name).map_or_else(|| empreinte(known), str::to_owned);
    ui::form::hidden(&name, &print)
}

/// The form again with the texts that were not written, and those alone: what was written or not touched is read anew.
pub(super) fn refilled(both: &[Concurrence]) -> Filled {
    both.iter().fold(Filled::new(), |filled, one| {
        filled.value(one.cle.clone(), one.propose.clone()).error(one.cle.clone(), AILLEURS)
    })
}

/// The text that somebody else kept, above the field.
pub(super) fn garde(cle: &str, titre: &str, both: &[Concurrence]) -> Markup {
    let found = both.iter().find(|one| one.cle == cle);
    html! {
        @if let Some(one) = found {
            (ui::alert::notice(Tone::Warning, &format!("{titre}\u{a0}: le texte enregistré entre-temps"), html! {
                @if one.garde.trim().is_empty() { p { "Ce texte a été vidé." } } @else { (said(&one.garde)) }
            }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_was_not_sent_says_nothing_and_one_that_was_emptied_says_so() {
        let fields = Fields::parse("notes=&lue.notes=abc");
        let all = ecrits(&fields, ["titre", "notes"]);
        assert_eq!(all.len(), 1);
        assert_eq!(
            (all[0].cle.as_str(), all[0].texte.as_str(), all[0].lue.as_deref()),
            ("notes", "", Some("abc"))
        );
    }

    #[test]
    fn the_form_of_a_conflict_carries_both_texts_and_the_print_of_the_kept_one() {
        let one = Concurrence { cle: "notes".into(), garde: "Le sien".into(), propose: "Le mien".into() };
        let filled = refilled(std::slice::from_ref(&one));
        assert_eq!(filled.get("notes"), Some("Le mien"));
        assert!(temoin("notes", "Le sien", &filled).into_string().contains(&empreinte("Le sien")));
        assert!(garde("notes", "Notes", &[one]).into_string().contains("Le sien"));
    }
}
