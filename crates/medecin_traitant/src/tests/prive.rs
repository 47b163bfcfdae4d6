//! What the database, its backups and its outbox say of somebody: nothing while they are kept, nothing once they are erased.

use super::suivi::{demandes, envoi};
use super::*;
use db::backup::Keys;
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
    backup::restore(&again, ctx, SCHEMA, &file, Keys::Beside).await.unwrap();
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

/// A folder of its own, and a database in it with the key of the tests.
fn place(ctx: &Ctx) -> (std::path::PathBuf, Db) {
    let folder = std::env::temp_dir().join(format!("maillage-{}", ctx.id::<()>()));
    std::fs::create_dir_all(&folder).unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.join("base.db").display()), testkit::engines::secret());
    (folder, db.unwrap())
}

/// What is sealed of who somebody is: their key, their identity.
async fn scelle(db: &Db, ctx: &Ctx, id: Id<Demande>) -> Option<coffre::Scelle> {
    store::identites::scelle(&mut db.read(ctx).await.unwrap(), id).await.unwrap()
}

each_engine! { SCHEMA;
    /// Everything that can be had: the key of the instance, the copy of before, the keys of after.
    async fn a_copy_made_before_opens_nobody_who_was_erased_since(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let doctor = medecin(&ctx, &db, "Claire Roche", 3).await;
        let gone = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        let stays = demandes(&ctx, &db, "2", &["Luc"]).await[0];
        let (folder, again) = place(&ctx);
        let (before, after) = (folder.join("avant"), folder.join("apres"));
        backup::backup(&db, &ctx, &before).await.unwrap();
        let kept = scelle(&db, &ctx, gone).await.unwrap();
        let mut who = coffre.open_identite(stays, &scelle(&db, &ctx, stays).await.unwrap()).unwrap();
        who.telephone = Some("0698765432".parse().unwrap());
        reprint(&ctx, &db, stays, who, monde::situation(1952, &["ald"])).await.unwrap();
        erase_now(&ctx, &db, gone, "demande de la personne").await.unwrap();
        let counted = store::bilans::bilans(&mut db.read(&ctx).await.unwrap(), TODAY.first_of_month(), TODAY).await.unwrap();
        deliver(&db, &ctx).await;
        let written = backup::backup(&db, &ctx, &after).await.unwrap();
        assert_eq!((written.keys, written.keyless), (1, 0));
        let back = backup::restore(&again, &ctx, SCHEMA, &before, Keys::Beside).await.unwrap();
        assert_eq!((back.keys, back.keyless), (1, 1));
        let came = scelle(&again, &ctx, gone).await.unwrap();
        assert_eq!((&came.contenu, came.cle.len()), (&kept.contenu, 0), "sealed, and no key");
        assert_eq!(coffre.open_identite(gone, &came), None);
        assert!(coffre.open_identite(stays, &scelle(&again, &ctx, stays).await.unwrap()).is_some());
        assert_eq!(erase_again(&ctx, &again).await.unwrap(), 1);
        assert_eq!(erase_again(&ctx, &again).await.unwrap(), 0);
        assert!(scelle(&again, &ctx, gone).await.is_none());
        assert_eq!(gardees(&mut again.read(&ctx).await.unwrap()).await.unwrap().effacees, 1);
        let counts = store::bilans::bilans(&mut again.read(&ctx).await.unwrap(), TODAY.first_of_month(), TODAY).await.unwrap();
        assert_eq!(counts, counted, "counted as it was");
        assert!(store::medecins::medecin(&mut again.read(&ctx).await.unwrap(), doctor).await.unwrap().is_some());
        drop(again);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    async fn who_a_doctor_was_is_forgotten_three_years_after_they_left(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let (gone, stays) = (medecin(&ctx, &db, "Claire Roche", 3).await, medecin(&ctx, &db, "Paul Vidal", 3).await);
        withdraw_medecin(&ctx, &db, gone).await.unwrap();
        let at = |years: i64, days: i64| {
            let day = ctx.now.in_tz("Europe/Paris").unwrap().checked_add(years.years()).unwrap();
            Ctx { now: day.checked_add(days.days()).unwrap().timestamp(), ..ctx.clone() }
        };
        assert_eq!(purge(&at(3, 0), &db).await.unwrap(), 0);
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::medecins::medecin(&mut tx, gone).await.unwrap().unwrap().nom, "Dr Claire Roche");
        drop(tx);
        assert_eq!(purge(&at(3, 1), &db).await.unwrap(), 0);
        let mut tx = db.read(&ctx).await.unwrap();
        let left = store::medecins::medecin(&mut tx, gone).await.unwrap().unwrap();
        assert_eq!((left.nom.as_str(), left.courriel), ("Médecin parti", None));
        assert_eq!(store::medecins::medecin(&mut tx, stays).await.unwrap().unwrap().nom, "Dr Paul Vidal");
    }

    /// By what they say on the phone, with another spelling; nothing of it is kept, nobody is found by half of it nor elsewhere.
    async fn a_request_is_found_by_fingerprints_and_nothing_of_the_search_is_kept(db) {
        let (ctx, coffre) = cpts(&db, "essai").await;
        let (theirs, _) = cpts(&db, "autre").await;
        let id = demandes(&ctx, &db, "1", &["Jeanne"]).await[0];
        demandes(&ctx, &db, "2", &["Luc"]).await;
        let code = coffre.open_identite(id, &scelle(&db, &ctx, id).await.unwrap()).unwrap().code;
        let naissance = Some(jiff::civil::date(1952, 3, 14));
        let (nom, prenom) = ("Chaussegrot".to_owned(), "Jeanne".to_owned());
        let known = Recherche { nom: nom.clone(), prenom: prenom.clone(), ..Recherche::default() };
        for asked in [
            known.clone(),
            Recherche { prenom, naissance, ..Recherche::default() },
            Recherche { code, ..Recherche::default() },
        ] {
            let found = find_demandes(&ctx, &db, &asked).await.unwrap();
            assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
            assert_eq!(find_demandes(&theirs, &db, &asked).await.unwrap().len(), 0);
        }
        let both = Recherche { telephone: Some("0612345678".parse().unwrap()), ..Recherche::default() };
        assert_eq!(find_demandes(&ctx, &db, &both).await.unwrap().len(), 2, "one telephone for two");
        for few in [Recherche { nom, ..Recherche::default() }, Recherche { naissance, ..Recherche::default() }, Recherche::default()] {
            assert!(matches!(find_demandes(&ctx, &db, &few).await, Err(WriteError::Saisie(_))));
        }
        deliver(&db, &ctx).await;
        assert_eq!(says(&everything(&db, &ctx).await, "rien"), Vec::<String>::new());
        let reader = Ctx { rights: kernel::Rights::of([droits::VOIR]), ..ctx.clone() };
        assert!(find_demandes(&reader, &db, &known).await.is_err());
    }

    /// To whom a reminder goes is in the message until it leaves, and nowhere else: not even half hidden.
    async fn a_reminder_keeps_nothing_of_whom_it_went_to(db) {
        let (ctx, _) = cpts(&db, "essai").await;
        let mut asked = envoi("1", &["Jeanne"], false);
        asked.personnes[0].identite.telephone = None;
        asked.personnes[0].identite.courriel = Some("jeanne@chaussegros.fr".parse().unwrap());
        asked.personnes[0].situation.canal = Canal::Courriel;
        ask(&ctx, &db, asked).await.unwrap();
        let later = Ctx { now: ctx.now.in_tz("UTC").unwrap().checked_add(4.months()).unwrap().timestamp(), ..ctx.clone() };
        assert_eq!(remind_patients(&later, &db).await.unwrap(), 1);
        deliver(&db, &ctx).await;
        assert_eq!(says(&everything(&db, &ctx).await, "rien"), Vec::<String>::new());
    }
}

/// Neither the file of SQLite nor its log holds what was destroyed.
#[tokio::test]
async fn a_destroyed_key_is_in_no_byte_of_the_database() {
    let (folder, db) = place(&testkit::actors::system());
    db.migrate(&testkit::actors::system(), SCHEMA).await.unwrap();
    let (ctx, _) = cpts(&db, "essai").await;
    let all = demandes(&ctx, &db, "1", &["Jeanne", "Luc"]).await;
    let (gone, stays) = (scelle(&db, &ctx, all[0]).await.unwrap(), scelle(&db, &ctx, all[1]).await.unwrap());
    let found = |bytes: &[u8]| {
        let mut files =
            std::fs::read_dir(&folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
        files.any(|file| file.windows(bytes.len()).any(|some| some == bytes))
    };
    assert!(found(&gone.cle) && found(&stays.cle));
    erase_now(&ctx, &db, all[0], "demande de la personne").await.unwrap();
    assert!(!found(&gone.cle) && !found(&gone.contenu[..40]) && found(&stays.cle));
    drop(db);
    std::fs::remove_dir_all(&folder).unwrap();
}
