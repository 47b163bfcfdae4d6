//! What the engine refuses is said so that somebody can act.

use crate::{MOTS, count, keep};
use db::{Db, Engine, Error, Result, Trace, params};
use testkit::{actors::system, each_engine, engines::secret};

async fn open(folder: &std::path::Path) -> Result<Db> {
    let db = Db::open(&format!("sqlite:{}", folder.join("essai.db").display()), secret())?;
    db.migrate(&system(), &[db::MIGRATIONS, MOTS]).await?;
    Ok(db)
}

each_engine! { &[db::MIGRATIONS, MOTS];
    async fn a_broken_constraint_is_told_from_a_broken_statement(db) -> Result<()> {
        keep(&db, 1, "un").await?;
        assert!(keep(&db, 1, "autre").await.unwrap_err().is_constraint());
        assert!(keep(&db, 2, "un").await.unwrap_err().is_constraint());
        let wrong = db.read(&system()).await?.rows("SELECT absente FROM mots_mot", &[]).await.unwrap_err();
        assert!(matches!(&wrong, Error::Sql { .. }) && wrong.to_string().contains("absente"), "{wrong}");
        Ok(())
    }

    async fn a_row_held_by_another_transaction_is_busy(db) -> Result<()> {
        let mut held = db.begin(&system()).await?;
        held.execute("INSERT INTO mots_mot (id, mot) VALUES (1, 'un')", &[]).await?;
        if db.engine() == Engine::Postgres {
            let mut other = db.begin(&system()).await?;
            other.rows("SELECT set_config('lock_timeout', '20ms', true)", &[]).await?;
            let busy = other.execute("INSERT INTO mots_mot (id, mot) VALUES (1, 'deux')", &[]).await;
            assert!(matches!(busy, Err(Error::Busy { .. })), "{busy:?}");
        }
        held.record(Trace::new("mots.mot_garde", 1));
        held.commit().await
    }
}

#[tokio::test]
async fn a_file_held_by_another_program_is_busy() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (open(folder.path()).await?, open(folder.path()).await?);
    other.begin(&system()).await?.rows("PRAGMA busy_timeout = 20", &[]).await?;
    let mut held = one.begin(&system()).await?;
    assert!(matches!(other.begin(&system()).await.err(), Some(Error::Busy { .. })));
    assert_eq!(count(&other).await?, 0); // reading goes on
    held.execute("INSERT INTO mots_mot (id, mot) VALUES (1, 'un')", &[]).await?;
    held.record(Trace::new("mots.mot_garde", 1));
    held.commit().await?;
    keep(&other, 2, "deux").await
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_confirmed() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path()).await?;
    keep(&db, 1, "confirmé").await?;
    let pages = "PRAGMA max_page_count = ";
    let mut tx = db.begin(&system()).await?;
    let now: i64 = tx.must_row("PRAGMA page_count", &[]).await?.get("page_count")?;
    tx.rows(&format!("{pages}{}", now + 2), &[]).await?;
    drop(tx);
    let full = keep(&db, 2, &"x".repeat(100_000)).await;
    assert!(matches!(full, Err(Error::Full { .. })), "{full:?}");
    assert_eq!(count(&db).await?, 1);
    db.begin(&system()).await?.rows(&format!("{pages}1000000"), &[]).await?;
    keep(&db, 3, &"x".repeat(100_000)).await?;
    assert_eq!(count(&db).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_program_that_dies_leaves_what_it_confirmed() -> Result<()> {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path()).await?;
    keep(&db, 1, "confirmé").await?;
    let mut lost = db.begin(&system()).await?;
    lost.execute_untraced("INSERT INTO mots_mot (id, mot) VALUES ($1, $2)", params![2, "perdu"]).await?;
    let after = tempfile::tempdir().unwrap(); // the files as a power cut would leave them
    for name in ["essai.db", "essai.db-wal"] {
        std::fs::copy(folder.path().join(name), after.path().join(name)).unwrap();
    }
    assert_eq!(count(&open(after.path()).await?).await?, 1);
    Ok(())
}

#[tokio::test]
async fn an_address_that_cannot_work_is_explained() {
    let said = |address: &str| Db::open(address, secret()).err().unwrap().to_string();
    assert_eq!(
        said("mysql://x"),
        "« mysql://x » n'est pas une adresse de base : écrire sqlite:CHEMIN ou postgres://…"
    );
    assert!(said("sqlite:/absent/base.db").starts_with("La base sqlite:/absent/base.db ne s'ouvre pas"));
    let db = Db::open("postgres://moi:secret@127.0.0.1:1/base", secret()).unwrap();
    let said = db.begin(&system()).await.err().unwrap().to_string();
    assert!(
        said.starts_with("La base postgres://127.0.0.1/base ne s'ouvre pas") && !said.contains("secret"),
        "{said}"
    );
}

#[tokio::test]
async fn a_file_that_is_no_database_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.db");
    std::fs::write(&path, "bonjour ".repeat(1_000)).unwrap();
    let said = Db::open(&format!("sqlite:{}", path.display()), secret()).err().unwrap().to_string();
    assert!(said.contains("ne s'ouvre pas") && said.contains("not a database"), "{said}");
}
