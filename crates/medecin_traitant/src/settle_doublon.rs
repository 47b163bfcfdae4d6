use crate::droits::TRAITER;
use crate::reprint::{reprint, sealed};
use crate::store::demandes;
use crate::store::doublons::{self, Decision};
use crate::{Cloture, Coffre, Demande, Identite, WriteError};
use db::{Db, Trace};
use kernel::{Ctx, Id};

kernel::codes! {
    /// What somebody decides of two requests that look alike.
    pub enum Sort {
        /// One person: one request is left.
        Meme = "meme", "Une seule personne";
        /// Two people.
        Autres = "autres", "Deux personnes";
        /// Two people of one household.
        Foyer = "foyer", "Deux personnes du même foyer";
    }
}

kernel::codes! {
    /// What the request that stays may take from the one that is closed.
    pub enum Repris {
        /// Its telephone.
        Telephone = "telephone", "Téléphone";
        /// Its e-mail.
        Courriel = "courriel", "Adresse électronique";
        /// Its street.
        Adresse = "adresse", "Adresse";
    }
}

/// Which of two requests stays: the one that a doctor accepted, else the older. Then the one that would be closed.
#[must_use]
pub fn gardee<'a>(a: &'a Demande, b: &'a Demande) -> (&'a Demande, &'a Demande) {
    let rank = |one: &Demande| (!one.est_ouverte(), one.etat.medecin().is_none(), one.recue_le, one.id);
    if rank(a) <= rank(b) { (a, b) } else { (b, a) }
}

/// Decides of a pair. « Une seule personne » closes the later request; what is named in `repris` is copied to the one that stays.
/// Each step may be made again: a pair is decided last.
///
/// # Errors
/// [`WriteError::PasPossible`] when both were accepted, [`WriteError::Change`] when somebody decided meanwhile.
pub async fn settle_doublon(
    ctx: &Ctx,
    db: &Db,
    (a, b): (Id<Demande>, Id<Demande>),
    sort: Sort,
    repris: &[Repris],
) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let pairs = doublons::de(&mut tx, a).await?;
    let known = pairs.iter().find(|pair| pair.demande == b || pair.autre == b);
    let known = known.ok_or(WriteError::Inconnu("Ce doublon"))?;
    if known.decision.is_some() {
        return Err(WriteError::Change);
    }
    let (Some(one), Some(other)) =
        (demandes::demande(&mut tx, &coffre, a).await?, demandes::demande(&mut tx, &coffre, b).await?)
    else {
        return Err(WriteError::Inconnu("Cette demande"));
    };
    drop(tx);
    match sort {
        Sort::Autres => {}
        Sort::Foyer => {
            if one.foyer != other.foyer {
                crate::join_foyers(ctx, db, one.id, other.id).await?;
            }
        }
        Sort::Meme => merge(ctx, db, &coffre, gardee(&one, &other), repris).await?,
    }
    let mut tx = db.begin(ctx).await?;
    let decision = if sort == Sort::Meme { Decision::Meme } else { Decision::Autres };
    if !doublons::decide(&mut tx, a, b, decision, crate::author(ctx)).await? {
        return Err(WriteError::Change);
    }
    tx.record(Trace::new("medecin_traitant.doublon_tranche", crate::objet(a)).detail(sort.libelle()));
    Ok(tx.commit().await?)
}

async fn merge(
    ctx: &Ctx,
    db: &Db,
    coffre: &Coffre,
    (kept, gone): (&Demande, &Demande),
    repris: &[Repris],
) -> Result<(), WriteError> {
    if gone.est_ouverte() && gone.etat.medecin().is_some() {
        return Err(WriteError::PasPossible(
            "Un médecin a accepté chacune de ces deux demandes\u{a0}: défaites d’abord l’un des deux accords.",
        ));
    }
    if !repris.is_empty() {
        let mut tx = db.read(ctx).await?;
        let (mine, theirs) =
            (sealed(&mut tx, coffre, kept.id).await?, sealed(&mut tx, coffre, gone.id).await?);
        drop(tx);
        reprint(ctx, db, kept.id, taken(mine, theirs, repris), kept.situation.clone()).await?;
    }
    if gone.est_ouverte() {
        crate::close(ctx, db, gone.id, Cloture::Doublon, None).await?;
    }
    Ok(())
}

fn taken(mut mine: Identite, theirs: Identite, repris: &[Repris]) -> Identite {
    for one in repris {
        match one {
            Repris::Telephone => mine.telephone = theirs.telephone.clone().or(mine.telephone),
            Repris::Courriel => mine.courriel = theirs.courriel.clone().or(mine.courriel),
            Repris::Adresse if !theirs.adresse.is_empty() => mine.adresse.clone_from(&theirs.adresse),
            Repris::Adresse => {}
        }
    }
    mine
}
