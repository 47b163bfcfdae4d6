use jiff::civil::date;
use proptest::prelude::*;

use crate::{Address, Card, Line, Phone, vcard};

/// Content lines, unfolded as RFC 2426 says.
fn lines(file: &str) -> Vec<String> {
    file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The value of a property, its escapes undone.
fn value(file: &str, property: &str) -> String {
    let lines = lines(file);
    let raw = lines.iter().find_map(|line| line.strip_prefix(property)).expect("the property");
    let mut letters = raw.chars();
    let mut out = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => out.push(letters.next().map_or('\\', |next| if next == 'n' { '\n' } else { next })),
            letter => out.push(letter),
        }
    }
    out
}

fn card() -> Card {
    let mut card = Card::person("Delmas", "Anaïs");
    card.prefix = Some("Dr".to_owned());
    card.title = Some("Médecin; généraliste".to_owned());
    card.organisation = Some("Cabinet des Quais, étage 2".to_owned());
    card.phones = vec![Phone { line: Line::Mobile, number: "+33600000000".to_owned() }];
    card.emails = vec!["anais@quais.example".to_owned()];
    let (street, postcode) = ("3, rue des Tilleuls".to_owned(), "12230".to_owned());
    card.addresses =
        vec![Address { street, postcode, city: "La Bastide".to_owned(), country: String::new() }];
    card.url = Some("https://quais.example/a,b;c\r\nEND:VCARD".to_owned());
    card.note = Some("Le matin\r\nseulement \\ urgences".to_owned());
    card.revised = Some(date(2026, 3, 1));
    card
}

#[test]
fn a_contact_is_written_property_by_property() {
    let expected = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Delmas;Anaïs;;Dr;",
        "FN:Dr Anaïs Delmas",
        "ORG:Cabinet des Quais\\, étage 2",
        "TITLE:Médecin\\; généraliste",
        "NOTE:Le matin\\nseulement \\\\ urgences",
        "TEL;TYPE=CELL,VOICE:+33600000000",
        "EMAIL;TYPE=INTERNET,WORK:anais@quais.example",
        "ADR;TYPE=WORK:;;3\\, rue des Tilleuls;La Bastide;;12230;",
        "URL:https://quais.example/a,b;cEND:VCARD",
        "REV:2026-03-01T00:00:00Z",
        "END:VCARD",
    ];
    assert_eq!(lines(&vcard(&[card()])), expected);
}

#[test]
fn a_place_is_shown_as_a_company() {
    let file = vcard(&[Card::organisation("Pharmacie des Quais")]);
    assert!(
        file.contains("FN:Pharmacie des Quais\r\nORG:Pharmacie des Quais\r\nX-ABShowAs:COMPANY\r\n"),
        "{file}"
    );
}

proptest! {
    #[test]
    fn any_note_comes_back_and_no_line_is_too_long(note in "[^\\p{Cc}]{1,300}", second in "[^\\p{Cc}]{0,80}") {
        let mut card = card();
        let note = format!("x{note}\n{second}");
        card.note = Some(note.clone());
        let file = vcard(&[card.clone(), card]);
        prop_assert_eq!(value(&file, "NOTE:"), note);
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        prop_assert_eq!(file.matches("BEGIN:VCARD").count(), 2);
    }
}
