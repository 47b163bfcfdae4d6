//! The line that brings another one, with its corrections, to what it should come to.

use crate::WriteError;
use crate::indemnite::{Etat, Indemnite, Montant, source};
use crate::store::{lignes, plafonds};
use crate::{plafond, propose};
use db::{Trace, Tx};
use kernel::Id;
use law::Pourquoi;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ui::francais;
use uuid::Uuid;

/// Why a line is corrected.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cause<'a> {
    /// Its act or its rate says something else: the difference has its own approval.
    Difference,
    /// Its act no longer stands, or that account says so, for this reason: what takes money back holds at once.
    Reprise(&'a str, Option<Uuid>),
}

/// Brings a line that counts for `kept` cents, with its corrections, to `goal` cents; false when nothing is missing. Proposals that
/// nobody decided give way to the new line, and what was approved but not paid is given up before anything is taken back, so that
/// what is paid and what is to be paid always come to `goal`. `now` says the facts and the derivation.
pub(crate) async fn bring(
    tx: &mut Tx,
    line: &Indemnite,
    kept: i64,
    goal: i64,
    now: &Indemnite,
    cause: Cause<'_>,
) -> Result<bool, WriteError> {
    let corrections = lignes::corrections(tx, line.origine.unwrap_or(line.id)).await?;
    let standing: Vec<&Indemnite> = corrections.iter().filter(|one| one.stands()).collect();
    let sum: i64 = standing.iter().filter_map(|one| one.cents()).sum();
    let mut missing = goal - kept - sum;
    if missing == 0 {
        return Ok(false);
    }
    let lower = missing < 0;
    for one in standing.iter().filter(|one| gives_way(one, lower)) {
        give_up(tx, one, cause.motif()).await?;
        missing += one.cents().unwrap_or_default();
    }
    if missing != 0 {
        write(tx, line, now, missing, (goal, kept, corrections.as_slice()), cause).await?;
    }
    Ok(true)
}

/// What is not paid gives way; what takes money back stays once approved, for giving it up would commit it again without looking at
/// the ceiling.
fn gives_way(one: &Indemnite, lower: bool) -> bool {
    match one.etat {
        Etat::Proposee => true,
        Etat::Approuvee | Etat::Rejetee => lower && one.cents().is_some_and(|cents| cents > 0),
        Etat::EnLot | Etat::Payee | Etat::Refusee | Etat::Annulee => false,
    }
}

/// Takes out of what is owed a line that is not paid; its ceiling is given back.
pub(crate) async fn give_up(tx: &mut Tx, line: &Indemnite, motif: &str) -> Result<(), WriteError> {
    drop_line(tx, line, None, motif).await
}

/// The same, by somebody.
pub(crate) async fn drop_line(
    tx: &mut Tx,
    line: &Indemnite,
    by: Option<Uuid>,
    motif: &str,
) -> Result<(), WriteError> {
    if !lignes::drop_line(tx, line, Etat::Annulee, by, motif).await? {
        return Ok(());
    }
    if let (Some(year), Some(cents)) = (line.annee, line.cents()) {
        plafonds::give_back(tx, line.racine, year, cents).await?;
    }
    let trace = Trace::new("indemnites.ligne_annulee", format!("indemnite:{}", line.id));
    tx.record(trace.detail(motif).before(line));
    Ok(())
}

/// Writes the line of a correction. Its source is made of what it goes to and of how many came before: asked for twice, it is written once.
async fn write(
    tx: &mut Tx,
    line: &Indemnite,
    now: &Indemnite,
    cents: i64,
    from: (i64, i64, &[Indemnite]),
    cause: Cause<'_>,
) -> Result<(), WriteError> {
    let (goal, kept, before) = from;
    let known = now.montant.as_ref().or(line.montant.as_ref());
    let Some(known) = known.or_else(|| before.iter().find_map(|one| one.montant.as_ref())) else {
        return Ok(());
    };
    let pourquoi = cause.pourquoi(cents, goal, kept);
    let (pourquoi, bareme) = match cause {
        Cause::Difference => (pourquoi.then(Arc::new(known.pourquoi.clone())), known.bareme),
        Cause::Reprise(..) => (pourquoi, None),
    };
    let root = line.origine.unwrap_or(line.id);
    let ctx = tx.ctx().clone();
    let at_once = cents < 0 && matches!(cause, Cause::Reprise(..));
    let year = plafond::annee(kernel::today(ctx.now));
    let new = Indemnite {
        id: ctx.id(),
        source: (cause.source().to_owned(), seed(root, goal, before.len())),
        origine: Some(root),
        libelle: format!("{}\u{a0}: {}", cause.titre(), line.libelle),
        fait: now.fait.clone(),
        montant: Some(Montant { regime: known.regime, bareme, cents, pourquoi }),
        etat: if at_once { Etat::Approuvee } else { Etat::Proposee },
        motif: cause.motif().to_owned(),
        declarant: if at_once { None } else { crate::author(&ctx) },
        ecrit_le: ctx.now,
        approbateur: None,
        decide_le: at_once.then_some(ctx.now),
        annee: at_once.then_some(year),
        lot: None,
        piece: None,
        repris_par: cause.by(),
        ..line.clone()
    };
    let compte = adhesions::adherent(tx, line.personne).await?.and_then(|one| one.compte);
    let Cause::Reprise(motif, _) = cause else { return propose::add(tx, &new, compte).await.map(drop) };
    if lignes::add(tx, &new, compte).await? {
        if at_once {
            plafonds::engage(tx, new.racine, year, cents, 0).await?;
        }
        let trace = Trace::new("indemnites.ligne_reprise", format!("indemnite:{root}"));
        tx.record(trace.detail(motif).after(&new));
    }
    Ok(())
}

impl Cause<'_> {
    const fn source(self) -> &'static str {
        match self {
            Self::Difference => source::DIFFERENCE,
            Self::Reprise(..) => source::CONTRE,
        }
    }

    const fn titre(self) -> &'static str {
        match self {
            Self::Difference => "Différence",
            Self::Reprise(..) => "Reprise",
        }
    }

    const fn motif(&self) -> &str {
        match self {
            Self::Difference => "",
            Self::Reprise(motif, _) => motif,
        }
    }

    const fn by(self) -> Option<Uuid> {
        match self {
            Self::Difference => None,
            Self::Reprise(_, by) => by,
        }
    }

    fn pourquoi(self, cents: i64, goal: i64, kept: i64) -> Pourquoi {
        let euros = francais::euros;
        let mut formula = format!("{} − {} déjà approuvés", euros(goal), euros(kept));
        let already = goal - kept - cents;
        if already != 0 {
            formula.push_str(&format!(" − {} de corrections", euros(already)));
        }
        formula.push_str(&format!(" = {}", euros(cents)));
        match self {
            Self::Difference => Pourquoi::new(
                "indemnites.difference",
                "Différence avec la ligne déjà approuvée",
                formula,
                Arc::default(),
            ),
            Self::Reprise(motif, _) => Pourquoi::new(
                "indemnites.contre",
                "Reprise d’une ligne déjà payée",
                format!("{formula}\u{a0}: {motif}"),
                Arc::default(),
            ),
        }
    }
}

fn seed(line: Id<Indemnite>, cents: i64, rank: usize) -> Uuid {
    let digest = Sha256::digest(format!("{line}/{cents}/{rank}").as_bytes());
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.iter()).for_each(|(to, from)| *to = *from);
    Uuid::from_bytes(bytes)
}
