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
use std::collections::BTreeMap;

/// Whether weights must sum to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// They may be unfinished: no variable part is computed until they sum to one.
    Brouillon,
    /// They must sum to one exactly.
    Complet,
}

/// Writes the targets and weights of one mission for one year: all its indicators at once, so that the sum is that of what is
/// written.
///
/// # Errors
/// [`Refus::Somme`] with the sum found, another [`WriteError`].
pub async fn set_cibles(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    (mission, annee): (&str, u32),
    cibles: &BTreeMap<Id<Indicateur>, Cible>,
    etat: Etat,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    read_tableau::year(contrat, annee)?;
    let mut tx = db.begin(ctx).await?;
    store::indicateurs::hold_all(&mut tx, contrat.id).await?;
    if store::gels::definitif(&mut tx, contrat.id, annee).await?.is_some() {
        return Err(indicateur::Refus::AnneeArretee(annee).into());
    }
    let all = store::indicateurs::de_l_annee(&mut tx, contrat.id, annee).await?;
    let mine: Vec<_> =
        all.iter().filter(|(one, _)| one.en_vigueur() && one.texte.mission == mission).collect();
    if cibles.keys().any(|id| !mine.iter().any(|(one, _)| one.id == *id)) {
        return Err(WriteError::Inconnu("Un de ces indicateurs"));
    }
    // An indicator that the form did not show keeps what it had, and counts in the sum.
    let whole: BTreeMap<_, _> =
        mine.iter().map(|(one, old)| (one.id, cibles.get(&one.id).copied().unwrap_or(*old))).collect();
    if etat == Etat::Complet {
        check_somme(&whole)?;
    }
    for (indicateur, old) in mine {
        let Some(new) = whole.get(&indicateur.id).map(|new| Cible { annee, ..*new }) else { continue };
        if let Some(cible) = new.cible {
            let fits = indicateur.texte.unite.check("La cible", cible);
            fits.map_err(|_| Refus::Cible(indicateur.texte.libelle.clone()))?;
        }
        if new != *old {
            store::indicateurs::set_cible(&mut tx, indicateur.id, &new).await?;
            let trace =
                Trace::new("indicateurs.cible", objet(indicateur.id)).detail(&indicateur.texte.libelle);
            tx.record(trace.before(old).after(&new));
        }
    }
    tx.commit().await?;
    Ok(())
}

/// Changes one target as the three parties agreed, in the caller's transaction: the memory of the old one stays.
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
