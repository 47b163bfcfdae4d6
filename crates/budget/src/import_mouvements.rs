use crate::droits::TENIR;
use crate::mouvement::{Mouvement, Saisie};
use crate::releve::{self, Defaut};
use crate::store::mouvements::Marques;
use crate::write_mouvement::{cles, is_known, open};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;
use tables::Refused;

/// What came, or would come, of a file of movements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// Rows that are, or would be, written.
    pub ecrites: Vec<(u64, Saisie)>,
    /// Rows that are known already.
    pub connues: Vec<u64>,
    /// Rows refused.
    pub refuses: Vec<Refused>,
    /// What to know about the whole file.
    pub remarques: Vec<String>,
}

/// Reads a file of invoices or of payroll, and writes it unless it is only tried. A row that is known (reference, or words when it
/// has none, day, amount) is never written twice, even corrected since; a row that is refused does not hold the others back.
///
/// # Errors
/// [`WriteError`] when nothing of the file can be read.
pub async fn import_mouvements(
    ctx: &Ctx,
    db: &Db,
    octets: &[u8],
    defaut: &Defaut,
    essai: bool,
) -> Result<Import, WriteError> {
    ctx.require(TENIR)?;
    let lu = releve::read(octets, defaut)?;
    let mut import = Import { refuses: lu.refused, remarques: lu.notes, ..Import::default() };
    let mut tx = if essai { db.read(ctx).await? } else { db.begin(ctx).await? };
    let known = cles(&mut tx).await?;
    let mut marks = store::mouvements::marques(&mut tx).await?;
    let closed = store::annees::closes(&mut tx).await?.into_keys().next_back();
    let today = kernel::today(ctx.now);
    for (ligne, saisie) in lu.kept {
        let words = format!("{} · {} · {}", saisie.jour, saisie.libelle, ui::francais::euros(saisie.cents));
        let checked = saisie.checked(today).map_err(|refus| WriteError::Refus(refus).to_string());
        let checked = checked.and_then(|one| match () {
            () if !one.parts.iter().all(|part| is_known(&known, part.cle)) => {
                Err("Enveloppe inconnue.".to_owned())
            }
            () if closed.is_some_and(|last| i64::from(one.jour.year()) <= last) => {
                Err(crate::Refus::Close(one.jour.year()).to_string())
            }
            () => Ok(one),
        });
        match checked {
            Err(why) => import.refuses.push(Refused { number: ligne, words, why }),
            Ok(one) if !marks.insert(mark(&one)) => import.connues.push(ligne),
            Ok(one) => import.ecrites.push((ligne, one)),
        }
    }
    import.refuses.sort_by_key(|one| one.number);
    if !essai && !import.ecrites.is_empty() {
        write(&mut tx, &mut import).await?;
        let detail = format!("{} mouvements", import.ecrites.len());
        let kept: Vec<&Saisie> = import.ecrites.iter().map(|(_, one)| one).collect();
        tx.record(Trace::new("budget.importe", "budget:import").detail(detail).after(&kept));
        tx.commit().await?;
    }
    Ok(import)
}

/// Writes the rows; those that somebody wrote meanwhile are known.
async fn write(tx: &mut Tx, import: &mut Import) -> Result<(), WriteError> {
    let days: Vec<_> = import.ecrites.iter().map(|(_, one)| one.jour).collect();
    open(tx, &days).await?;
    let ctx = tx.ctx().clone();
    let mut written = Vec::new();
    for (ligne, saisie) in std::mem::take(&mut import.ecrites) {
        let (doublon, mark) = (saisie.doublon(), mark(&saisie));
        let one = Mouvement { id: ctx.id(), saisie, contre: None, solde_le: None };
        let marques = Marques { doublon: doublon.as_deref(), importe: Some(&mark) };
        if store::mouvements::add(tx, &one, marques, crate::author(&ctx)).await? {
            written.push((ligne, one.saisie));
        } else {
            import.connues.push(ligne);
        }
    }
    import.ecrites = written;
    Ok(())
}

/// What makes a row of a file unique: its reference, else its words.
fn mark(saisie: &Saisie) -> String {
    saisie.doublon().unwrap_or_else(|| {
        let words = kernel::fold(&format!("{} {}", saisie.libelle, saisie.tiers));
        format!("{}|{}|{}|~{words}", saisie.genre.code(), saisie.jour, saisie.cents)
    })
}
