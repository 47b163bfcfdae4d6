//! Invariants on drawn directories and drawn texts.

use super::annuaire;
use crate::dictionnaire::Dictionnaire;
use crate::fautes::{Motif, Voisins};
use crate::mots::{fold_word, split};
use crate::{Builder, Demande, Fiche, Index, Position, Resultat};
use proptest::prelude::*;

type Drawn = (String, String, usize, usize);

const PROFESSIONS: [&str; 4] = ["10", "60", "70", "93"];
const COMMUNES: [&str; 5] = ["Le Puy-en-Velay", "Saint-Germain", "Lyon", "Germain-sur-Loire", ""];

fn people() -> impl Strategy<Value = Vec<Drawn>> {
    let name = "(DE |LE )?[ABCE]{2,6}(-[AB]{3,4})?";
    proptest::collection::vec((name, "[A-C][aéb]{1,4}", 0..4_usize, 0..5_usize), 1..60)
}

fn texts() -> impl Strategy<Value = String> {
    "[abce]{1,6}( [abcé]{1,5})?( (lyon|saint germain|kine|infirmier|psy|zzzz|de))?"
}

fn index_of(people: &[Drawn]) -> Index {
    let mut builder = Builder::new();
    for (nom, prenom, profession, commune) in people {
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let position = Some(Position { lat: 45.0 + *commune as f64, lon: 3.0 }).filter(|_| *commune != 2);
        let (profession, commune) = (PROFESSIONS[*profession], COMMUNES[*commune]);
        builder.add(&Fiche { nom, prenom, profession, commune, position, ..Fiche::default() });
    }
    builder.build()
}

fn numbers(found: &[Resultat]) -> Vec<u32> {
    found.iter().map(|one| one.document).collect()
}

fn all(texte: &str) -> Demande<'_> {
    Demande { limit: usize::MAX, ..Demande::new(texte) }
}

/// One insertion, deletion, substitution or exchange after the first letter.
fn edited(word: &str, kind: u8, at: usize, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + at % (letters.len() - 1);
    match kind {
        0 => letters.insert(at, letter),
        1 => drop(letters.remove(at)),
        2 => letters[at] = letter,
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters.push(letter),
    }
    letters.into_iter().collect()
}

/// Optimal string alignment by the book.
fn alignment(a: &[u8], b: &[u8]) -> u32 {
    let mut rows = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                u32::try_from(i + j).unwrap()
            } else {
                let change = rows[i - 1][j - 1] + u32::from(a[i - 1] != b[j - 1]);
                let least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if swapped { least.min(rows[i - 2][j - 2] + 1) } else { least }
            };
        }
    }
    rows[a.len()][b.len()]
}

proptest! {
    #[test]
    fn words_are_cut_and_folded_as_the_kernel_folds(text in "\\PC{0,40}") {
        let words: Vec<String> = split(&text).map(|word| fold_word(word).into_owned()).filter(|word| !word.is_empty()).collect();
        prop_assert_eq!(words.join(" "), kernel::fold(&text));
    }

    #[test]
    fn ascii_words_fold_as_the_kernel_folds(text in "[ -~]{0,40}") {
        let words: Vec<_> = split(&text).map(fold_word).collect();
        prop_assert_eq!(words.join(" "), kernel::fold(&text));
    }

    #[test]
    fn distances_are_those_of_the_book(a in "[abc]{1,12}", b in "[abc]{0,12}") {
        prop_assert_eq!(Motif::new(a.as_bytes()).distance(b.as_bytes()), alignment(a.as_bytes(), b.as_bytes()));
    }

    #[test]
    fn all_words_within_the_allowed_errors_are_found(words in proptest::collection::btree_set("[abc]{1,9}", 1..40), typed in "[abc]{1,9}") {
        let known = Dictionnaire::from_sorted(words.iter().map(String::as_str));
        let near = Voisins::new(&known).around(&known, &typed);
        let most = u32::from(crate::fautes::allowed(typed.len()));
        let expected: Vec<(u32, u8)> = (0_u32..).zip(&words).filter_map(|(number, word)| {
            let distance = alignment(typed.as_bytes(), word.as_bytes());
            (distance >= 1 && distance <= most).then(|| (number, u8::try_from(distance).unwrap()))
        }).collect();
        prop_assert_eq!(near, expected);
    }

    #[test]
    fn a_unique_word_is_found_at_one_typing_error(
        nom in "[a-z]{4,14}", kind in 0_u8..4, at in 0_usize..20, letter in "[a-z]"
    ) {
        let typed = edited(&nom, kind, at, letter.chars().next().unwrap());
        let mut people = vec![(nom, "Aaa".to_owned(), 0, 0)];
        people.push(("BBBB".to_owned(), "Caa".to_owned(), 1, 1));
        let found = index_of(&people).search(&all(&typed));
        prop_assert!(found.iter().any(|one| one.document == 0 && one.complet), "{}", typed);
    }

    #[test]
    fn answers_do_not_depend_on_the_order_of_adding(people in people(), texte in texts()) {
        let backwards: Vec<Drawn> = people.iter().rev().cloned().collect();
        let last = u32::try_from(people.len() - 1).unwrap();
        let told = |found: Vec<Resultat>, number: &dyn Fn(u32) -> u32| {
            let mut told: Vec<_> = found.into_iter().map(|one| (one.score.to_bits(), one.complet, number(one.document), one.pourquoi)).collect();
            told.sort_by_key(|one| (one.0, one.2));
            told
        };
        let (one, other) = (index_of(&people).search(&all(&texte)), index_of(&backwards).search(&all(&texte)));
        prop_assert_eq!(told(one, &|number| number), told(other, &|number| last - number));
    }

    #[test]
    fn a_filtered_search_is_a_search_then_filtered(people in people(), texte in texts(), kept in any::<u64>(), limit in 1_usize..12) {
        let index = index_of(&people);
        let keeps = |document: u32| kept >> (document % 64) & 1 == 1;
        let pres_de = Some(Position { lat: 46.2, lon: 3.0 }).filter(|_| kept & 2 == 0);
        let mut expected = index.search(&Demande { pres_de, ..all(&texte) });
        expected.retain(|one| keeps(one.document));
        expected.truncate(limit);
        let demande = Demande { limit, pres_de, ..Demande::new(&texte) };
        prop_assert_eq!(&index.search(&Demande { filtre: Some(&keeps), ..demande }), &expected);
        let parmi: Vec<u32> = (0..64).filter(|document| keeps(*document)).collect();
        prop_assert_eq!(&index.search(&Demande { parmi: Some(&parmi), ..demande }), &expected);
    }

    #[test]
    fn results_are_in_order_and_each_document_comes_once(people in people(), texte in texts()) {
        let found = index_of(&people).search(&all(&texte));
        prop_assert!(found.windows(2).all(|two| two[0].score >= two[1].score));
        prop_assert!(found.iter().all(|one| one.score > 0.0 && one.score <= 1.0));
        let mut once = numbers(&found);
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), found.len());
    }

    #[test]
    fn no_text_panics(texte in "\\PC{0,60}") {
        let index = annuaire();
        drop((index.search(&all(&texte)), index.proches(&texte)));
        let mut builder = Builder::new();
        builder.add(&Fiche { nom: &texte, prenom: &texte, profession: &texte, commune: &texte, structure: Some(&texte), ..Fiche::default() });
        drop(builder.build().search(&all(&texte)));
    }
}
