//! Calendars, as RFC 5545 and RFC 5546 write them: a [`feed`] that people subscribe to, or the part of a letter that
//! keeps, moves or takes away one event in the calendar of its reader ([`invitation`]).

use crate::lines::{escaped, line, uri};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime},
};

/// An event of a calendar. What is empty is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for ever, whatever changes.
    pub uid: String,
    /// When it is.
    pub when: When,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: String,
    /// Where.
    pub place: String,
    /// A page to read.
    pub url: String,
    /// How many times it changed: calendars keep the highest.
    pub sequence: u32,
    /// When anything of it last changed.
    pub changed: Timestamp,
    /// It no longer holds.
    pub cancelled: bool,
    /// Days before it when calendars warn.
    pub reminders: Vec<u16>,
}

impl Event {
    /// An event of which nothing else is known.
    #[must_use]
    pub fn new(uid: String, when: When, title: String, sequence: u32, changed: Timestamp) -> Self {
        let (text, place, url) = (String::new(), String::new(), String::new());
        let (cancelled, reminders) = (false, Vec::new());
        Self { uid, when, title, text, place, url, sequence, changed, cancelled, reminders }
    }
}

/// When an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// All day; nobody is busy.
    Day(Date),
    /// From, to, on a clock in mainland France.
    Hours(DateTime, DateTime),
}

impl When {
    /// The day when it starts.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Hours(from, _) => from.date(),
        }
    }
}

/// What a letter asks of the calendar of its reader, from whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What it asks.
    pub method: Method,
    /// Who invites. Their address may be a mark that whoever sends the letter replaces: it is alone on its line.
    pub organizer: Party,
    /// Who is invited.
    pub guest: Party,
    /// What they answered.
    pub answer: Answer,
}

/// Somebody who can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub address: String,
}

/// What a letter asks of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Keep it, or move it.
    Request,
    /// Take it away.
    Cancel,
}

/// What somebody who is invited answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Awaited,
    /// They will come.
    Accepted,
    /// They will not.
    Declined,
    /// Perhaps.
    Tentative,
}

impl Method {
    /// Its name in the calendar and in the headers of the letter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Metropolitan France, since 1996 and for as long as the law stands.
const ZONE: &str = "BEGIN:VTIMEZONE
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

/// A calendar to subscribe to, named `name`, written by `product` (« Contrat ACI »), that clients read again every so many
/// `hours`; its events in the order given.
#[must_use]
pub fn feed(product: &str, name: &str, hours: u32, events: &[Event]) -> String {
    let own = [
        format!("X-WR-CALNAME:{}", escaped(name)),
        format!("REFRESH-INTERVAL;VALUE=DURATION:PT{hours}H"),
        format!("X-PUBLISHED-TTL:PT{hours}H"),
    ];
    // Without a METHOD, DTSTAMP is the last change (RFC 5545, 3.8.7.2).
    let body: Vec<String> = events.iter().flat_map(|one| lines(one, one.changed, None)).collect();
    // A calendar holds one component at least (RFC 5545, 3.6).
    let zone = body.is_empty() || events.iter().any(|one| matches!(one.when, When::Hours(..)));
    calendar(product, &own, zone, &body)
}

/// The part of a letter for the calendar of its reader. `now` is when it is written.
#[must_use]
pub fn invitation(product: &str, now: Timestamp, event: &Event, asked: &Invitation) -> String {
    let zone = matches!(event.when, When::Hours(..));
    let own = [format!("METHOD:{}", asked.method.name())];
    calendar(product, &own, zone, &lines(event, now, Some(asked)))
}

fn calendar(product: &str, own: &[String], zone: bool, body: &[String]) -> String {
    let mut out = String::new();
    let product = format!("PRODID:-//Maillage//{}//FR", escaped(product));
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", &product, "CALSCALE:GREGORIAN"];
    let zone = if zone { ZONE } else { "" };
    let (own, body) = (own.iter().map(String::as_str), body.iter().map(String::as_str));
    let all = head.into_iter().chain(own).chain(zone.lines()).chain(body).chain(["END:VCALENDAR"]);
    all.for_each(|content| line(&mut out, content));
    out
}

fn lines(one: &Event, stamp: Timestamp, asked: Option<&Invitation>) -> Vec<String> {
    let instant = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
    let cancelled = one.cancelled || asked.is_some_and(|asked| asked.method == Method::Cancel);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(&one.uid)),
        format!("DTSTAMP:{}", instant(stamp)),
        format!("LAST-MODIFIED:{}", instant(one.changed)),
        format!("SEQUENCE:{}", one.sequence),
        format!("STATUS:{}", if cancelled { "CANCELLED" } else { "CONFIRMED" }),
        format!("SUMMARY:{}", escaped(&one.title)),
    ];
    let mut add = |line: String| lines.push(line);
    match one.when {
        When::Day(day) => {
            add(format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")));
            add(format!("DTEND;VALUE=DATE:{}", day.saturating_add(1.day()).strftime("%Y%m%d")));
            add("TRANSP:TRANSPARENT".to_owned());
        }
        When::Hours(from, to) => {
            for (name, at) in [("DTSTART", from), ("DTEND", to)] {
                add(format!("{name};TZID=Europe/Paris:{}", at.strftime("%Y%m%dT%H%M%S")));
            }
        }
    }
    let words =
        [("DESCRIPTION", escaped(&one.text)), ("LOCATION", escaped(&one.place)), ("URL", uri(&one.url))];
    words.iter().filter(|(_, text)| !text.is_empty()).for_each(|(name, text)| add(format!("{name}:{text}")));
    if let Some(Invitation { organizer, guest, answer, .. }) = asked {
        add(format!("ORGANIZER;CN={}", quoted(&organizer.name)));
        // The rest of the same line, cut here so that it stays short and whole whatever the address becomes.
        add(format!(" :mailto:{}", uri(&organizer.address)));
        let answer = match answer {
            Answer::Awaited => "NEEDS-ACTION",
            Answer::Accepted => "ACCEPTED",
            Answer::Declined => "DECLINED",
            Answer::Tentative => "TENTATIVE",
        };
        let said = format!("CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};RSVP=TRUE");
        add(format!("ATTENDEE;{said};CN={}:mailto:{}", quoted(&guest.name), uri(&guest.address)));
    }
    for days in &one.reminders {
        let (said, before) = (format!("DESCRIPTION:{}", escaped(&one.title)), format!("TRIGGER:-P{days}D"));
        ["BEGIN:VALARM", "ACTION:DISPLAY", &said, &before, "END:VALARM"]
            .iter()
            .for_each(|line| add((*line).to_owned()));
    }
    add("END:VEVENT".to_owned());
    lines
}

/// A parameter value: quotes have no place in it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', ""))
}
