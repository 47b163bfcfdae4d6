use crate::depouillement::{Resultat, Totaux, depouille};
use crate::droits::TENIR;
use crate::mandat::Fonction;
use crate::quorum;
use crate::read_seance::ayants;
use crate::scrutin::{Emargement, Issue, Mode, Refus, Scrutin, Sens, is_fragile};
use crate::urne::{Sceau, Urne};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use std::collections::BTreeMap;
use ui::francais;

/// What the office says when it closes a vote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cloture {
    /// Hands counted, by rank on the ballot.
    pub mains: BTreeMap<u32, u32>,
    /// How the chair voted, asked for on a tie that they decide.
    pub presidence: Option<Sens>,
}

/// Closes a vote: counts, applies the majority rule, says why, keeps the result for ever. Ballots that come during the closing are refused.
/// A secret vote in which fewer than three people voted comes to nothing: its issue alone would tell who chose what.
///
/// # Errors
/// [`WriteError`].
pub async fn close_scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>, cloture: &Cloture) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    if !store::scrutins::hold_open(&mut tx, id).await? {
        let known = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
        return Err(if known.clos_le.is_some() { Refus::Clos } else { Refus::PasOuvert }.into());
    }
    let scrutin = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    let roll = store::scrutins::roll(&mut tx, id).await?;
    check_answers(&scrutin, &roll, kernel::today(ctx.now))?;
    let totaux = count(&mut tx, db, &scrutin, &roll, cloture).await?;
    let presidence = match chair(&mut tx, &scrutin).await? {
        None => cloture.presidence,
        known => known,
    };
    let resultat = match without_quorum(&mut tx, &scrutin, &roll).await? {
        Some(words) => Resultat { issue: Issue::SansQuorum, retenus: Vec::new(), motif: words },
        None if is_fragile(scrutin.mode, &roll) => without_effect(),
        None => depouille(&scrutin, &totaux, presidence)?,
    };
    let closed = settle(scrutin, &totaux, resultat, ctx.now);
    store::urnes::destroy(&mut tx, id).await?;
    store::scrutins::close(&mut tx, &closed).await?;
    let said = closed.issue.map_or("", Issue::libelle);
    tx.record(Trace::new("gouvernance.vote_clos", format!("scrutin:{id}")).detail(said).after(&closed));
    tx.commit().await?;
    Ok(())
}

/// A consultation runs to its last day, unless everybody answered.
fn check_answers(scrutin: &Scrutin, roll: &[Emargement], today: jiff::civil::Date) -> Result<(), Refus> {
    match scrutin.jours {
        Some((_, au)) if today <= au && !roll.iter().all(|one| one.a_vote) => {
            Err(Refus::EnCours(francais::date(au)))
        }
        _ => Ok(()),
    }
}

fn voices(roll: &[Emargement], of: impl Fn(&&Emargement) -> bool) -> u32 {
    roll.iter().filter(of).map(|one| one.voix).sum()
}

async fn count(
    tx: &mut Tx,
    db: &Db,
    scrutin: &Scrutin,
    roll: &[Emargement],
    cloture: &Cloture,
) -> Result<Totaux, WriteError> {
    let inscrits = voices(roll, |_| true);
    match scrutin.mode {
        Mode::MainLevee => Ok(hands(scrutin, &cloture.mains, inscrits)?),
        Mode::Nominatif => {
            let weight: BTreeMap<_, _> = roll.iter().map(|one| (one.electeur, one.voix)).collect();
            let mut voix = BTreeMap::new();
            for (electeur, rang) in store::scrutins::votes(tx, scrutin.id).await? {
                *voix.entry(rang).or_default() += weight.get(&electeur).copied().unwrap_or_default();
            }
            Ok(Totaux { voix, bulletins: voices(roll, |one| one.a_vote), inscrits })
        }
        Mode::Secret => {
            let sceau = Sceau { secret: db.secret(), cpts: tx.cpts(), scrutin: scrutin.id };
            let sealed = store::urnes::urne(tx, scrutin.id).await?.ok_or(Refus::UrneAlteree)?;
            let totaux = Urne::open(&sealed, sceau).ok_or(Refus::UrneAlteree)?.totaux(inscrits);
            let signed = voices(roll, |one| one.a_vote);
            if totaux.bulletins == signed { Ok(totaux) } else { Err(Refus::UrneAlteree.into()) }
        }
    }
}

/// What the office counted, never more than the voices that are there.
fn hands(scrutin: &Scrutin, mains: &BTreeMap<u32, u32>, inscrits: u32) -> Result<Totaux, Refus> {
    let known = |rang: &u32| scrutin.choix.iter().any(|one| one.rang == *rang);
    let voix: BTreeMap<u32, u32> =
        mains.iter().filter(|(rang, _)| known(rang)).map(|(a, b)| (*a, *b)).collect();
    let sum: u32 = voix.values().fold(0, |sum, n| sum.saturating_add(*n));
    let (comptees, bulletins) = if scrutin.sieges == 0 {
        (sum, sum)
    } else {
        (voix.values().copied().max().unwrap_or_default(), inscrits)
    };
    if comptees > inscrits {
        return Err(Refus::TropDeVoix { comptees, portees: inscrits });
    }
    Ok(Totaux { voix, bulletins, inscrits })
}

/// How the chair voted in a vote by name.
async fn chair(tx: &mut Tx, scrutin: &Scrutin) -> Result<Option<Sens>, WriteError> {
    if scrutin.mode != Mode::Nominatif {
        return Ok(None);
    }
    let today = kernel::today(tx.ctx().now);
    let mandates = store::mandats::mandats(tx).await?;
    let chairs = || mandates.iter().filter(|one| one.fonction == Fonction::Presidence && one.court(today));
    let chair = chairs().find(|one| one.instance == scrutin.instance).or_else(|| chairs().next());
    let votes = store::scrutins::votes(tx, scrutin.id).await?;
    let rang =
        chair.and_then(|chair| votes.iter().find(|(who, _)| *who == chair.adherent)).map(|(_, rang)| *rang);
    Ok(scrutin.choix.iter().find(|one| Some(one.rang) == rang).map(|one| one.sens))
}

/// Why a consultation has no effect: too few answered. A meeting has its quorum when the vote opens.
async fn without_quorum(
    tx: &mut Tx,
    scrutin: &Scrutin,
    roll: &[Emargement],
) -> Result<Option<String>, WriteError> {
    let Some((du, _)) = scrutin.jours else { return Ok(None) };
    let instance = store::instances::instance(tx, scrutin.instance).await?;
    let Some(regle) = instance.as_ref().and_then(|one| one.regle(du)) else { return Ok(None) };
    let mut members = ayants(tx, scrutin.instance, regle, du).await?;
    members.retain(|one| roll.iter().any(|line| line.electeur == one.id));
    let answered = roll.iter().filter(|one| one.a_vote).map(|one| (one.electeur, one.electeur)).collect();
    let colleges = if regle.par_college { Some(adhesions::colleges(tx).await?) } else { None };
    let etat = quorum::etat(regle.quorum, colleges.as_deref(), &members, &answered);
    Ok((!etat.atteint()).then(|| {
        let groups: Vec<String> = etat.groupes.iter().map(quorum::Groupe::reponses).collect();
        format!("Pas assez de réponses ({}). {}.", regle.source, groups.join("\u{a0}; "))
    }))
}

/// What a secret vote of so few comes to.
fn without_effect() -> Resultat {
    let motif = "Moins de trois personnes ont voté\u{a0}: rien de leurs bulletins n’est montré ni gardé, le résultat dirait qui a voté quoi.";
    Resultat { issue: Issue::SansEffet, retenus: Vec::new(), motif: motif.to_owned() }
}

/// The vote as it stays. The counts of a vote without effect are written nowhere.
fn settle(scrutin: Scrutin, totaux: &Totaux, resultat: Resultat, now: jiff::Timestamp) -> Scrutin {
    let hidden = matches!(resultat.issue, Issue::SansQuorum | Issue::SansEffet);
    let mut choix = scrutin.choix;
    for one in &mut choix {
        one.voix = (!hidden).then(|| totaux.voix.get(&one.rang).copied().unwrap_or_default());
        one.retenu = resultat.retenus.contains(&one.rang);
    }
    Scrutin {
        clos_le: Some(now),
        issue: Some(resultat.issue),
        motif: resultat.motif,
        participation: Some((totaux.bulletins, totaux.inscrits)),
        choix,
        ..scrutin
    }
}
