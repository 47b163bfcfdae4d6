use crate::alerte::{Examen, Faits};
use crate::indemnite::Approbateur;
use crate::plafond::Plafond;
use crate::store::{coordonnees, lectures, plafonds};
use adhesions::Adherent;
use db::{Result, Tx};
use kernel::Id;
use law::Parameters;
use std::collections::BTreeMap;

/// Looks at every line that waits, for payments of that civil year: a dozen statements whatever the number of lines.
///
/// # Errors
/// A fault of storage.
pub async fn examen(tx: &mut Tx, law: &Parameters, moi: Option<Approbateur>, annee: i16) -> Result<Examen> {
    let now = tx.ctx().now;
    let lines = lectures::en_attente(tx).await?;
    let all = adhesions::adherents(tx).await?;
    let adherents: BTreeMap<Id<Adherent>, Adherent> = all.into_iter().map(|one| (one.id, one)).collect();
    let ecrit = plafonds::ecrit(tx, annee).await?;
    let faits = Faits {
        adherents,
        situations: adhesions::situations(tx, kernel::today(now)).await?,
        conventions: adhesions::conventions(tx).await?,
        coordonnees: coordonnees::toutes(tx).await?,
        doublons: lectures::doublons(tx).await?,
        engages: plafonds::engages(tx, annee).await?,
        plafond: Plafond::of(law, annee, ecrit),
        moi,
        now,
    };
    Ok(faits.examine(lines))
}
