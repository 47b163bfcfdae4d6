//! An entry as the API gives it.

use crate::bottin::{Bottin, Inscrit, Lieu, Nom, Trouve};
use crate::pages::commune;
use crate::{Nature, Regard, Valeur};
use kernel::today;
use recherche::Raison;
use repertoire::Recours;
use serde::Serialize;
use territoire::atlas::Etat;
use utoipa::ToSchema;

/// An entry: what everybody may know of it.
#[derive(Serialize, ToSchema)]
pub(super) struct Item {
    /// Its unique name here.
    reference: String,
    /// `professionnel`, `structure` or `acteur`.
    kind: &'static str,
    /// « Dr Alix Fictif », « Pharmacie du Plot ».
    name: String,
    /// Of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<String>,
    /// Of a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<String>,
    /// Profession and specialities, kind of structure or of actor, in words.
    profession: String,
    /// Code of the profession.
    #[serde(skip_serializing_if = "Option::is_none")]
    family: Option<&'static str>,
    /// `premier` or `second` recours.
    #[serde(skip_serializing_if = "Option::is_none")]
    care_level: Option<&'static str>,
    /// Codes of the kinds of places.
    settings: Vec<&'static str>,
    /// Where it practises or what it serves.
    communes: Vec<CommuneItem>,
    /// Places of practice.
    places: Vec<PlaceItem>,
    /// Structures where it works, as the CPTS says.
    structures: Vec<StructureItem>,
    /// Telephones: the one that was said, then those of the places.
    phones: Vec<String>,
    /// What was said, field by field.
    fields: Vec<FieldItem>,
    /// Whether new patients may come today; absent when nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    new_patients: Option<bool>,
    /// The absence of today.
    #[serde(skip_serializing_if = "Option::is_none")]
    away: Option<AwayItem>,
    /// Day of the last confirmation, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_on: Option<String>,
    /// `titulaire` or `cpts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<&'static str>,
    /// Metres from the commune asked for, to its centre.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_m: Option<u32>,
    /// Why it was found, in French.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    why: Vec<String>,
}

/// A commune.
#[derive(Serialize, ToSchema)]
struct CommuneItem {
    /// INSEE code.
    code: String,
    /// Name.
    name: String,
}

/// A place of practice, as the official file has it.
#[derive(Serialize, ToSchema)]
struct PlaceItem {
    /// Name of the structure.
    name: String,
    /// Reference of the structure, when it has a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    structure: Option<String>,
    /// Lines above the postcode.
    lines: Vec<String>,
    postcode: String,
    city: String,
    /// INSEE code.
    #[serde(skip_serializing_if = "Option::is_none")]
    commune: Option<String>,
    /// Telephones of the practice.
    phones: Vec<String>,
}

/// A structure where somebody works.
#[derive(Serialize, ToSchema)]
struct StructureItem {
    reference: String,
    name: String,
    /// As what.
    role: String,
}

/// A field of an entry.
#[derive(Serialize, ToSchema)]
struct FieldItem {
    /// Its code.
    code: &'static str,
    /// Its name in French.
    label: &'static str,
    /// What is said, in French.
    text: String,
}

/// An absence.
#[derive(Serialize, ToSchema)]
struct AwayItem {
    /// First day, ISO 8601.
    from: String,
    /// Last day; absent until further notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    /// Who stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<String>,
}

impl Item {
    /// A result of a search.
    pub(super) fn found(bottin: &Bottin, etat: &Etat, one: &Inscrit, trouve: &Trouve) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "no place is 4 million km away"
        )]
        let metres = trouve.metres.map(|metres| metres.round() as u32);
        let why = trouve.pourquoi.iter().map(Raison::to_string).collect();
        Self { distance_m: metres, why, ..Self::of(bottin, etat, one) }
    }

    /// An entry, for everybody.
    pub(super) fn of(bottin: &Bottin, etat: &Etat, one: &Inscrit) -> Self {
        let (entree, jour) = (one.entree(), bottin.jour());
        let (last_name, first_name) = match &entree.nom {
            Nom::Personne { nom, prenom, .. } => (Some(nom.clone()), Some(prenom.clone())),
            Nom::Seul(_) => (None, None),
        };
        let recours = Some(one.recours()).filter(|recours| *recours != Recours::Aucun);
        let confirmed = one.vue().and_then(|vue| vue.confirmee);
        let communes = one.communes().iter();
        let communes =
            communes.map(|code| CommuneItem { code: code.to_string(), name: commune(etat, *code) });
        Self {
            reference: one.reference().to_string(),
            kind: entree.sorte.code(),
            name: entree.nom_complet(),
            last_name,
            first_name,
            profession: entree.metier.clone(),
            family: entree.famille.map(|famille| famille.code),
            care_level: recours.map(Recours::code),
            settings: one.cadres().iter().map(|cadre| cadre.code()).collect(),
            communes: communes.collect(),
            places: entree.lieux.iter().map(place).collect(),
            structures: structures(one),
            phones: one.telephones(),
            fields: fields(bottin, one),
            new_patients: one.nouveaux_patients(jour),
            away: away(bottin, one),
            confirmed_on: confirmed.map(|one| today(one.le).to_string()),
            confirmed_by: confirmed.map(|one| one.source.code()),
            distance_m: None,
            why: Vec::new(),
        }
    }
}

fn place(lieu: &Lieu) -> PlaceItem {
    PlaceItem {
        name: lieu.nom.clone(),
        structure: lieu.structure.as_ref().map(ToString::to_string),
        lines: lieu.lignes.clone(),
        postcode: lieu.code_postal.clone(),
        city: lieu.ville.clone(),
        commune: lieu.commune.map(|code| code.to_string()),
        phones: lieu.telephones(Regard::Public).map(str::to_owned).collect(),
    }
}

fn structures(one: &Inscrit) -> Vec<StructureItem> {
    let item = |one: &crate::bottin::Attache| StructureItem {
        reference: one.structure.to_string(),
        name: one.nom.clone(),
        role: one.fonction.clone(),
    };
    one.attaches().iter().map(item).collect()
}

/// What holds today.
fn fields(bottin: &Bottin, one: &Inscrit) -> Vec<FieldItem> {
    let all = one.vue().into_iter().flat_map(|vue| &vue.champs);
    let current = all.filter(|(_, champ)| match &champ.valeur {
        Valeur::NouveauxPatients(accueil) => accueil.holds(bottin.jour()),
        _ => true,
    });
    let item = |nature: Nature, valeur: &Valeur| FieldItem {
        code: nature.code(),
        label: nature.libelle(),
        text: valeur.en_mots(),
    };
    current.map(|(nature, champ)| item(*nature, &champ.valeur)).collect()
}

fn away(bottin: &Bottin, one: &Inscrit) -> Option<AwayItem> {
    let absence = one.absence(bottin.jour())?;
    Some(AwayItem {
        from: absence.du.to_string(),
        to: absence.au.map(|day| day.to_string()),
        replacement: absence.remplacant.as_ref().map(|who| who.en_mots(|idnps| bottin.nom(idnps))),
    })
}
