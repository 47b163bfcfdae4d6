use crate::{Acte, store};
use db::{Result, Tx, journal};
use std::collections::HashMap;

const PAGE: u32 = 2_000;
/// Before any act; PostgreSQL has no year −9999.
const FIRST_DAY: jiff::civil::Date = jiff::civil::date(1, 1, 1);

/// Something wrong with the ledger of one CPTS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum Ecart {
    /// A line is not what the journal saw written.
    #[error("acte {0} : contenu différent de celui inscrit au journal")]
    Modifie(String),
    /// The journal saw a line that is gone.
    #[error("acte {0} : inscrit au journal, absent du registre")]
    Absent(String),
    /// A line that the journal never saw.
    #[error("acte {0} : absent du journal")]
    Ajoute(String),
    /// The kept totals differ from the lines.
    #[error("totaux par mission et par mois : différents du registre")]
    Totaux,
}

/// Compares each line of the caller's CPTS with the hash that the journal kept of it, and the totals with the lines.
///
/// # Errors
/// A fault of storage; differences are the answer.
pub async fn verify(tx: &mut Tx) -> Result<Vec<Ecart>> {
    let mut expected: HashMap<String, String> = journal::written(tx, "actes.").await?.into_iter().collect();
    let mut ecarts = Vec::new();
    let mut last = None;
    loop {
        let page = store::all_after(tx, last, PAGE).await?;
        ecarts.extend(page.iter().filter_map(|acte| compare(acte, &mut expected)));
        let Some(end) = page.last().filter(|_| page.len() == PAGE as usize) else { break };
        last = Some(end.id);
    }
    ecarts.extend(expected.into_keys().map(Ecart::Absent));
    let mut kept = store::totals(tx, FIRST_DAY).await?;
    kept.retain(|total| total.actes != 0 || total.minutes != 0 || total.personnes != 0);
    if kept != store::recount(tx).await? {
        ecarts.push(Ecart::Totaux);
    }
    Ok(ecarts)
}

fn compare(acte: &Acte, expected: &mut HashMap<String, String>) -> Option<Ecart> {
    let name = format!("acte:{}", acte.id);
    match expected.remove(&name) {
        Some(print) if print == journal::fingerprint(&acte.proof()) => None,
        Some(_) => Some(Ecart::Modifie(name)),
        None => Some(Ecart::Ajoute(name)),
    }
}
