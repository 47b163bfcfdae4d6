use crate::calendar::{Answer, Event, Invitation, Method, Party, When, feed, invitation};
use jiff::civil::{date, datetime};
use proptest::prelude::*;

fn event(title: &str, when: When) -> Event {
    Event {
        uid: "a@maillage".to_owned(),
        when,
        title: title.to_owned(),
        text: "ligne 1\nligne 2".to_owned(),
        place: "Salle A, mairie".to_owned(),
        url: "https://essai.test/x\r\nEND:VEVENT".to_owned(),
        sequence: 2,
        changed: "2026-03-02T07:00:00Z".parse().unwrap(),
        cancelled: false,
        reminders: vec![30, 7],
    }
}

fn day(title: &str) -> Event {
    event(title, When::Day(date(2026, 12, 31)))
}

fn evening(title: &str) -> Event {
    event(title, When::Hours(datetime(2026, 3, 29, 1, 0, 0, 0), datetime(2026, 3, 29, 4, 0, 0, 0)))
}

fn letter(title: &str, method: Method) -> String {
    let party = |name: &str, address: &str| Party { name: name.to_owned(), address: address.to_owned() };
    let asked = Invitation {
        method,
        organizer: party("CPTS du Velay", "{expediteur}"),
        guest: party("Léa \"Do\" Roux", "lea@exemple.fr"),
        answer: Answer::Awaited,
    };
    invitation("Reunions", "2026-03-03T07:00:00Z".parse().unwrap(), &evening(title), &asked)
}

/// Lines as a client joins them.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

fn has(text: &str, all: &[&str]) {
    let lines = unfolded(text);
    for expected in all {
        assert!(lines.iter().any(|line| line == expected), "{expected}: {text}");
    }
}

#[test]
fn an_event_of_a_feed_lasts_one_whole_day_and_warns_before_it() {
    let text = feed("Contrat ACI", "Contrat, du Velay", 12, &[day("Plan, puis ; suite")]);
    has(
        &text,
        &[
            "PRODID:-//Maillage//Contrat ACI//FR",
            "X-WR-CALNAME:Contrat\\, du Velay",
            "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20260302T070000Z",
            "SUMMARY:Plan\\, puis \\; suite",
            "DESCRIPTION:ligne 1\\nligne 2",
            "URL:https://essai.test/xEND:VEVENT",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "TRIGGER:-P30D",
        ],
    );
    assert!(!text.contains("VTIMEZONE") && !text.contains("METHOD"), "{text}");
    let done =
        feed("x", "", 1, &[Event { reminders: Vec::new(), cancelled: true, url: String::new(), ..day("x") }]);
    assert!(!done.contains("VALARM") && !done.contains("URL") && done.contains("STATUS:CANCELLED"), "{done}");
}

#[test]
fn an_invitation_says_what_clients_need() {
    let text = letter("Plan, puis ; suite", Method::Request);
    has(
        &text,
        &[
            "METHOD:REQUEST",
            "UID:a@maillage",
            "DTSTAMP:20260303T070000Z",
            "LAST-MODIFIED:20260302T070000Z",
            "DTSTART;TZID=Europe/Paris:20260329T010000",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "SUMMARY:Plan\\, puis \\; suite",
            "LOCATION:Salle A\\, mairie",
            "ORGANIZER;CN=\"CPTS du Velay\":mailto:{expediteur}",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Léa Do Roux\":mailto:lea@exemple.fr",
        ],
    );
    assert!(text.contains("\r\n :mailto:{expediteur}\r\n"), "the address is alone on its line: {text}");
    has(&letter("x", Method::Cancel), &["METHOD:CANCEL", "STATUS:CANCELLED"]);
}

#[test]
fn another_program_reads_the_same_events() {
    let sent =
        letter("Réunion d’équipe", Method::Request).replace("{expediteur}", "nepasrepondre@exemple.fr");
    let sent = icalendar::parser::unfold(&sent);
    let read = icalendar::parser::read_calendar(&sent).unwrap();
    let events: Vec<_> = read.components.iter().filter(|part| part.name == "VEVENT").collect();
    assert_eq!(events.len(), 1);
    let of = |name: &str| events[0].find_prop(name).unwrap().val.to_string();
    assert_eq!(of("SUMMARY"), "Réunion d’équipe");
    assert_eq!(of("DTEND"), "20260329T040000");
    assert_eq!(of("ORGANIZER"), "mailto:nepasrepondre@exemple.fr");
    assert!(read.components.iter().any(|part| part.name == "VTIMEZONE"));
    let text = icalendar::parser::unfold(&feed("x", "x", 1, &[day("a"), evening("b")]));
    let names = |text| -> Vec<String> {
        let read = icalendar::parser::read_calendar(text).unwrap();
        read.components.iter().map(|part| part.name.to_string()).collect()
    };
    assert_eq!(names(&text), ["VTIMEZONE", "VEVENT", "VEVENT"]);
    assert_eq!(names(&icalendar::parser::unfold(&feed("x", "x", 1, &[]))), ["VTIMEZONE"], "never empty");
}

proptest! {
    #[test]
    fn whatever_the_words_lines_are_short_and_come_back(title in "\\PC{0,200}") {
        let expected = format!("SUMMARY:{}", crate::lines::escaped(&title));
        for text in [feed(&title, &title, 1, &[day(&title)]), letter(&title, Method::Request)] {
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            prop_assert!(unfolded(&text).contains(&expected));
        }
    }
}
