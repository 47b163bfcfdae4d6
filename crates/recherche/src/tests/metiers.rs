//! The words of people for professions and specialties.

use crate::metiers::{find, table};
use crate::{Builder, Demande, Fiche, Index};

/// One document for each profession and specialty, numbered as the table.
fn one_of_each() -> Index {
    let mut builder = Builder::new();
    for metier in table() {
        let specialites = if metier.specialite { &[metier.code.as_str()][..] } else { &[] };
        let profession = match &metier.code {
            code if !metier.specialite => code,
            code if code.starts_with("SI") => "60",
            code if code.starts_with("SCD") => "40",
            _ => "10",
        };
        builder.add(&Fiche { nom: "DURAND", prenom: "Camille", profession, specialites, ..Fiche::default() });
    }
    builder.build()
}

fn codes(texte: &str) -> Vec<&'static str> {
    let found = one_of_each().search(&Demande { limit: 200, ..Demande::new(texte) });
    let exact = found.iter().filter(|one| one.complet && one.score > 0.99);
    let mut codes: Vec<&str> = exact.map(|one| table()[one.document as usize].code.as_str()).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn each_code_is_there_once() {
    let mut codes: Vec<&str> = table().iter().map(|metier| metier.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), table().len());
    assert_eq!(table().iter().filter(|metier| !metier.specialite).count(), 28);
    assert_eq!(table().iter().filter(|metier| metier.specialite).count(), 107);
}

#[test]
fn each_word_of_the_table_finds_what_it_stands_for() {
    let index = one_of_each();
    for (at, metier) in (0_u32..).zip(table()) {
        for phrase in &metier.phrases {
            let found = index.search(&Demande { limit: 200, ..Demande::new(phrase) });
            let own = found.iter().find(|one| one.document == at);
            let least = if phrase.split(' ').count() <= 4 { 0.99 } else { 0.9 };
            assert!(own.is_some_and(|one| one.complet && one.score > least), "{phrase} : {}", metier.libelle);
        }
    }
}

#[test]
fn words_of_people_stand_for_professions() {
    for (word, code) in [
        ("kiné", "70"),
        ("masseuse kinésithérapeute", "70"),
        ("infirmière", "60"),
        ("IDE", "60"),
        ("idel", "60"),
        ("dentiste", "40"),
        ("sage femme", "50"),
        ("sage-femme", "50"),
        ("pharmacienne", "21"),
        ("pharmacie", "21"),
        ("podologue", "80"),
        ("pédicure", "80"),
        ("orthophoniste", "91"),
        ("orthoptiste", "92"),
        ("psychologue", "93"),
        ("ergothérapeute", "94"),
        ("diététicienne", "95"),
        ("opticienne", "28"),
        ("psychomotricienne", "96"),
    ] {
        assert!(codes(word).contains(&code), "{word} : {:?}", codes(word));
    }
}

#[test]
fn words_of_people_stand_for_specialties() {
    for (word, code) in [
        ("généraliste", "SM54"),
        ("médecin traitant", "SM54"),
        ("toubib", "SM54"),
        ("ophtalmo", "SM38"),
        ("gynéco", "SM20"),
        ("cardio", "SM04"),
        ("cardiologue", "SM04"),
        ("dermato", "SM15"),
        ("pédiatre", "SM40"),
        ("psychiatre", "SM42"),
        ("radiologue", "SM74"),
        ("labo", "SM03"),
        ("orl", "SM39"),
        ("rhumato", "SM48"),
        ("pneumologue", "SM41"),
        ("gériatre", "SM18"),
        ("angiologue", "SM61"),
        ("ipa", "SI01"),
        ("orthodontiste", "SCD01"),
    ] {
        assert!(codes(word).contains(&code), "{word} : {:?}", codes(word));
    }
    assert!(!codes("généraliste").contains(&"SM04"));
}

#[test]
fn psy_stands_for_all_who_are_called_so() {
    let codes = codes("psy");
    assert!(["93", "72", "SM42"].iter().all(|code| codes.contains(code)), "{codes:?}");
    assert!(!codes.contains(&"SM04"));
}

#[test]
fn typing_errors_and_beginnings_of_professions_are_forgiven() {
    for (typed, code) in
        [("kinesitherapeuthe", "70"), ("orthophonsite", "91"), ("infirmire", "60"), ("ophtalmol", "SM38")]
    {
        let index = one_of_each();
        let found = index.search(&Demande::new(typed));
        assert!(found.iter().any(|one| table()[one.document as usize].code == code), "{typed}");
    }
}

#[test]
fn labels_and_codes_are_the_same_thing() {
    assert_eq!(find("70", false), find("Masseur-Kinésithérapeute", false));
    assert_eq!(find("SM54", true), find("Médecine générale (SM)", true));
    assert_eq!(find("Cardiologie et maladies vasculaires", true), find("SM04", true));
    assert_eq!(find("Médecin du bonheur", false), None);
}

#[test]
fn an_unknown_label_is_searched_by_its_words() {
    let mut builder = Builder::new();
    builder.add(&Fiche { nom: "DURAND", profession: "Hypnothérapeute", ..Fiche::default() });
    builder.add(&Fiche { nom: "DUBOIS", profession: "70", ..Fiche::default() });
    let found = builder.build().search(&Demande::new("hypnotherapeute"));
    assert_eq!(found.iter().map(|one| one.document).collect::<Vec<_>>(), [0]);
    assert!(found[0].pourquoi[0].to_string().contains("Hypnothérapeute"));
}
