use crate::droits::TRAITER;
use crate::medecin::Quand;
use crate::{Medecin, USAGE_PLACES, WriteError, medecin_objet, store};
use adhesions::Adherent;
use comptes::Contact;
use db::{Db, Trace, Tx};
use jiff::{SignedDuration, Timestamp};
use kernel::{Ctx, Id};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long the link is good.
const DUREE: SignedDuration = SignedDuration::from_hours(60 * 24);
/// Somebody asked is not asked again before that, whoever presses the button.
const REPOS: SignedDuration = SignedDuration::from_hours(12);
/// Without an answer, they are asked again after that.
const RELANCE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// So often, at most.
const RELANCES: u32 = 3;
/// What was declared is asked again after that: six months.
const ANCIEN: SignedDuration = SignedDuration::from_hours(183 * 24);

/// Who was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demandees {
    /// Doctors to whom a message left.
    pub envoyees: u32,
    /// Asked a moment ago already.
    pub deja: u32,
    /// Doctors who cannot be written to: somebody calls them.
    pub sans_adresse: Vec<String>,
}

/// Asks every doctor who takes part, or that one, how many patients they can still take: one message each, with their link.
/// `sms`: whether text messages leave from here.
///
/// # Errors
/// [`WriteError`].
pub async fn ask_places(
    ctx: &Ctx,
    db: &Db,
    only: Option<Id<Medecin>>,
    sms: bool,
) -> Result<Demandees, WriteError> {
    ctx.require(TRAITER)?;
    let all = store::medecins::medecins(&mut db.read(ctx).await?).await?;
    let all: Vec<Medecin> = all.into_iter().filter(|one| only.is_none_or(|id| one.id == id)).collect();
    if only.is_some() && all.is_empty() {
        return Err(WriteError::Inconnu("Ce médecin"));
    }
    send(ctx, db, &all, REPOS, sms).await
}

/// By the clock: doctors who did not answer are asked again, and those who said it more than six months ago. Done by two servers
/// at once, it is done once.
///
/// # Errors
/// [`WriteError`].
pub async fn remind_places(ctx: &Ctx, db: &Db, sms: bool) -> Result<Demandees, WriteError> {
    ctx.require(TRAITER)?;
    link_comptes(ctx, db).await?;
    let mut tx = db.read(ctx).await?;
    let asked = store::declarations::rappels(&mut tx).await?;
    let all = store::medecins::medecins(&mut tx).await?;
    drop(tx);
    let due: Vec<Medecin> =
        all.into_iter().filter(|one| one.a_redemander(asked.get(&one.id).copied(), ctx.now)).collect();
    send(ctx, db, &due, RELANCE, sms).await
}

/// A doctor who is a member has the account of their membership: the one given since, none when it was taken away.
async fn link_comptes(ctx: &Ctx, db: &Db) -> Result<(), WriteError> {
    let mut tx = db.read(ctx).await?;
    let doctors = store::medecins::medecins(&mut tx).await?;
    let members = adhesions::adherents(&mut tx).await?;
    drop(tx);
    let comptes: BTreeMap<Id<Adherent>, Option<Uuid>> =
        members.into_iter().map(|one| (one.id, one.compte)).collect();
    let of = |one: &Medecin| one.adherent.map(|member| comptes.get(&member).copied().flatten());
    let changed =
        doctors.iter().filter_map(|one| Some((one, of(one)?)).filter(|(one, is)| one.compte != *is));
    for (one, compte) in changed {
        let mut tx = db.begin(ctx).await?;
        if store::declarations::set_compte(&mut tx, one.id, (one.compte, compte)).await? {
            tx.record(Trace::new("medecin_traitant.medecin_change", medecin_objet(one.id)).detail("compte"));
            tx.commit().await?;
        }
    }
    Ok(())
}

async fn send(
    ctx: &Ctx,
    db: &Db,
    all: &[Medecin],
    repos: SignedDuration,
    sms: bool,
) -> Result<Demandees, WriteError> {
    let asked = store::declarations::rappels(&mut db.read(ctx).await?).await?;
    let since = ctx.now.saturating_sub(repos).unwrap_or(Timestamp::MIN);
    let mut done = Demandees::default();
    for one in all {
        let Some(contact) = one.contact(sms) else {
            done.sans_adresse.push(one.nom.clone());
            continue;
        };
        let known = asked.get(&one.id).copied();
        let again = known.filter(|(le, _)| one.attend_depuis(*le, ctx.now)).map_or(1, |(_, many)| many + 1);
        let mut tx = db.begin(ctx).await?;
        if !store::declarations::claim_rappel(&mut tx, one.id, since, again).await? {
            done.deja += 1;
            continue;
        }
        write(&mut tx, one, &contact).await?;
        tx.record(Trace::new("medecin_traitant.places_demandees", medecin_objet(one.id)).detail(again));
        tx.commit().await?;
        done.envoyees += 1;
    }
    Ok(done)
}

async fn write(tx: &mut Tx, one: &Medecin, to: &Contact) -> Result<(), WriteError> {
    let cpts = comptes::here(tx).await?.map(|cpts| cpts.nom.to_string()).unwrap_or_default();
    let question = "combien de nouveaux patients pouvez-vous encore prendre\u{202f}?";
    let texte = match to {
        Contact::Telephone(_) => format!("{cpts}\u{a0}: {question} Une minute, sans compte\u{a0}: {{lien}}"),
        Contact::Courriel(_) => format!(
            "Bonjour,\n\nDes patients cherchent un médecin traitant près de chez vous. Comme médecin traitant, {question} \
             Zéro est une réponse, et vous changez quand vous voulez.\n\n{{lien}}\n\nVous recevez ensuite, aux jours et à \
             l’heure que vous choisissez, des demandes sans nom\u{a0}: vous répondez oui, pas maintenant ou non.\n\n{cpts}"
        ),
    };
    let objet = format!("{cpts}\u{a0}: {question}");
    comptes::send_lien_direct(tx, USAGE_PLACES, one.id.uuid(), DUREE, to, &objet, &texte).await?;
    Ok(())
}

impl Medecin {
    /// Whether an answer to what was asked then is still awaited.
    fn attend_depuis(&self, demande: Timestamp, now: Timestamp) -> bool {
        self.declare_le.is_none_or(|le| le < demande) && now.duration_since(demande) < ANCIEN
    }

    /// Whether their places are asked again, `asked` being when they were last asked and how often.
    pub(crate) fn a_redemander(&self, asked: Option<(Timestamp, u32)>, now: Timestamp) -> bool {
        match asked {
            Some((le, many)) if self.attend_depuis(le, now) => {
                many < RELANCES && now.duration_since(le) >= RELANCE
            }
            Some(_) | None => self.est_ancienne(now) || self.est_promise(now),
        }
    }

    /// Whether the day of which they said « within six months, not before » has come.
    fn est_promise(&self, now: Timestamp) -> bool {
        let said = self.declare_le.is_some_and(|le| kernel::today(le) < self.offre.a_partir);
        self.offre.quand == Quand::SixMois && said && self.offre.a_partir <= kernel::today(now)
    }

    /// Whether what they said is more than six months old.
    #[must_use]
    pub fn est_ancienne(&self, now: Timestamp) -> bool {
        self.declare_le.is_some_and(|le| now.duration_since(le) >= ANCIEN)
    }
}
