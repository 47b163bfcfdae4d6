use crate::as_participant::{as_active, as_participant, hold};
use crate::assign::{of_planning, seat};
use crate::droits::GERER;
use crate::letter::tell_one;
use crate::move_planning::tell_all;
use crate::store::{affectations, demi_journees, echanges};
use crate::{
    DemiJournee, Echange, EtatEchange, Origine, Participant, Planning, Tableau, WriteError, mots, objet,
};
use db::{Db, Trace, Tx};
use kernel::saisie::{Refus, maybe_line};
use kernel::{Ctx, Id};

const PLUS_A_VOUS: WriteError = WriteError::PasPossible(
    "Cette garde n’est plus à la personne qui la donne\u{a0}: l’échange ne tient plus.",
);
const PLUS_OUVERT: WriteError = WriteError::PasPossible(
    "Cet échange n’attend plus de réponse\u{a0}: quelqu’un a été plus rapide, ou il a été retiré.",
);

/// Somebody asks to give a half-day of theirs: to somebody, alone or against one of theirs, or to whoever wants it. Those who may
/// answer are told.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_echange(ctx: &Ctx, db: &Db, sms: bool, asked: Echange) -> Result<(), WriteError> {
    let motif = maybe_line("motif", &asked.motif)?;
    let mut tx = db.begin(ctx).await?;
    let (one, who) = as_active(&mut tx, asked.de).await?;
    let planning = hold(&mut tx, one.planning).await?;
    planning.check_publie()?;
    let asked = Echange { planning: planning.id, motif, ..asked };
    let tableau = Tableau::read(&mut tx, planning.id).await?;
    let given = check(&tableau, &asked, ctx.now)?;
    if !echanges::keep(&mut tx, &asked).await? {
        return Err(WriteError::PasPossible("Un échange de cette garde est déjà demandé."));
    }
    let when = mots::quand(given);
    let texte = match asked.contre.and_then(|id| tableau.demi_journee(id)) {
        Some(other) => format!(
            "{} propose sa garde {when} contre la vôtre {}\u{a0}: {{lien}}",
            who.nom,
            mots::quand(other)
        ),
        None => format!("{} cherche quelqu’un pour sa garde {when}\u{a0}: {{lien}}", who.nom),
    };
    let words = |other: &Participant| {
        let asked_of = asked.a.map_or(other.id != asked.de && other.can(given.competence), |a| a == other.id);
        asked_of.then(|| texte.clone())
    };
    tell_all(&mut tx, sms, &tableau, words, "un échange de garde").await?;
    tx.record(Trace::new("garde.echange_demande", objet(planning.id)).detail(when));
    Ok(tx.commit().await?)
}

/// The half-day given, when what is asked holds.
fn check<'a>(
    tableau: &'a Tableau,
    asked: &Echange,
    now: jiff::Timestamp,
) -> Result<&'a DemiJournee, WriteError> {
    let mine = |what: Id<DemiJournee>, who: Id<Participant>| {
        tableau.presents(what).any(|one| one.participant == who)
    };
    let to_come = |id: Id<DemiJournee>| tableau.demi_journee(id).filter(|one| one.horaire.debut > now);
    let given = to_come(asked.donne).filter(|_| mine(asked.donne, asked.de)).ok_or(PLUS_A_VOUS)?;
    let somebody = asked.a.and_then(|a| tableau.participants.iter().find(|one| one.id == a));
    if asked.a.is_some() && somebody.is_none_or(|one| one.id == asked.de || !tableau.is_active(one)) {
        return Err(Refus::new("a", "Choisissez quelqu’un d’autre de ce planning.").into());
    }
    if let Some(other) = asked.contre {
        let theirs = asked.a.is_some_and(|a| mine(other, a));
        to_come(other)
            .filter(|_| theirs)
            .ok_or(WriteError::PasPossible("La garde demandée en retour n’est plus à cette personne."))?;
    }
    Ok(given)
}

/// Somebody takes what is offered: whoever was named, or the first of all. The coordination still has to approve.
///
/// # Errors
/// [`WriteError`].
pub async fn accept_echange(
    ctx: &Ctx,
    db: &Db,
    by: Id<Participant>,
    id: Id<Echange>,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (one, who) = as_active(&mut tx, by).await?;
    hold(&mut tx, one.planning).await?.check_publie()?;
    let asked = read(&mut tx, id).await?;
    if asked.planning != one.planning || asked.de == by {
        return Err(WriteError::Inconnu("Cet échange"));
    }
    if !echanges::accept(&mut tx, id, by).await? {
        return Err(PLUS_OUVERT);
    }
    tx.record(Trace::new("garde.echange_accepte", objet(one.planning)).detail(&who.nom));
    Ok(tx.commit().await?)
}

/// Whoever was named says no.
///
/// # Errors
/// [`WriteError`].
pub async fn decline_echange(
    ctx: &Ctx,
    db: &Db,
    sms: bool,
    by: Id<Participant>,
    id: Id<Echange>,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (one, who) = as_participant(&mut tx, by).await?;
    let planning = hold(&mut tx, one.planning).await?;
    let asked = read(&mut tx, id).await?;
    if asked.a != Some(by) {
        return Err(WriteError::Inconnu("Cet échange"));
    }
    if !echanges::end(&mut tx, id, EtatEchange::Demande, EtatEchange::Refuse).await? {
        return Err(PLUS_OUVERT);
    }
    let texte = format!("{} ne peut pas prendre votre garde\u{a0}: {{lien}}", who.nom);
    let asker = of_planning(&mut tx, &planning, asked.de).await?;
    tell_one(&mut tx, sms, &planning, &asker, ("votre échange de garde", &texte)).await?;
    tx.record(Trace::new("garde.echange_decline", objet(planning.id)).detail(&who.nom));
    Ok(tx.commit().await?)
}

/// Whoever asked takes it back, or the coordination says no; those concerned keep what they have.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_echange(ctx: &Ctx, db: &Db, id: Id<Echange>) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let asked = read(&mut tx, id).await?;
    let (_, who) = as_participant(&mut tx, asked.de).await?;
    hold(&mut tx, asked.planning).await?;
    let mut ended = false;
    for from in [EtatEchange::Demande, EtatEchange::Accepte] {
        ended = ended || echanges::end(&mut tx, id, from, EtatEchange::Retire).await?;
    }
    if !ended {
        return Err(PLUS_OUVERT);
    }
    tx.record(Trace::new("garde.echange_retire", objet(asked.planning)).detail(&who.nom));
    Ok(tx.commit().await?)
}

/// The coordination approves a swap that somebody takes: each has what they wanted, or nothing moves.
///
/// # Errors
/// [`WriteError`].
pub async fn approve_echange(ctx: &Ctx, db: &Db, sms: bool, id: Id<Echange>) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let asked = read(&mut tx, id).await?;
    let planning = hold(&mut tx, asked.planning).await?;
    planning.check_publie()?;
    // Read again once held.
    let asked = read(&mut tx, id).await?;
    let taker = asked.a.filter(|_| asked.etat == EtatEchange::Accepte);
    let taker = taker.ok_or(WriteError::PasPossible("Personne n’a encore accepté cet échange."))?;
    let (giver, taker) =
        (of_planning(&mut tx, &planning, asked.de).await?, of_planning(&mut tx, &planning, taker).await?);
    give(&mut tx, (&giver, &taker), &asked).await?;
    if !echanges::end(&mut tx, id, EtatEchange::Accepte, EtatEchange::Approuve).await? {
        return Err(PLUS_OUVERT);
    }
    for one in [&giver, &taker] {
        let words = ("vos gardes changent", "votre échange de garde est approuvé\u{a0}: {lien}");
        tell_one(&mut tx, sms, &planning, one, words).await?;
    }
    tx.record(Trace::new("garde.echange_approuve", objet(planning.id)));
    Ok(tx.commit().await?)
}

/// Both leave what they give, then both take: neither is twice at the same time in between.
async fn give(
    tx: &mut Tx,
    (giver, taker): (&Participant, &Participant),
    asked: &Echange,
) -> Result<(), WriteError> {
    let given = to_come(tx, asked.planning, asked.donne).await?;
    if !affectations::remove(tx, asked.donne, giver.id).await? {
        return Err(PLUS_A_VOUS);
    }
    let taken = match asked.contre {
        Some(other) => {
            if !affectations::remove(tx, other, taker.id).await? {
                return Err(PLUS_A_VOUS);
            }
            Some(to_come(tx, asked.planning, other).await?)
        }
        None => None,
    };
    let mut moves = vec![(taker, given)];
    moves.extend(taken.map(|what| (giver, what)));
    // In the order in which every verb holds people.
    moves.sort_by_key(|(who, _)| who.effecteur);
    for (who, what) in moves {
        seat(tx, who, &what, Origine::Echange).await?;
    }
    Ok(())
}

async fn to_come(
    tx: &mut Tx,
    planning: Id<Planning>,
    id: Id<DemiJournee>,
) -> Result<DemiJournee, WriteError> {
    let now = tx.ctx().now;
    let found = demi_journees::demi_journee(tx, id).await?;
    let found = found.filter(|one| one.planning == planning && one.horaire.debut > now);
    found.ok_or(WriteError::PasPossible("Cette demi-journée a déjà commencé\u{a0}: elle ne s’échange plus."))
}

async fn read(tx: &mut Tx, id: Id<Echange>) -> Result<Echange, WriteError> {
    echanges::echange(tx, id).await?.ok_or(WriteError::Inconnu("Cet échange"))
}
