use crate::accord::{Accord, part, part_dite};
use crate::contrat::{Contrat, MontantContrat};
use crate::droits::MODIFIER;
use crate::write_contrat::{held, objet};
use crate::{Faute, Refus, WriteError, calendrier, coherence, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};
use law::Parameters;

/// An amount as the contract prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprime {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// « total », « fixe », « variable », « plan », « mise_a_jour », « crise ».
    pub part: String,
    /// Cents a year.
    pub cents: i64,
    /// First day it counts; the signature when none.
    pub du: Option<Date>,
}

impl Imprime {
    /// What is wrong with this amount, beside its own field and in words; a wrong day is said once, beside the day.
    fn faute(&self, accord: &Accord, contrat: &Contrat, refus: &Refus) -> Faute {
        if matches!(refus, Refus::PasSigne(_) | Refus::AvantSignature { .. } | Refus::ApresTerme { .. }) {
            return refus.into();
        }
        let annee = self.du.or(contrat.signature).and_then(|jour| contrat.annee(jour));
        let part = part(&self.part).map_or(self.part.as_str(), |part| part_dite(part).1);
        let words = coherence::amount(accord, &self.composante, part, annee);
        Faute { champ: name_of(&self.composante, &self.part), phrase: format!("{words}\u{a0}: {refus}") }
    }
}

/// The name of the field of an amount.
pub(crate) fn name_of(composante: &str, part: &str) -> String {
    format!("montant-{composante}-{part}")
}

/// Notes amounts that the contract or an amendment prints, all or none: they win over the national tables.
///
/// # Errors
/// [`WriteError`].
pub async fn set_montants(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    imprimes: &[Imprime],
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let accord = Accord::of(law)?;
    let mut tx = db.begin(ctx).await?;
    let mut contrat = held(&mut tx, id).await?;
    let mut fautes = Vec::new();
    for imprime in imprimes {
        let read = montant(&accord, ctx, &contrat, imprime);
        let kept = match &read {
            Ok(montant) => store::parts::add_montant(&mut tx, id, montant).await?,
            Err(_) => false,
        };
        match read {
            Ok(montant) if kept => {
                let trace = Trace::new("contrat.montant_note", objet(id));
                tx.record(trace.detail(said(&accord, &montant)).after(&montant));
                contrat.montants.push(montant);
            }
            Ok(_) => fautes.push(imprime.faute(&accord, &contrat, &Refus::DejaUnMontant)),
            Err(refus) => fautes.push(imprime.faute(&accord, &contrat, &refus)),
        }
    }
    if !fautes.is_empty() {
        return Err(WriteError::Fautes(fautes));
    }
    coherence::check(law, &contrat)?;
    calendrier::settle(&mut tx, law, &contrat).await?;
    tx.commit().await?;
    Ok(())
}

fn montant(
    accord: &Accord,
    ctx: &Ctx,
    contrat: &Contrat,
    imprime: &Imprime,
) -> Result<MontantContrat, Refus> {
    let Imprime { composante, part, cents, du } = imprime.clone();
    let jour = kernel::today(ctx.now);
    let du = du.or(contrat.signature).unwrap_or(jour);
    let version = contrat.version_au(du.max(contrat.signature.unwrap_or(du)));
    if !accord.parts(version, &composante).iter().any(|(code, _)| *code == part) {
        return Err(Refus::MontantInconnu);
    }
    if !(0..=1_000_000_000).contains(&cents) {
        return Err(Refus::MontantAbsurde("montant"));
    }
    let same = |one: &MontantContrat| one.composante == composante && one.part == part;
    if contrat.signature.is_some() {
        contrat.check_inside("du", du)?;
    } else if contrat.montants.iter().any(same) {
        // The amounts of a draft will all count from its signature.
        return Err(Refus::DejaUnMontant);
    }
    Ok(MontantContrat { id: ctx.id(), composante, part, cents, du })
}

/// Removes an amount: the national table counts again.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_montant(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    montant: Id<MontantContrat>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let old = contrat.montants.iter().find(|one| one.id == montant);
    let old = old.ok_or(WriteError::Inconnu("Ce montant"))?;
    take_away(&mut tx, &Accord::of(law)?, id, old).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes an amount that was read, with its trace.
pub(crate) async fn take_away(
    tx: &mut Tx,
    accord: &Accord,
    id: Id<Contrat>,
    old: &MontantContrat,
) -> db::Result<()> {
    store::parts::remove_montant(tx, id, old.id).await?;
    tx.record(Trace::new("contrat.montant_retire", objet(id)).detail(said(accord, old)).before(old));
    Ok(())
}

fn said(accord: &Accord, montant: &MontantContrat) -> String {
    let words = part(&montant.part).map_or("", |part| part_dite(part).1);
    let words = coherence::amount(accord, &montant.composante, words, None);
    format!("{words}\u{a0}: {}", ui::francais::euros(montant.cents))
}
