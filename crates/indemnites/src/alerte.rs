//! What a treasurer has to look at before paying; everything else may be approved in one gesture.

use crate::coordonnees::Coordonnees;
use crate::indemnite::{Approbateur, Indemnite, Rejet};
use crate::lot::Lot;
use crate::plafond::Plafond;
use crate::store::lectures::Legere;
use adhesions::{Adherent, Convention, EtatCotisation, Mode, Situation};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};
use ui::Tone;

kernel::codes! {
    /// What is wrong, or has to be checked.
    pub enum Nature {
        /// No rate.
        SansBareme = "sans_bareme", "Sans barème";
        /// No ceiling known for the year.
        PlafondInconnu = "plafond_inconnu", "Plafond de l’année inconnu";
        /// The ceiling would be passed.
        PlafondAtteint = "plafond_atteint", "Plafond dépassé";
        /// One’s own line, or one’s own declaration.
        AutoApprobation = "auto_approbation", "À approuver par quelqu’un d’autre";
        /// Not a member on the day of the act.
        HorsAdhesion = "hors_adhesion", "Adhésion absente ou échue";
        /// The fee of the year is not paid.
        CotisationDue = "cotisation_due", "Cotisation non payée";
        /// A salaried person whose employer has no convention.
        ConventionEchue = "convention_echue", "Salarié sans convention";
        /// Another line holds the same time.
        Doublon = "doublon", "Doublon possible";
        /// Declared, without any act behind.
        SansPresence = "sans_presence", "Déclarée, sans présence";
        /// Signed after the end of the meeting.
        SigneeApres = "signee_apres", "Signée après la fin de la réunion";
        /// Near the ceiling.
        PlafondProche = "plafond_proche", "Plafond bientôt atteint";
        /// Sent back by the bank, and the account is still the same.
        RejetBancaire = "rejet_bancaire", "Virement rejeté, compte à corriger";
        /// Sent back by the bank for another reason than the account.
        RejetARepresenter = "rejet_a_representer", "Virement rejeté, à représenter";
        /// No account to pay on.
        CoordonneesManquantes = "coordonnees_manquantes", "Coordonnées bancaires manquantes";
        /// The account changed lately, or somebody else than the person gave it.
        CoordonneesRecentes = "coordonnees_recentes", "Coordonnées bancaires à vérifier";
    }
}

impl Nature {
    /// No gesture approves in spite of it: it has to be solved.
    #[must_use]
    pub const fn bloque(self) -> bool {
        matches!(self, Self::SansBareme | Self::PlafondInconnu | Self::PlafondAtteint | Self::AutoApprobation)
    }

    /// How it is shown.
    #[must_use]
    pub const fn tone(self) -> Tone {
        if self.bloque() { Tone::Danger } else { Tone::Warning }
    }
}

/// What is to be looked at about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alerte {
    /// What.
    pub nature: Nature,
    /// About whom.
    pub personne: Id<Adherent>,
    /// The lines concerned.
    pub lignes: Vec<Id<Indemnite>>,
    /// How many of them wait for an approval.
    pub proposees: usize,
    /// What they come to, in cents.
    pub cents: i64,
    /// The batch of the first one, when it was in one.
    pub lot: Option<Id<Lot>>,
}

/// Everything that is read once to examine the lines of everybody.
pub struct Faits {
    /// Who is or was a member.
    pub adherents: BTreeMap<Id<Adherent>, Adherent>,
    /// Where they stand today.
    pub situations: BTreeMap<Id<Adherent>, Situation>,
    /// Agreements with employers.
    pub conventions: Vec<Convention>,
    /// Their bank details.
    pub coordonnees: BTreeMap<Id<Adherent>, Coordonnees>,
    /// Lines whose time another line holds.
    pub doublons: BTreeSet<Id<Indemnite>>,
    /// What is committed to each for the year.
    pub engages: BTreeMap<Id<Adherent>, i64>,
    /// The ceiling of the year.
    pub plafond: Option<Plafond>,
    /// Whoever looks, when they may approve.
    pub moi: Option<Approbateur>,
    /// Now.
    pub now: Timestamp,
}

/// The lines that wait, once looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examen {
    /// What is to be looked at, the gravest first, then by person.
    pub alertes: Vec<Alerte>,
    /// The lines that wait for an approval, without any alert.
    pub sures: Vec<Legere>,
    /// Alerts of each line that has some.
    natures: BTreeMap<Id<Indemnite>, BTreeSet<Nature>>,
}

impl Examen {
    /// The lines of a person that wait for an approval with this alert and no other.
    #[must_use]
    pub fn only(&self, nature: Nature, personne: Id<Adherent>) -> Vec<Id<Indemnite>> {
        let found = self
            .alertes
            .iter()
            .find(|one| one.nature == nature && one.personne == personne && !nature.bloque());
        let alone = |id: &&Id<Indemnite>| {
            self.natures.get(*id).is_some_and(|all| all.iter().all(|one| *one == nature))
        };
        found.map(|one| one.lignes.iter().filter(alone).copied().collect()).unwrap_or_default()
    }

    /// What the lines without alert come to: lines, people, cents.
    #[must_use]
    pub fn resume(&self) -> (usize, usize, i64) {
        let people: BTreeSet<_> = self.sures.iter().map(|one| one.personne).collect();
        (self.sures.len(), people.len(), self.sures.iter().filter_map(|one| one.cents).sum())
    }
}

impl Faits {
    /// Looks at the lines that wait.
    #[must_use]
    pub fn examine(&self, lignes: Vec<Legere>) -> Examen {
        let mut forecast: BTreeMap<Id<Adherent>, i64> = BTreeMap::new();
        for one in lignes.iter().filter(|one| one.proposee) {
            *forecast.entry(one.racine).or_default() += one.cents.unwrap_or_default();
        }
        let mut seen = Examen::default();
        let mut groups: BTreeMap<(Nature, Id<Adherent>), Alerte> = BTreeMap::new();
        for line in lignes {
            let found = self.natures(&line, forecast.get(&line.racine).copied().unwrap_or_default());
            for nature in &found {
                let about = if nature.of_account() { line.beneficiaire } else { line.personne };
                let group = groups.entry((*nature, about)).or_insert_with(|| Alerte {
                    nature: *nature,
                    personne: about,
                    lignes: Vec::new(),
                    proposees: 0,
                    cents: 0,
                    lot: line.lot,
                });
                group.lignes.push(line.id);
                group.proposees += usize::from(line.proposee);
                group.cents += line.cents.unwrap_or_default();
            }
            if found.is_empty() && line.proposee {
                seen.sures.push(line);
            } else if !found.is_empty() {
                seen.natures.insert(line.id, found);
            }
        }
        seen.alertes = groups.into_values().collect();
        seen.alertes.sort_by_cached_key(|one| {
            let name = self.adherents.get(&one.personne).map(Adherent::cle_tri).unwrap_or_default();
            (!one.nature.bloque(), one.nature, name)
        });
        seen
    }

    fn natures(&self, line: &Legere, forecast: i64) -> BTreeSet<Nature> {
        let mut found = BTreeSet::new();
        if line.proposee {
            found.extend(self.ceiling(line, forecast));
            found.extend(self.membership(line));
            let mine = self.moi.is_some_and(|me| {
                let theirs = me.adherent.is_some_and(|id| id == line.personne || id == line.beneficiaire);
                theirs || line.declarant == Some(me.compte)
            });
            let more = [
                (mine, Nature::AutoApprobation),
                (line.cents.is_none(), Nature::SansBareme),
                (line.declaree, Nature::SansPresence),
                (line.tardive, Nature::SigneeApres),
                (self.doublons.contains(&line.id), Nature::Doublon),
            ];
            found.extend(more.into_iter().filter(|(is, _)| *is).map(|(_, nature)| nature));
        }
        found.extend(match self.coordonnees.get(&line.beneficiaire) {
            None => Some(Nature::CoordonneesManquantes),
            Some(one) if line.rejete_le.is_some_and(|at| one.donne_le <= at) => Some(match line.rejet {
                Rejet::Compte => Nature::RejetBancaire,
                Rejet::Autre => Nature::RejetARepresenter,
            }),
            Some(one) if one.recentes(self.now) => Some(Nature::CoordonneesRecentes),
            Some(_) => None,
        });
        found
    }

    /// The ceiling, what waits included.
    fn ceiling(&self, line: &Legere, forecast: i64) -> Option<Nature> {
        let Some(plafond) = &self.plafond else { return Some(Nature::PlafondInconnu) };
        let total = self.engages.get(&line.racine).copied().unwrap_or_default() + forecast;
        match () {
            () if total > plafond.cents => Some(Nature::PlafondAtteint),
            () if plafond.near(total) => Some(Nature::PlafondProche),
            () => None,
        }
    }

    fn membership(&self, line: &Legere) -> Vec<Nature> {
        let mut found = Vec::new();
        let person = self.adherents.get(&line.personne);
        if !person.is_some_and(|one| one.est_adherent(line.jour)) {
            found.push(Nature::HorsAdhesion);
        }
        let fee = self.situations.get(&line.personne).map(|one| &one.cotisation);
        if matches!(fee, Some(EtatCotisation::Due { .. })) {
            found.push(Nature::CotisationDue);
        }
        if person.is_some_and(|one| one.mode == Mode::Salarie && !self.covered(one, line.jour)) {
            found.push(Nature::ConventionEchue);
        }
        found
    }

    /// The employer has a convention in force on that day.
    fn covered(&self, person: &Adherent, jour: Date) -> bool {
        self.conventions.iter().any(|one| Some(one.employeur) == person.employeur && one.is_en_vigueur(jour))
    }
}

impl Nature {
    /// About the account that is paid, rather than about who took part.
    const fn of_account(self) -> bool {
        matches!(
            self,
            Self::RejetBancaire
                | Self::RejetARepresenter
                | Self::CoordonneesManquantes
                | Self::CoordonneesRecentes
        )
    }
}
