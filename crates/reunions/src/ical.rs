//! iCalendar as RFC 5545 and RFC 5546 write it: meetings that calendars keep, move and cancel.

use comptes::EXPEDITEUR;
use jiff::Timestamp;
use jiff::civil::DateTime;

/// What a letter asks of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Methode {
    /// Keep it, or move it.
    Request,
    /// Take it away.
    Cancel,
    /// Nothing: a calendar that one subscribes to.
    Publish,
}

impl Methode {
    /// Its name in the calendar and in the letter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// A meeting of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evenement {
    /// The same for ever, whatever changes.
    pub uid: String,
    /// When it starts, on a clock in France.
    pub debut: DateTime,
    /// When it ends.
    pub fin: DateTime,
    /// In a few words.
    pub titre: String,
    /// In full; may be empty.
    pub texte: String,
    /// Where; may be empty.
    pub lieu: String,
    /// A page to read; may be empty.
    pub lien: String,
    /// How many times it changed.
    pub sequence: u32,
    /// When it last changed.
    pub change_le: Timestamp,
    /// It will not take place.
    pub annule: bool,
    /// Who invites, and who is invited: name, address, answer (`PARTSTAT`).
    pub invitation: Option<Invitation>,
}

/// Who invites, and who is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The name of the CPTS; its address is [`EXPEDITEUR`].
    pub organisateur: String,
    /// The name of the person.
    pub nom: String,
    /// Their address.
    pub courriel: String,
    /// What they answered: `NEEDS-ACTION`, `ACCEPTED`, `DECLINED`, `TENTATIVE`.
    pub partstat: &'static str,
}

/// Longest line, in octets, its end apart (RFC 5545, 3.1).
const LIGNE: usize = 75;

/// The zone of the hours, since 1996 and for as long as the law stands.
const FUSEAU: &str = "BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE";

/// A calendar named `nom`, for that method; its events in the order given. `now` is when it is written.
#[must_use]
pub fn calendar(nom: &str, methode: Methode, now: Timestamp, evenements: &[Evenement]) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//Reunions//FR", "CALSCALE:GREGORIAN"] {
        fold(&mut out, line);
    }
    fold(&mut out, &format!("METHOD:{}", methode.name()));
    if methode == Methode::Publish {
        fold(&mut out, &format!("X-WR-CALNAME:{}", escaped(nom)));
        fold(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        fold(&mut out, "X-PUBLISHED-TTL:PT1H");
    }
    FUSEAU.lines().for_each(|line| fold(&mut out, line));
    evenements.iter().for_each(|one| event(&mut out, one, now));
    fold(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, one: &Evenement, now: Timestamp) {
    let instant = |le: Timestamp| le.strftime("%Y%m%dT%H%M%SZ").to_string();
    let local = |heure: DateTime| format!("TZID=Europe/Paris:{}", heure.strftime("%Y%m%dT%H%M%S"));
    let status = if one.annule { "CANCELLED" } else { "CONFIRMED" };
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", one.uid),
        format!("DTSTAMP:{}", instant(now)),
        format!("LAST-MODIFIED:{}", instant(one.change_le)),
        format!("DTSTART;{}", local(one.debut)),
        format!("DTEND;{}", local(one.fin)),
        format!("SEQUENCE:{}", one.sequence),
        format!("STATUS:{status}"),
        format!("SUMMARY:{}", escaped(&one.titre)),
    ];
    for (name, text) in [("DESCRIPTION", &one.texte), ("LOCATION", &one.lieu)] {
        if !text.is_empty() {
            lines.push(format!("{name}:{}", escaped(text)));
        }
    }
    if !one.lien.is_empty() {
        lines.push(format!("URL:{}", one.lien));
    }
    lines.iter().for_each(|line| fold(out, line));
    if let Some(who) = &one.invitation {
        // Cut before the address, so that the line stays short once whoever sends has written theirs.
        fold(out, &format!("ORGANIZER;CN={}", quoted(&who.organisateur)));
        out.push_str(&format!(" :mailto:{EXPEDITEUR}\r\n"));
        fold(
            out,
            &format!(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={};RSVP=TRUE;CN={}:mailto:{}",
                who.partstat,
                quoted(&who.nom),
                who.courriel
            ),
        );
    }
    fold(out, "END:VEVENT");
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

/// A parameter value: quotes and controls have no place in it.
fn quoted(text: &str) -> String {
    let kept: String = text.chars().filter(|c| *c != '"' && !c.is_control()).collect();
    format!("\"{kept}\"")
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
    use jiff::civil::datetime;
    use proptest::prelude::*;

    fn one(titre: &str) -> Evenement {
        Evenement {
            uid: "a@maillage".to_owned(),
            debut: datetime(2026, 3, 29, 1, 0, 0, 0),
            fin: datetime(2026, 3, 29, 4, 0, 0, 0),
            titre: titre.to_owned(),
            texte: "ligne 1\nligne 2".to_owned(),
            lieu: "Salle A, mairie".to_owned(),
            lien: "https://essai.test/x".to_owned(),
            sequence: 2,
            change_le: "2026-03-02T07:00:00Z".parse().unwrap(),
            annule: false,
            invitation: Some(Invitation {
                organisateur: "CPTS du Velay".to_owned(),
                nom: "Léa \"Do\" Roux".to_owned(),
                courriel: "lea@exemple.fr".to_owned(),
                partstat: "NEEDS-ACTION",
            }),
        }
    }

    fn written(titre: &str) -> String {
        calendar("Mes réunions", Methode::Request, "2026-03-02T07:00:00Z".parse().unwrap(), &[one(titre)])
    }

    /// Lines as a client joins them.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn an_invitation_says_what_clients_need() {
        let text = written("Plan, puis ; suite");
        let lines = unfolded(&text);
        for expected in [
            "METHOD:REQUEST",
            "UID:a@maillage",
            "DTSTAMP:20260302T070000Z",
            "DTSTART;TZID=Europe/Paris:20260329T010000",
            "SEQUENCE:2",
            "SUMMARY:Plan\\, puis \\; suite",
            "LOCATION:Salle A\\, mairie",
            "ORGANIZER;CN=\"CPTS du Velay\":mailto:{expediteur}",
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Léa Do Roux\":mailto:lea@exemple.fr",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected}: {text}");
        }
    }

    #[test]
    fn another_program_reads_the_same_meeting() {
        let text = written("Réunion d’équipe").replace(EXPEDITEUR, "nepasrepondre@exemple.fr");
        let unfolded = icalendar::parser::unfold(&text);
        let read = icalendar::parser::read_calendar(&unfolded).unwrap();
        let events: Vec<_> = read.components.iter().filter(|part| part.name == "VEVENT").collect();
        assert_eq!(events.len(), 1);
        let of = |name: &str| events[0].find_prop(name).unwrap().val.to_string();
        assert_eq!(of("SUMMARY"), "Réunion d’équipe");
        assert_eq!(of("DTEND"), "20260329T040000");
        assert_eq!(of("ORGANIZER"), "mailto:nepasrepondre@exemple.fr");
        assert!(read.components.iter().any(|part| part.name == "VTIMEZONE"));
    }

    proptest! {
        #[test]
        fn whatever_the_words_lines_are_short_and_come_back(titre in "\\PC{0,200}") {
            let text = written(&titre);
            prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
            }
            let expected = format!("SUMMARY:{}", escaped(&titre));
            prop_assert!(unfolded(&text).contains(&expected));
        }
    }
}
