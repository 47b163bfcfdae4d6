use crate::{Enquete, Invitation, enquete::RELANCES_MAX};
use comptes::Personne;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

const COLUMNS: &str = "enquete, id, personne, nom, adresse, canal, relances, repondue_le";

/// False when this address or this member already has an invitation: the unique indexes decide.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, enquete: Id<Enquete>, invitation: &Invitation) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO enquete_invitation (cpts, enquete, id, personne, nom, adresse, canal, relances,
        repondue_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let Invitation { id, personne, nom, adresse, canal, relances, repondue_le } = invitation;
    let values =
        params![tx.cpts(), enquete, *id, *personne, nom, adresse, canal.code(), *relances, *repondue_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// An invitation, with its survey.
///
/// # Errors
/// A fault of storage.
pub async fn invitation(tx: &mut Tx, id: Id<Invitation>) -> Result<Option<(Id<Enquete>, Invitation)>> {
    let sql = format!("SELECT {COLUMNS} FROM enquete_invitation WHERE cpts = $1 AND id = $2");
    let Some(row) = tx.row(&sql, params![tx.cpts(), id]).await? else { return Ok(None) };
    Ok(Some((row.get("enquete")?, read(&row)?)))
}

/// The invitation of a member.
///
/// # Errors
/// A fault of storage.
pub async fn of_personne(
    tx: &mut Tx,
    enquete: Id<Enquete>,
    personne: Id<Personne>,
) -> Result<Option<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM enquete_invitation WHERE cpts = $1 AND enquete = $2 AND personne = $3"
    );
    tx.row(&sql, params![tx.cpts(), enquete, personne]).await?.as_ref().map(read).transpose()
}

/// Who was invited, in the order of names then addresses.
///
/// # Errors
/// A fault of storage.
pub async fn all(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM enquete_invitation WHERE cpts = $1 AND enquete = $2 AND canal <> 'compte'
        ORDER BY nom, adresse, id"
    );
    tx.rows(&sql, params![tx.cpts(), enquete]).await?.iter().map(read).collect()
}

/// Who was invited, has not answered, and may be reminded again.
///
/// # Errors
/// A fault of storage.
pub async fn silent(tx: &mut Tx, enquete: Id<Enquete>) -> Result<Vec<Invitation>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM enquete_invitation WHERE cpts = $1 AND enquete = $2 AND canal <> 'compte'
        AND repondue_le IS NULL AND relances < $3 AND adresse <> '' ORDER BY nom, adresse, id"
    );
    tx.rows(&sql, params![tx.cpts(), enquete, RELANCES_MAX]).await?.iter().map(read).collect()
}

/// How many were invited, and how many of them answered.
///
/// # Errors
/// A fault of storage.
pub async fn compte(tx: &mut Tx, enquete: Id<Enquete>) -> Result<(u32, u32)> {
    const SQL: &str = "SELECT count(*) AS invites, count(repondue_le) AS repondu FROM enquete_invitation
        WHERE cpts = $1 AND enquete = $2 AND canal <> 'compte'";
    let cpts = tx.cpts();
    let row = tx.must_row(SQL, params![cpts, enquete]).await?;
    Ok((row.get("invites")?, row.get("repondu")?))
}

/// Marks that the invitation was used. False when it already was: the row decides, not us.
///
/// # Errors
/// A fault of storage.
pub async fn mark(tx: &mut Tx, enquete: Id<Enquete>, id: Id<Invitation>, jour: Date) -> Result<bool> {
    const SQL: &str = "UPDATE enquete_invitation SET repondue_le = $4
        WHERE cpts = $1 AND enquete = $2 AND id = $3 AND repondue_le IS NULL";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, enquete, id, jour]).await? == 1)
}

/// One more reminder for this person.
///
/// # Errors
/// A fault of storage.
pub async fn add_relance(tx: &mut Tx, enquete: Id<Enquete>, id: Id<Invitation>) -> Result<()> {
    const SQL: &str = "UPDATE enquete_invitation SET relances = relances + 1
        WHERE cpts = $1 AND enquete = $2 AND id = $3";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete, id]).await?;
    Ok(())
}

/// The surveys that ended on that day or before and still have names or addresses, with their titles.
///
/// # Errors
/// A fault of storage.
pub async fn ended(tx: &mut Tx, jour: Date) -> Result<Vec<(Id<Enquete>, String)>> {
    const SQL: &str = "SELECT id, titre FROM enquete_enquete WHERE cpts = $1 AND (au <= $2 OR close_le <= $2)
        AND EXISTS (SELECT 1 FROM enquete_invitation WHERE enquete_invitation.cpts = $1
            AND enquete_invitation.enquete = enquete_enquete.id AND (adresse <> '' OR nom <> ''))
        ORDER BY id";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, jour]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("titre")?))).collect()
}

/// Forgets the names and addresses of a survey; returns how many invitations had some.
///
/// # Errors
/// A fault of storage.
pub async fn erase(tx: &mut Tx, enquete: Id<Enquete>) -> Result<u64> {
    const SQL: &str = "UPDATE enquete_invitation SET nom = '', adresse = ''
        WHERE cpts = $1 AND enquete = $2 AND (adresse <> '' OR nom <> '')";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, enquete]).await
}

/// The surveys that a member was invited to and has not answered.
///
/// # Errors
/// A fault of storage.
pub async fn waiting(tx: &mut Tx, personne: Id<Personne>) -> Result<Vec<Id<Enquete>>> {
    const SQL: &str = "SELECT enquete FROM enquete_invitation
        WHERE cpts = $1 AND personne = $2 AND repondue_le IS NULL";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, personne]).await?.iter().map(|row| row.get("enquete")).collect()
}

fn read(row: &Row) -> Result<Invitation> {
    Ok(Invitation {
        id: row.get("id")?,
        personne: row.get("personne")?,
        nom: row.get("nom")?,
        adresse: row.get("adresse")?,
        canal: row.parse("canal")?,
        relances: row.get("relances")?,
        repondue_le: row.get("repondue_le")?,
    })
}
