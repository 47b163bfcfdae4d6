use crate::droits::TENIR;
use crate::lettre::Lettre;
use crate::read_seance::{ayants, held};
use crate::scrutin::{Emargement, Mode, Refus, SECRET_MINIMUM, Scrutin, personnes};
use crate::seance::{Convoque, Reponse, Seance};
use crate::urne::{Sceau, Urne};
use crate::voie::CONSULTATION;
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use jiff::civil::Date;
use kernel::{Ctx, Id, saisie};
use reunions::heures;
use ui::francais;

/// Opens a vote: its roll is frozen, those who may vote vote. A secret vote needs three people who vote: fewer would tell who chose what.
/// A consultation is announced to each of its voters.
///
/// # Errors
/// [`WriteError`].
pub async fn open_scrutin(ctx: &Ctx, db: &Db, id: Id<Scrutin>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let scrutin = store::scrutins::scrutin(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce vote"))?;
    if scrutin.ouvert_le.is_some() {
        return Err(WriteError::DejaNote);
    }
    let roll = match (scrutin.seance, scrutin.jours) {
        (Some(seance), _) => present(&mut tx, seance, &scrutin).await?,
        (None, Some((du, au))) => {
            let roll = consulted(&mut tx, &scrutin, du).await?;
            announce(&mut tx, &scrutin, &roll, au).await?;
            roll
        }
        (None, None) => return Err(WriteError::Inconnu("Cette séance")),
    };
    check_secret(&scrutin, &roll)?;
    if !store::scrutins::open(&mut tx, id, &roll).await? {
        return Err(WriteError::DejaNote);
    }
    if scrutin.mode == Mode::Secret {
        let sceau = Sceau { secret: db.secret(), cpts: ctx.cpts, scrutin: id };
        let sealed = Urne::vide(scrutin.choix.len()).seal(sceau).ok_or(WriteError::SansHasard)?;
        store::urnes::put(&mut tx, id, sealed).await?;
    }
    tx.record(
        Trace::new("gouvernance.vote_ouvert", format!("scrutin:{id}")).detail(&scrutin.question).after(&roll),
    );
    tx.commit().await?;
    Ok(())
}

fn check_secret(scrutin: &Scrutin, roll: &[Emargement]) -> Result<(), Refus> {
    if scrutin.mode != Mode::Secret {
        return Ok(());
    }
    if roll.windows(2).any(|two| matches!(two, [a, b] if a.voix != b.voix)) {
        return Err(Refus::SecretPondere);
    }
    match personnes(roll.iter()) {
        n if n < SECRET_MINIMUM => Err(Refus::SecretTropPeu(francais::compte(
            i64::try_from(n).unwrap_or(0),
            "personne",
            "personnes",
        ))),
        _ => Ok(()),
    }
}

/// Those who are in the meeting or represented, without those who have an interest in the point.
async fn present(tx: &mut Tx, seance: Id<Seance>, scrutin: &Scrutin) -> Result<Vec<Emargement>, WriteError> {
    let vue = held(tx, seance).await?;
    if !vue.seance.is_ouverte() {
        return Err(Refus::SeancePasOuverte.into());
    }
    vue.regle()?;
    if let Some(quorum) = vue.quorum.as_ref().filter(|one| !one.atteint()) {
        return Err(Refus::SansQuorum(quorum.phrase()).into());
    }
    let away = vue.seance.deportes(scrutin.point);
    let mut roll: Vec<Emargement> = vue
        .ayants
        .iter()
        .filter_map(|one| {
            let porteur = *vue.porteurs.get(&one.id)?;
            let takes_part = !away.contains(&one.id) && !away.contains(&porteur);
            takes_part.then_some(Emargement { electeur: one.id, porteur, voix: one.voix, a_vote: false })
        })
        .collect();
    roll.sort_by_key(|one| one.electeur);
    if roll.is_empty() { Err(Refus::SansVoix.into()) } else { Ok(roll) }
}

/// All members of the instance, each for themselves.
async fn consulted(tx: &mut Tx, scrutin: &Scrutin, du: Date) -> Result<Vec<Emargement>, WriteError> {
    let instance = store::instances::instance(tx, scrutin.instance).await?;
    let instance = instance.ok_or(WriteError::Inconnu("Cette instance"))?;
    let none = || crate::seance::Refus::SansRegle(francais::date(du));
    let regle = instance.regle(du).ok_or_else(none)?;
    let members = ayants(tx, instance.id, regle, du).await?;
    let mut roll: Vec<Emargement> = members
        .iter()
        .map(|one| Emargement { electeur: one.id, porteur: one.id, voix: one.voix, a_vote: false })
        .collect();
    roll.sort_by_key(|one| one.electeur);
    if roll.is_empty() { Err(crate::seance::Refus::SansMembre.into()) } else { Ok(roll) }
}

/// Writes to each voter of a consultation, with the link that votes.
async fn announce(tx: &mut Tx, scrutin: &Scrutin, roll: &[Emargement], au: Date) -> Result<(), WriteError> {
    let lettre = lettre(tx, scrutin, au).await?;
    for one in
        adhesions::adherents(tx).await?.iter().filter(|one| roll.iter().any(|line| line.electeur == one.id))
    {
        let line = Convoque {
            id: tx.ctx().id(),
            seance: None,
            scrutin: Some(scrutin.id),
            adherent: one.id,
            par_courriel: one.courriel.is_some(),
            reponse: Reponse::Attendue,
        };
        store::seances::call(tx, &line).await?;
        lettre.send(tx, &line, one).await?;
    }
    Ok(())
}

/// What a voter of a consultation reads; their link is good until its last day.
pub(crate) async fn lettre(tx: &mut Tx, scrutin: &Scrutin, au: Date) -> Result<Lettre, WriteError> {
    let end = au.saturating_add(jiff::ToSpan::days(1)).at(0, 0, 0, 0);
    let valable = heures::instant(end).duration_since(tx.ctx().now);
    if valable <= SignedDuration::ZERO {
        return Err(saisie::Refus::new("au", "Cette date est passée.").into());
    }
    let cpts = crate::lettre::cpts(tx).await?;
    let (du, until) = (scrutin.jours.map_or(au, |(du, _)| du), francais::date(au));
    let texte = format!(
        "Bonjour,\n\n{cpts} consulte les membres de son instance, sans réunion\u{a0}: {}\n\nLisez la proposition et répondez entre le {} et le \
         {until}\u{a0}: {{lien}}\n\nCe lien est le vôtre\u{a0}: ne le transmettez pas, il permet de voter en votre nom.",
        scrutin.question,
        francais::date(du)
    );
    let objet = format!("Votre avis est demandé\u{a0}: {}", scrutin.question);
    Ok(Lettre { usage: CONSULTATION, valable, objet, texte, cpts, reunion: None })
}
