use crate::WriteError;
use crate::differences;
use crate::indemnite::{Etat, Indemnite, source};
use crate::propose::{self, Proposition, is_free};
use crate::refuse::undo;
use crate::regime::Objet;
use crate::store::{baremes, lignes, plafonds};
use db::{Db, Trace, Tx};
use jiff::civil::DateTime;
use kernel::{Ctx, Id};
use reunions::{Etat as EtatReunion, Presence, Reunion};
use uuid::Uuid;

/// Makes the line of an attendance say what the attendance says: written once, written again as long as it is not in a batch,
/// taken back when the attendance is cancelled. Idempotent: what happened between is read, never told.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_presence(ctx: &Ctx, db: &Db, presence: Uuid) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let Some(found) = reunions::presence(&mut tx, Id::new(presence)).await? else { return Ok(()) };
    let Some(meeting) = reunions::reunion(&mut tx, found.reunion).await? else { return Ok(()) };
    let stands = !found.annulee && !matches!(meeting.etat, EtatReunion::Annulee { .. });
    let known = lignes::hold_source(&mut tx, source::PRESENCE, presence).await?;
    match known {
        None if stands => open(&mut tx, &meeting, &found).await?,
        Some(line) if stands => follow(&mut tx, line, &meeting, &found).await?,
        Some(line) => undo(&mut tx, &line, None, "Présence annulée").await?,
        None => {}
    }
    tx.commit().await?;
    Ok(())
}

async fn open(tx: &mut Tx, meeting: &Reunion, found: &Presence) -> Result<(), WriteError> {
    let of = (source::PRESENCE, found.id.uuid());
    propose::propose(tx, of, proposition(meeting, found, None)).await.map(drop)
}

/// The attendance was corrected, or is noted again.
async fn follow(tx: &mut Tx, line: Indemnite, meeting: &Reunion, found: &Presence) -> Result<(), WriteError> {
    let rates = baremes::baremes(tx).await?;
    let chosen = Some(line.fait.profession.clone()).filter(|words| !words.is_empty());
    let of = (source::PRESENCE, found.id.uuid());
    let (mut now, _) = propose::build(tx, of, proposition(meeting, found, chosen), &rates).await?;
    now.id = line.id;
    match line.etat {
        Etat::Refusee => Ok(()),
        Etat::Proposee | Etat::Approuvee | Etat::Annulee if is_free(&now) => {
            undo(tx, &line, None, "Non indemnisée par le règlement intérieur").await
        }
        Etat::Proposee | Etat::Annulee => rewrite(tx, &line, &now).await,
        Etat::Approuvee if now.fait == line.fait => Ok(()),
        Etat::Approuvee => {
            if let (Some(year), Some(cents)) = (line.annee, line.cents()) {
                plafonds::give_back(tx, line.racine, year, cents).await?;
            }
            rewrite(tx, &line, &now).await
        }
        Etat::EnLot | Etat::Payee | Etat::Rejetee if now.fait == line.fait => Ok(()),
        Etat::EnLot | Etat::Payee | Etat::Rejetee => differences::correct(tx, &line, now).await.map(drop),
    }
}

async fn rewrite(tx: &mut Tx, line: &Indemnite, now: &Indemnite) -> Result<(), WriteError> {
    let same = line.etat == Etat::Proposee
        && line.fait == now.fait
        && line.montant == now.montant
        && line.horaire == now.horaire
        && line.beneficiaire == now.beneficiaire;
    if !same && lignes::rewrite(tx, now).await? {
        tx.record(
            Trace::new("indemnites.ligne_recalculee", format!("indemnite:{}", line.id))
                .before(line)
                .after(now),
        );
    }
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
