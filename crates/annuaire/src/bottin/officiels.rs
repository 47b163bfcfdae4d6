use crate::Reference;
use crate::bottin::Entree;
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::{Cpts, Id};
use repertoire::{Exercice, Nature, Professionnel};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Weak};
use territoire::atlas::Etat;
use territoire::referentiel::Referentiel;

/// What the official files say of the territory of a CPTS on one day: the same for every reader.
pub(super) struct Officiels {
    pub(super) cpts: Id<Cpts>,
    pub(super) jour: Date,
    /// The state of the files.
    revision: i64,
    france: Weak<Referentiel>,
    decides: BTreeSet<CommuneCode>,
    /// The communes decided, as files of today write them.
    pub(super) territoire: BTreeSet<CommuneCode>,
    pub(super) entrees: BTreeMap<Reference, Arc<Entree>>,
    /// People in each structure.
    pub(super) effectifs: HashMap<Reference, u32>,
    pub(super) rpps: Option<Date>,
    pub(super) finess: Option<Date>,
}

impl Officiels {
    /// Reads the files.
    ///
    /// # Errors
    /// A fault of storage.
    pub(super) async fn read(tx: &mut Tx, etat: &Etat, jour: Date) -> Result<Self> {
        let (cpts, france) = (tx.cpts(), &etat.france);
        let decides = communes(etat, cpts, jour).clone();
        let revision = repertoire::revision(tx).await?;
        let territoire = repertoire::of_today(france, &decides);
        let people = repertoire::professionnels_of(tx, france, &decides).await?;
        let places = repertoire::etablissements_of(tx, france, &decides).await?;
        let mut entrees = BTreeMap::new();
        for one in &people {
            let entree = Entree::of_person(one);
            entrees.insert(entree.reference.clone(), Arc::new(entree));
        }
        // A structure that the file still has and that is closed is no longer somewhere to go.
        for one in places.iter().filter(|one| one.is_open(jour) || one.absent_du.is_some()) {
            entrees.insert(Reference::Finess(one.finess), Arc::new(Entree::of_etablissement(one, jour)));
        }
        let closed: HashSet<Reference> = places.iter().map(|one| Reference::Finess(one.finess)).collect();
        let (sites, effectifs) = sites(&people, &territoire);
        for (reference, exercice) in sites {
            let crowd = effectifs.get(&reference).copied().unwrap_or(0) > 1;
            let known = entrees.contains_key(&reference) || closed.contains(&reference);
            let entree = Entree::of_site(reference, exercice);
            if !known && (crowd || entree.cadres().iter().any(|cadre| cadre.is_structure())) {
                entrees.insert(entree.reference.clone(), Arc::new(entree));
            }
        }
        let day = |edition: Option<repertoire::Edition>| edition.map(|edition| edition.du);
        Ok(Self {
            cpts,
            jour,
            revision,
            france: Arc::downgrade(france),
            decides,
            territoire,
            entrees,
            effectifs,
            rpps: day(repertoire::en_vigueur(tx, Nature::Activite).await?),
            finess: day(repertoire::en_vigueur(tx, Nature::Etablissement).await?),
        })
    }

    /// Whether this is still what the files say.
    pub(super) fn holds(&self, etat: &Etat, cpts: Id<Cpts>, revision: i64, jour: Date) -> bool {
        self.cpts == cpts
            && self.jour == jour
            && self.revision == revision
            && Weak::ptr_eq(&self.france, &Arc::downgrade(&etat.france))
            && self.decides == *communes(etat, cpts, jour)
    }
}

/// The communes of the CPTS on that day.
fn communes(etat: &Etat, cpts: Id<Cpts>, jour: Date) -> &BTreeSet<CommuneCode> {
    static NONE: BTreeSet<CommuneCode> = BTreeSet::new();
    etat.of(cpts).map_or(&NONE, |cpts| cpts.communes(jour))
}

type Sites<'p> = BTreeMap<Reference, &'p Exercice>;

/// The numbered sites of the territory where people practise, each with one of its lines; and how many people.
fn sites<'p>(
    people: &'p [Professionnel],
    territoire: &BTreeSet<CommuneCode>,
) -> (Sites<'p>, HashMap<Reference, u32>) {
    let (mut sites, mut crowds) = (BTreeMap::new(), HashMap::new());
    for person in people.iter().filter(|person| person.is_present()) {
        let mut own = BTreeSet::new();
        for exercice in &person.exercices {
            let structure = &exercice.structure;
            let number = structure.finess.map(Reference::Finess);
            let Some(reference) = number.or(structure.siret.map(Reference::Siret)) else { continue };
            if exercice.commune.is_some_and(|commune| territoire.contains(&commune)) {
                if !structure.nom.is_empty() {
                    sites.entry(reference.clone()).or_insert(exercice);
                }
                own.insert(reference);
            }
        }
        for reference in own {
            *crowds.entry(reference).or_insert(0) += 1;
        }
    }
    (sites, crowds)
}
