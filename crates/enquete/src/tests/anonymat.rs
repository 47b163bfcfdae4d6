//! Nothing in the database joins an unnamed answer to whoever gave it.

use super::*;
use proptest::prelude::*;
use testkit::each_engine;

const NAMES: [&str; 6] = ["Anne", "Bruno", "Chloé", "Denis", "Élise", "Farid"];
const SAID: [&str; 6] =
    ["infirmier", "sage_femme", "pharmacien", "orthophoniste", "psychologue", "dieteticien"];

/// Six people answer, one a day, in the order given: person `i` always says the same. What the urn holds.
async fn answered(ctx: &Ctx, db: &Db, order: [usize; 6]) -> (Id<Enquete>, String) {
    let id = opened(ctx, db, Anonymat::Anonyme).await;
    let people = invited(ctx, db, id, &NAMES).await;
    for (days, person) in (0..).zip(order) {
        let (invitation, follower) = &people[person];
        let day = on(follower, TODAY.saturating_add(jiff::Span::new().days(days)));
        let text = said(SAID[person], "mt", &person.to_string());
        answer_link(&day, db, *invitation, &fields(&text)).await.unwrap();
    }
    let mut tx = db.read(ctx).await.unwrap();
    let urne = store::reponse::urne(&mut tx, id).await.unwrap();
    (id, serde_json::to_string(&urne).unwrap())
}

/// Every cell of the rows of a table, as text.
async fn cells(ctx: &Ctx, db: &Db, table: &str, id: Id<Enquete>) -> Vec<Vec<String>> {
    let sql = format!("SELECT * FROM {table} WHERE cpts = $1 AND enquete = $2");
    let rows = db.read(ctx).await.unwrap().rows(&sql, db::params![ctx.cpts, id]).await.unwrap();
    rows.iter().map(|row| row.cells().map(|(_, value)| format!("{value:?}")).collect()).collect()
}

each_engine! { SCHEMA;
    async fn the_same_answers_in_any_order_leave_the_same_bytes(db) {
        let ctx = cpts(&db, "velay").await;
        let (_, one) = answered(&ctx, &db, [0, 1, 2, 3, 4, 5]).await;
        let (_, other) = answered(&ctx, &db, [4, 2, 5, 0, 3, 1]).await;
        assert_eq!(one, other);
    }

    async fn no_cell_of_the_urn_stands_in_an_invitation_nor_says_when(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, urne) = answered(&ctx, &db, [3, 1, 4, 0, 5, 2]).await;
        let rows = cells(&ctx, &db, "enquete_urne", id).await;
        assert_eq!((rows.len(), rows[0].len()), (1, 3), "one row for all: cpts, enquete, bulletins");
        let invitations = cells(&ctx, &db, "enquete_invitation", id).await;
        let shared: Vec<&String> = invitations.iter().flatten().filter(|cell| rows[0].contains(cell)).collect();
        assert!(shared.iter().all(|cell| rows[0][..2].contains(cell)), "only the CPTS and the survey: {shared:?}");
        assert!(cells(&ctx, &db, "enquete_reponse", id).await.is_empty());
        assert!(cells(&ctx, &db, "enquete_formulaire", id).await.is_empty());
        assert!(!urne.contains("2026") && !NAMES.iter().any(|name| urne.contains(name)), "{urne}");
    }

    async fn the_order_of_the_answers_is_that_of_their_words(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, _) = answered(&ctx, &db, [5, 4, 3, 2, 1, 0]).await;
        let urne = store::reponse::urne(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let mut sorted = urne.bulletins().to_vec();
        sorted.sort();
        assert_eq!(urne.bulletins(), sorted);
    }

    async fn the_journal_says_that_an_answer_came_and_nothing_of_it(db) {
        let ctx = cpts(&db, "velay").await;
        let origin = kernel::Origin { ip: "192.0.2.7".into(), agent: "essai".into(), session: "s".into() };
        let (id, _) = answered(&Ctx { origin, ..ctx.clone() }, &db, [0, 1, 2, 3, 4, 5]).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let lines = db::journal::latest(&mut tx, i64::MAX, 200).await.unwrap();
        let came: Vec<_> = lines.iter().filter(|line| line.action == "enquete.reponse_recue").collect();
        assert_eq!(came.len(), 6);
        for line in came {
            let said = (line.objet.clone(), line.detail.as_str(), line.apres.as_str(), line.ip.as_str(), line.session.as_str());
            assert_eq!(said, (format!("enquete:{id}"), "", "", "", ""));
        }
    }

    async fn an_unnamed_survey_leaves_as_counts_and_a_named_one_with_its_names(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, _) = answered(&ctx, &db, [0, 1, 2, 3, 4, 5]).await;
        assert!(matches!(export(&ctx, &db, id).await.unwrap(), Fichier::Comptes(_)));
        let named = opened(&ctx, &db, Anonymat::Nominative).await;
        assert!(matches!(export(&ctx, &db, named).await.unwrap(), Fichier::Reponses(..)));
        let member = only(&ctx, &[VOIR_RESULTATS]);
        assert!(matches!(export(&member, &db, named).await.unwrap(), Fichier::Comptes(_)));
    }
}

proptest! {
    #[test]
    fn an_urn_remembers_which_answers_and_never_their_order(
        mut notes in proptest::collection::vec((0_u8..4, "[a-c]{0,2}"), 0..12), seed in any::<u64>(),
    ) {
        let fill = |notes: &[(u8, String)]| {
            let mut urne = Urne::default();
            for (note, text) in notes {
                let sent = [("q1".to_owned(), note.to_string()), ("q2".to_owned(), text.clone())];
                let questions = [question(1, Genre::Nombre { unite: String::new(), min: None, max: None }), question(2, Genre::TexteCourt)];
                let read = |name: &str| sent.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect();
                urne.drop_in(Bulletin::read(&questions, read).unwrap()).unwrap();
            }
            serde_json::to_string(&urne).unwrap()
        };
        let before = fill(&notes);
        let len = notes.len().max(1);
        for place in 0..notes.len() {
            let other = usize::try_from(seed.rotate_left(u32::try_from(place * 7).unwrap()) % len as u64).unwrap();
            notes.swap(place, other);
        }
        prop_assert_eq!(before, fill(&notes));
    }

    #[test]
    fn a_number_that_is_shown_again_reads_the_same(hundredths in -100_000_i64..100_000) {
        let valeur = Valeur::Nombre(hundredths);
        let questions = [question(1, Genre::Nombre { unite: String::new(), min: None, max: None })];
        let read = Bulletin::read(&questions, |_| valeur.typed()).unwrap();
        prop_assert_eq!(read.get(1), Some(&valeur));
    }
}

fn question(numero: u16, genre: Genre) -> Question {
    Question { numero, enonce: enonce("?", genre, false), repere: String::new() }
}
