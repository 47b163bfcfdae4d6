use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::date::{Date, DateTime, Instant};

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

#[test]
fn instants_are_written_with_milliseconds_and_an_offset() {
    let write =
        |at: &str, zone: &str| Instant::new(at.parse().unwrap(), &TimeZone::get(zone).unwrap()).to_string();
    assert_eq!(write("2026-11-21T09:00:00Z", "Europe/Paris"), "2026-11-21T10:00:00.000+01:00");
    assert_eq!(write("2026-07-01T08:30:15.25Z", "Europe/Paris"), "2026-07-01T10:30:15.250+02:00");
    assert_eq!(write("2026-07-01T08:00:00Z", "Indian/Reunion"), "2026-07-01T12:00:00.000+04:00");
    assert_eq!(write("2026-07-01T02:00:00Z", "America/Cayenne"), "2026-06-30T23:00:00.000-03:00");
    assert_eq!(write("2026-07-01T02:00:00Z", "Pacific/Marquesas"), "2026-06-30T16:30:00.000-09:30");
    assert_eq!(write("2026-07-01T02:00:00Z", "UTC"), "2026-07-01T02:00:00.000+00:00");
}

#[test]
fn the_hour_that_happens_twice_is_told_apart() {
    let zone = paris();
    let write = |at: &str| Instant::new(at.parse().unwrap(), &zone).to_string();
    assert_eq!(write("2026-10-25T00:30:00Z"), "2026-10-25T02:30:00.000+02:00");
    assert_eq!(write("2026-10-25T01:30:00Z"), "2026-10-25T02:30:00.000+01:00");
    assert_eq!(write("2026-03-29T00:59:59.999Z"), "2026-03-29T01:59:59.999+01:00");
    assert_eq!(write("2026-03-29T01:00:00Z"), "2026-03-29T03:00:00.000+02:00");
}

#[test]
fn each_type_of_date_takes_its_forms_only() {
    for right in ["2026", "2026-02", "2026-02-28"] {
        assert!(right.parse::<Date>().is_ok() && right.parse::<DateTime>().is_ok(), "{right}");
        assert!(right.parse::<Instant>().is_err(), "{right}");
    }
    for right in ["2026-02-28T10:00:00Z", "2026-02-28T10:00:00.123456+01:00", "2016-12-31T23:59:60Z"] {
        assert!(right.parse::<Instant>().is_ok() && right.parse::<DateTime>().is_ok(), "{right}");
        assert!(right.parse::<Date>().is_err(), "{right}");
    }
    let wrong = [
        "",
        "26",
        "2026-2",
        "2026-02-30",
        "2026-13",
        "2026-02-28T10",
        "2026-02-28T10:00+01:00",
        "2026-02-28T10:00:00",
        "2026-02T10:00:00Z",
        "2026-02-28T24:00:00Z",
        "2026-02-28T10:00:61Z",
        "2026-02-28T10:00:00.Z",
        "2026-02-28 10:00:00Z",
        "2026-02-28T10:00:00+1:00",
        "2026-02-28T10:00:00+15:00",
        "2026-02-28T10:00:00+01:60",
        "2026-02-28-01",
        "٢٠٢٦",
    ];
    for wrong in wrong {
        assert!(wrong.parse::<DateTime>().is_err() && wrong.parse::<Instant>().is_err(), "{wrong}");
    }
    let error = "demain".parse::<DateTime>().unwrap_err().to_string();
    assert!(error.starts_with("«\u{a0}demain\u{a0}» n’est pas une date"), "{error}");
}

#[test]
fn a_date_is_kept_as_it_came() {
    let instant: Instant = serde_json::from_str("\"2022-09-04T14:00:00+01:00\"").unwrap();
    assert_eq!(instant.as_str(), "2022-09-04T14:00:00+01:00");
    assert_eq!(instant.timestamp().unwrap(), "2022-09-04T13:00:00Z".parse::<Timestamp>().unwrap());
    let day: DateTime = "2026-03-29".parse().unwrap();
    assert_eq!(day.first_instant(&paris()).unwrap().to_string(), "2026-03-28T23:00:00Z");
    assert_eq!(Date::day(jiff::civil::date(2026, 3, 9)).as_str(), "2026-03-09");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(milliseconds in 0i64..4_102_444_800_000, zone in 0usize..4) {
        let zone = ["Europe/Paris", "America/Miquelon", "Pacific/Noumea", "Indian/Mayotte"][zone];
        let at = Timestamp::from_millisecond(milliseconds).unwrap();
        let written = Instant::new(at, &TimeZone::get(zone).unwrap());
        prop_assert_eq!(written.as_str().len(), 29);
        prop_assert!(!written.as_str().contains('Z'));
        prop_assert_eq!(written.as_str().parse::<Instant>().unwrap().timestamp().unwrap(), at);
    }

    #[test]
    fn no_text_makes_a_date_panic(text in "[0-9TZ:.+ -]{0,40}|\\PC{0,40}") {
        let _ = (text.parse::<Date>(), text.parse::<DateTime>(), text.parse::<Instant>());
    }
}
