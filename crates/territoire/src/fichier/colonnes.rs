//! Columns by name, whatever their order, accents and case.

use super::Illisible;

/// A column that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonne {
    /// Its name in our formats.
    pub nom: String,
    /// Other names that official files give it.
    pub alias: &'static [&'static str],
    /// True when a file without it is refused.
    pub requise: bool,
}

impl Colonne {
    /// A column that a file must have.
    pub fn requise(nom: &str, alias: &'static [&'static str]) -> Self {
        Self { nom: nom.to_owned(), alias, requise: true }
    }

    /// A column that a file may have.
    pub fn option(nom: &str, alias: &'static [&'static str]) -> Self {
        Self { nom: nom.to_owned(), alias, requise: false }
    }

    fn is_called(&self, titre: &str) -> bool {
        let wanted = kernel::fold(titre);
        kernel::fold(&self.nom) == wanted || self.alias.iter().any(|alias| kernel::fold(alias) == wanted)
    }
}

/// The header of a file.
#[derive(Debug)]
pub(super) struct Entete {
    /// As it came.
    pub titres: Vec<String>,
    /// Our name and the place.
    places: Vec<(String, usize)>,
}

impl Entete {
    /// Finds the columns; gives the notices about those that are left out.
    pub(super) fn of(titres: Vec<String>, colonnes: &[Colonne]) -> Result<(Self, Vec<String>), Illisible> {
        let mut places: Vec<(String, usize)> = Vec::new();
        let mut unknown = Vec::new();
        for (at, titre) in titres.iter().enumerate() {
            match colonnes.iter().find(|colonne| colonne.is_called(titre)) {
                Some(colonne) if places.iter().any(|(nom, _)| *nom == colonne.nom) => {
                    return Err(Illisible::Double(colonne.nom.clone()));
                }
                Some(colonne) => places.push((colonne.nom.clone(), at)),
                None if titre.is_empty() => {}
                None => unknown.push(titre.clone()),
            }
        }
        let has = |colonne: &&Colonne| places.iter().any(|(nom, _)| *nom == colonne.nom);
        let manquantes: Vec<String> =
            colonnes.iter().filter(|c| c.requise && !has(c)).map(|c| c.nom.clone()).collect();
        if !manquantes.is_empty() {
            return Err(Illisible::Colonnes { manquantes, trouvees: titres });
        }
        let notice = format!("Colonnes laissées de côté\u{a0}: {}.", unknown.join(", "));
        let avis = if unknown.is_empty() { Vec::new() } else { vec![notice] };
        Ok((Self { titres, places }, avis))
    }

    pub(super) fn place(&self, colonne: &str) -> Option<usize> {
        self.places.iter().find(|(nom, _)| nom == colonne).map(|(_, at)| *at)
    }
}
