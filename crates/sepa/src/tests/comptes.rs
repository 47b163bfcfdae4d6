use proptest::prelude::*;

use crate::pays::{AUTRES, SEPA};
use crate::{Bic, BicError, Iban, IbanError};

/// One invented account of each country of SEPA, drawn at random in its national form.
const COMPTES: &str = "
    AD513982597940UGZECUYZUP AL06232860122J1HUORPS8N628VD AT404646869589693504 BE54925899139441
    BG67CPUP151620IRQ722OL CH5784830J046Y2CQIG92 CY1055526678OZ6WHRFJRGXJZL0Q CZ1195069920575594709005
    DE48474995252559446109 DK8024834352611955 EE333721539743108359 ES1224519592648475646960
    FI3462307986830784 FR528531941300WCR30U7AWJF08 GB83RNBT15248705331812 GI24HZIZ80VP3HFHXXR3UK0
    GR89020101725WWVKAK4MOOJNGC HR8356128061920579860 HU37960575667033849163620558 IE28ZIDO18615981907236
    IS720819162051017494109883 IT43D8180859213BFTPGNPMZQ5O LI6883626XU9P9A6VUXSB LT342432985384699943
    LU57404UOCBNFKU9QUDT LV53SURAU4P2TEF4DGFCG MC5822904205265575GI2MSL005 MD83LROV4DVP8YK7H4R7SXG6
    ME66855744159881785049 MK59222NT76Z9LQZJ27 MT52PJZF11288PM6HHO382UWHFWMLPS NL45RZYC5712491191
    NO5023966299263 PL98882923454076658947847093 PT77013728733830871942271 RO51TBALEW4VY1LKLM8525LD
    RS75136375106132677186 SE6237407767270455785963 SI98034527832302968 SK7720219277200675600360
    SM77M70331673257M73IHTJVFZH VA90055510619901010280
";

fn error(text: &str) -> IbanError {
    text.parse::<Iban>().unwrap_err()
}

#[test]
fn an_account_of_every_country_of_sepa_is_read() {
    let read: Vec<Iban> = COMPTES.split_whitespace().map(|one| one.parse().unwrap()).collect();
    assert!(read.iter().map(Iban::pays).eq(SEPA.iter().map(|one| one.code)));
    assert_eq!((read[13].nom_du_pays(), read[26].nom_du_pays()), ("France", "Monaco"));
}

#[test]
fn what_people_type_is_read() {
    let iban: Iban = "FR7630006000011234567890189".parse().unwrap();
    for typed in [
        " fr76 3000 6000 0112 3456 7890 189\n",
        "FR76\u{a0}3000\u{202f}6000-0112–3456.7890\u{200b}189",
        "IBAN : FR76 3000 6000 0112 3456 7890 189",
    ] {
        assert_eq!(typed.parse(), Ok(iban), "{typed}");
    }
}

#[test]
fn the_whole_number_shows_only_when_asked_for() {
    let iban: Iban = "FR7630006000011234567890189".parse().unwrap();
    assert_eq!(iban.electronique(), "FR7630006000011234567890189");
    assert_eq!(iban.lisible(), "FR76 3000 6000 0112 3456 7890 189");
    assert_eq!(iban.masque(), "FR76 •••• 0189");
    assert_eq!(format!("{iban} {iban:?}"), "FR76 •••• 0189 Iban(FR76 •••• 0189)");
    assert!(!format!("{:?}", super::lot()).contains("30006"));
}

#[test]
fn each_fault_of_an_account_has_its_sentence() {
    assert_eq!(error(" \u{a0}"), IbanError::Vide);
    assert_eq!(error("FR76 3000é"), IbanError::Signe('é'));
    assert_eq!(error("7630006000011234567890189"), IbanError::Debut);
    assert_eq!(error("F"), IbanError::Debut);
    assert_eq!(error("XX76 3000 6000"), IbanError::PaysInconnu("XX".into()));
    assert_eq!(error("FR7630006000011234567890188"), IbanError::Cle);
    assert!(matches!(error("FR0130006000011234567890189"), IbanError::Cle));
    let sentence = "Un IBAN qui commence par FR (France) a 27\u{a0}caractères\u{202f}; celui-ci en a 26.";
    assert_eq!(error("FR763000600001123456789018").to_string(), sentence);
    // The key fits, but German accounts are made of digits.
    assert_eq!(error("DE945X0105175407324931"), IbanError::Forme { code: "DE", pays: "Allemagne" });
}

#[test]
fn accounts_outside_sepa_and_letters_of_territories_are_named() {
    for code in AUTRES {
        assert_eq!(error(&format!("{code}7100000000000000000000")), IbanError::HorsSepa((*code).into()));
    }
    for (code, iban) in [("RE", "FR"), ("NC", "FR"), ("JE", "GB"), ("AX", "FI")] {
        let sentence = error(&format!("{code}76 3000 6000 0112 3456 7890 189")).to_string();
        assert!(sentence.ends_with(&format!("commencent par {iban}, pas par {code}.")), "{sentence}");
    }
}

#[test]
fn a_bic_has_eight_or_eleven_signs_in_their_places() {
    assert_eq!("agri frpp xxx".parse::<Bic>().unwrap().to_string(), "AGRIFRPPXXX");
    let bic: Bic = "BCADNCNN".parse().unwrap();
    assert_eq!((bic.as_str(), bic.pays()), ("BCADNCNN", "NC"));
    for wrong in ["", "AGRIFRP", "AGRIFRPPXX", "AGR1FRPP", "AGRIFR1P", "AGRIFRPO", "ÉGRIFRPP", "AGRIFRPPXXé"]
    {
        assert!(matches!(wrong.parse::<Bic>(), Err(BicError { .. })), "{wrong}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_is_seen_and_the_number_is_never_repeated(which in 0usize..42, at in 2usize..14, change in 1u8..10) {
        let iban = COMPTES.split_whitespace().nth(which).unwrap();
        let mut wrong = iban.as_bytes().to_vec();
        prop_assume!(wrong[at].is_ascii_digit());
        wrong[at] = b'0' + (wrong[at] - b'0' + change) % 10;
        let text = String::from_utf8(wrong).unwrap();
        let error = text.parse::<Iban>().unwrap_err();
        let said = format!("{error} {error:?}");
        prop_assert!(!said.contains(&text[4..]));
    }

    #[test]
    fn no_text_makes_the_parsers_fall(text in "\\PC{0,60}") {
        let _ = (text.parse::<Iban>(), text.parse::<Bic>(), text.parse::<crate::Reference>());
    }
}
