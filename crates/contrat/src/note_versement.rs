use crate::accord::{Accord, part, part_dite};
use crate::contrat::{Contrat, annees};
use crate::difference::changes;
use crate::droits::ENCAISSER;
use crate::versement::{Destination, Ligne, LigneVirement, Recu, Versement, Virement};
use crate::write_contrat::{held, objet};
use crate::{Faute, Refus, WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Actor, Ctx, Id};
use law::Parameters;
use uuid::Uuid;

/// Notes a transfer of the fund with everything that it pays: all its lines or none.
///
/// # Errors
/// [`WriteError`].
pub async fn note_virement(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    virement: &Virement,
) -> Result<Vec<Id<Versement>>, WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let (accord, transfer) = (Accord::of(law)?, ctx.id::<Virement>().uuid());
    let (mut noted, mut refused) = (Vec::new(), Vec::new());
    for (at, (ligne, pour)) in virement.lignes().enumerate() {
        match checked(&accord, ctx, &contrat, ligne, &pour) {
            Err(refus) => refused.push((at, refus)),
            Ok(ligne) => {
                let versement = Versement { id: ctx.id(), ligne, auteur: author(ctx), saisi_le: ctx.now };
                let recu = Recu { versement, pour, virement: transfer };
                if store::versements::add(&mut tx, id, &recu).await? {
                    let trace = Trace::new("contrat.versement_note", objet(id));
                    tx.record(trace.detail(said(&recu.versement.ligne)).after(&recu));
                    noted.push(recu.versement.id);
                } else {
                    refused.push((at, Refus::DejaRecu));
                }
            }
        }
    }
    if noted.is_empty() && refused.is_empty() {
        return Err(Refus::VersementNul.into());
    }
    together(&virement.lignes, refused)?;
    tx.commit().await?;
    Ok(noted)
}

/// Every line at fault, each beside its own fields: the first has the plain names, the others « montant-2 », « montant-3 ».
fn together(lignes: &[LigneVirement], mut refused: Vec<(usize, Refus)>) -> Result<(), WriteError> {
    if lignes.len() == 1 {
        return refused.pop().map_or(Ok(()), |(_, refus)| Err(refus.into()));
    }
    let own = ["montant", "composante", "annee"];
    let faute = |(at, refus): &(usize, Refus)| {
        let faute = Faute::from(refus);
        let field = own.contains(&faute.champ.as_str()).then(|| numbered(&faute.champ, *at));
        let phrase =
            if field.is_some() { format!("Ligne {}\u{a0}: {}", at + 1, faute.phrase) } else { faute.phrase };
        Faute { champ: field.unwrap_or(faute.champ), phrase }
    };
    let fautes: Vec<Faute> = refused.iter().map(faute).collect();
    if fautes.is_empty() { Ok(()) } else { Err(WriteError::Fautes(fautes)) }
}

/// The name of a field of a line, by its place.
pub(crate) fn numbered(champ: &str, at: usize) -> String {
    if at == 0 { champ.to_owned() } else { format!("{champ}-{}", at + 1) }
}

impl Recu {
    /// What a page read of it, in one word: it changes when anything of it does.
    #[must_use]
    pub fn lecture(&self) -> String {
        db::journal::fingerprint(self)
    }
}

/// Corrects a line of money received that a page showed: its new state counts, the journal keeps what stood before. Refused when
/// somebody changed it since; `lu` is the [`Recu::lecture`] of what was shown.
///
/// # Errors
/// [`Refus::Change`], and any [`WriteError`].
pub async fn correct_versement(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    id: Id<Contrat>,
    versement: Id<Versement>,
    (ligne, pour): (Ligne, Destination),
    lu: &str,
) -> Result<(), WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    let contrat = held(&mut tx, id).await?;
    let accord = Accord::of(law)?;
    let old = known(&mut tx, id, versement).await?;
    if old.lecture() != lu {
        return Err(Refus::Change("ce versement").into());
    }
    let ligne = checked(&accord, ctx, &contrat, ligne, &pour)?;
    if !store::versements::change(&mut tx, id, versement, (&ligne, &pour)).await? {
        return Err(Refus::DejaRecu.into());
    }
    let (before, after) = (shown(&accord, &old.versement.ligne, &old.pour), shown(&accord, &ligne, &pour));
    let trace = Trace::new("contrat.versement_corrige", objet(id));
    tx.record(trace.detail(changes(&before, &after)).before(&before).after(&after));
    tx.commit().await?;
    Ok(())
}

/// A line as the journal says it: an amount in euros.
fn shown(accord: &Accord, ligne: &Ligne, pour: &Destination) -> serde_json::Value {
    serde_json::json!({
        "reçu le": ui::francais::date(ligne.recu_le),
        "montant": ui::francais::euros(ligne.cents),
        "pour": accord.nom(&ligne.composante),
        "part": part(&pour.part).map_or("", |part| part_dite(part).1),
        "année": pour.annee,
        "libellé": ligne.libelle,
        "référence": ligne.reference,
    })
}

/// Removes a line of money received; the journal keeps what it said.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_versement(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    versement: Id<Versement>,
) -> Result<(), WriteError> {
    ctx.require(ENCAISSER)?;
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let old = known(&mut tx, id, versement).await?;
    store::versements::remove(&mut tx, id, versement).await?;
    let trace = Trace::new("contrat.versement_retire", objet(id));
    tx.record(trace.detail(said(&old.versement.ligne)).before(&old));
    tx.commit().await?;
    Ok(())
}

async fn known(tx: &mut Tx, contrat: Id<Contrat>, id: Id<Versement>) -> Result<Recu, WriteError> {
    let all = store::versements::recus(tx, contrat).await?;
    all.into_iter().find(|one| one.versement.id == id).ok_or(WriteError::Inconnu("Ce versement"))
}

/// A line that tells of a component of the contract, of a day when it was signed. Money of the last year comes after the term.
fn checked(
    accord: &Accord,
    ctx: &Ctx,
    contrat: &Contrat,
    ligne: Ligne,
    pour: &Destination,
) -> Result<Ligne, Refus> {
    let signature = contrat.signature.ok_or(Refus::PasSigne("recu_le"))?;
    let ligne = ligne.checked(kernel::today(ctx.now))?;
    if ligne.recu_le < signature {
        return Err(Refus::AvantSignature { champ: "recu_le", jour: ligne.recu_le, signature });
    }
    let parts = accord.parts(contrat.version_au(ligne.recu_le), &ligne.composante);
    if parts.is_empty() || !(pour.part.is_empty() || parts.iter().any(|(code, _)| *code == pour.part)) {
        return Err(Refus::MontantInconnu);
    }
    match pour.annee.filter(|year| annees(contrat).iter().all(|one| one.numero != *year)) {
        Some(unknown) => Err(Refus::AnneeInconnue(unknown)),
        None => Ok(ligne),
    }
}

fn said(ligne: &Ligne) -> String {
    format!("{}, {}", ui::francais::euros(ligne.cents), ligne.libelle)
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        _ => None,
    }
}
