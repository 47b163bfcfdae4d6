use crate::{
    Personne, Roles, Session,
    session::{DUREE, INACTIVITE},
};
use db::{Result, Tx, params};
use jiff::Timestamp;
use kernel::{Cpts, Id};

/// Whoever a token belongs to, as seen from a CPTS.
#[derive(Debug, Clone)]
pub struct Titulaire {
    /// Public id of the session.
    pub session: Id<Session>,
    /// Who.
    pub personne: Id<Personne>,
    /// « Claire Fabre ».
    pub nom: String,
    /// Roles held in the CPTS.
    pub roles: Roles,
    /// Roles held on the instance.
    pub instance: Roles,
    /// Last activity known.
    pub vue_le: Timestamp,
}

/// The living session of a token, its person and their roles in `cpts`, in one reading. Nobody when the session has
/// expired or slept too long, or when the account is closed; no role where the person is suspended.
pub async fn holder(tx: &mut Tx, empreinte: &[u8], cpts: Id<Cpts>) -> Result<Option<Titulaire>> {
    const SQL: &str = "SELECT s.id, s.personne, s.vue_le, p.nom, p.prenom, a.roles, i.roles AS instance
        FROM comptes_session s JOIN comptes_personne p ON p.id = s.personne
        LEFT JOIN comptes_appartenance a ON a.cpts = $2 AND a.personne = s.personne AND a.etat <> 'suspendu'
        LEFT JOIN comptes_appartenance i ON i.cpts = $3 AND i.personne = s.personne AND i.etat <> 'suspendu'
        WHERE s.empreinte = $1 AND s.expire_le > $4 AND s.vue_le > $5 AND p.desactivee_le IS NULL";
    let now = tx.ctx().now;
    let awake = now.saturating_sub(INACTIVITE).unwrap_or(Timestamp::MIN);
    let Some(row) = tx.row(SQL, params![empreinte, cpts, Id::INSTANCE, now, awake]).await? else {
        return Ok(None);
    };
    let (nom, prenom): (String, String) = (row.get("nom")?, row.get("prenom")?);
    let roles = |column| match row.get::<Option<String>>(column)? {
        Some(_) => row.parse(column),
        None => Ok(Roles::default()),
    };
    Ok(Some(Titulaire {
        session: row.get("id")?,
        personne: row.get("personne")?,
        nom: format!("{prenom} {nom}"),
        roles: roles("roles")?,
        instance: roles("instance")?,
        vue_le: row.get("vue_le")?,
    }))
}

/// A new session, alive from now on.
pub async fn open(tx: &mut Tx, empreinte: &[u8], session: &Session) -> Result<()> {
    const SQL: &str =
        "INSERT INTO comptes_session (empreinte, id, personne, moyen, creee_le, vue_le, expire_le, ip, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let expire = session.creee_le.saturating_add(DUREE).unwrap_or(Timestamp::MAX);
    let values = params![
        empreinte,
        session.id,
        session.personne,
        session.moyen.code(),
        session.creee_le,
        session.vue_le,
        expire,
        &session.ip,
        &session.agent
    ];
    tx.execute_untraced(SQL, values).await?;
    Ok(())
}

/// The session was active now.
pub async fn touch(tx: &mut Tx, id: Id<Session>) -> Result<()> {
    const SQL: &str = "UPDATE comptes_session SET vue_le = $2 WHERE id = $1 AND vue_le < $2";
    let now = tx.ctx().now;
    tx.execute_untraced(SQL, params![id, now]).await?;
    Ok(())
}

/// The living sessions of somebody, last used first.
pub async fn of(tx: &mut Tx, personne: Id<Personne>) -> Result<Vec<Session>> {
    const SQL: &str = "SELECT id, personne, moyen, creee_le, vue_le, ip, agent FROM comptes_session
        WHERE personne = $1 AND expire_le > $2 AND vue_le > $3 ORDER BY vue_le DESC, id";
    let now = tx.ctx().now;
    let awake = now.saturating_sub(INACTIVITE).unwrap_or(Timestamp::MIN);
    let rows = tx.rows(SQL, params![personne, now, awake]).await?;
    rows.iter()
        .map(|row| {
            Ok(Session {
                id: row.get("id")?,
                personne: row.get("personne")?,
                moyen: row.parse("moyen")?,
                creee_le: row.get("creee_le")?,
                vue_le: row.get("vue_le")?,
                ip: row.get("ip")?,
                agent: row.get("agent")?,
            })
        })
        .collect()
}

/// Closes one session of somebody; false when there was none.
pub async fn close(tx: &mut Tx, personne: Id<Personne>, id: Id<Session>) -> Result<bool> {
    const SQL: &str = "DELETE FROM comptes_session WHERE personne = $1 AND id = $2";
    Ok(tx.execute_untraced(SQL, params![personne, id]).await? == 1)
}

/// Closes every session of somebody, `except` one; returns how many.
pub async fn close_all(tx: &mut Tx, personne: Id<Personne>, except: Option<Id<Session>>) -> Result<u64> {
    const ALL: &str = "DELETE FROM comptes_session WHERE personne = $1";
    const OTHERS: &str = "DELETE FROM comptes_session WHERE personne = $1 AND id <> $2";
    match except {
        Some(kept) => tx.execute_untraced(OTHERS, params![personne, kept]).await,
        None => tx.execute_untraced(ALL, params![personne]).await,
    }
}

/// Forgets sessions that nobody can use any more.
pub async fn purge(tx: &mut Tx) -> Result<u64> {
    const SQL: &str = "DELETE FROM comptes_session WHERE expire_le <= $1 OR vue_le <= $2";
    let now = tx.ctx().now;
    let awake = now.saturating_sub(INACTIVITE).unwrap_or(Timestamp::MIN);
    tx.execute_untraced(SQL, params![now, awake]).await
}
