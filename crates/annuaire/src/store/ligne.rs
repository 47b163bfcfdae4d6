//! Rows of an entry, read as nouns.

use super::unreadable;
use crate::champ::{Champ, Nature, Parts, Source, Valeur};
use crate::{Absence, Confirmation, Fiche, Local, Rattachement, Reference, Remplacant, Sujet};
use db::{Result, Row};
use kernel::Id;
use uuid::Uuid;

/// Kind, words, name, contact and communes of a local subject; empty for the others.
pub(super) fn identity(sujet: &Sujet) -> (&str, &str, &str, &str, String) {
    match sujet {
        Sujet::Local(local) => {
            let communes: Vec<&str> = local.communes.iter().map(|code| code.as_str()).collect();
            (local.genre.code(), &local.precision, &local.nom, &local.contact, communes.join(" "))
        }
        Sujet::Professionnel(_) | Sujet::Finess(_) | Sujet::Siret(_) => ("", "", "", "", String::new()),
    }
}

pub(super) fn read(row: &Row) -> Result<Fiche> {
    let id: Id<Fiche> = row.get("id")?;
    let reference: Reference = row.parse("reference")?;
    let sujet = match Sujet::officiel(&reference) {
        Some(sujet) => sujet,
        None => Sujet::Local(local(row)?),
    };
    let source: String = row.get("confirmee_source")?;
    let par: Option<Uuid> = row.get("confirmee_par")?;
    let confirmee = match (row.get("confirmee_le")?, source.parse::<Source>()) {
        (Some(le), Ok(source)) => Some(Confirmation { le, source, par }),
        _ => None,
    };
    Ok(Fiche {
        numero: row.get("numero")?,
        confirmee,
        demandee_le: row.get("demandee_le")?,
        ne_plus_ecrire: row.get("ne_plus_ecrire")?,
        parti_le: row.get("parti_le")?,
        retiree_le: row.get("retiree_le")?,
        effacee_le: row.get("effacee_le")?,
        ..Fiche::new(id, sujet, row.get("creee_le")?)
    })
}

fn local(row: &Row) -> Result<Local> {
    let codes: String = row.get("communes")?;
    let communes = codes.split_whitespace().map(str::parse).collect::<std::result::Result<_, _>>();
    Ok(Local {
        genre: row.parse("genre")?,
        precision: row.get("precision_genre")?,
        nom: row.get("nom")?,
        contact: row.get("contact")?,
        communes: communes.map_err(|_| unreadable("communes", &codes))?,
    })
}

pub(super) fn champ(row: &Row) -> Result<(Nature, Champ)> {
    let nature: Nature = row.parse("nature")?;
    let json: String = row.get("valeur")?;
    let parts = Parts::from_json(&json).ok_or_else(|| unreadable("valeur", &json))?;
    let valeur =
        Valeur::read(nature, &parts).ok().flatten().ok_or_else(|| unreadable("valeur", nature.code()))?;
    Ok((
        nature,
        Champ {
            id: row.get("id")?,
            valeur,
            visibilite: row.parse("visibilite")?,
            source: row.parse("source")?,
            le: row.get("le")?,
            par: row.get("par")?,
            ecarte: row.get("ecarte")?,
        },
    ))
}

pub(super) fn absence(row: &Row) -> Result<Absence> {
    let (idnps, mots): (String, String) = (row.get("remplacant_idnps")?, row.get("remplacant_mots")?);
    let remplacant = match (idnps.parse(), mots.is_empty()) {
        (Ok(idnps), _) => Some(Remplacant::Professionnel(idnps)),
        (Err(_), false) => Some(Remplacant::Mots(mots)),
        (Err(_), true) => None,
    };
    Ok(Absence {
        id: row.get("id")?,
        du: row.get("du")?,
        au: row.get("au")?,
        remplacant,
        note: row.parse("note")?,
        source: row.parse("source")?,
        le: row.get("le")?,
    })
}

pub(super) fn rattachement(row: &Row) -> Result<Rattachement> {
    Ok(Rattachement {
        id: row.get("id")?,
        structure: row.parse("structure")?,
        fonction: row.get("fonction")?,
        depuis: row.get("depuis")?,
        jusquau: row.get("jusquau")?,
    })
}
