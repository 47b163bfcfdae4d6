use std::borrow::Cow;

use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::fault::{Refusal, SearchFault};
use super::query::{Pair, list, pairs};
use super::start::{Bounds, Window};
use crate::date::Instant;
use crate::national_id::NationalId;
use crate::sas::canonical::{IDNPS, RPPS};

/// Most professionals that one search may name.
pub const MOST_PRACTITIONERS: usize = 25;

pub(super) const START: &str = "start";
const PRACTITIONERS: &str = "schedule.actor:Practitioner.identifier";
const STATUS: &str = "status";
const COUNT: &str = "_count";
const FORMAT: &str = "_format";

/// Which of the two answers SAS waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// INT_R01: professionals as individuals; nothing about CPTS.
    Individual,
    /// INT_R04: slots that CPTS may see too.
    Cpts,
}

/// A search of slots, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotSearch {
    /// When slots start.
    pub window: Window,
    /// Whose slots: national identifiers with their prefix, each once, in the order asked. Numbers of a system that is not
    /// ours are left out, as they are nobody's: the list may be empty, and so is the answer then.
    pub practitioners: Vec<NationalId>,
    /// Whether `free` is among the statuses asked; otherwise the answer is empty.
    pub free: bool,
    /// Which answer is waited for.
    pub flavour: Flavour,
    /// How many slots the client would take at most. SAS answers are never cut in pages: to be ignored there.
    pub count: Option<u32>,
}

impl SlotSearch {
    /// Reads the query of `GET [base]/Slot` (what follows `?`) or the form of `POST [base]/Slot/_search`. A date without
    /// offset is read on the clocks of `zone`. Parameters that we do not know are ignored; a window that ends before it
    /// begins is a search that finds nothing, not an error.
    ///
    /// # Errors
    /// Everything that is missing, repeated, unreadable or not served.
    pub fn parse(query: &[u8], zone: &TimeZone) -> Result<Self, Refusal> {
        let mut read = Reading::new(zone);
        for pair in pairs(query) {
            if let Err(fault) = read.take(&pair) {
                read.faults.push(fault);
            }
        }
        read.finish()
    }

    /// The same search as a query, for another publisher: dates on the clocks of `zone`.
    #[must_use]
    pub fn query(&self, zone: &TimeZone) -> String {
        let last = self.window.to.saturating_sub(SignedDuration::from_millis(1)).unwrap_or(self.window.to);
        let date = |at| Instant::new(at, zone).as_str().replace('+', "%2B");
        let ids: Vec<String> = self.practitioners.iter().map(|id| format!("{IDNPS}%7C{id}")).collect();
        let mut query = "_include=Slot:schedule&_include:iterate=Schedule:actor".to_owned();
        if self.flavour == Flavour::Cpts {
            query.push_str(
                "&_include=Slot:service-type-reference&_include:iterate=HealthcareService:organization",
            );
        }
        if self.free {
            query.push_str("&status=free");
        }
        for (name, value) in [
            (START, format!("ge{}", date(self.window.from))),
            (START, format!("le{}", date(last))),
            (PRACTITIONERS, ids.join(",")),
        ] {
            query.extend(["&", name, "=", &value]);
        }
        if let Some(count) = self.count {
            query.push_str(&format!("&{COUNT}={count}"));
        }
        query
    }
}

/// A search being read.
struct Reading<'a> {
    zone: &'a TimeZone,
    bounds: Bounds,
    practitioners: Option<Vec<NationalId>>,
    free: Option<bool>,
    flavour: Flavour,
    count: Option<u32>,
    faults: Vec<SearchFault>,
}

impl<'a> Reading<'a> {
    fn new(zone: &'a TimeZone) -> Self {
        Self {
            zone,
            bounds: Bounds::default(),
            practitioners: None,
            free: None,
            flavour: Flavour::Individual,
            count: None,
            faults: Vec::new(),
        }
    }

    fn take(&mut self, pair: &Pair) -> Result<(), SearchFault> {
        let name = pair.name.as_str();
        if name == "_include" || name.starts_with("_include:") {
            self.take_include(pair.value.as_deref().unwrap_or_default());
            return Ok(());
        }
        let Some(parameter) =
            [START, PRACTITIONERS, STATUS, COUNT, FORMAT].into_iter().find(|one| *one == name)
        else {
            return modifier(name)
                .map_or(Ok(()), |(parameter, what)| Err(SearchFault::not_supported(parameter, what)));
        };
        let Ok(value) = pair.value.as_deref() else {
            return Err(SearchFault::unreadable(parameter, pair.shown(), "du texte en UTF-8"));
        };
        match parameter {
            _ if value.trim().is_empty() => Ok(()),
            START => self.bounds.take(value, self.zone),
            PRACTITIONERS => self.take_practitioners(value),
            STATUS => self.take_status(value),
            COUNT => self.take_count(value),
            _ => format(value),
        }
    }

    fn take_practitioners(&mut self, value: &str) -> Result<(), SearchFault> {
        const EXPECTED: &str = "urn:oid:1.2.250.1.71.4.2.1|<identifiant national>";
        if self.practitioners.is_some() {
            return Err(SearchFault::Repeated { parameter: PRACTITIONERS });
        }
        let values = list(value);
        let mut found = Vec::with_capacity(values.len());
        if values.len() > MOST_PRACTITIONERS {
            self.practitioners = Some(found);
            let (parameter, came) = (PRACTITIONERS, values.len());
            return Err(SearchFault::TooMany { parameter, came, most: MOST_PRACTITIONERS });
        }
        let mut unreadable = None;
        for one in &values {
            let (system, number) = one.split_once('|').unwrap_or(("", one));
            match NationalId::read(number) {
                Some(id) => {
                    if ["", IDNPS, RPPS].contains(&system.trim()) && !found.contains(&id) {
                        found.push(id);
                    }
                }
                None => unreadable = Some(SearchFault::unreadable(PRACTITIONERS, one, EXPECTED)),
            }
        }
        self.practitioners = (!values.is_empty()).then_some(found);
        unreadable.map_or(Ok(()), Err)
    }

    fn take_status(&mut self, value: &str) -> Result<(), SearchFault> {
        if self.free.is_some() {
            return Err(SearchFault::Repeated { parameter: STATUS });
        }
        let is_free = |one: &Cow<str>| one.rsplit('|').next() == Some("free");
        self.free = Some(list(value).iter().any(is_free));
        Ok(())
    }

    fn take_count(&mut self, value: &str) -> Result<(), SearchFault> {
        if self.count.is_some() {
            return Err(SearchFault::Repeated { parameter: COUNT });
        }
        let count =
            value.trim().parse().map_err(|_| SearchFault::unreadable(COUNT, value, "un nombre entier"))?;
        self.count = Some(count);
        Ok(())
    }

    /// What is asked with the slots comes always; one of the values says which answer is waited for.
    fn take_include(&mut self, value: &str) {
        if value.trim().trim_end_matches(":HealthcareService") == "Slot:service-type-reference" {
            self.flavour = Flavour::Cpts;
        }
    }

    fn finish(mut self) -> Result<SlotSearch, Refusal> {
        const WHO: &str = "un à 25 identifiants nationaux de professionnels";
        let window = self.bounds.window();
        let missing = [
            window.as_ref().err().cloned(),
            self.practitioners
                .is_none()
                .then_some(SearchFault::Missing { parameter: PRACTITIONERS, expected: WHO }),
            self.free
                .is_none()
                .then_some(SearchFault::Missing { parameter: STATUS, expected: "status=free" }),
        ];
        for fault in missing.into_iter().flatten() {
            if !self.faults.iter().any(|one| one.parameter() == fault.parameter()) {
                self.faults.push(fault);
            }
        }
        match (window, self.practitioners, self.free) {
            (Ok(window), Some(practitioners), Some(free)) if self.faults.is_empty() => {
                Ok(SlotSearch { window, practitioners, free, flavour: self.flavour, count: self.count })
            }
            _ => Err(Refusal { faults: self.faults }),
        }
    }
}

/// A parameter that we know, with a modifier that we do not.
fn modifier(name: &str) -> Option<(&'static str, &str)> {
    [START, STATUS].into_iter().find_map(|known| Some((known, name.strip_prefix(known)?.strip_prefix(':')?)))
}

/// JSON under its various names; the `+` of a media type may have become a space.
fn format(value: &str) -> Result<(), SearchFault> {
    let media = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().replace(' ', "+");
    let json =
        ["json", "text/json", "application/json", "application/fhir+json", "application/json+fhir", "*/*"];
    if json.contains(&media.as_str()) { Ok(()) } else { Err(SearchFault::not_supported(FORMAT, value)) }
}
