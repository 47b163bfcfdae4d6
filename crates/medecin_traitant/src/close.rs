use crate::droits::TRAITER;
use crate::etape::{cancel, entrusted, note};
use crate::store::{courriers, demandes, medecins, propositions, regles};
use crate::{Cloture, Coffre, Demande, Etape, Etat, Medecin, Phase, Preuve, Reponse, WriteError, tell};
use db::{Db, Trace, Tx};
use jiff::ToSpan;
use jiff::civil::Date;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};

/// A doctor says yes or takes it back while a request is being closed: it is read again, never more often than that.
const TOURS: usize = 4;
/// Beside a yes that ended because the request did.
const FIN: &str = "demande close";
/// What is said of a request that does not exist in this CPTS, or no longer.
const INCONNUE: WriteError = WriteError::Inconnu("Cette demande");

/// Ends a request. Cards that still wait for an answer are taken back; a place that was taken is free again, unless the médecin
/// traitant was declared, which asks for a proof and its day.
///
/// # Errors
/// [`WriteError`].
pub async fn close(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    cloture: Cloture,
    preuve: Option<(Preuve, Date)>,
) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let preuve = proof(kernel::today(ctx.now), cloture, preuve)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    for _ in 0..TOURS {
        let mut tx = db.begin(&entrusted(ctx)).await?;
        let Some((one, together)) = take_hold(&mut tx, &coffre, id).await? else { continue };
        if !one.est_ouverte() {
            return Err(WriteError::PasPossible("Cette demande est déjà close."));
        }
        end(&mut tx, &coffre, (&one, &together), cloture, preuve).await?;
        tx.commit().await?;
        return Ok(());
    }
    Err(WriteError::Change)
}

/// The médecin traitant is declared to the health insurance: known by whom, since when.
///
/// # Errors
/// [`WriteError`].
pub async fn declare_mt(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    preuve: Preuve,
    le: Date,
) -> Result<(), WriteError> {
    close(ctx, db, id, Cloture::MtDeclare, Some((preuve, le))).await
}

/// Only a declaration has a proof, and it has one; not of a day to come, nor of another year by mistake.
fn proof(
    jour: Date,
    cloture: Cloture,
    preuve: Option<(Preuve, Date)>,
) -> Result<Option<(Preuve, Date)>, Refus> {
    match (cloture, preuve) {
        (Cloture::MtDeclare, None) => {
            Err(Refus::new("preuve", "Comment savez-vous que le médecin traitant est déclaré\u{202f}?"))
        }
        (Cloture::MtDeclare, Some((_, le))) if le > jour => {
            Err(Refus::new("preuve_le", "Ce jour n’est pas encore arrivé."))
        }
        (Cloture::MtDeclare, Some((_, le))) if le < jour.saturating_sub(5.years()) => {
            Err(Refus::new("preuve_le", "Ce jour est à plus de cinq ans\u{a0}: vérifiez l’année."))
        }
        (Cloture::MtDeclare, some) => Ok(some),
        _ => Ok(None),
    }
}

/// The request and those of its household, held: the doctor first, as everybody does. Nothing when the doctor changed meanwhile.
async fn take_hold(
    tx: &mut Tx,
    coffre: &Coffre,
    id: Id<Demande>,
) -> Result<Option<(Demande, Vec<Demande>)>, WriteError> {
    let seen = demandes::demande(tx, coffre, id).await?.ok_or(INCONNUE)?;
    let doctor = seen.etat.medecin().map(|(medecin, _)| medecin);
    if let Some(medecin) = doctor {
        medecins::hold(tx, medecin).await?;
    }
    let together = demandes::hold_foyer(tx, coffre, seen.foyer).await?;
    let one = together.iter().find(|one| one.id == id).cloned();
    let same = one.filter(|one| one.etat.medecin().map(|(medecin, _)| medecin) == doctor);
    Ok(same.map(|one| (one, together)))
}

async fn end(
    tx: &mut Tx,
    coffre: &Coffre,
    (one, together): (&Demande, &[Demande]),
    cloture: Cloture,
    preuve: Option<(Preuve, Date)>,
) -> Result<(), WriteError> {
    let closed = settle(tx, (one, together), cloture, preuve).await?;
    let etape = if cloture == Cloture::MtDeclare { Etape::Declaree } else { Etape::Close };
    // What a program may have sent, and nobody looked at, was no act: nor is its end, and nobody is written to.
    if one.etat != Etat::AVerifier {
        note(tx, one.id, etape).await?;
        tell(tx, coffre, &Demande { etat: closed, ..one.clone() }, etape).await?;
    }
    tx.record(Trace::new("medecin_traitant.demande_close", crate::objet(one.id)).detail(cloture.libelle()));
    Ok(())
}

/// Ends a request of which nobody can be told any more, if it is open: its key was destroyed.
pub(crate) async fn close_untold(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<(), WriteError> {
    let (one, together) = take_hold(tx, coffre, id).await?.ok_or(WriteError::Change)?;
    if one.est_ouverte() {
        settle(tx, (&one, &together), Cloture::Renonce, None).await?;
    }
    Ok(())
}

/// Where it stands now, its cards taken back and its place given back.
async fn settle(
    tx: &mut Tx,
    (one, together): (&Demande, &[Demande]),
    cloture: Cloture,
    preuve: Option<(Preuve, Date)>,
) -> Result<Etat, WriteError> {
    let medecin = one.etat.medecin();
    let closed = Etat::Close { le: kernel::today(tx.ctx().now), cloture, medecin, preuve };
    if !demandes::set_etat(tx, one.id, one.etat.phase(), &closed).await? {
        return Err(WriteError::Change);
    }
    let others = together.iter().filter(|other| other.id != one.id);
    if !others.clone().any(|other| matches!(other.etat, Etat::Attente | Etat::AVerifier)) {
        propositions::withdraw(tx, one.foyer).await?;
    }
    if let Some((medecin, _)) = medecin.filter(|_| cloture != Cloture::MtDeclare) {
        let stay = others.filter(|other| keeps_place(other, medecin)).count();
        give_place_back(tx, one, medecin, stay).await?;
    }
    // What waited to be told is no longer true, and nobody writes to somebody who died.
    courriers::drop_waiting(tx, one.id).await?;
    Ok(closed)
}

/// Whether somebody has a place of that doctor: accepted, or declared.
fn keeps_place(one: &Demande, medecin: Id<Medecin>) -> bool {
    let theirs = one.etat.medecin().is_some_and(|(who, _)| who == medecin);
    let given_back = matches!(one.etat, Etat::Close { cloture, .. } if cloture != Cloture::MtDeclare);
    theirs && !given_back
}

/// One place is free again; the yes ends with the last of those that it was about.
async fn give_place_back(
    tx: &mut Tx,
    one: &Demande,
    medecin: Id<Medecin>,
    stay: usize,
) -> Result<(), WriteError> {
    medecins::give_back(tx, medecin, 1).await?;
    let cards = propositions::du_foyer(tx, one.foyer).await?;
    let yes = cards.into_iter().find(|card| card.reponse == Reponse::Oui && card.medecin == medecin);
    let Some(card) = yes else { return Ok(()) };
    match u32::try_from(stay).unwrap_or(u32::MAX) {
        0 => {
            propositions::undo(tx, one.foyer, FIN).await?;
        }
        stay => crate::store::cartes::set_personnes(tx, card.id, stay).await?,
    }
    Ok(())
}

/// Opens a request again: with its doctor when the declaration was a mistake, else among those who wait.
///
/// # Errors
/// [`WriteError`].
pub async fn reopen(ctx: &Ctx, db: &Db, id: Id<Demande>) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(INCONNUE)?;
    let etat = match &one.etat {
        Etat::Close { cloture: Cloture::MtDeclare, medecin: Some((medecin, le)), .. } => {
            Etat::Acceptee { medecin: *medecin, le: *le }
        }
        Etat::Close { .. } => Etat::Attente,
        Etat::AVerifier | Etat::Attente | Etat::Acceptee { .. } | Etat::RendezVous { .. } => {
            return Err(WriteError::PasPossible("Cette demande est déjà ouverte."));
        }
    };
    if !demandes::set_etat(&mut tx, id, Phase::Close, &etat).await? {
        return Err(WriteError::Change);
    }
    let months = regles::reglage(&mut tx).await?.mois_entre_relances.max(1);
    let next = kernel::today(ctx.now).saturating_add(i64::from(months).months());
    demandes::set_relance(&mut tx, id, next, 0).await?;
    if matches!(one.etat, Etat::Close { cloture: Cloture::MtDeclare, .. }) {
        cancel(&mut tx, id, Etape::Declaree, "demande rouverte\u{a0}: médecin traitant non déclaré").await?;
    }
    note(&mut tx, id, Etape::Rouverte).await?;
    tell(&mut tx, &coffre, &Demande { etat, ..one }, Etape::Rouverte).await?;
    tx.record(Trace::new("medecin_traitant.demande_rouverte", crate::objet(id)));
    Ok(tx.commit().await?)
}

/// The first appointment has its day, or another.
///
/// # Errors
/// [`WriteError`].
pub async fn set_rendez_vous(ctx: &Ctx, db: &Db, id: Id<Demande>, jour: Date) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let today = kernel::today(ctx.now);
    if jour < today.saturating_sub(1.year()) || jour > today.saturating_add(1.year()) {
        return Err(Refus::new("jour", "Ce jour est à plus d’un an\u{a0}: vérifiez l’année.").into());
    }
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let one = demandes::hold(&mut tx, &coffre, id).await?.ok_or(INCONNUE)?;
    let Some((medecin, le)) = one.etat.medecin().filter(|_| one.est_ouverte()) else {
        return Err(WriteError::PasPossible("Aucun médecin n’a encore accepté cette demande."));
    };
    let etat = Etat::RendezVous { medecin, le, jour };
    if etat == one.etat {
        return Ok(());
    }
    if !demandes::set_etat(&mut tx, id, one.etat.phase(), &etat).await? {
        return Err(WriteError::Change);
    }
    note(&mut tx, id, Etape::RendezVous).await?;
    tell(&mut tx, &coffre, &Demande { etat, ..one }, Etape::RendezVous).await?;
    tx.record(Trace::new("medecin_traitant.rendez_vous_note", crate::objet(id)));
    Ok(tx.commit().await?)
}
