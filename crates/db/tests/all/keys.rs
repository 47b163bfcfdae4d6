//! The keys of people are in no copy: what was destroyed after a copy was made does not come back with it.

use crate::backup::{place, said};
use db::{
    Db, Migrations, Result, Secret, Trace,
    backup::{Keys, backup, restore},
    params,
};
use flate2::read::GzDecoder;
use jiff::ToSpan;
use kernel::Ctx;
use std::{fs, io::Read, path::Path};
use testkit::{
    actors::{cpts, system},
    each_engine,
};
use uuid::Uuid;

const GENS: Migrations = Migrations {
    module: "gens",
    files: &[(
        "001_gens",
        "CREATE TABLE gens_secret (cpts @id NOT NULL, cle_personne @bytes NOT NULL, id @id NOT NULL,
            scelle @bytes NOT NULL, PRIMARY KEY (cpts, id)) @strict;",
    )],
};
const MODULES: [Migrations; 2] = [db::MIGRATIONS, GENS];

async fn change(db: &Db, sql: &str, n: u8) -> Result<()> {
    let mut tx = db.begin(&system()).await?;
    let values = params![cpts(1), Uuid::from_u128(n.into()), vec![n; 33], vec![n; 7]];
    let used = if sql.contains("$4") { 4 } else { 2 };
    tx.execute(sql, &values[..used]).await?;
    tx.record(Trace::new("gens.change", n));
    tx.commit().await
}

async fn add(db: &Db, n: u8) -> Result<()> {
    change(db, "INSERT INTO gens_secret (cpts, id, cle_personne, scelle) VALUES ($1, $2, $3, $4)", n).await
}

async fn keys(db: &Db) -> Result<Vec<Vec<u8>>> {
    let rows =
        db.read(&system()).await?.rows("SELECT cle_personne FROM gens_secret ORDER BY id", &[]).await?;
    rows.iter().map(|row| row.get("cle_personne")).collect()
}

fn text(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

/// How a key is written in a file.
fn written(n: u8) -> String {
    data_encoding::BASE64.encode(&[n; 33])
}

fn later() -> Ctx {
    Ctx { now: system().now + 1.hour(), ..system() }
}

each_engine! { &MODULES;
    async fn a_key_destroyed_since_does_not_come_back_with_an_older_copy(db) -> Result<()> {
        let (folder, to, first) = place();
        let second = folder.path().join("lendemain");
        for n in 1..=3 {
            add(&db, n).await?;
        }
        let copied = backup(&db, &system(), &first).await?;
        assert_eq!((copied.keys, copied.rows["gens_secret"]), (3, 3));
        let beside = copied.keys_file;
        let former = fs::read(&beside).unwrap();
        change(&db, "DELETE FROM gens_secret WHERE cpts = $1 AND id = $2", 2).await?;
        add(&db, 4).await?;
        assert_eq!(backup(&db, &later(), &second).await?.keys, 3);
        for n in 1..=4 {
            assert!(!text(&first).contains(&written(n)) && !text(&second).contains(&written(n)));
            assert_eq!(text(&beside).contains(&written(n)), n != 2, "{n}");
        }
        let back = restore(&to, &system(), &MODULES, &first, Keys::Beside).await?;
        assert_eq!((back.keys, back.keyless, back.rows["gens_secret"]), (2, 1, 3));
        assert_eq!(keys(&to).await?, [vec![1; 33], vec![], vec![3; 33]]);
        fs::write(&beside, former).unwrap();
        let (_other, to, _) = place();
        assert!(said(restore(&to, &system(), &MODULES, &second, Keys::Beside).await).contains("plus anciennes"));
        Ok(())
    }

    async fn without_the_keys_nothing_comes_back_unless_it_is_said(db) -> Result<()> {
        let (folder, from, path) = place();
        from.migrate(&system(), &MODULES).await?;
        add(&from, 1).await?;
        let keys_of = backup(&from, &system(), &path).await?.keys_file;
        let alone = folder.path().join("ailleurs");
        fs::create_dir(&alone).unwrap();
        let alone = alone.join("copie");
        fs::copy(&path, &alone).unwrap();
        assert!(said(restore(&db, &system(), &MODULES, &alone, Keys::Beside).await).contains("clés des personnes manquent"));
        assert_eq!(keys(&db).await?.len(), 0);
        fs::write(alone.with_file_name(keys_of.file_name().unwrap()), "autre chose").unwrap();
        assert!(said(restore(&db, &system(), &MODULES, &alone, Keys::Beside).await).contains("n'est pas un fichier de clés"));
        assert_eq!(restore(&db, &system(), &MODULES, &alone, Keys::Lost).await?.keyless, 1);
        assert_eq!(keys(&db).await?, [Vec::<u8>::new()]);
        Ok(())
    }

    async fn two_instances_keep_their_keys_in_one_folder_and_never_take_those_of_the_other(db) -> Result<()> {
        let (folder, _, path) = place();
        let stranger =
            Db::open(&format!("sqlite:{}", folder.path().join("autre.db").display()), Secret::new([8; 32])).unwrap();
        stranger.migrate(&system(), &MODULES).await?;
        let theirs = backup(&stranger, &system(), &folder.path().join("leur-copie")).await?.keys_file;
        let before = fs::read(&theirs).unwrap();
        add(&db, 1).await?;
        let ours = backup(&db, &system(), &path).await?.keys_file;
        assert_eq!(fs::read(&theirs).unwrap(), before);
        fs::copy(&theirs, &ours).unwrap();
        let (_other, to, _) = place();
        assert!(said(restore(&to, &system(), &MODULES, &path, Keys::Beside).await).contains("autre instance"));
        assert!(said(backup(&db, &system(), &path).await).contains("choisir un autre dossier"));
        assert_eq!(fs::read(&ours).unwrap(), before);
        Ok(())
    }
}

/// What was deleted is neither in the file of SQLite nor in its log once they are scrubbed.
#[tokio::test]
async fn what_was_deleted_is_in_no_file_any_more() -> Result<()> {
    let (folder, db, _) = place();
    db.migrate(&system(), &MODULES).await?;
    let found = |n: u8| {
        let mut files =
            fs::read_dir(folder.path()).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
        files.any(|bytes| bytes.windows(33).any(|some| some == [n; 33]))
    };
    for n in 1..=200 {
        add(&db, n).await?;
    }
    assert!(found(7) && found(8));
    for n in 7..=199 {
        change(&db, "DELETE FROM gens_secret WHERE cpts = $1 AND id = $2", n).await?;
    }
    db.scrub(&["gens_secret"]).await;
    assert!(found(6) && !found(7) && !found(8) && !found(150));
    Ok(())
}
