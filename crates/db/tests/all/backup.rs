//! Everything goes into one file, and comes back on either engine.

use crate::{MOTS, journal::record};
use db::{
    Db, Error, Migrations, Result, Row, Trace,
    backup::{Keys, backup, restore},
    params,
    verify::verify,
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use jiff::civil::date;
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use testkit::{
    actors::{cpts, system},
    each_engine,
    engines::secret,
};
use uuid::Uuid;

/// Two tables that refer to each other and to themselves: no order of rows satisfies the foreign keys.
const MONDE: Migrations = Migrations {
    module: "monde",
    files: &[(
        "001_monde",
        "CREATE TABLE monde_a (cpts @id NOT NULL, id @id NOT NULL, parent @id, b @bool, n @int, r @real, t @text,
            j @json, o @bytes, d @date, m @instant, PRIMARY KEY (cpts, id),
            FOREIGN KEY (cpts, parent) REFERENCES monde_a (cpts, id)) @strict;
        CREATE TABLE \"monde_l'ordre\" (cpts @id NOT NULL, \"order\" @int NOT NULL, a @id NOT NULL,
            PRIMARY KEY (cpts, \"order\"), FOREIGN KEY (cpts, a) REFERENCES monde_a (cpts, id)) @strict;
        CREATE VIEW monde_v AS SELECT cpts, n FROM monde_a;",
    )],
};
const MODULES: [Migrations; 2] = [db::MIGRATIONS, MONDE];
const LINES: u128 = 1_203;

async fn fill(db: &Db) -> Result<()> {
    const A: &str = "INSERT INTO monde_a (cpts, id, parent, b, n, r, t, j, o, d, m)
        VALUES ($1, $2, NULL, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (day, now) = (date(2024, 2, 29), system().now);
    let mut tx = db.begin(&system()).await?;
    for n in 0..LINES {
        let (cpts, id, i) = (cpts(n % 3), Uuid::from_u128(n), i64::try_from(n).unwrap());
        let (real, text) = (0.1 + n as f64 * 1e17, format!("« é\"\\\n{n} »"));
        let cells =
            params![cpts, id, n % 2 == 0, i - 600, real, text, "{\"a\":1}", vec![n as u8; 5], day, now];
        tx.execute(A, cells).await?;
        tx.execute("INSERT INTO \"monde_l'ordre\" VALUES ($1, $2, $3)", params![cpts, -i, id]).await?;
    }
    tx.execute("INSERT INTO monde_a (cpts, id) VALUES ($1, $2)", params![cpts(9), Uuid::nil()]).await?;
    // The children come before their parents.
    let sql = "UPDATE monde_a SET parent = $1 WHERE cpts = $2 AND id < $1";
    tx.execute(sql, params![Uuid::from_u128(LINES - 1), cpts((LINES - 1) % 3)]).await?;
    tx.record(Trace::new("monde.rempli", "monde"));
    tx.commit().await
}

async fn content(db: &Db) -> Result<Vec<Vec<String>>> {
    let mut tx = db.read(&system()).await?;
    let mut all = Vec::new();
    for sql in [
        "SELECT * FROM monde_a ORDER BY cpts, id",
        "SELECT * FROM \"monde_l'ordre\" ORDER BY cpts, \"order\"",
    ] {
        all.extend(tx.rows(sql, &[]).await?.iter().map(read).collect::<Result<Vec<_>>>()?);
    }
    Ok(all)
}

fn read(row: &Row) -> Result<Vec<String>> {
    row.cells()
        .map(|(name, _)| {
            Ok(match name {
                "b" => format!("{:?}", row.get::<Option<bool>>(name)?),
                "n" | "order" => format!("{:?}", row.get::<Option<i64>>(name)?),
                "r" => format!("{:?}", row.get::<Option<f64>>(name)?),
                "t" | "j" => format!("{:?}", row.get::<Option<String>>(name)?),
                "o" => format!("{:?}", row.get::<Option<Vec<u8>>>(name)?),
                "d" => format!("{:?}", row.get::<Option<jiff::civil::Date>>(name)?),
                "m" => format!("{:?}", row.get::<Option<jiff::Timestamp>>(name)?),
                _ => format!("{:?}", row.get::<Option<Uuid>>(name)?),
            })
        })
        .collect()
}

/// A new SQLite file, and a place for backups.
pub(crate) fn place() -> (TempDir, Db, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("essai.db").display()), secret()).unwrap();
    let path = folder.path().join("essai.sauvegarde");
    (folder, db, path)
}

async fn came_through(from: &Db, to: &Db, path: &Path) -> Result<()> {
    fill(from).await?;
    let written = backup(from, &system(), path).await?;
    assert_eq!(written.rows["monde_a"], 1_204);
    assert_eq!(restore(to, &system(), &MODULES, path, Keys::Beside).await?, written);
    assert_eq!(content(to).await?, content(from).await?);
    let rapport = verify(&mut to.read(&system()).await?, &secret()).await?;
    assert_eq!((rapport.lignes, rapport.anomalies), (3, vec![]));
    assert_eq!(to.migrate(&system(), &MODULES).await?, 0);
    let orphan = "INSERT INTO \"monde_l'ordre\" VALUES ($1, 0, $1)";
    let refused = to.begin(&system()).await?.execute(orphan, params![Uuid::max()]).await;
    assert!(refused.is_err_and(|e| e.is_constraint()), "the foreign keys hold again");
    Ok(())
}

pub(crate) fn said(answer: Result<db::backup::Summary>) -> String {
    answer.unwrap_err().to_string()
}

each_engine! { &MODULES;
    async fn a_backup_goes_from_sqlite_to_either(db) -> Result<()> {
        let (_folder, from, path) = place();
        from.migrate(&system(), &MODULES).await?;
        came_through(&from, &db, &path).await
    }

    async fn a_backup_goes_from_either_to_sqlite(db) -> Result<()> {
        let (_folder, to, path) = place();
        came_through(&db, &to, &path).await
    }

    async fn a_database_with_rows_is_left_as_it_is(db) -> Result<()> {
        let (_folder, _, path) = place();
        fill(&db).await?;
        backup(&db, &system(), &path).await?;
        let before = content(&db).await?;
        assert_eq!(
            said(restore(&db, &system(), &MODULES, &path, Keys::Beside).await),
            "Sauvegarde : la base n'est pas vide (db_journal) ; restaurer dans une base neuve"
        );
        assert_eq!(content(&db).await?, before);
        Ok(())
    }

    async fn a_backup_that_is_not_whole_restores_nothing(db) -> Result<()> {
        let (_folder, from, path) = place();
        from.migrate(&system(), &MODULES).await?;
        fill(&from).await?;
        backup(&from, &system(), &path).await?;
        let whole = fs::read(&path).unwrap();
        for cut in [0, 5, whole.len() / 3, whole.len() / 2, whole.len() - 100, whole.len() - 1] {
            fs::write(&path, &whole[..cut]).unwrap();
            let said = said(restore(&db, &system(), &MODULES, &path, Keys::Beside).await);
            assert!(said.contains("incomplet") || said.contains("n'est pas une sauvegarde"), "{cut}: {said}");
        }
        for place in [3, whole.len() / 3, whole.len() / 2, whole.len() - 5] {
            let mut altered = whole.clone();
            altered[place] ^= 0x55;
            fs::write(&path, &altered).unwrap();
            assert!(restore(&db, &system(), &MODULES, &path, Keys::Beside).await.is_err(), "{place}");
        }
        assert_eq!(content(&db).await?.len(), 0);
        Ok(())
    }

    async fn a_row_changed_by_hand_is_refused(db) -> Result<()> {
        let (_folder, from, path) = place();
        from.migrate(&system(), &MODULES).await?;
        fill(&from).await?;
        backup(&from, &system(), &path).await?;
        let mut text = String::new();
        GzDecoder::new(fs::File::open(&path).unwrap()).read_to_string(&mut text).unwrap();
        let row = text.lines().find(|line| line.starts_with('[')).unwrap();
        for changed in [
            text.replace(row, &row.replace("essai", "autre")),
            text.replace(row, ""),
            format!("{text}{row}\n"),
        ] {
            let mut out = GzEncoder::new(fs::File::create(&path).unwrap(), Compression::fast());
            out.write_all(changed.as_bytes()).unwrap();
            out.finish().unwrap();
            assert!(said(restore(&db, &system(), &MODULES, &path, Keys::Beside).await).contains("altéré"));
        }
        assert_eq!(content(&db).await?.len(), 0);
        Ok(())
    }

    async fn a_backup_of_a_newer_program_is_refused(db) -> Result<()> {
        let (_folder, _, path) = place();
        db.migrate(&system(), &[db::MIGRATIONS, MONDE, MOTS]).await?;
        backup(&db, &system(), &path).await?;
        let (_other, to, _) = place();
        assert!(
            matches!(restore(&to, &system(), &MODULES, &path, Keys::Beside).await, Err(Error::Newer { module, .. }) if module == "mots")
        );
        Ok(())
    }

    async fn a_backup_of_an_older_program_is_brought_up_to_date(db) -> Result<()> {
        let (_folder, to, path) = place();
        record(&db, &system(), [Trace::new("essai.a", 1)]).await?;
        backup(&db, &system(), &path).await?;
        restore(&to, &system(), &[db::MIGRATIONS, MONDE, MOTS], &path, Keys::Beside).await?;
        assert_eq!(crate::count(&to).await?, 0);
        let (_other, newer, _) = place();
        newer.migrate(&system(), &[db::MIGRATIONS, MONDE, MOTS]).await?;
        let said = said(restore(&newer, &system(), &[db::MIGRATIONS, MONDE, MOTS], &path, Keys::Beside).await);
        assert_eq!(
            said,
            "Sauvegarde : la base est plus récente que la sauvegarde ; restaurer dans une base neuve"
        );
        Ok(())
    }

    async fn a_backup_that_fails_leaves_no_file_and_keeps_the_one_before(db) -> Result<()> {
        let (folder, _, path) = place();
        backup(&db, &system(), &path).await?;
        let before = fs::read(&path).unwrap();
        let mut tx = db.begin(&system()).await?;
        tx.execute_untraced("DROP TABLE db_migration", &[]).await?;
        tx.commit().await?;
        assert!(backup(&db, &system(), &path).await.is_err());
        assert_eq!(fs::read(&path).unwrap(), before);
        assert!(!folder.path().join("essai.sauvegarde.partiel").exists());
        assert!(said(backup(&db, &system(), Path::new("/absent/x")).await).starts_with("/absent/x"));
        Ok(())
    }
}
