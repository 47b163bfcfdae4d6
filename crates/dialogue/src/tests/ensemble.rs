//! Several people write at once: nothing is lost.

use super::{SCHEMA, leader, open, world};
use crate::point::Mots;
use crate::store::{dialogues, points};
use crate::texte::{Ecrit, empreinte};
use crate::{Declaration, WriteError, add_point, declare_depenses, store, write_point, write_textes};
use testkit::{actors::race, each_engine};

/// What somebody who read `lue` sends back.
fn ecrit(cle: &str, lue: &str, texte: &str) -> Ecrit {
    Ecrit { cle: cle.to_owned(), lue: Some(empreinte(lue)), texte: texte.to_owned() }
}

each_engine! { &SCHEMA;
    async fn two_people_who_write_two_parts_of_the_report_keep_both(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let whole = |a: &str, b: &str| [ecrit("synthese", "", a), ecrit("plan", "", b)];
        assert!(write_textes(&leader(), &db, id, &whole("Une bonne année.", "")).await.unwrap().is_empty());
        assert!(write_textes(&leader(), &db, id, &whole("", "Tout étendre.")).await.unwrap().is_empty());
        let known = dialogues::textes(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert_eq!((known["synthese"].as_str(), known["plan"].as_str()), ("Une bonne année.", "Tout étendre."));
    }

    async fn two_people_who_write_the_same_part_are_shown_both_texts_and_the_rest_is_kept(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        write_textes(&leader(), &db, id, &[ecrit("synthese", "", "Le sien")]).await.unwrap();
        let mine = [ecrit("synthese", "", "Le mien"), ecrit("plan", "", "Un plan")];
        let both = write_textes(&leader(), &db, id, &mine).await.unwrap();
        assert_eq!((both[0].garde.as_str(), both[0].propose.as_str(), both.len()), ("Le sien", "Le mien", 1));
        let known = dialogues::textes(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        assert_eq!((known["synthese"].as_str(), known["plan"].as_str()), ("Le sien", "Un plan"));
        let again = write_textes(&leader(), &db, id, &[ecrit("synthese", "Le sien", "Les deux")]).await.unwrap();
        assert!(again.is_empty());
    }

    async fn of_people_who_write_the_same_part_at_once_one_writes_and_the_others_are_told(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let (ctx, next) = (leader(), std::sync::atomic::AtomicU32::new(0));
        let done = race(3, || {
            let n = next.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
            let text = [ecrit("synthese", "", &format!("Texte {n}"))];
            let (ctx, db) = (&ctx, &db);
            async move { write_textes(ctx, db, id, &text).await.unwrap().len() }
        }).await;
        assert_eq!(done.iter().sum::<usize>(), 2, "{done:?}");
    }

    async fn a_field_that_was_not_sent_stays_and_one_that_was_emptied_is_emptied(db) {
        let world = world(&db, &leader(), "ours").await;
        let id = open(&db, &leader(), &world, 1).await;
        let point = add_point(&leader(), &db, id, "Bus dentaire").await.unwrap();
        write_point(&leader(), &db, id, point, ("Bus dentaire", "Dit", "Décidé")).await.unwrap();
        write_point(&leader(), &db, id, point, Mots(vec![ecrit("decision", "Décidé", "")])).await.unwrap();
        let both = write_point(&leader(), &db, id, point, Mots(vec![ecrit("notes", "Autre chose", "Perdu ?")])).await.unwrap();
        assert_eq!((both[0].cle.as_str(), both[0].garde.as_str()), ("notes", "Dit"));
        let all = points::points(&mut db.read(&leader()).await.unwrap(), id).await.unwrap();
        let one = all.iter().find(|one| one.id == point).unwrap();
        assert_eq!((one.titre.as_str(), one.notes.as_str(), one.decision.as_str()), ("Bus dentaire", "Dit", ""));
    }

    async fn an_amount_that_somebody_else_changed_is_not_written_over(db) {
        let world = world(&db, &leader(), "ours").await;
        let year = (world.contrat.id, 1);
        let said = |composante: &str, cents, lue: &str| Declaration {
            composante: composante.to_owned(), cents: Some(cents), note: String::new(), lue: Some(empreinte(lue)),
        };
        declare_depenses(&leader(), &db, year, &[said("acces", 100, "")]).await.unwrap();
        let late = declare_depenses(&leader(), &db, year, &[said("acces", 200, "")]).await;
        assert!(matches!(late, Err(WriteError::DepenseChangee)), "{late:?}");
        let other = [said("acces", 100, "100"), said("fonctionnement", 5, "")];
        declare_depenses(&leader(), &db, year, &other).await.unwrap();
        let known = store::depenses::depenses(&mut db.read(&leader()).await.unwrap(), year.0, 1).await.unwrap();
        assert_eq!(known.iter().map(|one| one.cents).collect::<Vec<_>>(), [100, 5]);
    }
}
