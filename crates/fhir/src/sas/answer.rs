//! From plain data to the bundle that SAS reads.
//!
//! [`Answer::bundle`] writes it at once. Its parts are fragments, entries already serialised: who keeps them (a slot, a place, a
//! professional, a CPTS) only has to put them together again with [`searchset`].

use serde::Serialize;

use jiff::tz::TimeZone;

use super::canonical as at;
use super::publication::{Cpts, FreeSlot, Place, Professional, Publication, Visibility};
use super::resources as make;
use crate::resource::{Named, Resource};
use crate::search::Flavour;

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// Base address of the server, without `/` at its end.
    pub base: &'a str,
    /// On whose clocks slots are written.
    pub zone: &'a TimeZone,
    /// Which of the two answers.
    pub flavour: Flavour,
}

/// Room that most entries fit in, in bytes.
const ENTRY: usize = 1_400;

impl Answer<'_> {
    /// The whole bundle: the slots that this flavour shows, then what they refer to, each once. `id` is that of the bundle,
    /// `self_link` the address of the search ([`crate::search::self_link`]).
    #[must_use]
    pub fn bundle(&self, id: &str, self_link: &str, publication: &Publication) -> Vec<u8> {
        let (mut slots, mut included, mut named) = (Vec::new(), Vec::new(), Vec::<&str>::new());
        for professional in &publication.professionals {
            let before = included.len();
            for place in &professional.places {
                let shown = slots.len();
                for slot in &place.slots {
                    if let Some(fragment) = self.slot(slot, &place.id) {
                        slots.push(fragment);
                        named.extend(self.cpts_named(slot).iter().map(String::as_str));
                    }
                }
                if slots.len() > shown {
                    included.push(self.place(&professional.id, place));
                }
            }
            if included.len() > before {
                included.push(self.professional(professional));
            }
        }
        let cpts = publication.cpts.iter().filter(|cpts| named.contains(&cpts.id.as_str()));
        included.extend(cpts.map(|cpts| self.cpts(cpts)));
        searchset(id, self.flavour, self_link, &slots, &included)
    }

    /// Every resource of a publication, alone: what reads answer. Slots that this flavour shows, diaries, roles, professionals,
    /// services and CPTS, even those that nothing refers to.
    #[must_use]
    pub fn resources(&self, publication: &Publication) -> Vec<Resource> {
        let mut all = Vec::new();
        for professional in &publication.professionals {
            for place in &professional.places {
                for slot in &place.slots {
                    let visible = self.visible(slot);
                    if !visible.is_empty() {
                        let made = make::slot(slot, &place.id, &visible, self.cpts_named(slot), self);
                        all.push(Resource::Slot(Box::new(made)));
                    }
                }
                all.push(Resource::Schedule(Box::new(make::schedule(&professional.id, place))));
                all.push(Resource::PractitionerRole(Box::new(make::role(&professional.id, place))));
            }
            all.push(Resource::Practitioner(Box::new(make::practitioner(professional))));
        }
        for cpts in &publication.cpts {
            all.push(Resource::HealthcareService(Box::new(make::healthcare_service(cpts))));
            all.push(Resource::Organization(Box::new(make::organization(cpts))));
        }
        all
    }

    /// The entry of a slot in the diary of a place; absent when this flavour does not show it.
    #[must_use]
    pub fn slot(&self, slot: &FreeSlot, place: &str) -> Option<Vec<u8>> {
        let visible = self.visible(slot);
        if visible.is_empty() {
            return None;
        }
        let resource = make::slot(slot, place, &visible, self.cpts_named(slot), self);
        Some(self.fragment(&resource, Some(&slot.id), "match"))
    }

    /// The entries of a place: its diary, and the professional there.
    #[must_use]
    pub fn place(&self, professional: &str, place: &Place) -> Vec<u8> {
        let id = Some(place.id.as_str());
        let mut fragment = self.fragment(&make::schedule(professional, place), id, "include");
        fragment.push(b',');
        fragment.append(&mut self.fragment(&make::role(professional, place), id, "include"));
        fragment
    }

    /// The entry of a professional.
    #[must_use]
    pub fn professional(&self, professional: &Professional) -> Vec<u8> {
        self.fragment(&make::practitioner(professional), Some(&professional.id), "include")
    }

    /// The entries of a CPTS: its service, and itself.
    #[must_use]
    pub fn cpts(&self, cpts: &Cpts) -> Vec<u8> {
        let id = Some(cpts.id.as_str());
        let mut fragment = self.fragment(&make::healthcare_service(cpts), id, "include");
        fragment.push(b',');
        fragment.append(&mut self.fragment(&make::organization(cpts), id, "include"));
        fragment
    }

    /// The labels that this flavour shows: none when the slot is not for it.
    fn visible(&self, slot: &FreeSlot) -> Vec<Visibility> {
        let names_cpts = !self.cpts_named(slot).is_empty();
        slot.visible.iter().copied().filter(|one| *one != Visibility::Cpts || names_cpts).collect()
    }

    /// The CPTS that this flavour names for a slot.
    fn cpts_named<'s>(&self, slot: &'s FreeSlot) -> &'s [String] {
        match self.flavour {
            Flavour::Cpts if slot.visible.contains(&Visibility::Cpts) => &slot.cpts,
            Flavour::Cpts | Flavour::Individual => &[],
        }
    }

    fn fragment<T: Named + Serialize>(&self, resource: &T, id: Option<&str>, mode: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(ENTRY);
        out.extend_from_slice(b"{\"fullUrl\":");
        quote(&mut out, &[self.base, "/", T::NAME, "/", id.unwrap_or_default()].concat());
        out.extend_from_slice(b",\"resource\":");
        quote(&mut out, resource);
        out.extend_from_slice(b",\"search\":{\"mode\":");
        quote(&mut out, mode);
        out.extend_from_slice(b"}}");
        out
    }
}

/// Puts fragments together: as many slots as fragments of slots, then what they refer to. Without slot, the bundle has no entry
/// and follows the profile of individuals, since that of CPTS wants one of each.
#[must_use]
pub fn searchset<S, I>(id: &str, flavour: Flavour, self_link: &str, slots: &[S], included: &[I]) -> Vec<u8>
where
    S: AsRef<[u8]>,
    I: AsRef<[u8]>,
{
    let profile = match flavour {
        Flavour::Cpts if !slots.is_empty() => at::BUNDLE_CPTS,
        Flavour::Cpts | Flavour::Individual => at::BUNDLE,
    };
    let length = |parts: &mut dyn Iterator<Item = usize>| parts.map(|one| one + 1).sum::<usize>();
    let slots_length = length(&mut slots.iter().map(|one| one.as_ref().len()));
    let included_length = length(&mut included.iter().map(|one| one.as_ref().len()));
    let mut out = Vec::with_capacity(slots_length + included_length + self_link.len() + 400);
    out.extend_from_slice(b"{\"resourceType\":\"Bundle\",\"id\":");
    quote(&mut out, id);
    out.extend_from_slice(b",\"meta\":{\"profile\":[");
    quote(&mut out, profile);
    out.extend_from_slice(b"]},\"type\":\"searchset\",\"total\":");
    quote(&mut out, &slots.len());
    out.extend_from_slice(b",\"link\":[{\"relation\":\"self\",\"url\":");
    quote(&mut out, self_link);
    out.extend_from_slice(b"}]");
    if !slots.is_empty() {
        out.extend_from_slice(b",\"entry\":[");
        for fragment in slots.iter().map(AsRef::as_ref).chain(included.iter().map(AsRef::as_ref)) {
            out.extend_from_slice(fragment);
            out.push(b',');
        }
        out.pop();
        out.push(b']');
    }
    out.push(b'}');
    out
}

/// Writes a value as JSON. Nothing that we write can fail to be JSON; if it did, `null` would keep the answer readable.
fn quote<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    let before = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(before);
        out.extend_from_slice(b"null");
    }
}
