use crate::as_participant::{hold, hold_of};
use crate::demi_journee::BESOIN_AU_PLUS;
use crate::droits::GERER;
use crate::ferie::is_ferie;
use crate::store::demi_journees;
use crate::{Competence, DemiJournee, Planning, WriteError, objet};
use db::{Db, Trace};
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};
use rendez_vous::Regle;

/// Half-days of one planning, at most.
const AU_PLUS: usize = 1_500;

/// What each half-day of a pattern asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Besoin {
    /// How many people.
    pub personnes: u32,
    /// With which skill.
    pub competence: Option<Competence>,
    /// On public holidays too.
    pub feries: bool,
}

/// What a pattern gave.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ajoutees {
    /// Half-days added.
    pub combien: usize,
    /// Those left out: past, or meeting another that asks for the same.
    pub ecartees: usize,
    /// Days left out because clocks jump over that hour.
    pub sautes: Vec<Date>,
}

/// Adds half-days by pattern: these days of the week at these hours, all along the planning, but on these days.
///
/// # Errors
/// [`WriteError`].
pub async fn add_demi_journees(
    ctx: &Ctx,
    db: &Db,
    id: Id<Planning>,
    regle: Regle,
    besoin: Besoin,
) -> Result<Ajoutees, WriteError> {
    ctx.require(GERER)?;
    check_besoin(besoin.personnes)?;
    let mut tx = db.begin(ctx).await?;
    let planning = hold(&mut tx, id).await?;
    planning.check_alive()?;
    let (du, au) = (planning.cadre.du, planning.cadre.au);
    let mut regle = Regle { du, au, minutes: None, ..regle };
    if !besoin.feries {
        regle
            .sauf
            .extend(du.series(Span::new().days(1)).take_while(|day| *day <= au).filter(|day| is_ferie(*day)));
    }
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let found = regle.unroll(&zone).map_err(|mut faults| {
        // The planning says its days: what they lack is said of the days of the week.
        faults.0.iter_mut().filter(|one| one.champ == "du").for_each(|one| one.champ = "jours");
        faults
    })?;
    let mut all = demi_journees::of(&mut tx, id).await?;
    if all.len() + found.horaires.len() > AU_PLUS {
        let why = format!("Un planning a {AU_PLUS}\u{a0}demi-journées au plus\u{a0}: faites-en plusieurs.");
        return Err(Refus::new("jours", why).into());
    }
    let mut done = Ajoutees { sautes: found.sautes, ..Ajoutees::default() };
    for horaire in found.horaires {
        let (personnes, competence) = (besoin.personnes, besoin.competence);
        let met = all.iter().any(|one| one.competence == competence && one.horaire.meets(horaire));
        if met || horaire.debut < ctx.now {
            done.ecartees += 1;
            continue;
        }
        let one = DemiJournee {
            id: ctx.id(),
            planning: id,
            horaire,
            besoin: personnes,
            competence,
            annonce_le: None,
        };
        if demi_journees::keep(&mut tx, &one).await? {
            done.combien += 1;
            all.push(one);
        }
    }
    if done.combien == 0 {
        return Err(Refus::new("jours", "Toutes ces demi-journées sont passées, ou déjà au planning.").into());
    }
    tx.record(Trace::new("garde.demi_journees_ajoutees", objet(id)).detail(done.combien));
    tx.commit().await?;
    Ok(done)
}

/// Says how many people a half-day needs.
///
/// # Errors
/// [`WriteError`].
pub async fn set_besoin(ctx: &Ctx, db: &Db, id: Id<DemiJournee>, besoin: u32) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    check_besoin(besoin)?;
    let mut tx = db.begin(ctx).await?;
    let (planning, _) = hold_of(&mut tx, id).await?;
    planning.check_alive()?;
    demi_journees::set_besoin(&mut tx, id, besoin).await?;
    tx.record(Trace::new("garde.demi_journee_changee", objet(planning.id)).detail(besoin));
    Ok(tx.commit().await?)
}

/// Takes a half-day out: nobody is needed then.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_demi_journee(ctx: &Ctx, db: &Db, id: Id<DemiJournee>) -> Result<(), WriteError> {
    ctx.require(GERER)?;
    let mut tx = db.begin(ctx).await?;
    let (planning, one) = hold_of(&mut tx, id).await?;
    planning.check_alive()?;
    if !demi_journees::forget(&mut tx, id).await? {
        return Err(WriteError::PasPossible(
            "Quelqu’un est de garde cette demi-journée, ou l’a échangée\u{a0}: retirez d’abord les personnes.",
        ));
    }
    let said = crate::mots::quand(&one);
    tx.record(Trace::new("garde.demi_journee_retiree", objet(planning.id)).detail(said));
    Ok(tx.commit().await?)
}

fn check_besoin(people: u32) -> Result<(), Refus> {
    if (1..=BESOIN_AU_PLUS).contains(&people) {
        return Ok(());
    }
    Err(Refus::new("besoin", format!("De 1 à {BESOIN_AU_PLUS}\u{a0}personnes par demi-journée.")))
}
