use super::*;
use crate::droits::{COMMENTER, CONDUIRE, REDIGER};
use crate::section::Etat;
use pieces::{Cercle, Depot, Piece};
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

async fn read(ctx: &Ctx, db: &Db) -> Section {
    section(&mut db.read(ctx).await.unwrap(), "gouvernance").await.unwrap().unwrap()
}

async fn kept_version(ctx: &Ctx, db: &Db) -> (Version, Instantane) {
    kept(&mut db.read(ctx).await.unwrap(), 1).await.unwrap().unwrap()
}

async fn attached(ctx: &Ctx, db: &Db, nom: &str) {
    let depot = Depot::new(nom, nom.as_bytes().to_vec());
    attach_piece(ctx, db, &Sujet::section("gouvernance"), depot).await.unwrap();
}

async fn files(ctx: &Ctx, db: &Db) -> Vec<Piece> {
    let all = store::pieces::jointes(&mut db.read(ctx).await.unwrap()).await.unwrap();
    all.into_iter().map(|one| one.piece).collect()
}

/// The rows of a table.
fn rows(rows: &[[&str; 2]]) -> Option<Vec<Vec<String>>> {
    Some(rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect())
}

each_engine! { SCHEMA;
    async fn a_part_keeps_its_table_with_its_words_and_both_are_frozen(db) {
        let ctx = cpts(&db, "velay").await;
        let kept = rows(&[["MSP de Coubon", "Un créneau par jour"], ["", ""]]);
        assert_eq!(write_partie(&ctx, &db, "quotidien", 0, "", kept).await.unwrap(), 1);
        assert_eq!(write_section(&ctx, &db, "quotidien", 1, "Chaque jour…").await.unwrap(), 2);
        let bad = write_partie(&ctx, &db, "quotidien", 2, "", rows(&[["", "Rien"]])).await;
        assert!(matches!(bad, Err(WriteError::Saisie(_))), "{bad:?}");
        let late = write_partie(&ctx, &db, "quotidien", 1, "Chaque jour…", rows(&[["CDS", "Le samedi"]])).await;
        assert!(matches!(late, Err(WriteError::Concurrence(both)) if both.garde.tableau.lignes()[0][0] == "MSP de Coubon"));
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        freeze(&ctx, &db, &atlas, "Relecture").await.unwrap();
        let (_, frozen) = kept_version(&ctx, &db).await;
        let part = frozen.parties.into_iter().find(|one| one.code == "quotidien").unwrap();
        assert_eq!(part.tableau.unwrap().text(), "MSP de Coubon | Un créneau par jour");
    }

    async fn the_files_of_a_part_are_shown_to_institutions_while_it_is_agreed_upon_and_no_longer(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "gouvernance", 0, "Un bureau.").await.unwrap();
        attached(&ctx, &db, "charte.txt").await;
        let first = files(&ctx, &db).await.remove(0);
        assert_eq!(first.cercle, Cercle::Espace);
        mark_section(&ctx, &db, "gouvernance", 1, Etat::Valide).await.unwrap();
        attached(&ctx, &db, "avenant.txt").await;
        let shown = files(&ctx, &db).await;
        assert!(shown.len() == 2 && shown.iter().all(|one| one.cercle == Cercle::Institutions), "{shown:?}");
        write_section(&ctx, &db, "gouvernance", 1, "Un bureau élu.").await.unwrap();
        let closed = files(&ctx, &db).await;
        assert!(closed.len() == 2 && closed.iter().all(|one| one.cercle == Cercle::Espace), "{closed:?}");
        assert_eq!(closed[0].empreinte, first.empreinte);
        let old = pieces::pieces(&mut db.read(&ctx).await.unwrap(), &[first.id, shown[0].id, shown[1].id]).await;
        assert!(old.unwrap().is_empty(), "an old address opens nothing");
    }

    async fn of_two_who_write_upon_the_same_text_one_is_kept_and_neither_is_lost(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "gouvernance", 0, "Un bureau.").await.unwrap();
        let late = write_section(&person(&ctx, 2), &db, "gouvernance", 0, "Un autre texte.").await;
        let Err(WriteError::Concurrence(both)) = late else { panic!("{late:?}") };
        assert_eq!((both.garde.texte.as_str(), both.propose.texte.as_str()), ("Un bureau.", "Un autre texte."));
        assert_eq!(both.garde.numero, 1);
        write_section(&person(&ctx, 2), &db, "gouvernance", 1, "Les deux.").await.unwrap();
        assert_eq!(read(&ctx, &db).await.texte(), "Les deux.");
    }

    async fn the_database_decides_between_two_who_press_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        let done = race(4, || write_section(&ctx, &db, "gouvernance", 0, "Un bureau.")).await;
        let kept = done.iter().filter(|one| one.is_ok()).count();
        let all = store::sections::redactions(&mut db.read(&ctx).await.unwrap(), "gouvernance").await.unwrap();
        assert_eq!(all.len(), 1, "{done:?}");
        // Whoever comes once the same words are kept has nothing to add.
        assert!(kept >= 1 && done.iter().all(|one| matches!(one, Ok(1) | Err(WriteError::Concurrence(_)))), "{done:?}");
    }

    async fn each_text_stays_and_a_text_of_now_puts_the_part_back_to_work(db) {
        let ctx = cpts(&db, "velay").await;
        for (lue, texte) in [(0, "Un bureau."), (1, "Un bureau élu."), (2, "Un bureau élu.")] {
            write_section(&ctx, &db, "gouvernance", lue, texte).await.unwrap();
        }
        mark_section(&ctx, &db, "gouvernance", 2, Etat::Valide).await.unwrap();
        let all = store::sections::redactions(&mut db.read(&ctx).await.unwrap(), "gouvernance").await.unwrap();
        assert_eq!(all.iter().map(|one| one.numero).collect::<Vec<_>>(), [2, 1], "the same words are not a new text");
        write_section(&ctx, &db, "gouvernance", 2, "Un bureau élu pour trois ans.").await.unwrap();
        assert_eq!(read(&ctx, &db).await.etat, Etat::EnCours);
    }

    async fn a_member_writes_the_part_that_they_were_given_and_no_other(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = membre(&ctx, &db, "Zoé", Role::Membre).await;
        let her = only(&Ctx { actor: Actor::Personne(zoe.uuid()), ..ctx.clone() }, &[REDIGER, COMMENTER]);
        let refused = write_section(&her, &db, "gouvernance", 0, "Moi.").await;
        assert!(matches!(refused, Err(WriteError::PasConfiee)), "{refused:?}");
        assign_section(&ctx, &db, "gouvernance", Some(zoe.uuid())).await.unwrap();
        write_section(&her, &db, "gouvernance", 0, "Moi.").await.unwrap();
        mark_section(&her, &db, "gouvernance", 1, Etat::Relu).await.unwrap();
        let agreed = mark_section(&her, &db, "gouvernance", 1, Etat::Valide).await;
        assert!(matches!(agreed, Err(WriteError::Denied(_))), "{agreed:?}");
        let stranger = assign_section(&ctx, &db, "gouvernance", Some(Uuid::from_u128(99))).await;
        assert!(matches!(stranger, Err(WriteError::Inconnu(_))), "{stranger:?}");
    }

    async fn a_part_without_a_word_is_neither_read_nor_agreed_upon(db) {
        let ctx = cpts(&db, "velay").await;
        let refused = mark_section(&ctx, &db, "gouvernance", 0, Etat::Valide).await;
        assert!(matches!(refused, Err(WriteError::Saisie(_))), "{refused:?}");
        let long = write_section(&ctx, &db, "gouvernance", 0, &"é".repeat(40_001)).await;
        assert!(matches!(long, Err(WriteError::Saisie(_))), "{long:?}");
        let nowhere = write_section(&ctx, &db, "inconnue", 0, "Mots").await;
        assert!(matches!(nowhere, Err(WriteError::Inconnu(_))), "{nowhere:?}");
    }

    async fn a_comment_is_settled_by_those_concerned_and_opened_again(db) {
        let ctx = cpts(&db, "velay").await;
        let (me, other) = (only(&ctx, &[COMMENTER]), only(&person(&ctx, 8), &[COMMENTER]));
        let id = comment_section(&me, &db, "gouvernance", " Et les usagers ? ").await.unwrap();
        assert!(matches!(settle_comment(&other, &db, id, true).await, Err(WriteError::Denied(_))));
        settle_comment(&me, &db, id, true).await.unwrap();
        assert!(matches!(settle_comment(&me, &db, id, true).await, Err(WriteError::Inconnu(_))));
        assert_eq!(read(&ctx, &db).await.ouverts, 0);
        settle_comment(&only(&person(&ctx, 9), &[COMMENTER, CONDUIRE]), &db, id, false).await.unwrap();
        assert_eq!(read(&ctx, &db).await.ouverts, 1);
        assert!(matches!(take_back_comment(&other, &db, id).await, Err(WriteError::Inconnu(_))));
        take_back_comment(&me, &db, id).await.unwrap();
        assert_eq!(read(&ctx, &db).await.ouverts, 0);
    }

    async fn a_part_given_while_its_text_is_saved_stays_given(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = membre(&ctx, &db, "Zoé", Role::Membre).await.uuid();
        let turn = AtomicUsize::new(0);
        let done = race(2, async || match turn.fetch_add(1, Ordering::SeqCst) {
            0 => assign_section(&ctx, &db, "gouvernance", Some(zoe)).await,
            _ => write_section(&ctx, &db, "gouvernance", 0, "Un bureau.").await.map(|_| ()),
        }).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        let part = read(&ctx, &db).await;
        assert_eq!((part.responsable, part.etat, part.numero()), (Some(zoe), Etat::EnCours, 1));
    }

    async fn only_the_text_that_was_read_is_agreed_upon(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "gouvernance", 0, "Un bureau.").await.unwrap();
        write_section(&ctx, &db, "gouvernance", 1, "Un bureau élu.").await.unwrap();
        let late = mark_section(&ctx, &db, "gouvernance", 1, Etat::Valide).await;
        assert!(matches!(late, Err(WriteError::TexteChange)), "{late:?}");
        let turn = AtomicUsize::new(0);
        race(2, async || match turn.fetch_add(1, Ordering::SeqCst) {
            0 => mark_section(&ctx, &db, "gouvernance", 2, Etat::Valide).await,
            _ => write_section(&ctx, &db, "gouvernance", 2, "Un bureau élu pour trois ans.").await.map(|_| ()),
        }).await;
        let part = read(&ctx, &db).await;
        assert_eq!((part.numero(), part.etat), (3, Etat::EnCours));
    }
}
