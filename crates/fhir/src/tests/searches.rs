use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::search::{Flavour, Refusal, SearchFault, SlotSearch, Token, identifier, self_link};

const WHO: &str = "schedule.actor:Practitioner.identifier=urn:oid:1.2.250.1.71.4.2.1|899729141772";
const WHEN: &str = "start=ge2026-11-21T10:00:00.000%2B01:00&start=le2026-11-24T10:00:00.000%2B01:00";

fn parse(query: &str) -> Result<SlotSearch, Refusal> {
    SlotSearch::parse(query.as_bytes(), &TimeZone::get("Europe/Paris").unwrap())
}

fn found(query: &str) -> SlotSearch {
    parse(query).unwrap_or_else(|refusal| panic!("{query}: {refusal:?}"))
}

/// What a search refuses, in French.
fn refused(query: &str) -> Vec<String> {
    parse(query).unwrap_err().faults.iter().map(ToString::to_string).collect()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The window of these values of `start`.
fn window(starts: &str) -> (String, String) {
    let search = found(&format!("{starts}&status=free&{WHO}"));
    (search.window.from.to_string(), search.window.to.to_string())
}

#[test]
fn the_request_of_the_guide_is_understood() {
    let query = "_include=Slot:schedule&_include:iterate=Schedule:actor&_include=Slot:service-type-reference\
        &_include:iterate=HealthcareService:organization&start=ge2024-06-12T16:20:00.000+02:00\
        &start=le2024-06-15T16:20:00.000+02:00&schedule.actor:Practitioner.identifier=\
        urn:oid:1.2.250.1.71.4.2.1|810002909371,urn:oid:1.2.250.1.71.4.2.1|810001288385&status=free&_count=1000";
    let search = found(query);
    let ids: Vec<&str> = search.practitioners.iter().map(crate::NationalId::as_str).collect();
    assert_eq!(ids, ["810002909371", "810001288385"]);
    assert_eq!((search.flavour, search.free, search.count), (Flavour::Cpts, true, Some(1000)));
    assert_eq!(search.window.from, at("2024-06-12T14:20:00Z"));
    assert_eq!(search.window.to, at("2024-06-15T14:20:00.001Z"));
    assert!(search.window.contains(at("2024-06-15T14:20:00Z")));
    assert!(!search.window.contains(search.window.to));
}

#[test]
fn every_way_of_writing_the_same_search_is_the_same() {
    let expected = found(&format!("{WHEN}&status=free&{WHO}"));
    let same = [
        // Without offset: clocks of Paris. A raw plus, decoded to a space. Any order. Everything escaped.
        format!("start=ge2026-11-21T10:00:00.000&start=le2026-11-24T10:00:00.000&status=free&{WHO}"),
        format!(
            "start=ge2026-11-21T10:00:00.000+01:00&start=le2026-11-24T10:00:00.000+01:00&status=free&{WHO}"
        ),
        format!("{WHO}&status=free&start=le2026-11-24T10:00:00.000%2B01:00&start=ge2026-11-21T09:00:00.000Z"),
        format!("{}&{WHEN}&status=free", WHO.replace('|', "%7C").replace(':', "%3A").replace('.', "%2E")),
        // With or without prefix, with spaces after commas, twice the same, with the system of FR Core or none.
        format!(
            "{WHEN}&status=free&schedule.actor:Practitioner.identifier=urn:oid:1.2.250.1.71.4.2.1|99729141772"
        ),
        format!("{WHEN}&status=free&{WHO},%20urn:oid:1.2.250.1.71.4.2.1%7C899729141772,+|99729141772,,"),
        format!(
            "{WHEN}&status=free&schedule.actor:Practitioner.identifier=https://rpps.esante.gouv.fr|99729141772"
        ),
        format!("{WHEN}&status=free&schedule.actor:Practitioner.identifier=99729141772"),
        // A number of a system that nobody here has finds nobody, and is no error.
        format!("{WHEN}&status=free&{WHO},https://autre.example|42"),
        // Unknown parameters, formats, includes of individuals, status with its system, empty values.
        format!(
            "{WHEN}&status=free&{WHO}&_include=Slot:schedule&_include=Slot:schedule&foo=%ff&_pretty=true&_include:iterate="
        ),
        format!(
            "{WHEN}&status=http://hl7.org/fhir/slotstatus|free&{WHO}&_format=application/fhir+json&_count="
        ),
        format!("{WHEN}&status=busy,free&{WHO}&_format=json&&=&"),
    ];
    for query in same {
        assert_eq!(found(&query), expected, "{query}");
    }
    let cpts = found(&format!("{WHEN}&status=free&{WHO}&_include:iterate=Slot:service-type-reference"));
    assert_eq!(cpts.flavour, Flavour::Cpts);
}

#[test]
fn bounds_follow_their_prefix_and_their_precision() {
    let whole = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        window("start=ge2026-11-21&start=le2026-11-22"),
        whole("2026-11-20T23:00:00Z", "2026-11-22T23:00:00Z")
    );
    assert_eq!(
        window("start=gt2026-11-21&start=lt2026-11-23"),
        whole("2026-11-21T23:00:00Z", "2026-11-22T23:00:00Z")
    );
    assert_eq!(window("start=2026-11"), whole("2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"));
    assert_eq!(window("start=eq2026"), whole("2025-12-31T23:00:00Z", "2026-12-31T23:00:00Z"));
    assert_eq!(
        window("start=ge2026-11-21T10:00Z&start=le2026-11-21T10:00Z"),
        whole("2026-11-21T10:00:00Z", "2026-11-21T10:01:00Z")
    );
    assert_eq!(
        window("start=sa2026-11-21&start=eb2026-11-23"),
        window("start=gt2026-11-21&start=lt2026-11-23")
    );
    // Several bounds: the narrowest.
    assert_eq!(
        window(
            "start=ge2026-11-01&start=ge2026-11-21T10:00:00Z&start=le2026-12-01&start=lt2026-11-22T00:00:00Z"
        ),
        whole("2026-11-21T10:00:00Z", "2026-11-22T00:00:00Z")
    );
    // The hour that happens twice is wholly in; the one that does not exist moves on.
    assert_eq!(
        window("start=ge2026-10-25T02:00:00&start=le2026-10-25T02:59:59"),
        whole("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")
    );
    let (from, to) = window("start=ge9999&start=le9999-12-31");
    assert!(from < to);
}

#[test]
fn a_window_that_ends_before_it_begins_finds_nothing() {
    let search = found(&format!("start=ge2026-11-24&start=le2026-11-21&status=free&{WHO}"));
    assert!(search.window.is_empty());
    assert!(!search.window.contains(at("2026-11-22T10:00:00Z")));
}

#[test]
fn another_status_and_unknown_numbers_are_searches_that_find_nothing() {
    assert!(!found(&format!("{WHEN}&status=busy&{WHO}")).free);
    let nobody =
        found(&format!("{WHEN}&status=free&schedule.actor:Practitioner.identifier=https://x.example|1"));
    assert!(nobody.practitioners.is_empty());
}

#[test]
fn identifiers_keep_or_take_their_prefix() {
    let ids = |values: &str| -> Vec<String> {
        let search = found(&format!("{WHEN}&status=free&schedule.actor:Practitioner.identifier={values}"));
        search.practitioners.iter().map(ToString::to_string).collect()
    };
    assert_eq!(ids("751234567,0751234567"), ["0751234567"]);
    assert_eq!(ids("3456780581/11242343"), ["3456780581/11242343"]);
    assert_eq!(ids("810002673899"), ["810002673899"], "a false key is not refused");
}

#[test]
fn what_is_missing_is_said_at_once() {
    let all = refused("");
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[0].contains("start") && all[1].contains("schedule.actor") && all[2].contains("status=free"));
    assert!(refused(&format!("start=ge2026-11-21&status=free&{WHO}"))[0].contains("fin de la période"));
    assert!(refused(&format!("start=le2026-11-21&status=free&{WHO}"))[0].contains("début de la période"));
    assert!(
        refused(&format!("{WHEN}&status=free&schedule.actor:Practitioner.identifier=,%20,"))[0]
            .contains("obligatoire")
    );
    assert!(refused(&format!("{WHEN}&status=&{WHO}"))[0].contains("status"));
}

#[test]
fn what_cannot_be_read_or_served_is_refused() {
    let one = |query: String| {
        let faults = parse(&query).unwrap_err().faults;
        assert_eq!(faults.len(), 1, "{query}: {faults:?}");
        faults.into_iter().next().unwrap()
    };
    for start in ["gedemain", "ge", "xx2026-11-21", "ge2026-11-21,le2026-11-22", "ge%ff", "2026-02-30", "-"] {
        let fault = one(format!("{WHEN}&start={start}&status=free&{WHO}"));
        assert!(matches!(fault, SearchFault::Unreadable { parameter: "start", .. }), "{start}: {fault:?}");
    }
    for query in
        ["start=ne2026-11-21", "start=ap2026", "start:missing=true", "status:not=free", "_format=xml"]
    {
        let fault = one(format!("{WHEN}&{query}&status=free&{WHO}"));
        assert!(matches!(fault, SearchFault::NotSupported { .. }), "{query}: {fault:?}");
    }
    assert!(matches!(one(format!("{WHEN}&status=free&{WHO}&_count=-1")), SearchFault::Unreadable { .. }));
    assert!(matches!(one(format!("{WHEN}&status=free&{WHO}&{WHO}")), SearchFault::Repeated { .. }));
    assert!(matches!(one(format!("{WHEN}&status=free&status=free&{WHO}")), SearchFault::Repeated { .. }));
    assert!(matches!(one(format!("{WHEN}&status=free&{WHO},deux%20mots")), SearchFault::Unreadable { .. }));
    assert!(matches!(one(format!("{WHEN}&status=free&{WHO},urn:oid:1.2|")), SearchFault::Unreadable { .. }));
}

#[test]
fn twenty_five_professionals_are_served_and_not_one_more() {
    let many = |count: u64| {
        let ids: Vec<String> =
            (0..count).map(|one| format!("urn:oid:1.2.250.1.71.4.2.1|8{}", 10_000_000_000 + one)).collect();
        format!("{WHEN}&status=free&schedule.actor:Practitioner.identifier={}", ids.join(","))
    };
    assert_eq!(found(&many(25)).practitioners.len(), 25);
    assert_eq!(
        parse(&many(26)).unwrap_err().faults,
        [SearchFault::TooMany { parameter: "schedule.actor:Practitioner.identifier", came: 26, most: 25 }]
    );
}

#[test]
fn a_refusal_is_an_outcome_in_french() {
    let outcome = parse("start=gedemain&status=free").unwrap_err().outcome();
    let issues: Vec<_> = outcome
        .issue
        .iter()
        .map(|one| (one.code.as_deref().unwrap(), one.diagnostics.as_deref().unwrap()))
        .collect();
    assert_eq!(issues[0].0, "value");
    assert_eq!(
        issues[0].1,
        "Le paramètre start est illisible\u{a0}: «\u{a0}gedemain\u{a0}» a été reçu au lieu de\u{a0}: une date précédée de ge, gt, le ou lt \
         (ge2026-11-21T10:00:00.000+01:00)."
    );
    assert_eq!(issues[1].0, "required");
    assert_eq!(issues.len(), 2);
}

#[test]
fn a_search_written_for_another_publisher_reads_back() {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    for include in ["", "&_include=Slot:service-type-reference:HealthcareService&_count=50"] {
        let search = found(&format!("{WHEN}&status=free&{WHO},3456780581/11242343{include}"));
        let query = search.query(&zone);
        assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+' && byte != b'|'), "{query}");
        assert!(query.contains("&start=le2026-11-24T10:00:00.000%2B01:00&"), "{query}");
        assert_eq!(found(&query), search);
    }
}

#[test]
fn the_condition_of_an_update_is_one_number() {
    let read = |query: &str| identifier(query.as_bytes());
    let token = |system: &str, value: &str| Token { system: system.into(), value: value.into() };
    assert_eq!(read("identifier=urn:oid:1.2.3%7Cabc"), Ok(token("urn:oid:1.2.3", "abc")));
    assert_eq!(read("x=1&identifier=abc"), Ok(token("", "abc")));
    assert_eq!(
        read("identifier=urn:oid:1.2|3456780581/11242343"),
        Ok(token("urn:oid:1.2", "3456780581/11242343"))
    );
    for wrong in [
        "",
        "identifier=",
        "identifier=urn:oid:1.2|",
        "identifier=a,b",
        "identifier=a&identifier=b",
        "identifier=%ff",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_self_link_is_the_query_in_legal_characters() {
    let link = |query: &[u8]| self_link("https://cpts.example/fhir/Slot", query);
    assert_eq!(link(b""), "https://cpts.example/fhir/Slot");
    assert_eq!(
        link(b"start=ge2026+01:00&a=b%7Cc|d e"),
        "https://cpts.example/fhir/Slot?start=ge2026+01:00&a=b%7Cc%7Cd%20e"
    );
    assert_eq!(link(b"a=100%&b=\xff<\">#"), "https://cpts.example/fhir/Slot?a=100%25&b=%FF%3C%22%3E%23");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_query_makes_us_panic(query in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = (SlotSearch::parse(&query, &TimeZone::UTC), identifier(&query), self_link("x", &query));
    }

    #[test]
    fn no_almost_right_query_makes_us_panic(
        query in "((start|status|_count|_format|identifier|schedule\\.actor:Practitioner\\.identifier)(=|:)(ge|le|)[0-9T:.,|+%2BZ -]{0,30}&){0,6}",
    ) {
        let refused_or_read = SlotSearch::parse(query.as_bytes(), &TimeZone::UTC);
        if let Err(refusal) = refused_or_read {
            prop_assert!(!refusal.faults.is_empty());
        }
    }

    /// Parameter by parameter, the self link says what the query said.
    #[test]
    fn the_self_link_reads_back(query in proptest::collection::vec(any::<u8>(), 0..200)) {
        let link = self_link("", &query);
        let again = link.strip_prefix('?').unwrap_or_default();
        prop_assert!(again.bytes().all(|byte| byte.is_ascii_graphic()));
        prop_assert_eq!(params(again.as_bytes()), params(&query));
    }
}

/// Names and values of a query, decoded by code that owes nothing to ours.
fn params(query: &[u8]) -> Vec<Vec<u8>> {
    let hex = |byte: u8| (byte as char).to_digit(16);
    let decode = |part: &[u8]| {
        let (mut out, mut at) = (Vec::new(), 0);
        while at < part.len() {
            let pair =
                (part[at] == b'%' && at + 2 < part.len()).then(|| (hex(part[at + 1]), hex(part[at + 2])));
            match pair {
                Some((Some(high), Some(low))) => {
                    out.push(u8::try_from(high * 16 + low).unwrap());
                    at += 3;
                }
                _ => {
                    out.push(if part[at] == b'+' { b' ' } else { part[at] });
                    at += 1;
                }
            }
        }
        out
    };
    query.split(|byte| *byte == b'&').map(decode).collect()
}
