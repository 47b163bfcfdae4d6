/// What every call of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

pub(crate) type Source = Box<dyn std::error::Error + Send + Sync>;

/// A fault of storage: only the operator or a developer can act on it. The text of a fault may be shown by a
/// command, never by a page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address of the database is not one.
    #[error("« {0} » n'est pas une adresse de base : écrire sqlite:CHEMIN ou postgres://…")]
    Address(String),
    /// The database cannot be opened.
    #[error("La base {address} ne s'ouvre pas : {source}")]
    Open {
        /// Address, without password.
        address: String,
        /// What the engine said.
        source: Source,
    },
    /// A newer program has written here.
    #[error(
        "Cette base a été écrite par une version plus récente de Maillage (migration {module}/{name} inconnue). \
         Installer cette version, ou restaurer une sauvegarde plus ancienne."
    )]
    Newer {
        /// Module of the unknown migration.
        module: String,
        /// Its name.
        name: String,
    },
    /// A migration that was applied has another text today.
    #[error("La migration {module}/{name} a changé depuis son application à cette base.")]
    Changed {
        /// Module of the migration.
        module: String,
        /// Its name.
        name: String,
    },
    /// Another program holds the database.
    #[error("La base est occupée par un autre programme ; réessayer dans un instant. ({sql})")]
    Busy {
        /// The statement that waited.
        sql: String,
    },
    /// No room left on the disk.
    #[error("Plus de place sur le disque de la base : rien n'a été écrit. ({sql})")]
    Full {
        /// The statement that did not fit.
        sql: String,
    },
    /// A constraint of the schema refused the row.
    #[error("La base refuse cette ligne : {source} ({sql})")]
    Constraint {
        /// The statement.
        sql: String,
        /// What the engine said.
        source: Source,
    },
    /// Any other refusal of the engine.
    #[error("La base répond : {source} ({sql})")]
    Sql {
        /// The statement.
        sql: String,
        /// What the engine said.
        source: Source,
    },
    /// A cell is not what the code expects.
    #[error("La colonne {column} n'est pas lisible : attendu {expected}, reçu {got}")]
    Decode {
        /// Column asked for.
        column: String,
        /// What was expected.
        expected: &'static str,
        /// What came.
        got: String,
    },
    /// A change was made without a line in the journal.
    #[error("Écriture refusée : aucune ligne de journal ne l'accompagne ({sql})")]
    Untraced {
        /// The first statement of the transaction that wrote.
        sql: String,
    },
    /// A write in a read-only transaction.
    #[error("Écriture refusée : la transaction est en lecture seule ({sql})")]
    ReadOnly {
        /// The statement.
        sql: String,
    },
    /// A statement after the end of its transaction: another one has failed before.
    #[error("La transaction est déjà terminée ({sql})")]
    Ended {
        /// The statement.
        sql: String,
    },
    /// A backup file is not readable or does not fit.
    #[error("Sauvegarde : {0}")]
    Backup(String),
    /// A file of the operating system.
    #[error("{path} : {source}")]
    File {
        /// Its path.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn sqlite(sql: &str, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let sql = first_words(sql);
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { sql },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { sql },
            Some(ErrorCode::DiskFull) => Self::Full { sql },
            Some(ErrorCode::ConstraintViolation) => Self::Constraint { sql, source: error.into() },
            _ => Self::Sql { sql, source: error.into() },
        }
    }

    pub(crate) fn postgres(sql: &str, error: tokio_postgres::Error) -> Self {
        let sql = first_words(sql);
        // https://www.postgresql.org/docs/15/errcodes-appendix.html
        // 23 integrity, 25006 read-only, 40 conflict, 53100 disk full, 55P03 lock, 57014 cancelled.
        match error.code().map(tokio_postgres::error::SqlState::code) {
            Some("25006") => Self::ReadOnly { sql },
            Some("53100") => Self::Full { sql },
            Some("55P03" | "57014" | "40P01" | "40001") => Self::Busy { sql },
            Some(code) if code.starts_with("23") => Self::Constraint { sql, source: explain(error) },
            _ => Self::Sql { sql, source: explain(error) },
        }
    }

    /// Whether the schema itself refused the row (unique, foreign key, check).
    #[must_use]
    pub const fn is_constraint(&self) -> bool {
        matches!(self, Self::Constraint { .. })
    }
}

/// tokio-postgres says only « db error »; the server's sentence is what helps.
pub(crate) fn explain(error: tokio_postgres::Error) -> Source {
    match error.as_db_error() {
        Some(said) => said.to_string().into(),
        None => error.into(),
    }
}

fn first_words(sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().collect();
    words.join(" ").chars().take(160).collect()
}
