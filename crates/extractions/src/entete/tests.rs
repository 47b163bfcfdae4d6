use super::{ALIAS, Entete, key};
use crate::Champ;
use proptest::prelude::*;

#[test]
fn no_two_columns_have_one_key() {
    let mut keys: Vec<String> = Champ::ALL.iter().map(|champ| key(champ.libelle())).collect();
    keys.extend(ALIAS.iter().map(|(alias, _)| key(alias)));
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
    assert!(keys.iter().all(|key| !key.is_empty()));
}

#[test]
fn small_words_and_the_place_of_an_address_do_not_count() {
    assert_eq!(key("Code Département (structure)"), key("code departement (coord. Structure)"));
    assert_eq!(key("Libellé civilité d'exercice"), key("LIBELLE_CIVILITE_EXERCICE"));
    assert_ne!(key("Téléphone (coord. structure)"), key("Téléphone 2 (coord. structure)"));
}

proptest! {
    #[test]
    fn any_line_is_a_header_or_not(line in "(\\PC|\\||Code commune|Identifiant PP){0,30}") {
        let _ = Entete::read(&line);
    }
}
