//! What the law files say of the creation of a CPTS and of the content of a projet de santé.

use jiff::civil::Date;
use law::{Confidence, Parameters};
use serde::{Deserialize, de::DeserializeOwned};
use std::sync::LazyLock;

/// The law files of this crate, read once. A test reads each of them.
static FICHIERS: LazyLock<Parameters> = LazyLock::new(|| load().unwrap_or_default());

fn load() -> Result<Parameters, law::LoadError> {
    let mut law = Parameters::with_sources(include_str!("../../../law/sources.toml"))?;
    law.read("projet_sante", include_str!("../../../law/projet_sante/creation.toml"))?;
    law.read("projet_sante", include_str!("../../../law/projet_sante/contenu.toml"))?;
    Ok(law)
}

/// A stage of the creation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EtapeType {
    /// Stable name.
    pub code: String,
    /// Its name.
    pub titre: String,
    /// What happens in it.
    pub resume: String,
    /// What comes out of it.
    pub produit: String,
    /// Who receives it.
    pub recoit: String,
    /// Who decides.
    pub decide: String,
    /// The stage of the CPTS (`territoire`) that it brings; empty for none.
    pub statut: String,
    /// What leaves it.
    pub criteres: Vec<CritereType>,
}

/// What must be true to leave a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CritereType {
    /// Stable name, inside its stage.
    pub code: String,
    /// What must be true.
    pub libelle: String,
    /// What the program knows of it from elsewhere; empty when only people can say.
    #[serde(default)]
    pub auto: String,
}

/// A part that a projet de santé must have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SectionType {
    /// Stable name.
    pub code: String,
    /// Its title.
    pub titre: String,
    /// What to write in it.
    pub aide: String,
    /// Figures shown beside the writer.
    pub repere: String,
    /// Name of the table beside its words; empty for none.
    #[serde(default)]
    pub tableau: String,
    /// Columns of that table.
    #[serde(default)]
    pub colonnes: Vec<ColonneType>,
}

kernel::codes! {
    /// What a column holds.
    pub enum GenreColonne {
        /// Words.
        Texte = "texte", "Texte";
        /// A whole number.
        Nombre = "nombre", "Nombre";
        /// A day.
        Date = "date", "Date";
    }
}

/// A column of the table of a part; the first one is always filled.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ColonneType {
    /// Its name.
    pub libelle: String,
    /// What it holds.
    pub genre: GenreColonne,
}

/// A question asked of the statutes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PointType {
    /// Stable name.
    pub code: String,
    /// What must be true.
    pub titre: String,
    /// What to look for.
    pub regarder: Vec<String>,
    /// The facts asked for.
    #[serde(default)]
    pub champs: Vec<ChampType>,
}

kernel::codes! {
    /// What a fact on the statutes is.
    pub enum GenreChamp {
        /// Words.
        Texte = "texte", "Texte";
        /// Yes or no.
        OuiNon = "oui_non", "Oui ou non";
        /// Number in the national register of associations.
        Rna = "rna", "Numéro RNA";
        /// SIRET.
        Siret = "siret", "SIRET";
        /// FINESS.
        Finess = "finess", "Numéro FINESS";
        /// All of these, ticked one by one.
        Choix = "choix", "Liste à cocher";
        /// Missions of the agreement.
        Missions = "missions", "Missions";
        /// Who sits where, and how many.
        Sieges = "sieges", "Sièges";
    }
}

/// A fact asked for about the statutes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChampType {
    /// Stable name, inside its question; that of its kind for a number.
    pub code: String,
    /// What it is.
    pub genre: GenreChamp,
    /// Its words.
    pub libelle: String,
    /// What is said when it is missing.
    pub manque: String,
    /// What is said when the answer settles that the statutes do not fit.
    #[serde(default)]
    pub refus: String,
    /// It may be left out.
    #[serde(default)]
    pub facultatif: bool,
    /// What is ticked; of seats, the professions of first recourse.
    #[serde(default)]
    pub choix: Vec<String>,
    /// Of seats, the other health professions.
    #[serde(default)]
    pub autres: Vec<String>,
    /// Of seats, who is no health professional.
    #[serde(default)]
    pub hors: Vec<String>,
}

/// A ground of objection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Motif {
    /// Stable name.
    pub code: String,
    /// Its words.
    pub libelle: String,
}

/// The stages, in order.
#[must_use]
pub fn etapes(jour: Date) -> Vec<EtapeType> {
    at("etapes", jour)
}

/// The parts of the projet, in order.
#[must_use]
pub fn sections(jour: Date) -> Vec<SectionType> {
    at("sections", jour)
}

/// The five questions on the statutes.
#[must_use]
pub fn points(jour: Date) -> Vec<PointType> {
    at("statuts", jour)
}

/// The only grounds on which the ARS may object.
#[must_use]
pub fn motifs(jour: Date) -> Vec<Motif> {
    at("motifs_opposition", jour)
}

/// The texts behind one of the lists, and whether they settle the point.
#[must_use]
pub fn sources(liste: &str, jour: Date) -> (Vec<law::Source>, bool) {
    let Ok(dated) = FICHIERS.at::<Vec<Any>>(&format!("projet_sante.{liste}"), jour) else {
        return (Vec::new(), true);
    };
    let sources = dated.sources.iter().filter_map(|id| FICHIERS.source(id).cloned()).collect();
    (sources, dated.confidence == Confidence::Hypothese)
}

fn at<T: DeserializeOwned>(liste: &str, jour: Date) -> Vec<T> {
    FICHIERS.at(&format!("projet_sante.{liste}"), jour).map(|dated| dated.amount).unwrap_or_default()
}

/// Anything at all: only the sources of a list are asked for.
#[derive(Deserialize)]
struct Any {}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const JOUR: Date = date(2026, 3, 2);

    #[test]
    fn the_files_can_be_read() {
        assert!(load().is_ok(), "{:?}", load().err());
        assert_eq!((etapes(JOUR).len(), sections(JOUR).len(), points(JOUR).len()), (5, 10, 5));
        assert_eq!(motifs(JOUR).len(), 2);
    }

    #[test]
    fn every_stage_of_territoire_that_is_named_exists() {
        for etape in etapes(JOUR).iter().filter(|etape| !etape.statut.is_empty()) {
            assert!(etape.statut.parse::<territoire::statut::Etape>().is_ok(), "{}", etape.statut);
        }
    }

    #[test]
    fn the_cutting_into_stages_is_said_to_be_ours() {
        assert!(sources("etapes", JOUR).1);
        assert!(!sources("motifs_opposition", JOUR).1);
    }

    #[test]
    fn every_question_on_the_statutes_asks_for_facts() {
        for point in points(JOUR) {
            assert!(point.champs.iter().any(|one| !one.facultatif), "{}", point.code);
            for one in point.champs {
                assert!(one.facultatif || !one.manque.is_empty(), "{}", one.code);
                let number = matches!(one.genre, GenreChamp::Rna | GenreChamp::Siret | GenreChamp::Finess);
                assert!(!number || one.code == one.genre.code(), "{}", one.code);
            }
        }
    }

    #[test]
    fn names_are_used_once() {
        let sections: BTreeSet<String> = sections(JOUR).into_iter().map(|one| one.code).collect();
        assert_eq!(sections.len(), 10);
        for etape in etapes(JOUR) {
            let codes: BTreeSet<&str> = etape.criteres.iter().map(|one| one.code.as_str()).collect();
            assert_eq!(codes.len(), etape.criteres.len());
        }
    }
}
