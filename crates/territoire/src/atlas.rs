//! What every page and question of this crate shares, in memory: the reference files in force, the law, and where every
//! CPTS is. Each request compares one number with the database, so that an import or a change made by another program
//! is seen at once.

use crate::edition::Jeu;
use crate::fonds::Fonds;
use crate::indicateur::TableIndicateurs;
use crate::occupation::Occupation;
use crate::perimetre::{Chevauchement, Perimetre, Version};
use crate::referentiel::{Referentiel, TableCommunes, TableauError};
use crate::statut::{Etape, Statut};
use crate::store::{self, Revision};
use db::{Db, Error, Result, Tx};
use identifiants::CommuneCode;
use jiff::{Timestamp, civil::Date};
use kernel::{Cpts, Ctx, Id};
use law::Parameters;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Kept in [`web::App`]; cheap to ask.
#[derive(Debug)]
pub struct Atlas {
    now: RwLock<Arc<Etat>>,
}

/// The atlas at one moment: a page is drawn from one of these, never from two.
#[derive(Debug)]
pub struct Etat {
    /// Communes and figures.
    pub france: Arc<Referentiel>,
    /// Texts and dated values.
    pub law: Arc<Parameters>,
    /// Every CPTS that has a territory or a stage, by id.
    pub cpts: Vec<CptsConnue>,
    /// Outlines and sketches, drawn once.
    pub fonds: Fonds,
    occupation: Mutex<Option<(Date, Arc<Occupation>)>>,
    revision: Revision,
}

/// What everybody may know of a CPTS.
#[derive(Debug, Clone)]
pub struct CptsConnue {
    /// Its id.
    pub id: Id<Cpts>,
    /// First segment of its addresses.
    pub slug: String,
    /// Its name.
    pub nom: String,
    /// Its territory, version by version.
    pub perimetre: Perimetre,
    /// Where it stands.
    pub statut: Option<Statut>,
}

impl CptsConnue {
    /// The communes of that day; none before the first version, none once the project is given up.
    #[must_use]
    pub fn communes(&self, jour: Date) -> &BTreeSet<CommuneCode> {
        static NONE: BTreeSet<CommuneCode> = BTreeSet::new();
        if self.is_abandonnee() {
            return &NONE;
        }
        self.perimetre.at(jour).map_or(&NONE, |version| &version.communes)
    }

    /// True when the project was given up.
    #[must_use]
    pub fn is_abandonnee(&self) -> bool {
        self.statut.as_ref().is_some_and(|statut| statut.etape() == Etape::Abandonnee)
    }
}

impl Atlas {
    /// Reads everything: the tables compiled into the program, or the editions imported since.
    ///
    /// # Errors
    /// A fault of storage, or an edition that cannot be read.
    pub async fn load(db: &Db, now: Timestamp) -> Result<Self> {
        let ctx = Ctx::system("atlas", now);
        let mut tx = db.read(&ctx).await?;
        let revision = store::revision(&mut tx).await?;
        let law = Parameters::embedded().map_err(|error| fault("law", &error))?;
        let france = Arc::new(referentiel(&mut tx).await?);
        let etat = Etat {
            law: Arc::new(law),
            cpts: cpts(&mut tx, &france).await?,
            france,
            fonds: Fonds::default(),
            occupation: Mutex::default(),
            revision,
        };
        Ok(Self { now: RwLock::new(Arc::new(etat)) })
    }

    /// The atlas as it stands for this transaction.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn at(&self, tx: &mut Tx) -> Result<Arc<Etat>> {
        let known = Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner));
        let revision = store::revision(tx).await?;
        if revision == known.revision {
            return Ok(known);
        }
        let same_editions = revision.editions == known.revision.editions;
        let france = if same_editions { Arc::clone(&known.france) } else { Arc::new(referentiel(tx).await?) };
        let etat = Arc::new(Etat {
            law: Arc::clone(&known.law),
            cpts: cpts(tx, &france).await?,
            france,
            fonds: if same_editions { known.fonds.clone() } else { Fonds::default() },
            occupation: Mutex::default(),
            revision,
        });
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        // A slower reader must not put an older state back.
        if revision.editions >= now.revision.editions && revision.cpts >= now.revision.cpts {
            *now = Arc::clone(&etat);
        }
        Ok(etat)
    }
}

impl Etat {
    /// A CPTS by its id.
    #[must_use]
    pub fn of(&self, id: Id<Cpts>) -> Option<&CptsConnue> {
        self.rank(id).map(|at| &self.cpts[at])
    }

    /// Its rank in [`Self::cpts`].
    #[must_use]
    pub fn rank(&self, id: Id<Cpts>) -> Option<usize> {
        self.cpts.binary_search_by_key(&id, |cpts| cpts.id).ok()
    }

    /// Who covers what on that day: those whose project still lives.
    #[must_use]
    pub fn occupation(&self, jour: Date) -> Arc<Occupation> {
        let mut kept = self.occupation.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((day, occupation)) = &*kept
            && *day == jour
        {
            return Arc::clone(occupation);
        }
        let territoires = self.cpts.iter().map(|cpts| cpts.communes(jour));
        let occupation = Arc::new(Occupation::of(&self.france, territoires));
        *kept = Some((jour, Arc::clone(&occupation)));
        occupation
    }

    /// What other CPTS than `me` count among `communes` on that day.
    #[must_use]
    pub fn claims(
        &self,
        communes: &BTreeSet<CommuneCode>,
        me: Id<Cpts>,
        jour: Date,
    ) -> Vec<Chevauchement<Id<Cpts>>> {
        let claimed = self.occupation(jour).claimed(&self.france, communes.iter().copied(), self.rank(me));
        let named = |claim: Chevauchement<usize>| Chevauchement {
            commune: claim.commune,
            cpts: claim.cpts.iter().map(|at| self.cpts[*at].id).collect(),
        };
        claimed.into_iter().map(named).collect()
    }

    /// Inhabitants of these communes, each counted once.
    #[must_use]
    pub fn population(&self, communes: &BTreeSet<CommuneCode>) -> i64 {
        let known = communes.iter().filter_map(|code| self.france.commune(*code));
        let once = known.filter(|commune| commune.mere.is_none_or(|city| !communes.contains(&city)));
        once.filter_map(|commune| commune.population).map(i64::from).sum()
    }
}

/// The communes in force, for a command that needs nothing else of the atlas.
///
/// # Errors
/// A fault of storage, or an edition that cannot be read.
pub async fn reference(db: &Db, now: Timestamp) -> Result<Referentiel> {
    referentiel(&mut db.read(&Ctx::system("atlas", now)).await?).await
}

async fn referentiel(tx: &mut Tx) -> Result<Referentiel> {
    let communes = match store::contenu(tx, Jeu::Communes).await? {
        Some(bytes) => TableCommunes::from_bytes(&bytes),
        None => TableCommunes::embedded(),
    };
    let indicateurs = match store::contenu(tx, Jeu::Indicateurs).await? {
        Some(bytes) => TableIndicateurs::from_bytes(&bytes),
        None => TableIndicateurs::embedded(),
    };
    let unreadable = |error: TableauError| fault("contenu", &error);
    Ok(Referentiel::new(communes.map_err(unreadable)?, indicateurs.map_err(unreadable)?))
}

async fn cpts(tx: &mut Tx, france: &Referentiel) -> Result<Vec<CptsConnue>> {
    let mut versions: BTreeMap<Id<Cpts>, Vec<Version>> = BTreeMap::new();
    for (id, mut version) in store::public_perimetres(tx).await? {
        version.communes = version.communes.into_iter().map(|code| of_today(france, code)).collect();
        versions.entry(id).or_default().push(version);
    }
    let mut statuts: BTreeMap<Id<Cpts>, Statut> = store::public_statuts(tx).await?.into_iter().collect();
    let named = comptes::toutes(tx).await?.into_iter().map(|named| CptsConnue {
        id: named.id,
        perimetre: Perimetre::of(versions.remove(&named.id).unwrap_or_default()),
        statut: statuts.remove(&named.id),
        slug: named.slug.to_string(),
        nom: named.nom.to_string(),
    });
    let mut cpts: Vec<CptsConnue> =
        named.filter(|c| c.statut.is_some() || !c.perimetre.versions().is_empty()).collect();
    cpts.sort_by_key(|cpts| cpts.id);
    Ok(cpts)
}

/// A commune that has merged since the territory was decided is counted in the one that it became a part of.
fn of_today(france: &Referentiel, code: CommuneCode) -> CommuneCode {
    match (france.commune(code), france.anciens(code)) {
        (None, [ancien]) => ancien.actuel,
        _ => code,
    }
}

fn fault(column: &str, error: &impl std::fmt::Display) -> Error {
    Error::Decode { column: column.to_owned(), expected: "a readable edition", got: error.to_string() }
}
