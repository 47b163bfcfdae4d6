//! The table of communes as files and blobs hold it, before it is indexed.

use super::commune::{AncienCode, Commune, Departement, Edition, Epci, Position, Region};
use crate::tableau::{self, TableauError};
use std::fmt::{self, Write as _};

const KIND: &str = "maillage-communes";

/// An edition of the communes of France.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCommunes {
    /// What it is.
    pub edition: Edition,
    /// By code.
    pub regions: Vec<Region>,
    /// By code.
    pub departements: Vec<Departement>,
    /// By SIREN.
    pub epcis: Vec<Epci>,
    /// By code, without double.
    pub communes: Vec<Commune>,
    /// By code; an ambiguous old code appears several times.
    pub anciens: Vec<AncienCode>,
}

impl TableCommunes {
    /// The table compiled into the program.
    pub fn embedded() -> Result<Self, TableauError> {
        Self::from_bytes(include_bytes!("../../data/communes.tsv.gz"))
    }

    /// Gzipped text to store; the same table gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        tableau::pack(&self.text())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("@{KIND}\t1\n");
        // Writing to a String does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> fmt::Result {
        let Edition { cog, population, attribution, licence } = &self.edition;
        writeln!(text, "@edition\ncog\t{cog}\npopulation\t{population}")?;
        writeln!(text, "attribution\t{attribution}\nlicence\t{licence}\n@regions")?;
        for region in &self.regions {
            writeln!(text, "{}\t{}", region.code, region.nom)?;
        }
        text.push_str("@departements\n");
        for departement in &self.departements {
            writeln!(text, "{}\t{}\t{}", departement.code, departement.nom, departement.region)?;
        }
        text.push_str("@epcis\n");
        for epci in &self.epcis {
            writeln!(text, "{}\t{}\t{}", epci.siren, epci.nom, epci.nature)?;
        }
        text.push_str("@communes\n");
        for commune in &self.communes {
            let Commune { code, nom, mere, epci, population, codes_postaux, position, superficie_ha } =
                commune;
            write!(text, "{code}\t{nom}\t{}\t{}", shown(mere), shown(epci))?;
            let (lat, lon) = (position.map(|p| p.lat), position.map(|p| p.lon));
            write!(text, "\t{}\t{codes_postaux}\t{}\t{}", shown(population), shown(&lat), shown(&lon))?;
            writeln!(text, "\t{}", shown(superficie_ha))?;
        }
        text.push_str("@anciens\n");
        for ancien in &self.anciens {
            writeln!(text, "{}\t{}\t{}\t{}", ancien.code, ancien.nom, ancien.actuel, ancien.nature.as_str())?;
        }
        Ok(())
    }

    /// What [`Self::to_bytes`] gave, or the embedded table.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TableauError> {
        let text = tableau::unpack(bytes, KIND)?;
        let mut table = Self::empty();
        for line in tableau::lines(&text, KIND) {
            match line.section {
                "edition" => table.read_edition(&line)?,
                "regions" => {
                    let [code, nom] = line.fields()?;
                    table.regions.push(Region { code: code.into(), nom: nom.into() });
                }
                "departements" => {
                    let [code, nom, region] = line.fields()?;
                    let code = line.read(code)?;
                    table.departements.push(Departement { code, nom: nom.into(), region: region.into() });
                }
                "epcis" => {
                    let [siren, nom, nature] = line.fields()?;
                    let siren = line.read(siren)?;
                    table.epcis.push(Epci { siren, nom: nom.into(), nature: nature.into() });
                }
                "communes" => table.communes.push(read_commune(&line)?),
                "anciens" => {
                    let [code, nom, actuel, nature] = line.fields()?;
                    let (code, actuel, nature) = (line.read(code)?, line.read(actuel)?, line.read(nature)?);
                    table.anciens.push(AncienCode { code, nom: nom.into(), actuel, nature });
                }
                other => return Err(line.error(format!("section «\u{a0}{other}\u{a0}» inconnue"))),
            }
        }
        table.checked()
    }

    /// A table without any line, to be filled.
    pub(crate) fn empty() -> Self {
        let edition = Edition {
            cog: String::new(),
            population: String::new(),
            attribution: String::new(),
            licence: String::new(),
        };
        let (regions, departements, epcis) = (Vec::new(), Vec::new(), Vec::new());
        Self { edition, regions, departements, epcis, communes: Vec::new(), anciens: Vec::new() }
    }

    fn read_edition(&mut self, line: &tableau::Line<'_>) -> Result<(), TableauError> {
        let [key, value] = line.fields()?;
        let field = match key {
            "cog" => &mut self.edition.cog,
            "population" => &mut self.edition.population,
            "attribution" => &mut self.edition.attribution,
            "licence" => &mut self.edition.licence,
            other => return Err(line.error(format!("clé «\u{a0}{other}\u{a0}» inconnue"))),
        };
        value.clone_into(field);
        Ok(())
    }

    /// Binary searches rest on the order of the lines.
    fn checked(self) -> Result<Self, TableauError> {
        let sorted = self.communes.is_sorted_by(|a, b| a.code < b.code)
            && self.epcis.is_sorted_by(|a, b| a.siren < b.siren)
            && self.departements.is_sorted_by(|a, b| a.code < b.code)
            && self.anciens.is_sorted_by_key(|ancien| ancien.code);
        let line = self.communes.len();
        let message = "lignes dans le désordre ou en double".to_owned();
        if sorted { Ok(self) } else { Err(TableauError::Line { table: KIND, line, message }) }
    }
}

fn shown<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

fn read_commune(line: &tableau::Line<'_>) -> Result<Commune, TableauError> {
    let [code, nom, mere, epci, population, codes_postaux, lat, lon, superficie] = line.fields()?;
    let position = match (line.option(lat)?, line.option(lon)?) {
        (Some(lat), Some(lon)) => Some(Position { lon, lat }),
        _ => None,
    };
    Ok(Commune {
        code: line.read(code)?,
        nom: nom.into(),
        mere: line.option(mere)?,
        epci: line.option(epci)?,
        population: line.option(population)?,
        codes_postaux: codes_postaux.into(),
        position,
        superficie_ha: line.option(superficie)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_writes_itself_again() {
        let bytes = include_bytes!("../../data/communes.tsv.gz");
        let table = TableCommunes::from_bytes(bytes).unwrap();
        assert_eq!(tableau::unpack(bytes, KIND).unwrap(), table.text()[KIND.len() + 4..]);
        assert_eq!(TableCommunes::from_bytes(&table.to_bytes()).unwrap(), table);
        let counts = (table.regions.len(), table.departements.len(), table.epcis.len(), table.communes.len());
        assert_eq!(counts, (26, 109, 1255, 35_014));
        assert_eq!(table.anciens.len(), 4242);
    }

    #[test]
    fn a_spoiled_blob_is_refused() {
        let table = TableCommunes::embedded().unwrap();
        let bytes = table.to_bytes();
        assert!(matches!(TableCommunes::from_bytes(&bytes[..bytes.len() / 2]), Err(TableauError::Unpack(_))));
        let text = table.text();
        for spoiled in
            [text.replace("\t1\n@edition", "\t2\n@edition"), text.replacen("01001\t", "01003\t", 1)]
        {
            assert!(TableCommunes::from_bytes(&tableau::pack(&spoiled)).is_err());
        }
    }
}
