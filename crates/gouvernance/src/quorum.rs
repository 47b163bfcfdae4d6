//! Who is there, who is represented, whether that is enough, in words.

use crate::instance::Quorum;
use crate::pouvoir::Pouvoir;
use adhesions::{Adherent, College};
use kernel::Id;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use ui::francais::compte;

/// Somebody entitled to vote in an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ayant {
    /// Who.
    pub id: Id<Adherent>,
    /// Their name.
    pub nom: String,
    /// Their college.
    pub college: Option<Id<College>>,
    /// Their voices.
    pub voix: u32,
}

/// Where the quorum stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Etat {
    /// The rule that was applied.
    pub regle: Quorum,
    /// All members, or college by college.
    pub groupes: Vec<Groupe>,
    /// Members who are neither present nor represented, by name.
    pub absents: Vec<String>,
}

/// Members counted together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Groupe {
    /// Its name; empty when it is everybody.
    pub nom: String,
    /// Members entitled to vote.
    pub membres: u32,
    /// Who came.
    pub presents: u32,
    /// Who gave a proxy to somebody who came.
    pub representes: u32,
    /// How many are needed.
    pub requis: u32,
}

impl Groupe {
    /// How many more are needed.
    #[must_use]
    pub const fn manque(&self) -> u32 {
        self.requis.saturating_sub(self.presents + self.representes)
    }

    /// The same, of a consultation: « 12 réponses sur 40, 20 demandées ».
    #[must_use]
    pub fn reponses(&self) -> String {
        let who = if self.nom.is_empty() { String::new() } else { format!("{}\u{a0}: ", self.nom) };
        let there = compte((self.presents + self.representes).into(), "réponse", "réponses");
        format!("{who}{there} sur {}, {} demandées", self.membres, self.requis)
    }

    /// « 12 présents et 4 représentés sur 40 : 20 demandés, il en manque 4 ».
    #[must_use]
    pub fn phrase(&self) -> String {
        let who = if self.nom.is_empty() { String::new() } else { format!("{}\u{a0}: ", self.nom) };
        let there = format!(
            "{who}{} et {} sur {}",
            compte(self.presents.into(), "présent", "présents"),
            compte(self.representes.into(), "représenté", "représentés"),
            self.membres
        );
        match (self.requis, self.manque()) {
            (0, _) => format!("{there}\u{a0}; aucun nombre n’est demandé"),
            (requis, 0) => format!("{there}\u{a0}; {requis} demandés, atteint"),
            (requis, manque) => format!("{there}\u{a0}; {requis} demandés, il en manque {manque}"),
        }
    }
}

impl Etat {
    /// Whether every group has enough.
    #[must_use]
    pub fn atteint(&self) -> bool {
        self.groupes.iter().all(|one| one.manque() == 0)
    }

    /// « Le quorum est atteint. » or what is missing.
    #[must_use]
    pub fn phrase(&self) -> String {
        match (self.regle, self.atteint()) {
            (Quorum::Aucun, _) => "Aucun quorum n’est demandé.".to_owned(),
            (_, true) => "Le quorum est atteint.".to_owned(),
            (_, false) => {
                let n: u32 = self.groupes.iter().map(Groupe::manque).sum();
                format!(
                    "Le quorum n’est pas atteint\u{a0}: il manque {}.",
                    compte(
                        n.into(),
                        "personne présente ou représentée",
                        "personnes présentes ou représentées"
                    )
                )
            }
        }
    }
}

/// The voices that each person who is there casts: their own, and those of who gave them a proxy and did not come. A proxy
/// counts for nothing when its giver came, or when its holder did not.
#[must_use]
pub fn porteurs(
    membres: &[Ayant],
    presents: &BTreeSet<Id<Adherent>>,
    pouvoirs: &[Pouvoir],
) -> BTreeMap<Id<Adherent>, Id<Adherent>> {
    let holder = |id: Id<Adherent>| {
        if presents.contains(&id) {
            return Some(id);
        }
        pouvoirs
            .iter()
            .find(|one| one.mandant == id)
            .map(|one| one.mandataire)
            .filter(|one| presents.contains(one))
    };
    membres.iter().filter_map(|one| Some((one.id, holder(one.id)?))).collect()
}

/// Where the quorum stands, of all members or by college.
#[must_use]
pub fn etat(
    regle: Quorum,
    colleges: Option<&[College]>,
    membres: &[Ayant],
    porteurs: &BTreeMap<Id<Adherent>, Id<Adherent>>,
) -> Etat {
    let group = |nom: &str, of: &[&Ayant]| {
        let (mut presents, mut representes) = (0, 0);
        for one in of {
            match porteurs.get(&one.id) {
                Some(holder) if *holder == one.id => presents += 1,
                Some(_) => representes += 1,
                None => {}
            }
        }
        let membres = u32::try_from(of.len()).unwrap_or(u32::MAX);
        Groupe { nom: nom.to_owned(), membres, presents, representes, requis: regle.requis(membres) }
    };
    let groupes = match colleges {
        None => vec![group("", &membres.iter().collect::<Vec<_>>())],
        Some(colleges) => by_college(colleges, membres, group),
    };
    let absents =
        membres.iter().filter(|one| !porteurs.contains_key(&one.id)).map(|one| one.nom.clone()).collect();
    Etat { regle, groupes, absents }
}

/// Each college that has members, then those who are in none.
fn by_college(
    colleges: &[College],
    membres: &[Ayant],
    group: impl Fn(&str, &[&Ayant]) -> Groupe,
) -> Vec<Groupe> {
    let of = |college| membres.iter().filter(|one| one.college == college).collect::<Vec<_>>();
    let named = colleges.iter().map(|one| (one.nom.as_str(), of(Some(one.id))));
    let groups = named.chain([("Sans collège", of(None))]);
    groups.filter(|(_, of)| !of.is_empty()).map(|(nom, of)| group(nom, &of)).collect()
}
