use crate::WriteError;
use crate::approve::approver;
use crate::droits::{APPROUVER, VOIR};
use crate::indemnite::{Etat, Indemnite, Refus};
use crate::store::{baremes, lignes, plafonds};
use crate::{bareme, plafond, propose, saisie};
use comptes::MessageDemande;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
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
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    if line.etat != Etat::Proposee {
        return Err(Refus::PasProposee(line.etat).into());
    }
    line.check_other(me)?;
    lignes::drop_line(&mut tx, &line, Etat::Refusee, Some(me.compte), &motif).await?;
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
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    // Giving up what takes money back would commit it again without looking at the ceiling.
    let takes_back = line.cents().is_some_and(|cents| cents < 0);
    if takes_back || matches!(line.etat, Etat::Proposee | Etat::Refusee | Etat::Annulee) {
        return Err(Refus::TropTard(line.etat).into());
    }
    line.check_other(me)?;
    undo(&mut tx, &line, Some(me.compte), &motif).await?;
    tell(&mut tx, &line, &motif).await?;
    tx.commit().await?;
    Ok(())
}

/// The act of a line no longer stands.
pub(crate) async fn undo(
    tx: &mut Tx,
    line: &Indemnite,
    by: Option<Uuid>,
    motif: &str,
) -> Result<(), WriteError> {
    match line.etat {
        Etat::Refusee | Etat::Annulee => return Ok(()),
        Etat::Proposee | Etat::Approuvee | Etat::Rejetee => {
            if let (Some(year), Some(cents)) = (line.annee, line.cents()) {
                plafonds::give_back(tx, line.racine, year, cents).await?;
            }
            lignes::drop_line(tx, line, Etat::Annulee, by, motif).await?;
            tx.record(
                Trace::new("indemnites.ligne_annulee", format!("indemnite:{}", line.id))
                    .detail(motif)
                    .before(line),
            );
        }
        Etat::EnLot | Etat::Payee => take_back(tx, line, motif).await?,
    }
    Ok(())
}

/// Writes the opposite of a line that is paid, or about to be: at once when it takes money back, else it waits for an approval.
async fn take_back(tx: &mut Tx, line: &Indemnite, motif: &str) -> Result<(), WriteError> {
    let ctx = tx.ctx().clone();
    let Some(mut contre) = line.contre(ctx.id(), ctx.now, motif) else { return Ok(()) };
    let cents = contre.cents().unwrap_or_default();
    let year = plafond::annee(crate::today(ctx.now));
    if cents > 0 {
        (contre.etat, contre.annee, contre.decide_le) = (Etat::Proposee, None, None);
    } else {
        contre.annee = Some(year);
    }
    if !lignes::add(tx, &contre, None).await? {
        return Ok(());
    }
    if contre.etat == Etat::Approuvee {
        plafonds::engage(tx, contre.racine, year, cents, 0).await?;
    }
    tx.record(
        Trace::new("indemnites.ligne_reprise", format!("indemnite:{}", line.id)).detail(motif).after(&contre),
    );
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
    let me = approver(&mut tx).await?;
    let line = lignes::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette ligne"))?;
    if me.adherent != Some(line.personne) {
        ctx.require(VOIR)?;
        ctx.require(APPROUVER)?;
    }
    if line.etat != Etat::Proposee {
        return Err(Refus::PasProposee(line.etat).into());
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
    } else {
        lignes::rewrite(&mut tx, &now).await?;
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
