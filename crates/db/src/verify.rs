//! Reads every chain of the journal again and says which line was altered, removed, added or moved.
//!
//! What it cannot see: the whole database put back to an earlier state. Against that, keep elsewhere the last
//! number and hash of the chains (`db_journal_tete`), or backups.

use crate::{
    Result, Row, Tx,
    journal::{Ligne, OPENED, Secret, head_seal},
    params,
};
use kernel::{Cpts, Id};

const PAGE: u32 = 2_000;
/// How many ranks are tried in all to tell moved lines from altered ones.
const TRIES: usize = 1_000_000;

/// Something wrong with one chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[serde(tag = "anomalie", rename_all = "snake_case")]
pub enum Anomalie {
    /// The content of a line is not what was written.
    #[error("chaîne {cpts}, ligne {numero} : contenu modifié")]
    Modifiee {
        /// Chain.
        cpts: Id<Cpts>,
        /// Rank.
        numero: i64,
    },
    /// A line stands at another rank than the one it was written at.
    #[error("chaîne {cpts}, ligne {numero} : déplacée (écrite au rang {origine})")]
    Deplacee {
        /// Chain.
        cpts: Id<Cpts>,
        /// Rank where it stands.
        numero: i64,
        /// Rank where it was written.
        origine: i64,
    },
    /// A line that this program has never written.
    #[error("chaîne {cpts}, ligne {numero} : ajoutée par un autre moyen que Maillage")]
    Ajoutee {
        /// Chain.
        cpts: Id<Cpts>,
        /// Rank.
        numero: i64,
    },
    /// Lines are missing between two others, at the beginning or at the end.
    #[error("chaîne {cpts}, lignes {de} à {a} : supprimées")]
    Supprimees {
        /// Chain.
        cpts: Id<Cpts>,
        /// First missing rank.
        de: i64,
        /// Last missing rank.
        a: i64,
    },
    /// A line was written here, but after another line than the one before it: two histories were mixed.
    #[error("chaîne {cpts}, ligne {numero} : ne suit pas la ligne précédente")]
    Rompue {
        /// Chain.
        cpts: Id<Cpts>,
        /// Rank.
        numero: i64,
    },
    /// The record of the chain's end was tampered with.
    #[error("chaîne {cpts} : la fin de la chaîne a été falsifiée")]
    Tete {
        /// Chain.
        cpts: Id<Cpts>,
    },
    /// The whole chain went away, or began again.
    #[error("chaîne {cpts} : effacée")]
    Effacee {
        /// Chain.
        cpts: Id<Cpts>,
    },
}

/// What a verification read.
#[derive(Debug, Default, serde::Serialize)]
pub struct Rapport {
    /// Number of chains.
    pub chaines: usize,
    /// Number of lines.
    pub lignes: u64,
    /// What is wrong, chain by chain.
    pub anomalies: Vec<Anomalie>,
}

/// Checks every chain.
///
/// # Errors
/// A fault of storage; anomalies are part of the report.
pub async fn verify(tx: &mut Tx, secret: &Secret) -> Result<Rapport> {
    const CHAINS: &str = "SELECT cpts FROM db_journal_tete UNION SELECT cpts FROM db_journal ORDER BY 1";
    const HEAD: &str = "SELECT numero, empreinte, sceau FROM db_journal_tete WHERE cpts = $1";
    const OPENINGS: &str = "SELECT objet, count(*) AS fois FROM db_journal WHERE cpts = $1 AND action = $2
        GROUP BY objet ORDER BY objet";
    let chains: Vec<Id<Cpts>> =
        tx.rows(CHAINS, &[]).await?.iter().map(|row| row.get("cpts")).collect::<Result<_>>()?;
    let (mut rapport, mut tries) = (Rapport { chaines: chains.len(), ..Rapport::default() }, TRIES);
    for &cpts in &chains {
        let head = tx.row(HEAD, params![cpts]).await?.as_ref().map(Head::read).transpose()?;
        let mut chain = Chain::new(cpts, secret, head, &mut tries);
        chain.read(tx).await?;
        rapport.lignes += chain.lignes;
        rapport.anomalies.extend(chain.close());
    }
    for row in tx.rows(OPENINGS, params![Id::INSTANCE, OPENED]).await? {
        let cpts = row.parse("objet")?;
        if row.get::<i64>("fois")? > 1 || !chains.contains(&cpts) {
            rapport.anomalies.push(Anomalie::Effacee { cpts });
        }
    }
    Ok(rapport)
}

/// What the record of a chain's end says.
struct Head {
    numero: i64,
    empreinte: String,
    sceau: String,
}

impl Head {
    fn read(row: &Row) -> Result<Self> {
        Ok(Self { numero: row.get("numero")?, empreinte: row.get("empreinte")?, sceau: row.get("sceau")? })
    }
}

struct Chain<'a> {
    cpts: Id<Cpts>,
    secret: &'a Secret,
    /// None when it is missing or forged.
    head: Option<Head>,
    /// The rank that the next line must have.
    expected: i64,
    /// Hash of the line before; none when that line is not to be trusted.
    empreinte: Option<String>,
    lignes: u64,
    tries: &'a mut usize,
    anomalies: Vec<Anomalie>,
}

impl<'a> Chain<'a> {
    fn new(cpts: Id<Cpts>, secret: &'a Secret, head: Option<Head>, tries: &'a mut usize) -> Self {
        let head = head.filter(|head| head_seal(secret, cpts, head.numero, &head.empreinte) == head.sceau);
        let anomalies = if head.is_none() { vec![Anomalie::Tete { cpts }] } else { Vec::new() };
        Self { cpts, secret, head, expected: 1, empreinte: Some(String::new()), lignes: 0, tries, anomalies }
    }

    /// Takes every line in the order of ranks, page by page.
    async fn read(&mut self, tx: &mut Tx) -> Result<()> {
        const SQL: &str = "SELECT numero, instant, acteur, action, objet, detail, ip, agent, session, avant,
            apres, precedent, empreinte FROM db_journal WHERE cpts = $1 AND numero > $2 ORDER BY numero LIMIT $3";
        let mut last = i64::MIN;
        loop {
            let page = tx.rows(SQL, params![self.cpts, last, PAGE]).await?;
            for row in &page {
                last = row.get("numero")?;
                self.take(last, Ligne::read(row).ok().as_ref());
            }
            if page.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    /// Judges the line that stands at rank `numero`; none when a cell cannot even be read.
    fn take(&mut self, numero: i64, ligne: Option<&Ligne>) {
        let cpts = self.cpts;
        self.lignes += 1;
        let genuine = ligne.filter(|ligne| ligne.seal(self.secret, cpts, numero) == ligne.empreinte);
        let beyond = numero < 1 || self.head.as_ref().is_some_and(|head| numero > head.numero);
        if !beyond && numero > self.expected {
            self.anomalies.push(Anomalie::Supprimees { cpts, de: self.expected, a: numero - 1 });
            self.empreinte = None;
        }
        let anomalie = match genuine {
            None => Some(self.misfit(numero, ligne, beyond)),
            Some(_) if beyond => Some(Anomalie::Tete { cpts }),
            Some(ligne) if self.empreinte.as_ref().is_some_and(|before| *before != ligne.precedent) => {
                Some(Anomalie::Rompue { cpts, numero })
            }
            Some(_) => None,
        };
        self.anomalies.extend(anomalie);
        if !beyond {
            self.expected = numero.saturating_add(1);
            self.empreinte = genuine.map(|ligne| ligne.empreinte.clone());
        }
    }

    /// What is wrong with a line whose hash does not fit its rank. A line that was only moved fits another.
    fn misfit(&mut self, numero: i64, ligne: Option<&Ligne>, beyond: bool) -> Anomalie {
        let cpts = self.cpts;
        let end = self.head.as_ref().map_or(numero, |head| head.numero).max(1);
        let near = numero.clamp(1, end);
        let around = (0..end).flat_map(|far| [near - far, near.saturating_add(far)]);
        for origine in around.filter(|rank| (1..=end).contains(rank)).take(*self.tries) {
            *self.tries -= 1;
            if ligne.is_some_and(|ligne| ligne.seal(self.secret, cpts, origine) == ligne.empreinte) {
                return Anomalie::Deplacee { cpts, numero, origine };
            }
        }
        if beyond { Anomalie::Ajoutee { cpts, numero } } else { Anomalie::Modifiee { cpts, numero } }
    }

    fn close(mut self) -> Vec<Anomalie> {
        let (cpts, de) = (self.cpts, self.expected);
        match self.head {
            Some(head) if head.numero >= de => {
                self.anomalies.push(Anomalie::Supprimees { cpts, de, a: head.numero });
            }
            Some(head) if self.empreinte.is_some_and(|last| last != head.empreinte) => {
                self.anomalies.push(Anomalie::Tete { cpts });
            }
            _ => {}
        }
        self.anomalies
    }
}
