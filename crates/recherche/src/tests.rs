//! Feature tests: a small invented directory, searched as people type.

mod hostile;
mod metiers;
mod proprietes;
mod raccourcis;
mod reglages;

use crate::{Builder, Demande, Fiche, Index, Position, Resultat};

/// Places of the invented directory.
pub(crate) const LE_PUY: Position = Position { lat: 45.043, lon: 3.885 };
pub(crate) const LYON: Position = Position { lat: 45.764, lon: 4.836 };

fn personne<'a>(nom: &'a str, prenom: &'a str, profession: &'a str, commune: &'a str) -> Fiche<'a> {
    let position = match commune {
        "Le Puy-en-Velay" => Some(LE_PUY),
        "Lyon" => Some(LYON),
        _ => None,
    };
    Fiche { nom, prenom, profession, commune, position, ..Fiche::default() }
}

/// Fourteen documents, by number.
pub(crate) fn annuaire() -> Index {
    let mut builder = Builder::new();
    for fiche in [
        personne("MARTIN", "Hélène", "10", "Le Puy-en-Velay"),
        personne("MARTIN-DUPONT", "Hélène", "60", "Lyon"),
        personne("MARTINEAU", "Jean-Pierre", "70", "Le Puy-en-Velay"),
        personne("LE GOFF", "Yann", "40", "Lyon"),
        personne("LEGOFF", "Nolwenn", "50", "Brioude"),
        personne("DE LA TOUR", "Œdipe", "91", "Saint-Germain-Laprade"),
        personne("D'HAÈNE", "Gaëlle", "80", "Sainte-Sigolène"),
        personne("GERMAIN", "Claude", "21", "Vals-près-le-Puy"),
        personne("BERNARD", "Thomas", "10", "Lyon"),
        personne("THOMAS", "Bernard", "10", "Lyon"),
        personne("LEFEBVRE", "Mélanie", "60", "Le Puy-en-Velay"),
        personne("NGUYEN", "Linh", "93", "Brioude"),
    ] {
        builder.add(&fiche);
    }
    let structure = Some("Pharmacie du Plot");
    builder.add(&Fiche { structure, commune: "Le Puy-en-Velay", mots: &["FINESS"], ..Fiche::default() });
    let cardiologue = personne("ROCHE", "Agnès", "10", "Le Puy-en-Velay");
    builder.add(&Fiche { specialites: &["SM04"], structure: Some("Cabinet Bellevue"), ..cardiologue });
    builder.build()
}

fn found(texte: &str) -> Vec<Resultat> {
    annuaire().search(&Demande::new(texte))
}

/// The numbers of the documents in which every typed word was found.
pub(crate) fn whole(texte: &str) -> Vec<u32> {
    found(texte).iter().filter(|one| one.complet).map(|one| one.document).collect()
}

fn best(texte: &str) -> Option<u32> {
    found(texte).first().map(|one| one.document)
}

fn reasons(texte: &str) -> String {
    let found = found(texte);
    let first = found.first().map(|one| one.pourquoi.iter().map(ToString::to_string).collect::<Vec<_>>());
    first.unwrap_or_default().join(" | ").replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn accents_case_and_hyphens_do_not_count() {
    assert_eq!(best("HELENE martin"), Some(0));
    assert_eq!(best("martin dupont"), Some(1));
    assert_eq!(best("jean pierre martineau"), Some(2));
    assert_eq!(best("oedipe"), Some(5));
    assert_eq!(best("d’haene"), Some(6));
}

#[test]
fn the_person_whose_every_word_matches_best_is_first() {
    assert_eq!(whole("martin helene"), [0, 1]);
    assert!(found("martin helene")[0].score > found("martin helene")[1].score);
    assert_eq!(found("martin")[0].document, 0, "MARTIN alone is nearer than MARTIN-DUPONT or MARTINEAU");
}

#[test]
fn one_or_two_typing_errors_are_forgiven() {
    for typed in ["martni helene", "matin helene", "marrtin hélène", "mardin helebe"] {
        assert_eq!(best(typed), Some(0), "{typed}");
    }
    assert_eq!(best("lefevbre"), Some(10), "an exchange");
    assert_eq!(best("lefebre melane"), Some(10), "both names");
    assert_eq!(best("ngyuen"), Some(11));
}

#[test]
fn partial_words_are_completed() {
    assert_eq!(best("martinea"), Some(2));
    assert_eq!(best("helene mart"), Some(0));
    assert_eq!(best("hel mart"), Some(0));
    assert_eq!(best("y"), Some(3), "even one letter when it is the last word");
}

#[test]
fn the_order_of_words_is_free_and_ties_are_in_order_of_number() {
    assert_eq!(whole("thomas bernard"), [8, 9]);
    assert_eq!(whole("bernard thomas"), [8, 9]);
}

#[test]
fn names_are_found_joined_or_split() {
    assert_eq!(whole("legoff"), [4, 3]);
    assert_eq!(whole("le goff"), [3, 4]);
    assert_eq!(best("delatour"), Some(5));
    assert_eq!(best("de latour"), Some(5));
    assert_eq!(best("dhaene"), Some(6));
    assert_eq!(best("jeanpierre martineau"), Some(2));
}

#[test]
fn a_commune_of_several_words_helps_or_lists() {
    assert_eq!(best("tour saint germain laprade"), Some(5));
    assert_eq!(whole("st germain laprade"), [5]);
    assert_eq!(whole("ste sigolene"), [6]);
    assert_eq!(whole("germain")[0], 7, "a name before a commune");
    assert_eq!(whole("brioude"), [4, 11], "alphabetical");
}

#[test]
fn name_profession_commune_and_title_go_together() {
    assert_eq!(best("dr martin le puy"), Some(0));
    assert_eq!(whole("docteur roche cardio le puy"), [13]);
    assert_eq!(whole("mme le goff dentiste à lyon"), [3]);
    assert_eq!(best("roche bellevue"), Some(13));
}

#[test]
fn who_practises_in_the_commune_comes_before_a_structure_that_bears_its_name() {
    let mut builder = Builder::new();
    let elsewhere = personne("ABEL", "Anne", "70", "Chadrac");
    for structure in ["Kinés du Puy", "Le Puy", "Le Puy en Velay Santé"] {
        builder.add(&Fiche { structure: Some(structure), ..elsewhere });
    }
    let here = builder.add(&personne("ROUX", "Zoé", "70", "Le Puy-en-Velay"));
    let index = builder.build();
    for typed in ["kine le puy", "kine puy", "puy kine", "le puy", "puy", "kiné le puy en velay"] {
        let found = index.search(&Demande::new(typed));
        assert_eq!((found[0].document, found.len()), (here, 4), "{typed}");
    }
}

#[test]
fn structures_are_found_by_their_words() {
    assert_eq!(best("pharmacie du plot"), Some(12));
    assert_eq!(best("plot"), Some(12));
    assert_eq!(reasons("plot"), "« plot » : structure « Plot »");
}

#[test]
fn reasons_are_told_in_french() {
    assert_eq!(
        reasons("helene martin"),
        "« helene » : prénom « Hélène », à l’écriture près | « martin » : nom « MARTIN »"
    );
    assert_eq!(reasons("lefevbre"), "« lefevbre » : nom « LEFEBVRE », à une lettre près");
    assert_eq!(reasons("martinea"), "« martinea » : début du nom « MARTINEAU »");
    assert_eq!(reasons("kiné"), "« kiné » : profession « Masseur-Kinésithérapeute »");
    assert_eq!(
        reasons("cardio puy"),
        "« cardio » : spécialité « Cardiologie et Maladies vasculaires » | « puy » : commune « Le Puy-en-Velay »"
    );
    assert_eq!(reasons("delatour"), "« delatour » : nom « DE LA TOUR », aux espaces près");
    assert_eq!(reasons("martin quxzwk"), "« martin » : nom « MARTIN » | « quxzwk » : non trouvé");
}

#[test]
fn nothing_found_is_empty_and_the_closest_words_are_suggested() {
    let index = annuaire();
    assert_eq!(index.search(&Demande::new("quxzwk")), []);
    let proches = index.proches("Dr Lefevbre");
    assert_eq!(
        proches[0].to_string(),
        "«\u{a0}Lefevbre\u{a0}»\u{a0}: vouliez-vous dire «\u{a0}LEFEBVRE\u{a0}»\u{202f}?"
    );
    assert_eq!(index.proches("martixxxxxx")[0].connu, "MARTIN", "the longest common beginning");
    assert_eq!(index.proches("martin kiné"), []);
}

#[test]
fn an_empty_index_answers_nothing() {
    let index = Builder::new().build();
    assert!(index.is_empty());
    assert_eq!(index.search(&Demande::new("martin")), []);
    assert_eq!(index.proches("martin"), []);
}
