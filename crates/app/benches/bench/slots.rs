//! The answer that SAS reads, in process: the query of 25 professionals over three days understood, and the bundle of the three
//! slots found written, built from plain data or put together from kept fragments. Neither search nor HTTP.

use crate::report::Report;
use fhir::NationalId;
use fhir::sas::{
    Answer, BookingMode, Cpts, FreeSlot, Mode, Place, Professional, Publication, Specialty, StructureId,
    Visibility, searchset,
};
use fhir::search::{Flavour, SlotSearch, self_link};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::hint::black_box;
use std::time::Instant;

const ENDPOINT: &str = "https://cpts.example/fhir/Slot";
const TARGET_US: f64 = 25.0;

pub fn measure(report: &mut Report) {
    let zone = TimeZone::get("Europe/Paris").expect("a zone");
    let query = query();
    let publication = publication();
    let answer = Answer { base: "https://cpts.example/fhir", zone: &zone, flavour: Flavour::Cpts };
    let built = best(|| {
        let search = SlotSearch::parse(query.as_bytes(), &zone).expect("a search");
        assert_eq!(search.practitioners.len(), 25);
        answer.bundle("1", &self_link(ENDPOINT, query.as_bytes()), &publication)
    });
    let people = &publication.professionals;
    let slot = |place: &Place| answer.slot(&place.slots[0], &place.id).expect("a slot for CPTS");
    let slots: Vec<Vec<u8>> = people.iter().map(|one| slot(&one.places[0])).collect();
    let mut included: Vec<Vec<u8>> = people
        .iter()
        .flat_map(|one| [answer.place(&one.id, &one.places[0]), answer.professional(one)])
        .collect();
    included.extend(publication.cpts.iter().map(|one| answer.cpts(one)));
    let kept = best(|| {
        let search = SlotSearch::parse(query.as_bytes(), &zone).expect("a search");
        let link = self_link(ENDPOINT, query.as_bytes());
        searchset("1", search.flavour, &link, &slots, &included)
    });
    let held = built < TARGET_US;
    report.add("SAS, réponse de 3 créneaux à 25 professionnels", format!("{built:.1} µs"), "< 25 µs", held);
    report.note("SAS, la même réponse par fragments gardés", format!("{kept:.1} µs"));
}

/// Microseconds of the best of many short rounds: short enough to fall between two turns of the neighbours.
fn best(answer: impl Fn() -> Vec<u8>) -> f64 {
    let round = || {
        let began = Instant::now();
        for _ in 0..20 {
            black_box(answer());
        }
        began.elapsed().as_secs_f64() * 1e6 / 20.0
    };
    (0..1_500).map(|_| round()).fold(f64::INFINITY, f64::min)
}

fn query() -> String {
    let ids: Vec<String> =
        (0..25).map(|rank| format!("urn:oid:1.2.250.1.71.4.2.1|8{}", 10_000_000_000_u64 + rank)).collect();
    format!(
        "_include=Slot:schedule&_include:iterate=Schedule:actor&_include=Slot:service-type-reference\
         &_include:iterate=HealthcareService:organization&status=free&start=ge2026-11-21T00:00:00.000+01:00\
         &start=le2026-11-24T00:00:00.000+01:00&schedule.actor:Practitioner.identifier={}",
        ids.join(",")
    )
}

/// Three professionals in one place each, one slot each, seen by one CPTS.
fn publication() -> Publication {
    let start: Timestamp = "2026-11-21T09:00:00Z".parse().expect("an instant");
    let cpts = "0192f7a0-0000-7000-8000-000000000000";
    let professional = |rank: usize| {
        let id = |kind: u8| format!("0192f7a0-0000-7000-8000-{kind:04}{rank:08}");
        let slot = FreeSlot {
            id: id(1),
            start,
            end: start + SignedDuration::from_mins(20),
            visible: vec![Visibility::Public, Visibility::Cpts],
            modes: vec![Mode::Office],
            reasons: vec!["Visite de contrôle".into()],
            specialties: vec![Specialty::Code("SM54".into())],
            booking: Some(BookingMode::Booked),
            page: Some("https://cpts.example/rendez-vous?effecteur=1".into()),
            cpts: vec![cpts.into()],
        };
        let place = Place {
            id: id(2),
            structure: StructureId::best(Some("430000109"), None, None),
            system: "https://cpts.example/lieux".into(),
            number: id(2),
            line: "1 place du Marché".into(),
            city: "Le Puy-en-Velay".into(),
            postal_code: "43000".into(),
            phone: Some("+33471000000".into()),
            slots: vec![slot],
        };
        Professional {
            id: id(3),
            national_id: NationalId::read(&(10_000_000_000 + rank).to_string()).expect("a number"),
            family: Some("FICTIVE".into()),
            given: vec!["Alix".into()],
            places: vec![place],
        }
    };
    Publication {
        professionals: (0..3).map(professional).collect(),
        cpts: vec![Cpts {
            id: cpts.into(),
            finess: "430009999".into(),
            name: Some("CPTS fictive".into()),
            phone: Some("+33471000001".into()),
        }],
    }
}
