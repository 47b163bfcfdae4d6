//! Lists: the CPAM, a DAC, the patients of a doctor who stops. Read line by line, nothing doubled, nothing lost without a reason.

mod ligne;

pub use ligne::{Ligne, Ou, Reglages, Trouver};

use crate::droits::SAISIR;
use crate::envoi::{AU_PLUS, Envoi, Personne};
use crate::store::identites;
use crate::tell::moyen;
use crate::{Canal, Coffre, Lot, Origine, WriteError, ask_all, doublon};
use db::{Db, Tx};
use kernel::{Ctx, fold};
use std::collections::{BTreeMap, BTreeSet};
use tables::Refused;

/// Numbers of lines told at most in one remark.
const LIGNES: usize = 20;

/// What a list would do.
#[derive(Debug, Clone)]
pub struct Lecture {
    /// Lines that would be kept.
    pub nouvelles: Vec<Ligne>,
    /// Numbers of the lines of people whose request is open already, or who are twice in the list.
    pub deja: Vec<u64>,
    /// Lines that cannot be read.
    pub refusees: Vec<Refused>,
    /// What to know of the whole.
    pub notes: Vec<String>,
}

/// What a list would do, nothing written.
///
/// # Errors
/// [`WriteError::Saisie`] about `fichier` when nothing of it can be read.
pub async fn read_list(
    ctx: &Ctx,
    db: &Db,
    bytes: &[u8],
    asked: &Reglages<'_>,
) -> Result<Lecture, WriteError> {
    ctx.require(SAISIR)?;
    let jour = kernel::today(ctx.now);
    let sifted = ligne::read(bytes, jour, asked)
        .map_err(|why| WriteError::from(kernel::saisie::Refus::new("fichier", why)))?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.read(ctx).await?;
    let mut lecture =
        Lecture { nouvelles: Vec::new(), deja: Vec::new(), refusees: sifted.refused, notes: sifted.notes };
    let mut seen = BTreeSet::new();
    for (number, one) in sifted.kept {
        if !seen.insert(cle(&one.personne)) || is_known(&mut tx, &coffre, &one.personne).await? {
            lecture.deja.push(number);
        } else {
            lecture.nouvelles.push(one);
        }
    }
    lecture.notes.extend(remarks(&lecture.nouvelles));
    Ok(lecture)
}

/// What somebody should know of the people of a list before keeping them.
fn remarks(all: &[Ligne]) -> Vec<String> {
    let numbers = |wanted: &dyn Fn(&Ligne) -> bool| {
        let found: Vec<String> =
            all.iter().filter(|one| wanted(one)).map(|one| one.numero.to_string()).collect();
        let more = found.len().saturating_sub(LIGNES);
        let told = found.iter().take(LIGNES).cloned().collect::<Vec<_>>().join(", ");
        (!found.is_empty()).then(|| if more > 0 { format!("{told} et {more} autres") } else { told })
    };
    let lost = |one: &Ligne| {
        let (who, canal) = (&one.personne.identite, one.personne.situation.canal);
        moyen(who, canal, canal == Canal::Sms).is_none()
    };
    let outside = numbers(&|one| !one.ici).map(|lines| {
        format!("Hors du territoire, gardées quand même\u{a0}: lignes {lines}. Pensez aussi à la CPTS de chez elles.")
    });
    let silent = numbers(&lost).map(|lines| {
        format!("Ni téléphone, ni courriel, ni adresse\u{a0}: lignes {lines}. Ces personnes ne pourront pas être prévenues.")
    });
    outside.into_iter().chain(silent).collect()
}

/// Who it is, whatever the case and the accents.
fn cle(one: &Personne) -> String {
    let who = &one.identite;
    format!("{} {} {}", fold(&who.nom), fold(&who.prenom), who.naissance)
}

/// Whether an open request has this birth, this name and this first name.
async fn is_known(tx: &mut Tx, coffre: &Coffre, one: &Personne) -> Result<bool, WriteError> {
    let mine = doublon::empreintes(coffre, one);
    let values: Vec<&[u8]> = mine.keys().map(Vec::as_slice).collect();
    let mut alike: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (other, valeur) in identites::semblables(tx, tx.ctx().id(), &values).await? {
        alike.entry(other).or_default().extend(mine.get(&valeur).copied());
    }
    let whole = |raisons: &BTreeSet<_>| {
        [doublon::Raison::NaissanceNom, doublon::Raison::NaissancePrenom, doublon::Raison::NomPrenom]
            .iter()
            .all(|raison| raisons.contains(raison))
    };
    Ok(alike.values().any(whole))
}

/// Keeps the new people of a list: sent twice, nothing is doubled.
///
/// # Errors
/// As [`read_list`].
pub async fn import_demandes(
    ctx: &Ctx,
    db: &Db,
    bytes: &[u8],
    asked: &Reglages<'_>,
) -> Result<(Lot, Lecture), WriteError> {
    let lecture = read_list(ctx, db, bytes, asked).await?;
    let jour = kernel::today(ctx.now);
    let envoi = |together: Vec<&Ligne>| Envoi {
        origine: if asked.campagne.is_some() { Origine::Depart } else { Origine::Liste },
        cherche_depuis: together.iter().map(|one| one.depuis).min().unwrap_or(jour),
        personnes: together.iter().map(|one| one.personne.clone()).collect(),
        campagne: asked.campagne.map(|campagne| campagne.id),
        // The same line on the same day is the same form: of two imports at once, one keeps it.
        cle: format!(
            "liste {jour} {}",
            together.iter().map(|one| cle(&one.personne)).collect::<Vec<_>>().join("\n")
        ),
        suspect: false,
    };
    let lot = ask_all(ctx, db, households(&lecture.nouvelles).into_iter().map(envoi).collect()).await?;
    Ok((lot, lecture))
}

/// Those who go together, in the order of the list, as many at most as a form has.
fn households(all: &[Ligne]) -> Vec<Vec<&Ligne>> {
    let mut kept: Vec<Vec<&Ligne>> = Vec::new();
    let mut ranks: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all {
        let known = ranks.get(one.foyer.as_str()).copied().filter(|_| !one.foyer.is_empty());
        match known.and_then(|rank| kept.get_mut(rank)).filter(|together| together.len() < AU_PLUS) {
            Some(together) => together.push(one),
            None => {
                ranks.insert(&one.foyer, kept.len());
                kept.push(vec![one]);
            }
        }
    }
    kept
}
