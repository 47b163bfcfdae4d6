//! What the database, its backups and its outbox say of somebody: nothing while they are kept, nothing once they are erased.

use super::suivi::{demandes, envoi};
use super::*;
use db::{Db, Engine, Secret, Value, backup};
use jiff::ToSpan;
use testkit::each_engine;

/// What must be found nowhere: names, phone, birth, street, in the ways that they are written.
const SECRETS: [&str; 9] = [
    "chaussegros",
    "jeanne",
    "0612345678",
    "06 12 34 56 78",
    "612345678",
    "1952-03-14",
    "14/03/1952",
    "rue des tables",
    "0033612345678",
];

/// Every cell of every table, as text: what is bytes as bytes too.
async fn everything(db: &Db, ctx: &Ctx) -> Vec<String> {
    let sql = match db.engine() {
        Engine::Sqlite => "SELECT name AS nom FROM sqlite_master WHERE type = 'table' ORDER BY name",
        Engine::Postgres => {
            "SELECT table_name::text AS nom FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"
        }
    };
    let mut cells = Vec::new();
    let tables = db.read(ctx).await.unwrap().rows(sql, &[]).await.unwrap();
    assert!(tables.len() > 20);
    for table in &tables {
        let nom: String = table.get("nom").unwrap();
        let sql = format!("SELECT * FROM {nom}");
        for row in db.read(ctx).await.unwrap().rows(&sql, &[]).await.unwrap() {
            for (column, value) in row.cells() {
                let text = match value {
                    Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                    other => format!("{other:?}"),
                };
                cells.push(format!("{nom}.{column}={}", kernel::fold(&text)));
            }
        }
    }
    cells
}

fn says(cells: &[String], table: &str) -> Vec<String> {
    let found = cells.iter().filter(|cell| SECRETS.iter().any(|secret| cell.contains(secret)));
    found.filter(|cell| !cell.starts_with(table)).cloned().collect()
}

/// The same after a backup came back into a new database.
async fn through_a_backup(db: &Db, ctx: &Ctx) -> Vec<String> {
    let folder = std::env::temp_dir().join(format!("maillage-{}", ctx.id::<()>()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("copie");
    backup::backup(db, ctx, &file).await.unwrap();
    let again =
        Db::open(&format!("sqlite:{}", folder.join("autre.db").display()), Secret::new([9; 32])).unwrap();
    backup::restore(&again, ctx, SCHEMA, &file).await.unwrap();
    let cells = everything(&again, ctx).await;
    drop(again);
    std::fs::remove_dir_all(&folder).unwrap();
    cells
}

/// The outbox, delivered.
async fn deliver(db: &Db, ctx: &Ctx) {
    let mut tx = db.begin(ctx).await.unwrap();
    tx.execute_untraced("DELETE FROM db_outbox", &[]).await.unwrap();
    tx.record(db::Trace::new("essai", "messages"));
    tx.commit().await.unwrap();
}

each_engine! { SCHEMA;
    async fn nobody_is_found_in_the_database_nor_in_a_backup(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let both = demandes(&ctx, &db, "1", &["Jeanne", "Luc"]).await;
        ask(&ctx, &db, envoi("2", &["Jeanne"], false)).await.unwrap();
        read_identite(&ctx, &db, both[0], "appel à la personne").await.unwrap();
        want_lettres(&ctx, &db, &both).await.unwrap();
        read_lettres(&ctx, &db).await.unwrap();
        let cells = everything(&db, &ctx).await;
        assert_eq!(says(&cells, "db_outbox"), Vec::<String>::new(), "messages only have the number, until they leave");
        assert!(store::medecins::medecin(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap().is_some());
        for id in &both {
            close(&ctx, &db, *id, Cloture::Renonce, None).await.unwrap();
        }
        deliver(&db, &ctx).await;
        assert_eq!(says(&everything(&db, &ctx).await, "rien"), Vec::<String>::new());
        assert_eq!(says(&through_a_backup(&db, &ctx).await, "rien"), Vec::<String>::new());
        assert_eq!(purge(&ctx, &db).await.unwrap(), 0, "not yet");
        let later = Ctx { now: ctx.now.in_tz("UTC").unwrap().checked_add(4.months()).unwrap().timestamp(), ..ctx.clone() };
        let kept = gardees(&mut db.read(&later).await.unwrap()).await.unwrap();
        assert_eq!((kept.hors_delai, kept.identites), (2, 3));
        let erased: u32 = testkit::race(4, || async { purge(&later, &db).await.unwrap() }).await.iter().sum();
        assert_eq!(erased, 2, "each once, whoever runs the clock");
        let kept = gardees(&mut db.read(&later).await.unwrap()).await.unwrap();
        assert_eq!((kept.hors_delai, kept.closes, kept.identites, kept.effacees), (0, 0, 1, 2));
        let counts = store::bilans::bilans(&mut db.read(&later).await.unwrap(), TODAY.first_of_month(), kernel::today(later.now)).await.unwrap();
        assert!(counts.len() == 2 && counts.iter().all(|one| one.ald && one.age_70 && one.cloture == Cloture::Renonce));
        assert_eq!(says(&through_a_backup(&db, &later).await, "rien"), Vec::<String>::new());
        for table in ["identite", "empreinte", "etape", "courrier", "doublon"] {
            let sql = format!("SELECT COUNT(*) AS n FROM medecin_traitant_{table} WHERE demande IN ($1, $2)");
            let values = [Value::from(both[0]), Value::from(both[1])];
            let row = db.read(&later).await.unwrap().must_row(&sql, &values).await.unwrap();
            assert_eq!(row.get::<i64>("n").unwrap(), 0, "{table}");
        }
    }

    /// The key of the instance and the backup of before: what was erased does not open from what is left.
    async fn one_request_is_erased_at_once_when_its_person_asks(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        assert!(matches!(erase_now(&ctx, &db, id, "demande de Jeanne").await, Err(WriteError::Saisie(_))));
        erase_now(&ctx, &db, id, "demande de la personne").await.unwrap();
        assert!(matches!(erase_now(&ctx, &db, id, "demande de la personne").await, Err(WriteError::Inconnu(_))));
        deliver(&db, &ctx).await;
        assert_eq!(says(&through_a_backup(&db, &ctx).await, "rien"), Vec::<String>::new());
        assert!(store::medecins::medecin(&mut db.read(&ctx).await.unwrap(), doctor).await.unwrap().is_some());
        assert_eq!(gardees(&mut db.read(&ctx).await.unwrap()).await.unwrap().effacees, 1);
    }
}
