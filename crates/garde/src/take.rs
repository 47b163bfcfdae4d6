use crate::as_participant::{as_active, hold, hold_of};
use crate::droits::GERER;
use crate::move_planning::tell_all;
use crate::store::{affectations, demi_journees};
use crate::{
    Affectation, Avis, DemiJournee, Origine, Participant, Planning, Tableau, WriteError, mots, objet,
};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use rendez_vous::store::effecteurs;
use ui::francais;

/// Asks those who could for the people missing in a published planning: the first to answer has the half-day. How many were told.
///
/// # Errors
/// [`WriteError`].
pub async fn announce_trous(ctx: &Ctx, db: &Db, sms: bool, id: Id<Planning>) -> Result<usize, WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    hold(&mut tx, id).await?.check_publie()?;
    let tableau = Tableau::read(&mut tx, id).await?;
    let trous = tableau.trous(ctx.now);
    if trous.is_empty() {
        return Err(WriteError::PasPossible("Il ne manque personne\u{a0}: rien à annoncer."));
    }
    let words = |one: &Participant| {
        let open = |what: &&DemiJournee| {
            let there = tableau.presents(what.id).any(|other| other.participant == one.id);
            one.can(what.competence) && !there && tableau.avis(one.id, what.id) != Avis::Impossible
        };
        let open: Vec<String> = trous.iter().map(|(what, _)| *what).filter(open).map(mots::quand).collect();
        let first = open.first()?;
        let more = i64::try_from(open.len() - 1).unwrap_or(i64::MAX);
        let more = match more {
            0 => String::new(),
            _ => format!(" (et {})", francais::compte(more, "autre demi-journée", "autres demi-journées")),
        };
        Some(format!(
            "il manque quelqu’un de garde {first}{more}. Le premier qui répond la prend\u{a0}: {{lien}}"
        ))
    };
    let told = tell_all(&mut tx, sms, &tableau, words, "une garde à prendre").await?;
    for (what, _) in &trous {
        demi_journees::set_annonce(&mut tx, what.id).await?;
    }
    tx.record(Trace::new("garde.trous_annonces", objet(id)).detail(trous.len()));
    tx.commit().await?;
    Ok(told)
}

/// Somebody takes a half-day where people are missing: the first to answer has it.
///
/// # Errors
/// [`WriteError::Prise`] when somebody was faster, [`WriteError`].
pub async fn take_trou(
    ctx: &Ctx,
    db: &Db,
    who: Id<Participant>,
    id: Id<DemiJournee>,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (one, _) = as_active(&mut tx, who).await?;
    let (planning, what) = hold_of(&mut tx, id).await?;
    planning.check_publie()?;
    if one.planning != planning.id {
        return Err(WriteError::Inconnu("Cette demi-journée"));
    }
    if what.horaire.debut <= ctx.now {
        return Err(WriteError::PasPossible("Cette demi-journée a déjà commencé."));
    }
    if !one.can(what.competence) {
        return Err(WriteError::PasPossible(
            "Cette demi-journée demande une compétence que vous n’avez pas notée.",
        ));
    }
    let held =
        effecteurs::hold(&mut tx, one.effecteur).await?.ok_or(WriteError::Inconnu("Ce professionnel"))?;
    let wanted = Affectation {
        demi_journee: id,
        participant: who,
        effecteur: one.effecteur,
        fixe: true,
        origine: Origine::Trou,
    };
    if !affectations::take(&mut tx, &wanted, what.horaire).await? {
        let there = affectations::of(&mut tx, planning.id).await?;
        let present = there.iter().filter(|other| other.demi_journee == id).count();
        let full = present >= what.besoin as usize;
        return Err(if full { WriteError::Prise } else { WriteError::DejaDeGarde(held.nom) });
    }
    tx.record(Trace::new("garde.trou_comble", objet(planning.id)).detail(format!(
        "{}, {}",
        held.nom,
        mots::quand(&what)
    )));
    Ok(tx.commit().await?)
}
