//! A page of the list: which requests, in what order; what comes next for each.

use super::demandes::{COLUMNS, read, situation};
use super::{among, count};
use crate::cards::RENDEZ_VOUS;
use crate::demande::{Demande, Origine, Phase};
use crate::{Coffre, Situation};
use db::{Result, Tx, Value, params};
use jiff::Timestamp;
use kernel::Id;

kernel::codes! {
    /// The order of the list.
    pub enum Tri {
        /// Most points first.
        Priorite = "priorite", "Priorité";
        /// Those who came first.
        Anciennete = "anciennete", "Les plus anciennes";
        /// Those who came last.
        Recentes = "recentes", "Les plus récentes";
    }
}

impl Tri {
    const fn sql(self) -> &'static str {
        match self {
            Self::Priorite => "points DESC, recue_le, id",
            Self::Anciennete => "recue_le, id",
            Self::Recentes => "recue_le DESC, id DESC",
        }
    }
}

kernel::codes! {
    /// What comes next for a request, when it is for the office to do.
    pub enum Ensuite {
        /// It waits, and no doctor has a card about it.
        Proposer = "proposer", "À proposer à un médecin";
        /// Accepted longer ago than a fortnight, without an appointment.
        RendezVous = "rendez_vous", "Sans rendez-vous depuis quinze jours";
        /// The day of the appointment has passed.
        Declarer = "declarer", "Rendez-vous passé, à déclarer";
        /// Asked several times whether they still look, without an answer.
        Rappeler = "rappeler", "À rappeler\u{a0}: ne répond plus";
    }
}

impl Ensuite {
    /// Where the requests stand that it is about.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Proposer | Self::Rappeler => Phase::Attente,
            Self::RendezVous => Phase::Acceptee,
            Self::Declarer => Phase::RendezVous,
        }
    }

    /// What is true of them, and the value of its `$n`, if it has one.
    fn sql(self, n: usize, now: Timestamp, relances: u32) -> (String, Option<Value>) {
        const SANS_CARTE: &str = "NOT EXISTS (SELECT 1 FROM medecin_traitant_proposition p
            WHERE p.cpts = d.cpts AND p.foyer = d.foyer AND p.etat IN ('prete', 'envoyee'))";
        let late = now.checked_sub(RENDEZ_VOUS).unwrap_or(Timestamp::MIN);
        match self {
            Self::Proposer => (SANS_CARTE.to_owned(), None),
            Self::RendezVous => (format!("d.accepte_le < ${n}"), Some(late.into())),
            Self::Declarer => (format!("d.rendez_vous < ${n}"), Some(kernel::today(now).into())),
            Self::Rappeler => (format!("d.relances >= ${n}"), Some(relances.max(1).into())),
        }
    }
}

/// Which requests are wanted; what is sealed is looked at elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voulues {
    /// Where they stand.
    pub phase: Phase,
    /// Through whom they came, when it matters.
    pub origine: Option<Origine>,
    /// What comes next, when it matters.
    pub ensuite: Option<Ensuite>,
    /// Asked that often without an answer, nobody can reach them.
    pub relances: u32,
    /// Their order.
    pub tri: Tri,
}

impl Voulues {
    /// The condition of `WHERE`, and its values.
    fn sql(self, tx: &Tx) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = params![tx.cpts(), self.phase.code()].to_vec();
        let mut sql = "d.cpts = $1 AND d.etat = $2".to_owned();
        if let Some(origine) = self.origine {
            values.push(origine.code().into());
            sql += &format!(" AND d.origine = ${}", values.len());
        }
        if let Some(ensuite) = self.ensuite {
            let (more, value) = ensuite.sql(values.len() + 1, tx.ctx().now, self.relances);
            sql += &format!(" AND {more}");
            values.extend(value);
        }
        (sql, values)
    }
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Liste {
    /// Its requests.
    pub demandes: Vec<Demande>,
    /// How many there are on all pages.
    pub total: u32,
    /// Its rank, from 0: the last one when the list has become shorter.
    pub page: u32,
}

/// That page, or the last one.
fn page_of(total: u32, page: u32, most: u32) -> u32 {
    page.min(total.saturating_sub(1) / most.max(1))
}

/// A page of the requests that are wanted, `most` of them.
///
/// # Errors
/// A fault of storage.
pub async fn liste(
    tx: &mut Tx,
    coffre: &Coffre,
    voulues: Voulues,
    (page, most): (u32, u32),
) -> Result<Liste> {
    let (sql, mut values) = voulues.sql(tx);
    let whole = format!("SELECT COUNT(*) AS combien FROM medecin_traitant_demande d WHERE {sql}");
    let total = count(&tx.must_row(&whole, &values).await?, "combien")?;
    let page = page_of(total, page, most);
    values.extend(params![page * most, most].iter().cloned());
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande d WHERE {sql} ORDER BY {} LIMIT ${} OFFSET ${}",
        voulues.tri.sql(),
        values.len(),
        values.len() - 1
    );
    let rows = tx.rows(&sql, &values).await?;
    let demandes = rows.iter().map(|row| read(row, coffre)).collect::<Result<_>>()?;
    Ok(Liste { demandes, total, page })
}

/// The same, of those whose situation is one that `takes`: each is opened, only those of the page are read.
///
/// # Errors
/// A fault of storage.
pub async fn liste_ou(
    tx: &mut Tx,
    coffre: &Coffre,
    voulues: Voulues,
    (page, most): (u32, u32),
    takes: impl Fn(&Situation) -> bool,
) -> Result<Liste> {
    let (sql, values) = voulues.sql(tx);
    let order = voulues.tri.sql();
    let sql = format!("SELECT id, situation FROM medecin_traitant_demande d WHERE {sql} ORDER BY {order}");
    let mut ids: Vec<Id<Demande>> = Vec::new();
    for row in tx.rows(&sql, &values).await? {
        let id = row.get("id")?;
        if takes(&situation(&row, coffre, id)?) {
            ids.push(id);
        }
    }
    let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let page = page_of(total, page, most);
    let shown: Vec<Id<Demande>> = ids.into_iter().skip((page * most) as usize).take(most as usize).collect();
    if shown.is_empty() {
        return Ok(Liste { demandes: Vec::new(), total, page });
    }
    let (marks, values) = among(tx, &shown);
    let sql = format!("SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND id IN ({marks})");
    let rows = tx.rows(&sql, &values).await?;
    let mut demandes: Vec<Demande> = rows.iter().map(|row| read(row, coffre)).collect::<Result<_>>()?;
    demandes.sort_by_key(|one| shown.iter().position(|id| *id == one.id));
    Ok(Liste { demandes, total, page })
}
