//! What changes from one text to another, word by word.
//!
//! Paragraphs are compared first, then the words of those that differ: long texts stay quick, and a moved sentence does not
//! scatter the rest. A French word keeps its elision apart: « l’enfant » is « l’ » and « enfant ».

use maud::{Markup, html};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Morceau {
    /// In both.
    Egal(String),
    /// In the second only.
    Ajoute(String),
    /// In the first only.
    Retire(String),
}

/// What changes from `avant` to `apres`, in the order of reading.
#[must_use]
pub fn difference(avant: &str, apres: &str) -> Vec<Morceau> {
    let (old, new) = (lines(avant), lines(apres));
    let mut out = Pieces(Vec::new());
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => out.equal(&old[old_index..old_index + len].concat()),
            DiffOp::Delete { old_index, old_len, .. } => {
                out.removed(&old[old_index..old_index + old_len].concat());
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                out.added(&new[new_index..new_index + new_len].concat());
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => by_words(
                &old[old_index..old_index + old_len].concat(),
                &new[new_index..new_index + new_len].concat(),
                &mut out,
            ),
        }
    }
    out.0
}

/// Word by word, unless so little is common that the words would be struck one by one: then one text in place of the other.
fn by_words(avant: &str, apres: &str, out: &mut Pieces) {
    let (old, new) = (words(avant), words(apres));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let said = |words: &[&str]| words.iter().filter(|word| !word.trim().is_empty()).count();
    let kept = |op: &DiffOp| if matches!(op, DiffOp::Equal { .. }) { said(&old[op.old_range()]) } else { 0 };
    if ops.iter().map(kept).sum::<usize>() * 3 < said(&old).min(said(&new)) {
        out.removed(avant);
        return out.added(apres);
    }
    for op in ops {
        let (before, after) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => out.equal(&old[before].concat()),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                out.removed(&old[before].concat());
                out.added(&new[after].concat());
            }
        }
    }
}

/// Runs under construction: neighbours of one kind are one run.
struct Pieces(Vec<Morceau>);

impl Pieces {
    fn equal(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Morceau::Egal(last)) => last.push_str(text),
            _ => self.0.push(Morceau::Egal(text.to_owned())),
        }
    }

    fn added(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Morceau::Ajoute(last)) => last.push_str(text),
            _ => self.0.push(Morceau::Ajoute(text.to_owned())),
        }
    }

    fn removed(&mut self, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Morceau::Retire(last)) => last.push_str(text),
            _ => self.0.push(Morceau::Retire(text.to_owned())),
        }
    }
}

/// Lines, and apart from them their ends: the last line is itself, with or without one.
fn lines(text: &str) -> Vec<&str> {
    let both = |line: &str| line.strip_suffix('\n').map_or(line.len(), str::len);
    let split = text.split_inclusive('\n').map(|line| line.split_at(both(line)));
    split.flat_map(|(line, end)| [line, end]).filter(|part| !part.is_empty()).collect()
}

/// Words, spaces and signs, in order; nothing is lost.
fn words(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut last) = (0, Kind::Start);
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        let stays = match (last, kind) {
            (Kind::Word, Kind::Word | Kind::Apostrophe) | (Kind::Space, Kind::Space) => true,
            (_, _) => at == start,
        };
        if !stays {
            out.push(&text[start..at]);
            start = at;
        }
        last = kind;
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Start,
    Word,
    Apostrophe,
    Space,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '’' | '\'' => Self::Apostrophe,
            '\n' => Self::Sign,
            c if c.is_whitespace() => Self::Space,
            c if c.is_alphanumeric() => Self::Word,
            _ => Self::Sign,
        }
    }
}

/// Words added and words removed.
#[must_use]
pub fn counts(morceaux: &[Morceau]) -> (usize, usize) {
    let many = |text: &str| words(text).iter().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    morceaux.iter().fold((0, 0), |(added, removed), one| match one {
        Morceau::Egal(_) => (added, removed),
        Morceau::Ajoute(text) => (added + many(text), removed),
        Morceau::Retire(text) => (added, removed + many(text)),
    })
}

/// The difference on a page: what was added and removed is said in words too.
#[must_use]
pub fn show(morceaux: &[Morceau]) -> Markup {
    let lines = |text: &str| -> Markup {
        html! { @for (n, line) in text.split('\n').enumerate() { @if n > 0 { br; } (line) } }
    };
    let said = |words: &'static str| html! { span.visually-hidden { " [" (words) "\u{a0}: " } };
    let end = || html! { span.visually-hidden { "] " } };
    html! {
        div.prose {
            @for one in morceaux {
                @match one {
                    Morceau::Egal(text) => (lines(text)),
                    Morceau::Ajoute(text) => ins { (said("ajouté")) (lines(text)) (end()) },
                    Morceau::Retire(text) => del { (said("retiré")) (lines(text)) (end()) },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sides(morceaux: &[Morceau]) -> (String, String) {
        morceaux.iter().fold((String::new(), String::new()), |(mut a, mut b), one| {
            match one {
                Morceau::Egal(text) => {
                    a.push_str(text);
                    b.push_str(text);
                }
                Morceau::Retire(text) => a.push_str(text),
                Morceau::Ajoute(text) => b.push_str(text),
            }
            (a, b)
        })
    }

    #[test]
    fn words_change_and_the_rest_stays() {
        let found = difference("L’accès aux soins.\nFin.", "L’accès rapide aux soins.\nFin.");
        let expected = [
            Morceau::Egal("L’accès ".into()),
            Morceau::Ajoute("rapide ".into()),
            Morceau::Egal("aux soins.\nFin.".into()),
        ];
        assert_eq!(found, expected);
        assert_eq!(counts(&found), (1, 0));
    }

    #[test]
    fn a_list_after_the_last_paragraph_leaves_it_alone() {
        let found = difference("Un.\nDeux.", "Un.\nDeux.\n- trois\n- quatre");
        assert_eq!(
            found,
            [Morceau::Egal("Un.\nDeux.".into()), Morceau::Ajoute("\n- trois\n- quatre".into())]
        );
    }

    #[test]
    fn a_text_in_place_of_another_is_not_cut_into_words() {
        let found = difference("Le bus passe le mardi à Coubon.", "Aucune sage-femme ne consulte ici.");
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn an_elision_is_a_word_of_its_own() {
        assert_eq!(
            words("l’enfant d'ici, 12 %"),
            ["l’", "enfant", " ", "d'", "ici", ",", " ", "12", " ", "%"]
        );
        let found = difference("l’enfant", "l’adulte");
        assert_eq!(found[0], Morceau::Egal("l’".into()));
    }

    #[test]
    fn both_sides_are_said_in_words() {
        let page = show(&difference("un", "deux")).into_string();
        assert!(page.contains("<del><span class=\"visually-hidden\"> [retiré\u{a0}: "), "{page}");
        assert!(page.contains("<ins>"));
    }

    proptest! {
        #[test]
        fn each_side_can_be_read_back(a in "[a-c’ \n.é]{0,60}", b in "[a-c’ \n.é]{0,60}") {
            prop_assert_eq!(sides(&difference(&a, &b)), (a, b));
        }

        #[test]
        fn a_text_does_not_differ_from_itself(a in "[a-c’ \n.é]{0,60}") {
            prop_assert_eq!(counts(&difference(&a, &a)), (0, 0));
        }
    }
}
