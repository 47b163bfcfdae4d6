use crate::accord::Accord;
use crate::attach::{release, share};
use crate::contrat::{Contrat, MontantContrat, Signatures};
use crate::difference::changes;
use crate::droits::MODIFIER;
use crate::write_contrat::objet;
use crate::{Refus, WriteError, calendrier, coherence, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;
use std::collections::BTreeSet;

/// Notes who signed and when. The contract holds from the last of the three days; until then it stays a draft. On a contract
/// already signed it corrects the days.
///
/// # Errors
/// [`WriteError`].
pub async fn sign_contrat(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    signatures: Signatures,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let (accord, today) = (Accord::of(law)?, kernel::today(ctx.now));
    for (champ, jour) in days(signatures) {
        if jour > today {
            return Err(Refus::Futur { champ, jour }.into());
        }
    }
    let mut tx = db.begin(ctx).await?;
    let all = store::contrats::hold(&mut tx).await?;
    let old = all.iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce contrat"))?.clone();
    if old.signature.is_some() && signatures.complete().is_none() {
        return Err(missing(signatures).into());
    }
    let mut new = Contrat { signatures, signature: signatures.complete(), ..old.clone() };
    follow(&mut new.montants, old.signature, new.signature)?;
    if let Some(signature) = new.signature {
        accord.check_signature(signature, &new.termes.version)?;
        apart(&all, &new)?;
    }
    if old.signature.is_some() {
        let recus = store::versements::recus(&mut tx, id).await?;
        coherence::check_years(&accord, &old, &new)?;
        coherence::check_money(&accord, &old, &new, &recus)?;
    }
    if !store::contrats::sign(&mut tx, id, signatures).await? {
        return Err(Refus::DejaSigne.into());
    }
    for (montant, before) in new.montants.iter().zip(&old.montants) {
        if montant.du != before.du {
            store::parts::move_montant(&mut tx, id, montant.id, montant.du).await?;
        }
    }
    calendrier::settle(&mut tx, law, &new).await?;
    let action = match (old.signature, new.signature) {
        (Some(_), _) => "contrat.signature_corrigee",
        (None, Some(_)) => "contrat.signe",
        (None, None) => "contrat.signature_notee",
    };
    let trace = Trace::new(action, objet(id)).detail(changes(&old.signatures, &signatures));
    tx.record(trace.before(&old.signatures).after(&signatures));
    let replaced = share(&mut tx, &new).await?;
    tx.commit().await?;
    release(ctx, db, replaced).await
}

fn days(signatures: Signatures) -> impl Iterator<Item = (&'static str, Date)> {
    let Signatures { cpts, ars, caisse } = signatures;
    [("signe_cpts", cpts), ("signe_ars", ars), ("signe_caisse", caisse)]
        .into_iter()
        .filter_map(|(champ, jour)| jour.map(|jour| (champ, jour)))
}

fn missing(signatures: Signatures) -> Refus {
    let champ = match signatures {
        Signatures { cpts: None, .. } => "signe_cpts",
        Signatures { ars: None, .. } => "signe_ars",
        Signatures { .. } => "signe_caisse",
    };
    Refus::Vide { champ, quoi: "le jour de cette signature\u{a0}: le contrat est déjà signé" }
}

/// The amounts of the contract itself count from its signature: those of a draft take its day, those that had it follow it.
fn follow(montants: &mut [MontantContrat], old: Option<Date>, new: Option<Date>) -> Result<(), Refus> {
    let Some(signature) = new else { return Ok(()) };
    for montant in montants.iter_mut().filter(|one| old.is_none_or(|old| one.du == old)) {
        montant.du = signature;
    }
    let mut seen = BTreeSet::new();
    let once = montants.iter().all(|one| seen.insert((&one.composante, &one.part, one.du)));
    if once { Ok(()) } else { Err(Refus::DejaUnMontant) }
}

/// Two contracts of one CPTS never run on the same day.
pub(crate) fn apart(all: &[Contrat], new: &Contrat) -> Result<(), Refus> {
    let (Some(du), Some(au)) = (new.signature, new.terme()) else { return Ok(()) };
    let spans = all.iter().filter(|one| one.id != new.id).filter_map(|one| one.signature.zip(one.terme()));
    match spans.into_iter().find(|(debut, fin)| *debut < au && du < *fin) {
        Some((du, au)) => Err(Refus::Chevauche { du, au }),
        None => Ok(()),
    }
}
