use crate::scrutin::{Mode, Refus, Scrutin};
use crate::seance::Convoque;
use crate::urne::{Sceau, Urne};
use crate::voie::Voie;
use crate::{WriteError, store};
use adhesions::Adherent;
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use std::collections::BTreeMap;

/// The choices of a voter: for each voice that they cast, by elector, the ranks on the ballot.
pub type Bulletins = BTreeMap<Id<Adherent>, Vec<u32>>;

/// Casts all the voices that a member holds in a vote: theirs, and those of who gave them a proxy. All or nothing; once the vote is
/// closed, nothing. The office enters the ballot that somebody without account nor e-mail address gave on paper, never a secret one. A secret ballot leaves a mark on the roll and a box sealed afresh: no line, no hour, no order (docs/adr/0007).
///
/// # Errors
/// [`WriteError`].
pub async fn cast(
    ctx: &Ctx,
    db: &Db,
    voie: Voie,
    id: Id<Scrutin>,
    bulletins: &Bulletins,
) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (me, line) = voie.qui(&mut tx).await?;
    let held = store::scrutins::hold_open(&mut tx, id).await?;
    let scrutin = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    check(&scrutin, line.as_ref(), held, kernel::today(ctx.now))?;
    let trace = match voie {
        Voie::Bureau(_) => Trace::new("gouvernance.bulletin_saisi", format!("scrutin:{id}"))
            .detail(check_paper(&mut tx, &scrutin, me).await?),
        Voie::Compte | Voie::Lien(_) => Trace::new("gouvernance.a_vote", format!("scrutin:{id}")),
    };
    let roll = store::scrutins::roll(&mut tx, id).await?;
    let mine: Vec<_> = roll.iter().filter(|one| one.porteur == me).collect();
    if mine.is_empty() {
        return Err(Refus::SansVoix.into());
    }
    if mine.iter().all(|one| one.a_vote) {
        return Err(Refus::DejaVote.into());
    }
    let mut chosen = Vec::new();
    for one in mine.iter().filter(|one| !one.a_vote) {
        let ranks = bulletins.get(&one.electeur).ok_or(Refus::Incomplet)?;
        chosen.push((one.electeur, one.voix, scrutin.check(ranks)?));
        if !store::scrutins::sign(&mut tx, id, one.electeur, me).await? {
            return Err(Refus::DejaVote.into());
        }
    }
    if scrutin.mode == Mode::Secret {
        let sceau = Sceau { secret: db.secret(), cpts: ctx.cpts, scrutin: id };
        drop_in(&mut tx, sceau, &chosen).await?;
    } else {
        for (electeur, _, ranks) in &chosen {
            for rang in ranks {
                store::scrutins::choose(&mut tx, id, *electeur, *rang).await?;
            }
        }
        tx.record(trace);
    }
    tx.commit().await?;
    Ok(())
}

/// Whose paper ballot the office enters, by name: of somebody who has no other way, in a vote where choices are known.
async fn check_paper(tx: &mut Tx, scrutin: &Scrutin, who: Id<Adherent>) -> Result<String, WriteError> {
    if scrutin.mode == Mode::Secret {
        return Err(Refus::SecretPapier.into());
    }
    let who = adhesions::adherent(tx, who).await?.ok_or(WriteError::Inconnu("Ce membre"))?;
    if has_a_way(&who) { Err(Refus::VoteSeul(who.nom()).into()) } else { Ok(who.nom()) }
}

/// Whether a member votes from an account or by a link that they receive.
pub(crate) const fn has_a_way(who: &Adherent) -> bool {
    who.compte.is_some() || who.courriel.is_some()
}

fn check(
    scrutin: &Scrutin,
    line: Option<&Convoque>,
    held: bool,
    today: jiff::civil::Date,
) -> Result<(), WriteError> {
    let elsewhere = |line: &Convoque| {
        line.scrutin != Some(scrutin.id) && (line.seance.is_none() || line.seance != scrutin.seance)
    };
    if line.is_some_and(elsewhere) {
        return Err(WriteError::LienPerime);
    }
    match () {
        () if scrutin.clos_le.is_some() => Err(Refus::Clos.into()),
        () if scrutin.mode == Mode::MainLevee => Err(Refus::MainLevee.into()),
        () if !held => Err(Refus::PasOuvert.into()),
        () if scrutin.jours.is_some_and(|(_, au)| today > au) => Err(Refus::Clos.into()),
        () if !scrutin.is_ouvert(today) => Err(Refus::PasOuvert.into()),
        () => Ok(()),
    }
}

/// Adds ballots to the box and seals it afresh.
async fn drop_in(
    tx: &mut Tx,
    sceau: Sceau<'_>,
    chosen: &[(Id<Adherent>, u32, Vec<u32>)],
) -> Result<(), WriteError> {
    let sealed = store::urnes::urne(tx, sceau.scrutin).await?.ok_or(Refus::UrneAlteree)?;
    let mut urne = Urne::open(&sealed, sceau).ok_or(Refus::UrneAlteree)?;
    for (_, voix, ranks) in chosen {
        urne = urne.with(ranks, *voix).ok_or(Refus::UrneAlteree)?;
    }
    let sealed = urne.seal(sceau).ok_or(WriteError::SansHasard)?;
    store::urnes::put(tx, sceau.scrutin, sealed).await?;
    Ok(())
}
