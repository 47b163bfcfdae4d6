use crate::WriteError;
use crate::droits::PAYER;
use crate::lot::{Etat, Lot, Refus, Sort, Virement};
use crate::store::{lots, virements};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use sepa::{Avis, Retour};

/// What the answer of a bank changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lu {
    /// The batch.
    pub lot: Id<Lot>,
    /// Transfers that it sent back.
    pub rejetes: u64,
    /// Transfers that are now paid.
    pub payes: u64,
}

/// Gives up a batch that was not issued: its lines are free for another.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel_lot(ctx: &Ctx, db: &Db, id: Id<Lot>) -> Result<(), WriteError> {
    ctx.require(PAYER)?;
    let mut tx = db.begin(ctx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    if !lots::cancel(&mut tx, id).await? {
        return Err(Refus::Etat(lot.etat).into());
    }
    tx.record(Trace::new("indemnites.lot_annule", format!("lot:{id}")).detail(lot.titre()).before(&lot));
    tx.commit().await?;
    Ok(())
}

/// The bank carried out the batch: whatever it did not send back is paid.
///
/// # Errors
/// [`WriteError`].
pub async fn confirm_lot(ctx: &Ctx, db: &Db, id: Id<Lot>) -> Result<u64, WriteError> {
    ctx.require(PAYER)?;
    let mut tx = db.begin(ctx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    if lot.etat != Etat::Emis {
        return Err(Refus::Etat(lot.etat).into());
    }
    if lot.execution > crate::today(ctx.now) {
        return Err(
            crate::saisie::Refus::new("execution", "Son jour d’exécution n’est pas encore venu.").into()
        );
    }
    let payes = virements::pay(&mut tx, id, None).await?;
    lots::execute(&mut tx, id).await?;
    tx.record(Trace::new("indemnites.lot_execute", format!("lot:{id}")).detail(lot.titre()).before(&lot));
    tx.commit().await?;
    Ok(payes)
}

/// Reads the answer of the bank (pain.002): what it refuses is sent back with its reason, what it settles is paid. From the day of
/// execution on, what it does not refuse is paid too. The same file read twice changes nothing.
///
/// # Errors
/// [`WriteError`].
pub async fn read_retour(ctx: &Ctx, db: &Db, fichier: &[u8]) -> Result<Lu, WriteError> {
    ctx.require(PAYER)?;
    let retour = Retour::lire(fichier)?;
    let mut tx = db.begin(ctx).await?;
    let known = lots::lots(&mut tx).await?;
    let mine = known
        .iter()
        .find(|one| matches!(one.etat, Etat::Emis | Etat::Execute) && one.message() == retour.lot);
    let found = mine.ok_or_else(|| Refus::AutreLot(retour.lot.clone()))?.id;
    let lot = lots::hold(&mut tx, found).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let mut lu = Lu { lot: lot.id, rejetes: 0, payes: 0 };
    let mut settled_ranks = Vec::new();
    for one in virements::virements(&mut tx, lot.id).await? {
        let avis = retour.avis(&one.reference);
        if refused(avis.as_ref()) {
            lu.rejetes += u64::from(virements::reject(&mut tx, lot.id, &one, &raison(avis.as_ref())).await?);
        } else if settled(avis.as_ref()) {
            settled_ranks.push(one.rang);
        }
    }
    let due = lot.execution <= crate::today(ctx.now);
    lu.payes = virements::pay(&mut tx, lot.id, (!due).then_some(settled_ranks.as_slice())).await?;
    if virements::virements(&mut tx, lot.id).await?.iter().all(|one: &Virement| one.sort != Sort::Attendu) {
        lots::execute(&mut tx, lot.id).await?;
    }
    let words = format!("{}\u{a0}: {} rejetés, {} payés", lot.titre(), lu.rejetes, lu.payes);
    tx.record(Trace::new("indemnites.retour_lu", format!("lot:{}", lot.id)).detail(words));
    tx.commit().await?;
    Ok(lu)
}

fn refused(avis: Option<&Avis>) -> bool {
    avis.and_then(|one| one.statut.as_ref()).is_some_and(sepa::Statut::refuse)
}

fn settled(avis: Option<&Avis>) -> bool {
    avis.and_then(|one| one.statut.as_ref()).is_some_and(sepa::Statut::regle)
}

/// « Compte clôturé (AC04) », with what the bank wrote beside.
fn raison(avis: Option<&Avis>) -> String {
    let one = |raison: &sepa::Raison| {
        let more = if raison.precisions.is_empty() {
            String::new()
        } else {
            format!("\u{a0}: {}", raison.precisions.join(" "))
        };
        if raison.code.is_empty() {
            raison.precisions.join(" ")
        } else {
            format!("{} ({}){more}", raison.libelle(), raison.code)
        }
    };
    let all: Vec<String> =
        avis.map(|one| one.raisons.as_slice()).unwrap_or_default().iter().map(one).collect();
    if all.is_empty() { "La banque n’a pas dit pourquoi".to_owned() } else { all.join(" ; ") }
}
