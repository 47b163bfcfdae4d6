//! What a dialogue still lacks, found in the contract, the indicators and what was declared.

use crate::store;
use aci::NatureEcheance;
use contrat::Contrat;
use contrat::echeance::Urgence;
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
    },
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
            Self::SansValeur(one) => format!("Saisir la valeur de l’année\u{a0}: {}", one.libelle),
            Self::SansCible(one, annee) => {
                format!("Fixer la cible de l’année {annee}\u{a0}: {}", one.libelle)
            }
            Self::SansDepart(one) => format!("Saisir la valeur de départ\u{a0}: {}", one.libelle),
            Self::Poids(mission) => format!("Finir de répartir les poids\u{a0}: {mission}"),
            Self::Retard { libelle, jour } => {
                format!("En retard depuis le {}\u{a0}: {libelle}", francais::date(*jour))
            }
            Self::SansDepense(composante) => format!("Déclarer ce qui a été dépensé\u{a0}: {composante}"),
        }
    }

    /// Where to do it, after `/{cpts}/espace/`; `dialogue` is the address of the dialogue itself.
    #[must_use]
    pub fn lieu(&self, dialogue: &str) -> String {
        match self {
            Self::SansPreuve(one)
            | Self::SansSource(one)
            | Self::SansValeur(one)
            | Self::SansCible(one, _)
            | Self::SansDepart(one) => format!("dossier-aci/indicateurs/{}", one.id),
            Self::Poids(_) => "dossier-aci/poids".to_owned(),
            Self::Retard { .. } => "contrat/echeances".to_owned(),
            Self::SansDepense(_) => format!("{dialogue}/depenses"),
        }
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
    let mut all: Vec<Manque> = table.lignes.iter().flat_map(of_line).collect();
    all.extend(unfinished(&table));
    let next = annee + 1;
    if contrat::annees(contrat).iter().any(|one| one.numero == next) {
        let table = indicateurs::tableau(tx, law, contrat, next, today).await?;
        let open = table.lignes.iter().filter(|line| line.cible.cible.is_none());
        all.extend(open.map(|line| Manque::SansCible(cite(line), next)));
    }
    let late = contrat::echeances(tx, law, contrat, today).await?;
    // The dialogues themselves are on the list of dialogues.
    let late = late.into_iter().filter(|one| one.nature != NatureEcheance::DialogueDeGestion);
    let late = late.filter(|one| one.urgence(today) == Urgence::EnRetard);
    all.extend(late.map(|one| Manque::Retard { libelle: one.libelle, jour: one.jour }));
    let said = store::depenses::depenses(tx, contrat.id, annee).await?;
    let silent =
        components(contrat, last_day).into_iter().filter(|one| said.iter().all(|d| d.composante != *one));
    all.extend(silent.map(Manque::SansDepense));
    Ok(all)
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

fn unfinished(table: &Tableau) -> impl Iterator<Item = Manque> + '_ {
    table.poids.iter().filter(|one| !one.complet).map(|one| Manque::Poids(one.mission.clone()))
}
