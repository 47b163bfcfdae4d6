use crate::tentative::{Geste, fenetres, oubli};
use db::{Result, Tx, params};
use jiff::Timestamp;

/// Counts one attempt; returns how many there are in the running window, and its end. One statement, so that attempts made
/// together are all counted. A window that starts after a used-up one is longer.
pub async fn count(tx: &mut Tx, cle: &str, geste: Geste) -> Result<(i64, Timestamp)> {
    const SQL: &str = "INSERT INTO comptes_tentative AS t (cle, nombre, serie, fin) VALUES ($1, 1, 0, $3)
        ON CONFLICT (cle) DO UPDATE SET
        nombre = CASE WHEN t.fin > $2 THEN t.nombre + 1 ELSE 1 END,
        serie = CASE WHEN t.fin > $2 THEN t.serie WHEN t.nombre >= $7 AND t.fin > $8 THEN t.serie + 1 ELSE 0 END,
        fin = CASE WHEN t.fin > $2 THEN t.fin WHEN t.nombre < $7 OR t.fin <= $8 THEN $3
            WHEN t.serie = 0 THEN $4 WHEN t.serie = 1 THEN $5 ELSE $6 END
        RETURNING nombre, fin";
    let now = tx.ctx().now;
    let [a, b, c, d] = fenetres(now);
    let values = params![cle, now, a, b, c, d, geste.limite(), oubli(now)];
    match tx.row_untraced(SQL, values).await? {
        Some(row) => Ok((row.get("nombre")?, row.get("fin")?)),
        None => Ok((geste.limite() + 1, d)),
    }
}

/// The attempt was right: it does not count.
pub async fn give_back(tx: &mut Tx, cle: &str) -> Result<()> {
    const SQL: &str = "UPDATE comptes_tentative SET nombre = nombre - 1 WHERE cle = $1 AND nombre > 0";
    tx.execute_untraced(SQL, params![cle]).await?;
    Ok(())
}

/// The right person came: nothing counts any more.
pub async fn forget(tx: &mut Tx, cle: &str) -> Result<()> {
    const SQL: &str = "DELETE FROM comptes_tentative WHERE cle = $1";
    tx.execute_untraced(SQL, params![cle]).await?;
    Ok(())
}

/// Forgets windows that no longer count.
pub async fn purge(tx: &mut Tx) -> Result<u64> {
    const SQL: &str = "DELETE FROM comptes_tentative WHERE fin <= $1";
    let before = oubli(tx.ctx().now);
    tx.execute_untraced(SQL, params![before]).await
}
