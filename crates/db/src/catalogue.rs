//! What tables there are, asked from each engine in its own words.

use crate::{Engine, Result, Tx};

/// A table of ours; those of the engine itself do not count.
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

#[derive(Clone)]
pub(crate) struct Column {
    pub name: String,
    /// Type, in the engine's words.
    pub kind: String,
    /// Place in the primary key, from 1; 0 outside.
    key: i64,
}

const SQLITE: &str = "SELECT t.name AS nom, c.name AS colonne, c.type AS type, c.pk AS cle
    FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
    WHERE t.schema = 'main' AND t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_' ORDER BY t.name, c.cid";

const POSTGRES: &str = "SELECT t.relname::text AS nom, c.attname::text AS colonne,
        format_type(c.atttypid, NULL) AS type,
        COALESCE(array_position(string_to_array(i.indkey::text, ' '), c.attnum::text), 0)::bigint AS cle
    FROM pg_class AS t JOIN pg_attribute AS c ON c.attrelid = t.oid
    LEFT JOIN pg_index AS i ON i.indrelid = t.oid AND i.indisprimary
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
        AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = '' ORDER BY t.relname, c.attnum";

const FOREIGN_KEYS: &str = "SELECT conrelid::regclass::text AS nom, quote_ident(conname) AS cle,
        pg_get_constraintdef(oid) AS texte
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace AND conparentid = 0";

/// Every table, by name.
pub(crate) async fn tables(tx: &mut Tx, engine: Engine) -> Result<Vec<Table>> {
    let sql = match engine {
        Engine::Sqlite => SQLITE,
        Engine::Postgres => POSTGRES,
    };
    let mut tables: Vec<Table> = Vec::new();
    for row in tx.rows(sql, &[]).await? {
        let (name, column): (String, _) = (
            row.get("nom")?,
            Column { name: row.get("colonne")?, kind: row.get("type")?, key: row.get("cle")? },
        );
        match tables.last_mut() {
            Some(table) if table.name == name => table.columns.push(column),
            _ => tables.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(tables)
}

impl Column {
    /// Whether it is in the primary key.
    pub(crate) const fn is_key(&self) -> bool {
        self.key > 0
    }
}

impl Table {
    /// The table without a column; and its key and that column alone, when it has it.
    pub(crate) fn part(self, column: &str) -> (Self, Option<Self>) {
        if !self.columns.iter().any(|one| one.name == column) {
            return (self, None);
        }
        let name = self.name.clone();
        let (apart, rest): (Vec<Column>, _) = self.columns.into_iter().partition(|one| one.name == column);
        let key = rest.iter().filter(|one| one.is_key()).cloned();
        let apart = Self { name: name.clone(), columns: key.chain(apart).collect() };
        (Self { name, columns: rest }, Some(apart))
    }

    /// Where the columns of the primary key stand among `columns`, in the order of the key.
    pub(crate) fn key(&self) -> Vec<usize> {
        let mut key: Vec<usize> = (0..self.columns.len()).filter(|i| self.columns[*i].key > 0).collect();
        key.sort_by_key(|i| self.columns[*i].key);
        key
    }
}

/// Lets rows come in any order until [`hold`] checks their foreign keys all at once. Returns the statements
/// that put the keys back.
pub(crate) async fn release(tx: &mut Tx, engine: Engine) -> Result<Vec<String>> {
    if engine == Engine::Sqlite {
        tx.batch("PRAGMA defer_foreign_keys = ON").await?; // until the commit, which checks
        return Ok(Vec::new());
    }
    let mut keys = Vec::new();
    for row in tx.rows(FOREIGN_KEYS, &[]).await? {
        let (table, key, text): (String, String, String) =
            (row.get("nom")?, row.get("cle")?, row.get("texte")?);
        tx.batch(&format!("ALTER TABLE {table} DROP CONSTRAINT {key}")).await?;
        keys.push(format!("ALTER TABLE {table} ADD CONSTRAINT {key} {text}"));
    }
    Ok(keys)
}

/// Puts the foreign keys back; a row that refers to none is refused.
pub(crate) async fn hold(tx: &mut Tx, keys: Vec<String>) -> Result<()> {
    for sql in keys {
        tx.batch(&sql).await?;
    }
    Ok(())
}

/// A name as both engines read it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
