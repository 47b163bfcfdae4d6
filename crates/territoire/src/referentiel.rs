//! The communes of France in memory, immutable: looked up by code, département, EPCI, postcode, name or old code.
//! Built from the embedded tables or from imported ones; about 10 MB.

mod commune;
mod index;
mod recherche;
mod table;

pub use crate::tableau::TableauError;
pub use commune::{AncienCode, Commune, Departement, Edition, Epci, NatureAncien, Position, Region};
pub(crate) use recherche::plier;
pub use table::TableCommunes;

use crate::indicateur::{INCONNU, Meta, TableIndicateurs};
use identifiants::{CommuneCode, DepartementCode, Siren};
pub(crate) use index::Total;
use index::{ABSENT, Totaux};
use recherche::Noms;

/// Every commune with its figures. Cheap to share behind an `Arc`; a new edition is a new value.
#[derive(Debug)]
pub struct Referentiel {
    table: TableCommunes,
    /// [`CommuneCode::rank`] to index in `table.communes`.
    rangs: Vec<u32>,
    /// Index of the EPCI of each commune.
    epci: Vec<u32>,
    /// Index of the département of each commune.
    departement: Vec<u32>,
    /// Postcode and index of commune, in order.
    postaux: Vec<(u32, u32)>,
    noms: Noms,
    /// Paris, Lyon, Marseille.
    meres: Vec<CommuneCode>,
    pub(crate) totaux: Totaux,
    meta: Meta,
    /// Values by column, then by commune.
    colonnes: Vec<Vec<i32>>,
}

impl Referentiel {
    /// The tables compiled into the program.
    pub fn embedded() -> Result<Self, TableauError> {
        Ok(Self::new(TableCommunes::embedded()?, TableIndicateurs::embedded()?))
    }

    /// Indexes an edition of communes and one of indicators. Figures of unknown communes are left aside.
    pub fn new(table: TableCommunes, indicateurs: TableIndicateurs) -> Self {
        let mut rangs = vec![ABSENT; CommuneCode::RANKS];
        for (at, commune) in table.communes.iter().enumerate() {
            rangs[commune.code.rank()] = at as u32;
        }
        let siren = |wanted: Siren| table.epcis.binary_search_by_key(&wanted, |epci| epci.siren).ok();
        let home = |code: CommuneCode| {
            table.departements.binary_search_by_key(&code.departement(), |departement| departement.code).ok()
        };
        let place = |found: Option<usize>| found.map_or(ABSENT, |at| at as u32);
        let epci = table.communes.iter().map(|commune| place(commune.epci.and_then(siren))).collect();
        let departement = table.communes.iter().map(|commune| place(home(commune.code))).collect();
        let mut meres: Vec<CommuneCode> = table.communes.iter().filter_map(|commune| commune.mere).collect();
        meres.dedup();
        let colonnes = index::aligned(&rangs, table.communes.len(), &indicateurs);
        let (postaux, noms) = (index::postcodes(&table.communes), Noms::of(&table));
        let (totaux, meta) = (Totaux::default(), indicateurs.meta);
        let mut built =
            Self { table, rangs, epci, departement, postaux, noms, meres, totaux, meta, colonnes };
        built.totaux = built.count();
        built
    }

    fn count(&self) -> Totaux {
        let mut totaux = Totaux {
            epcis: vec![Total::default(); self.table.epcis.len()],
            departements: vec![Total::default(); self.table.departements.len()],
        };
        for (at, commune) in self.table.communes.iter().enumerate().filter(|(_, c)| !c.is_arrondissement()) {
            if let Some(epci) = self.epci_index(at) {
                totaux.epcis[epci].add(commune);
            }
            if let Some(departement) = self.departement_index(at) {
                totaux.departements[departement].add(commune);
            }
        }
        totaux
    }

    /// What the communes and populations are.
    pub fn edition(&self) -> &Edition {
        &self.table.edition
    }

    /// What the indicators are.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Communes and arrondissements, by code.
    pub fn communes(&self) -> &[Commune] {
        &self.table.communes
    }

    /// A commune or an arrondissement of today.
    pub fn commune(&self, code: CommuneCode) -> Option<&Commune> {
        self.index(code).map(|at| &self.table.communes[at])
    }

    pub(crate) fn index(&self, code: CommuneCode) -> Option<usize> {
        Some(self.rangs[code.rank()]).filter(|at| *at != ABSENT).map(|at| at as usize)
    }

    pub(crate) fn epci_index(&self, commune: usize) -> Option<usize> {
        Some(self.epci[commune]).filter(|at| *at != ABSENT).map(|at| at as usize)
    }

    pub(crate) fn departement_index(&self, commune: usize) -> Option<usize> {
        Some(self.departement[commune]).filter(|at| *at != ABSENT).map(|at| at as usize)
    }

    /// The figure of a commune in a column, in units of the column.
    pub(crate) fn valeur(&self, colonne: usize, commune: usize) -> Option<i32> {
        Some(self.colonnes[colonne][commune]).filter(|value| *value != INCONNU)
    }

    /// Area in hectares; that of Paris, Lyon and Marseille is the sum of their arrondissements.
    pub(crate) fn superficie_ha(&self, commune: usize) -> Option<i64> {
        let commune = &self.table.communes[commune];
        if commune.superficie_ha.is_some() || !self.has_arrondissements(commune.code) {
            return commune.superficie_ha.map(i64::from);
        }
        let parts = self.of_departement(commune.code.departement()).iter();
        parts
            .filter(|part| part.mere == Some(commune.code))
            .map(|part| part.superficie_ha.map(i64::from))
            .sum()
    }

    /// Communes and arrondissements of a département, by code.
    pub fn of_departement(&self, code: DepartementCode) -> &[Commune] {
        let communes = &self.table.communes;
        let start = communes.partition_point(|commune| commune.code.departement() < code);
        let length = communes[start..].partition_point(|commune| commune.code.departement() == code);
        &communes[start..start + length]
    }

    /// Communes of an EPCI, by code, arrondissements left out.
    pub fn of_epci(&self, siren: Siren) -> impl Iterator<Item = &Commune> {
        self.table.communes.iter().filter(move |c| c.epci == Some(siren) && !c.is_arrondissement())
    }

    /// Communes that a postcode serves.
    pub fn of_postcode(&self, code: &str) -> impl Iterator<Item = &Commune> {
        let wanted = if code.len() == 5 { code.parse::<u32>().unwrap_or(ABSENT) } else { ABSENT };
        let start = self.postaux.partition_point(|(postcode, _)| *postcode < wanted);
        self.postaux[start..]
            .iter()
            .take_while(move |(postcode, _)| *postcode == wanted)
            .map(|(_, at)| &self.table.communes[*at as usize])
    }

    /// The arrondissements of Paris, Lyon or Marseille; any other commune alone. Without double count: the smallest
    /// parts on which two territories can be compared.
    pub fn mailles(&self, code: CommuneCode) -> Vec<CommuneCode> {
        if !self.meres.contains(&code) {
            return vec![code];
        }
        let parts = self.of_departement(code.departement()).iter();
        parts.filter(|part| part.mere == Some(code)).map(|part| part.code).collect()
    }

    /// True for Paris, Lyon and Marseille.
    pub fn has_arrondissements(&self, code: CommuneCode) -> bool {
        self.meres.contains(&code)
    }

    /// Every département, by code.
    pub fn departements(&self) -> &[Departement] {
        &self.table.departements
    }

    /// A département.
    pub fn departement(&self, code: DepartementCode) -> Option<&Departement> {
        let all = &self.table.departements;
        all.binary_search_by_key(&code, |departement| departement.code).ok().map(|at| &all[at])
    }

    /// Every region, by code.
    pub fn regions(&self) -> &[Region] {
        &self.table.regions
    }

    /// Every EPCI, by SIREN.
    pub fn epcis(&self) -> &[Epci] {
        &self.table.epcis
    }

    /// An EPCI.
    pub fn epci(&self, siren: Siren) -> Option<&Epci> {
        let all = &self.table.epcis;
        all.binary_search_by_key(&siren, |epci| epci.siren).ok().map(|at| &all[at])
    }

    /// The EPCI that have a commune in a département, by name.
    pub fn epcis_of_departement(&self, code: DepartementCode) -> Vec<&Epci> {
        let mut sirens: Vec<Siren> =
            self.of_departement(code).iter().filter_map(|commune| commune.epci).collect();
        sirens.sort_unstable();
        sirens.dedup();
        let mut epcis: Vec<&Epci> = sirens.into_iter().filter_map(|siren| self.epci(siren)).collect();
        epcis.sort_by_key(|epci| kernel::fold(&epci.nom));
        epcis
    }

    /// What an old code leads to: nothing, one commune, or several when it is ambiguous.
    pub fn anciens(&self, code: CommuneCode) -> &[AncienCode] {
        let all = &self.table.anciens;
        let start = all.partition_point(|ancien| ancien.code < code);
        let length = all[start..].partition_point(|ancien| ancien.code == code);
        &all[start..start + length]
    }

    /// Communes of exactly that name, accents, case, hyphens and leading article aside; by code.
    pub fn named(&self, nom: &str) -> Vec<&Commune> {
        self.noms.exact(nom).into_iter().map(|at| &self.table.communes[at]).collect()
    }

    /// Communes for a text typed by a person: name, beginning of a name or of its words, code, postcode, old name.
    /// Best first: exact, then beginnings, then the largest population.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Commune> {
        self.noms.search(self, text, limit).into_iter().map(|at| &self.table.communes[at]).collect()
    }
}

/// The embedded tables, read once for all the tests of a process.
#[cfg(test)]
pub(crate) fn france() -> &'static Referentiel {
    static FRANCE: std::sync::LazyLock<Referentiel> =
        std::sync::LazyLock::new(|| Referentiel::embedded().unwrap());
    &FRANCE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CommuneCode {
        text.parse().unwrap()
    }

    #[test]
    fn knows_the_whole_of_france() {
        let france = france();
        assert_eq!(france.edition().cog, "COG 2026");
        assert_eq!(france.commune(code("43157")).unwrap().nom.as_ref(), "Le Puy-en-Velay");
        assert_eq!(france.of_departement("974".parse().unwrap()).len(), 24);
        assert_eq!(france.of_departement("2A".parse().unwrap()).len(), 124);
        assert_eq!(france.of_departement("75".parse().unwrap()).len(), 21);
        assert!(france.of_departement("985".parse().unwrap()).is_empty());
        let communes = france.communes().iter().filter(|commune| !commune.is_arrondissement());
        let population: i64 = communes.filter_map(|commune| commune.population).map(i64::from).sum();
        assert_eq!(population, 68_952_941);
    }

    #[test]
    fn old_codes_postcodes_and_epci() {
        let france = france();
        assert_eq!(france.anciens(code("01003"))[0].actuel, code("01165"));
        assert_eq!(france.anciens(code("55273")).len(), 2);
        assert!(france.anciens(code("01001")).is_empty() && france.commune(code("01003")).is_none());
        assert!(france.of_postcode("43000").any(|commune| commune.code == code("43157")));
        assert_eq!(france.of_postcode("4300").count() + france.of_postcode("").count(), 0);
        let siren = "200073427".parse().unwrap();
        assert_eq!(france.epci(siren).unwrap().nom, "CC Marches du Velay-Rochebaron");
        assert!(france.of_epci(siren).all(|commune| commune.code.departement().as_str() == "43"));
        assert!(france.epcis_of_departement("43".parse().unwrap()).len() > 5);
    }

    #[test]
    fn three_cities_split_into_arrondissements() {
        let france = france();
        let count = |text| france.mailles(code(text)).len();
        assert_eq!((count("75056"), count("69123"), count("13055"), count("43157")), (20, 9, 16, 1));
        assert!(france.has_arrondissements(code("75056")) && !france.has_arrondissements(code("75101")));
    }
}
