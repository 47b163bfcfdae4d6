use crate::professionnel::Libelle;
use identifiants::{CommuneCode, Finess, Siret};
use jiff::civil::Date;

/// A site of FINESS: hospital, pharmacy, maison de santé, home…
#[derive(Debug, Clone, PartialEq)]
pub struct Etablissement {
    /// Its number.
    pub finess: Finess,
    /// Number of the legal entity that it belongs to.
    pub finess_juridique: Option<Finess>,
    /// Its number at INSEE.
    pub siret: Option<Siret>,
    /// Its name, the long one when there are two.
    pub nom: String,
    /// Its category (TRE_R397): 603 maison de santé, 620 pharmacy…
    pub categorie: Libelle,
    /// Lines of the address, without the town.
    pub adresse: Vec<String>,
    /// Postcode.
    pub code_postal: String,
    /// Town, as the postal service writes it.
    pub ville: String,
    /// Commune of today.
    pub commune: Option<CommuneCode>,
    /// Telephone.
    pub telephone: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    pub position: Option<(f64, f64)>,
    /// Opening.
    pub ouvert_le: Option<Date>,
    /// Closing.
    pub ferme_le: Option<Date>,
    /// Whether FINESS says that it works.
    pub actif: bool,
    /// The file where it no longer stands.
    pub absent_du: Option<Date>,
}

impl Etablissement {
    /// Whether it takes people in on that day.
    #[must_use]
    pub fn is_open(&self, jour: Date) -> bool {
        let begun = self.ouvert_le.is_none_or(|day| day <= jour);
        let ended = self.ferme_le.is_some_and(|day| day <= jour);
        self.actif && begun && !ended && self.absent_du.is_none()
    }
}
