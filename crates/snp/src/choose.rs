//! Free places for a request: which are for it, in which order, and why each.

use crate::{Guide, MedecinTraitant, Situation};
use creneaux::{Choix as Preference, Filtre, Index, Modalites, Point, Rang, Recherche, Soins, Visibilites};
use identifiants::CommuneCode;
use jiff::Timestamp;
use kernel::Id;
use rendez_vous::{Creneau, Effecteur, Lieu, Modalite, Profession, Visibilite};
use std::collections::BTreeMap;

/// Starts within so many minutes are equal: the shorter way wins.
const PAS_MIN: u16 = 60;
/// Kinds of slots that the console may fill.
const VISIBLES: [Visibilite; 3] = [Visibilite::Cpts, Visibilite::Snp, Visibilite::Public];

/// Metres east and north of where the patient is, of a place of care; none when that is unknown.
pub type Position<'a> = &'a dyn Fn(&Lieu) -> Option<(i32, i32)>;

/// What is on offer.
#[derive(Debug, Clone, Copy)]
pub struct Offre<'a> {
    /// Slots with a place left.
    pub creneaux: &'a [Creneau],
    /// Who offers them.
    pub effecteurs: &'a BTreeMap<Id<Effecteur>, Effecteur>,
    /// Where.
    pub lieux: &'a BTreeMap<Id<Lieu>, Lieu>,
}

/// A place that suits, and why it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choix {
    /// The slot.
    pub creneau: Id<Creneau>,
    /// The patient’s own doctor gives it.
    pub mt: bool,
    /// Metres to the place as the crow flies, between centres of communes; none for a care without travel, or when unknown.
    pub metres: Option<u32>,
}

/// Whether a slot is for that situation: who usually takes it at that age, the care, how the patient may be seen. The patient’s
/// own doctor takes any motif.
#[must_use]
pub fn suits(asked: &Situation, slot: &Creneau, who: Profession, guide: &Guide) -> bool {
    let Some(motif) = guide.motif(&asked.motif) else { return false };
    let own = asked.medecin_traitant == MedecinTraitant::Effecteur(slot.effecteur);
    let usual = own || guide.professions(&asked.motif, asked.age).contains(&who);
    let cared = slot.contenu.soins.is_empty()
        || motif.soins.is_empty()
        || !slot.contenu.soins.is_disjoint(&motif.soins);
    let seen = motif.modalites.contains(&slot.contenu.modalite)
        && match slot.contenu.modalite {
            Modalite::Cabinet => asked.se_deplace,
            Modalite::Domicile | Modalite::Tele => true,
        };
    usual && cared && seen
}

/// The best free places for a situation, at most `limite`: the own doctor first, then the earliest hour, then the nearest. A place
/// farther than `au_plus_km` is none; one of unknown distance comes last of its hour.
#[must_use]
pub fn choose(
    asked: &Situation,
    offre: Offre<'_>,
    guide: &Guide,
    (de, a): (Timestamp, Timestamp),
    (position, au_plus_km): (Position<'_>, u32),
    limite: usize,
) -> Vec<Choix> {
    let max_m = au_plus_km.saturating_mul(1_000);
    let edge = i32::try_from(max_m).unwrap_or(Point::LIMITE_M);
    let mut index = Index::default();
    let mut unknown = std::collections::BTreeSet::new();
    for one in offre.creneaux {
        let who = offre.effecteurs.get(&one.effecteur);
        let lieu = offre.lieux.get(&one.contenu.lieu);
        let (Some(who), Some(lieu)) = (who, lieu) else { continue };
        let shown = VISIBLES.iter().any(|kind| one.contenu.visibilite.contains(kind));
        if !shown || one.check_open(de).is_err() || !suits(asked, one, who.profession, guide) {
            continue;
        }
        let near = match one.contenu.modalite {
            Modalite::Tele => Some((0, 0)),
            Modalite::Cabinet | Modalite::Domicile => position(lieu),
        };
        if near.is_none() || one.contenu.modalite == Modalite::Tele {
            unknown.insert(one.id);
        }
        let (east, north) = near.unwrap_or((edge, 0));
        let Ok(point) = Point::new(east, north) else { continue };
        // What the index refuses (a slot without a place) is not proposed.
        index.offer(&entry(one, point)).ok();
    }
    let Ok(ici) = Point::new(0, 0) else { return Vec::new() };
    let minute = |at: Timestamp| at.as_second().div_euclid(60);
    let horizon_min = u32::try_from(minute(a) - minute(de)).unwrap_or(0);
    let search = Recherche { profession: 0, ici, de: minute(de), horizon_min, max_m };
    let own = match &asked.medecin_traitant {
        MedecinTraitant::Effecteur(who) => Some(Id::new(who.uuid())),
        MedecinTraitant::Aucun | MedecinTraitant::Nomme(_) => None,
    };
    let filtre = Filtre { prefere: own, pas_min: PAS_MIN, ..Filtre::TOUT };
    let read = |(id, rang): (Id<Creneau>, Rang)| Choix {
        creneau: id,
        mt: rang.choix == Preference::Prefere,
        metres: (!unknown.contains(&id)).then_some(rang.distance_m),
    };
    let best = index.ranked(&search, &filtre, limite);
    best.into_iter().map(|one| read((Id::new(one.creneau.id.uuid()), one.rang))).collect()
}

/// Whom a request is broadcast to: those of the usual professions of its motif at that age who receive within `au_plus_km`; of
/// unknown distance, only those of the same commune. `metres`: between two communes.
#[must_use]
pub fn secteur(
    asked: &Situation,
    offre: Offre<'_>,
    guide: &Guide,
    metres: &dyn Fn(CommuneCode, CommuneCode) -> Option<u32>,
    au_plus_km: u32,
) -> Vec<Id<Effecteur>> {
    let usual = guide.professions(&asked.motif, asked.age);
    let near = |who: &&Effecteur| {
        let at = offre.lieux.get(&who.lieu).map(|lieu| lieu.commune);
        at.is_some_and(|at| match metres(asked.commune, at) {
            Some(far) => far <= au_plus_km.saturating_mul(1_000),
            None => at == asked.commune,
        })
    };
    let all = offre.effecteurs.values().filter(|who| usual.contains(&who.profession));
    all.filter(near).map(|who| who.id).collect()
}

/// A slot as the index keeps it: what it is for was looked at already.
fn entry(one: &Creneau, point: Point) -> creneaux::Creneau {
    let small = |count: u32| u16::try_from(count).unwrap_or(u16::MAX);
    let horaire = one.horaire;
    let duree = horaire.fin.duration_since(horaire.debut).as_mins();
    creneaux::Creneau {
        id: Id::new(one.id.uuid()),
        lieu: creneaux::Lieu { effecteur: Id::new(one.effecteur.uuid()), profession: 0, point },
        debut: horaire.debut.as_second().div_euclid(60),
        duree: u16::try_from(duree).unwrap_or(u16::MAX),
        places: small(one.contenu.places),
        libres: small(one.libres),
        visibilites: Visibilites::TOUT,
        modalites: Modalites::TOUT,
        soins: Soins::TOUT,
    }
}
