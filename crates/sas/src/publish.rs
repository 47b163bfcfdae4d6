use crate::{Reglage, store};
use db::{Db, Tx};
use fhir::NationalId;
use fhir::sas::{
    BookingMode, Cpts as CptsPubliee, FreeSlot, Mode, Place, Professional, Publication, Specialty,
    StructureId, Visibility,
};
use fhir::search::SlotSearch;
use identifiants::Rpps;
use jiff::SignedDuration;
use kernel::{Cpts, Ctx, Id};
use rendez_vous::{Creneau, Effecteur, Lieu, Modalite, Soin, Visibilite};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use territoire::Atlas;
use territoire::atlas::Etat;
use uuid::Uuid;

/// Beyond what anybody may offer.
const HORIZON: SignedDuration = SignedDuration::from_hours(24 * 500);

/// What a search of the platform finds, in every CPTS that is open to it: slots to come that still have a place, of those
/// professionals, as they want them seen. `site` is our address as the Web sees it, without `/` at its end.
///
/// # Errors
/// A fault of storage.
pub async fn publication(
    ctx: &Ctx,
    db: &Db,
    atlas: &Atlas,
    search: &SlotSearch,
    site: &str,
) -> db::Result<Publication> {
    let numbers: Vec<Rpps> =
        search.practitioners.iter().filter_map(|one| one.rpps()).filter_map(|one| one.parse().ok()).collect();
    // Nobody offers a slot further ahead, and engines do not keep every year that a search can name.
    let far = ctx.now.saturating_add(HORIZON).unwrap_or(ctx.now);
    let (du, au) = (search.window.from.max(ctx.now), search.window.to.min(far));
    let mut found = Found::new(site);
    if !search.free || numbers.is_empty() || au <= du {
        return Ok(found.finish());
    }
    let mut tx = db.read(ctx).await?;
    let there = rendez_vous::store::effecteurs::chez(&mut tx, &numbers).await?;
    let (open, etat) = (store::ouvertes(&mut tx).await?, atlas.at(&mut tx).await?);
    drop(tx);
    for (cpts, reglage) in open.into_iter().filter(|(cpts, _)| there.contains(cpts)) {
        let mut tx = db.read(&ctx.within(cpts)).await?;
        let people = rendez_vous::store::effecteurs::of_rpps(&mut tx, &numbers).await?;
        let ids: Vec<Id<Effecteur>> = people.iter().map(|one| one.id).collect();
        let slots = rendez_vous::store::creneaux::libres(&mut tx, &ids, du, au).await?;
        found.add(&mut tx, &etat, &reglage, &people, &slots).await?;
    }
    Ok(found.finish())
}

/// Whether the platform may see a slot: nobody but the CPTS keeps it, and the CPTS has a number there.
pub(crate) fn leaves(slot: &Creneau, reglage: &Reglage) -> bool {
    let seen = |one: &Visibilite| *one != Visibilite::Cpts || reglage.finess.is_some();
    slot.contenu.visibilite.iter().any(seen)
}

/// What is published, put together CPTS by CPTS.
pub(crate) struct Found<'a> {
    site: &'a str,
    /// By RPPS number: somebody who gives care in two CPTS is one professional.
    professionals: BTreeMap<NationalId, Professional>,
    cpts: Vec<CptsPubliee>,
}

impl<'a> Found<'a> {
    pub(crate) const fn new(site: &'a str) -> Self {
        Self { site, professionals: BTreeMap::new(), cpts: Vec::new() }
    }

    /// Slots of these people in the CPTS of the transaction, and the CPTS.
    pub(crate) async fn add(
        &mut self,
        tx: &mut Tx,
        etat: &Etat,
        reglage: &Reglage,
        people: &[Effecteur],
        slots: &[Creneau],
    ) -> db::Result<()> {
        let Some(here) = comptes::here(tx).await? else { return Ok(()) };
        let mut places: BTreeMap<Id<Lieu>, Option<Lieu>> = BTreeMap::new();
        let cpts = tx.cpts();
        for slot in slots {
            let Some(who) = people.iter().find(|one| one.id == slot.effecteur) else { continue };
            if let Entry::Vacant(entry) = places.entry(slot.contenu.lieu) {
                entry.insert(rendez_vous::store::lieux::lieu(tx, slot.contenu.lieu).await?);
            }
            let Some(lieu) = places.get(&slot.contenu.lieu).and_then(Option::as_ref) else { continue };
            let page = format!("{}/{}/sas?professionnel={}", self.site, here.slug.as_str(), who.id);
            let named = reglage.finess.as_ref().map(|_| cpts.to_string());
            if let Some(place) = self.place(etat, who, lieu) {
                place.slots.push(free(slot, who, page, named));
            }
        }
        self.add_cpts(&here, cpts, reglage);
        Ok(())
    }

    /// The diary of somebody in a place; nothing of who has no number.
    pub(crate) fn place(&mut self, etat: &Etat, who: &Effecteur, lieu: &Lieu) -> Option<&mut Place> {
        let number = NationalId::read(who.rpps.as_ref()?.as_str())?;
        let site = self.site;
        let professional = self.professionals.entry(number).or_insert_with_key(|number| of(who, number));
        Some(place_of(professional, who, lieu, etat, site))
    }

    /// Somebody, even without diary; nothing of who has no number.
    pub(crate) fn professional(&mut self, who: &Effecteur) {
        if let Some(number) = who.rpps.as_ref().and_then(|one| NationalId::read(one.as_str())) {
            self.professionals.entry(number).or_insert_with_key(|number| of(who, number));
        }
    }

    pub(crate) fn add_cpts(&mut self, here: &comptes::Cpts, id: Id<Cpts>, reglage: &Reglage) {
        if let Some(finess) = &reglage.finess {
            self.cpts.push(CptsPubliee {
                id: id.to_string(),
                finess: finess.as_str().to_owned(),
                name: Some(here.nom.as_str().to_owned()),
                phone: reglage.telephone.as_ref().and_then(identifiants::Telephone::e164),
            });
        }
    }

    pub(crate) fn finish(self) -> Publication {
        Publication { professionals: self.professionals.into_values().collect(), cpts: self.cpts }
    }
}

fn of(who: &Effecteur, number: &NationalId) -> Professional {
    let name = ["Dr ", "Pr "].iter().find_map(|title| who.nom.strip_prefix(title)).unwrap_or(&who.nom);
    // People write « Prénom Nom »: the last word is the family name.
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", name));
    Professional {
        id: who.id.to_string(),
        national_id: number.clone(),
        family: Some(family.to_owned()),
        given: given.split_whitespace().map(str::to_owned).collect(),
        places: Vec::new(),
    }
}

/// Id of the diary of somebody in a place: two ids make one of the right length; random ones do not meet.
pub(crate) fn diary(who: Id<Effecteur>, lieu: Id<Lieu>) -> String {
    Uuid::from_u128(who.uuid().as_u128().rotate_left(1) ^ lieu.uuid().as_u128()).to_string()
}

/// The diary of somebody in a place, one for both whatever the order of slots.
fn place_of<'p>(
    professional: &'p mut Professional,
    who: &Effecteur,
    lieu: &Lieu,
    etat: &Etat,
    site: &str,
) -> &'p mut Place {
    let id = diary(who.id, lieu.id);
    let at = professional.places.iter().position(|place| place.id == id);
    let at = at.unwrap_or_else(|| {
        let phone = lieu.telephone.as_ref().or(who.telephone.as_ref());
        professional.places.push(Place {
            id,
            structure: StructureId::best(lieu.finess.as_ref().map(identifiants::Finess::as_str), None, None),
            system: format!("{site}/lieux"),
            number: lieu.id.to_string(),
            line: if lieu.adresse.is_empty() { lieu.nom.clone() } else { lieu.adresse.clone() },
            city: etat.france.commune(lieu.commune).map_or_else(String::new, |one| one.nom.to_string()),
            postal_code: lieu.code_postal.clone(),
            phone: phone.and_then(identifiants::Telephone::e164),
            slots: Vec::new(),
        });
        professional.places.len() - 1
    });
    &mut professional.places[at]
}

fn free(slot: &Creneau, who: &Effecteur, page: String, cpts: Option<String>) -> FreeSlot {
    let contenu = &slot.contenu;
    let visible = |one: &Visibilite| match one {
        Visibilite::Public => Visibility::Public,
        Visibilite::Pro => Visibility::Pro,
        Visibilite::Snp => Visibility::Snp,
        Visibilite::Cpts => Visibility::Cpts,
    };
    let mode = match contenu.modalite {
        Modalite::Cabinet => Mode::Office,
        Modalite::Domicile => Mode::Home,
        Modalite::Tele => Mode::Remote,
    };
    let specialty = (!who.specialite.is_empty()).then(|| Specialty::Text(who.specialite.clone()));
    FreeSlot {
        id: slot.id.to_string(),
        start: slot.horaire.debut,
        end: slot.horaire.fin,
        visible: contenu.visibilite.iter().map(visible).collect(),
        modes: vec![mode],
        reasons: contenu.soins.iter().map(|one| Soin::libelle(*one).to_owned()).collect(),
        specialties: specialty.into_iter().collect(),
        booking: Some(BookingMode::Booked),
        page: Some(page),
        cpts: cpts.into_iter().collect(),
    }
}
