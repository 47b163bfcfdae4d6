//! The five CPTS of Haute-Loire for the demonstration, as the press described them at the end of 2022. Their communes
//! are a reconstruction from the published populations: plausible, not official.

use crate::atlas::Atlas;
use crate::statut::{Etape, Jalon, Precision};
use crate::{ChangeStatutError, SetPerimetreError, change_statut, set_perimetre, settled};
use comptes::{Nom, OpenError, Slug};
use db::Db;
use identifiants::CommuneCode;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use kernel::{Cpts, Ctx, Id};
use std::collections::BTreeSet;

const COMMUNES: &str = include_str!("../data/demo-haute-loire.csv");

/// The day on which all this was known.
const CONNU_LE: Date = date(2022, 12, 1);

/// One of them: where it stood that day, and what it expected.
struct Connue {
    slug: &'static str,
    depuis: Date,
    etape: (Etape, Date, Precision),
    prevu: Option<(Etape, Date, Precision)>,
}

const fn projet(slug: &'static str) -> Connue {
    Connue {
        slug,
        depuis: CONNU_LE,
        etape: (Etape::LettreIntention, date(2022, 1, 1), Precision::Annee),
        prevu: Some((Etape::AciSigne, date(2023, 6, 30), Precision::Semestre)),
    }
}

const CONNUES: [Connue; 5] = [
    Connue {
        slug: "nord-velay-forez",
        depuis: date(2020, 12, 1),
        etape: (Etape::AciSigne, date(2020, 12, 1), Precision::Mois),
        prevu: None,
    },
    Connue {
        slug: "velay-sud",
        depuis: date(2022, 9, 1),
        etape: (Etape::AciSigne, date(2022, 9, 1), Precision::Mois),
        prevu: None,
    },
    projet("brivadois"),
    projet("rives-du-haut-allier"),
    projet("ondaine"),
];

/// Why the demonstration is not filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file of communes that comes with the program.
    #[error("demo-haute-loire.csv\u{a0}: {0}")]
    Fichier(String),
    /// A CPTS.
    #[error(transparent)]
    Cpts(#[from] OpenError),
    /// Its communes.
    #[error(transparent)]
    Perimetre(#[from] SetPerimetreError),
    /// Its stage.
    #[error(transparent)]
    Statut(#[from] ChangeStatutError),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Opens the five CPTS with their territories and stages, through the verbs that everybody uses, on the day they were
/// known; answers their addresses and ids.
///
/// # Errors
/// [`DemoError`].
pub async fn fill(ctx: &Ctx, db: &Db) -> Result<Vec<(String, Id<Cpts>)>, DemoError> {
    let atlas = Atlas::load(db, ctx.now).await?;
    let then = CONNU_LE.to_datetime(jiff::civil::time(9, 0, 0, 0)).to_zoned(TimeZone::UTC);
    let then = then.map_err(|error| DemoError::Fichier(error.to_string()))?.timestamp();
    let ctx = Ctx { now: then, ..ctx.clone() };
    let mut opened = Vec::with_capacity(CONNUES.len());
    for connue in CONNUES {
        let (nom, communes) = read(connue.slug)?;
        let slug: Slug = connue.slug.parse().map_err(|error| DemoError::Fichier(format!("{error}")))?;
        let id = comptes::open_cpts(&ctx, db, slug, nom).await?;
        let inside = ctx.within(id);
        set_perimetre(&inside, db, &atlas, connue.depuis, communes).await?;
        let jalon = |(etape, jour, precision), prevu| Jalon { etape, quand: settled(jour, precision, prevu) };
        change_statut(&inside, db, jalon(connue.etape, false), false).await?;
        if let Some(prevu) = connue.prevu {
            change_statut(&inside, db, jalon(prevu, true), true).await?;
        }
        opened.push((connue.slug.to_owned(), id));
    }
    Ok(opened)
}

/// Name and communes of a CPTS.
fn read(slug: &str) -> Result<(Nom, BTreeSet<CommuneCode>), DemoError> {
    let wrong = |what: &str| DemoError::Fichier(format!("{slug}\u{a0}: {what}"));
    let (mut nom, mut communes) = (None, BTreeSet::new());
    for line in COMMUNES.lines().skip(1) {
        let mut fields = line.split(',');
        if fields.next() != Some(slug) {
            continue;
        }
        nom = fields.next().and_then(|text| text.parse::<Nom>().ok()).or(nom);
        let code = fields.next().and_then(|code| code.parse().ok());
        communes.insert(code.ok_or_else(|| wrong("code de commune illisible"))?);
    }
    Ok((nom.ok_or_else(|| wrong("aucune ligne"))?, communes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cpts_of_the_demonstration_has_its_communes() {
        let counts = CONNUES.map(|connue| read(connue.slug).unwrap().1.len());
        assert_eq!(counts, [26, 48, 39, 60, 15]);
    }
}
