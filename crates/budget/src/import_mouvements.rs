use crate::droits::TENIR;
use crate::mouvement::{Mouvement, Saisie};
use crate::releve::{self, Defaut, Refuse};
use crate::write_mouvement::{cles, is_known, open};
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::Ctx;
use std::collections::BTreeSet;

/// What came, or would come, of a file of movements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// Rows that are, or would be, written.
    pub ecrites: Vec<(usize, Saisie)>,
    /// Rows that are known already.
    pub connues: Vec<usize>,
    /// Rows refused.
    pub refuses: Vec<Refuse>,
    /// What to know about the whole file.
    pub remarques: Vec<String>,
}

/// Reads a file of invoices or of payroll, and writes it unless it is only tried. A row that is known (reference, or words when it
/// has none, day, amount) is never written twice; a row that is refused does not hold the others back.
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
    let mut import = Import { refuses: lu.refuses, remarques: lu.remarques, ..Import::default() };
    let mut tx = if essai { db.read(ctx).await? } else { db.begin(ctx).await? };
    let known = cles(&mut tx).await?;
    let mut marks = store::mouvements::doublons(&mut tx).await?;
    let closed: BTreeSet<i64> = store::annees::closes(&mut tx).await?.into_keys().collect();
    let today = crate::today(ctx.now);
    for (ligne, saisie) in lu.lus {
        let contenu = format!("{} · {} · {}", saisie.jour, saisie.libelle, ui::francais::euros(saisie.cents));
        let checked = saisie.checked(today).map_err(|refus| WriteError::Refus(refus).to_string());
        let checked = checked.and_then(|one| match () {
            () if !one.parts.iter().all(|part| is_known(&known, part.cle)) => {
                Err("Enveloppe inconnue.".to_owned())
            }
            () if closed.contains(&i64::from(one.jour.year())) => {
                Err(crate::Refus::Close(one.jour.year()).to_string())
            }
            () => Ok(one),
        });
        match checked {
            Err(raison) => import.refuses.push(Refuse { ligne, contenu, raison }),
            Ok(one) if !marks.insert(mark(&one)) => import.connues.push(ligne),
            Ok(one) => import.ecrites.push((ligne, one)),
        }
    }
    import.refuses.sort_by_key(|one| one.ligne);
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
        let mark = mark(&saisie);
        let one = Mouvement { id: ctx.id(), saisie, contre: None, solde_le: None };
        if store::mouvements::add(tx, &one, Some(&mark), crate::author(&ctx)).await? {
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
