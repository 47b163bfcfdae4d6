use crate::droits::{PRENDRE, TRAITER};
use crate::etape::{self, entrusted};
use crate::send_cartes::reponse;
use crate::store::propositions::Dite;
use crate::{
    Coffre, Demande, Etape, Etat, Foyer, Medecin, Phase, Proposition, Reponse, USAGE, Voie, WriteError,
    author, carte, store,
};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refus, UpTo};
use kernel::{Ctx, Id};

/// What a doctor says of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Avis {
    /// They take them.
    Oui,
    /// Not before that day; none: in a month.
    PasMaintenant(Option<Date>),
    /// No, and why: the code of a reason, words, or nothing.
    Non(String),
}

/// What an answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// It is kept.
    Notee,
    /// The same was said already.
    DejaNotee,
}

/// A doctor answers a card: by the link sent to them, from their account, or by telephone to the office.
///
/// A yes takes the places, closes the other cards of the household and tells its people; of two doctors, one wins and the
/// other is told ([`WriteError::DejaAcceptee`]); without a place left the card stays ([`WriteError::Complet`]).
///
/// # Errors
/// [`WriteError`].
pub async fn answer_carte(
    ctx: &Ctx,
    db: &Db,
    id: Id<Proposition>,
    dit: Avis,
    voie: Voie,
) -> Result<Suite, WriteError> {
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let unknown = || WriteError::Inconnu("Cette carte");
    let seen = store::propositions::proposition(&mut tx, id).await?.ok_or_else(unknown)?;
    allow(&mut tx, voie, seen.medecin).await?;
    // Doctor, then household: everybody holds them in that order.
    let medecin = store::medecins::hold(&mut tx, seen.medecin).await?.ok_or_else(unknown)?;
    let together = store::demandes::hold_foyer(&mut tx, &coffre, seen.foyer).await?;
    let card = store::propositions::proposition(&mut tx, id).await?.ok_or_else(unknown)?;
    if !card.reponse.est_ouverte() {
        return already(&card, &dit, &together);
    }
    let waiting: Vec<&Demande> = together.iter().filter(|one| one.etat == Etat::Attente).collect();
    let said = match &dit {
        Avis::Oui if medecin.est_parti(kernel::today(ctx.now)) => {
            return Err(WriteError::PasPossible("Ce médecin s’est arrêté\u{a0}: un autre sera cherché."));
        }
        Avis::Oui => {
            accept(&mut tx, &card, &waiting, &together).await?;
            (Reponse::Oui, String::new(), None)
        }
        Avis::PasMaintenant(day) => (Reponse::PasMaintenant, String::new(), Some(until(ctx, *day)?)),
        Avis::Non(motif) => (Reponse::Non, UpTo(200).maybe_line("motif", motif)?, None),
    };
    let (reponse, motif, revenir_le) = said;
    let dite = Dite { par: voie, auteur: author(ctx), motif: &motif, revenir_le };
    match store::propositions::answer(&mut tx, id, reponse, dite).await {
        Ok(true) => {}
        Ok(false) => return Err(WriteError::PlusOuverte),
        Err(error) if error.is_constraint() => return Err(WriteError::DejaAcceptee),
        Err(error) => return Err(error.into()),
    }
    if reponse == Reponse::Oui {
        store::propositions::withdraw(&mut tx, card.foyer).await?;
    }
    let etape = if reponse == Reponse::Oui { Etape::Acceptee } else { Etape::Refusee };
    for one in waiting {
        advance(&mut tx, &coffre, one, etape).await?;
    }
    tx.record(Trace::new("medecin_traitant.carte_repondue", carte(id)).detail(format!("{reponse}, {voie}")));
    tx.commit().await?;
    Ok(Suite::Notee)
}

/// Whether the caller may speak for that doctor.
pub(crate) async fn allow(tx: &mut Tx, voie: Voie, medecin: Id<Medecin>) -> Result<(), WriteError> {
    match voie {
        Voie::Lien => {
            tx.ctx().require(comptes::droits::SUIVRE_LIEN)?;
            let taking_part =
                store::medecins::medecin(tx, medecin).await?.is_some_and(|one| one.retire_le.is_none());
            let theirs = comptes::holds_lien_direct(tx, USAGE, medecin.uuid()).await?;
            if theirs && taking_part { Ok(()) } else { Err(WriteError::LienPerdu) }
        }
        Voie::Compte => {
            tx.ctx().require(PRENDRE)?;
            let theirs = store::medecins::moi(tx).await?.is_some_and(|one| one.id == medecin);
            if theirs { Ok(()) } else { Err(WriteError::Inconnu("Cette carte")) }
        }
        Voie::Bureau => Ok(tx.ctx().require(TRAITER)?),
    }
}

/// What is said of a card that no longer waits for an answer.
fn already(card: &Proposition, dit: &Avis, together: &[Demande]) -> Result<Suite, WriteError> {
    match (card.reponse, dit) {
        (Reponse::Oui, Avis::Oui)
        | (Reponse::Non, Avis::Non(_))
        | (Reponse::PasMaintenant, Avis::PasMaintenant(_)) => Ok(Suite::DejaNotee),
        (Reponse::Retiree, Avis::Oui) if taken(together) => Err(WriteError::DejaAcceptee),
        _ => Err(WriteError::PlusOuverte),
    }
}

/// Whether a doctor said yes to somebody of the household.
fn taken(together: &[Demande]) -> bool {
    together.iter().any(|one| one.etat.medecin().is_some())
}

/// Takes the places, and the people are the doctor’s.
async fn accept(
    tx: &mut Tx,
    card: &Proposition,
    waiting: &[&Demande],
    together: &[Demande],
) -> Result<(), WriteError> {
    let many = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    if many == 0 {
        return Err(if taken(together) { WriteError::DejaAcceptee } else { WriteError::PlusOuverte });
    }
    if many > card.personnes {
        // The doctor read a card with fewer people.
        return Err(WriteError::Change);
    }
    if !store::medecins::take(tx, card.medecin, many).await? {
        return Err(WriteError::Complet);
    }
    store::cartes::set_personnes(tx, card.id, many).await?;
    let etat = Etat::Acceptee { medecin: card.medecin, le: tx.ctx().now };
    for one in waiting {
        if !store::demandes::set_etat(tx, one.id, Phase::Attente, &etat).await? {
            return Err(WriteError::Change);
        }
    }
    Ok(())
}

/// « Not now »: a day to come, within a year; in a month when none is said.
fn until(ctx: &Ctx, day: Option<Date>) -> Result<Date, WriteError> {
    let today = kernel::today(ctx.now);
    let later = |span: jiff::Span| today.checked_add(span).unwrap_or(today);
    let day = day.unwrap_or_else(|| later(jiff::Span::new().months(1)));
    if day <= today || day > later(jiff::Span::new().years(1)) {
        return Err(Refus::new("revenir_le", "Donnez un jour à venir, dans l’année.").into());
    }
    Ok(day)
}

/// A step of a request, its act, and the message that tells it.
pub(crate) async fn advance(
    tx: &mut Tx,
    coffre: &Coffre,
    one: &Demande,
    etape: Etape,
) -> Result<(), WriteError> {
    etape::note(tx, one.id, etape).await?;
    crate::tell(tx, coffre, one, etape).await?;
    Ok(())
}

/// A doctor takes their yes back: the places are free again, the people wait again, and that doctor is not asked again.
///
/// # Errors
/// [`WriteError`].
pub async fn undo_oui(
    ctx: &Ctx,
    db: &Db,
    foyer: Id<Foyer>,
    motif: &str,
    voie: Voie,
) -> Result<(), WriteError> {
    let motif = UpTo(200).maybe_line("motif", motif)?;
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let cards = store::propositions::du_foyer(&mut tx, foyer).await?;
    let none = WriteError::PasPossible("Aucun médecin n’a accepté cette demande.");
    let Some(card) = cards.into_iter().find(|one| one.reponse == Reponse::Oui) else { return Err(none) };
    allow(&mut tx, voie, card.medecin).await?;
    store::medecins::hold(&mut tx, card.medecin).await?;
    let together = store::demandes::hold_foyer(&mut tx, &coffre, foyer).await?;
    let theirs =
        |one: &&Demande| one.est_ouverte() && one.etat.medecin().is_some_and(|(who, _)| who == card.medecin);
    let theirs: Vec<&Demande> = together.iter().filter(theirs).collect();
    if theirs.is_empty() || !store::propositions::undo(&mut tx, foyer, &motif).await? {
        return Err(none);
    }
    for one in &theirs {
        store::demandes::set_etat(&mut tx, one.id, one.etat.phase(), &Etat::Attente).await?;
        etape::cancel(&mut tx, one.id, Etape::Acceptee, "accord défait").await?;
        advance(&mut tx, &coffre, one, Etape::Rouverte).await?;
    }
    let many = u32::try_from(theirs.len()).unwrap_or(u32::MAX);
    store::medecins::give_back(&mut tx, card.medecin, many).await?;
    tx.record(Trace::new("medecin_traitant.oui_defait", carte(card.id)).detail(voie));
    tx.commit().await?;
    Ok(())
}

/// A doctor answered « no » or « not now » by mistake: the card waits for them again, while the household waits and nobody else said
/// yes. The next doctor may have a card already: of two yes, the first wins.
///
/// # Errors
/// [`WriteError`].
pub async fn reopen_carte(ctx: &Ctx, db: &Db, id: Id<Proposition>, voie: Voie) -> Result<(), WriteError> {
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let unknown = || WriteError::Inconnu("Cette carte");
    let card = store::propositions::proposition(&mut tx, id).await?.ok_or_else(unknown)?;
    allow(&mut tx, voie, card.medecin).await?;
    store::medecins::hold(&mut tx, card.medecin).await?;
    let together = store::demandes::hold_foyer(&mut tx, &coffre, card.foyer).await?;
    let waiting: Vec<&Demande> = together.iter().filter(|one| one.etat == Etat::Attente).collect();
    if u32::try_from(waiting.len()).ok() != Some(card.personnes) {
        return Err(if taken(&together) { WriteError::DejaAcceptee } else { WriteError::PlusOuverte });
    }
    let reglage = store::regles::reglage(&mut tx).await?;
    let expire = ctx.now.saturating_add(reponse(&reglage)).unwrap_or(jiff::Timestamp::MAX);
    if !store::cartes::reopen(&mut tx, id, expire).await? {
        return Err(WriteError::PlusOuverte);
    }
    for one in waiting {
        etape::cancel(&mut tx, one.id, Etape::Refusee, "réponse donnée par erreur").await?;
        advance(&mut tx, &coffre, one, Etape::Proposee).await?;
    }
    tx.record(Trace::new("medecin_traitant.reponse_reprise", carte(id)).detail(voie));
    tx.commit().await?;
    Ok(())
}

/// The office takes a card back: the doctor may no longer answer it, and it is for the office to propose the household again.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_carte(ctx: &Ctx, db: &Db, id: Id<Proposition>) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let mut tx = db.begin(ctx).await?;
    let why = "Reprise par le bureau.";
    if !store::cartes::withdraw_one(&mut tx, id, why, Some(Voie::Bureau)).await? {
        return Err(WriteError::PlusOuverte);
    }
    tx.record(Trace::new("medecin_traitant.carte_retiree", carte(id)));
    tx.commit().await?;
    Ok(())
}
