use crate::Personne;
use db::{Result, Row, Tx, Value, params};
use jiff::Timestamp;
use kernel::Id;
use std::{collections::HashMap, sync::LazyLock};

/// An account with its secrets, for whoever checks them.
#[derive(Debug, Clone)]
pub struct Compte {
    /// The person.
    pub personne: Personne,
    /// Hash of the password, when there is one.
    pub mot_de_passe: Option<String>,
    /// Sealed key of the second factor, when it is on.
    pub totp: Option<Vec<u8>>,
    /// Sealed key that waits for its first code.
    pub totp_attente: Option<Vec<u8>>,
}

/// False when the address has an account.
pub async fn keep(tx: &mut Tx, personne: &Personne) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO comptes_personne (id, courriel, nom, prenom, creee_le) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![personne.id, &personne.courriel, &personne.nom, &personne.prenom, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The account of an address, folded.
pub async fn by_courriel(tx: &mut Tx, courriel: &str) -> Result<Option<Compte>> {
    const SQL: &str = "SELECT id, courriel, nom, prenom, mot_de_passe, totp, totp_attente, desactivee_le
        FROM comptes_personne WHERE courriel = $1";
    tx.row(SQL, params![courriel]).await?.as_ref().map(compte).transpose()
}

/// The account of a person.
pub async fn by_id(tx: &mut Tx, id: Id<Personne>) -> Result<Option<Compte>> {
    const SQL: &str = "SELECT id, courriel, nom, prenom, mot_de_passe, totp, totp_attente, desactivee_le
        FROM comptes_personne WHERE id = $1";
    tx.row(SQL, params![id]).await?.as_ref().map(compte).transpose()
}

fn compte(row: &Row) -> Result<Compte> {
    Ok(Compte {
        personne: personne(row)?,
        mot_de_passe: row.get("mot_de_passe")?,
        totp: row.get("totp")?,
        totp_attente: row.get("totp_attente")?,
    })
}

fn personne(row: &Row) -> Result<Personne> {
    Ok(Personne {
        id: row.get("id")?,
        courriel: row.get("courriel")?,
        nom: row.get("nom")?,
        prenom: row.get("prenom")?,
        desactivee_le: row.get("desactivee_le")?,
    })
}

/// Accounts of the instance, in the order of addresses.
pub async fn all(tx: &mut Tx) -> Result<Vec<Personne>> {
    const SQL: &str =
        "SELECT id, courriel, nom, prenom, desactivee_le FROM comptes_personne ORDER BY courriel";
    tx.rows(SQL, &[]).await?.iter().map(personne).collect()
}

/// A new name, here and in each CPTS.
pub async fn rename(tx: &mut Tx, id: Id<Personne>, nom: &str, prenom: &str, cle: &str) -> Result<()> {
    const PERSON: &str = "UPDATE comptes_personne SET nom = $2, prenom = $3 WHERE id = $1";
    const MEMBER: &str =
        "UPDATE comptes_appartenance SET nom = $2, prenom = $3, cle_tri = $4 WHERE personne = $1";
    tx.execute(PERSON, params![id, nom, prenom]).await?;
    tx.execute(MEMBER, params![id, nom, prenom, cle]).await?;
    Ok(())
}

/// A new password, already hashed.
pub async fn keep_password(tx: &mut Tx, id: Id<Personne>, hash: &str) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_personne SET mot_de_passe = $2 WHERE id = $1";
    Ok(tx.execute(SQL, params![id, hash]).await? == 1)
}

/// A sealed key that waits for its first code.
pub async fn propose_totp(tx: &mut Tx, id: Id<Personne>, sealed: &[u8]) -> Result<()> {
    const SQL: &str = "UPDATE comptes_personne SET totp_attente = $2 WHERE id = $1";
    tx.execute(SQL, params![id, sealed]).await?;
    Ok(())
}

/// The waiting key becomes the second factor, `step` being its first code. False when another code was faster.
pub async fn adopt_totp(tx: &mut Tx, id: Id<Personne>, sealed: &[u8], step: i64) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_personne SET totp = totp_attente, totp_attente = NULL, totp_pas = $3
        WHERE id = $1 AND totp_attente = $2";
    Ok(tx.execute(SQL, params![id, sealed, step]).await? == 1)
}

/// No second factor any more, nor recovery code.
pub async fn drop_totp(tx: &mut Tx, id: Id<Personne>) -> Result<bool> {
    const PERSON: &str = "UPDATE comptes_personne SET totp = NULL, totp_attente = NULL, totp_pas = NULL
        WHERE id = $1 AND totp IS NOT NULL";
    const CODES: &str = "DELETE FROM comptes_code_secours WHERE personne = $1";
    tx.execute(CODES, params![id]).await?;
    Ok(tx.execute(PERSON, params![id]).await? == 1)
}

/// False when the code of this step, or of a later one, has been used: the row decides, not us.
pub async fn accept_step(tx: &mut Tx, id: Id<Personne>, step: i64) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_personne SET totp_pas = $2
        WHERE id = $1 AND totp IS NOT NULL AND (totp_pas IS NULL OR totp_pas < $2)";
    Ok(tx.execute_untraced(SQL, params![id, step]).await? == 1)
}

/// Hashes of the recovery codes.
pub async fn keep_codes(tx: &mut Tx, id: Id<Personne>, hashes: &[String]) -> Result<()> {
    const CLEAR: &str = "DELETE FROM comptes_code_secours WHERE personne = $1";
    const SQL: &str = "INSERT INTO comptes_code_secours (personne, empreinte) VALUES ($1, $2)";
    tx.execute(CLEAR, params![id]).await?;
    for hash in hashes {
        tx.execute(SQL, params![id, hash]).await?;
    }
    Ok(())
}

/// False when no such code is left.
pub async fn spend_code(tx: &mut Tx, id: Id<Personne>, hash: &str) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_code_secours SET utilise_le = $3
        WHERE personne = $1 AND empreinte = $2 AND utilise_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![id, hash, now]).await? == 1)
}

/// How many recovery codes are left.
pub async fn codes_left(tx: &mut Tx, id: Id<Personne>) -> Result<i64> {
    const SQL: &str =
        "SELECT count(*) AS n FROM comptes_code_secours WHERE personne = $1 AND utilise_le IS NULL";
    tx.must_row(SQL, params![id]).await?.get("n")
}

/// Closes or opens again the account. False when there was nothing to change.
pub async fn keep_desactivation(tx: &mut Tx, id: Id<Personne>, le: Option<Timestamp>) -> Result<bool> {
    const CLOSE: &str =
        "UPDATE comptes_personne SET desactivee_le = $2 WHERE id = $1 AND desactivee_le IS NULL";
    const REOPEN: &str =
        "UPDATE comptes_personne SET desactivee_le = NULL WHERE id = $1 AND desactivee_le IS NOT NULL";
    let touched = match le {
        Some(le) => tx.execute(CLOSE, params![id, le]).await?,
        None => tx.execute(REOPEN, params![id]).await?,
    };
    Ok(touched == 1)
}

/// How many names one question may ask for.
pub const NOMS: usize = 50;

/// The full names of up to fifty people, in one question.
pub async fn noms(tx: &mut Tx, ids: &[Id<Personne>]) -> Result<HashMap<Id<Personne>, String>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let places: Vec<String> = (1..=NOMS).map(|n| format!("${n}")).collect();
        format!("SELECT id, nom, prenom FROM comptes_personne WHERE id IN ({})", places.join(", "))
    });
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // One text whatever the number of people, so that it is prepared once: the places left over ask for nobody.
    let nobody = Id::new(kernel::Id::INSTANCE.uuid());
    let asked = ids.iter().copied().chain(std::iter::repeat(nobody)).take(NOMS);
    let values: Vec<Value> = asked.map(Value::from).collect();
    let rows = tx.rows(&SQL, &values).await?;
    rows.iter()
        .map(|row| {
            let (nom, prenom): (String, String) = (row.get("nom")?, row.get("prenom")?);
            Ok((row.get("id")?, format!("{prenom} {nom}")))
        })
        .collect()
}
