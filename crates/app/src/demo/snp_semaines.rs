//! Calls of the eight weeks before, as they stay once their requests are erased: what came when, for whom, how it ended. They are
//! history: no message leaves for them. All invented.

use ::snp::store::{affluences, bilans, demandes, guides};
use ::snp::{Affluence, Bilan, Coffre, Demande, Etat, Issue, MedecinTraitant, Origine, Reglage, Situation};
use db::{Db, Trace};
use identifiants::CommuneCode;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::Ctx;

/// Weeks that are written.
const SEMAINES: i32 = 8;
/// Hours at which somebody calls, from Monday.
const HEURES: [&[i8]; 7] =
    [&[8, 9, 9, 14, 18], &[9, 11, 17], &[8, 15, 18, 19], &[9, 16], &[9, 17, 18, 19], &[9, 10], &[11]];
const MOTIFS: [&str; 7] = ["fievre", "gorge", "plaie", "ventre", "dent", "entorse", "urine"];

pub(super) async fn fill(ctx: &Ctx, db: &Db, communes: &[CommuneCode]) -> anyhow::Result<()> {
    let Some(commune) = communes.first() else { return Ok(()) };
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(ctx).await?;
    let guide = guides::en_vigueur(&mut tx).await?.guide;
    for (rank, le) in calls(kernel::today(ctx.now)).into_iter().enumerate() {
        let one = Demande { etat: end(rank, le), ..received(ctx, rank, le, *commune) };
        demandes::keep(&mut tx, &coffre, &Demande { etat: Etat::Ouverte, ..one.clone() }, None).await?;
        demandes::move_to(&mut tx, one.id, &one.etat).await?;
        bilans::erase(&mut tx, one.id, &Bilan::of(&one)).await?;
        affluences::add(&mut tx, &Affluence::of(&one, &guide)).await?;
    }
    tx.record(Trace::new("snp.demandes_effacees", "demandes").detail("démonstration"));
    tx.commit().await?;
    // A number that nobody has: the range is kept for fiction.
    let told = Reglage {
        telephone: "0465711543".parse().ok(),
        horaires: "du lundi au vendredi de 8\u{a0}h à 20\u{a0}h, le samedi de 8\u{a0}h à 12\u{a0}h"
            .to_owned(),
        ..Reglage::default()
    };
    Ok(::snp::set_reglage(ctx, db, &Reglage::default(), told).await?)
}

/// When somebody called, up to three days ago.
fn calls(today: Date) -> Vec<Timestamp> {
    let days = (3..=7 * SEMAINES).map(|back| today.saturating_sub(back.days()));
    let hours = days.flat_map(|day| {
        let rank = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        HEURES[rank].iter().map(move |hour| day.at(*hour, 10, 0, 0))
    });
    hours.filter_map(|at| at.in_tz("Europe/Paris").ok()).map(|at| at.timestamp()).collect()
}

fn received(ctx: &Ctx, rank: usize, le: Timestamp, commune: CommuneCode) -> Demande {
    let situation = Situation {
        motif: MOTIFS[rank % MOTIFS.len()].to_owned(),
        age: 34,
        commune,
        se_deplace: true,
        medecin_traitant: MedecinTraitant::Aucun,
        avance: false,
        drapeaux: (rank % 19 == 4).then(|| "thorax".to_owned()).into_iter().collect(),
    };
    let origine = Origine::ALL[usize::from(rank % 6 == 1)];
    let echeance = le + SignedDuration::from_hours(24);
    Demande { id: ctx.id(), origine, recue_le: le, echeance, situation, etat: Etat::Ouverte }
}

/// How it ended: most were seen, some too late.
fn end(rank: usize, called: Timestamp) -> Etat {
    let later = |minutes: i64| called + SignedDuration::from_mins(minutes);
    if rank % 19 == 4 {
        return Etat::Transmise15 { le: later(4) };
    }
    if rank % 11 == 6 {
        return Etat::Abandonnee { le: later(300) };
    }
    let minutes = i64::try_from(rank * 37 % 240).unwrap_or(0) + 5;
    let found = later(if rank % 13 == 8 { 1_600 } else { minutes });
    let issue = if rank % 9 == 5 { Issue::NonHonoree } else { Issue::Honoree };
    Etat::Reglee { issue, rdv: None, trouvee_le: found, le: found + SignedDuration::from_hours(3) }
}
