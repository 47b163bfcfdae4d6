use crate::add_indicateur::objet;
use crate::droits::SAISIR;
use crate::indicateur::Indicateur;
use crate::note_valeur::author;
use crate::reword_indicateur::held;
use crate::valeur::{PreuveDeposee, Refus, Valeur};
use crate::{WriteError, gel, read_tableau, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use pieces::{Depot, Piece};

/// What a paper proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objet {
    /// The indicator.
    pub indicateur: Id<Indicateur>,
    /// The contract year.
    pub annee: u32,
    /// The value; `None` for the indicator as a whole.
    pub valeur: Option<Id<Valeur>>,
    /// What the paper is; its name when empty.
    pub libelle: String,
}

/// Adds a paper to a value, or to an indicator in one year.
///
/// # Errors
/// [`WriteError`].
pub async fn add_preuve(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    objet: Objet,
    depot: Option<Depot>,
) -> Result<Id<PreuveDeposee>, WriteError> {
    ctx.require(SAISIR)?;
    read_tableau::year(contrat, objet.annee)?;
    let depot = depot.ok_or(Refus::SansPiece)?;
    let mut tx = db.begin(ctx).await?;
    let indicateur = held(&mut tx, objet.indicateur).await?;
    if indicateur.contrat != contrat.id {
        return Err(WriteError::Inconnu("Cet indicateur"));
    }
    if let Some(id) = objet.valeur {
        let valeur = store::valeurs::valeur(&mut tx, id).await?.filter(|one| one.indicateur == indicateur.id);
        valeur.ok_or(WriteError::Inconnu("Cette valeur"))?;
    }
    let piece = pieces::keep(&mut tx, &depot.for_institutions()).await?;
    let words = if objet.libelle.trim().is_empty() { piece.nom.clone() } else { objet.libelle };
    let id = keep_preuve(&mut tx, indicateur.id, objet.annee, objet.valeur, &piece, &words).await?;
    tx.commit().await?;
    Ok(id)
}

/// Takes a paper away from what it proved; the file itself goes when nothing else cites it. A paper that a settled year counted
/// stays.
///
/// # Errors
/// [`gel::Refus::PreuveCitee`], another [`WriteError`].
pub async fn remove_preuve(
    ctx: &Ctx,
    db: &Db,
    indicateur: Id<Indicateur>,
    id: Id<PreuveDeposee>,
) -> Result<(), WriteError> {
    ctx.require(SAISIR)?;
    let mut tx = db.begin(ctx).await?;
    // Whoever settles the year waits here: what it counts is not taken away under it.
    let indicateur = held(&mut tx, indicateur).await?;
    let all = store::preuves::preuves(&mut tx, indicateur.id).await?;
    let preuve = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Cette preuve"))?;
    if is_cited(&mut tx, &indicateur, &preuve).await? {
        return Err(gel::Refus::PreuveCitee(preuve.annee).into());
    }
    let piece = take_away(&mut tx, &preuve).await?;
    tx.commit().await?;
    pieces::release(ctx, db, piece).await?;
    Ok(())
}

/// Whether the freeze that settles the year of a paper counted it. A freeze that settles nothing holds no paper.
pub(crate) async fn is_cited(
    tx: &mut Tx,
    indicateur: &Indicateur,
    preuve: &PreuveDeposee,
) -> Result<bool, WriteError> {
    let Some(gel) = store::gels::definitif(tx, indicateur.contrat, preuve.annee).await? else {
        return Ok(false);
    };
    let lignes = store::gels::lignes(tx, gel.id).await?;
    Ok(lignes.iter().any(|ligne| ligne.cite(preuve)))
}

/// Cuts the link between a paper and what it proved: the file, to be released once this is committed.
pub(crate) async fn take_away(tx: &mut Tx, preuve: &PreuveDeposee) -> Result<Id<Piece>, WriteError> {
    let piece = store::preuves::remove(tx, preuve.indicateur, preuve.id).await?;
    let trace = Trace::new("indicateurs.preuve_retiree", objet(preuve.indicateur)).detail(&preuve.libelle);
    tx.record(trace.before(preuve));
    piece.ok_or(WriteError::Inconnu("Cette preuve"))
}

/// Keeps the link between a paper and what it proves.
pub(crate) async fn keep_preuve(
    tx: &mut Tx,
    indicateur: Id<Indicateur>,
    annee: u32,
    valeur: Option<Id<Valeur>>,
    piece: &Piece,
    libelle: &str,
) -> Result<Id<PreuveDeposee>, WriteError> {
    let ctx = tx.ctx().clone();
    let libelle = libelle.trim().chars().take(200).collect();
    let preuve = PreuveDeposee {
        id: ctx.id(),
        indicateur,
        annee,
        valeur,
        piece: piece.id,
        libelle,
        ajoutee_le: ctx.now,
    };
    store::preuves::add(tx, &preuve, author(&ctx)).await?;
    let trace = Trace::new("indicateurs.preuve_ajoutee", objet(indicateur)).detail(&preuve.libelle);
    tx.record(trace.after(&preuve));
    Ok(preuve.id)
}
