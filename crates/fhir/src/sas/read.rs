//! From the bundle of any publisher to plain data. Tolerant: unknown profiles and missing optional elements are fine; what cannot
//! be used is left out, and said.

use std::collections::HashMap;

use serde_json::Value;

use super::canonical as at;
use super::publication::{
    BookingMode, Cpts, FreeSlot, Mode, Place, Professional, Publication, Specialty, StructureId, Visibility,
};
use crate::check;
use crate::issue::{Issue, IssueCode, Severity};
use crate::national_id::NationalId;
use crate::resource::{
    CodeableConcept, ContactPoint, Identifier, Location, PractitionerRole, Reference, Resource, Schedule,
    Slot,
};

/// What was read, and what was not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What can be used.
    pub publication: Publication,
    /// What was left out or is doubtful, where and why.
    pub left_out: Vec<Issue>,
}

/// Reads the answer of a publisher to a search of slots.
///
/// # Errors
/// When what came is no bundle: the errors of its `OperationOutcome`, or that something else came.
pub fn read(value: &Value) -> Result<Reading, Vec<Issue>> {
    match value.get("resourceType").and_then(Value::as_str) {
        Some("Bundle") => {}
        Some("OperationOutcome") => return Err(reasons(value)),
        _ => {
            return Err(vec![Issue::error(
                IssueCode::Structure,
                "",
                "Un lot de ressources (Bundle) est attendu.",
            )]);
        }
    }
    let mut left_out = Vec::new();
    let bundle = Resources::of(value, &mut left_out);
    let mut reader =
        Reader { bundle: &bundle, publication: Publication::default(), places: HashMap::new(), left_out };
    for (path, resource) in &bundle.all {
        if let Resource::Slot(slot) = resource
            && let Err(why) = reader.slot(path, slot)
        {
            reader.left_out.push(Issue::warning(
                IssueCode::Invalid,
                path,
                format!("Créneau laissé de côté\u{a0}: {why}."),
            ));
        }
    }
    Ok(Reading { publication: reader.publication, left_out: reader.left_out })
}

/// Why a publisher refused, in its own words.
fn reasons(value: &Value) -> Vec<Issue> {
    let issues = value.get("issue").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let words = |one: &Value| {
        let said = one.get("diagnostics").or_else(|| one.pointer("/details/text")).and_then(Value::as_str);
        let code = one.get("code").and_then(Value::as_str).unwrap_or("sans motif");
        Issue::error(IssueCode::Exception, "", format!("Le serveur a refusé\u{a0}: {}", said.unwrap_or(code)))
    };
    issues.iter().map(words).collect()
}

/// The resources of a bundle, found by address.
struct Resources {
    all: Vec<(String, Resource)>,
    by_address: HashMap<String, usize>,
}

impl Resources {
    fn of(bundle: &Value, left_out: &mut Vec<Issue>) -> Self {
        let mut found = Self { all: Vec::new(), by_address: HashMap::new() };
        let entries = bundle.get("entry").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (rank, entry) in entries.iter().enumerate() {
            let path = format!("Bundle.entry[{rank}].resource");
            let Some(value) = entry.get("resource") else { continue };
            let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
            let resource = match Resource::read(value.clone()) {
                Ok(resource) => resource,
                Err(_) => {
                    let words = format!("Ressource laissée de côté, illisible. {}", what_is_wrong(value));
                    left_out.push(Issue::warning(IssueCode::Structure, path, words));
                    continue;
                }
            };
            let place = found.all.len();
            if let (Some(name), Some(id)) = (text(value, "resourceType"), text(value, "id")) {
                found.by_address.entry(format!("{name}/{id}")).or_insert(place);
            }
            if let Some(address) = text(entry, "fullUrl") {
                found.by_address.entry(address).or_insert(place);
            }
            found.all.push((path, resource));
        }
        found
    }

    /// The resource that a reference names: as it is written, else by its last two parts (`Type/id`).
    fn find(&self, reference: &Reference) -> Option<(usize, &Resource)> {
        let text = reference.reference.as_deref()?;
        let tail = text.rmatch_indices('/').nth(1).and_then(|(at, _)| text.get(at + 1..));
        let place = self.by_address.get(text).or_else(|| self.by_address.get(tail?))?;
        self.all.get(*place).map(|(_, resource)| (*place, resource))
    }

    /// The place of a role: inside it, else in the bundle.
    fn location<'r>(&'r self, role: &'r PractitionerRole) -> Option<&'r Location> {
        let inside = role.contained.iter().find_map(location);
        inside.or_else(|| location(self.find(role.location.first()?)?.1))
    }
}

/// The first thing wrong in a resource that could not be read.
fn what_is_wrong(value: &Value) -> String {
    let first = check::resource(value).into_iter().find(|one| one.severity == Severity::Error);
    first.map_or_else(|| "Un élément n’a pas la forme que FHIR lui donne.".to_owned(), |one| one.to_string())
}

struct Reader<'a> {
    bundle: &'a Resources,
    publication: Publication,
    /// Where the place of each diary is: professional, place.
    places: HashMap<usize, (usize, usize)>,
    left_out: Vec<Issue>,
}

impl Reader<'_> {
    fn slot(&mut self, path: &str, slot: &Slot) -> Result<(), String> {
        if slot.status.as_deref() != Some("free") {
            return Err("il n’est pas libre".into());
        }
        let (Some(start), Some(end)) = (&slot.start, &slot.end) else {
            return Err("son début ou sa fin manque".into());
        };
        let (start, end) = match (start.timestamp(), end.timestamp()) {
            (Ok(start), Ok(end)) if start < end => (start, end),
            _ => return Err("il finit avant de commencer".into()),
        };
        let id = slot.id.as_deref().ok_or("il n’a pas d’identifiant")?.to_owned();
        let (diary, schedule) = match slot.schedule.as_ref().and_then(|one| self.bundle.find(one)) {
            Some((diary, Resource::Schedule(schedule))) => (diary, schedule),
            _ => return Err("son agenda n’est pas dans le lot".into()),
        };
        let (who, place) = self.place(path, diary, schedule)?;
        let (visible, cpts) = (self.visible(path, slot), self.cpts(path, slot));
        let read = FreeSlot {
            id,
            start,
            end,
            visible,
            modes: slot.service_type.iter().filter_map(|one| Mode::of(one.code(at::ACT_CODE)?)).collect(),
            reasons: slot
                .service_type
                .iter()
                .filter_map(|one| Some(one.text.clone()?.into_owned()))
                .collect(),
            specialties: slot.specialty.iter().filter_map(specialty).collect(),
            booking: slot
                .appointment_type
                .as_ref()
                .and_then(|one| BookingMode::of(one.code(at::APPOINTMENT_REASON)?)),
            page: self.page(path, slot),
            cpts,
        };
        let place = self.publication.professionals.get_mut(who).and_then(|one| one.places.get_mut(place));
        if let Some(place) = place {
            place.slots.push(read);
        }
        Ok(())
    }

    fn visible(&mut self, path: &str, slot: &Slot) -> Vec<Visibility> {
        let mut visible = Vec::new();
        for code in slot.meta.iter().flat_map(|meta| &meta.security).filter_map(|one| one.code.as_deref()) {
            match Visibility::of(code) {
                Some(one) => visible.push(one),
                None => self.tell(path, format!("Type de créneau inconnu, laissé de côté\u{a0}: {code}.")),
            }
        }
        visible
    }

    /// The page where the professional is booked: it becomes a link, so nothing but an address of the Web is taken.
    fn page(&mut self, path: &str, slot: &Slot) -> Option<String> {
        let page = slot.comment.as_deref()?.trim();
        if page.starts_with("https://") || page.starts_with("http://") {
            return Some(page.to_owned());
        }
        self.tell(path, "L’adresse de la page de rendez-vous, laissée de côté, n’en est pas une.".to_owned());
        None
    }

    /// The place of a diary, read once.
    fn place(&mut self, path: &str, diary: usize, schedule: &Schedule) -> Result<(usize, usize), String> {
        if let Some(known) = self.places.get(&diary) {
            return Ok(*known);
        }
        let bundle = self.bundle;
        let actors: Vec<&Resource> =
            schedule.actor.iter().filter_map(|one| bundle.find(one)).map(|(_, resource)| resource).collect();
        let role = actors.iter().find_map(|one| match one {
            Resource::PractitionerRole(role) => Some(role.as_ref()),
            _ => None,
        });
        let by_role = role.and_then(|role| bundle.find(role.practitioner.as_ref()?)).map(|(_, one)| one);
        let professional = actors
            .iter()
            .copied()
            .chain(by_role)
            .find_map(professional)
            .ok_or("son agenda ne mène à aucun professionnel dont l’identifiant national est connu")?;
        let known = self.publication.professionals.iter().position(|one| one.id == professional.id);
        let who = known.unwrap_or(self.publication.professionals.len());
        if known.is_none() {
            self.publication.professionals.push(professional);
        }
        let at_location = actors.iter().find_map(|one| location(one));
        let location = role.and_then(|role| bundle.location(role)).or(at_location);
        if location.is_none_or(|one| one.address.is_none()) {
            self.tell(path, "L’adresse du lieu de consultation n’est pas connue.".to_owned());
        }
        let place = read_place(schedule, role, location);
        let places = self.publication.professionals.get_mut(who).map(|one| &mut one.places);
        let rank = places.map_or(0, |places| {
            places.push(place);
            places.len() - 1
        });
        self.places.insert(diary, (who, rank));
        Ok((who, rank))
    }

    /// The CPTS that a slot names, each added to the publication once.
    fn cpts(&mut self, path: &str, slot: &Slot) -> Vec<String> {
        let mut named = Vec::new();
        for kind in slot.service_type.iter().filter(|one| names_cpts(one)) {
            match self.one_cpts(kind) {
                Some(cpts) => {
                    named.push(cpts.id.clone());
                    if !self.publication.cpts.iter().any(|one| one.id == cpts.id) {
                        self.publication.cpts.push(cpts);
                    }
                }
                None => self.tell(path, "La CPTS que nomme ce créneau n’est pas dans le lot.".to_owned()),
            }
        }
        named
    }

    fn one_cpts(&self, kind: &CodeableConcept) -> Option<Cpts> {
        let reference =
            kind.extension.iter().find(|one| one.url == at::SERVICE_TYPE)?.more.get("valueReference")?;
        let reference: Reference = serde_json::from_value(reference.clone()).ok()?;
        let Resource::HealthcareService(service) = self.bundle.find(&reference)?.1 else { return None };
        let Resource::Organization(cpts) = self.bundle.find(service.provided_by.as_ref()?)?.1 else {
            return None;
        };
        let number = numbered(&cpts.identifier, at::IDNST)?;
        let finess = number.strip_prefix('1').filter(|one| one.len() == 9).unwrap_or(number);
        Some(Cpts {
            id: cpts.id.as_deref()?.to_owned(),
            finess: finess.to_owned(),
            name: cpts.name.as_deref().map(str::to_owned),
            phone: phone(&cpts.telecom),
        })
    }

    fn tell(&mut self, path: &str, words: String) {
        self.left_out.push(Issue::warning(IssueCode::Value, path, words));
    }
}

fn professional(resource: &Resource) -> Option<Professional> {
    let Resource::Practitioner(practitioner) = resource else { return None };
    let number = numbered(&practitioner.identifier, at::IDNPS)
        .or_else(|| numbered(&practitioner.identifier, at::RPPS))
        .or_else(|| practitioner.identifier.first()?.value.as_deref())?;
    let name = practitioner.name.first();
    Some(Professional {
        id: practitioner.id.as_deref()?.to_owned(),
        national_id: NationalId::read(number)?,
        family: name.and_then(|one| one.family.as_deref()).map(str::to_owned),
        given: name
            .map(|one| one.given.iter().flatten().map(|given| given.clone().into_owned()).collect())
            .unwrap_or_default(),
        places: Vec::new(),
    })
}

fn read_place(schedule: &Schedule, role: Option<&PractitionerRole>, location: Option<&Location>) -> Place {
    let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let number = location.and_then(|one| one.identifier.first());
    let address = location.and_then(|one| one.address.as_ref());
    let structure = role.and_then(|role| role.organization.as_ref()?.identifier.as_ref()?.value.as_deref());
    Place {
        id: owned(schedule.id.as_deref()),
        structure: structure.and_then(StructureId::prefixed),
        system: owned(number.and_then(|one| one.system.as_deref())),
        number: owned(number.and_then(|one| one.value.as_deref())),
        line: owned(address.and_then(|one| one.line.iter().flatten().next()).map(AsRef::as_ref)),
        city: owned(address.and_then(|one| one.city.as_deref())),
        postal_code: owned(address.and_then(|one| one.postal_code.as_deref())),
        phone: role.and_then(|one| phone(&one.telecom)).or_else(|| phone(&location?.telecom)),
        slots: Vec::new(),
    }
}

fn location(resource: &Resource) -> Option<&Location> {
    match resource {
        Resource::Location(location) => Some(location),
        _ => None,
    }
}

fn names_cpts(kind: &CodeableConcept) -> bool {
    [at::STRUCTURE_CATEGORY, at::STRUCTURE_CATEGORY_SHORT]
        .iter()
        .any(|system| kind.code(system) == Some(at::CPTS))
}

fn specialty(concept: &CodeableConcept) -> Option<Specialty> {
    match concept.code(at::SPECIALTY) {
        Some(code) => Some(Specialty::Code(code.to_owned())),
        None => {
            let words = concept.text.as_deref().or_else(|| concept.coding.first()?.display.as_deref())?;
            Some(Specialty::Text(words.to_owned()))
        }
    }
}

fn numbered<'a>(identifiers: &'a [Identifier], system: &str) -> Option<&'a str> {
    identifiers.iter().find(|one| one.system.as_deref() == Some(system))?.value.as_deref()
}

fn phone(telecom: &[ContactPoint]) -> Option<String> {
    let phone = telecom.iter().find(|one| one.system.as_deref() == Some("phone"))?;
    phone.value.as_deref().map(str::to_owned)
}
