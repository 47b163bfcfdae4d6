//! Whom the agreement names first, and the texts that say so. No text says what a criterion is worth.

use jiff::civil::Date;
use law::Parameters;
use serde::Deserialize;
use std::sync::LazyLock;

/// The law file of this crate, read once. A test reads it.
static FICHIER: LazyLock<Parameters> = LazyLock::new(|| load().unwrap_or_default());

fn load() -> Result<Parameters, law::LoadError> {
    let mut law = Parameters::with_sources(include_str!("../../../law/sources.toml"))?;
    law.read("medecin_traitant", include_str!("../../../law/medecin_traitant/priorite.toml"))?;
    Ok(law)
}

/// People whom the agreement names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Public {
    /// Who, in its words.
    pub libelle: String,
    /// The criteria of the proposed rule that stand for them.
    pub criteres: Vec<String>,
}

/// What the agreement says on that day.
#[derive(Debug, Clone, Default)]
pub struct Publics {
    /// Whom it names.
    pub publics: Vec<Public>,
    /// The texts.
    pub sources: Vec<law::Source>,
    /// When somebody last read them.
    pub verifie_le: Option<Date>,
    /// Whether the texts leave a doubt.
    pub incertain: bool,
}

/// Whom the agreement names on that day; nobody before it.
#[must_use]
pub fn publics(jour: Date) -> Publics {
    let Ok(dated) = FICHIER.at::<Vec<Public>>("medecin_traitant.publics", jour) else {
        return Publics::default();
    };
    Publics {
        sources: dated.sources.iter().filter_map(|id| FICHIER.source(id).cloned()).collect(),
        verifie_le: Some(dated.checked_on),
        incertain: dated.uncertain,
        publics: dated.amount,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Regle;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    #[test]
    fn each_public_of_the_agreement_counts_in_the_proposed_rule() {
        assert_eq!(load().map(|_| ()), Ok(()));
        let said = publics(date(2026, 3, 2));
        assert!(said.publics.len() == 3 && said.sources.len() == 1 && said.incertain);
        let worth: BTreeSet<String> =
            Regle::proposee().criteres.into_iter().filter(|one| one.points > 0).map(|one| one.code).collect();
        assert!(said.publics.iter().flat_map(|one| &one.criteres).all(|code| worth.contains(code)));
        assert!(publics(date(2018, 1, 1)).publics.is_empty());
    }
}
