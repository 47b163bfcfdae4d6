use crate::Parcours;
use crate::droits::CONDUIRE;
use crate::etape::{Adaptation, Etape, Refus};
use crate::read_parcours::bare;
use crate::saisie::{line, maybe_line, maybe_words};
use crate::{WriteError, store::parcours};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::Ctx;

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
    let (path, before) = hold(&mut tx, apres).await?;
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

/// Says that a stage is left, on which day, and why; or takes that back.
///
/// # Errors
/// [`WriteError`].
pub async fn reach_etape(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    jour: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let note = maybe_words("note", note)?;
    let mut tx = db.begin(ctx).await?;
    let (path, before) = hold(&mut tx, code).await?;
    let etape = path.etape(code).ok_or(WriteError::Inconnu("Cette étape"))?;
    if let Some(jour) = jour {
        etape.reach(jour, crate::today(ctx.now))?;
    }
    let after = Adaptation { atteinte_le: jour, note, ..before.clone() };
    let done = match jour {
        Some(_) => parcours::reach(&mut tx, &after).await?,
        None => parcours::resume(&mut tx, code, &after.note).await?,
    };
    if !done {
        return Err(if jour.is_some() { Refus::DejaFranchie } else { Refus::PasFranchie }.into());
    }
    let action = if jour.is_some() { "projet_sante.etape_franchie" } else { "projet_sante.etape_reprise" };
    let trace = Trace::new(action, format!("etape:{code}"));
    tx.record(trace.detail(&etape.titre).before(&before).after(&after));
    tx.commit().await?;
    Ok(())
}

/// The path, and what is kept of one of its stages.
async fn hold(tx: &mut Tx, code: &str) -> Result<(Parcours, Adaptation), WriteError> {
    let path = crate::read_parcours::without_facts(tx).await?;
    let etape = path.etape(code).ok_or(WriteError::Inconnu("Cette étape"))?;
    let kept = parcours::adaptations(tx).await?.into_iter().find(|one| one.code == code);
    let kept = kept.unwrap_or_else(|| Adaptation::blank(code, etape.rang));
    Ok((path, kept))
}

fn titre_of(path: &Parcours, code: &str) -> String {
    path.etape(code).map(|one| one.titre.clone()).unwrap_or_default()
}
