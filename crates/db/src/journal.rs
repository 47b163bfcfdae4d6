//! The journal: an append-only record of every change and of every reading of patient-level data.
//!
//! Each line carries the keyed hash (HMAC-SHA-256, key of the instance, kept outside the database) of its
//! content and of the line before it, one chain per CPTS; a sealed head says how long the chain is. Whoever can
//! write in the database but does not hold the key cannot alter, remove, reorder or add a line unseen.

use crate::{Result, Row, Tx, params};
use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use kernel::{Cpts, Ctx, Id, Origin};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// The key of an instance; whoever holds it can forge the journal.
#[derive(Clone)]
pub struct Secret(Arc<[u8; 32]>);

impl Secret {
    /// Wraps 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(bytes))
    }

    /// Keyed hash (HMAC-SHA-256) of `parts`, in hexadecimal; `purpose` keeps uses apart.
    #[must_use]
    pub fn seal(&self, purpose: &str, parts: &[&str]) -> String {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&*self.0) else { return String::new() };
        for part in std::iter::once(&purpose).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        HEXLOWER.encode(&mac.finalize().into_bytes())
    }

    /// A key for another purpose, derived from this one.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        let hex = self.seal("derive", &[purpose]);
        if let Ok(bytes) = HEXLOWER.decode(hex.as_bytes()) {
            key.copy_from_slice(&bytes);
        }
        key
    }
}

/// One line to write in the journal: what was done to which thing.
#[derive(Debug, Clone)]
pub struct Trace {
    action: &'static str,
    objet: String,
    detail: String,
    avant: String,
    apres: String,
    by: Option<By>,
}

/// Who did it and from where, when it is not whoever the transaction is for.
#[derive(Debug, Clone)]
struct By {
    instant: Timestamp,
    acteur: String,
    origin: Origin,
}

impl Trace {
    /// `action` is a past fact (`territoire.perimetre_modifie`, `medecin_traitant.demande_lue`), `objet` names
    /// the thing by kind and id, without identity.
    #[must_use]
    pub fn new(action: &'static str, objet: impl std::fmt::Display) -> Self {
        Self {
            action,
            objet: objet.to_string(),
            detail: String::new(),
            avant: String::new(),
            apres: String::new(),
            by: None,
        }
    }

    /// Done by somebody else than the transaction is for: one that several people share, to wait for the disk once.
    #[must_use]
    pub fn by(mut self, ctx: &Ctx) -> Self {
        self.by = Some(By { instant: ctx.now, acteur: ctx.actor.label(), origin: ctx.origin.clone() });
        self
    }

    /// A few words for whoever reads the journal. Never a patient's identity.
    #[must_use]
    pub fn detail(mut self, text: impl std::fmt::Display) -> Self {
        self.detail = text.to_string();
        self
    }

    /// The state before; only its hash is kept.
    #[must_use]
    pub fn before(mut self, state: &impl Serialize) -> Self {
        self.avant = fingerprint(state);
        self
    }

    /// The state after; only its hash is kept.
    #[must_use]
    pub fn after(mut self, state: &impl Serialize) -> Self {
        self.apres = fingerprint(state);
        self
    }
}

/// SHA-256 of the JSON form of a state, in hexadecimal.
#[must_use]
pub fn fingerprint(state: &impl Serialize) -> String {
    let json = serde_json::to_vec(state).unwrap_or_default();
    HEXLOWER.encode(&Sha256::digest(&json))
}

/// A line as it was written.
#[derive(Debug, Clone, Serialize)]
pub struct Ligne {
    /// Rank in the chain of its CPTS, from 1.
    pub numero: i64,
    /// When.
    pub instant: Timestamp,
    /// Who: `personne:<id>`, `systeme:<name>` or `anonyme`.
    pub acteur: String,
    /// What.
    pub action: String,
    /// To which thing.
    pub objet: String,
    /// In a few words.
    pub detail: String,
    /// Network address.
    pub ip: String,
    /// Browser.
    pub agent: String,
    /// Session.
    pub session: String,
    /// Hash of the state before, or empty.
    pub avant: String,
    /// Hash of the state after, or empty.
    pub apres: String,
    /// Hash of the line before.
    pub precedent: String,
    /// Hash of this line.
    pub empreinte: String,
}

impl Ligne {
    pub(crate) fn read(row: &Row) -> Result<Self> {
        Ok(Self {
            numero: row.get("numero")?,
            instant: row.get("instant")?,
            acteur: row.get("acteur")?,
            action: row.get("action")?,
            objet: row.get("objet")?,
            detail: row.get("detail")?,
            ip: row.get("ip")?,
            agent: row.get("agent")?,
            session: row.get("session")?,
            avant: row.get("avant")?,
            apres: row.get("apres")?,
            precedent: row.get("precedent")?,
            empreinte: row.get("empreinte")?,
        })
    }

    /// The hash this line must carry if it stands at rank `numero` of the chain of `cpts`.
    pub(crate) fn seal(&self, secret: &Secret, cpts: Id<Cpts>, numero: i64) -> String {
        let (cpts, numero, instant) = (cpts.to_string(), numero.to_string(), format!("{:.6}", self.instant));
        let content: [&str; 13] = [
            &cpts,
            &numero,
            &instant,
            &self.acteur,
            &self.action,
            &self.objet,
            &self.detail,
            &self.ip,
            &self.agent,
            &self.session,
            &self.avant,
            &self.apres,
            &self.precedent,
        ];
        secret.seal("journal", &content)
    }
}

pub(crate) fn head_seal(secret: &Secret, cpts: Id<Cpts>, numero: i64, empreinte: &str) -> String {
    secret.seal("journal.tete", &[&cpts.to_string(), &numero.to_string(), empreinte])
}

/// The action of the line that the chain of the instance gets when the chain of a CPTS begins, so that a
/// whole chain cannot go away unseen.
pub(crate) const OPENED: &str = "journal.chaine_ouverte";

/// Writes the pending lines of a transaction at the end of the chain of its CPTS.
pub(crate) async fn append(tx: &mut Tx, ctx: &Ctx, secret: &Secret, traces: Vec<Trace>) -> Result<()> {
    let first = extend(tx, ctx, secret, traces).await?;
    if first == 1 && ctx.cpts != Id::INSTANCE {
        let opened = vec![Trace::new(OPENED, ctx.cpts)];
        extend(tx, &ctx.within(Id::INSTANCE), secret, opened).await?;
    }
    Ok(())
}

/// Returns the rank of the first line. The head's row lock keeps two transactions from taking the same rank.
async fn extend(tx: &mut Tx, ctx: &Ctx, secret: &Secret, traces: Vec<Trace>) -> Result<i64> {
    let count = i64::try_from(traces.len()).unwrap_or(i64::MAX);
    const TAKE: &str = "INSERT INTO db_journal_tete (cpts, numero, empreinte, sceau) VALUES ($1, $2, '', '')
        ON CONFLICT (cpts) DO UPDATE SET numero = db_journal_tete.numero + $2
        RETURNING numero, empreinte";
    let head = tx.must_row(TAKE, params![ctx.cpts, count]).await?;
    let mut numero: i64 = head.get::<i64>("numero")? - count;
    let first = numero + 1;
    let mut precedent: String = head.get("empreinte")?;
    for trace in traces {
        numero += 1;
        let mut ligne = line(ctx, trace, numero, precedent);
        ligne.empreinte = ligne.seal(secret, ctx.cpts, numero);
        insert(tx, ctx.cpts, &ligne).await?;
        precedent = ligne.empreinte;
    }
    const CLOSE: &str = "UPDATE db_journal_tete SET empreinte = $2, sceau = $3 WHERE cpts = $1";
    let seal = head_seal(secret, ctx.cpts, numero, &precedent);
    tx.run(CLOSE, params![ctx.cpts, precedent, seal]).await?;
    Ok(first)
}

fn line(ctx: &Ctx, trace: Trace, numero: i64, precedent: String) -> Ligne {
    let own = || By { instant: ctx.now, acteur: ctx.actor.label(), origin: ctx.origin.clone() };
    let By { instant, acteur, origin } = trace.by.unwrap_or_else(own);
    Ligne {
        numero,
        instant,
        acteur,
        action: trace.action.to_owned(),
        objet: trace.objet,
        detail: trace.detail,
        ip: origin.ip,
        agent: origin.agent,
        session: origin.session,
        avant: trace.avant,
        apres: trace.apres,
        precedent,
        empreinte: String::new(),
    }
}

async fn insert(tx: &mut Tx, cpts: Id<Cpts>, ligne: &Ligne) -> Result<()> {
    const SQL: &str =
        "INSERT INTO db_journal (cpts, numero, instant, acteur, action, objet, detail, ip, agent,
        session, avant, apres, precedent, empreinte)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let values = params![
        cpts,
        ligne.numero,
        ligne.instant,
        &ligne.acteur,
        &ligne.action,
        &ligne.objet,
        &ligne.detail,
        &ligne.ip,
        &ligne.agent,
        &ligne.session,
        &ligne.avant,
        &ligne.apres,
        &ligne.precedent,
        &ligne.empreinte
    ];
    tx.run(SQL, values).await?;
    Ok(())
}

/// Lines of the caller's CPTS, newest first, that come before rank `before`.
///
/// # Errors
/// A fault of storage.
pub async fn latest(tx: &mut Tx, before: i64, limit: u32) -> Result<Vec<Ligne>> {
    const SQL: &str =
        "SELECT numero, instant, acteur, action, objet, detail, ip, agent, session, avant, apres,
        precedent, empreinte FROM db_journal WHERE cpts = $1 AND numero < $2 ORDER BY numero DESC LIMIT $3";
    let cpts = tx.ctx().cpts;
    tx.rows(SQL, params![cpts, before, limit]).await?.iter().map(Ligne::read).collect()
}

/// The last lines of the caller's CPTS about `objet`, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn about(tx: &mut Tx, objet: &str, limit: u32) -> Result<Vec<Ligne>> {
    const SQL: &str =
        "SELECT numero, instant, acteur, action, objet, detail, ip, agent, session, avant, apres,
        precedent, empreinte FROM db_journal WHERE cpts = $1 AND objet = $2 ORDER BY numero DESC LIMIT $3";
    let cpts = tx.ctx().cpts;
    tx.rows(SQL, params![cpts, objet, limit]).await?.iter().map(Ligne::read).collect()
}

/// What was said of an action in the caller's CPTS since an instant, and how often; the most frequent first.
///
/// # Errors
/// A fault of storage.
pub async fn details(tx: &mut Tx, action: &str, since: Timestamp) -> Result<Vec<(String, i64)>> {
    const SQL: &str = "SELECT detail, COUNT(*) AS combien FROM db_journal
        WHERE cpts = $1 AND action = $2 AND instant >= $3 GROUP BY detail ORDER BY combien DESC, detail";
    let cpts = tx.ctx().cpts;
    let rows = tx.rows(SQL, params![cpts, action, since]).await?;
    rows.iter().map(|row| Ok((row.get("detail")?, row.get("combien")?))).collect()
}

/// What the journal of the caller's CPTS says was written, oldest first: object and hash of its state after, for
/// the actions whose name starts with `prefix`.
///
/// # Errors
/// A fault of storage.
pub async fn written(tx: &mut Tx, prefix: &str) -> Result<Vec<(String, String)>> {
    const SQL: &str = "SELECT objet, apres FROM db_journal WHERE cpts = $1 AND apres <> ''
        AND substr(action, 1, length($2)) = $2 ORDER BY numero";
    let cpts = tx.ctx().cpts;
    let rows = tx.rows(SQL, params![cpts, prefix]).await?;
    rows.iter().map(|row| Ok((row.get("objet")?, row.get("apres")?))).collect()
}
