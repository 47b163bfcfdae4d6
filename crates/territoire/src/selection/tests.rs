use super::*;
use crate::referentiel::france;
use proptest::prelude::*;

fn read(text: &str) -> (Vec<String>, Vec<Genre>) {
    let selection = Selection::read(france(), text);
    let codes = selection.codes(france()).iter().map(ToString::to_string).collect();
    (codes, selection.remarques().iter().map(|s| s.genre).collect())
}

#[test]
fn separators_quotes_and_names_beside_codes() {
    let expected = vec!["43012".to_owned(), "43040".to_owned(), "43157".to_owned()];
    for text in [
        "43157 43012 43040",
        "43157,43012;43040",
        "\u{feff}code_insee;nom\r\n43157;Le Puy-en-Velay\r\n43012;\"Aurec-sur-Loire\"\r\n43040;Brioude\r\n",
        "43157 Le Puy-en-Velay\n43012 - AUREC SUR LOIRE\nBrioude (43040)",
        "43157\tLe Puy-en-Velay\t18963\n43012\tAurec-sur-Loire\t6 147\n43040\tBrioude\t6 683",
        "le puy en velay, aurec-sur-loire; Brioude",
        "« 43157 » | '43012' | \"43040\"",
    ] {
        assert_eq!(read(text), (expected.clone(), vec![]), "{text}");
    }
}

#[test]
fn what_is_not_a_commune_is_flagged_and_not_counted() {
    use Genre as G;
    for (text, genre) in [
        ("43999", G::CodeInconnu),
        ("43000", G::CodeInconnu),
        ("1001", G::CodeMalForme),
        ("430157", G::CodeMalForme),
        ("99138", G::CodeEtranger),
        ("55273", G::CodeAncienAmbigu),
        ("Saint-Denis", G::NomAmbigu),
        ("Trifouillis-les-Oies", G::NomInconnu),
    ] {
        let (codes, genres) = read(text);
        assert!(codes.is_empty() && genres == [genre] && genre.is_refus(), "{text}: {codes:?} {genres:?}");
    }
    assert_eq!(Selection::read(france(), "55273").remarques()[0].candidats.len(), 2);
}

#[test]
fn what_is_counted_otherwise_says_so() {
    use Genre as G;
    let case = |text: &str, codes: &[&str], genres: &[Genre]| {
        assert_eq!(read(text), (codes.iter().map(|c| (*c).to_owned()).collect(), genres.to_vec()), "{text}");
    };
    case("01003", &["01165"], &[G::CodeAncien]);
    case("01003 01165", &["01165"], &[G::CodeAncien, G::Doublon]);
    case("43157 43157", &["43157"], &[G::Doublon]);
    case("75056 75101", &["75056"], &[G::ArrondissementEtCommune]);
    case("75101 75102", &["75101", "75102"], &[]);
    case("98411", &["98411"], &[G::PopulationInconnue]);
    case("43200 Yssingeaux", &["43268"], &[G::CodePostal]);
    case("43157 Brioude", &["43157"], &[G::NomDifferent]);
    case("Saint-Denis (974)", &["97411"], &[]);
    case("Saint-Denis (La Réunion)", &["97411"], &[]);
    case("2a004", &["2A004"], &[]);
}

#[test]
fn a_stored_perimeter_is_read_again() {
    let codes = ["43157", "01003", "43999"].map(|code| code.parse().unwrap());
    let selection = Selection::of(france(), codes);
    assert_eq!(selection.len(), 2);
    let genres: Vec<Genre> = selection.remarques().iter().map(|s| s.genre).collect();
    assert_eq!(genres, [Genre::CodeAncien, Genre::CodeInconnu]);
}

#[test]
fn the_whole_of_france_is_read() {
    let all: Vec<&str> = france().communes().iter().map(|commune| commune.code.as_str()).collect();
    let selection = Selection::read(france(), &all.join(" "));
    assert_eq!(selection.len(), all.len() - 45);
    let once = |genre| selection.remarques().iter().filter(|s| s.genre == genre).count();
    assert_eq!((once(Genre::ArrondissementEtCommune), once(Genre::PopulationInconnue)), (45, 6));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_sorted_communes_without_double(text in "(\\PC|[0-9 ,;\n]){0,80}") {
        let (codes, _) = read(&text);
        prop_assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_separator_does_not_matter(picks in proptest::collection::vec(0usize..35_000, 1..30), separator in "[ ,;\t\n|]{1,3}") {
        let codes: Vec<&str> = picks.iter().map(|at| france().communes()[*at].code.as_str()).collect();
        prop_assert_eq!(read(&codes.join(&separator)), read(&codes.join("\n")));
    }
}
