use crate::instance::{Composition, Instance, Regle};
use crate::pouvoir::Pouvoir;
use crate::quorum::{self, Ayant, Etat};
use crate::seance::{Preavis, Seance};
use crate::{WriteError, store};
use adhesions::{Adherent, College, EtatCotisation};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Id;
use reunions::{Presence, Reunion};
use std::collections::{BTreeMap, BTreeSet};

/// A meeting and all that its page, its votes and its minutes rest on.
#[derive(Debug, Clone)]
pub struct Vue {
    /// The meeting.
    pub seance: Seance,
    /// Of which instance.
    pub instance: Instance,
    /// The rule on the day of the meeting; none was entered for that day.
    pub regle: Option<Regle>,
    /// When and where.
    pub reunion: Reunion,
    /// Who is entitled to vote, by name.
    pub ayants: Vec<Ayant>,
    /// Who came.
    pub presences: Vec<Presence>,
    /// The proxies given.
    pub pouvoirs: Vec<Pouvoir>,
    /// Who casts the voice of whom, of those who are there or represented.
    pub porteurs: BTreeMap<Id<Adherent>, Id<Adherent>>,
    /// Where the quorum stands; none without a rule.
    pub quorum: Option<Etat>,
}

impl Vue {
    /// The members who came.
    #[must_use]
    pub fn presents(&self) -> BTreeSet<Id<Adherent>> {
        self.presences.iter().map(|one| one.adherent).collect()
    }

    /// The name of somebody entitled to vote.
    #[must_use]
    pub fn nom(&self, id: Id<Adherent>) -> &str {
        self.ayants.iter().find(|one| one.id == id).map_or("Cette personne", |one| &one.nom)
    }

    /// The rule of the day.
    ///
    /// # Errors
    /// [`crate::seance::Refus::SansRegle`].
    pub fn regle(&self) -> std::result::Result<&Regle, crate::seance::Refus> {
        let day = || ui::francais::date(self.reunion.jour());
        self.regle.as_ref().ok_or_else(|| crate::seance::Refus::SansRegle(day()))
    }

    /// Whether the notice is kept, were the convocation to leave today when it has not.
    #[must_use]
    pub fn preavis(&self, aujourdhui: Date) -> Option<Preavis> {
        let left = self.seance.convoquee_le.unwrap_or(aujourdhui);
        Some(Preavis::of(left, self.reunion.jour(), self.regle.as_ref()?))
    }
}

/// A meeting and all that goes with it; none when there is no such meeting.
///
/// # Errors
/// A fault of storage.
pub async fn read_seance(tx: &mut Tx, id: Id<Seance>) -> Result<Option<Vue>> {
    let Some(seance) = store::seances::seance(tx, id).await? else { return Ok(None) };
    read_vue(tx, seance).await
}

/// The same, of a meeting that was read already.
pub(crate) async fn read_vue(tx: &mut Tx, seance: Seance) -> Result<Option<Vue>> {
    let Some(instance) = store::instances::instance(tx, seance.instance).await? else { return Ok(None) };
    let Some(reunion) = reunions::reunion(tx, seance.reunion).await? else { return Ok(None) };
    let jour = reunion.jour();
    let regle = instance.regle(jour).cloned();
    let ayants = match &regle {
        Some(regle) => ayants(tx, instance.id, regle, jour).await?,
        None => Vec::new(),
    };
    let presences = reunions::presences_de(tx, reunion.id).await?;
    let pouvoirs = store::pouvoirs::pouvoirs(tx, seance.id).await?;
    let presents = still_here(&seance, &presences, tx.ctx().now);
    let porteurs = quorum::porteurs(&ayants, &presents, &pouvoirs);
    let quorum = match &regle {
        None => None,
        Some(regle) => {
            let colleges = if regle.par_college { Some(adhesions::colleges(tx).await?) } else { None };
            Some(counted(regle, &seance, colleges.as_deref(), &ayants, &porteurs))
        }
    };
    Ok(Some(Vue { seance, instance, regle, reunion, ayants, presences, pouvoirs, porteurs, quorum }))
}

/// Who is in the meeting now, while it is held: whoever left counts no more.
fn still_here(seance: &Seance, presences: &[Presence], now: jiff::Timestamp) -> BTreeSet<Id<Adherent>> {
    let now = kernel::paris(now);
    let stays = |one: &&Presence| !seance.is_ouverte() || one.depart.is_none_or(|left| left > now);
    presences.iter().filter(stays).map(|one| one.adherent).collect()
}

fn counted(
    regle: &Regle,
    seance: &Seance,
    colleges: Option<&[College]>,
    ayants: &[Ayant],
    porteurs: &BTreeMap<Id<Adherent>, Id<Adherent>>,
) -> Etat {
    let second = regle.seconde.filter(|_| seance.premiere.is_some());
    let quorum = second.map_or(regle.quorum, |one| one.quorum);
    quorum::etat(quorum, colleges, ayants, porteurs)
}

/// The meeting, held until the end of the transaction.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn held(tx: &mut Tx, id: Id<Seance>) -> std::result::Result<Vue, WriteError> {
    let seance = store::seances::hold(tx, id).await?.ok_or(WriteError::Inconnu("Cette séance"))?;
    read_vue(tx, seance).await?.ok_or(WriteError::Inconnu("Cette séance"))
}

/// Who is entitled to vote in an instance on a day, by name.
///
/// # Errors
/// A fault of storage.
pub async fn ayants(tx: &mut Tx, instance: Id<Instance>, regle: &Regle, jour: Date) -> Result<Vec<Ayant>> {
    let members = match regle.composition {
        Composition::Adherents => adhesions::membres(tx, jour).await?,
        Composition::Mandats => {
            let mandates = store::mandats::mandats(tx).await?;
            let here = mandates.iter().filter(|one| one.instance == instance && one.court(jour));
            let here: BTreeSet<_> = here.map(|one| one.adherent).collect();
            adhesions::adherents(tx).await?.into_iter().filter(|one| here.contains(&one.id)).collect()
        }
    };
    let fees = if regle.a_jour { Some(adhesions::situations(tx, jour).await?) } else { None };
    let due = |id| {
        let state = fees.as_ref().and_then(|fees| fees.get(&id)).map(|one| one.cotisation);
        matches!(state, Some(EtatCotisation::Due { .. }))
    };
    let entitled = members.into_iter().filter(|one| !due(one.id));
    Ok(entitled
        .map(|one| Ayant { id: one.id, nom: one.nom(), college: one.college, voix: regle.voix(one.college) })
        .collect())
}

/// Names of all who are or were members.
///
/// # Errors
/// A fault of storage.
pub async fn noms(tx: &mut Tx) -> Result<BTreeMap<Id<Adherent>, String>> {
    Ok(adhesions::adherents(tx).await?.into_iter().map(|one| (one.id, one.nom())).collect())
}
