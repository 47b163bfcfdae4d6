use crate::WriteError;
use crate::approve::approver;
use crate::correct::{Cause, bring, drop_line};
use crate::droits::{APPROUVER, VOIR};
use crate::indemnite::{Etat, Indemnite, Refus};
use crate::store::{self, baremes, lignes};
use crate::{bareme, propose};
use comptes::MessageDemande;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id, saisie};
use ui::francais;
use uuid::Uuid;

/// Refuses a line that waits, with a reason that the person is told.
///
/// # Errors
/// [`WriteError`].
pub async fn refuse(ctx: &Ctx, db: &Db, id: Id<Indemnite>, motif: &str) -> Result<(), WriteError> {
    ctx.require(APPROUVER)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    if line.etat != Etat::Proposee {
        return Err(Refus::PasProposee(line.etat).into());
    }
    line.check_other(me)?;
    if !lignes::drop_line(&mut tx, &line, Etat::Refusee, Some(me.compte), &motif).await? {
        return Err(Refus::PasProposee(line.etat).into());
    }
    tell(&mut tx, &line, &motif).await?;
    tx.record(Trace::new("indemnites.ligne_refusee", format!("indemnite:{id}")).detail(&motif).before(&line));
    tx.commit().await?;
    Ok(())
}

/// Takes back a line that is approved or paid, with a reason: what is not paid gives its ceiling back, what is paid gets a line that
/// the next payment of the person is reduced by.
///
/// # Errors
/// [`WriteError`].
pub async fn cancel(ctx: &Ctx, db: &Db, id: Id<Indemnite>, motif: &str) -> Result<(), WriteError> {
    ctx.require(APPROUVER)?;
    let motif = saisie::line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    // Giving up what takes money back would commit it again without looking at the ceiling.
    let takes_back = line.cents().is_some_and(|cents| cents < 0);
    if takes_back || matches!(line.etat, Etat::Proposee | Etat::Refusee | Etat::Annulee) {
        return Err(Refus::TropTard(line.etat).into());
    }
    line.check_other(me)?;
    if !lignes::take_back(&mut tx, id, me.compte).await? {
        return Err(Refus::DejaReprise.into());
    }
    undo(&mut tx, &line, Some(me.compte), &motif).await?;
    tell(&mut tx, &line, &motif).await?;
    tx.commit().await?;
    Ok(())
}

/// A line comes to nothing, with its corrections: its act no longer stands, or somebody says so.
pub(crate) async fn undo(
    tx: &mut Tx,
    line: &Indemnite,
    by: Option<Uuid>,
    motif: &str,
) -> Result<(), WriteError> {
    let kept = match line.etat {
        Etat::Refusee | Etat::Annulee => return Ok(()),
        Etat::Proposee | Etat::Approuvee | Etat::Rejetee => {
            drop_line(tx, line, by, motif).await?;
            0
        }
        Etat::EnLot | Etat::Payee => line.cents().unwrap_or_default(),
    };
    if line.origine.is_none() {
        bring(tx, line, kept, 0, line, Cause::Reprise(motif, by)).await?;
    } else if kept != 0 {
        // One correction among others: only what it says goes.
        let root = line.origine.unwrap_or(line.id);
        let others: i64 = lignes::corrections(tx, root)
            .await?
            .iter()
            .filter(|one| one.stands())
            .filter_map(Indemnite::cents)
            .sum();
        bring(tx, line, 0, others - kept, line, Cause::Reprise(motif, by)).await?;
    }
    Ok(())
}

/// Tells the person that a line of theirs will not be paid, or is taken back.
async fn tell(tx: &mut Tx, line: &Indemnite, motif: &str) -> Result<(), WriteError> {
    let person = adhesions::adherent(tx, line.personne).await?;
    let (Some(to), Some(here)) = (person.and_then(|one| one.courriel), comptes::here(tx).await?) else {
        return Ok(());
    };
    let texte = format!(
        "Bonjour,\n\nVotre indemnité du {} («\u{a0}{}\u{a0}») n’est pas retenue par {}. Motif\u{a0}: {motif}\n\n\
         Votre année est ici\u{a0}: {}",
        francais::date(line.fait.jour),
        line.libelle,
        here.nom,
        comptes::LIEN
    );
    let message = MessageDemande {
        vers: to.into(),
        objet: "Une indemnité n’est pas retenue".to_owned(),
        texte,
        chemin: Some(format!("/{}/espace/mon-annee", here.slug)),
        calendrier: None,
    };
    tx.publish(&message).await?;
    Ok(())
}

/// Says which of their professions a person took part as, before the line is approved: the office, or the person.
///
/// # Errors
/// [`WriteError`].
pub async fn choose_profession(
    ctx: &Ctx,
    db: &Db,
    id: Id<Indemnite>,
    profession: &str,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    if me.adherent != Some(line.personne) {
        ctx.require(VOIR)?;
        ctx.require(APPROUVER)?;
    }
    if line.etat != Etat::Proposee {
        return Err(Refus::PasProposee(line.etat).into());
    }
    if line.origine.is_some() {
        return Err(Refus::Correction.into());
    }
    let person =
        adhesions::adherent(&mut tx, line.personne).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    if !person.professions.iter().any(|one| one == profession) {
        return Err(Refus::Profession(profession.to_owned()).into());
    }
    let rates = baremes::baremes(&mut tx).await?;
    let mut now = line.clone();
    profession.clone_into(&mut now.fait.profession);
    now.montant = bareme::calcul(&rates, &now.fait).map(Into::into);
    if propose::is_free(&now) {
        undo(&mut tx, &line, None, "Non indemnisée par le règlement intérieur").await?;
    } else if lignes::rewrite(&mut tx, line.etat, &now).await? {
        tx.record(
            Trace::new("indemnites.profession_choisie", format!("indemnite:{id}"))
                .detail(profession)
                .before(&line)
                .after(&now),
        );
    }
    tx.commit().await?;
    Ok(())
}
