//! The table of communes.

use super::{Bilan, Import, Rejeter, walk};
use crate::fichier::{Colonne, Fichier, Illisible, Ligne, Rejet};
use crate::referentiel::{Commune, Edition, Epci, Position, TableCommunes};
use identifiants::{CommuneCode, Siren};
use std::collections::BTreeMap;
use std::io::Read;
use ui::francais::compte;

fn columns() -> Vec<Colonne> {
    vec![
        Colonne::requise("code_insee", &["codgeo", "code commune", "insee", "com", "code"]),
        Colonne::requise("nom", &["libgeo", "libelle", "nom commune", "commune"]),
        Colonne::requise("code_departement", &["dep", "departement code"]),
        Colonne::requise("code_region", &["reg", "region code"]),
        Colonne::requise("epci_siren", &["siren epci", "epci", "code epci"]),
        Colonne::requise("epci_nom", &["nom epci", "libelle epci"]),
        Colonne::requise("population", &["population municipale", "pmun", "pop"]),
        Colonne::requise("codes_postaux", &["code postal", "codes postaux", "cp"]),
        Colonne::requise("lat", &["latitude"]),
        Colonne::requise("lon", &["longitude", "lng"]),
        Colonne::option("type", &["typecom"]),
        Colonne::option("commune_mere", &["comparent", "commune parente"]),
        Colonne::option("superficie_km2", &["superficie", "surface km2"]),
    ]
}

/// Reads a file of communes over the present table. `edition` names the new vintages; without it, the present
/// names stay, with a word that the table was completed.
pub fn communes(
    present: &TableCommunes,
    source: impl Read,
    edition: Option<Edition>,
    rejeter: Rejeter<'_>,
) -> Result<Import<TableCommunes>, Illisible> {
    let mut fichier = Fichier::open(source, &columns())?;
    let mut pile = Pile {
        present,
        communes: present.communes.iter().map(|commune| (commune.code, commune.clone())).collect(),
        epcis: present.epcis.iter().map(|epci| (epci.siren, epci.clone())).collect(),
        lignes: BTreeMap::new(),
        bilan: Bilan::default(),
    };
    let counts = walk(&mut fichier, rejeter, |ligne| pile.line(ligne))?;
    let bilan = Bilan { lus: counts.lus, rejetes: counts.rejetes, ..pile.bilan };
    let mut avis = fichier.avis();
    let absent = present.communes.len() - pile.lignes.keys().filter(|code| pile.is_known(**code)).count();
    if absent > 0 {
        let left = compte(absent as i64, "commune actuelle n’est", "communes actuelles ne sont");
        avis.push(format!(
            "{left} pas dans ce fichier\u{a0}: rien n’y change. Pour retirer les communes qui ont fusionné, importez \
             aussi la table des anciens codes."
        ));
    }
    let untouched = bilan.ajoutes + bilan.modifies == 0;
    let kept = || if untouched { present.edition.clone() } else { completed(&present.edition) };
    let edition = edition.unwrap_or_else(kept);
    let edition = TableCommunes {
        edition,
        communes: pile.communes.into_values().collect(),
        epcis: pile.epcis.into_values().collect(),
        ..present.clone()
    };
    Ok(Import { edition, bilan, avis })
}

/// The names of an edition that lines of an unnamed file completed.
fn completed(edition: &Edition) -> Edition {
    const WORD: &str = ", complétée par import";
    let population = format!("{}{WORD}", edition.population.trim_end_matches(WORD));
    Edition { population, ..edition.clone() }
}

struct Pile<'a> {
    present: &'a TableCommunes,
    communes: BTreeMap<CommuneCode, Commune>,
    epcis: BTreeMap<Siren, Epci>,
    /// Line of each code already read.
    lignes: BTreeMap<CommuneCode, u64>,
    bilan: Bilan,
}

impl Pile<'_> {
    fn is_known(&self, code: CommuneCode) -> bool {
        self.present.communes.binary_search_by_key(&code, |commune| commune.code).is_ok()
    }

    fn line(&mut self, ligne: &Ligne<'_>) -> Result<(), Rejet> {
        let code: CommuneCode = ligne.read("code_insee")?;
        if let Some(first) = self.lignes.get(&code) {
            return Err(ligne.refuse("code_insee", format!("Ce code est déjà donné à la ligne {first}.")));
        }
        if !self.communes.contains_key(&code)
            && let Some(ancien) = self.present.anciens.iter().find(|a| a.code == code)
        {
            let raison =
                format!("{code} est un ancien code\u{a0}: la commune est aujourd’hui {}.", ancien.actuel);
            return Err(ligne.refuse("code_insee", raison));
        }
        self.place(ligne, code)?;
        let epci = read_epci(ligne)?;
        let commune = Commune {
            code,
            nom: read_name(ligne)?,
            mere: self.mere(ligne, code)?,
            epci: epci.as_ref().map(|epci| epci.siren),
            population: ligne.whole("population")?,
            codes_postaux: read_postcodes(ligne)?,
            position: read_position(ligne)?,
            superficie_ha: self.area(ligne, code)?,
        };
        self.lignes.insert(code, ligne.numero);
        self.bilan.compare(self.communes.get(&code), &commune);
        self.communes.insert(code, commune);
        if let Some(epci) = epci {
            let nature = self.epcis.get(&epci.siren).map(|known| known.nature.clone()).unwrap_or_default();
            self.epcis.insert(epci.siren, Epci { nature, ..epci });
        }
        Ok(())
    }

    /// Département and région must be those of the code.
    fn place(&self, ligne: &Ligne<'_>, code: CommuneCode) -> Result<(), Rejet> {
        let departement = code.departement();
        let stated = ligne.get("code_departement");
        if !stated.is_empty() && !stated.eq_ignore_ascii_case(departement.as_str()) {
            let raison = format!("Le code {code} est du département {departement}.");
            return Err(ligne.refuse("code_departement", raison));
        }
        let Some(known) = self.present.departements.iter().find(|known| known.code == departement) else {
            return Err(ligne.refuse("code_insee", format!("Le département {departement} n’existe pas.")));
        };
        let region = ligne.get("code_region");
        if !region.is_empty() && region != known.region {
            let raison = format!("Le département {departement} est dans la région {}.", known.region);
            return Err(ligne.refuse("code_region", raison));
        }
        Ok(())
    }

    /// Without the columns, an arrondissement stays what it is.
    fn mere(&self, ligne: &Ligne<'_>, code: CommuneCode) -> Result<Option<CommuneCode>, Rejet> {
        match (ligne.get("type"), ligne.get("commune_mere")) {
            ("", "") => Ok(self.communes.get(&code).and_then(|commune| commune.mere)),
            ("COM", "") => Ok(None),
            ("ARM" | "", _) => {
                let mere: CommuneCode = ligne.read("commune_mere")?;
                if self.communes.contains_key(&mere) {
                    Ok(Some(mere))
                } else {
                    Err(ligne.refuse("commune_mere", format!("Aucune commune n’a le code {mere}.")))
                }
            }
            _ => Err(ligne.refuse(
                "type",
                "COM (commune) ou ARM (arrondissement municipal, avec sa commune mère) est attendu.",
            )),
        }
    }

    /// Without the column, the area stays what it is.
    fn area(&self, ligne: &Ligne<'_>, code: CommuneCode) -> Result<Option<u32>, Rejet> {
        match ligne.decimal("superficie_km2")? {
            None => Ok(self.communes.get(&code).and_then(|commune| commune.superficie_ha)),
            Some(km2) if (0.0..100_000.0).contains(&km2) => Ok(Some((km2 * 100.0).round() as u32)),
            Some(_) => Err(ligne.refuse(
                "superficie_km2",
                "Une superficie de commune est comprise entre 0 et 100\u{a0}000\u{a0}km².",
            )),
        }
    }
}

fn read_name(ligne: &Ligne<'_>) -> Result<Box<str>, Rejet> {
    match ligne.text("nom")? {
        "" => Err(ligne.refuse("nom", "Le nom de la commune est vide.")),
        nom => Ok(nom.into()),
    }
}

/// `ZZZZZZZZZ` is how INSEE writes « no EPCI ».
fn read_epci(ligne: &Ligne<'_>) -> Result<Option<Epci>, Rejet> {
    let text = ligne.get("epci_siren");
    if text.is_empty() || text.bytes().all(|byte| byte == b'Z') {
        return Ok(None);
    }
    let nom = ligne.text("epci_nom")?.to_owned();
    Ok(Some(Epci { siren: ligne.read("epci_siren")?, nom, nature: String::new() }))
}

fn read_postcodes(ligne: &Ligne<'_>) -> Result<Box<str>, Rejet> {
    let codes = ligne.get("codes_postaux").split(|c: char| c.is_whitespace() || ",;|/".contains(c));
    let codes: Vec<&str> = codes.filter(|code| !code.is_empty()).collect();
    let is_postcode = |code: &&str| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit());
    if codes.iter().all(is_postcode) {
        Ok(codes.join(" ").into())
    } else {
        Err(ligne.refuse(
            "codes_postaux",
            "Un code postal a 5 chiffres\u{a0}; plusieurs codes sont séparés par des espaces.",
        ))
    }
}

fn read_position(ligne: &Ligne<'_>) -> Result<Option<Position>, Rejet> {
    match (ligne.decimal("lat")?, ligne.decimal("lon")?) {
        (None, None) => Ok(None),
        (Some(lat), Some(lon)) => Position::from_degrees(lat, lon).map(Some).ok_or_else(|| {
            ligne.refuse("lat", "La latitude va de -90 à 90 degrés et la longitude de -180 à 180 (WGS84).")
        }),
        _ => {
            Err(ligne
                .refuse("lat", "La latitude et la longitude vont ensemble\u{a0}: l’une des deux manque."))
        }
    }
}
