//! A fresh migrated database for each test, on each engine.

use crate::actors::system;
use db::{Db, Migrations, Secret};
use std::{
    collections::hash_map::DefaultHasher,
    fmt::Debug,
    hash::{Hash, Hasher},
    sync::atomic::{AtomicU32, Ordering},
};
use tokio::task::JoinError;
use tokio_postgres::{Client, NoTls};

/// Makes of each test of the block two: `name::sqlite` and `name::postgres`, each with a fresh database that
/// the given migrations have prepared. A test returns nothing, or a `Result`.
#[macro_export]
macro_rules! each_engine {
    ($modules:expr; $(
        $(#[$meta:meta])*
        async fn $name:ident($db:ident $(: $type:ty)?) $(-> $outcome:ty)? $body:block
    )*) => {$(
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn test($db: $crate::engines::Database) $(-> $outcome)? $body

            $(#[$meta])*
            #[test]
            fn sqlite() {
                $crate::engines::on_sqlite($modules, test);
            }

            $(#[$meta])*
            #[test]
            fn postgres() {
                $crate::engines::on_postgres($modules, test);
            }
        }
    )*};
}

#[doc(hidden)]
pub use db::Db as Database;

/// The key that seals the journals of tests.
#[must_use]
pub fn secret() -> Secret {
    Secret::new([7; 32])
}

/// What a test may return.
pub trait Outcome: Send + 'static {
    /// Fails the test when there is something to fail for.
    fn check(self);
}

impl Outcome for () {
    fn check(self) {}
}

impl<E: Debug + Send + 'static> Outcome for Result<(), E> {
    fn check(self) {
        if let Err(error) = self {
            panic!("{error:?}");
        }
    }
}

/// Runs `test` on a new SQLite file.
pub fn on_sqlite<F, Fut>(modules: &[Migrations], test: F)
where
    F: FnOnce(Db) -> Fut,
    Fut: Future<Output: Outcome> + Send + 'static,
{
    let folder = tempfile::tempdir().expect("a temporary folder");
    let address = format!("sqlite:{}", folder.path().join("essai.db").display());
    runtime().block_on(async {
        let db = open(&address);
        migrate(&db, modules).await;
        finish(tokio::spawn(test(db)).await);
    });
}

/// Runs `test` on a PostgreSQL database of its own, dropped at the end.
pub fn on_postgres<F, Fut>(modules: &[Migrations], test: F)
where
    F: FnOnce(Db) -> Fut,
    Fut: Future<Output: Outcome> + Send + 'static,
{
    runtime().block_on(async {
        let cluster = Cluster::connect().await;
        let model = cluster.model(modules).await;
        let name = cluster.create(&model).await;
        let db = open(&cluster.address(&name));
        let joined = tokio::spawn(test(db)).await;
        cluster.execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        finish(joined);
    });
}

/// The panic of a test is only passed on once its database has been dropped.
fn finish<T: Outcome>(joined: Result<T, JoinError>) {
    match joined {
        Ok(outcome) => outcome.check(),
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().expect("a runtime")
}

fn open(address: &str) -> Db {
    Db::open(address, secret()).expect("a database")
}

async fn migrate(db: &Db, modules: &[Migrations]) {
    if !modules.is_empty() {
        db.migrate(&system(), modules).await.expect("a migrated database");
    }
}

/// The throw-away PostgreSQL server of the test run.
struct Cluster {
    client: Client,
    url: String,
}

impl Cluster {
    #[expect(clippy::disallowed_methods, reason = "the address of the test server comes from `./dev test`")]
    async fn connect() -> Self {
        let Ok(url) = std::env::var("MAILLAGE_TEST_POSTGRES") else {
            panic!(
                "MAILLAGE_TEST_POSTGRES is not set: run `./dev test`, which starts a PostgreSQL for the tests"
            );
        };
        let (client, connection) = tokio_postgres::connect(&url, NoTls)
            .await
            .unwrap_or_else(|error| panic!("MAILLAGE_TEST_POSTGRES={url} does not answer: {error}"));
        tokio::spawn(connection);
        Self { client, url }
    }

    fn address(&self, name: &str) -> String {
        let (server, _) = self.url.rsplit_once('/').unwrap_or((&self.url, ""));
        format!("{server}/{name}")
    }

    async fn execute(&self, sql: &str) {
        self.client.batch_execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    async fn exists(&self, name: &str) -> bool {
        let sql = "SELECT 1 FROM pg_database WHERE datname = $1";
        let found = self.client.query_opt(sql, &[&name]).await;
        found.unwrap_or_else(|error| panic!("{sql}: {error:?}")).is_some()
    }

    /// A database that these migrations have prepared, to copy from. It is made once for all tests of the
    /// run, under another name until it is whole.
    async fn model(&self, modules: &[Migrations]) -> String {
        let name = format!("modele_{:016x}", fingerprint(modules));
        if self.exists(&name).await {
            return name;
        }
        self.execute("SELECT pg_advisory_lock(4377465)").await;
        if !self.exists(&name).await {
            let draft = format!("{name}_en_cours");
            self.execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
            self.execute(&format!("CREATE DATABASE {draft}")).await;
            migrate(&open(&self.address(&draft)), modules).await;
            self.execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
        }
        self.execute("SELECT pg_advisory_unlock(4377465)").await;
        name
    }

    async fn create(&self, model: &str) -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("essai_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        self.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        self.execute(&format!("CREATE DATABASE {name} TEMPLATE {model}")).await;
        name
    }
}

fn fingerprint(modules: &[Migrations]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for module in modules {
        (module.module, module.files).hash(&mut hasher);
    }
    hasher.finish()
}
