use crate::add_adherent::{check_links, known};
use crate::droits::MODIFIER;
use crate::fiche::Fiche;
use crate::store::{adherents, vie};
use crate::{Adherent, College, WriteError};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use uuid::Uuid;

/// Writes the sheet of somebody over the one that was read (`lue`, its fingerprint): changed by somebody else meanwhile, it
/// is left as it is.
///
/// # Errors
/// [`WriteError`], among them [`WriteError::FicheChangee`].
pub async fn change_adherent(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    lue: &str,
    fiche: Fiche,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let fiche = fiche.check()?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    if one.fiche() == fiche {
        return Ok(());
    }
    if one.empreinte() != lue {
        return Err(WriteError::FicheChangee);
    }
    known(&mut tx, &fiche, Some(id)).await?;
    check_links(&mut tx, &fiche, Some(&one)).await?;
    if fiche.employeur == Some(id) {
        return Err(WriteError::PasPossible("Une organisation ne s’emploie pas elle-même."));
    }
    adherents::change(&mut tx, id, &fiche).await?;
    let trace = Trace::new("adhesions.adherent_modifie", crate::objet(id)).detail(fiche.qui.nom());
    tx.record(trace.before(&one.fiche()).after(&fiche));
    tx.commit().await?;
    Ok(())
}

/// Moves somebody to a college, or to none.
///
/// # Errors
/// [`WriteError`].
pub async fn move_college(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    college: Option<Id<College>>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    if one.college == college {
        return Ok(());
    }
    let all = crate::colleges(&mut tx).await?;
    let to = all.iter().find(|known| Some(known.id) == college);
    if college.is_some() && to.is_none_or(|known| known.ferme_le.is_some()) {
        return Err(WriteError::PasPossible("Ce collège est fermé\u{a0}: choisissez-en un autre."));
    }
    vie::move_college(&mut tx, id, college).await?;
    let words = to.map_or("sans collège", |known| known.nom.as_str());
    let trace = Trace::new("adhesions.college_change", crate::objet(id)).detail(words);
    tx.record(trace.before(&one.college).after(&college));
    tx.commit().await?;
    Ok(())
}

/// Says which account is that of somebody, or none any more. Nobody links their own: an account receives what the record is owed. The
/// account of whoever decided of them is refused by the schema.
///
/// # Errors
/// [`WriteError`].
pub async fn link_compte(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    compte: Option<Uuid>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    if one.compte == compte {
        return Ok(());
    }
    if compte.is_some() && compte == crate::author(ctx) {
        return Err(WriteError::PasPossible(
            "Nul ne relie son propre compte à une fiche\u{a0}: un autre membre du bureau s’en charge.",
        ));
    }
    if let Some(compte) = compte {
        if comptes::membre(&mut tx, Id::new(compte)).await?.is_none() {
            return Err(WriteError::Inconnu("Ce compte"));
        }
        let other = adherents::par_compte(&mut tx, compte).await?;
        if other.is_some_and(|other| other.id != id && other.est_en_cours()) {
            return Err(WriteError::PasPossible("Ce compte est déjà celui d’un autre adhérent."));
        }
    }
    match vie::link(&mut tx, id, compte).await {
        Err(error) if error.is_constraint() => return Err(WriteError::SaPropreDemande),
        other => other?,
    };
    let trace = Trace::new("adhesions.compte_lie", crate::objet(id)).detail(one.nom());
    tx.record(trace.before(&one.compte).after(&compte));
    tx.commit().await?;
    Ok(())
}

/// Who nobody knows.
pub(crate) const UNKNOWN: WriteError = WriteError::Inconnu("Cet adhérent");
