use crate::droits::{ANIMER, ORGANISER};
use crate::invite::{Invite, Reponse};
use crate::letter::{self, Occasion};
use crate::reunion::{Etat, Reunion};
use crate::write_error::EtatRefus;
use crate::{WriteError, author, responsable, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use identifiants::Courriel;
use kernel::{Ctx, Id};

/// Invites members in the transaction of the caller, whose right it is to ask for theirs; who is invited already stays so. Returns how
/// many are new. Nothing is sent.
///
/// # Errors
/// [`WriteError`].
pub async fn invite(
    tx: &mut Tx,
    reunion: Id<Reunion>,
    adherents: &[Id<Adherent>],
) -> Result<u32, WriteError> {
    let known = store::reunions::reunion(tx, reunion).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    if known.etat != Etat::Prevue {
        return Err(EtatRefus::Annulee.into());
    }
    let mut new = 0;
    for adherent in adherents {
        let invite = blank(tx, reunion, Some(*adherent));
        let auteur = author(tx.ctx());
        new += u32::from(store::invites::add(tx, &invite, auteur).await?);
    }
    tx.record(
        Trace::new("reunions.invites", format!("reunion:{reunion}")).detail(&known.titre).after(&adherents),
    );
    Ok(new)
}

/// A guest: their name and, when it is known, their address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convive {
    /// First name and name.
    pub nom: String,
    /// Where to write.
    pub courriel: Option<Courriel>,
}

/// Invites members and guests, and writes to those who are new. Returns how many are new and how many letters leave.
///
/// # Errors
/// [`WriteError`].
pub async fn send_invitations(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    adherents: &[Id<Adherent>],
    convives: &[Convive],
) -> Result<(u32, u32), WriteError> {
    ctx.require(ORGANISER)?;
    let mut tx = db.begin(ctx).await?;
    let meeting = open(&mut tx, reunion).await?;
    let mut new = Vec::new();
    for adherent in adherents {
        new.push(blank(&tx, reunion, Some(*adherent)));
    }
    for one in convives {
        let nom = crate::LIGNE.line("convives", &one.nom)?;
        let courriel = one.courriel.as_ref().map(|courriel| courriel.as_str().to_owned()).unwrap_or_default();
        new.push(Invite { nom, courriel, ..blank(&tx, reunion, None) });
    }
    let mut kept = Vec::new();
    for invite in new {
        if store::invites::add(&mut tx, &invite, author(ctx)).await? {
            kept.push(invite);
        }
    }
    if kept.is_empty() {
        return Ok((0, 0));
    }
    let sent = letter::write(&mut tx, &meeting, &kept, Occasion::Invitation).await?;
    let trace = Trace::new("reunions.invites", format!("reunion:{reunion}"));
    tx.record(trace.detail(&meeting.titre).after(&kept));
    tx.commit().await?;
    Ok((u32::try_from(kept.len()).unwrap_or(u32::MAX), sent))
}

/// A meeting that may still be announced.
async fn open(tx: &mut Tx, id: Id<Reunion>) -> Result<Reunion, WriteError> {
    let meeting = store::reunions::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    match meeting.etat {
        Etat::Annulee { .. } => Err(EtatRefus::Annulee.into()),
        Etat::Tenue { .. } => Err(EtatRefus::Tenue.into()),
        Etat::Prevue => Ok(meeting),
    }
}

/// Writes again to whoever did not answer. Returns how many letters leave.
///
/// # Errors
/// [`WriteError`].
pub async fn remind_invites(ctx: &Ctx, db: &Db, reunion: Id<Reunion>) -> Result<u32, WriteError> {
    ctx.require(ORGANISER)?;
    let mut tx = db.begin(ctx).await?;
    let meeting = open(&mut tx, reunion).await?;
    let all = store::invites::of_reunion(&mut tx, reunion).await?;
    let silent: Vec<Invite> = all.into_iter().filter(|one| one.reponse == Reponse::Attendu).collect();
    let sent = letter::write(&mut tx, &meeting, &silent, Occasion::Rappel).await?;
    if sent > 0 {
        store::invites::remind(&mut tx, reunion).await?;
        tx.record(
            Trace::new("reunions.invites_relances", format!("reunion:{reunion}")).detail(&meeting.titre),
        );
        tx.commit().await?;
    }
    Ok(sent)
}

/// Sends the link by which people sign from afar, to whoever did not say no. Returns how many letters leave.
///
/// # Errors
/// [`WriteError`].
pub async fn send_signing_links(ctx: &Ctx, db: &Db, reunion: Id<Reunion>) -> Result<u32, WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    responsable::hold(&mut tx, reunion).await?;
    let meeting = open(&mut tx, reunion).await?;
    if meeting.passee(ctx.now) {
        return Err(EtatRefus::LienApresLaFin.into());
    }
    let all = store::invites::of_reunion(&mut tx, reunion).await?;
    let coming: Vec<Invite> = all.into_iter().filter(|one| one.reponse != Reponse::Non).collect();
    let sent = letter::write(&mut tx, &meeting, &coming, Occasion::Signature).await?;
    if sent > 0 {
        tx.record(Trace::new("reunions.liens_envoyes", format!("reunion:{reunion}")).detail(&meeting.titre));
        tx.commit().await?;
    }
    Ok(sent)
}

/// Takes an invitation back: calendars forget the meeting.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_invite(ctx: &Ctx, db: &Db, id: Id<Invite>) -> Result<Id<Reunion>, WriteError> {
    ctx.require(ORGANISER)?;
    let mut tx = db.begin(ctx).await?;
    let known = store::invites::one(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette invitation"))?;
    let meeting = open(&mut tx, known.reunion).await?;
    let one = store::invites::hold(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cette invitation"))?;
    if one.reponse == Reponse::Oui {
        store::reunions::seat(&mut tx, meeting.id, false).await?;
    }
    letter::write(&mut tx, &meeting, std::slice::from_ref(&one), Occasion::Annulation).await?;
    store::invites::retire(&mut tx, id).await?;
    tx.record(Trace::new("reunions.invite_retire", format!("reunion:{}", meeting.id)).before(&one));
    tx.commit().await?;
    Ok(meeting.id)
}

/// An invitation that nobody answered yet.
fn blank(tx: &Tx, reunion: Id<Reunion>, adherent: Option<Id<Adherent>>) -> Invite {
    Invite {
        id: tx.ctx().id(),
        reunion,
        adherent,
        nom: String::new(),
        courriel: String::new(),
        reponse: Reponse::Attendu,
        repondu_le: None,
        relance_le: None,
        invite_le: tx.ctx().now,
    }
}
