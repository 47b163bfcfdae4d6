use crate::read_seance::held;
use crate::seance::{Refus, Reponse, Seance};
use crate::voie::Voie;
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Says whether a member comes. Who comes takes back the proxy that they gave.
///
/// # Errors
/// [`WriteError`].
pub async fn answer(
    ctx: &Ctx,
    db: &Db,
    voie: Voie,
    seance: Id<Seance>,
    reponse: Reponse,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (me, line) = voie.qui(&mut tx).await?;
    let vue = held(&mut tx, seance).await?;
    if line.is_some_and(|line| line.seance != Some(seance)) {
        return Err(WriteError::LienPerime);
    }
    if vue.seance.close_le.is_some() {
        return Err(Refus::PlusLa.into());
    }
    if !store::seances::answer(&mut tx, seance, me, reponse).await? {
        return Err(crate::pouvoir::Refus::SansVoix("Cette personne".to_owned()).into());
    }
    if reponse == Reponse::Vient && vue.seance.ouverte_le.is_none() {
        store::pouvoirs::remove(&mut tx, seance, me).await?;
    }
    tx.record(
        Trace::new("gouvernance.convocation_repondue", format!("seance:{seance}")).detail(reponse.libelle()),
    );
    tx.commit().await?;
    Ok(())
}
