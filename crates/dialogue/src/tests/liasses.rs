//! The pack, asked for, made, opened, read.

use super::{SCHEMA, leader, lois, open, tenue, world};
use crate::droits::{PREPARER, VOIR};
use crate::liasse::{EtatLiasse, Liasse};
use crate::store::liasses;
use crate::{Dialogue, WriteError, ask_liasse, build_liasse, hold_dialogue, share_liasse, take_liasse};
use calamine::{Reader, Xlsx};
use db::Db;
use jiff::ToSpan;
use kernel::{Ctx, Id};
use std::io::{Cursor, Read};
use testkit::each_engine;
use zip::ZipArchive;

async fn make(db: &Db, ctx: &Ctx, dialogue: Id<Dialogue>) -> Id<Liasse> {
    let id = ask_liasse(ctx, db, dialogue).await.unwrap();
    build_liasse(ctx, db, &lois(), id).await.unwrap();
    id
}

async fn whole(db: &Db, ctx: &Ctx, id: Id<Liasse>) -> Vec<u8> {
    let (mut bytes, mut rang) = (Vec::new(), 0);
    while let Some(slice) = liasses::tranche(&mut db.read(ctx).await.unwrap(), id, rang, false).await.unwrap()
    {
        bytes.extend(slice);
        rang += 1;
    }
    bytes
}

async fn state(db: &Db, ctx: &Ctx, id: Id<Liasse>) -> Liasse {
    liasses::liasse(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap()
}

fn file(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_end(&mut bytes).unwrap();
    bytes
}

each_engine! { &SCHEMA;
    async fn the_pack_opens_and_holds_report_tables_index_and_proofs(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        hold_dialogue(&leader(), &db, dialogue, tenue()).await.unwrap();
        let bytes = whole(&db, &leader(), make(&db, &leader(), dialogue).await).await;
        let archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert!(names.len() == 9 && names.contains(&"3-argent-calculs.pdf".to_owned()), "{names:?}");
        assert!(file(&bytes, "1-rapport-d-activite.pdf").starts_with(b"%PDF-"));
        assert_eq!(file(&bytes, names.iter().find(|name| name.starts_with("preuves/")).unwrap()), b"%PDF-1.7\nours");
        let index = String::from_utf8(file(&bytes, "LISEZ-MOI.html")).unwrap();
        assert!(index.contains("preuves/acces/01-") && index.contains("Habitants sans médecin traitant, ours"), "{index}");
        let csv = String::from_utf8(file(&bytes, "5-preuves.csv")).unwrap();
        assert_eq!(csv.lines().count(), 2, "{csv}");
    }

    async fn the_pack_holds_the_papers_of_the_crisis_mission_that_fall_in_its_year(db) {
        let world = world(&db, &leader(), "ours").await;
        let (ctx, id, start) = (leader(), world.contrat.id, world.contrat.signature.unwrap());
        let choix = contrat::MissionContrat { mission: "crise".into(), prevue_le: None, debut: Some(start), note: String::new() };
        contrat::choose_mission(&ctx, &db, &lois(), id, choix).await.unwrap();
        for (genre, months) in [(contrat::GenreCrise::Plan, 2.months()), (contrat::GenreCrise::MiseAJour, 14.months())] {
            let fait = contrat::FaitCrise { id: ctx.id(), genre, le: start.saturating_add(months), note: String::new() };
            let paper = pieces::Depot::new(&format!("{}.txt", genre.code()), b"Plan invente".to_vec());
            contrat::note_fait(&ctx, &db, &lois(), id, fait, Some(paper)).await.unwrap();
        }
        let dialogue = open(&db, &ctx, &world, 1).await;
        let bytes = whole(&db, &ctx, make(&db, &ctx, dialogue).await).await;
        assert_eq!(file(&bytes, "preuves/crise/02-plan.txt"), b"Plan invente");
        let csv = String::from_utf8(file(&bytes, "5-preuves.csv")).unwrap();
        assert!(csv.contains("Plan de crise remis") && !csv.contains("mis à jour") && csv.lines().count() == 3, "{csv}");
    }

    async fn the_workbooks_say_values_and_what_is_not_known(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        let bytes = whole(&db, &leader(), make(&db, &leader(), dialogue).await).await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file(&bytes, "2-indicateurs.xlsx"))).unwrap();
        let sheet = book.worksheet_range("Indicateurs").unwrap();
        let row: Vec<String> = sheet.rows().nth(1).unwrap().iter().map(ToString::to_string).collect();
        assert!(row[6].starts_with("6,9") && row[8] == "CPAM, relevé de septembre" && row[11] == "0.5", "{row:?}");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file(&bytes, "3-argent.xlsx"))).unwrap();
        let sheet = book.worksheet_range("Par mission").unwrap();
        let spent: Vec<String> = sheet.rows().skip(1).map(|row| row[7].to_string()).collect();
        let (total, spent) = spent.split_last().unwrap();
        assert!(!spent.is_empty() && spent.iter().all(|one| one == "non saisi"), "{spent:?}");
        assert_eq!(total, "inconnu", "never zero");
    }

    async fn the_same_day_gives_the_same_bytes_and_a_job_run_twice_makes_one(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        let first = make(&db, &leader(), dialogue).await;
        let bytes = whole(&db, &leader(), first).await;
        build_liasse(&leader(), &db, &lois(), first).await.unwrap();
        let made = state(&db, &leader(), first).await;
        assert_eq!(made.archive().map(|one| one.taille), Some(bytes.len() as u64));
        let second = make(&db, &leader(), dialogue).await;
        assert!(whole(&db, &leader(), second).await == bytes, "two packs of the same data differ");
        assert!(matches!(state(&db, &leader(), first).await.etat, EtatLiasse::Effacee(_)), "drafts are replaced");
    }

    async fn a_pack_being_made_is_asked_for_once(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        let first = ask_liasse(&leader(), &db, dialogue).await.unwrap();
        assert_eq!(ask_liasse(&leader(), &db, dialogue).await.unwrap(), first);
        let later = Ctx { now: leader().now + jiff::SignedDuration::from_mins(11), ..leader() };
        assert_ne!(ask_liasse(&later, &db, dialogue).await.unwrap(), first, "a dead job is asked again");
        assert!(matches!(share_liasse(&leader(), &db, first, true).await, Err(WriteError::PasPrete)));
    }

    async fn a_referent_takes_what_was_shared_and_the_journal_says_so(db) {
        let world = world(&db, &leader(), "ours").await;
        let dialogue = open(&db, &leader(), &world, 1).await;
        let id = make(&db, &leader(), dialogue).await;
        let referent = testkit::ctx(testkit::CPTS, &[VOIR]);
        assert!(matches!(take_liasse(&referent, &db, id).await, Err(WriteError::Inconnu(_))));
        take_liasse(&testkit::ctx(testkit::CPTS, &[VOIR, PREPARER]), &db, id).await.unwrap();
        let unread = share_liasse(&leader(), &db, id, false).await;
        assert!(matches!(unread, Err(WriteError::SansAttestation)), "{unread:?}");
        share_liasse(&leader(), &db, id, true).await.unwrap();
        take_liasse(&referent, &db, id).await.unwrap();
        let mut tx = db.read(&leader()).await.unwrap();
        let lines = db::journal::about(&mut tx, &format!("liasse:{id}"), 10).await.unwrap();
        assert_eq!(lines.iter().filter(|line| line.action == "dialogue.liasse_lue").count(), 2);
        drop(tx);
        make(&db, &leader(), dialogue).await;
        assert!(state(&db, &leader(), id).await.archive().is_some(), "a shared pack stays");
    }
}
