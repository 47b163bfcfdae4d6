//! What an edition of FINESS changed for a structure, and how a territory sees it.

use crate::{Detail, Etablissement};
use identifiants::{CommuneCode, Finess};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::str::FromStr;

/// What happened to a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GenreMouvement {
    /// It takes people in, and did not.
    Ouverture,
    /// FINESS says that it no longer does.
    Fermeture,
    /// It no longer stands in the file.
    Absence,
    /// From one commune to another.
    Demenagement,
    /// Name, category, address, telephone, numbers…
    Modification,
}

/// The text names no kind of change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un genre de mouvement de structure.")]
pub struct GenreMouvementError(String);

impl GenreMouvement {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Ouverture, Self::Fermeture, Self::Absence, Self::Demenagement, Self::Modification];

    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ouverture => "ouverture",
            Self::Fermeture => "fermeture",
            Self::Absence => "absence",
            Self::Demenagement => "demenagement",
            Self::Modification => "modification",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Ouverture => "Ouverture",
            Self::Fermeture => "Fermeture",
            Self::Absence => "Absente du fichier",
            Self::Demenagement => "Déménagement",
            Self::Modification => "Modification",
        }
    }
}

impl FromStr for GenreMouvement {
    type Err = GenreMouvementError;

    fn from_str(text: &str) -> Result<Self, GenreMouvementError> {
        let found = Self::ALL.into_iter().find(|genre| genre.code() == text);
        found.ok_or_else(|| GenreMouvementError(text.chars().take(40).collect()))
    }
}

/// What an edition of FINESS changed for one structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mouvement {
    /// Its number, growing; zero before the base gives one.
    pub id: i64,
    /// Edition of FINESS that tells it.
    pub edition: i64,
    /// Day of that edition.
    pub du: Date,
    /// Which structure.
    pub finess: Finess,
    /// What happened.
    pub genre: GenreMouvement,
    /// Where it was.
    pub avant: Option<CommuneCode>,
    /// Where it is.
    pub apres: Option<CommuneCode>,
    /// Its category, in words.
    pub categorie: String,
    /// Its name; the new one when it changed.
    pub nom: String,
    /// What is written otherwise, field by field.
    pub details: Vec<Detail>,
}

/// What changed for one structure in the file of the day `du`; nothing when nobody would notice. `apres` is nothing when
/// the file no longer holds it.
pub(crate) fn compare(
    avant: Option<&Etablissement>,
    apres: Option<&Etablissement>,
    (edition, du): (i64, Date),
) -> Option<Mouvement> {
    let named = apres.or(avant)?;
    let was = avant.is_some_and(|one| one.is_open(du));
    let is = apres.is_some_and(|one| one.is_open(du));
    let details = match (avant, apres) {
        (Some(old), Some(new)) => written(old, new),
        (Some(_), None) => vec![gone(du)],
        (None, _) => Vec::new(),
    };
    let place = |one: Option<&Etablissement>| one.and_then(|one| one.commune);
    // Communes that merged change their code, and nobody moves.
    let moved = avant.zip(apres).is_some_and(|(old, new)| address(old) != address(new));
    let genre = match (was, is) {
        (false, false) => return None,
        (false, true) => GenreMouvement::Ouverture,
        (true, false) if apres.is_none() => GenreMouvement::Absence,
        (true, false) => GenreMouvement::Fermeture,
        (true, true) if place(avant) != place(apres) && moved => GenreMouvement::Demenagement,
        (true, true) if details.is_empty() => return None,
        (true, true) => GenreMouvement::Modification,
    };
    Some(Mouvement {
        id: 0,
        edition,
        du,
        finess: named.finess,
        genre,
        avant: place(avant),
        apres: place(apres),
        categorie: named.categorie.libelle.clone(),
        nom: named.nom.clone(),
        details,
    })
}

fn gone(du: Date) -> Detail {
    let apres = format!("absente du fichier du {}", ui::francais::date(du));
    Detail { quoi: "Répertoire".to_owned(), avant: "présente".to_owned(), apres }
}

/// What is written otherwise.
fn written(old: &Etablissement, new: &Etablissement) -> Vec<Detail> {
    let day = |day: Option<Date>| day.map(ui::francais::date).unwrap_or_default();
    let text = |number: Option<String>| number.unwrap_or_default();
    let state = |one: &Etablissement| if one.actif { "en activité" } else { "fermée" }.to_owned();
    let siret = |one: &Etablissement| text(one.siret.as_ref().map(ToString::to_string));
    let entite = |one: &Etablissement| text(one.finess_juridique.map(|number| number.to_string()));
    let both = [
        ("Nom", old.nom.clone(), new.nom.clone()),
        ("Catégorie", old.categorie.libelle.clone(), new.categorie.libelle.clone()),
        ("Adresse", address(old), address(new)),
        ("Téléphone", text(old.telephone.clone()), text(new.telephone.clone())),
        ("État", state(old), state(new)),
        ("Ouverture", day(old.ouvert_le), day(new.ouvert_le)),
        ("Fermeture", day(old.ferme_le), day(new.ferme_le)),
        ("SIRET", siret(old), siret(new)),
        ("Entité juridique (FINESS)", entite(old), entite(new)),
    ];
    let changed = both.into_iter().filter(|(_, avant, apres)| avant != apres);
    changed.map(|(quoi, avant, apres)| Detail { quoi: quoi.to_owned(), avant, apres }).collect()
}

fn address(one: &Etablissement) -> String {
    let mut lines = one.adresse.clone();
    lines.push(format!("{} {}", one.code_postal, one.ville).trim().to_owned());
    lines.retain(|line| !line.is_empty());
    lines.join(", ")
}

/// The changes as these communes see them: what moves in from elsewhere opens, what moves out closes; newest first.
#[must_use]
pub fn structures_seen_from(
    mouvements: impl IntoIterator<Item = Mouvement>,
    communes: &BTreeSet<CommuneCode>,
) -> Vec<Mouvement> {
    let inside = |code: Option<CommuneCode>| code.is_some_and(|code| communes.contains(&code));
    let seen = |mut one: Mouvement| {
        one.genre = match (one.genre, inside(one.avant), inside(one.apres)) {
            (_, false, false) => return None,
            (GenreMouvement::Demenagement, true, false) => GenreMouvement::Fermeture,
            (GenreMouvement::Demenagement, false, true) => GenreMouvement::Ouverture,
            (genre, ..) => genre,
        };
        Some(one)
    };
    let mut all: Vec<Mouvement> = mouvements.into_iter().filter_map(seen).collect();
    all.sort_by_key(|one| (std::cmp::Reverse(one.edition), one.id));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::professionnel::Libelle;
    use jiff::civil::date;

    fn open() -> Etablissement {
        Etablissement {
            finess: Finess::read("439900424").unwrap(),
            finess_juridique: None,
            siret: None,
            nom: "MSP DU MARCHE".to_owned(),
            categorie: Libelle { code: "603".to_owned(), libelle: "Maison de santé".to_owned() },
            adresse: vec!["4 AV DE LA FONTAINE".to_owned()],
            code_postal: "43000".to_owned(),
            ville: "LE PUY EN VELAY".to_owned(),
            commune: "43157".parse().ok(),
            telephone: None,
            position: None,
            ouvert_le: None,
            ferme_le: None,
            actif: true,
            absent_du: None,
        }
    }

    fn told(old: &Etablissement, new: &Etablissement) -> Option<(GenreMouvement, String)> {
        let one = compare(Some(old), Some(new), (2, date(2026, 10, 1)))?;
        let what = one.details.iter().map(|detail| detail.quoi.as_str()).collect::<Vec<_>>().join(", ");
        Some((one.genre, what))
    }

    #[test]
    fn a_structure_closes_on_the_day_said_and_a_closed_one_that_leaves_is_no_news() {
        let closing = |day| Etablissement { ferme_le: Some(day), ..open() };
        let closed = closing(date(2026, 9, 15));
        assert_eq!(told(&open(), &closed), Some((GenreMouvement::Fermeture, "Fermeture".to_owned())));
        let later = closing(date(2026, 12, 31));
        assert_eq!(told(&open(), &later), Some((GenreMouvement::Modification, "Fermeture".to_owned())));
        assert_eq!(compare(Some(&closed), None, (2, date(2026, 10, 1))), None);
        assert_eq!(told(&closed, &open()), Some((GenreMouvement::Ouverture, "Fermeture".to_owned())));
    }

    #[test]
    fn a_name_and_a_category_are_told_and_communes_that_merge_move_nobody() {
        let hospital = Libelle { code: "101".to_owned(), libelle: "Centre hospitalier".to_owned() };
        let other = Etablissement { nom: "CH".to_owned(), categorie: hospital, ..open() };
        assert_eq!(told(&open(), &other), Some((GenreMouvement::Modification, "Nom, Catégorie".to_owned())));
        let merged = Etablissement { commune: "43040".parse().ok(), ..open() };
        assert_eq!(told(&open(), &merged), None);
        let moved = Etablissement { ville: "BRIOUDE".to_owned(), ..merged };
        assert_eq!(told(&open(), &moved), Some((GenreMouvement::Demenagement, "Adresse".to_owned())));
    }
}
