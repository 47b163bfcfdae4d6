use crate::add_indicateur::objet;
use crate::cible::{Cible, Refus, check_somme};
use crate::droits::MODIFIER;
use crate::indicateur::{self, Indicateur};
use crate::reword_indicateur::held;
use crate::store::indicateurs::Adaptation;
use crate::{Nombre, WriteError, read_tableau, store};
use contrat::Contrat;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use std::collections::{BTreeMap, BTreeSet};

/// Whether weights must sum to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// They may be unfinished: no variable part is computed until they sum to one.
    Brouillon,
    /// They must sum to one exactly.
    Complet,
}

/// Writes the targets and weights of one mission for one year: all its indicators at once, so that the sum is that of what is
/// written. For whoever has not shown them to anybody before.
///
/// # Errors
/// [`Refus::Somme`] with the sum found, [`Refus::Accordee`], another [`WriteError`].
pub async fn set_cibles(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    which: (&str, u32),
    cibles: &BTreeMap<Id<Indicateur>, Cible>,
    etat: Etat,
) -> Result<(), WriteError> {
    write(ctx, db, contrat, which, cibles, (etat, None)).await
}

/// The same for a page that showed them: refused when somebody changed them since. `lu` is the [`lecture`] that was shown.
///
/// # Errors
/// [`Refus::Change`], and those of [`set_cibles`].
pub async fn correct_cibles(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    which: (&str, u32),
    cibles: &BTreeMap<Id<Indicateur>, Cible>,
    (etat, lu): (Etat, &str),
) -> Result<(), WriteError> {
    write(ctx, db, contrat, which, cibles, (etat, Some(lu))).await
}

/// What somebody read of the targets and weights of a mission, in one word: it changes when any of them does.
#[must_use]
pub fn lecture<'a>(lignes: impl IntoIterator<Item = &'a (Indicateur, Cible)>) -> String {
    let read: Vec<_> = lignes.into_iter().map(|(one, cible)| (one.id, *cible)).collect();
    db::journal::fingerprint(&read)
}

async fn write(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    (mission, annee): (&str, u32),
    cibles: &BTreeMap<Id<Indicateur>, Cible>,
    (etat, lu): (Etat, Option<&str>),
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    read_tableau::year(contrat, annee)?;
    let mut tx = db.begin(ctx).await?;
    store::indicateurs::hold_all(&mut tx, contrat.id).await?;
    if store::gels::definitif(&mut tx, contrat.id, annee).await?.is_some() {
        return Err(indicateur::Refus::AnneeArretee(annee).into());
    }
    let mut mine = store::indicateurs::de_l_annee(&mut tx, contrat.id, annee).await?;
    mine.retain(|(one, _)| one.en_vigueur() && one.texte.mission == mission);
    if lu.is_some_and(|lu| lu != lecture(&mine)) {
        return Err(Refus::Change.into());
    }
    let agreed = store::indicateurs::adaptes(&mut tx, contrat.id, annee).await?;
    for (indicateur, new, old) in decide(&mine, cibles, &agreed, etat)? {
        let new = Cible { annee, ..new };
        store::indicateurs::set_cible(&mut tx, indicateur.id, &new).await?;
        let trace = Trace::new("indicateurs.cible", objet(indicateur.id)).detail(&indicateur.texte.libelle);
        tx.record(trace.before(&old).after(&new));
    }
    tx.commit().await?;
    Ok(())
}

/// What changes, once everything is found sound: an indicator that the form did not show keeps what it had, and counts in the sum.
fn decide<'a>(
    mine: &'a [(Indicateur, Cible)],
    cibles: &BTreeMap<Id<Indicateur>, Cible>,
    agreed: &BTreeSet<Id<Indicateur>>,
    etat: Etat,
) -> Result<Vec<(&'a Indicateur, Cible, Cible)>, WriteError> {
    if cibles.keys().any(|id| !mine.iter().any(|(one, _)| one.id == *id)) {
        return Err(WriteError::Inconnu("Un de ces indicateurs"));
    }
    let whole: BTreeMap<_, _> = mine
        .iter()
        .map(|(one, old)| {
            (one.id, cibles.get(&one.id).map_or(*old, |new| Cible { annee: old.annee, ..*new }))
        })
        .collect();
    if etat == Etat::Complet {
        check_somme(&whole)?;
    }
    let mut changes = Vec::new();
    for (indicateur, old) in mine {
        let Some(new) = whole.get(&indicateur.id).filter(|new| *new != old) else { continue };
        let libelle = || indicateur.texte.libelle.clone();
        if new.cible != old.cible && agreed.contains(&indicateur.id) {
            return Err(Refus::Accordee(libelle()).into());
        }
        let fits = new.cible.is_none_or(|cible| indicateur.texte.unite.check("La cible", cible).is_ok());
        if !fits {
            return Err(Refus::Cible(libelle()).into());
        }
        changes.push((indicateur, *new, *old));
    }
    Ok(changes)
}

/// Changes one target as the three parties agreed, in the caller's transaction: the memory of the old one stays, and nobody
/// changes it alone any more.
///
/// # Errors
/// [`WriteError`].
pub async fn adapt_cible(
    tx: &mut Tx,
    id: Id<Indicateur>,
    annee: u32,
    cible: Nombre,
    motif: &str,
) -> Result<(), WriteError> {
    tx.ctx().require(MODIFIER)?;
    if motif.trim().is_empty() {
        return Err(Refus::SansMotif.into());
    }
    let indicateur = held(tx, id).await?;
    indicateur.texte.unite.check("La cible", cible)?;
    if store::gels::definitif(tx, indicateur.contrat, annee).await?.is_some() {
        return Err(indicateur::Refus::AnneeArretee(annee).into());
    }
    let all = store::indicateurs::cibles(tx, id).await?;
    let old = all.into_iter().find(|one| one.annee == annee).unwrap_or(Cible { annee, ..Cible::default() });
    let new = Cible { cible: Some(cible), ..old };
    store::indicateurs::set_cible(tx, id, &new).await?;
    let adaptation = Adaptation {
        id: tx.ctx().id(),
        indicateur: id,
        annee,
        ancienne: old.cible,
        nouvelle: cible,
        motif: motif.trim().to_owned(),
        adaptee_le: tx.ctx().now,
    };
    store::indicateurs::keep_adaptation(tx, &adaptation).await?;
    let trace = Trace::new("indicateurs.cible_adaptee", objet(id)).detail(&indicateur.texte.libelle);
    tx.record(trace.before(&old).after(&adaptation));
    Ok(())
}
