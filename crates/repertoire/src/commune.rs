//! In which commune of today a line is: by its code, else by its postcode and the name of its town.

use identifiants::CommuneCode;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use territoire::referentiel::{Commune, Referentiel};

/// Places that are remembered; more are found again.
const REMEMBERED: usize = 100_000;

/// What a file says of a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place<'a> {
    /// INSEE code, often empty, sometimes old.
    pub code: &'a str,
    /// Postcode.
    pub postal: &'a str,
    /// Name of the town.
    pub ville: &'a str,
    /// « 43009 LE PUY EN VELAY CEDEX ».
    pub bureau: &'a str,
}

impl Place<'_> {
    /// A hash of its four texts.
    fn empreinte(&self) -> u64 {
        [self.code, self.postal, self.ville, self.bureau].iter().fold(0, |hash: u64, text| {
            (hash.rotate_left(23) ^ extractions::empreinte(text)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    }
}

/// Finds communes, and remembers.
pub struct Lieux<'a> {
    france: &'a Referentiel,
    codes: Vec<Option<Option<CommuneCode>>>,
    places: HashMap<u64, Option<CommuneCode>, BuildHasherDefault<Already>>,
}

/// What is asked is a hash already.
#[derive(Default)]
struct Already(u64);

impl Hasher for Already {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl<'a> Lieux<'a> {
    /// Over an edition of the communes.
    #[must_use]
    pub fn new(france: &'a Referentiel) -> Self {
        Self { france, codes: vec![None; CommuneCode::RANKS], places: HashMap::default() }
    }

    /// The commune of today; none abroad, and where nothing or several communes answer.
    pub fn find(&mut self, place: &Place<'_>) -> Option<CommuneCode> {
        if let Ok(code) = place.code.parse::<CommuneCode>()
            && let Some(found) = self.of_code(code)
        {
            return Some(found);
        }
        if place.postal.is_empty() && place.bureau.is_empty() {
            return None;
        }
        let key = place.empreinte();
        if let Some(known) = self.places.get(&key) {
            return *known;
        }
        if self.places.len() >= REMEMBERED {
            self.places.clear();
        }
        let found = by_name(self.france, place);
        self.places.insert(key, found);
        found
    }

    fn of_code(&mut self, code: CommuneCode) -> Option<CommuneCode> {
        if let Some(known) = self.codes[code.rank()] {
            return known;
        }
        let found = today(self.france, code);
        self.codes[code.rank()] = Some(found);
        found
    }
}

/// The commune that a code leads to; none when it leads nowhere, or to several.
#[must_use]
pub fn today(france: &Referentiel, code: CommuneCode) -> Option<CommuneCode> {
    if france.commune(code).is_some() {
        return Some(code);
    }
    match france.anciens(code) {
        [ancien] => Some(ancien.actuel),
        _ => None,
    }
}

fn by_name(france: &Referentiel, place: &Place<'_>) -> Option<CommuneCode> {
    let (bureau_postal, bureau_ville) = place.bureau.trim().split_once(' ').unwrap_or_default();
    let postal = if place.postal.is_empty() { bureau_postal } else { place.postal.trim() };
    let ville = if place.ville.trim().is_empty() { bureau_ville } else { place.ville };
    let ville = town(ville);
    let near: Vec<&Commune> = france.of_postcode(postal).collect();
    // An arrondissement has a postcode of its own, under the name of its city.
    let parts: Vec<&&Commune> = near.iter().filter(|commune| commune.is_arrondissement()).collect();
    if let [part] = parts[..] {
        let city = part.mere.and_then(|code| france.commune(code)).map(|city| kernel::fold(&city.nom));
        if city.is_some_and(|city| kernel::fold(&ville).starts_with(&city)) || ville.is_empty() {
            return Some(part.code);
        }
    }
    if ville.is_empty() {
        return only(near.iter().filter(|commune| !commune.is_arrondissement()).map(|commune| commune.code));
    }
    let named = france.named(&ville);
    let same = only(named.iter().filter(|one| near.iter().any(|n| n.code == one.code)).map(|one| one.code));
    // A CEDEX has a postcode that no commune has: the département of its first digits is left.
    same.or_else(|| {
        let here = |one: &&&Commune| is_of(postal, one.code.departement().as_str());
        if near.is_empty() { only(named.iter().filter(here).map(|one| one.code)) } else { None }
    })
}

/// « LE PUY EN VELAY CEDEX 9 » and « LYON 03 » without what the postal service adds.
fn town(text: &str) -> String {
    let upper = text.trim().to_uppercase();
    let bare = upper.split(" CEDEX").next().unwrap_or_default();
    bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).to_owned()
}

/// Whether a postcode belongs to a département; Corsica's begin with 20.
fn is_of(postal: &str, departement: &str) -> bool {
    match departement {
        "2A" | "2B" => postal.starts_with("20"),
        _ => postal.starts_with(departement),
    }
}

fn only(mut codes: impl Iterator<Item = CommuneCode>) -> Option<CommuneCode> {
    let first = codes.next()?;
    codes.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static FRANCE: LazyLock<Referentiel> = LazyLock::new(|| Referentiel::embedded().unwrap());

    fn found(code: &str, postal: &str, ville: &str, bureau: &str) -> String {
        let mut lieux = Lieux::new(&FRANCE);
        let place = Place { code, postal, ville, bureau };
        let (first, again) = (lieux.find(&place), lieux.find(&place));
        assert_eq!(first, again);
        first.map(|code| code.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_code_is_that_of_today_arrondissements_included() {
        assert_eq!(found("43157", "", "", ""), "43157");
        assert_eq!(found("01003", "", "", ""), "01165");
        assert_eq!(found("69383", "69003", "LYON", ""), "69383");
        assert_eq!(found("55273", "", "", ""), "", "an ambiguous old code");
    }

    #[test]
    fn without_a_code_the_postcode_and_the_town_say_where() {
        assert_eq!(found("", "43000", "LE PUY EN VELAY", ""), "43157");
        assert_eq!(found("", "43000", "Aiguilhe", ""), "43002");
        assert_eq!(found("", "43009", "LE PUY EN VELAY CEDEX 9", ""), "43157");
        assert_eq!(found("", "", "", "43012 LE PUY EN VELAY CEDEX"), "43157");
        assert_eq!(found("", "75011", "PARIS 11", ""), "75111");
        assert_eq!(found("", "20000", "AJACCIO", ""), "2A004");
        assert_eq!(found("", "97400", "ST DENIS", ""), "97411");
    }

    #[test]
    fn a_place_that_could_be_several_is_none() {
        assert_eq!(found("", "43000", "", ""), "");
        assert_eq!(found("", "43000", "NULLE PART", ""), "");
        assert_eq!(found("", "", "SAINT DENIS", ""), "");
        assert_eq!(found("", "1201", "GENEVE", ""), "");
        assert_eq!(found("99999", "", "", ""), "");
    }
}
