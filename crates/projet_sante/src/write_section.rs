use crate::attach_piece::{release, share};
use crate::droits::{CONDUIRE, REDIGER};
use crate::jointe::Sujet;
use crate::section::{Concurrence, Etat, Redaction, Section, check_texte};
use crate::{Tableau, WriteError, loi, read_sections::section, store::sections};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};
use uuid::Uuid;

/// Keeps a text of a part, written upon the text of number `lue` (zero when there was none), its table left as it is. When
/// somebody kept another in the meantime, nothing is lost: the refusal holds both.
///
/// # Errors
/// [`WriteError`].
pub async fn write_section(ctx: &Ctx, db: &Db, code: &str, lue: u32, texte: &str) -> Result<u32, WriteError> {
    write_partie(ctx, db, code, lue, texte, None).await
}

/// The same, with the rows of its table.
///
/// # Errors
/// [`WriteError`].
pub async fn write_partie(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    lue: u32,
    texte: &str,
    lignes: Option<Vec<Vec<String>>>,
) -> Result<u32, WriteError> {
    ctx.require(REDIGER)?;
    let texte = check_texte(texte)?;
    let mut tx = db.begin(ctx).await?;
    let known = hold(&mut tx, code).await?;
    may_write(ctx, &known)?;
    let tableau = match lignes {
        Some(rows) => Tableau::read(&known.modele.colonnes, rows)?,
        None => known.tableau(),
    };
    if known.texte() == texte && known.tableau() == tableau {
        return Ok(known.numero());
    }
    let (section, numero, auteur) = (code.to_owned(), lue.saturating_add(1), crate::author(ctx));
    let redaction = Redaction { section, numero, texte, tableau, auteur, ecrit_le: ctx.now };
    if lue != known.numero() || !sections::keep_redaction(&mut tx, &redaction).await? {
        drop(tx);
        return Err(concurrence(ctx, db, redaction).await?);
    }
    sections::advance(&mut tx, code, known.after_writing(&redaction)).await?;
    let files = share(&mut tx, &Sujet::section(code), false).await?;
    let trace = Trace::new("projet_sante.partie_ecrite", format!("section:{code}"));
    tx.record(trace.detail(format!("{}, texte {numero}", known.modele.titre)));
    tx.commit().await?;
    release(ctx, db, files).await?;
    Ok(numero)
}

/// What the other wrote: read again once they have committed.
async fn concurrence(ctx: &Ctx, db: &Db, propose: Redaction) -> Result<WriteError, WriteError> {
    let mut fresh = db.read(ctx).await?;
    let all = sections::redactions(&mut fresh, &propose.section).await?;
    let garde = all.into_iter().next().ok_or(WriteError::Inconnu("Ce texte"))?;
    Ok(WriteError::Concurrence(Box::new(Concurrence { garde, propose })))
}

/// Gives a part to somebody of the CPTS, or to nobody.
///
/// # Errors
/// [`WriteError`].
pub async fn assign_section(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    responsable: Option<Uuid>,
) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let known = hold(&mut tx, code).await?;
    if let Some(id) = responsable {
        comptes::membre(&mut tx, Id::new(id)).await?.ok_or(WriteError::Inconnu("Cette personne"))?;
    }
    sections::assign(&mut tx, code, responsable).await?;
    let trace = Trace::new("projet_sante.partie_confiee", format!("section:{code}"));
    tx.record(trace.detail(&known.modele.titre).before(&known.responsable).after(&responsable));
    tx.commit().await?;
    Ok(())
}

/// Says where a part stands. Whoever writes it may say that it is being written or ready to be read; only whoever leads
/// says that it is agreed upon. What is said is said of the text of number `lue` (zero when there was none), and of no other.
///
/// # Errors
/// [`WriteError`].
pub async fn mark_section(ctx: &Ctx, db: &Db, code: &str, lue: u32, etat: Etat) -> Result<(), WriteError> {
    ctx.require(REDIGER)?;
    if etat == Etat::Valide {
        ctx.require(CONDUIRE)?;
    }
    let mut tx = db.begin(ctx).await?;
    let known = hold(&mut tx, code).await?;
    may_write(ctx, &known)?;
    if lue != known.numero() {
        return Err(WriteError::TexteChange);
    }
    if known.redaction.is_none() && matches!(etat, Etat::Relu | Etat::Valide) {
        let why = "Cette partie n’a pas encore de texte.";
        return Err(kernel::saisie::Refus::new("etat", why).into());
    }
    sections::advance(&mut tx, code, etat).await?;
    let files = share(&mut tx, &Sujet::section(code), etat == Etat::Valide).await?;
    let trace = Trace::new("projet_sante.partie_avancee", format!("section:{code}"));
    let detail = format!("{}\u{a0}: {}", known.modele.titre, etat.libelle());
    tx.record(trace.detail(detail).before(&known.etat).after(&etat));
    tx.commit().await?;
    release(ctx, db, files).await
}

/// Whoever leads writes every part; the others the part that they were given.
fn may_write(ctx: &Ctx, section: &Section) -> Result<(), WriteError> {
    let mine = section.responsable.is_some() && section.responsable == crate::author(ctx);
    if mine || ctx.rights.contains(CONDUIRE) { Ok(()) } else { Err(WriteError::PasConfiee) }
}

/// The part as it stands, held until the end of the transaction.
async fn hold(tx: &mut Tx, code: &str) -> Result<Section, WriteError> {
    if !loi::sections(kernel::today(tx.ctx().now)).iter().any(|one| one.code == code) {
        return Err(WriteError::Inconnu("Cette partie"));
    }
    sections::hold(tx, code).await?;
    section(tx, code).await?.ok_or(WriteError::Inconnu("Cette partie"))
}
