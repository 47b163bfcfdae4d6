use crate::as_participant::hold;
use crate::droits::GERER;
use crate::letter::tell;
use crate::planning::Refus;
use crate::store::plannings;
use crate::{Etat, Participant, Planning, Tableau, WriteError, mots, objet};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use ui::francais;

/// Half-days that a message lists; the others are on the page.
const DANS_LE_MESSAGE: usize = 12;

/// Opens a planning to wishes, again if it was: each is told.
///
/// # Errors
/// [`WriteError`].
pub async fn open_voeux(ctx: &Ctx, db: &Db, sms: bool, id: Id<Planning>) -> Result<usize, WriteError> {
    let (mut tx, tableau) = take(ctx, db, id, Etat::Voeux).await?;
    let planning = &tableau.planning;
    let (du, au) = (francais::date(planning.cadre.du), francais::date(planning.cadre.au));
    let texte = format!(
        "dites vos vœux pour le planning «\u{a0}{}\u{a0}», du {du} au {au}, demi-journée par demi-journée, en \
         quelques gestes\u{a0}: {{lien}}",
        planning.cadre.nom
    );
    let told = tell_all(&mut tx, sms, &tableau, |_| Some(texte.clone()), "vos vœux de garde").await?;
    end(tx, &tableau, Etat::Voeux, "garde.voeux_ouverts", told).await
}

/// Publishes a planning: each is told their half-days.
///
/// # Errors
/// [`WriteError`].
pub async fn publish(ctx: &Ctx, db: &Db, sms: bool, id: Id<Planning>) -> Result<usize, WriteError> {
    let (mut tx, tableau) = take(ctx, db, id, Etat::Publie).await?;
    let told = tell_all(&mut tx, sms, &tableau, |one| Some(half_days(&tableau, one)), "vos gardes").await?;
    end(tx, &tableau, Etat::Publie, "garde.planning_publie", told).await
}

/// Closes a planning that is published: nothing moves any more but what became of its half-days.
///
/// # Errors
/// [`WriteError`].
pub async fn close_planning(ctx: &Ctx, db: &Db, id: Id<Planning>) -> Result<(), WriteError> {
    let (tx, tableau) = take(ctx, db, id, Etat::Clos).await?;
    end(tx, &tableau, Etat::Clos, "garde.planning_clos", 0).await.map(drop)
}

/// Opens again a planning that was closed too early.
///
/// # Errors
/// [`WriteError`].
pub async fn reopen_planning(ctx: &Ctx, db: &Db, id: Id<Planning>) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let planning = hold(&mut tx, id).await?;
    if planning.etat != Etat::Clos {
        return Err(Refus::Etat(planning.etat, "il n’est pas clos.").into());
    }
    plannings::set_etat(&mut tx, id, Etat::Publie, None).await?;
    tx.record(Trace::new("garde.planning_rouvert", objet(id)));
    Ok(tx.commit().await?)
}

/// The planning, held, when it may go there.
async fn take(ctx: &Ctx, db: &Db, id: Id<Planning>, to: Etat) -> Result<(Tx, Tableau), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    hold(&mut tx, id).await?.check_move(to)?;
    let tableau = Tableau::read(&mut tx, id).await?;
    match () {
        () if tableau.demi_journees.is_empty() => Err(Refus::SansDemiJournee.into()),
        () if tableau.participants.is_empty() => Err(Refus::SansParticipant.into()),
        () => Ok((tx, tableau)),
    }
}

async fn end(
    mut tx: Tx,
    tableau: &Tableau,
    to: Etat,
    action: &'static str,
    told: usize,
) -> Result<usize, WriteError> {
    plannings::set_etat(&mut tx, tableau.planning.id, to, None).await?;
    tx.record(Trace::new(action, objet(tableau.planning.id)).detail(&tableau.planning.cadre.nom));
    tx.commit().await?;
    Ok(told)
}

/// Tells each who still takes part what `words` says to them; how many could be reached.
pub(crate) async fn tell_all(
    tx: &mut Tx,
    sms: bool,
    tableau: &Tableau,
    words: impl Fn(&Participant) -> Option<String>,
    objet: &str,
) -> Result<usize, WriteError> {
    let mut told = 0;
    for one in tableau.participants.iter().filter(|one| tableau.is_active(one)) {
        if let (Some(texte), Some(who)) = (words(one), tableau.gens.get(&one.effecteur)) {
            told += usize::from(tell(tx, sms, &tableau.planning, (one.id, who), (objet, &texte)).await?);
        }
    }
    Ok(told)
}

/// « vos 3 gardes… : samedi 7 mars…; … ».
fn half_days(tableau: &Tableau, one: &Participant) -> String {
    let nom = &tableau.planning.cadre.nom;
    let mine = tableau.affectations.iter().filter(|what| what.participant == one.id);
    let mine: Vec<_> = mine.filter_map(|what| tableau.demi_journee(what.demi_journee)).collect();
    if mine.is_empty() {
        return format!(
            "le planning «\u{a0}{nom}\u{a0}» est publié. Vous n’y avez pas de garde\u{a0}: {{lien}}"
        );
    }
    let shown: Vec<String> = mine.iter().take(DANS_LE_MESSAGE).map(|one| mots::quand(one)).collect();
    let more = if mine.len() > shown.len() { "\u{a0}; la suite est sur la page" } else { "" };
    let count = francais::compte(i64::try_from(mine.len()).unwrap_or(i64::MAX), "garde", "gardes");
    format!(
        "{count} pour vous au planning «\u{a0}{nom}\u{a0}»\u{a0}: {}{more}. {{lien}}",
        shown.join("\u{a0}; ")
    )
}
