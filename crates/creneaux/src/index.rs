use crate::casier::{Casier, Fiche};
use crate::grille::Grille;
use crate::liste::Entree;
use crate::{Creneau, Effecteur, Lieu, Refus};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Every slot that is offered, full or not, and the free ones where searches find them.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) casier: Casier,
    /// By profession.
    grilles: BTreeMap<u16, Grille>,
    numeros: BTreeMap<Id<Creneau>, u32>,
    /// By start, free or full: those that have begun are forgotten in that order.
    echeances: BTreeSet<(i32, u32)>,
    effecteurs: Vec<Id<Effecteur>>,
    rangs: BTreeMap<Id<Effecteur>, u32>,
}

impl Index {
    /// How many slots are offered, full ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numeros.len()
    }

    /// None is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numeros.is_empty()
    }

    /// The slot of this key, as it is now.
    #[must_use]
    pub fn get(&self, id: Id<Creneau>) -> Option<Creneau> {
        self.numeros.get(&id).and_then(|numero| self.read(*numero))
    }

    /// Adds a slot, with the places that are still free.
    ///
    /// # Errors
    /// Its key is known; it has no place, or more free ones than places; it starts outside the calendar.
    pub fn offer(&mut self, creneau: &Creneau) -> Result<(), Refus> {
        if creneau.places == 0 || creneau.libres > creneau.places {
            return Err(Refus::Places);
        }
        if self.numeros.contains_key(&creneau.id) {
            return Err(Refus::DejaOffert);
        }
        let debut = i32::try_from(creneau.debut).map_err(|_| Refus::HorsCalendrier)?;
        let effecteur = self.rank(creneau.lieu.effecteur)?;
        let grille = self.grilles.entry(creneau.lieu.profession).or_default();
        let fiche = Fiche {
            id: creneau.id,
            soins: creneau.soins,
            debut,
            effecteur,
            adresse: grille.locate(creneau.lieu.point),
            profession: creneau.lieu.profession,
            duree: creneau.duree,
            places: creneau.places,
            libres: creneau.libres,
            visibilites: creneau.visibilites,
            modalites: creneau.modalites,
        };
        let numero = self.casier.add(fiche)?;
        self.numeros.insert(creneau.id, numero);
        self.echeances.insert((debut, numero));
        if creneau.libres > 0 {
            self.show(numero);
        }
        Ok(())
    }

    /// Takes places of a slot. Returns how many are left.
    ///
    /// # Errors
    /// No such slot; fewer places left than asked for.
    pub fn take(&mut self, id: Id<Creneau>, places: u16) -> Result<u16, Refus> {
        let numero = self.numero(id)?;
        let fiche = self.casier.get_mut(numero);
        let libres = fiche.libres;
        let left = libres.checked_sub(places).ok_or(Refus::Complet { libres })?;
        fiche.libres = left;
        if left == 0 {
            self.hide(numero);
        }
        Ok(left)
    }

    /// Gives back places that were taken. Returns how many are free.
    ///
    /// # Errors
    /// No such slot; fewer places taken than given back.
    pub fn give_back(&mut self, id: Id<Creneau>, places: u16) -> Result<u16, Refus> {
        let numero = self.numero(id)?;
        let fiche = self.casier.get_mut(numero);
        let (libres, prises) = (fiche.libres, fiche.places - fiche.libres);
        if places > prises {
            return Err(Refus::TropRendu { prises });
        }
        fiche.libres = libres + places;
        if libres == 0 && places > 0 {
            self.show(numero);
        }
        Ok(libres + places)
    }

    /// Takes a slot away, free or not. Returns it as it was: who has its places must be told.
    ///
    /// # Errors
    /// No such slot.
    pub fn withdraw(&mut self, id: Id<Creneau>) -> Result<Creneau, Refus> {
        let numero = self.numero(id)?;
        let creneau = self.read(numero).ok_or(Refus::Inconnu)?;
        self.drop(numero);
        Ok(creneau)
    }

    /// Forgets slots that start before a minute (since 1970-01-01T00:00Z), the earliest first, at most so many at a time so
    /// that readers never wait long. Returns how many: as many as allowed means that more may be left.
    pub fn forget(&mut self, before: i64, at_most: usize) -> usize {
        for forgotten in 0..at_most {
            match self.echeances.first() {
                Some((debut, numero)) if i64::from(*debut) < before => self.drop(*numero),
                _ => return forgotten,
            }
        }
        at_most
    }

    /// The points of a profession.
    pub(crate) fn grille(&self, profession: u16) -> Option<&Grille> {
        self.grilles.get(&profession)
    }

    /// The rank of somebody who has or had a slot.
    pub(crate) fn rank_of(&self, effecteur: Id<Effecteur>) -> Option<u32> {
        self.rangs.get(&effecteur).copied()
    }

    /// The slot of a record.
    pub(crate) fn read(&self, numero: u32) -> Option<Creneau> {
        let fiche = self.casier.get(numero);
        let point = self.grille(fiche.profession)?.point(fiche.adresse);
        let effecteur = *self.effecteurs.get(fiche.effecteur as usize)?;
        Some(Creneau {
            id: fiche.id,
            lieu: Lieu { effecteur, profession: fiche.profession, point },
            debut: i64::from(fiche.debut),
            duree: fiche.duree,
            places: fiche.places,
            libres: fiche.libres,
            visibilites: fiche.visibilites,
            modalites: fiche.modalites,
            soins: fiche.soins,
        })
    }

    fn numero(&self, id: Id<Creneau>) -> Result<u32, Refus> {
        self.numeros.get(&id).copied().ok_or(Refus::Inconnu)
    }

    fn rank(&mut self, effecteur: Id<Effecteur>) -> Result<u32, Refus> {
        if let Some(rank) = self.rank_of(effecteur) {
            return Ok(rank);
        }
        let rank = u32::try_from(self.effecteurs.len()).map_err(|_| Refus::Plein)?;
        self.effecteurs.push(effecteur);
        self.rangs.insert(effecteur, rank);
        Ok(rank)
    }

    /// Puts a slot where searches find it.
    fn show(&mut self, numero: u32) {
        let fiche = self.casier.get(numero);
        if let Some(grille) = self.grilles.get_mut(&fiche.profession) {
            let entree = Entree { id: fiche.id, numero, effecteur: fiche.effecteur };
            grille.insert(fiche.adresse, fiche.debut, entree);
        }
    }

    /// Takes a slot from where searches find it.
    fn hide(&mut self, numero: u32) {
        let fiche = self.casier.get(numero);
        if let Some(grille) = self.grilles.get_mut(&fiche.profession) {
            grille.remove(fiche.adresse, fiche.debut, fiche.id);
        }
    }

    fn drop(&mut self, numero: u32) {
        let fiche = *self.casier.get(numero);
        if fiche.libres > 0 {
            self.hide(numero);
        }
        self.numeros.remove(&fiche.id);
        self.echeances.remove(&(fiche.debut, numero));
        self.casier.free(numero);
    }
}
