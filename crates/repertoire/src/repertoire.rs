//! The national search index in memory: built from the base in the background, and again when an import has changed
//! the directories. Until a newer one is there, the older one answers.

mod index;

pub use index::Nationale;

use crate::{Professionnel, questions, store};
use db::{Db, Result, Tx};
use identifiants::{CommuneCode, Idnps, Rpps};
use kernel::Ctx;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use territoire::referentiel::Referentiel;

/// Kept in [`web::App`]; cheap to ask.
#[derive(Default)]
pub struct Repertoire {
    etat: Arc<Mutex<Memoire>>,
}

#[derive(Default)]
struct Memoire {
    prete: Option<Arc<Nationale>>,
    /// The revision being built.
    en_cours: Option<i64>,
}

/// Whether people can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// No directory was imported yet.
    Vide,
    /// The first index is being built: some seconds.
    Prepare,
    /// It answers.
    Pret {
        /// People in it.
        personnes: usize,
        /// Whether it is that of the editions in force; a newer one is being built otherwise.
        a_jour: bool,
    },
}

/// What is searched.
#[derive(Clone, Copy)]
pub struct Recherche<'a> {
    /// As typed: names, profession, commune, RPPS number, in any order.
    pub texte: &'a str,
    /// At equal match, the nearest to this commune first.
    pub pres_de: Option<CommuneCode>,
    /// Only those who practise in these communes.
    pub communes: Option<&'a BTreeSet<CommuneCode>>,
    /// At most that many people.
    pub limit: usize,
}

/// Somebody found, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouve {
    /// Who.
    pub professionnel: Professionnel,
    /// From 1 (each word found as typed) towards 0.
    pub score: f32,
    /// Whether each typed word was found, as typed or not.
    pub complet: bool,
    /// Metres from the commune asked for to that of the person.
    pub metres: Option<f64>,
    /// In words.
    pub pourquoi: Vec<String>,
}

/// What a search answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Reponse {
    /// Where the index stands.
    pub etat: Etat,
    /// Best first.
    pub trouves: Vec<Trouve>,
    /// « vouliez-vous dire… », when nothing was found as typed.
    pub proches: Vec<String>,
}

impl Repertoire {
    /// Nothing is read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where the index stands; starts to build one when the directories have changed since.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn etat(&self, db: &Db, tx: &mut Tx, france: &Arc<Referentiel>) -> Result<Etat> {
        Ok(self.at(db, tx, france).await?.0)
    }

    /// Who answers to that text.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn search(
        &self,
        db: &Db,
        tx: &mut Tx,
        france: &Arc<Referentiel>,
        asked: Recherche<'_>,
    ) -> Result<Reponse> {
        let (etat, index) = self.at(db, tx, france).await?;
        if let Some(found) = by_number(tx, asked.texte).await? {
            return Ok(Reponse { etat, trouves: vec![found], proches: Vec::new() });
        }
        let Some(index) = index else {
            return Ok(Reponse { etat, trouves: Vec::new(), proches: Vec::new() });
        };
        let (trouves, proches) = index.search(tx, france, asked).await?;
        Ok(Reponse { etat, trouves, proches })
    }

    async fn at(
        &self,
        db: &Db,
        tx: &mut Tx,
        france: &Arc<Referentiel>,
    ) -> Result<(Etat, Option<Arc<Nationale>>)> {
        let revision = store::revision(tx).await?;
        let (ready, start) = {
            let mut memoire = self.etat.lock().unwrap_or_else(PoisonError::into_inner);
            let late = memoire.prete.as_ref().is_none_or(|index| index.revision() != revision);
            let start = revision > 0 && late && memoire.en_cours != Some(revision);
            if start {
                memoire.en_cours = Some(revision);
            }
            (memoire.prete.clone(), start)
        };
        if start {
            self.build(db.clone(), Ctx::system("repertoire", tx.ctx().now), Arc::clone(france), revision);
        }
        let etat = match &ready {
            Some(index) => Etat::Pret { personnes: index.len(), a_jour: index.revision() == revision },
            None if revision == 0 => Etat::Vide,
            None => Etat::Prepare,
        };
        Ok((etat, ready))
    }

    /// Builds on a task of its own.
    fn build(&self, db: Db, ctx: Ctx, france: Arc<Referentiel>, revision: i64) {
        let etat = Arc::clone(&self.etat);
        drop(tokio::spawn(async move {
            let built = Nationale::read(&db, &ctx, &france).await;
            let mut memoire = etat.lock().unwrap_or_else(PoisonError::into_inner);
            if memoire.en_cours == Some(revision) {
                memoire.en_cours = None;
            }
            match built {
                // A slower build must not put an older state back.
                Ok(index)
                    if memoire.prete.as_ref().is_none_or(|known| known.revision() <= index.revision()) =>
                {
                    memoire.prete = Some(Arc::new(index));
                }
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the index of the directory cannot be built"),
            }
        }));
    }
}

/// Somebody whose number was typed.
async fn by_number(tx: &mut Tx, texte: &str) -> Result<Option<Trouve>> {
    let digits = texte.trim();
    let rpps = digits.parse::<Rpps>().ok().map(Idnps::from);
    let Some(idnps) = rpps.or_else(|| digits.parse::<Idnps>().ok()) else { return Ok(None) };
    let found = questions::professionnel(tx, &idnps).await?;
    Ok(found.map(|professionnel| Trouve {
        professionnel,
        score: 1.0,
        complet: true,
        metres: None,
        pourquoi: vec!["numéro national".to_owned()],
    }))
}

/// One search for the command line: reads the base, builds the index, answers.
///
/// # Errors
/// A fault of storage.
pub async fn find(db: &Db, ctx: &Ctx, france: &Referentiel, asked: Recherche<'_>) -> Result<Vec<Trouve>> {
    let mut tx = db.read(ctx).await?;
    if let Some(found) = by_number(&mut tx, asked.texte).await? {
        return Ok(vec![found]);
    }
    let index = Nationale::read(db, ctx, france).await?;
    Ok(index.search(&mut tx, france, asked).await?.0)
}
