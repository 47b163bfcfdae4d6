//! The catalogue of law data, as indicators ready to join a contract.

use crate::Nombre;
use crate::indicateur::{Evolution, Frequence, Nature, Sens, Texte, Unite};
use crate::mesure::{Compte, Depuis, Mesure};
use actes::{Filtre, Genre, Mission};
use contrat::Contrat;
use jiff::civil::Date;
use law::Parameters;

/// An indicator of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modele {
    /// The words that a contract starts from.
    pub texte: Texte,
    /// An example of target, when one was published.
    pub exemple: Option<String>,
    /// Whether its definition is not settled by a text.
    pub incertain: bool,
    /// Ids of the sources.
    pub sources: Vec<String>,
}

/// What the ledger counts for an indicator of the catalogue: kind of act, what is summed, and its word.
const MESURES: [(&str, Genre, Compte, &str); 8] = [
    ("acces.snp_consultations", Genre::Soin, Compte::Actes, "consultations"),
    ("parcours.reunions", Genre::Reunion, Compte::Actes, "réunions"),
    ("parcours.patients_inclus", Genre::Patient, Compte::Personnes, "patients inclus"),
    ("prevention.actions", Genre::Public, Compte::Actes, "actions"),
    ("crise.exercices", Genre::Exercice, Compte::Actes, "exercices"),
    ("qualite.groupes", Genre::Groupe, Compte::Actes, "séances"),
    ("accompagnement.stages", Genre::Stage, Compte::Personnes, "stagiaires"),
    ("accompagnement.installations", Genre::Installation, Compte::Personnes, "installations"),
];

/// Counts of a year that nobody finds in the ledger: entered by hand, they add up all the same.
const CUMULS: [&str; 1] = ["acces.rdv_sas"];

/// The indicators of the version of the agreement that the contract follows, in its order.
///
/// # Errors
/// The law data does not have the version.
pub fn catalogue(lois: &Parameters, contrat: &Contrat, jour: Date) -> Result<Vec<Modele>, law::Absent> {
    let droit = aci::Droit::of(lois)?;
    let version = droit.version(contrat.version_au(jour)).or_else(|| droit.en_vigueur(jour));
    let du = contrat.annee(jour).and_then(|annee| {
        contrat::annees(contrat).into_iter().find(|one| one.numero == annee).map(|one| one.du)
    });
    Ok(version
        .map(|version| version.indicateurs.iter().map(|one| modele(one, du)).collect())
        .unwrap_or_default())
}

/// `du` is the first day of the year: what adds up starts there from zero.
fn modele(one: &aci::Indicateur, du: Option<Date>) -> Modele {
    let unite = match one.unite.as_str() {
        "percent" => Unite::Pourcentage,
        "boolean" => Unite::OuiNon,
        _ => Unite::Nombre,
    };
    let rule = MESURES.iter().find(|(code, ..)| *code == one.id);
    let mesure = rule.and_then(|(_, genre, compte, _)| {
        let filtre = Filtre {
            mission: Some(one.mission.parse::<Mission>().ok()?),
            genre: Some(*genre),
            ..Filtre::default()
        };
        Some(Mesure { filtre, compte: *compte, depuis: Depuis::Annee, sur: None })
    });
    let typed = if CUMULS.contains(&one.id.as_str()) { Evolution::Cumul } else { Evolution::Niveau };
    let evolution = mesure.as_ref().map_or(typed, Mesure::evolution);
    let zero = matches!((evolution, unite), (Evolution::Cumul, _) | (_, Unite::OuiNon));
    Modele {
        texte: Texte {
            code: one.id.clone(),
            mission: one.mission.clone(),
            libelle: one.libelle.clone(),
            nature: match one.genre {
                aci::Genre::Moyens => Nature::Moyens,
                aci::Genre::Resultat => Nature::Resultat,
            },
            sens: match one.sens {
                aci::Sens::Hausse => Sens::Hausse,
                aci::Sens::Baisse => Sens::Baisse,
            },
            unite,
            mot: rule.map(|(.., mot)| (*mot).to_owned()).unwrap_or_default(),
            numerateur: one.numerateur.clone(),
            denominateur: one.denominateur.clone().unwrap_or_default(),
            source: one.donnees.clone(),
            frequence: if mesure.is_some() { Frequence::Continue } else { Frequence::Annuelle },
            evolution,
            mesure,
            depart: du.filter(|_| zero).map(|du| (Nombre::ZERO, du)),
            confirme: false,
        },
        exemple: one.exemple.clone(),
        incertain: one.uncertain,
        sources: one.source.iter().map(ToString::to_string).collect(),
    }
}
