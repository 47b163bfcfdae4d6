//! Where somebody lives: a name or a postcode, the communes that it may be, whose territory it is.

use db::Tx;
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::{Cpts, Id};
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::Atlas;
use territoire::atlas::Etat;
use territoire::referentiel::Commune;
use web::{App, Problem};

/// Communes offered at most when a text may be several.
const CHOIX: usize = 12;

/// What is known of places, on that day, for that CPTS.
pub(super) struct Lieux {
    etat: Option<Arc<Etat>>,
    jour: Date,
    cpts: Id<Cpts>,
}

/// A commune, and whether it is ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lieu {
    pub(super) code: CommuneCode,
    pub(super) nom: String,
    pub(super) ici: bool,
}

/// Why a text names no commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Faute {
    /// Nothing was typed.
    Vide,
    /// No commune has that name or that postcode.
    Inconnue,
    /// One of these.
    Plusieurs(Vec<(CommuneCode, String)>),
}

impl Faute {
    pub(super) const fn en_mots(&self) -> &'static str {
        match self {
            Self::Vide => "Ce champ est obligatoire.",
            Self::Inconnue => {
                "Nous ne connaissons pas cette commune\u{a0}: écrivez son nom en entier, ou son code postal."
            }
            Self::Plusieurs(_) => {
                "Plusieurs communes sont possibles\u{a0}: choisissez la vôtre dans la liste."
            }
        }
    }
}

impl Lieux {
    pub(super) async fn read(app: &App, tx: &mut Tx) -> Result<Self, Problem> {
        let etat = match app.find::<Atlas>() {
            Some(atlas) => Some(atlas.at(tx).await?),
            None => None,
        };
        Ok(Self { etat, jour: kernel::today(tx.ctx().now), cpts: tx.cpts() })
    }

    /// The commune that a text names; `choisie` is the one picked in the list that was shown.
    pub(super) fn find(&self, text: &str, choisie: &str) -> Result<Lieu, Faute> {
        if text.is_empty() {
            return Err(Faute::Vide);
        }
        let Some(etat) = &self.etat else {
            let code = text.parse().map_err(|_| Faute::Inconnue)?;
            return Ok(Lieu { code, nom: text.to_owned(), ici: true });
        };
        let (all, exact) = match postcode(text) {
            Some((code, name)) if !name.is_empty() => (both(etat, code, &name), false),
            Some((code, _)) => candidates(etat, code, true),
            None => candidates(etat, text, false),
        };
        if let Some(one) = all.iter().find(|one| one.code.to_string() == choisie) {
            return Ok(self.lieu(one));
        }
        let mut ours = all.iter().filter(|one| self.est_ici(one.code));
        match (all.as_slice(), ours.next(), ours.next()) {
            ([], ..) => Err(Faute::Inconnue),
            ([one], ..) => Ok(self.lieu(one)),
            // Of several communes of one name, ours is meant; a postcode or the beginning of a name says less.
            (_, Some(one), None) if exact => Ok(self.lieu(one)),
            _ => Err(Faute::Plusieurs(self.offered(etat, &all))),
        }
    }

    /// Ours first, each with its département.
    fn offered(&self, etat: &Etat, all: &[&Commune]) -> Vec<(CommuneCode, String)> {
        let mut sorted: Vec<&&Commune> = all.iter().collect();
        sorted.sort_by_key(|one| !self.est_ici(one.code));
        let words = |one: &Commune| {
            let department = etat.france.departement(one.code.departement());
            department.map_or_else(|| one.nom.to_string(), |it| format!("{} ({})", one.nom, it.nom))
        };
        sorted.into_iter().take(CHOIX).map(|one| (one.code, words(one))).collect()
    }

    fn lieu(&self, one: &Commune) -> Lieu {
        Lieu { code: one.code, nom: one.nom.to_string(), ici: self.est_ici(one.code) }
    }

    fn owners(&self, code: CommuneCode) -> BTreeSet<usize> {
        let Some(etat) = &self.etat else { return BTreeSet::new() };
        let covered = etat.occupation(self.jour);
        etat.france.mailles(code).into_iter().flat_map(|maille| covered.owners(maille).to_vec()).collect()
    }

    /// A CPTS that has not said its communes takes everybody.
    fn est_ici(&self, code: CommuneCode) -> bool {
        let Some(etat) = &self.etat else { return true };
        let Some(mine) = etat.rank(self.cpts) else { return true };
        let silent = etat.cpts.get(mine).is_none_or(|one| one.communes(self.jour).is_empty());
        silent || self.owners(code).contains(&mine)
    }

    /// The CPTS of this site whose territory it is: its name and its address.
    pub(super) fn autres(&self, code: CommuneCode) -> Vec<(String, String)> {
        let Some(etat) = &self.etat else { return Vec::new() };
        let known = self.owners(code).into_iter().filter_map(|rank| etat.cpts.get(rank));
        known.map(|one| (one.nom.clone(), format!("/{}/medecin-traitant", one.slug))).collect()
    }
}

impl Lieux {
    /// A commune by its code, if it is one.
    pub(super) fn connue(&self, code: CommuneCode) -> Option<Lieu> {
        let known = self.etat.as_ref().and_then(|etat| etat.france.commune(code));
        known.map(|one| self.lieu(one))
    }

    /// The name of a commune, or its code.
    pub(super) fn nom(&self, code: CommuneCode) -> String {
        let known =
            self.etat.as_ref().and_then(|etat| etat.france.commune(code).map(|one| one.nom.to_string()));
        known.unwrap_or_else(|| code.to_string())
    }
}

/// The postcode of a text, and what else it says: « 43000 Le Puy-en-Velay », « Le Puy-en-Velay (43000) ».
fn postcode(text: &str) -> Option<(&str, String)> {
    let mut words = text.split(|sign: char| !sign.is_alphanumeric());
    let code = words.find(|word| word.len() == 5 && word.bytes().all(|sign| sign.is_ascii_digit()))?;
    Some((code, kernel::fold(&text.replacen(code, " ", 1))))
}

/// The communes of a postcode that have this name, or one that begins so; all of them when none has; those of the name when
/// the postcode serves none.
fn both<'a>(etat: &'a Etat, code: &str, name: &str) -> Vec<&'a Commune> {
    let served: Vec<&Commune> = etat.france.of_postcode(code).collect();
    let named: BTreeSet<CommuneCode> = etat.france.named(name).iter().map(|one| one.code).collect();
    let is_named =
        |one: &Commune| named.contains(&one.code) || one.mere.is_some_and(|it| named.contains(&it));
    let whole: Vec<&Commune> = served.iter().copied().filter(|one| is_named(one)).collect();
    let begun = || served.iter().copied().filter(|one| kernel::fold(&one.nom).starts_with(name)).collect();
    let found = if whole.is_empty() { begun() } else { whole };
    match (found.is_empty(), served.is_empty()) {
        (false, _) => only_parts(found),
        (true, false) => only_parts(served),
        (true, true) => candidates(etat, name, false).0,
    }
}

/// A city stands for its arrondissements unless these are there.
fn only_parts(mut all: Vec<&Commune>) -> Vec<&Commune> {
    let parts: BTreeSet<CommuneCode> = all.iter().filter_map(|one| one.mere).collect();
    all.retain(|one| !parts.contains(&one.code));
    all
}

/// The communes that a text may name, and whether it is the name of each.
fn candidates<'a>(etat: &'a Etat, text: &str, postcode: bool) -> (Vec<&'a Commune>, bool) {
    let france = &etat.france;
    let mut all: Vec<&Commune> =
        if postcode { france.of_postcode(text).collect() } else { france.named(text) };
    let exact = !postcode && !all.is_empty();
    if all.is_empty() {
        all = france.search(text, CHOIX);
    }
    (only_parts(all), exact)
}
