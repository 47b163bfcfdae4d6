//! What a dialogue still lacks, found in the contract, the indicators and what was declared.

use crate::store;
use aci::{NatureEcheance, Part};
use contrat::Contrat;
use contrat::echeance::{Echeance, Urgence};
use db::Tx;
use indicateurs::{Indicateur, Ligne, Tableau, TableauError};
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;
use ui::francais;

/// Something that is missing before the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manque {
    /// A value without a paper or an act behind it.
    SansPreuve(Cite),
    /// A value whose source nobody wrote.
    SansSource(Cite),
    /// An indicator whose mission is not in the contract for that year: it is worth nothing, and its figures keep the year open.
    HorsContrat(Cite, String),
    /// No value this year.
    SansValeur(Cite),
    /// No target for that contract year.
    SansCible(Cite, u32),
    /// No baseline: nothing can be compared.
    SansDepart(Cite),
    /// The weights of a mission do not sum to one: its variable part cannot be settled.
    Poids(String),
    /// An obligation of the contract whose day has passed.
    Retard {
        /// In a few words.
        libelle: String,
        /// Its day.
        jour: Date,
        /// Whether the texts do not settle that day.
        incertain: bool,
        /// Whether a fact noted with its mission says that it is done, and no tick.
        fait: bool,
    },
    /// A fact that nobody noted, and the question that it answers.
    Fait(String),
    /// An amount that only the contract can tell: the question to answer.
    Montant(String),
    /// A started component whose spending nobody declared.
    SansDepense(String),
}

/// An indicator, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// Its id.
    pub id: Id<Indicateur>,
    /// Its name.
    pub libelle: String,
}

impl Manque {
    /// What to do, in one sentence.
    #[must_use]
    pub fn phrase(&self) -> String {
        match self {
            Self::SansPreuve(one) => format!("Joindre une preuve\u{a0}: {}", one.libelle),
            Self::SansSource(one) => format!("Dire d’où vient la valeur\u{a0}: {}", one.libelle),
            Self::HorsContrat(one, mission) => {
                format!(
                    "Retirer l’indicateur, sa mission n’est pas au contrat\u{a0}: {} ({mission})",
                    one.libelle
                )
            }
            Self::SansValeur(one) => format!("Saisir la valeur de l’année\u{a0}: {}", one.libelle),
            Self::SansCible(one, annee) => {
                format!("Fixer la cible de l’année {annee}\u{a0}: {}", one.libelle)
            }
            Self::SansDepart(one) => format!("Saisir la valeur de départ\u{a0}: {}", one.libelle),
            Self::Poids(mission) => format!("Finir de répartir les poids\u{a0}: {mission}"),
            Self::Retard { libelle, jour, .. } => {
                format!("En retard depuis le {}\u{a0}: {libelle}", francais::date(*jour))
            }
            Self::Fait(question) => format!("Noter ce qui a été fait\u{a0}: {question}"),
            Self::Montant(question) => format!("Saisir un montant du contrat\u{a0}: {question}"),
            Self::SansDepense(composante) => format!("Déclarer ce qui a été dépensé\u{a0}: {composante}"),
        }
    }

    /// The same, with components as people say them.
    #[must_use]
    pub fn en_mots(&self, label: impl Fn(&str) -> String) -> String {
        match self {
            Self::Poids(id) => Self::Poids(label(id)).phrase(),
            Self::HorsContrat(cite, id) => Self::HorsContrat(cite.clone(), label(id)).phrase(),
            Self::SansDepense(id) => Self::SansDepense(label(id)).phrase(),
            Self::SansPreuve(_)
            | Self::SansSource(_)
            | Self::SansValeur(_)
            | Self::SansCible(..)
            | Self::SansDepart(_)
            | Self::Fait(_)
            | Self::Montant(_)
            | Self::Retard { .. } => self.phrase(),
        }
    }

    /// Where to do it, after `/{cpts}/espace/`, in the contract year that it is about; `dialogue` is the address of the dialogue itself
    /// and `annee` its year.
    #[must_use]
    pub fn lieu(&self, dialogue: &str, annee: u32) -> String {
        match self {
            Self::SansPreuve(one)
            | Self::SansSource(one)
            | Self::SansValeur(one)
            | Self::HorsContrat(one, _)
            | Self::SansDepart(one) => format!("dossier-aci/indicateurs/{}?annee={annee}", one.id),
            Self::SansCible(one, annee) => format!("dossier-aci/indicateurs/{}?annee={annee}", one.id),
            Self::Poids(_) => format!("dossier-aci/poids?annee={annee}"),
            Self::Retard { fait: true, .. } | Self::Fait(_) => "contrat/missions".to_owned(),
            Self::Retard { .. } => "contrat/echeances".to_owned(),
            Self::Montant(_) => "contrat/montants".to_owned(),
            Self::SansDepense(_) => format!("{dialogue}/depenses"),
        }
    }

    /// Whether it rests on something that the texts do not settle.
    #[must_use]
    pub const fn incertain(&self) -> bool {
        matches!(self, Self::Retard { incertain: true, .. })
    }
}

/// Everything that is missing for a contract year, in the order to mend it.
///
/// # Errors
/// [`TableauError`].
pub async fn checklist(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    annee: u32,
    today: Date,
) -> Result<Vec<Manque>, TableauError> {
    let table = indicateurs::tableau(tx, law, contrat, annee, today).await?;
    let last_day = table.annee.au.min(today);
    let mut all = of_year(contrat, &table);
    let next = annee + 1;
    if contrat::annees(contrat).iter().any(|one| one.numero == next) {
        let table = indicateurs::tableau(tx, law, contrat, next, today).await?;
        let here = |line: &&Ligne| contrat.mission(&line.indicateur.texte.mission).is_some();
        let open = table.lignes.iter().filter(here).filter(|line| line.cible.cible.is_none());
        all.extend(open.map(|line| Manque::SansCible(cite(line), next)));
    }
    let late = contrat::echeances(tx, law, contrat, today).await?;
    // The dialogues themselves are on the list of dialogues.
    let late = late.into_iter().filter(|one| one.nature != NatureEcheance::DialogueDeGestion);
    let late: Vec<Echeance> = late.filter(|one| one.urgence(today) == Urgence::EnRetard).collect();
    all.extend(amounts(law, contrat, (annee, today), &late));
    all.extend(late.into_iter().map(late_one));
    let said = store::depenses::depenses(tx, contrat.id, annee).await?;
    let silent =
        components(contrat, last_day).into_iter().filter(|one| said.iter().all(|d| d.composante != *one));
    all.extend(silent.map(Manque::SansDepense));
    Ok(all)
}

fn late_one(one: Echeance) -> Manque {
    let fait = one.by_fact();
    Manque::Retard { libelle: one.libelle, jour: one.jour, incertain: one.incertain, fait }
}

/// The amounts and the facts of the year that only the contract can tell; of an update of the plan that is late already, it is
/// said once.
fn amounts(
    law: &Parameters,
    contrat: &Contrat,
    (annee, today): (u32, Date),
    late: &[Echeance],
) -> impl Iterator<Item = Manque> {
    let chosen: Vec<String> = std::iter::once("fonctionnement".to_owned())
        .chain(contrat.missions.iter().map(|one| one.mission.clone()))
        .collect();
    let key = format!(".mise-a-jour.{annee}");
    let said = late.iter().any(|one| one.cle.ends_with(&key));
    let all = contrat::argent::missing_amounts(law, contrat, today).into_iter();
    all.filter(move |one| one.years.is_empty() || one.years.iter().any(|year| u32::from(*year) == annee))
        .filter(move |one| chosen.iter().any(|id| **id == *one.component))
        .filter(move |one| !said || !asks_fact(one))
        .map(|one| if asks_fact(&one) { Manque::Fait(one.question) } else { Manque::Montant(one.question) })
}

/// Whether a question is about an update of the plan that nobody noted, and not about its amount.
fn asks_fact(one: &aci::Manque) -> bool {
    one.part == Part::MiseAJour && one.question.contains("a-t-elle été remise")
}

/// « fonctionnement », then the missions of the contract that have started.
#[must_use]
pub fn components(contrat: &Contrat, jour: Date) -> Vec<String> {
    let missions = contrat.commencees(jour).map(|one| one.mission.clone());
    std::iter::once("fonctionnement".to_owned()).chain(missions).collect()
}

fn cite(line: &Ligne) -> Cite {
    Cite { id: line.indicateur.id, libelle: line.indicateur.texte.libelle.clone() }
}

fn of_line(line: &Ligne) -> Vec<Manque> {
    let mut all: Vec<Manque> = line
        .manque
        .iter()
        .filter_map(|what| match what {
            indicateurs::Manque::Valeur => Some(Manque::SansValeur(cite(line))),
            indicateurs::Manque::Cible => Some(Manque::SansCible(cite(line), line.cible.annee)),
            indicateurs::Manque::Depart => Some(Manque::SansDepart(cite(line))),
            indicateurs::Manque::Preuve => Some(Manque::SansPreuve(cite(line))),
            indicateurs::Manque::Poids | indicateurs::Manque::Confirmation => None,
        })
        .collect();
    if line.constat.as_ref().is_some_and(|one| one.source.trim().is_empty()) {
        all.push(Manque::SansSource(cite(line)));
    }
    all
}

/// What the indicators of the year lack; of a mission that is not in the contract, only that it is not.
fn of_year(contrat: &Contrat, table: &Tableau) -> Vec<Manque> {
    let counts = |mission: &str| crate::close_dialogue::counts(contrat, table.annee.numero, mission);
    let line = |line: &Ligne| {
        let mission = &line.indicateur.texte.mission;
        if counts(mission) { of_line(line) } else { vec![Manque::HorsContrat(cite(line), mission.clone())] }
    };
    let mut all: Vec<Manque> = table.lignes.iter().flat_map(line).collect();
    let unfinished = table.poids.iter().filter(|one| !one.complet && counts(&one.mission));
    all.extend(unfinished.map(|one| Manque::Poids(one.mission.clone())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{lois, signed};

    #[test]
    fn an_amount_that_the_contract_does_not_say_is_missing_before_the_meeting() {
        let today = jiff::civil::date(2026, 3, 2);
        let found: Vec<Manque> = amounts(&lois(), &signed(&[]), (1, today), &[]).collect();
        assert!(!found.is_empty());
        assert_eq!(found[0].lieu("dialogue/1", 1), "contrat/montants");
        let told = signed(&[("acces", "fixe", 5_000_000), ("acces", "variable", 3_000_000)]);
        assert_eq!(amounts(&lois(), &told, (1, today), &[]).count(), 0);
    }

    #[test]
    fn what_is_missing_is_mended_in_the_year_of_the_dialogue() {
        let one = Cite { id: Id::new(uuid::Uuid::nil()), libelle: "A".to_owned() };
        let value = Manque::SansValeur(one.clone()).lieu("dialogue/1", 2);
        assert_eq!(value, format!("dossier-aci/indicateurs/{}?annee=2", one.id));
        assert!(
            Manque::SansCible(one, 3).lieu("dialogue/1", 2).ends_with("?annee=3"),
            "the year of the target"
        );
        assert_eq!(Manque::Poids("acces".to_owned()).lieu("dialogue/1", 2), "dossier-aci/poids?annee=2");
    }

    #[test]
    fn a_day_that_the_texts_do_not_settle_stays_unconfirmed() {
        let jour = jiff::civil::date(2026, 1, 2);
        let late = |incertain| Manque::Retard { libelle: "Plan".to_owned(), jour, incertain, fait: true };
        assert_eq!(late(true).lieu("dialogue/1", 1), "contrat/missions", "where the fact is noted");
        assert_eq!([late(true).incertain(), late(false).incertain()], [true, false]);
    }
}
