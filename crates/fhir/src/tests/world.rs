//! Invented professionals of an invented territory.

use jiff::Timestamp;

use crate::NationalId;
use crate::sas::{
    BookingMode, Cpts, FreeSlot, Mode, Place, Professional, Publication, Specialty, StructureId, Visibility,
};

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A slot of twenty minutes, seen by everybody and by these CPTS.
pub fn slot(id: &str, start: &str, cpts: &[&str]) -> FreeSlot {
    let start = at(start);
    let mut visible = vec![Visibility::Public];
    if !cpts.is_empty() {
        visible.push(Visibility::Cpts);
    }
    FreeSlot {
        id: id.into(),
        start,
        end: start + jiff::SignedDuration::from_mins(20),
        visible,
        modes: vec![Mode::Office, Mode::Remote],
        reasons: vec!["Visite de contrôle".into()],
        specialties: vec![Specialty::Code("SM54".into()), Specialty::Text("Médecine du sport".into())],
        booking: Some(BookingMode::Booked),
        page: Some("https://cpts.example/rdv?effecteur=1".into()),
        cpts: cpts.iter().map(|one| (*one).to_owned()).collect(),
    }
}

pub fn place(id: &str, slots: Vec<FreeSlot>) -> Place {
    Place {
        id: id.into(),
        structure: StructureId::best(Some("430000109"), None, None),
        system: "https://cpts.example/lieux".into(),
        number: id.into(),
        line: "1 place du Marché".into(),
        city: "Le Puy-en-Velay".into(),
        postal_code: "43000".into(),
        phone: Some("+33471000000".into()),
        slots,
    }
}

pub fn professional(id: &str, rpps: &str, places: Vec<Place>) -> Professional {
    Professional {
        id: id.into(),
        national_id: NationalId::read(rpps).unwrap(),
        family: Some("FICTIVE".into()),
        given: vec!["Alix".into()],
        places,
    }
}

pub fn cpts(id: &str, finess: &str) -> Cpts {
    Cpts {
        id: id.into(),
        finess: finess.into(),
        name: Some(format!("CPTS « {id} »")),
        phone: Some("+33471000001".into()),
    }
}

/// Two professionals, one in two places, two CPTS of which one slot names both.
pub fn publication() -> Publication {
    let first = vec![
        slot("s1", "2026-11-21T09:00:00Z", &["velay", "lignon"]),
        slot("s2", "2026-11-21T09:20:00Z", &[]),
    ];
    let second = vec![slot("s3", "2026-11-23T13:00:00Z", &["velay"])];
    let other = vec![slot("s4", "2026-07-01T08:00:00Z", &[])];
    Publication {
        professionals: vec![
            professional(
                "p1",
                "99729141772",
                vec![place("l1", first), place("l2", second), place("l3", Vec::new())],
            ),
            professional("p2", "99763608371", vec![place("l4", other)]),
            professional("p3", "99700000000", vec![place("l5", Vec::new())]),
        ],
        cpts: vec![cpts("velay", "430009999"), cpts("lignon", "430008888"), cpts("ailleurs", "430007777")],
    }
}
