use crate::WriteError;
use crate::droits::PAYER;
use crate::indemnite::Rejet;
use crate::lot::{Etat, Lot, Refus, Sort, Virement};
use crate::store::{self, lots, virements};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use sepa::{Avis, Raison, Retour};

/// What the answer of a bank changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lu {
    /// The batch.
    pub lot: Id<Lot>,
    /// Transfers that it sent back.
    pub rejetes: u64,
    /// Transfers that are now paid.
    pub payes: u64,
    /// Transfers that the bank refuses because it has them already: nothing changes.
    pub doublons: u64,
    /// Transfers that were paid before the bank refused the order as a whole: they stay paid.
    pub deja_payes: u64,
}

/// Gives up a batch that was not issued: its lines are free for another.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel_lot(ctx: &Ctx, db: &Db, id: Id<Lot>) -> Result<(), WriteError> {
    ctx.require(PAYER)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
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
    store::hold(&mut tx).await?;
    let lot = lots::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    if lot.etat != Etat::Emis {
        return Err(Refus::Etat(lot.etat).into());
    }
    if lot.execution > kernel::today(ctx.now) {
        return Err(
            kernel::saisie::Refus::new("execution", "Son jour d’exécution n’est pas encore venu.").into()
        );
    }
    let payes = virements::pay(&mut tx, id, None).await?;
    lots::execute(&mut tx, id).await?;
    tx.record(Trace::new("indemnites.lot_execute", format!("lot:{id}")).detail(lot.titre()).before(&lot));
    tx.commit().await?;
    Ok(payes)
}

/// Reads the answer of the bank (pain.002): what it refuses is sent back with its reason, what it settles is paid; from the day of
/// execution on, so is what it carries out or accepts in part. An order that the bank already has, or that it refuses as a whole, takes
/// back nothing that is paid. The same file read twice changes nothing.
///
/// # Errors
/// [`WriteError`].
pub async fn read_retour(ctx: &Ctx, db: &Db, fichier: &[u8]) -> Result<Lu, WriteError> {
    ctx.require(PAYER)?;
    let retour = Retour::lire(fichier)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let known = lots::lots(&mut tx).await?;
    let mine = known
        .iter()
        .find(|one| matches!(one.etat, Etat::Emis | Etat::Execute) && one.message() == retour.lot);
    let found = mine.ok_or_else(|| Refus::AutreLot(retour.lot.clone()))?.id;
    let lot = lots::hold(&mut tx, found).await?.ok_or(WriteError::Inconnu("Ce lot"))?;
    let due = lot.execution <= kernel::today(ctx.now);
    let lu = apply(&mut tx, &lot, &retour, due).await?;
    if virements::virements(&mut tx, lot.id).await?.iter().all(|one: &Virement| one.sort != Sort::Attendu) {
        lots::execute(&mut tx, lot.id).await?;
    }
    let words = format!("{}\u{a0}: {} rejetés, {} payés", lot.titre(), lu.rejetes, lu.payes);
    tx.record(Trace::new("indemnites.retour_lu", format!("lot:{}", lot.id)).detail(words));
    tx.commit().await?;
    Ok(lu)
}

/// Writes what the bank says of each transfer.
async fn apply(tx: &mut Tx, lot: &Lot, retour: &Retour, due: bool) -> Result<Lu, WriteError> {
    let mut lu = Lu { lot: lot.id, rejetes: 0, payes: 0, doublons: 0, deja_payes: 0 };
    let mut settled = Vec::new();
    for one in virements::virements(tx, lot.id).await? {
        let avis = retour.avis(&one.reference);
        match verdict(retour, &one, avis.as_ref(), due) {
            Verdict::Attend => {}
            Verdict::Doublon => lu.doublons += 1,
            Verdict::DejaPaye => lu.deja_payes += 1,
            Verdict::Regle => settled.push(one.rang),
            Verdict::Rejete(rejet) => {
                let why = raison(avis.as_ref());
                lu.rejetes += u64::from(virements::reject(tx, lot.id, &one, &why, rejet).await?);
            }
        }
    }
    lu.payes = virements::pay(tx, lot.id, Some(settled.as_slice())).await?;
    Ok(lu)
}

/// What the bank did with a transfer.
enum Verdict {
    Attend,
    Doublon,
    DejaPaye,
    Regle,
    Rejete(Rejet),
}

fn verdict(retour: &Retour, one: &Virement, avis: Option<&Avis>, due: bool) -> Verdict {
    let whole = retour.ordre_refuse(&one.reference);
    match avis {
        Some(avis) if avis.refuse() => match () {
            () if retour.deja_recu(&one.reference) => Verdict::Doublon,
            () if whole && one.sort == Sort::Paye => Verdict::DejaPaye,
            () if !whole && avis.raisons.iter().any(Raison::sur_compte) => Verdict::Rejete(Rejet::Compte),
            () => Verdict::Rejete(Rejet::Autre),
        },
        Some(avis) => {
            let paid = avis.statut.as_ref().is_some_and(|one| one.regle() || (due && one.en_cours()));
            if paid { Verdict::Regle } else { Verdict::Attend }
        }
        None if due && retour.en_partie() => Verdict::Regle,
        None => Verdict::Attend,
    }
}

/// « Compte clôturé (AC04) », with what the bank wrote beside.
fn raison(avis: Option<&Avis>) -> String {
    let one = |raison: &Raison| {
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
