use crate::bottin::Cadre;
use crate::{Reference, Regard};
use comptes::Telephone;
use identifiants::CommuneCode;
use recherche::Position;
use repertoire::{Etablissement, Exercice};

/// A place of practice, as the official files have it. Telephones and e-mail addresses are given to a reader, never to
/// anybody: a mobile is a person's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Lieu {
    /// Its name.
    pub nom: String,
    /// Its entry, when it has a number.
    pub structure: Option<Reference>,
    /// Lines above the postcode.
    pub lignes: Vec<String>,
    /// Postcode.
    pub code_postal: String,
    /// Town, as the postal service writes it.
    pub ville: String,
    /// Commune of today; an arrondissement in Paris, Lyon and Marseille.
    pub commune: Option<CommuneCode>,
    /// Kind of place.
    pub cadre: Cadre,
    /// Whether care is given there.
    pub soin: bool,
    /// Where it stands, when the file says.
    pub position: Option<Position>,
    telephones: Vec<Numero>,
    courriels: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Numero {
    texte: String,
    /// A mobile, or what cannot be read.
    personnel: bool,
}

fn numero(texte: &str) -> Option<Numero> {
    let texte = texte.trim();
    match texte.parse::<Telephone>() {
        _ if texte.is_empty() => None,
        Ok(read) => Some(Numero { texte: read.to_string(), personnel: read.is_mobile() }),
        Err(_) => Some(Numero { texte: texte.to_owned(), personnel: true }),
    }
}

impl Lieu {
    /// One way of practising somewhere.
    pub(crate) fn of(exercice: &Exercice) -> Self {
        let (structure, adresse) = (&exercice.structure, &exercice.adresse);
        Self {
            nom: structure.nom.clone(),
            structure: structure.finess.map(Reference::Finess).or(structure.siret.map(Reference::Siret)),
            lignes: adresse.lignes.clone(),
            code_postal: adresse.code_postal.clone(),
            ville: adresse.ville.clone(),
            commune: exercice.commune,
            cadre: exercice.mode.into(),
            soin: exercice.is_soin(),
            position: None,
            telephones: exercice.telephones.iter().filter_map(|text| numero(text)).collect(),
            courriels: exercice.courriel.iter().cloned().collect(),
        }
    }

    /// Where a structure known by this line is.
    pub(crate) fn of_site(exercice: &Exercice) -> Self {
        Self { nom: String::new(), structure: None, soin: true, ..Self::of(exercice) }
    }

    /// Where a structure is.
    pub(crate) fn of_etablissement(one: &Etablissement) -> Self {
        Self {
            nom: String::new(),
            structure: None,
            lignes: one.adresse.clone(),
            code_postal: one.code_postal.clone(),
            ville: one.ville.clone(),
            commune: one.commune,
            cadre: Cadre::of_categorie(&one.categorie.code),
            soin: true,
            position: one.position.map(|(lat, lon)| Position { lat, lon }),
            telephones: one.telephone.iter().filter_map(|text| numero(text)).collect(),
            courriels: Vec::new(),
        }
    }

    /// The same place, met in another line of the file.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.structure == other.structure
            && self.commune == other.commune
            && self.lignes == other.lignes
            && self.nom == other.nom
    }

    /// Takes what another line says of the same place.
    pub(crate) fn join(&mut self, other: Self) {
        self.soin |= other.soin;
        for one in other.telephones {
            if !self.telephones.contains(&one) {
                self.telephones.push(one);
            }
        }
        for one in other.courriels {
            if !self.courriels.contains(&one) {
                self.courriels.push(one);
            }
        }
    }

    /// Telephones that this reader may see: for everybody, those of the practice only.
    pub fn telephones(&self, regard: Regard) -> impl Iterator<Item = &str> {
        let shown = self.telephones.iter().filter(move |one| regard != Regard::Public || !one.personnel);
        shown.map(|one| one.texte.as_str())
    }

    /// E-mail addresses that this reader may see: none for everybody.
    pub fn courriels(&self, regard: Regard) -> impl Iterator<Item = &str> {
        self.courriels.iter().filter(move |_| regard != Regard::Public).map(String::as_str)
    }

    /// « 3 Rue des Lilas, 43000 Le Puy-en-Velay ».
    #[must_use]
    pub fn adresse(&self) -> String {
        let ville = format!("{} {}", self.code_postal, self.ville);
        let lines = self.lignes.iter().map(String::as_str).chain([ville.trim()]);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
