//! What the database says of somebody: nothing while they are kept, nothing once they are erased.

use super::*;
use crate::coffre::Scelle;
use db::{Db, Engine, Value};
use jiff::SignedDuration;

/// What must be found nowhere, in the ways that it is written.
const SECRETS: [&str; 5] = ["chaussegros", "jeanne", "0612345678", "06 12 34 56 78", "612345678"];

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

fn says(cells: &[String]) -> Vec<&String> {
    cells.iter().filter(|cell| SECRETS.iter().any(|secret| cell.contains(secret))).collect()
}

async fn scelle(db: &Db, ctx: &Ctx, id: Id<Demande>) -> Option<Scelle> {
    store::identites::scelle(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

fn days_later(ctx: &Ctx, days: i64) -> Ctx {
    Ctx { now: ctx.now.checked_add(SignedDuration::from_hours(24 * days)).unwrap(), ..ctx.clone() }
}

each_engine! { SCHEMA;
    async fn nobody_is_found_and_what_stays_is_a_count(db) {
        let (ctx, who) = cpts(&db, "essai").await;
        let slot = creneau(&ctx, &db, who, "2026-03-02T17:00:00Z", 1).await;
        let (seen, gone, open) = (demande(&ctx, &db).await, demande(&ctx, &db).await, demande(&ctx, &db).await);
        place(&ctx, &db, seen, slot, cle(&ctx)).await.unwrap();
        broadcast(&ctx, &db, gone, &[who], false).await.unwrap();
        transmit_15(&ctx, &db, gone, ["thorax".to_owned()].into(), "douleur").await.unwrap();
        note_issue(&at(&ctx, "2026-03-02T17:10:00Z"), &db, seen, Issue::Honoree).await.unwrap();
        let phone = "0612345678".parse().unwrap();
        assert_eq!(find_appelant(&ctx, &db, &phone).await.unwrap().len(), 3);
        assert_eq!(read_identite(&ctx, &db, seen, "rappel du patient").await.unwrap().nom, "Jeanne Chaussegros");
        assert!(matches!(read_identite(&ctx, &db, seen, "rappel de Jeanne").await, Err(WriteError::Saisie(_))));
        let cells = everything(&db, &ctx).await;
        assert!(says(&cells).is_empty(), "{:?}", says(&cells));
        assert_eq!(cells.iter().filter(|cell| cell.replace([' ', '_'], "").contains("identitelue")).count(), 1, "one reading, one line");
        assert_eq!(purge(&days_later(&ctx, 30), &db).await.unwrap(), 1, "handed over 30 days ago; seen later");
        let later = days_later(&ctx, 31);
        let erased = testkit::race(4, || async { purge(&later, &db).await.unwrap() }).await;
        assert_eq!(erased.iter().sum::<u32>(), 1);
        let cells = everything(&db, &ctx).await;
        assert!(says(&cells).is_empty(), "{:?}", says(&cells));
        for id in [seen, gone] {
            assert!(scelle(&db, &ctx, id).await.is_none());
            assert!(matches!(read_identite(&ctx, &db, id, "rappel du patient").await, Err(WriteError::Inconnu(_))));
        }
        assert_eq!(find_appelant(&ctx, &db, &phone).await.unwrap().iter().map(|one| one.id).collect::<Vec<_>>(), [open]);
        let month = jiff::civil::date(2026, 3, 1);
        let kept = store::bilans::bilans(&mut db.read(&ctx).await.unwrap(), month, month).await.unwrap();
        let told: Vec<_> = kept.iter().map(|one| (one.phase, one.heure, one.minutes, one.dans_le_delai)).collect();
        assert_eq!(told, [(Phase::Honoree, 9, Some(0), true), (Phase::Transmise15, 9, None, false)]);
    }
}

/// Neither the file of SQLite nor its log holds what was destroyed.
#[tokio::test]
async fn a_destroyed_key_is_in_no_byte_of_the_database() {
    let system = testkit::actors::system();
    let folder =
        std::env::temp_dir().join(format!("maillage-snp-{}-{}", std::process::id(), system.id::<()>()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = format!("sqlite:{}", folder.join("base.db").display());
    let db = Db::open(&url, testkit::engines::secret()).unwrap();
    db.migrate(&system, SCHEMA).await.unwrap();
    let (ctx, _) = cpts(&db, "essai").await;
    let (gone, stays) = (demande(&ctx, &db).await, demande(&ctx, &db).await);
    close(&ctx, &db, gone, "va mieux").await.unwrap();
    let (dead, alive) = (scelle(&db, &ctx, gone).await.unwrap(), scelle(&db, &ctx, stays).await.unwrap());
    let found = |bytes: &[u8]| {
        let mut files =
            std::fs::read_dir(&folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.any(|file| file.windows(bytes.len()).any(|some| some == bytes))
    };
    assert!(found(&dead.cle) && found(&alive.cle));
    assert_eq!(purge(&days_later(&ctx, 31), &db).await.unwrap(), 1);
    assert!(!found(&dead.cle) && !found(&dead.contenu[..40]) && found(&alive.cle));
    assert!(!found(b"Chaussegros") && !found(b"0612345678"));
    drop(db);
    std::fs::remove_dir_all(&folder).unwrap();
}
