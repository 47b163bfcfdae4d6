//! A planning with all that is in it, and the problem that it is for the solver.

use crate::store::voeux::Voeux;
use crate::store::{affectations, constats, demi_journees, participants, plannings, voeux};
use crate::{Affectation, Avis, Constat, DemiJournee, Participant, Planning, WriteError};
use db::Tx;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use rendez_vous::{Effecteur, Horaire};
use roulement::{Personne, Possible, Probleme, Regles};
use std::collections::{BTreeMap, HashMap};

/// A planning with all that is in it.
#[derive(Debug, Clone)]
pub struct Tableau {
    /// The planning.
    pub planning: Planning,
    /// Its half-days, in order.
    pub demi_journees: Vec<DemiJournee>,
    /// Who may be on duty, or was, by name.
    pub participants: Vec<Participant>,
    /// What each said.
    pub voeux: Voeux,
    /// Who is on which half-day, in order.
    pub affectations: Vec<Affectation>,
    /// What became of those that are over.
    pub constats: Vec<Constat>,
    /// Published half-days of each in other plannings, since the day that the share is counted from.
    pub deja: BTreeMap<Id<Effecteur>, u32>,
    /// When people are on duty in other plannings.
    pub ailleurs: Vec<(Id<Effecteur>, Horaire)>,
    /// Who is who, those who left included.
    pub gens: BTreeMap<Id<Effecteur>, Effecteur>,
}

impl Tableau {
    /// Reads one.
    ///
    /// # Errors
    /// No such planning; a fault of storage.
    pub async fn read(tx: &mut Tx, id: Id<Planning>) -> Result<Self, WriteError> {
        let planning = plannings::planning(tx, id).await?.ok_or(WriteError::Inconnu("Ce planning"))?;
        let demi_journees = demi_journees::of(tx, id).await?;
        let mut participants = participants::of(tx, id).await?;
        let gens = people(tx, &participants).await?;
        let name = |one: &Participant| gens.get(&one.effecteur).map(|who| kernel::fold(&who.nom));
        participants.sort_by_cached_key(|one| (name(one), one.id));
        let span = demi_journees.first().zip(demi_journees.iter().map(|one| one.horaire.fin).max());
        let ailleurs = match span {
            Some((first, fin)) => {
                affectations::elsewhere(tx, id, Horaire { debut: first.horaire.debut, fin }).await?
            }
            None => Vec::new(),
        };
        let depuis = planning.cadre.compte_depuis;
        let depuis = rendez_vous::heure::jours(depuis, depuis)?.debut;
        Ok(Self {
            voeux: voeux::of(tx, id).await?,
            affectations: affectations::of(tx, id).await?,
            constats: constats::of(tx, id).await?,
            deja: affectations::charges(tx, id, depuis).await?,
            ailleurs,
            gens,
            participants,
            demi_journees,
            planning,
        })
    }

    /// The name of a participant.
    #[must_use]
    pub fn nom(&self, id: Id<Participant>) -> &str {
        let one = self.participants.iter().find(|one| one.id == id);
        one.and_then(|one| self.gens.get(&one.effecteur)).map_or("", |who| who.nom.as_str())
    }

    /// One of its half-days.
    #[must_use]
    pub fn demi_journee(&self, id: Id<DemiJournee>) -> Option<&DemiJournee> {
        self.demi_journees.iter().find(|one| one.id == id)
    }

    /// Who is on a half-day.
    pub fn presents(&self, id: Id<DemiJournee>) -> impl Iterator<Item = &Affectation> {
        self.affectations.iter().filter(move |one| one.demi_journee == id)
    }

    /// What somebody said of a half-day; who said nothing may.
    #[must_use]
    pub fn avis(&self, who: Id<Participant>, what: Id<DemiJournee>) -> Avis {
        self.voeux.get(&(who, what)).copied().unwrap_or(Avis::Possible)
    }

    /// How many people are missing on each half-day that did not begin, in order; those where nobody is are left out.
    #[must_use]
    pub fn trous(&self, now: Timestamp) -> Vec<(&DemiJournee, u32)> {
        let mut there: HashMap<Id<DemiJournee>, u32> = HashMap::new();
        self.affectations.iter().for_each(|one| *there.entry(one.demi_journee).or_default() += 1);
        let missing = |one: &DemiJournee| one.besoin.saturating_sub(there.get(&one.id).copied().unwrap_or(0));
        let to_come = self.demi_journees.iter().filter(|one| one.horaire.debut > now);
        to_come.map(|one| (one, missing(one))).filter(|(_, missing)| *missing > 0).collect()
    }

    /// Whether somebody still takes half-days.
    #[must_use]
    pub fn is_active(&self, one: &Participant) -> bool {
        one.retire_le.is_none() && self.gens.get(&one.effecteur).is_some_and(|who| who.retire_le.is_none())
    }

    /// What the solver is asked: people and half-days in the order of the lists. With `tenues`, what is fixed or has begun is kept
    /// and nothing else of what has begun is given.
    #[must_use]
    pub fn probleme(&self, tenues: Option<Timestamp>) -> Probleme {
        let personnes = self.participants.iter().map(|one| Personne {
            par_semaine: one.limites.par_semaine,
            au_plus: one.limites.au_plus,
            deja: self.deja.get(&one.effecteur).copied().unwrap_or(0),
        });
        let creneaux = self.demi_journees.iter().map(|one| roulement::Creneau {
            jour: self.rang_du_jour(one.jour()),
            fin_de_semaine: one.is_fin_de_semaine(),
            besoin: one.besoin,
        });
        let kept = |one: &&Affectation| {
            let began =
                |now| self.demi_journee(one.demi_journee).is_some_and(|what| what.horaire.debut <= now);
            tenues.is_some_and(|now| one.fixe || began(now))
        };
        Probleme {
            personnes: personnes.collect(),
            creneaux: creneaux.collect(),
            possibles: self.possibles(tenues),
            tenues: self.plan(self.affectations.iter().filter(kept)),
            interdites: Vec::new(),
            regles: Regles { fin_de_semaine: self.planning.cadre.fin_de_semaine, ..Regles::default() },
        }
    }

    /// Who may take what, at what cost; of what did not begin at `after`, when it is said.
    fn possibles(&self, after: Option<Timestamp>) -> Vec<Possible> {
        let mut busy: HashMap<Id<Effecteur>, Vec<Horaire>> = HashMap::new();
        self.ailleurs.iter().for_each(|(who, when)| busy.entry(*who).or_default().push(*when));
        let mut all = Vec::new();
        for (personne, who) in (0..).zip(&self.participants) {
            if !self.is_active(who) {
                continue;
            }
            let taken = busy.get(&who.effecteur).map_or(&[][..], Vec::as_slice);
            for (creneau, what) in (0..).zip(&self.demi_journees) {
                let free = !taken.iter().any(|other| other.meets(what.horaire));
                let began = after.is_some_and(|now| what.horaire.debut <= now);
                let cout = self.avis(who.id, what.id).cout();
                if let Some(cout) = cout.filter(|_| free && !began && who.can(what.competence)) {
                    all.push(Possible { personne, creneau, cout });
                }
            }
        }
        all
    }

    /// These affectations by rank.
    fn plan<'a>(&self, all: impl Iterator<Item = &'a Affectation>) -> Vec<roulement::Affectation> {
        let people: HashMap<_, u32> = self.participants.iter().map(|one| one.id).zip(0..).collect();
        let halves: HashMap<_, u32> = self.demi_journees.iter().map(|one| one.id).zip(0..).collect();
        let rank = |one: &Affectation| {
            let (personne, creneau) = (people.get(&one.participant)?, halves.get(&one.demi_journee)?);
            Some(roulement::Affectation { personne: *personne, creneau: *creneau })
        };
        all.filter_map(rank).collect()
    }

    /// The plan as it is, by rank.
    #[must_use]
    pub fn actuel(&self) -> Vec<roulement::Affectation> {
        self.plan(self.affectations.iter())
    }

    /// Monday of the week when the planning begins.
    fn lundi(&self) -> Date {
        let du = self.planning.cadre.du;
        du.saturating_sub(jiff::Span::new().days(du.weekday().to_monday_zero_offset()))
    }

    fn rang_du_jour(&self, day: Date) -> u32 {
        let days = self.lundi().until(day).map_or(0, |span| span.get_days());
        u32::try_from(days).unwrap_or(0)
    }

    /// The Monday of a week, by its number for the solver.
    #[must_use]
    pub fn semaine(&self, rang: u32) -> Date {
        self.lundi().saturating_add(jiff::Span::new().weeks(i64::from(rang).min(1_000)))
    }
}

/// Who these people are, even those who no longer give care.
async fn people(tx: &mut Tx, all: &[Participant]) -> Result<BTreeMap<Id<Effecteur>, Effecteur>, WriteError> {
    use rendez_vous::store::effecteurs;
    let mut gens: BTreeMap<_, _> =
        effecteurs::effecteurs(tx).await?.into_iter().map(|one| (one.id, one)).collect();
    for one in all {
        if !gens.contains_key(&one.effecteur) {
            gens.extend(effecteurs::effecteur(tx, one.effecteur).await?.map(|who| (who.id, who)));
        }
    }
    Ok(gens)
}
