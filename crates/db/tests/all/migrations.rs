//! The schema is brought up to date once, or not at all.

use crate::MOTS;
use db::{Db, Engine, Error, MIGRATIONS, Migrations, Result, expand};
use testkit::{actors::system, each_engine, engines::secret, race};

const BAD: Migrations = Migrations {
    module: "mots",
    files: &[
        MOTS.files[0],
        ("002_faux", "CREATE TABLE mots_autre (id @int NOT NULL PRIMARY KEY) @strict;\nBAD;"),
    ],
};
const CHANGED: Migrations = Migrations {
    module: "mots",
    files: &[("001_mot", "CREATE TABLE mots_mot (id @int NOT NULL PRIMARY KEY) @strict;")],
};

each_engine! { &[];
    async fn migrations_are_applied_once(db) -> Result<()> {
        assert_eq!(db.migrate(&system(), &[MIGRATIONS]).await?, 1);
        assert_eq!(db.migrate(&system(), &[MIGRATIONS, MOTS]).await?, 1);
        assert_eq!(db.migrate(&system(), &[MIGRATIONS, MOTS]).await?, 0);
        Ok(())
    }

    async fn two_programs_at_once_apply_them_once(db) -> Result<()> {
        let applied = race(4, || async { db.migrate(&system(), &[MIGRATIONS, MOTS]).await }).await;
        assert_eq!(applied.into_iter().collect::<Result<Vec<_>>>()?.iter().sum::<u32>(), 2);
        Ok(())
    }

    async fn a_migration_that_fails_leaves_the_schema_as_it_was(db) -> Result<()> {
        assert!(matches!(db.migrate(&system(), &[MIGRATIONS, BAD]).await, Err(Error::Sql { .. })));
        assert_eq!(db.migrate(&system(), &[MIGRATIONS, MOTS]).await?, 2);
        Ok(())
    }

    async fn a_changed_migration_is_refused(db) -> Result<()> {
        db.migrate(&system(), &[MIGRATIONS, MOTS]).await?;
        let error = db.migrate(&system(), &[MIGRATIONS, CHANGED]).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "La migration mots/001_mot a changé depuis son application à cette base."
        );
        Ok(())
    }

    async fn a_database_of_a_newer_program_is_refused(db) -> Result<()> {
        db.migrate(&system(), &[MIGRATIONS, MOTS]).await?;
        let error = db.migrate(&system(), &[MIGRATIONS]).await.unwrap_err();
        assert!(
            error.to_string().contains("version plus récente de Maillage (migration mots/001_mot inconnue)")
        );
        Ok(())
    }
}

#[test]
fn two_programs_opening_one_new_file_migrate_it_once() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("neuve.db").display());
    let program = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime
            .block_on(async { Db::open(&address, secret())?.migrate(&system(), &[MIGRATIONS, MOTS]).await })
    };
    let applied: Result<Vec<u32>> = std::thread::scope(|scope| {
        let programs: Vec<_> = (0..4).map(|_| scope.spawn(program)).collect();
        programs.into_iter().map(|program| program.join().unwrap()).collect()
    });
    assert_eq!(applied.unwrap().iter().sum::<u32>(), 2);
}

#[test]
fn one_text_becomes_the_schema_of_each_engine() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let text: Vec<String> = MIGRATIONS.files.iter().flat_map(|(_, text)| expand(text, engine)).collect();
        insta::assert_snapshot!(format!("schema_{}", engine.name()), text.join("\n"));
    }
}

#[test]
fn a_mark_is_a_whole_word() {
    let text = "INSERT INTO t (a) VALUES ('x@idea.fr @id @integer');";
    assert_eq!(expand(text, Engine::Postgres), ["INSERT INTO t (a) VALUES ('x@idea.fr UUID @integer');"]);
}
