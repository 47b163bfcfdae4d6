use crate::droits::CONDUIRE;
use crate::etape::{Etat, Refus, Suivi};
use crate::{WriteError, store::parcours};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::Ctx;
use kernel::saisie::{line, maybe_words};

/// Says where a criterion stands, since when, with a few words. What the program sees elsewhere is not said by hand, but may
/// be without object in a region.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_critere(
    ctx: &Ctx,
    db: &Db,
    (etape, code): (&str, &str),
    etat: Etat,
    jour: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let note = maybe_words("note", note)?;
    if jour.is_some_and(|jour| jour > kernel::today(ctx.now)) {
        return Err(kernel::saisie::Refus::new("jour", "Cette date est dans le futur.").into());
    }
    let mut tx = db.begin(ctx).await?;
    let path = crate::read_parcours::without_facts(&mut tx).await?;
    let known = path.etape(etape).and_then(|one| one.criteres.iter().find(|one| one.code == code));
    let critere = known.ok_or(WriteError::Inconnu("Ce critère"))?;
    if etat == Etat::Fait && crate::read_parcours::is_auto(etape, code, ctx) {
        return Err(Refus::DeLuiMeme(critere.libelle.clone()).into());
    }
    let all = parcours::suivis(&mut tx).await?;
    let before = all.into_iter().find(|one| one.etape == etape && one.code == code);
    let suivi = Suivi {
        etape: etape.to_owned(),
        code: code.to_owned(),
        libelle: if critere.propre { critere.libelle.clone() } else { String::new() },
        propre: critere.propre,
        etat,
        jour: if etat == Etat::Fait { jour } else { None },
        note,
    };
    if !parcours::keep_suivi(&mut tx, &suivi, crate::author(ctx)).await? {
        return Err(WriteError::Inconnu("Ce critère"));
    }
    let trace = Trace::new("projet_sante.critere_note", format!("critere:{etape}/{code}"));
    tx.record(trace.detail(&critere.libelle).before(&before).after(&suivi));
    tx.commit().await?;
    Ok(())
}

/// Adds a criterion that this region asks for.
///
/// # Errors
/// [`WriteError`].
pub async fn add_critere(ctx: &Ctx, db: &Db, etape: &str, libelle: &str) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let libelle = line("libelle", libelle)?;
    let mut tx = db.begin(ctx).await?;
    let path = crate::read_parcours::without_facts(&mut tx).await?;
    path.etape(etape).ok_or(WriteError::Inconnu("Cette étape"))?;
    let suivi = Suivi {
        etape: etape.to_owned(),
        code: format!("p-{}", ctx.id::<Suivi>()),
        libelle,
        propre: true,
        etat: Etat::AFaire,
        jour: None,
        note: String::new(),
    };
    parcours::keep_suivi(&mut tx, &suivi, crate::author(ctx)).await?;
    let trace = Trace::new("projet_sante.critere_ajoute", format!("critere:{etape}/{}", suivi.code));
    tx.record(trace.detail(&suivi.libelle).after(&suivi));
    tx.commit().await?;
    Ok(())
}

/// Takes away a criterion that was added here, with its files.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_critere(ctx: &Ctx, db: &Db, etape: &str, code: &str) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    if !parcours::retire_suivi(&mut tx, etape, code).await? {
        return Err(Refus::Commun.into());
    }
    let files = crate::store::pieces::clear(&mut tx, &crate::Sujet::critere(etape, code)).await?;
    tx.record(Trace::new("projet_sante.critere_retire", format!("critere:{etape}/{code}")));
    tx.commit().await?;
    crate::attach_piece::release(ctx, db, files).await
}
