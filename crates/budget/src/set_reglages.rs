use crate::droits::TENIR;
use crate::plan::{self, Compte};
use crate::refus::line;
use crate::reglages::{COMPTES, Reglages};
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::Ctx;
use std::collections::BTreeMap;

/// Writes the SIREN and the accounts of what is not typed here.
///
/// # Errors
/// [`WriteError`].
pub async fn set_reglages(ctx: &Ctx, db: &Db, typed: &BTreeMap<String, String>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let new = Reglages::read(typed)?;
    let mut tx = db.begin(ctx).await?;
    let old = store::reglages::reglages(&mut tx).await?;
    let siren = new.siren.map(|siren| siren.to_string()).unwrap_or_default();
    store::reglages::set(&mut tx, "siren", &siren).await?;
    let accounts = [&new.banque, &new.aci, &new.aides, &new.cotisations, &new.indemnites];
    for ((cle, ..), compte) in COMPTES.iter().zip(accounts) {
        store::reglages::set(&mut tx, cle, compte).await?;
    }
    tx.record(Trace::new("budget.reglages", "budget:reglages").before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Adds an account, or names one otherwise.
///
/// # Errors
/// [`WriteError`].
pub async fn name_compte(ctx: &Ctx, db: &Db, numero: &str, libelle: &str) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let (numero, libelle) = match (plan::numero("numero", numero), line("libelle", libelle)) {
        (Ok(numero), Ok(libelle)) => (numero, libelle),
        (numero, libelle) => {
            return Err(WriteError::Refus(numero.err().into_iter().chain(libelle.err()).collect()));
        }
    };
    let compte = Compte { numero, libelle };
    let mut tx = db.begin(ctx).await?;
    store::reglages::name_compte(&mut tx, &compte).await?;
    tx.record(Trace::new("budget.compte_nomme", format!("compte:{}", compte.numero)).after(&compte));
    tx.commit().await?;
    Ok(())
}

/// Says the account of an expense that another room wrote.
///
/// # Errors
/// [`WriteError`].
pub async fn assign_compte(ctx: &Ctx, db: &Db, ligne: &str, compte: &str) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let compte = plan::numero("compte", compte)?;
    let mut tx = db.begin(ctx).await?;
    let lu = crate::gather::read(&mut tx).await?;
    let known = lu.lignes.iter().find(|one| one.origine.affectation().as_deref() == Some(ligne));
    let known = known.ok_or(WriteError::Inconnu("Cette ligne"))?;
    crate::write_mouvement::open(&mut tx, &[known.jour]).await?;
    store::reglages::assign(&mut tx, ligne, &compte).await?;
    tx.record(Trace::new("budget.compte_affecte", format!("ligne:{ligne}")).detail(&compte));
    tx.commit().await?;
    Ok(())
}
