use crate::WriteError;
use crate::coffre::coffre;
use crate::coordonnees::Compte;
use crate::droits::EMETTRE;
use crate::give_coordonnees::debtor;
use crate::lot::{Lot, Refus, Virement, readable};
use crate::store::{self, lots, virements};
use data_encoding::HEXLOWER;
use db::{Db, Trace};
use jiff::Timestamp;
use kernel::{Ctx, Id};
use sepa::LotError;
use sha2::{Digest, Sha256};
use vault::Vault;

/// Issues a batch that somebody else prepared: its file is written once, hashed, kept sealed; from then on it never changes.
///
/// # Errors
/// [`WriteError`].
pub async fn issue_lot(ctx: &Ctx, db: &Db, id: Id<Lot>) -> Result<(), WriteError> {
    ctx.require(EMETTRE)?;
    let by = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    lot.check_issue(by, kernel::today(ctx.now))?;
    if let Some(holder) = virements::changed(&mut tx, id).await? {
        return Err(Refus::CoordonneesChangees(holder).into());
    }
    let coffre = coffre(db.secret(), tx.cpts());
    let debiteur = debtor(&mut tx, &coffre).await?;
    let transfers = virements::virements(&mut tx, id).await?;
    let xml =
        order(&lot, debiteur, &transfers, &coffre, ctx.now)?.xml(lot.version).map_err(
            |error| match error {
                LotError::Fautes(faults) => WriteError::Fautes(faults),
                LotError::Ecriture(_) => WriteError::Ecriture,
            },
        )?;
    let print = HEXLOWER.encode(&Sha256::digest(xml.as_bytes()));
    let sealed = coffre.seal(id.uuid(), xml.as_bytes());
    if !lots::issue(&mut tx, id, by, &sealed, &print).await? {
        return Err(Refus::Etat(lot.etat).into());
    }
    tx.record(
        Trace::new("indemnites.lot_emis", format!("lot:{id}"))
            .detail(format!("{}, SHA-256 {}", lot.titre(), readable(&print)))
            .before(&lot),
    );
    tx.commit().await?;
    Ok(())
}

/// The file of an issued batch, byte for byte the one that was issued, with its name; each download stays in the journal, and from the
/// second one on the name says that it is a copy.
///
/// # Errors
/// [`WriteError`].
pub async fn read_fichier(ctx: &Ctx, db: &Db, id: Id<Lot>) -> Result<(String, Vec<u8>), WriteError> {
    ctx.require(EMETTRE)?;
    let mut tx = db.begin(ctx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let sealed = lots::read_fichier(&mut tx, id).await?.ok_or(Refus::Etat(lot.etat))?;
    let bytes = coffre(db.secret(), tx.cpts()).open(id.uuid(), &sealed).ok_or(Refus::Illisible)?;
    if HEXLOWER.encode(&Sha256::digest(&bytes)) != lot.empreinte {
        return Err(Refus::Illisible.into());
    }
    tx.record(Trace::new("indemnites.lot_telecharge", format!("lot:{id}")).detail(lot.titre()));
    tx.commit().await?;
    Ok((lot.fichier(), bytes))
}

/// The order that a bank reads.
pub(crate) fn order(
    lot: &Lot,
    debiteur: Compte,
    transfers: &[Virement],
    coffre: &Vault,
    now: Timestamp,
) -> Result<sepa::Lot, WriteError> {
    let transfer = |one: &Virement| {
        let account =
            Compte::open(coffre, one.beneficiaire, &one.titulaire, &one.scelle).ok_or(Refus::Illisible)?;
        Ok(sepa::Virement {
            id: one.reference.clone(),
            montant: one.cents,
            beneficiaire: account.0,
            motif: lot.motif(one),
        })
    };
    Ok(sepa::Lot {
        id: lot.message(),
        cree: kernel::paris(now),
        execution: lot.execution,
        groupe: true,
        debiteur: debiteur.0,
        virements: transfers.iter().map(transfer).collect::<Result<_, WriteError>>()?,
    })
}
