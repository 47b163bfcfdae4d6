use crate::droits::SAISIR;
use crate::note_valeur::{tie, write};
use crate::releve::{self, Lu};
use crate::valeur::Origine;
use crate::{Indicateur, Nombre, Unite, WriteError, store};
use contrat::Contrat;
use db::{Db, Tx};
use kernel::Ctx;
use pieces::{Depot, Piece};
use std::collections::BTreeSet;
use tables::Refused;

/// What came of a file of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Values written: the indicator, the day, the value.
    pub ecrites: Vec<Ecrite>,
    /// Lines that said what was already known.
    pub inchangees: usize,
    /// Lines that were refused, and why.
    pub refuses: Vec<Refused>,
    /// What to know about the whole file.
    pub remarques: Vec<String>,
}

/// A value that a file brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecrite {
    /// Name of the indicator.
    pub libelle: String,
    /// Its unit.
    pub unite: Unite,
    /// The day.
    pub jour: jiff::civil::Date,
    /// The value.
    pub valeur: Nombre,
}

/// Writes the figures of a file. Lines that are refused do not hold the others back; the file is the proof of each value that
/// it brings.
///
/// # Errors
/// [`WriteError`] when nothing of the file can be read.
pub async fn import_valeurs(
    ctx: &Ctx,
    db: &Db,
    contrat: &Contrat,
    depot: Depot,
    source: &str,
) -> Result<Bilan, WriteError> {
    ctx.require(SAISIR)?;
    let mut tx = db.begin(ctx).await?;
    // Nobody settles the year, retires or rewrites an indicator under the file.
    store::indicateurs::hold_all(&mut tx, contrat.id).await?;
    let piece = pieces::keep(&mut tx, &depot.for_institutions()).await?;
    let octets = pieces::bytes(&mut tx, &piece).await?;
    let lu = releve::read(&octets, source)?;
    let all: Vec<Indicateur> = store::indicateurs::de_l_annee(&mut tx, contrat.id, 1)
        .await?
        .into_iter()
        .map(|(one, _)| one)
        .collect();
    let mut bilan = Bilan { refuses: lu.refused, remarques: lu.notes, ..Bilan::default() };
    for (number, lu) in lu.kept {
        let words = format!("{} · {} · {}", lu.indicateur, lu.saisie.jour, lu.saisie.valeur);
        if let Err(why) = line(&mut tx, contrat, &all, lu, &piece, &mut bilan).await? {
            bilan.refuses.push(Refused { number, words, why });
        }
    }
    let years: BTreeSet<u32> = bilan.ecrites.iter().filter_map(|one| contrat.annee(one.jour)).collect();
    for annee in years {
        if store::gels::definitif(&mut tx, contrat.id, annee).await?.is_some() {
            bilan.remarques.push(format!(
                "L’année {annee} est arrêtée\u{a0}: les valeurs écrites pour elle ne changent pas ses chiffres."
            ));
        }
    }
    bilan.refuses.sort_by_key(|one| one.number);
    if bilan.ecrites.is_empty() {
        // Nothing written: the file itself is not worth keeping.
        return Ok(bilan);
    }
    tx.commit().await?;
    Ok(bilan)
}

/// Writes one line; the inner error is the sentence of a refusal.
async fn line(
    tx: &mut Tx,
    contrat: &Contrat,
    all: &[Indicateur],
    lu: Lu,
    piece: &Piece,
    bilan: &mut Bilan,
) -> Result<Result<(), String>, WriteError> {
    let Some(indicateur) = releve::find(all, &lu.indicateur) else {
        return Ok(Err(
            "Aucun indicateur du contrat ne porte ce nom ou ce code, ou plusieurs le portent.".to_owned()
        ));
    };
    let known = store::valeurs::valeurs(tx, indicateur.id).await?;
    if known.iter().any(|one| one.releve.jour == lu.saisie.jour && one.releve.valeur == lu.saisie.valeur) {
        bilan.inchangees += 1;
        return Ok(Ok(()));
    }
    let (jour, valeur) = (lu.saisie.jour, lu.saisie.valeur);
    match write(tx, contrat, indicateur, lu.saisie, Origine::Import).await {
        Ok(written) => {
            tie(tx, contrat, &written, piece).await?;
            let texte = &indicateur.texte;
            bilan.ecrites.push(Ecrite { libelle: texte.libelle.clone(), unite: texte.unite, jour, valeur });
            Ok(Ok(()))
        }
        Err(WriteError::Valeur(refus)) => Ok(Err(refus.to_string())),
        Err(other) => Err(other),
    }
}
