//! The parts of the projet, as they stand.

use crate::loi;
use crate::section::{Etat, Section};
use crate::store::sections as store;
use db::{Result, Tx};

/// Every part that the law files ask for, in order.
///
/// # Errors
/// A fault of storage.
pub async fn sections(tx: &mut Tx) -> Result<Vec<Section>> {
    let jour = kernel::today(tx.ctx().now);
    let suivi = store::suivi(tx).await?;
    let mut dernieres = store::dernieres(tx).await?;
    let ouverts = store::ouverts(tx).await?;
    let one = |modele: loi::SectionType| {
        let (responsable, etat) = suivi.get(&modele.code).copied().unwrap_or((None, Etat::AEcrire));
        Section {
            responsable,
            etat,
            redaction: dernieres.remove(&modele.code),
            ouverts: ouverts.get(&modele.code).copied().unwrap_or(0),
            modele,
        }
    };
    Ok(loi::sections(jour).into_iter().map(one).collect())
}

/// One part.
///
/// # Errors
/// A fault of storage.
pub async fn section(tx: &mut Tx, code: &str) -> Result<Option<Section>> {
    Ok(sections(tx).await?.into_iter().find(|section| section.modele.code == code))
}
