use crate::{LienDirect, ListError, Personne, droits::VOIR_JOURNAL, store};
use db::{
    Db, Trace, Tx,
    journal::{self, Ligne},
};
use kernel::{Ctx, Id};
use std::collections::{BTreeSet, HashMap};

/// Lines on one page.
pub const PAGE: u32 = 50;
/// Most lines of one file.
const LIMIT: u32 = 100_000;

/// Lines of the journal of a CPTS, newest first, and who stands behind their ids.
pub struct Journal {
    /// The lines.
    pub lignes: Vec<Ligne>,
    /// Names of the people that the lines tell of.
    pub noms: HashMap<Id<Personne>, String>,
    /// To whom the links were sent that the lines tell of.
    pub liens: HashMap<Id<LienDirect>, String>,
    /// Whether older lines exist.
    pub suite: bool,
}

impl Journal {
    /// Who did it, in words.
    #[must_use]
    pub fn acteur(&self, ligne: &Ligne) -> String {
        match ligne.acteur.split_once(':') {
            Some(("personne", id)) => self.nom(id).unwrap_or_else(|| "Une personne inconnue".to_owned()),
            Some(("lien", id)) => self.lien(id),
            Some(("systeme", nom)) => format!("Maillage ({})", nom.replace('_', " ")),
            Some(_) | None => "Un visiteur".to_owned(),
        }
    }

    /// To whom it was done, when the thing is a person.
    #[must_use]
    pub fn objet(&self, ligne: &Ligne) -> Option<String> {
        ligne.objet.strip_prefix("personne:").and_then(|id| self.nom(id))
    }

    fn lien(&self, id: &str) -> String {
        let contact =
            id.parse().ok().and_then(|id| self.liens.get(&id)).filter(|contact| !contact.is_empty());
        let known = contact.map(|contact| format!("Quelqu’un, par le lien envoyé à {contact}"));
        known.unwrap_or_else(|| "Quelqu’un, par un lien".to_owned())
    }

    fn nom(&self, id: &str) -> Option<String> {
        self.noms.get(&id.parse().ok()?).cloned()
    }
}

/// The journal of the CPTS of the caller, before line number `avant`.
///
/// # Errors
/// [`ListError`].
pub async fn read_journal(ctx: &Ctx, db: &Db, avant: i64) -> Result<Journal, ListError> {
    ctx.require(VOIR_JOURNAL)?;
    let mut tx = db.read(ctx).await?;
    let lignes = journal::latest(&mut tx, avant, PAGE).await?;
    Ok(named(&mut tx, lignes).await?)
}

/// The same, to be taken away in a file. The journal keeps who took it.
///
/// # Errors
/// [`ListError`].
pub async fn export_journal(ctx: &Ctx, db: &Db) -> Result<Journal, ListError> {
    ctx.require(VOIR_JOURNAL)?;
    let mut tx = db.begin(ctx).await?;
    let lignes = journal::latest(&mut tx, i64::MAX, LIMIT).await?;
    let journal = named(&mut tx, lignes).await?;
    tx.record(Trace::new("comptes.journal_exporte", "journal").detail(journal.lignes.len()));
    tx.commit().await?;
    Ok(journal)
}

/// The lines, with whoever they tell of: one question for fifty names, one for fifty links.
pub(crate) async fn named(tx: &mut Tx, lignes: Vec<Ligne>) -> db::Result<Journal> {
    let ids: Vec<Id<Personne>> = told_of(&lignes, "personne:");
    let mut noms = HashMap::new();
    for some in ids.chunks(store::personne::NOMS) {
        noms.extend(store::personne::noms(tx, some).await?);
    }
    let mut liens = HashMap::new();
    for some in told_of(&lignes, "lien:").chunks(store::lien_direct::CONTACTS) {
        liens.extend(store::lien_direct::contacts(tx, some).await?);
    }
    let suite = lignes.last().is_some_and(|last| last.numero > 1);
    Ok(Journal { lignes, noms, liens, suite })
}

/// Ids of the people or the links that the lines tell of, each once.
fn told_of<T>(lignes: &[Ligne], kind: &str) -> Vec<Id<T>> {
    let told = lignes.iter().flat_map(|ligne| [&ligne.acteur, &ligne.objet]);
    let ids = told.filter_map(|text| text.strip_prefix(kind)?.parse().ok());
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}
