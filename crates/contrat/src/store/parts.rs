//! What hangs on a contract: amounts, missions, facts of the crisis mission, settled achievements.

use super::small;
use crate::contrat::{Contrat, FaitCrise, MissionContrat, MontantContrat};
use crate::{Arretee, Atteinte};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

/// Keeps an amount. False when there is one for the same component, part and day: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add_montant(tx: &mut Tx, contrat: Id<Contrat>, montant: &MontantContrat) -> Result<bool> {
    const SQL: &str = "INSERT INTO contrat_montant (cpts, contrat, id, composante, part, cents, du)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let MontantContrat { id, composante, part, cents, du } = montant;
    let values = params![tx.cpts(), contrat, *id, composante, part, *cents, *du];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes from which day an amount counts.
///
/// # Errors
/// A fault of storage.
pub async fn move_montant(tx: &mut Tx, contrat: Id<Contrat>, id: Id<MontantContrat>, du: Date) -> Result<()> {
    const SQL: &str = "UPDATE contrat_montant SET du = $4 WHERE cpts = $1 AND contrat = $2 AND id = $3";
    tx.execute(SQL, params![tx.cpts(), contrat, id, du]).await?;
    Ok(())
}

/// Removes an amount. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove_montant(tx: &mut Tx, contrat: Id<Contrat>, id: Id<MontantContrat>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_montant WHERE cpts = $1 AND contrat = $2 AND id = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, id]).await? == 1)
}

/// Amounts of a contract, by day.
///
/// # Errors
/// A fault of storage.
pub async fn montants(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<MontantContrat>> {
    const SQL: &str = "SELECT id, composante, part, cents, du FROM contrat_montant
        WHERE cpts = $1 AND contrat = $2 ORDER BY du, composante, part";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat]).await?;
    let montant = |row: &Row| {
        Ok(MontantContrat {
            id: row.get("id")?,
            composante: row.get("composante")?,
            part: row.get("part")?,
            cents: row.get("cents")?,
            du: row.get("du")?,
        })
    };
    rows.iter().map(montant).collect()
}

/// Writes a mission, chosen or again.
///
/// # Errors
/// A fault of storage.
pub async fn keep_mission(tx: &mut Tx, contrat: Id<Contrat>, mission: &MissionContrat) -> Result<()> {
    const SQL: &str = "INSERT INTO contrat_mission (cpts, contrat, mission, prevue_le, debut, note)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (cpts, contrat, mission)
        DO UPDATE SET prevue_le = excluded.prevue_le, debut = excluded.debut, note = excluded.note";
    let MissionContrat { mission, prevue_le, debut, note } = mission;
    tx.execute(SQL, params![tx.cpts(), contrat, mission, *prevue_le, *debut, note]).await?;
    Ok(())
}

/// Takes a mission out of a contract. False when it is not in it.
///
/// # Errors
/// A fault of storage.
pub async fn remove_mission(tx: &mut Tx, contrat: Id<Contrat>, mission: &str) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_mission WHERE cpts = $1 AND contrat = $2 AND mission = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, mission]).await? == 1)
}

/// Missions of a contract.
///
/// # Errors
/// A fault of storage.
pub async fn missions(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<MissionContrat>> {
    const SQL: &str = "SELECT mission, prevue_le, debut, note FROM contrat_mission
        WHERE cpts = $1 AND contrat = $2 ORDER BY mission";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat]).await?;
    let mission = |row: &Row| {
        Ok(MissionContrat {
            mission: row.get("mission")?,
            prevue_le: row.get("prevue_le")?,
            debut: row.get("debut")?,
            note: row.get("note")?,
        })
    };
    rows.iter().map(mission).collect()
}

/// Keeps a fact of the crisis mission. False when the same is there: the unique indexes decide.
///
/// # Errors
/// A fault of storage.
pub async fn add_crise(tx: &mut Tx, contrat: Id<Contrat>, fait: &FaitCrise) -> Result<bool> {
    const SQL: &str = "INSERT INTO contrat_crise (cpts, contrat, id, genre, le, note)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let FaitCrise { id, genre, le, note } = fait;
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, *id, genre.code(), *le, note]).await? == 1)
}

/// Removes a fact of the crisis mission. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove_crise(tx: &mut Tx, contrat: Id<Contrat>, id: Id<FaitCrise>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_crise WHERE cpts = $1 AND contrat = $2 AND id = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), contrat, id]).await? == 1)
}

/// Facts of the crisis mission, by day.
///
/// # Errors
/// A fault of storage.
pub async fn crises(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<FaitCrise>> {
    const SQL: &str = "SELECT id, genre, le, note FROM contrat_crise WHERE cpts = $1 AND contrat = $2
        ORDER BY le, genre";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat]).await?;
    let fait = |row: &Row| {
        Ok(FaitCrise {
            id: row.get("id")?,
            genre: row.parse("genre")?,
            le: row.get("le")?,
            note: row.get("note")?,
        })
    };
    rows.iter().map(fait).collect()
}

/// Writes the settled achievements of a contract year in place of those that the same missions had.
///
/// # Errors
/// A fault of storage.
pub async fn settle(tx: &mut Tx, contrat: Id<Contrat>, annee: u32, arretees: &[Arretee]) -> Result<()> {
    const SQL: &str = "INSERT INTO contrat_realisation (cpts, contrat, annee, mission, indicateur, libelle,
        poids, atteinte, source, le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    for Arretee { mission, indicateurs, source, le, .. } in arretees {
        unsettle(tx, contrat, annee, mission).await?;
        for one in indicateurs {
            let values = params![
                tx.cpts(),
                contrat,
                annee,
                mission,
                &one.id,
                &one.libelle,
                one.poids,
                one.atteinte,
                source,
                *le
            ];
            tx.execute(SQL, values).await?;
        }
    }
    Ok(())
}

/// Forgets what was settled for a mission and a contract year.
///
/// # Errors
/// A fault of storage.
pub async fn unsettle(tx: &mut Tx, contrat: Id<Contrat>, annee: u32, mission: &str) -> Result<()> {
    const SQL: &str =
        "DELETE FROM contrat_realisation WHERE cpts = $1 AND contrat = $2 AND annee = $3 AND mission = $4";
    tx.execute(SQL, params![tx.cpts(), contrat, annee, mission]).await?;
    Ok(())
}

/// Settled achievements of a contract, by year and mission.
///
/// # Errors
/// A fault of storage.
pub async fn realisations(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Arretee>> {
    const SQL: &str = "SELECT annee, mission, indicateur, libelle, poids, atteinte, source, le
        FROM contrat_realisation WHERE cpts = $1 AND contrat = $2 ORDER BY annee, mission, indicateur";
    let mut all: Vec<Arretee> = Vec::new();
    for row in tx.rows(SQL, params![tx.cpts(), contrat]).await? {
        let (annee, mission): (u32, String) = (small(&row, "annee")?, row.get("mission")?);
        let one = Atteinte {
            id: row.get("indicateur")?,
            libelle: row.get("libelle")?,
            poids: row.get("poids")?,
            atteinte: row.get("atteinte")?,
        };
        match all.last_mut() {
            Some(last) if last.annee == annee && last.mission == mission => last.indicateurs.push(one),
            _ => {
                let (source, le) = (row.get("source")?, row.get("le")?);
                all.push(Arretee { annee, mission, indicateurs: vec![one], source, le });
            }
        }
    }
    Ok(all)
}
