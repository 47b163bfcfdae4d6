use crate::Fiche;
use crate::champ::{Champ, Nature};
use db::{Result, Tx, params};
use kernel::Id;

/// Keeps what a field says, in place of what it said.
///
/// # Errors
/// A fault of storage.
pub async fn keep_champ(tx: &mut Tx, fiche: Id<Fiche>, champ: &Champ) -> Result<()> {
    const SQL: &str =
        "INSERT INTO annuaire_champ (cpts, fiche, nature, id, valeur, visibilite, source, le, par, ecarte)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (cpts, fiche, nature) DO UPDATE
        SET id = $4, valeur = $5, visibilite = $6, source = $7, le = $8, par = $9, ecarte = $10";
    let cpts = tx.cpts();
    let values = params![
        cpts,
        fiche,
        champ.valeur.nature().code(),
        champ.id,
        champ.valeur.parts().to_json(),
        champ.visibilite.code(),
        champ.source.code(),
        champ.le,
        champ.par,
        &champ.ecarte
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The field says nothing any more. False when it said nothing.
///
/// # Errors
/// A fault of storage.
pub async fn drop_champ(tx: &mut Tx, fiche: Id<Fiche>, nature: Nature) -> Result<bool> {
    const SQL: &str = "DELETE FROM annuaire_champ WHERE cpts = $1 AND fiche = $2 AND nature = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, fiche, nature.code()]).await? == 1)
}

/// No field says anything any more.
///
/// # Errors
/// A fault of storage.
pub async fn drop_champs(tx: &mut Tx, fiche: Id<Fiche>) -> Result<u64> {
    const SQL: &str = "DELETE FROM annuaire_champ WHERE cpts = $1 AND fiche = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, fiche]).await
}

/// The CPTS keeps its value rather than this official one.
///
/// # Errors
/// A fault of storage.
pub async fn keep_ecarte(tx: &mut Tx, fiche: Id<Fiche>, nature: Nature, officiel: &str) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_champ SET ecarte = $4 WHERE cpts = $1 AND fiche = $2 AND nature = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, fiche, nature.code(), officiel]).await?;
    Ok(())
}
