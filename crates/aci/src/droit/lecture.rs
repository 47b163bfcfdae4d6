//! From the files of `law/aci/versions` to typed versions; what a version does not restate comes from its `base`.

use super::{
    Commission, Indicateur, Mission, MontantLoi, Obligation, Paiement, Regle, Sources, Statut, Tailles,
    TotalPublie, Version,
};
use crate::Fraction;
use crate::cas::Part;
use jiff::civil::Date;
use law::{Absent, Confidence, Edition, Parameters};
use serde::{Deserialize, Deserializer};
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edition: Head,
    #[serde(default)]
    bareme: Bareme,
    tailles: Option<Tailles>,
    #[serde(default)]
    missions: Vec<Mission>,
    paiement: Option<Paiement>,
    #[serde(default)]
    regles: Vec<Regle>,
    #[serde(default)]
    indicateurs: Vec<Indicateur>,
    #[serde(default)]
    obligations: Vec<Obligation>,
    #[serde(default)]
    commissions: Vec<Commission>,
    #[serde(default)]
    retires: Retires,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    id: Arc<str>,
    libelle: String,
    statut: Statut,
    base: Option<String>,
    #[serde(default, deserialize_with = "some_day")]
    signe: Option<Date>,
    #[serde(default, deserialize_with = "some_day", rename = "approuve")]
    _approuve: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    publie: Option<Date>,
    #[serde(default, deserialize_with = "some_day", rename = "du")]
    _du: Option<Date>,
    #[serde(default, deserialize_with = "some_day", rename = "au")]
    _au: Option<Date>,
    #[serde(default)]
    du_uncertain: bool,
    du_note: Option<String>,
    note: Option<String>,
    #[serde(rename = "checked_on", deserialize_with = "day")]
    _checked_on: Date,
    uncertain: bool,
    source: Sources,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Bareme {
    #[serde(default)]
    montants: Vec<RawMontant>,
    #[serde(default)]
    totaux: Vec<TotalPublie>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMontant {
    composante: String,
    part: String,
    taille: u8,
    eur: i64,
    confidence: Confidence,
    uncertain: bool,
    source: Sources,
    note: Option<String>,
}

/// What a version takes away from its base.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Retires {
    #[serde(default)]
    missions: Vec<String>,
    #[serde(default)]
    indicateurs: Vec<String>,
    #[serde(default, rename = "source")]
    _source: Sources,
}

/// A TOML date.
pub(super) fn day<'de, D: Deserializer<'de>>(raw: D) -> Result<Date, D::Error> {
    let text = toml_date(raw)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("{text} is not a day")))
}

fn some_day<'de, D: Deserializer<'de>>(raw: D) -> Result<Option<Date>, D::Error> {
    day(raw).map(Some)
}

fn toml_date<'de, D: Deserializer<'de>>(raw: D) -> Result<String, D::Error> {
    law::toml_date(raw)
}

/// An exact ratio, written as text.
pub(super) fn ratio<'de, D: Deserializer<'de>>(raw: D) -> Result<Fraction, D::Error> {
    String::deserialize(raw)?.parse().map_err(serde::de::Error::custom)
}

/// Every version, its base applied.
pub(super) fn versions(law: &Parameters) -> Result<Vec<Version>, Absent> {
    let editions = law.editions("aci");
    editions.iter().map(|one| resolve(editions, one, 0)).collect()
}

fn resolve(editions: &[Edition], edition: &Edition, depth: usize) -> Result<Version, Absent> {
    let file: File = edition.content()?;
    let shape = |message: &str| Absent::Shape { parameter: edition.id.clone(), message: message.to_owned() };
    let base = match &file.edition.base {
        None => None,
        Some(_) if depth > 20 => return Err(shape("bases en boucle")),
        Some(id) => {
            let found = editions.iter().find(|one| one.id == *id);
            let found = found.ok_or_else(|| shape(&format!("base {id} inconnue")))?;
            Some(resolve(editions, found, depth + 1)?)
        }
    };
    assemble(edition, file, base, shape)
}

fn assemble(
    edition: &Edition,
    file: File,
    base: Option<Version>,
    shape: impl Fn(&str) -> Absent,
) -> Result<Version, Absent> {
    let head = file.edition;
    let mut version = Version {
        id: head.id,
        libelle: head.libelle,
        statut: head.statut,
        signe: head.signe,
        publie: head.publie,
        du: edition.from,
        au: edition.to,
        du_uncertain: head.du_uncertain,
        note: head.note.or(head.du_note),
        uncertain: head.uncertain,
        source: head.source,
        missions: Vec::new(),
        tailles: file.tailles,
        montants: file.bareme.montants.into_iter().map(amount).collect(),
        totaux: file.bareme.totaux,
        paiement: file.paiement,
        regles: Vec::new(),
        indicateurs: Vec::new(),
        obligations: Vec::new(),
        commissions: Vec::new(),
    };
    if let Some(base) = base {
        version.tailles = version.tailles.or(base.tailles);
        version.paiement = version.paiement.or(base.paiement);
        version.missions = base.missions;
        version.regles = base.regles;
        version.indicateurs = base.indicateurs;
        version.obligations = base.obligations;
        version.commissions = base.commissions;
    }
    version.missions.retain(|one| !file.retires.missions.iter().any(|id| **id == *one.id));
    let left = |one: &Indicateur| {
        file.retires.indicateurs.contains(&one.id) || file.retires.missions.contains(&one.mission)
    };
    version.indicateurs.retain(|one| !left(one));
    for mission in file.missions {
        place(&mut version.missions, mission);
    }
    restate(&mut version.regles, file.regles, |one| &one.id);
    restate(&mut version.indicateurs, file.indicateurs, |one| &one.id);
    restate(&mut version.obligations, file.obligations, |one| &one.id);
    restate(&mut version.commissions, file.commissions, |one| &one.id);
    verify(&version).map_or(Ok(()), |message| Err(shape(&message)))?;
    Ok(version)
}

fn amount(raw: RawMontant) -> MontantLoi {
    MontantLoi {
        connue: Part::named(&raw.part),
        composante: raw.composante,
        part: raw.part,
        taille: raw.taille,
        cents: raw.eur.saturating_mul(100),
        confidence: raw.confidence,
        uncertain: raw.uncertain,
        source: raw.source,
        note: raw.note,
    }
}

/// A mission restated keeps its place; a new one goes after the one it names, else last.
fn place(missions: &mut Vec<Mission>, mission: Mission) {
    if let Some(known) = missions.iter_mut().find(|one| one.id == mission.id) {
        *known = mission;
        return;
    }
    let after = missions.iter().position(|one| Some(&*one.id) == mission.apres.as_deref());
    missions.insert(after.map_or(missions.len(), |at| at + 1), mission);
}

/// What is restated replaces, what is new is added.
fn restate<T>(all: &mut Vec<T>, new: Vec<T>, id: impl Fn(&T) -> &String) {
    for one in new {
        match all.iter().position(|known| id(known) == id(&one)) {
            Some(at) => all[at] = one,
            None => all.push(one),
        }
    }
}

/// What would make a version give wrong answers.
fn verify(version: &Version) -> Option<String> {
    for (at, one) in version.montants.iter().enumerate() {
        let same = |other: &MontantLoi| {
            other.composante == one.composante && other.part == one.part && other.taille == one.taille
        };
        if version.montants[..at].iter().any(same) {
            return Some(format!("deux montants {} {} taille {}", one.composante, one.part, one.taille));
        }
        if one.cents < 0 {
            return Some(format!("montant négatif {} {}", one.composante, one.part));
        }
    }
    let bands = version.tailles.as_ref().map(|tailles| tailles.bands.as_slice()).unwrap_or_default();
    let follow = bands.windows(2).all(|pair| pair[0].max.is_some_and(|max| max + 1 == pair[1].min));
    if !follow || bands.last().is_some_and(|last| last.max.is_some()) {
        return Some("les tranches de taille ne se suivent pas".to_owned());
    }
    let unknown = version.indicateurs.iter().find(|one| version.mission(&one.mission).is_none());
    unknown.filter(|_| version.utilisable()).map(|one| format!("indicateur {} sans mission", one.id))
}
