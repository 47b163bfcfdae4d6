use crate::bottin::{Cadre, Lieu};
use crate::{Fiche, Genre, Local, Reference, Sujet};
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::Id;
use repertoire::professionnel::cased;
use repertoire::{Categorie, Etablissement, Exercice, Famille, GENERALISTE, Professionnel};
use std::collections::BTreeSet;

kernel::codes! {
    /// What an entry is.
    pub enum Sorte {
        /// Somebody who cares.
        Professionnel = "professionnel", "Professionnels";
        /// A place where people care.
        Structure = "structure", "Structures";
        /// Who helps around care.
        Acteur = "acteur", "Acteurs du territoire";
    }
}

/// How an entry is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nom {
    /// Somebody.
    Personne {
        /// « Dr », « Mme », or nothing.
        civilite: String,
        /// Name in practice.
        nom: String,
        /// First name in practice.
        prenom: String,
    },
    /// Something, or somebody without national number.
    Seul(String),
}

/// Somebody or something, as the official files or the CPTS name it; without what is said of it field by field.
#[derive(Debug, Clone, PartialEq)]
pub struct Entree {
    /// The subject.
    pub reference: Reference,
    /// What it is.
    pub sorte: Sorte,
    /// Its name.
    pub nom: Nom,
    /// Its profession, kind of structure or kind of actor, in words.
    pub metier: String,
    /// As professions are counted; none for what is not a person of the national directory.
    pub famille: Option<&'static Famille>,
    /// Code of the profession (TRE_G15), or the words of [`Self::metier`].
    pub(crate) profession: String,
    /// Codes of the specialities, or their labels.
    pub(crate) specialites: Vec<String>,
    /// Where it practises or what it serves.
    pub communes: BTreeSet<CommuneCode>,
    /// Places of practice.
    pub lieux: Vec<Lieu>,
    /// Date of the file where it no longer stands.
    pub absent_du: Option<Date>,
    /// Still a student.
    pub etudiant: bool,
    /// National numbers, as they are typed.
    pub(crate) numeros: Vec<String>,
}

impl Entree {
    /// A professional of the national directory.
    pub(crate) fn of_person(one: &Professionnel) -> Self {
        let mut lieux: Vec<Lieu> = Vec::new();
        for exercice in &one.exercices {
            let lieu = Lieu::of(exercice);
            match lieux.iter_mut().find(|known| known.is_same(&lieu)) {
                Some(known) => known.join(lieu),
                None => lieux.push(lieu),
            }
        }
        let numeros = [Some(one.idnps.to_string()), one.rpps().map(|rpps| rpps.to_string())];
        let coded = |code: &str, words: &str| if code.starts_with('S') { code } else { words }.to_owned();
        Self {
            reference: Reference::Professionnel(one.idnps.clone()),
            sorte: Sorte::Professionnel,
            nom: Nom::Personne {
                civilite: one.civilite.clone(),
                nom: cased(&one.nom),
                prenom: cased(&one.prenom),
            },
            metier: metier(one),
            famille: Some(one.famille()),
            profession: one.profession.code.clone(),
            specialites: one.savoir_faire.iter().map(|known| coded(&known.code, &known.libelle)).collect(),
            communes: one.communes(),
            lieux,
            absent_du: one.absent_du,
            etudiant: one.categorie == Categorie::Etudiant,
            numeros: numeros.into_iter().flatten().collect(),
        }
    }

    /// A structure of FINESS; closed on `jour`, it is as absent as if the file no longer had it.
    pub(crate) fn of_etablissement(one: &Etablissement, jour: Date) -> Self {
        let closed = one.ferme_le.filter(|day| *day <= jour);
        let siret = one.siret.as_ref().map(ToString::to_string);
        Self {
            numeros: std::iter::once(one.finess.to_string()).chain(siret).collect(),
            communes: one.commune.into_iter().collect(),
            lieux: vec![Lieu::of_etablissement(one)],
            absent_du: one.absent_du.or(closed),
            ..Self::structure(Reference::Finess(one.finess), &one.nom, one.categorie.libelle.clone())
        }
    }

    /// A structure known only by those who practise there.
    pub(crate) fn of_site(reference: Reference, exercice: &Exercice) -> Self {
        let lieu = Lieu::of_site(exercice);
        let number = match &reference {
            Reference::Finess(finess) => Some(finess.to_string()),
            Reference::Siret(siret) => Some(siret.to_string()),
            Reference::Professionnel(_) | Reference::Locale(_) => None,
        };
        Self {
            numeros: number.into_iter().collect(),
            communes: exercice.commune.into_iter().collect(),
            lieux: vec![lieu],
            ..Self::structure(reference, &exercice.structure.nom, exercice.mode.label().to_owned())
        }
    }

    /// An actor or a structure without national number.
    pub(crate) fn of_local(id: Id<Fiche>, local: &Local) -> Self {
        let sorte = match local.genre {
            Genre::SansNumero => Sorte::Professionnel,
            genre if genre.famille() == crate::Famille::Structure => Sorte::Structure,
            _ => Sorte::Acteur,
        };
        let metier = local.genre_en_mots().to_owned();
        let communes = local.communes.clone();
        Self { sorte, communes, ..Self::structure(Reference::Locale(id), &local.nom, metier) }
    }

    /// A subject that no official file loaded here knows: its number is its name.
    pub(crate) fn unknown(reference: Reference) -> Self {
        let sujet = Sujet::officiel(&reference);
        let person = sujet.is_some_and(|sujet| sujet.is_personne());
        let nom = crate::read_fiche::numero_en_mots(&reference);
        let sorte = if person { Sorte::Professionnel } else { Sorte::Structure };
        Self { sorte, ..Self::structure(reference, &nom, String::new()) }
    }

    fn structure(reference: Reference, nom: &str, metier: String) -> Self {
        Self {
            reference,
            sorte: Sorte::Structure,
            nom: Nom::Seul(nom.to_owned()),
            profession: metier.clone(),
            metier,
            famille: None,
            specialites: Vec::new(),
            communes: BTreeSet::new(),
            lieux: Vec::new(),
            absent_du: None,
            etudiant: false,
            numeros: Vec::new(),
        }
    }

    /// « Dr Alix Fictif », « Pharmacie du Plot »; its number when nobody named it.
    #[must_use]
    pub fn nom_complet(&self) -> String {
        let words = match &self.nom {
            Nom::Personne { civilite, nom, prenom } => joined(&[civilite, prenom, nom]),
            Nom::Seul(nom) => nom.clone(),
        };
        if words.is_empty() { crate::read_fiche::numero_en_mots(&self.reference) } else { words }
    }

    /// « Fictif Alix »: as lists are sorted.
    #[must_use]
    pub fn nom_de_liste(&self) -> String {
        match &self.nom {
            Nom::Personne { nom, prenom, .. } if !nom.is_empty() => joined(&[nom, prenom]),
            Nom::Personne { .. } | Nom::Seul(_) => self.nom_complet(),
        }
    }

    /// The kinds of places.
    pub(crate) fn cadres(&self) -> BTreeSet<Cadre> {
        self.lieux.iter().map(|lieu| lieu.cadre).collect()
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// « Médecin généraliste », « Médecin, Cardiologie et maladies vasculaires », « Infirmier ».
fn metier(one: &Professionnel) -> String {
    let famille = one.famille();
    let known = one.savoir_faire.iter().filter(|known| known.genre == "S");
    let named = known.filter(|known| !GENERALISTE.contains(&known.code.as_str()));
    let words = named.map(|known| without_code(&known.libelle)).filter(|words| !words.is_empty());
    let plain = one.profession.libelle.is_empty() || famille.code == "medecin_generaliste";
    let base = if plain { famille.nom } else { &one.profession.libelle };
    std::iter::once(base).chain(words).collect::<Vec<_>>().join(", ")
}

/// « Cardiologie (SM) » without the code of its list.
fn without_code(libelle: &str) -> &str {
    let short = libelle.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match short {
        Some((words, code)) if code.chars().all(|sign| sign.is_ascii_uppercase()) => words,
        _ => libelle,
    }
}

#[cfg(test)]
mod tests {
    use super::without_code;

    #[test]
    fn a_speciality_loses_the_code_of_its_list_and_nothing_else() {
        assert_eq!(
            without_code("Cardiologie et maladies vasculaires (SM)"),
            "Cardiologie et maladies vasculaires"
        );
        assert_eq!(without_code("Médecine interne (adultes)"), "Médecine interne (adultes)");
        assert_eq!(without_code("Pédiatrie"), "Pédiatrie");
    }
}
