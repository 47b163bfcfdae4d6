use crate::WriteError;
use crate::bareme::Fait;
use crate::correct::{Cause, bring};
use crate::indemnite::{Etat, Indemnite, source};
use crate::propose::{self, Proposition, is_free};
use crate::refuse::undo;
use crate::regime::Objet;
use crate::store::{self, baremes, lignes, plafonds};
use db::{Db, Trace, Tx};
use jiff::civil::DateTime;
use kernel::{Ctx, Id};
use reunions::{Comment, Etat as EtatReunion, Presence, Reunion};
use uuid::Uuid;

/// Makes the line of an attendance say what the attendance says: written once, written again as long as it is not in a batch,
/// taken back when the attendance is cancelled. Idempotent: what happened between is read, never told.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_presence(ctx: &Ctx, db: &Db, presence: Uuid) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::hold(&mut tx).await?;
    let Some((meeting, found, stands)) = read(&mut tx, presence).await? else { return Ok(()) };
    let known = lignes::hold_source(&mut tx, source::PRESENCE, presence).await?;
    let line = match known {
        Some(line) if line.settled_by_somebody() => None,
        Some(line) if stands => follow(&mut tx, line, &meeting, &found).await?,
        Some(line) => {
            undo(&mut tx, &line, None, "Présence annulée").await?;
            None
        }
        None if stands => open(&mut tx, &meeting, &found).await?,
        None => None,
    };
    if let Some(id) = line {
        lignes::mark_late(&mut tx, id, late(&meeting, &found)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// An attendance with its meeting, and whether it stands.
async fn read(tx: &mut Tx, presence: Uuid) -> Result<Option<(Reunion, Presence, bool)>, WriteError> {
    let Some(found) = reunions::presence(tx, Id::new(presence)).await? else { return Ok(None) };
    let Some(meeting) = reunions::reunion(tx, found.reunion).await? else { return Ok(None) };
    let stands = !found.annulee && !matches!(meeting.etat, EtatReunion::Annulee { .. });
    Ok(Some((meeting, found, stands)))
}

/// The facts of a line as its attendance says them now; none when it no longer stands. Those of another act do not change.
pub(crate) async fn fact(tx: &mut Tx, line: &Indemnite) -> Result<Option<Fait>, WriteError> {
    let own = line.fait.clone();
    if line.source.0 != source::PRESENCE {
        return Ok(Some(own));
    }
    let said = read(tx, line.source.1).await?.filter(|(.., stands)| *stands);
    Ok(said.map(|(meeting, found, _)| {
        let now = proposition(&meeting, &found, None);
        Fait {
            mission: now.mission,
            genre: now.genre,
            action: now.action,
            jour: now.jour,
            quantite: now.quantite.max(1),
            ..own
        }
    }))
}

/// Signed by the person after the end of the meeting; what the office notes always is.
fn late(meeting: &Reunion, found: &Presence) -> bool {
    matches!(found.comment, Comment::Porte | Comment::Lien) && kernel::paris(found.signee_le) > meeting.fin
}

async fn open(tx: &mut Tx, meeting: &Reunion, found: &Presence) -> Result<Option<Id<Indemnite>>, WriteError> {
    let of = (source::PRESENCE, found.id.uuid());
    propose::propose(tx, of, proposition(meeting, found, None)).await
}

/// The attendance was corrected, or is noted again.
async fn follow(
    tx: &mut Tx,
    line: Indemnite,
    meeting: &Reunion,
    found: &Presence,
) -> Result<Option<Id<Indemnite>>, WriteError> {
    let rates = baremes::baremes(tx).await?;
    let chosen = Some(line.fait.profession.clone()).filter(|words| !words.is_empty());
    let of = (source::PRESENCE, found.id.uuid());
    let (mut now, _) = propose::build(tx, of, proposition(meeting, found, chosen), &rates).await?;
    now.id = line.id;
    match line.etat {
        Etat::Refusee => return Ok(None),
        Etat::Proposee | Etat::Approuvee | Etat::Annulee if is_free(&now) => {
            undo(tx, &line, None, "Non indemnisée par le règlement intérieur").await?;
        }
        Etat::Proposee | Etat::Annulee => rewrite(tx, &line, &now).await?,
        Etat::Approuvee if now.fait != line.fait => {
            if let (Some(year), Some(cents)) = (line.annee, line.cents()) {
                plafonds::give_back(tx, line.racine, year, cents).await?;
            }
            rewrite(tx, &line, &now).await?;
        }
        Etat::Approuvee | Etat::EnLot | Etat::Payee | Etat::Rejetee => decided(tx, &line, &now).await?,
    }
    Ok(Some(line.id))
}

/// What is decided stays; the attendance that says something else, or that stands again after it was cancelled, gets the difference.
async fn decided(tx: &mut Tx, line: &Indemnite, now: &Indemnite) -> Result<(), WriteError> {
    let corrections = lignes::corrections(tx, line.id).await?;
    // What the rates changed says the same facts; what the attendance changed says others, or that it did not stand.
    let acted = |one: &Indemnite| {
        one.stands() && one.repris_par.is_none() && (one.source.0 == source::CONTRE || one.fait != now.fait)
    };
    let (Some(kept), Some(goal)) = (line.cents(), now.cents()) else { return Ok(()) };
    if now.fait != line.fait || corrections.iter().any(acted) {
        bring(tx, line, kept, goal, now, Cause::Difference).await?;
    }
    Ok(())
}

async fn rewrite(tx: &mut Tx, line: &Indemnite, now: &Indemnite) -> Result<(), WriteError> {
    let same = line.etat == Etat::Proposee
        && line.fait == now.fait
        && line.montant == now.montant
        && line.horaire == now.horaire
        && line.beneficiaire == now.beneficiaire;
    if !same && lignes::rewrite(tx, line.etat, now).await? {
        tx.record(
            Trace::new("indemnites.ligne_recalculee", format!("indemnite:{}", line.id))
                .before(line)
                .after(now),
        );
    }
    // It waits as a whole: what was corrected before goes, or is evened out.
    let cents = now.cents().unwrap_or_default();
    bring(tx, now, cents, cents, now, Cause::Difference).await?;
    Ok(())
}

fn proposition(meeting: &Reunion, found: &Presence, profession: Option<String>) -> Proposition {
    Proposition {
        personne: found.adherent,
        libelle: meeting.titre.clone(),
        objet: Objet::Temps,
        quantite: found.minutes,
        jour: found.jour,
        horaire: horaire(meeting, found),
        mission: meeting.mission,
        genre: meeting.genre.code().to_owned(),
        action: meeting.action,
        profession,
        declarant: None,
        piece: None,
    }
}

/// From which minute of the day to which; what runs past midnight goes on counting.
fn horaire(meeting: &Reunion, found: &Presence) -> Option<(u32, u32)> {
    let (from, to) = (found.arrivee.unwrap_or(meeting.debut), found.depart.unwrap_or(meeting.fin));
    let minute = |at: DateTime| -> Option<u32> {
        let days = found.jour.until(at.date()).ok()?.get_days();
        u32::try_from(days * 1440 + i32::from(at.hour()) * 60 + i32::from(at.minute())).ok()
    };
    minute(from).zip(minute(to)).filter(|(from, to)| from < to)
}
