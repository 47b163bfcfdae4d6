use crate::droits::EMARGER;
use crate::invite::Invite;
use crate::presence::{Comment, Passage, Presence};
use crate::registre::{entrusted, note};
use crate::reunion::Reunion;
use crate::visiteur::Visiteur;
use crate::write_error::EtatRefus;
use crate::{USAGE, WriteError, author, heures, jeton, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signataire {
    /// A member.
    Adherent(Id<Adherent>),
    /// Somebody who is on no list, by name and profession.
    Visiteur {
        /// First name and name.
        nom: String,
        /// What they do.
        profession: String,
    },
}

/// What became of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// Kept now.
    Gardee,
    /// Kept already: signing twice is signing once.
    DejaLa,
}

/// Signs at the door, with the pass that the code on the screen gave.
///
/// # Errors
/// [`WriteError`].
pub async fn sign_presence(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    passe: &str,
    qui: &Signataire,
    a_distance: bool,
) -> Result<Signature, WriteError> {
    ctx.require(EMARGER)?;
    if !jeton::passes(db.secret(), ctx.cpts, reunion, passe, ctx.now) {
        return Err(EtatRefus::CodePerime.into());
    }
    let tx = db.begin(&entrusted(ctx)).await?;
    sign(tx, reunion, qui, (a_distance, Comment::Porte)).await
}

/// Signs with the link of an invitation, from wherever one is.
///
/// # Errors
/// [`WriteError`].
pub async fn sign_by_link(ctx: &Ctx, db: &Db, invite: Id<Invite>) -> Result<Signature, WriteError> {
    let mut tx = db.begin(&entrusted(ctx)).await?;
    if !comptes::holds_lien_direct(&mut tx, USAGE, invite.uuid()).await? {
        return Err(EtatRefus::LienPerime.into());
    }
    let invite = store::invites::one(&mut tx, invite).await?.ok_or(EtatRefus::LienPerime)?;
    let qui = match invite.adherent {
        Some(id) => Signataire::Adherent(id),
        None => Signataire::Visiteur { nom: invite.nom, profession: "Personne invitée".to_owned() },
    };
    sign(tx, invite.reunion, &qui, (true, Comment::Lien)).await
}

async fn sign(
    mut tx: Tx,
    reunion: Id<Reunion>,
    qui: &Signataire,
    (a_distance, comment): (bool, Comment),
) -> Result<Signature, WriteError> {
    let now = tx.ctx().now;
    // Held: it is not closed, moved nor cancelled between what is read here and what is written.
    let meeting =
        store::reunions::hold(&mut tx, reunion).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    if !meeting.ouverte(now) {
        return Err(EtatRefus::PasOuverte.into());
    }
    if comment == Comment::Lien && meeting.passee(now) {
        return Err(EtatRefus::LienApresLaFin.into());
    }
    let kept = match qui {
        Signataire::Adherent(id) => {
            let who = adhesions::adherent(&mut tx, *id).await?.ok_or(WriteError::Inconnu("Cet adhérent"))?;
            let passage = Passage::signed(&meeting, now, a_distance, comment);
            keep(&mut tx, &meeting, &who, passage).await?
        }
        Signataire::Visiteur { nom, profession } => {
            let (nom, profession) = (nom.clone(), profession.clone());
            let id = tx.ctx().id();
            let one = Visiteur { id, reunion, nom, profession, a_distance, rattache: None, signe_le: now }
                .check()?;
            let added = store::visiteurs::add(&mut tx, &one).await?;
            tx.record(
                Trace::new("reunions.visiteur_signe", format!("reunion:{reunion}")).detail(&meeting.titre),
            );
            added
        }
    };
    if !kept {
        return already(&mut tx, reunion, qui).await;
    }
    tx.commit().await?;
    Ok(Signature::Gardee)
}

/// Signed twice is signed once, unless the office took the presence away.
async fn already(tx: &mut Tx, reunion: Id<Reunion>, qui: &Signataire) -> Result<Signature, WriteError> {
    if let Signataire::Adherent(id) = qui
        && store::presences::of(tx, reunion, *id).await?.is_some_and(|one| one.annulee)
    {
        return Err(EtatRefus::PresenceAnnulee.into());
    }
    Ok(Signature::DejaLa)
}

/// Keeps a presence and its act; false when that person is there already.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn keep(
    tx: &mut Tx,
    reunion: &Reunion,
    who: &Adherent,
    passage: Passage,
) -> Result<bool, WriteError> {
    passage.check(reunion)?;
    let now = passage.signe.unwrap_or(tx.ctx().now);
    let one = Presence {
        id: tx.ctx().id(),
        reunion: reunion.id,
        adherent: who.id,
        // Whoever signs before midnight for a meeting that starts after it was there on the day they signed.
        jour: reunion.jour().min(heures::today(now)),
        arrivee: passage.arrivee,
        depart: passage.depart,
        minutes: passage.minutes(reunion),
        a_distance: passage.a_distance,
        comment: passage.comment,
        acte: None,
        annulee: false,
        motif: String::new(),
        version: 1,
        signee_le: now,
    };
    let auteur = author(tx.ctx());
    if !store::presences::add(tx, &one, auteur).await? {
        return Ok(false);
    }
    note(tx, reunion, &one, who).await?;
    let trace = Trace::new("reunions.presence_notee", format!("presence:{}", one.id));
    tx.record(trace.detail(&reunion.titre).after(&one));
    Ok(true)
}
