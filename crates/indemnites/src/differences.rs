use crate::WriteError;
use crate::bareme::{self, Bareme};
use crate::droits::{REGLER, VOIR};
use crate::indemnite::{Etat, Indemnite, Montant, source};
use crate::propose;
use crate::store::{baremes, lectures, lignes};
use db::{Db, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Pourquoi;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ui::francais;
use uuid::Uuid;

/// An approved line that the rates of today would not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The line, which does not change.
    pub ligne: Indemnite,
    /// What the rates of today give.
    pub nouveau: Montant,
    /// What is to be added to what the line and its corrections say, in cents.
    pub cents: i64,
}

/// The approved and paid lines that the rates of today would not give, from a day on.
///
/// # Errors
/// [`WriteError`].
pub async fn differences(ctx: &Ctx, db: &Db, depuis: Date) -> Result<Vec<Difference>, WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let rates = baremes::baremes(&mut tx).await?;
    let corrected = lectures::corrige(&mut tx).await?;
    let lines = lectures::decidees(&mut tx, depuis).await?;
    let mut found: Vec<Difference> = Vec::new();
    for line in lines {
        let already = corrected.get(&line.id).copied().unwrap_or_default();
        // What was taken back as a whole has no rate any more.
        let taken_back = already != 0 && line.cents().is_some_and(|cents| cents + already == 0);
        found.extend(of(line, &rates, already).filter(|_| !taken_back));
    }
    Ok(found)
}

fn of(line: Indemnite, rates: &[Bareme], already: i64) -> Option<Difference> {
    let nouveau: Montant = bareme::calcul(rates, &line.fait)?.into();
    let cents = nouveau.cents - line.cents()? - already;
    (cents != 0).then_some(Difference { ligne: line, nouveau, cents })
}

/// Proposes, as new lines that have their own approval, the differences of these lines; how many were written.
///
/// # Errors
/// [`WriteError`].
pub async fn propose_differences(ctx: &Ctx, db: &Db, of: &[Id<Indemnite>]) -> Result<u32, WriteError> {
    ctx.require(REGLER)?;
    let mut tx = db.begin(ctx).await?;
    let rates = baremes::baremes(&mut tx).await?;
    let mut written = 0;
    for id in of {
        let line = lignes::hold(&mut tx, *id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
        if !(line.etat.due() || line.etat == Etat::Payee) {
            return Err(crate::indemnite::Refus::TropTard(line.etat).into());
        }
        let Some(today) = bareme::calcul(&rates, &line.fait) else { continue };
        let target = Indemnite { montant: Some(today.into()), ..line.clone() };
        written += u32::from(correct(&mut tx, &line, target).await?);
    }
    tx.commit().await?;
    Ok(written)
}

/// Writes the line that brings an approved one, with its corrections, to what `target` says; false when nothing is missing.
/// The same difference asked for twice is written once: its source is made of what it goes from and to.
pub(crate) async fn correct(tx: &mut Tx, line: &Indemnite, target: Indemnite) -> Result<bool, WriteError> {
    let (Some(kept), Some(montant)) = (line.cents(), target.montant) else { return Ok(false) };
    let corrections = lignes::corrections(tx, line.id).await?;
    let stands = |one: &&Indemnite| !matches!(one.etat, Etat::Refusee | Etat::Annulee);
    let already: i64 = corrections.iter().filter(stands).filter_map(Indemnite::cents).sum();
    let cents = montant.cents - kept - already;
    if cents == 0 {
        return Ok(false);
    }
    let mut formula =
        format!("{} − {} déjà approuvés", francais::euros(montant.cents), francais::euros(kept));
    if already != 0 {
        formula.push_str(&format!(" − {} de corrections", francais::euros(already)));
    }
    formula.push_str(&format!(" = {}", francais::euros(cents)));
    let pourquoi = Pourquoi::new(
        "indemnites.difference",
        "Différence avec la ligne déjà approuvée",
        formula,
        Arc::default(),
    );
    let ctx = tx.ctx();
    let new = Indemnite {
        id: ctx.id(),
        source: (source::DIFFERENCE.to_owned(), seed(line.id, montant.cents, corrections.len())),
        origine: Some(line.id),
        libelle: format!("Différence\u{a0}: {}", line.libelle),
        fait: target.fait,
        montant: Some(Montant { cents, pourquoi: pourquoi.then(Arc::new(montant.pourquoi)), ..montant }),
        etat: Etat::Proposee,
        motif: String::new(),
        declarant: crate::author(ctx),
        ecrit_le: ctx.now,
        approbateur: None,
        decide_le: None,
        annee: None,
        lot: None,
        piece: None,
        ..line.clone()
    };
    let compte = adhesions::adherent(tx, line.personne).await?.and_then(|one| one.compte);
    propose::add(tx, &new, compte).await
}

fn seed(line: Id<Indemnite>, cents: i64, rank: usize) -> Uuid {
    let digest = Sha256::digest(format!("{line}/{cents}/{rank}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
    Uuid::from_bytes(bytes)
}
