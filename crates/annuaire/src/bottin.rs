//! The directory that people read: everybody and everything that a CPTS shows, official or its own, as one reader may see
//! it, in memory, sorted, filtered and searched without asking the base.
//!
//! Two layers. What the official files say of a territory ([`Entree`]) is shared by all readers; what the CPTS and the
//! owners add is merged for one [`Regard`] ([`Inscrit`]), from [`Vue`](crate::Vue) only: the cache of a reader holds
//! nothing that this reader may not see, neither does its index.

mod bottins;
mod cadre;
mod chercher;
mod comptes;
mod documents;
mod entree;
mod filtre;
mod inscrit;
mod lieu;
mod officiels;
mod rassembler;

pub use bottins::Bottins;
pub use cadre::Cadre;
pub use chercher::{Demande, Reponse, Trouve};
pub use comptes::Comptes;
pub use entree::{Entree, Nom, Sorte};
pub use filtre::{Etat, Filtre, RAYONS};
pub use inscrit::{Attache, Inscrit};
pub use lieu::Lieu;

use crate::{Reference, Regard};
use identifiants::{CommuneCode, Idnps};
use jiff::civil::Date;
use officiels::Officiels;
use recherche::Index;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// The whole directory of a CPTS, as one reader may see it on one day.
pub struct Bottin {
    /// Whose eyes.
    regard: Regard,
    /// The revision of what the CPTS says.
    revision: i64,
    officiels: Arc<Officiels>,
    /// In the order of lists.
    inscrits: Vec<Inscrit>,
    rangs: HashMap<Reference, u32>,
    /// Who the RPPS numbers of replacements are.
    noms: HashMap<Idnps, String>,
    /// Months after which a confirmation is old.
    mois: u16,
    index: OnceLock<Cherche>,
    /// The printed public directory, kept once made.
    imprime: tokio::sync::OnceCell<Arc<[u8]>>,
}

/// The index, and what it searches.
struct Cherche {
    index: Index,
    /// Rank of the entry of each document.
    rangs: Vec<u32>,
    /// National numbers and telephones, without spaces.
    numeros: HashMap<String, Vec<u32>>,
}

impl Bottin {
    /// Whose eyes these are.
    #[must_use]
    pub const fn regard(&self) -> Regard {
        self.regard
    }

    /// The day.
    #[must_use]
    pub fn jour(&self) -> Date {
        self.officiels.jour
    }

    /// Months after which a confirmation is old.
    #[must_use]
    pub const fn mois(&self) -> u16 {
        self.mois
    }

    /// The communes of the territory; arrondissements for Paris, Lyon and Marseille.
    #[must_use]
    pub fn territoire(&self) -> &BTreeSet<CommuneCode> {
        &self.officiels.territoire
    }

    /// The day of the file of professionals, when one was imported.
    #[must_use]
    pub fn rpps_du(&self) -> Option<Date> {
        self.officiels.rpps
    }

    /// The day of the file of structures, when one was imported.
    #[must_use]
    pub fn finess_du(&self) -> Option<Date> {
        self.officiels.finess
    }

    /// Every entry, in the order of lists; those taken out too, for the office.
    #[must_use]
    pub fn inscrits(&self) -> &[Inscrit] {
        &self.inscrits
    }

    /// The entry of a subject.
    #[must_use]
    pub fn get(&self, reference: &Reference) -> Option<&Inscrit> {
        self.inscrits.get(*self.rangs.get(reference)? as usize)
    }

    /// Who an RPPS number is, among those who stand in for somebody.
    #[must_use]
    pub fn nom(&self, idnps: &Idnps) -> Option<String> {
        let here = self.get(&Reference::Professionnel(idnps.clone())).map(|one| one.entree().nom_complet());
        here.or_else(|| self.noms.get(idnps).cloned())
    }

    /// Who practises in a structure: by the official file, or attached by hand.
    pub fn equipe(&self, structure: &Reference) -> impl Iterator<Item = &Inscrit> {
        self.inscrits.iter().filter(move |one| !one.is_retiree() && one.works_in(structure))
    }

    /// The printed public directory, made once for each state of it.
    pub(crate) const fn imprime(&self) -> &tokio::sync::OnceCell<Arc<[u8]>> {
        &self.imprime
    }
}
