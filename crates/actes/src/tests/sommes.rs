use super::{SCHEMA, TODAY, amend, meeting, note, somebody};
use crate::{Filtre, Genre, Mission, Quoi, acte::Fait, store};
use jiff::civil::{Date, date};
use testkit::each_engine;
use uuid::Uuid;

const YEAR: (Date, Date) = (date(2025, 9, 20), date(2026, 9, 19));

fn themed(jour: Date, theme: &str, genre: Option<Genre>) -> Fait {
    Fait { theme: theme.to_owned(), genre, auteur: Some(Uuid::from_u128(5)), ..meeting(jour, 30) }
}

each_engine! { &SCHEMA;
    async fn sums_by_nature_say_what_a_recount_of_the_lines_says(db) {
        let ctx = somebody();
        let first = note(&db, &ctx, themed(TODAY, "cœur", Some(Genre::Reunion)), "a").await.unwrap();
        note(&db, &ctx, themed(date(2025, 9, 20), "cœur", Some(Genre::Reunion)), "b").await.unwrap();
        note(&db, &ctx, themed(date(2025, 9, 19), "cœur", Some(Genre::Reunion)), "c").await.unwrap();
        let moved = amend(&db, &ctx, first, Some(themed(TODAY, "sucre", None))).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let sums = store::sommes(&mut tx, &[YEAR, (date(2020, 1, 1), TODAY)]).await.unwrap();
        let short = |n: usize| sums[n].iter().map(|s| (s.nature.theme.clone(), s.actes, s.minutes)).collect::<Vec<_>>();
        assert_eq!(short(0), [("sucre".to_owned(), 1, 30), ("cœur".to_owned(), 1, 30)]);
        assert_eq!(short(1), [("sucre".to_owned(), 1, 30), ("cœur".to_owned(), 2, 60)]);
        drop(tx);
        amend(&db, &ctx, moved, None).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::sommes(&mut tx, &[YEAR]).await.unwrap()[0].len(), 1);
    }

    async fn the_lines_behind_a_sum_are_as_many_as_it_says(db) {
        let ctx = somebody();
        for n in 0..9_u8 {
            let genre = [Some(Genre::Reunion), Some(Genre::Public), None][usize::from(n % 3)];
            let id = note(&db, &ctx, themed(TODAY, "cœur", genre), &n.to_string()).await.unwrap();
            if n == 0 { amend(&db, &ctx, id, None).await.unwrap(); }
        }
        let filtre = Filtre { genre: Some(Genre::Reunion), mission: Some(Mission::Parcours), theme: Some("cœur".into()), source: Some("essai".into()), action: None };
        let mut tx = db.read(&ctx).await.unwrap();
        let sum: i64 = store::sommes(&mut tx, &[YEAR]).await.unwrap()[0].iter().filter(|s| filtre.takes(&s.nature)).map(|s| s.actes).sum();
        let first = store::behind(&mut tx, &filtre, YEAR, None, 1).await.unwrap();
        let rest = store::behind(&mut tx, &filtre, YEAR, Some((TODAY, first[0].id)), 9).await.unwrap();
        assert_eq!((sum, first.len() + rest.len()), (2, 2));
        let ids: Vec<_> = rest.iter().chain(&first).map(|acte| acte.id).collect();
        let again: Vec<_> = store::parmi(&mut tx, &ids).await.unwrap().into_iter().map(|acte| acte.id).collect();
        assert_eq!(again, ids);
    }

    async fn sums_walk_the_index_alone_and_sort_nothing(db) {
        if db.engine() == db::Engine::Postgres { return; } // its planner chooses by statistics that an empty base lacks
        let mut tx = db.begin(&somebody()).await.unwrap();
        let sql = format!("EXPLAIN QUERY PLAN {}", store::sommes::statement(2));
        let values = db::params![tx.cpts(), YEAR.0, YEAR.1, YEAR.0, YEAR.1].to_vec();
        let plan: Vec<String> = tx.rows(&sql, &values).await.unwrap().iter().map(|row| row.get("detail").unwrap()).collect();
        assert!(plan.len() == 1 && plan[0].contains("COVERING INDEX actes_par_nature"), "{plan:?}");
    }

    async fn an_author_is_counted_once_whatever_the_number_of_acts(db) {
        let ctx = somebody();
        for n in 0..3_u8 { note(&db, &ctx, themed(TODAY, "", None), &n.to_string()).await.unwrap(); }
        note(&db, &ctx, Fait { auteur: None, ..themed(TODAY, "", None) }, "x").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::distincts(&mut tx, YEAR, Quoi::Auteurs).await.unwrap().len(), 1);
        assert!(store::distincts(&mut tx, YEAR, Quoi::Communes).await.unwrap().is_empty());
    }

    async fn an_act_keeps_its_kind_its_theme_and_its_action(db) {
        let ctx = somebody();
        let fait = Fait { action: Some(Uuid::from_u128(9)), ..themed(TODAY, "cœur", Some(Genre::Formation)) };
        let id = note(&db, &ctx, fait.clone(), "a").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::acte(&mut tx, id).await.unwrap().unwrap().fait, fait);
        assert_eq!(store::themes(&mut tx).await.unwrap(), ["cœur"]);
        assert_eq!(crate::verify(&mut tx).await.unwrap(), []);
    }
}
