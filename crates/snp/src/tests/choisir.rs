//! Which places are proposed, in which order.

use super::*;
use crate::choose::Offre;
use crate::demande::tests::situation;
use identifiants::CommuneCode;
use jiff::{SignedDuration, Timestamp};
use rendez_vous::lieu::Sorte;
use rendez_vous::{
    Contenu, Creneau, Effecteur, Horaire, Lieu, Modalite, Profession, Soin, Source, Visibilite,
};
use std::collections::{BTreeMap, BTreeSet};

const NOW: &str = "2026-03-02T08:00:00Z";

/// Professionals and places 1 to 4, each place that many times three kilometres east of the patient.
struct Monde {
    effecteurs: BTreeMap<Id<Effecteur>, Effecteur>,
    lieux: BTreeMap<Id<Lieu>, Lieu>,
    creneaux: Vec<Creneau>,
}

fn nth<T>(rank: u128) -> Id<T> {
    Id::new(Uuid::from_u128(rank))
}

fn monde() -> Monde {
    let lieu = |rank: u128| Lieu {
        id: nth(rank),
        sorte: Sorte::Cabinet,
        nom: format!("Cabinet {rank}"),
        commune: "43157".parse().unwrap(),
        adresse: String::new(),
        code_postal: String::new(),
        telephone: None,
        finess: None,
        horaires: String::new(),
        acces: String::new(),
        retire_le: None,
    };
    let who = |rank: u128| Effecteur {
        id: nth(rank),
        adherent: None,
        compte: None,
        rpps: None,
        nom: format!("Dr {rank}"),
        profession: if rank == 4 {
            Profession::MasseurKinesitherapeute
        } else {
            Profession::MedecinGeneraliste
        },
        specialite: String::new(),
        lieu: nth(rank),
        telephone: None,
        courriel: None,
        retire_le: None,
    };
    Monde {
        effecteurs: (1..=4).map(|rank| (nth(rank), who(rank))).collect(),
        lieux: (1..=4).map(|rank| (nth(rank), lieu(rank))).collect(),
        creneaux: Vec::new(),
    }
}

impl Monde {
    /// One more slot, of that person, so many minutes from now; its number.
    fn slot(&mut self, who: u128, minutes: i64, change: impl FnOnce(&mut Creneau)) -> u128 {
        let debut = at(NOW).checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let rank = 100 + self.creneaux.len() as u128;
        let mut one = Creneau {
            id: nth(rank),
            effecteur: nth(who),
            serie: None,
            horaire: Horaire { debut, fin: debut.checked_add(SignedDuration::from_mins(15)).unwrap() },
            contenu: Contenu {
                lieu: nth(who),
                places: 2,
                visibilite: [Visibilite::Cpts].into(),
                modalite: Modalite::Cabinet,
                soins: BTreeSet::new(),
                note: String::new(),
            },
            libres: 1,
            source: Source::Saisie,
            externe: None,
            retire_le: None,
            motif: String::new(),
        };
        change(&mut one);
        self.creneaux.push(one);
        rank
    }

    fn chosen(&self, asked: &Situation, au_plus_km: u32) -> Vec<Choix> {
        let offre = Offre { creneaux: &self.creneaux, effecteurs: &self.effecteurs, lieux: &self.lieux };
        let east = |lieu: &Lieu| {
            (lieu.id != nth(3)).then(|| (i32::try_from(lieu.id.uuid().as_u128()).unwrap() * 3_000, 0))
        };
        let span = (at(NOW), at(NOW).checked_add(SignedDuration::from_hours(48)).unwrap());
        choose(asked, offre, &Guide::proposee(), span, (&east, au_plus_km), 9)
    }

    fn ranks(&self, asked: &Situation) -> Vec<u128> {
        self.chosen(asked, 30).iter().map(|one| one.creneau.uuid().as_u128()).collect()
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn the_earliest_hour_comes_first_then_the_nearest_place() {
    let mut monde = monde();
    let far = monde.slot(2, 60, |_| {});
    let later = monde.slot(1, 125, |_| {});
    let near = monde.slot(1, 110, |_| {});
    assert_eq!(
        monde.ranks(&situation()),
        [near, far, later],
        "9 h and 9 h 50 are of one hour: the nearest wins"
    );
    let all = monde.chosen(&situation(), 30);
    assert_eq!((all[0].metres, all[1].metres, all[0].mt), (Some(3_000), Some(6_000), false));
}

#[test]
fn the_own_doctor_comes_before_everybody_for_any_motif() {
    let mut monde = monde();
    let early = monde.slot(1, 30, |_| {});
    let own = monde.slot(2, 600, |_| {});
    let asked = Situation { medecin_traitant: MedecinTraitant::Effecteur(nth(2)), ..situation() };
    assert_eq!(monde.ranks(&asked), [own, early]);
    assert!(monde.chosen(&asked, 30)[0].mt);
    let dent = Situation { motif: "dent".to_owned(), ..asked };
    assert_eq!(monde.ranks(&dent), [own], "a dentist is usual, the own doctor always takes");
}

#[test]
fn what_does_not_suit_is_not_proposed() {
    let mut monde = monde();
    monde.slot(4, 60, |_| {});
    monde.slot(1, 60, |one| one.libres = 0);
    monde.slot(1, -5, |_| {});
    monde.slot(1, 60, |one| one.contenu.visibilite = [Visibilite::Pro].into());
    monde.slot(1, 49 * 60, |_| {});
    monde.slot(1, 60, |one| one.retire_le = Some(at(NOW)));
    assert_eq!(monde.ranks(&situation()), Vec::<u128>::new());
    let inconnu = Situation { motif: "inconnu".to_owned(), ..situation() };
    let open = monde.slot(1, 60, |_| {});
    assert_eq!((monde.ranks(&situation()), monde.ranks(&inconnu)), (vec![open], vec![]));
}

#[test]
fn care_and_mobility_decide_what_is_seen() {
    let mut monde = monde();
    let practice = monde.slot(1, 60, |_| {});
    let home = monde.slot(2, 60, |one| one.contenu.modalite = Modalite::Domicile);
    let tele = monde.slot(3, 60, |one| one.contenu.modalite = Modalite::Tele);
    let dressing = monde.slot(1, 90, |one| one.contenu.soins = [Soin::Pansement].into());
    let stays = Situation { se_deplace: false, ..situation() };
    assert_eq!(monde.ranks(&stays), [tele, home]);
    assert_eq!(monde.ranks(&situation()), [tele, practice, dressing, home]);
    let plaie = Situation { motif: "plaie".to_owned(), ..situation() };
    assert!(!monde.ranks(&plaie).contains(&dressing), "a wound is no dressing in the guide");
    assert!(
        monde
            .chosen(&stays, 30)
            .iter()
            .all(|one| (one.creneau.uuid().as_u128() == tele) == one.metres.is_none())
    );
}

#[test]
fn too_far_is_no_place_and_an_unknown_distance_comes_last_of_its_hour() {
    let mut monde = monde();
    let unknown = monde.slot(3, 60, |_| {});
    let far = monde.slot(2, 70, |_| {});
    let near = monde.slot(1, 80, |_| {});
    let ranks = |km| {
        monde.chosen(&situation(), km).iter().map(|one| one.creneau.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(ranks(30), [near, far, unknown]);
    assert_eq!(ranks(5), [near, unknown]);
    assert_eq!(monde.chosen(&situation(), 5)[1].metres, None);
}

#[test]
fn a_request_is_broadcast_to_the_usual_professions_near_enough() {
    let mut monde = monde();
    let moved = monde.lieux.get_mut(&nth(2)).unwrap();
    moved.commune = "43051".parse().unwrap();
    let offre = Offre { creneaux: &[], effecteurs: &monde.effecteurs, lieux: &monde.lieux };
    let asked = |metres: Option<u32>, asked: &Situation| {
        let far = |a: CommuneCode, b: CommuneCode| if a == b { Some(0) } else { metres };
        let all = choose::secteur(asked, offre, &Guide::proposee(), &far, 30);
        all.iter().map(|one| one.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(asked(Some(30_000), &situation()), [1, 2, 3], "number 4 is a physiotherapist");
    assert_eq!(asked(Some(30_001), &situation()), [1, 3]);
    assert_eq!(asked(None, &situation()), [1, 3], "unknown is near in the same commune only");
    let dos = Situation { motif: "entorse".to_owned(), ..situation() };
    assert_eq!(asked(Some(0), &dos), [1, 2, 3, 4]);
}
