use super::*;
use crate::droits::{COMMENTER, CONDUIRE, REDIGER};
use crate::section::Etat;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::{each_engine, race};

async fn read(ctx: &Ctx, db: &Db) -> Section {
    section(&mut db.read(ctx).await.unwrap(), "gouvernance").await.unwrap().unwrap()
}

each_engine! { SCHEMA;
    async fn of_two_who_write_upon_the_same_text_one_is_kept_and_neither_is_lost(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "gouvernance", 0, "Un bureau.").await.unwrap();
        let late = write_section(&person(&ctx, 2), &db, "gouvernance", 0, "Un autre texte.").await;
        let Err(WriteError::Concurrence(both)) = late else { panic!("{late:?}") };
        assert_eq!((both.garde.texte.as_str(), both.propose.as_str()), ("Un bureau.", "Un autre texte."));
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
