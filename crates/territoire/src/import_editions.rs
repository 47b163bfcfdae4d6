use crate::carte::{self, Contours};
use crate::droits::IMPORTER;
use crate::edition::{Importee, Jeu};
use crate::fichier::{Illisible, Rejet};
use crate::import::{self, Bilan, ErreurIndicateurs};
use crate::indicateur::TableIndicateurs;
use crate::referentiel::{Referentiel, TableCommunes, TableauError};
use crate::store;
use db::{Db, Trace, Tx};
use identifiants::{CommuneCode, DepartementCode};
use kernel::{Ctx, Denied};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A file to import.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name, without its folder.
    pub nom: &'a str,
    /// What it holds.
    pub contenu: &'a [u8],
    /// For indicators: the text of its companion `*.meta.toml`.
    pub meta: Option<&'a str>,
}

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reglages {
    /// Keeps the readable lines even when others are refused.
    pub partial: bool,
    /// Says what would change, and writes nothing.
    pub dry_run: bool,
}

/// How it went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Counts.
    #[serde(flatten)]
    pub bilan: Bilan,
    /// Whether something was written.
    pub written: bool,
    /// What a person must know.
    pub notices: Vec<String>,
}

/// Why an import is refused. Nothing is written then.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Some lines are refused, and nobody asked for the others alone.
    #[error("{} sur {}\u{a0}: rien n’a été enregistré.", refused(.0), .0.bilan.lus)]
    Rejets(Summary),
    /// Not a single line can be used.
    #[error("Aucune ligne n’est utilisable\u{a0}: rien n’a été enregistré.")]
    RienDeLisible(Summary),
    /// A CSV file.
    #[error("{0}\u{a0}: {1}")]
    Csv(String, Illisible),
    /// A file of indicators.
    #[error("{0}\u{a0}: {1}")]
    Indicateurs(String, ErreurIndicateurs),
    /// A file of outlines.
    #[error("{0}\u{a0}: {1}")]
    Contours(String, carte::Illisible),
    /// The edition in force.
    #[error("L’édition en vigueur n’est pas lisible\u{a0}: {0}")]
    Edition(#[from] TableauError),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

fn refused(summary: &Summary) -> String {
    let count = i64::try_from(summary.bilan.rejetes).unwrap_or(i64::MAX);
    ui::francais::compte(count, "ligne refusée", "lignes refusées")
}

/// Where refused lines go, with the rank of their file.
pub type Refuse<'a> = &'a mut (dyn FnMut(usize, Rejet) + Send);

/// Lays files of communes, and tables of old codes, over the edition in force.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub async fn import_communes(
    ctx: &Ctx,
    db: &Db,
    sources: &[Source<'_>],
    reglages: Reglages,
    refuse: Refuse<'_>,
) -> Result<Summary, ImportError> {
    ctx.require(IMPORTER)?;
    let mut tx = begin(ctx, db, reglages).await?;
    let present = table_communes(&mut tx).await?;
    let (mut table, mut summary) = (present.clone(), Summary::default());
    for (rank, source) in sources.iter().enumerate() {
        let mut reject = |rejet| refuse(rank, rejet);
        let read = if import::is_anciens(source.contenu) {
            import::anciens(&table, source.contenu, &mut reject)
        } else {
            import::communes(&table, source.contenu, None, &mut reject)
        };
        let read = read.map_err(|error| ImportError::Csv(source.nom.to_owned(), error))?;
        table = read.edition;
        summary.add(read.bilan, read.avis);
    }
    let bytes = (table != present).then(|| table.to_bytes());
    finish(tx, Jeu::Communes, sources, reglages, summary, bytes).await
}

/// Lays files of indicators over the edition in force.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub async fn import_indicateurs(
    ctx: &Ctx,
    db: &Db,
    sources: &[Source<'_>],
    reglages: Reglages,
    refuse: Refuse<'_>,
) -> Result<Summary, ImportError> {
    ctx.require(IMPORTER)?;
    let mut tx = begin(ctx, db, reglages).await?;
    let present = table_indicateurs(&mut tx).await?;
    let france = Referentiel::new(table_communes(&mut tx).await?, present.clone());
    let (mut table, mut summary) = (present.clone(), Summary::default());
    for (rank, source) in sources.iter().enumerate() {
        let mut reject = |rejet| refuse(rank, rejet);
        let read = import::indicateurs(&france, &table, source.contenu, source.meta, &mut reject);
        let read = read.map_err(|error| ImportError::Indicateurs(source.nom.to_owned(), error))?;
        table = read.edition;
        summary.add(read.bilan, read.avis);
    }
    let bytes = (table != present).then(|| table.to_bytes());
    finish(tx, Jeu::Indicateurs, sources, reglages, summary, bytes).await
}

/// Lays files of outlines over those that are known.
///
/// # Errors
/// [`ImportError`]; nothing is written then.
pub async fn import_contours(
    ctx: &Ctx,
    db: &Db,
    sources: &[Source<'_>],
    reglages: Reglages,
    refuse: Refuse<'_>,
) -> Result<Summary, ImportError> {
    ctx.require(IMPORTER)?;
    let mut tx = begin(ctx, db, reglages).await?;
    let france = Referentiel::new(table_communes(&mut tx).await?, table_indicateurs(&mut tx).await?);
    let mut known: BTreeMap<DepartementCode, Contours<CommuneCode>> = BTreeMap::new();
    for (departement, bytes) in store::contours(&mut tx).await? {
        known.insert(departement, Contours::from_bytes(&bytes)?);
    }
    let all = known.values().flat_map(|contours| contours.formes.clone()).collect();
    let mut present = Contours { source: String::new(), formes: all };
    let mut summary = Summary::default();
    for (rank, source) in sources.iter().enumerate() {
        let mut reject = |rejet| refuse(rank, rejet);
        let read = import::contours(&france, Some(&present), source.contenu, source.nom, &mut reject);
        let read = read.map_err(|error| ImportError::Contours(source.nom.to_owned(), error))?;
        present = read.edition;
        summary.add(read.bilan, read.avis);
    }
    summary.refused(reglages)?;
    let mut changed = false;
    for (departement, formes) in by_departement(present.formes) {
        if known.get(&departement).is_some_and(|contours| contours.formes == formes) {
            continue;
        }
        changed = true;
        if !reglages.dry_run {
            let contours = Contours { source: present.source.clone(), formes };
            store::keep_contour(&mut tx, departement, contours.to_bytes()).await?;
        }
    }
    finish(tx, Jeu::Contours, sources, reglages, summary, changed.then(Vec::new)).await
}

fn by_departement(
    formes: BTreeMap<CommuneCode, carte::Forme>,
) -> BTreeMap<DepartementCode, BTreeMap<CommuneCode, carte::Forme>> {
    let mut groups: BTreeMap<DepartementCode, BTreeMap<CommuneCode, carte::Forme>> = BTreeMap::new();
    for (code, forme) in formes {
        groups.entry(code.departement()).or_default().insert(code, forme);
    }
    groups
}

/// Two imports at once: the second waits here, then reads what the first kept.
async fn begin(ctx: &Ctx, db: &Db, reglages: Reglages) -> db::Result<Tx> {
    if reglages.dry_run {
        return db.read(ctx).await;
    }
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx, "editions").await?;
    Ok(tx)
}

async fn table_communes(tx: &mut Tx) -> Result<TableCommunes, ImportError> {
    Ok(match store::contenu(tx, Jeu::Communes).await? {
        Some(bytes) => TableCommunes::from_bytes(&bytes)?,
        None => TableCommunes::embedded()?,
    })
}

async fn table_indicateurs(tx: &mut Tx) -> Result<TableIndicateurs, ImportError> {
    Ok(match store::contenu(tx, Jeu::Indicateurs).await? {
        Some(bytes) => TableIndicateurs::from_bytes(&bytes)?,
        None => TableIndicateurs::embedded()?,
    })
}

impl Summary {
    fn add(&mut self, bilan: Bilan, notices: Vec<String>) {
        self.bilan.lus += bilan.lus;
        self.bilan.ajoutes += bilan.ajoutes;
        self.bilan.modifies += bilan.modifies;
        self.bilan.inchanges += bilan.inchanges;
        self.bilan.rejetes += bilan.rejetes;
        self.notices.extend(notices);
    }

    fn refused(&self, reglages: Reglages) -> Result<(), ImportError> {
        let Bilan { lus, rejetes, .. } = self.bilan;
        if rejetes > 0 && rejetes == lus {
            return Err(ImportError::RienDeLisible(self.clone()));
        }
        if rejetes > 0 && !reglages.partial {
            return Err(ImportError::Rejets(self.clone()));
        }
        Ok(())
    }
}

/// Keeps the edition when something changes: in one transaction, whole or not at all.
async fn finish(
    mut tx: Tx,
    jeu: Jeu,
    sources: &[Source<'_>],
    reglages: Reglages,
    mut summary: Summary,
    contenu: Option<Vec<u8>>,
) -> Result<Summary, ImportError> {
    summary.refused(reglages)?;
    let Some(contenu) = contenu.filter(|_| !reglages.dry_run) else { return Ok(summary) };
    let names: Vec<&str> = sources.iter().map(|source| source.nom).collect();
    let mut hash = Sha256::new();
    sources.iter().for_each(|source| hash.update(source.contenu));
    let edition = Importee {
        jeu,
        numero: store::next_numero(&mut tx, jeu).await?,
        le: tx.ctx().now,
        par: tx.ctx().actor.label(),
        fichier: names.join(", "),
        empreinte: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        bilan: summary.bilan,
    };
    store::keep_edition(&mut tx, &edition, contenu).await?;
    let trace = Trace::new("territoire.edition_importee", format!("{}:{}", jeu.code(), edition.numero));
    tx.record(trace.detail(&edition.fichier).after(&(&edition.empreinte, edition.bilan)));
    tx.commit().await?;
    summary.written = true;
    Ok(summary)
}
