//! iCalendar, as RFC 5545 writes it: all-day events that calendars subscribe to.

use jiff::{Timestamp, ToSpan, civil::Date};

/// A date of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evenement {
    /// The same for ever, whatever changes.
    pub uid: String,
    /// The day.
    pub jour: Date,
    /// In a few words.
    pub titre: String,
    /// In full; may be empty.
    pub texte: String,
    /// Where to read more; may be empty.
    pub lien: String,
    /// How many times the day has changed.
    pub sequence: u32,
    /// When anything of it last changed.
    pub change_le: Timestamp,
    /// What becomes of it.
    pub etat: Etat,
}

/// What becomes of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Waited for: calendars warn before it.
    Prevu,
    /// Done: no warning.
    Fait,
    /// It no longer holds.
    Annule,
}

/// Days before the date when calendars warn.
const ALARMES: [i32; 2] = [30, 7];
/// Longest line, in octets, its end apart (RFC 5545, 3.1).
const LIGNE: usize = 75;

/// A calendar named `nom`, its events in the order given.
#[must_use]
pub fn calendar(nom: &str, evenements: &[Evenement]) -> String {
    let mut out = String::new();
    let head = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Maillage//Contrat ACI//FR".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(nom)),
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H".to_owned(),
        "X-PUBLISHED-TTL:PT12H".to_owned(),
    ];
    head.iter().for_each(|line| fold(&mut out, line));
    evenements.iter().for_each(|one| event(&mut out, one));
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, one: &Evenement) {
    let mut line = |text: String| fold(out, &text);
    line("BEGIN:VEVENT".to_owned());
    line(format!("UID:{}", one.uid));
    line(format!("DTSTAMP:{}", instant(one.change_le)));
    line(format!("LAST-MODIFIED:{}", instant(one.change_le)));
    line(format!("DTSTART;VALUE=DATE:{}", day(one.jour)));
    line(format!("DTEND;VALUE=DATE:{}", day(one.jour.saturating_add(1.day()))));
    line(format!("SUMMARY:{}", escaped(&one.titre)));
    if !one.texte.is_empty() {
        line(format!("DESCRIPTION:{}", escaped(&one.texte)));
    }
    if !one.lien.is_empty() {
        line(format!("URL:{}", one.lien));
    }
    line(format!("SEQUENCE:{}", one.sequence));
    line(format!("STATUS:{}", if one.etat == Etat::Annule { "CANCELLED" } else { "CONFIRMED" }));
    line("TRANSP:TRANSPARENT".to_owned());
    if one.etat == Etat::Prevu {
        for days in ALARMES {
            line("BEGIN:VALARM".to_owned());
            line("ACTION:DISPLAY".to_owned());
            line(format!("DESCRIPTION:{}", escaped(&one.titre)));
            line(format!("TRIGGER:-P{days}D"));
            line("END:VALARM".to_owned());
        }
    }
    line("END:VEVENT".to_owned());
}

fn day(jour: Date) -> String {
    jour.strftime("%Y%m%d").to_string()
}

fn instant(le: Timestamp) -> String {
    le.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, cut every 75 octets at most, never inside a character; each further piece starts with a space.
fn fold(out: &mut String, line: &str) {
    let mut room = LIGNE;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = LIGNE - 1;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn one(titre: &str) -> Evenement {
        Evenement {
            uid: "a@maillage".to_owned(),
            jour: date(2026, 12, 31),
            titre: titre.to_owned(),
            texte: "ligne 1\nligne 2".to_owned(),
            lien: String::new(),
            sequence: 2,
            change_le: "2026-03-02T07:00:00Z".parse().unwrap(),
            etat: Etat::Prevu,
        }
    }

    /// Lines as a client joins them.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_event_lasts_one_whole_day_and_warns_before_it() {
        let text = calendar("Contrat ACI", &[one("Plan, puis ; suite")]);
        let lines = unfolded(&text);
        for expected in [
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "DTSTAMP:20260302T070000Z",
            "SUMMARY:Plan\\, puis \\; suite",
            "DESCRIPTION:ligne 1\\nligne 2",
            "SEQUENCE:2",
            "STATUS:CONFIRMED",
            "TRIGGER:-P30D",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected}: {text}");
        }
        let done = calendar("", &[Evenement { etat: Etat::Fait, ..one("x") }]);
        assert!(!done.contains("VALARM"), "{done}");
    }

    proptest! {
        #[test]
        fn whatever_the_words_lines_are_short_and_come_back(titre in "\\PC{0,200}") {
            let text = calendar("x", &[one(&titre)]);
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            let expected = format!("SUMMARY:{}", escaped(&titre));
            prop_assert!(unfolded(&text).contains(&expected));
        }
    }
}
