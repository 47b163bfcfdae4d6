use crate::convoke::{self, Occasion};
use crate::droits::TENIR;
use crate::open_scrutin;
use crate::read_seance::{Vue, held};
use crate::scrutin::{Refus as VoteRefus, Scrutin};
use crate::seance::{Convoque, Refus, Seance};
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use reunions::Etat;
use uuid::Uuid;

/// What people were called to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appel {
    /// A meeting.
    Seance(Id<Seance>),
    /// A consultation outside meetings.
    Consultation(Id<Scrutin>),
}

/// Sends their link again to one person who was called, or to all: a new one, the one before no longer serves. Whoever became a member of
/// the instance since the convocation is called with it. Returns how many letters leave.
///
/// # Errors
/// [`WriteError`].
pub async fn resend(ctx: &Ctx, db: &Db, appel: Appel, qui: Option<Id<Adherent>>) -> Result<u32, WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let (sent, about) = match appel {
        Appel::Seance(id) => {
            let vue = held(&mut tx, id).await?;
            store::seances::tell(&mut tx, id, vue.reunion.sequence).await?;
            (to_meeting(&mut tx, &vue, qui, Occasion::Renvoi).await?, format!("seance:{id}"))
        }
        Appel::Consultation(id) => (to_consultation(&mut tx, id, qui).await?, format!("scrutin:{id}")),
    };
    tx.record(Trace::new("gouvernance.liens_renvoyes", about).detail(sent.to_string()));
    tx.commit().await?;
    Ok(sent)
}

/// The meeting below moved: everybody who was called receives the link that is good until its new date. Once for each change, however
/// often it is told.
///
/// # Errors
/// [`WriteError`].
pub async fn follow_reunion(ctx: &Ctx, db: &Db, reunion: Uuid) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let all = store::seances::seances(&mut tx).await?;
    let Some(known) = all.iter().find(|one| one.reunion.uuid() == reunion) else { return Ok(()) };
    let vue = held(&mut tx, known.id).await?;
    if check(&vue).is_err() || !store::seances::tell(&mut tx, known.id, vue.reunion.sequence).await? {
        return Ok(());
    }
    let sent = to_meeting(&mut tx, &vue, None, Occasion::Deplacee).await?;
    let trace = Trace::new("gouvernance.liens_renvoyes", format!("seance:{}", known.id));
    tx.record(trace.detail(sent.to_string()));
    tx.commit().await?;
    Ok(())
}

/// Called, and not over.
fn check(vue: &Vue) -> Result<(), WriteError> {
    match vue.reunion.etat {
        Etat::Annulee { .. } => Err(reunions::WriteError::from(reunions::EtatRefus::Annulee).into()),
        Etat::Prevue | Etat::Tenue { .. } if vue.seance.convoquee_le.is_none() => {
            Err(Refus::PasConvoquee.into())
        }
        Etat::Prevue | Etat::Tenue { .. } if vue.seance.close_le.is_some() => Err(Refus::PlusLa.into()),
        Etat::Prevue | Etat::Tenue { .. } => Ok(()),
    }
}

async fn to_meeting(
    tx: &mut Tx,
    vue: &Vue,
    qui: Option<Id<Adherent>>,
    occasion: Occasion,
) -> Result<u32, WriteError> {
    check(vue)?;
    let lines = store::seances::convoques(tx, vue.seance.id).await?;
    let known = |id| lines.iter().any(|line| line.adherent == id);
    let asked = |id: Id<Adherent>| qui.is_none_or(|who| who == id);
    let mut new: Vec<_> =
        vue.ayants.iter().map(|one| one.id).filter(|id| !known(*id) && asked(*id)).collect();
    new.retain(|_| vue.reunion.etat == Etat::Prevue);
    let lettre = convoke::lettre(tx, vue, occasion).await?;
    let mut all = if new.is_empty() { Vec::new() } else { convoke::call(tx, vue, &new).await? };
    all.extend(with_members(tx, lines, qui).await?);
    send(tx, &lettre, &all).await
}

async fn to_consultation(tx: &mut Tx, id: Id<Scrutin>, qui: Option<Id<Adherent>>) -> Result<u32, WriteError> {
    let open = store::scrutins::hold_open(tx, id).await?;
    let scrutin = store::scrutins::scrutin(tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    let (Some((_, au)), true) = (scrutin.jours, open) else {
        return Err(if scrutin.clos_le.is_some() { VoteRefus::Clos } else { VoteRefus::PasOuvert }.into());
    };
    let lines = store::seances::consultes(tx, id).await?;
    let lettre = open_scrutin::lettre(tx, &scrutin, au).await?;
    let all = with_members(tx, lines, qui).await?;
    send(tx, &lettre, &all).await
}

/// The lines that are asked for, each with its member.
async fn with_members(
    tx: &mut Tx,
    lines: Vec<Convoque>,
    qui: Option<Id<Adherent>>,
) -> Result<Vec<(Convoque, Adherent)>, WriteError> {
    let members = adhesions::adherents(tx).await?;
    let of = |line: &Convoque| members.iter().find(|one| one.id == line.adherent).cloned();
    let asked = lines.into_iter().filter(|line| qui.is_none_or(|who| who == line.adherent));
    Ok(asked.filter_map(|line| of(&line).map(|who| (line, who))).collect())
}

async fn send(
    tx: &mut Tx,
    lettre: &crate::lettre::Lettre,
    all: &[(Convoque, Adherent)],
) -> Result<u32, WriteError> {
    if all.is_empty() {
        return Err(WriteError::Inconnu("Cette convocation"));
    }
    let mut sent = 0;
    for (line, who) in all {
        sent += u32::from(lettre.send_again(tx, line, who).await?);
    }
    Ok(sent)
}
