//! Reads every chain of the journal again and says which line was altered, removed or moved.

use crate::{
    Result, Tx,
    journal::{Ligne, Secret, head_seal},
    params,
};
use kernel::{Cpts, Id};
use std::collections::HashMap;

const PAGE: i64 = 2_000;

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
    /// Lines are missing between two others, or at the end.
    #[error("chaîne {cpts}, lignes {de} à {a} : supprimées")]
    Supprimees {
        /// Chain.
        cpts: Id<Cpts>,
        /// First missing rank.
        de: i64,
        /// Last missing rank.
        a: i64,
    },
    /// A line does not follow the one before it.
    #[error("chaîne {cpts}, ligne {numero} : ne suit pas la ligne précédente")]
    Rompue {
        /// Chain.
        cpts: Id<Cpts>,
        /// Rank.
        numero: i64,
    },
    /// The head was tampered with, or lines were added after it.
    #[error("chaîne {cpts} : la fin de la chaîne a été falsifiée")]
    Tete {
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
    /// What is wrong, in the order of the chains.
    pub anomalies: Vec<Anomalie>,
}

/// Checks every chain.
///
/// # Errors
/// A fault of storage; anomalies are part of the report.
pub async fn verify(tx: &mut Tx, secret: &Secret) -> Result<Rapport> {
    const CHAINS: &str = "SELECT cpts FROM db_journal_tete UNION SELECT cpts FROM db_journal ORDER BY 1";
    let chains = tx.rows(CHAINS, &[]).await?;
    let mut rapport = Rapport::default();
    for row in chains {
        let mut chain = Chain::new(row.get("cpts")?);
        chain.read(tx, secret).await?;
        rapport.chaines += 1;
        rapport.lignes += chain.read;
        rapport.anomalies.extend(chain.finish(tx, secret).await?);
    }
    Ok(rapport)
}

struct Chain {
    cpts: Id<Cpts>,
    last: i64,
    empreinte: String,
    read: u64,
    /// Lines whose hash does not fit their rank, with the hash that they would have at another rank.
    misfits: Vec<Ligne>,
    anomalies: Vec<Anomalie>,
}

impl Chain {
    fn new(cpts: Id<Cpts>) -> Self {
        Self { cpts, last: 0, empreinte: String::new(), read: 0, misfits: Vec::new(), anomalies: Vec::new() }
    }

    async fn read(&mut self, tx: &mut Tx, secret: &Secret) -> Result<()> {
        const SQL: &str = "SELECT numero, instant, acteur, action, objet, detail, ip, agent, session, avant, apres,
            precedent, empreinte FROM db_journal WHERE cpts = $1 AND numero > $2 ORDER BY numero LIMIT $3";
        loop {
            let page = tx.rows(SQL, params![self.cpts, self.last, PAGE]).await?;
            for row in &page {
                self.take(Ligne::read(row)?, secret);
            }
            if page.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    fn take(&mut self, ligne: Ligne, secret: &Secret) {
        let (cpts, numero) = (self.cpts, ligne.numero);
        let gap = numero > self.last + 1;
        if gap {
            self.anomalies.push(Anomalie::Supprimees { cpts, de: self.last + 1, a: numero - 1 });
        }
        let genuine = ligne.seal(secret, cpts, numero) == ligne.empreinte;
        if genuine && !gap && ligne.precedent != self.empreinte && self.misfits.last().is_none_or(|m| m.numero + 1 != numero)
        {
            self.anomalies.push(Anomalie::Rompue { cpts, numero });
        }
        self.last = numero;
        self.empreinte.clone_from(&ligne.empreinte);
        self.read += 1;
        if !genuine {
            self.misfits.push(ligne);
        }
    }

    /// Tells moved lines from altered ones, then compares the end with the sealed head.
    async fn finish(mut self, tx: &mut Tx, secret: &Secret) -> Result<Vec<Anomalie>> {
        let cpts = self.cpts;
        let by_hash: HashMap<String, i64> = self
            .misfits
            .iter()
            .flat_map(|line| self.misfits.iter().map(move |other| (line, other.numero)))
            .take(250_000)
            .map(|(line, rank)| (line.seal(secret, cpts, rank), rank))
            .collect();
        for ligne in &self.misfits {
            let numero = ligne.numero;
            self.anomalies.push(match by_hash.get(&ligne.empreinte) {
                Some(&origine) => Anomalie::Deplacee { cpts, numero, origine },
                None => Anomalie::Modifiee { cpts, numero },
            });
        }
        const HEAD: &str = "SELECT numero, empreinte, sceau FROM db_journal_tete WHERE cpts = $1";
        let Some(head) = tx.row(HEAD, params![cpts]).await? else {
            self.anomalies.push(Anomalie::Tete { cpts });
            return Ok(self.anomalies);
        };
        let (numero, empreinte): (i64, String) = (head.get("numero")?, head.get("empreinte")?);
        let sealed = head_seal(secret, cpts, numero, &empreinte) == head.get::<String>("sceau")?;
        if sealed && numero > self.last {
            self.anomalies.push(Anomalie::Supprimees { cpts, de: self.last + 1, a: numero });
        } else if !sealed || numero != self.last || (self.anomalies.is_empty() && empreinte != self.empreinte) {
            self.anomalies.push(Anomalie::Tete { cpts });
        }
        Ok(self.anomalies)
    }
}
