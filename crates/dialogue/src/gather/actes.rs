//! The acts behind each computed value: what was counted, one by one, without the name of anybody.

use crate::WriteError;
use crate::dossier::ActeCompte;
use aci::Droit;
use actes::Acte;
use contrat::Contrat;
use db::Tx;
use indicateurs::{Ligne, Provenance, Tableau};
use jiff::civil::Date;
use kernel::Id;
use std::collections::HashMap;
use uuid::Uuid;

/// Acts read by one statement.
const PAR_LOT: u32 = 500;
/// Most acts of one pack: beyond, the sheet says that it stops there.
const MOST: usize = 100_000;

/// The acts of every computed value of the year, in the order of indicators, newest first; whether some are left out.
pub(crate) async fn read(
    tx: &mut Tx,
    contrat: &Contrat,
    table: &Tableau,
    (droit, jour): (&Droit, Date),
) -> Result<(Vec<ActeCompte>, bool), WriteError> {
    let titles = projet_sante::actions(tx).await?;
    let titles: HashMap<Uuid, String> =
        titles.into_iter().map(|one| (one.id.uuid(), one.fiche.titre)).collect();
    let mut all = Vec::new();
    for line in &table.lignes {
        let Some(gel) = computed(line) else { continue };
        let mission = crate::label(droit, contrat, jour, &line.indicateur.texte.mission);
        let mut before = None;
        loop {
            let which = (&line.indicateur, table.annee.numero, gel);
            let some = indicateurs::lignes_actes(tx, contrat, which, before, PAR_LOT).await?;
            let more = some.len() == PAR_LOT as usize;
            before = some.last().map(|acte| (acte.fait.jour, acte.id));
            // What counts after the day of the figures is not behind them.
            let counted = some.iter().filter(|acte| gel.is_some() || acte.fait.jour <= table.jour);
            all.extend(counted.map(|acte| told(acte, (&mission, line), &titles)));
            if all.len() > MOST {
                all.truncate(MOST);
                return Ok((all, true));
            }
            if !more {
                break;
            }
        }
    }
    Ok((all, false))
}

/// The freeze that keeps the acts of a computed value, if its year is settled; nothing for a value that somebody entered.
fn computed(line: &Ligne) -> Option<Option<Id<indicateurs::Gel>>> {
    match line.constat.as_ref()?.de {
        Provenance::Actes { .. } => Some(None),
        Provenance::Gel(gel, lignes) => (lignes > 0).then_some(Some(gel)),
        Provenance::Valeur(_) => None,
    }
}

/// A short reference that a person can read aloud: the last eight signs of an id, in capitals, for ids made the same day start alike.
fn short(id: &str) -> String {
    let whole: Vec<char> = id.to_uppercase().chars().filter(|sign| *sign != '-').collect();
    whole.iter().skip(whole.len().saturating_sub(8)).collect()
}

fn told(acte: &Acte, (mission, line): (&str, &Ligne), titles: &HashMap<Uuid, String>) -> ActeCompte {
    let fait = &acte.fait;
    ActeCompte {
        mission: mission.to_owned(),
        indicateur: line.indicateur.texte.libelle.clone(),
        jour: fait.jour,
        genre: fait.genre.map_or("Sans genre précisé", actes::Genre::label),
        action: fait.action.and_then(|id| titles.get(&id).cloned()),
        personnes: Some(fait.personnes).filter(|count| *count > 0),
        minutes: Some(fait.minutes).filter(|count| *count > 0),
        reference: short(&acte.id.to_string()),
    }
}
