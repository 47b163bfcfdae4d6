//! Texts that nobody types in good faith: bounded work, no panic.

use super::annuaire;
use crate::{Demande, Resultat};

fn search(texte: &str) -> Vec<Resultat> {
    annuaire().search(&Demande::new(texte))
}

#[test]
fn a_hundred_words_are_read_as_the_first_ones() {
    let text = "martin ".repeat(100);
    assert!(search(&text).len() <= 20);
    assert_eq!(search(&format!("helene martin{}", " zzzz".repeat(100)))[0].document, 0);
}

#[test]
fn a_word_of_ten_thousand_letters_is_not_found() {
    assert_eq!(search(&"a".repeat(10_000)), []);
    assert_eq!(search(&"é".repeat(10_000)), []);
    assert_eq!(annuaire().proches(&"b".repeat(10_000)), []);
}

#[test]
fn signs_alone_are_no_word() {
    for signs in ["", " ", "…", "?!;:", "\u{301}\u{301}", "«\u{a0}»", "\0", "🩺🩺"] {
        assert_eq!(search(signs), [], "{signs:?}");
    }
}

#[test]
fn titles_and_small_words_alone_are_searched_as_names() {
    assert!(search("de").iter().any(|one| one.document == 5));
    assert!(!search("de la").is_empty());
    assert_eq!(search("docteur"), []);
}

#[test]
fn other_scripts_do_not_match_by_chance() {
    assert_eq!(search("мартин"), []);
    assert_eq!(search("马丁"), []);
}
