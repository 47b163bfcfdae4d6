use crate::Parcours;
use crate::droits::CONDUIRE;
use crate::etape::{Adaptation, Etape, Refus};
use crate::read_parcours::{bare, without_facts};
use crate::{WriteError, store::parcours};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::Ctx;
use kernel::saisie::{line, maybe_line, maybe_words};
use law::Parameters;

/// What a region calls a stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mots {
    /// Its name.
    pub titre: String,
    /// What happens in it.
    pub resume: String,
    /// What comes out of it.
    pub produit: String,
    /// Who decides.
    pub decide: String,
}

/// Says a stage in the words of the region, or that the region does without it. Words equal to those of the common
/// cutting are left to it.
///
/// # Errors
/// [`WriteError`].
pub async fn adapt_etape(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    mots: &Mots,
    sans_objet: bool,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let (path, mut kept) = hold(&mut tx, code).await?;
    let before = kept.clone();
    let usual = bare(ctx).etape(code).cloned();
    let own = |text: String, usual: Option<&String>| if usual == Some(&text) { String::new() } else { text };
    let usual = usual.as_ref();
    kept.titre = own(line("titre", &mots.titre)?, usual.map(|one| &one.titre));
    kept.resume = own(maybe_words("resume", &mots.resume)?, usual.map(|one| &one.resume));
    kept.produit = own(maybe_line("produit", &mots.produit)?, usual.map(|one| &one.produit));
    kept.decide = own(maybe_line("decide", &mots.decide)?, usual.map(|one| &one.decide));
    kept.sans_objet = sans_objet;
    parcours::keep_mots(&mut tx, &kept).await?;
    let trace = Trace::new("projet_sante.etape_adaptee", format!("etape:{code}"));
    tx.record(trace.detail(titre_of(&path, code)).before(&before).after(&kept));
    tx.commit().await?;
    Ok(())
}

/// Adds a stage of this region after another.
///
/// # Errors
/// [`WriteError`].
pub async fn add_etape(ctx: &Ctx, db: &Db, titre: &str, apres: &str) -> Result<String, WriteError> {
    ctx.require(CONDUIRE)?;
    let titre = line("titre", titre)?;
    let mut tx = db.begin(ctx).await?;
    let path = without_facts(&mut tx).await?;
    let before = path.etape(apres).ok_or(WriteError::Inconnu("Cette étape"))?;
    let code = format!("p-{}", ctx.id::<Etape>());
    let next = path.etapes.iter().map(|one| one.rang).filter(|rang| *rang > before.rang).min();
    let rang = next.map_or(before.rang + 10, |next| i32::midpoint(before.rang, next));
    let kept = Adaptation { titre, ..Adaptation::blank(&code, rang) };
    parcours::keep_mots(&mut tx, &kept).await?;
    let trace = Trace::new("projet_sante.etape_ajoutee", format!("etape:{code}"));
    tx.record(trace.detail(&kept.titre).after(&kept));
    tx.commit().await?;
    Ok(code)
}

/// Says that a stage is left, on which day; or, with no day, that it is under way again. A stage that is left without all its
/// criteria, or before one that comes before it, says why: what it was left without is kept with the reason.
///
/// # Errors
/// [`WriteError`].
pub async fn reach_etape(
    ctx: &Ctx,
    db: &Db,
    law: &Parameters,
    code: &str,
    jour: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let note = maybe_words("note", note)?;
    let mut tx = db.begin(ctx).await?;
    let (_, before) = hold(&mut tx, code).await?;
    let path = crate::parcours(&mut tx, law).await?;
    let etape = path.etape(code).ok_or(WriteError::Inconnu("Cette étape"))?;
    let sans = match jour {
        None => Vec::new(),
        Some(jour) => leave(&mut tx, &path, etape, jour, &note).await?,
    };
    let after = Adaptation { atteinte_le: jour, note, sans, ..before.clone() };
    let (done, action, refus) = match jour {
        Some(_) => {
            (parcours::reach(&mut tx, &after).await?, "projet_sante.etape_franchie", Refus::DejaFranchie)
        }
        None => {
            let done = parcours::resume(&mut tx, code, &after.note).await?;
            (done, "projet_sante.etape_reprise", Refus::PasFranchie)
        }
    };
    if !done {
        return Err(refus.into());
    }
    let trace = Trace::new(action, format!("etape:{code}"));
    tx.record(trace.detail(said(&etape.titre, &after.sans)).before(&before).after(&after));
    tx.commit().await?;
    Ok(())
}

/// What a stage is left without on that day, once it may be left.
async fn leave(
    tx: &mut Tx,
    path: &Parcours,
    etape: &Etape,
    jour: Date,
    note: &str,
) -> Result<Vec<String>, WriteError> {
    etape.reach(jour, kernel::today(tx.ctx().now))?;
    // Held: the day of the opening does not move meanwhile.
    match parcours::hold_origine(tx).await? {
        Some(opened) if jour < opened => return Err(Refus::AvantOuverture(opened).into()),
        _ => {}
    }
    match path.why_not(etape, jour).filter(|_| note.is_empty()) {
        Some(refus) => Err(refus.into()),
        None => Ok(path.sans(etape, jour)),
    }
}

/// « Émergence, sans : un premier territoire est choisi ».
fn said(titre: &str, sans: &[String]) -> String {
    if sans.is_empty() { titre.to_owned() } else { format!("{titre}, sans\u{a0}: {}", sans.join("\u{a0}; ")) }
}

/// The path, and what is kept of one of its stages, held until the end of the transaction.
async fn hold(tx: &mut Tx, code: &str) -> Result<(Parcours, Adaptation), WriteError> {
    let path = without_facts(tx).await?;
    let rang = path.etape(code).ok_or(WriteError::Inconnu("Cette étape"))?.rang;
    Ok((path, parcours::hold(tx, code, rang).await?))
}

fn titre_of(path: &Parcours, code: &str) -> String {
    path.etape(code).map(|one| one.titre.clone()).unwrap_or_default()
}
