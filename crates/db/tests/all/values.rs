//! What goes in comes out.

use db::{Db, Migrations, Result, Row, Trace, Value, params};
use jiff::{Timestamp, civil::Date};
use kernel::fold;
use proptest::{
    collection::vec,
    prelude::{Strategy, any},
    strategy::ValueTree,
    test_runner::TestRunner,
};
use testkit::{actors::system, each_engine};
use uuid::Uuid;

const TOUT: Migrations = Migrations {
    module: "tout",
    files: &[(
        "001_tout",
        "CREATE TABLE tout (rang @int NOT NULL PRIMARY KEY, b @bool, i @int, r @real, t @text, j @json, o @bytes,
            u @id, d @date, m @instant) @strict;",
    )],
};
const KEEP: &str =
    "INSERT INTO tout (rang, b, i, r, t, j, o, u, d, m) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9)";

type Cells = (Option<bool>, i64, f64, String, Vec<u8>, Uuid, Date, Timestamp);

fn samples<S: Strategy>(strategy: &S, n: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    (0..n).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

fn cells() -> impl Strategy<Value = Cells> {
    let text = "[^\0]{0,12}"; // PostgreSQL has no text with a zero sign
    let real = any::<f64>().prop_filter("a measure", |v| v.is_finite() && *v != 0.0);
    let day = (-3_000..3_000_i32).prop_map(|n| Date::constant(2000, 1, 1) + jiff::Span::new().days(n));
    let instant = (-2_000_000_000_000_000..4_000_000_000_000_000_i64)
        .prop_map(|micros| Timestamp::from_microsecond(micros).unwrap());
    let uuid = any::<u128>().prop_map(Uuid::from_u128);
    (any::<Option<bool>>(), any::<i64>(), real, text, vec(any::<u8>(), 0..20), uuid, day, instant)
}

fn read(row: &Row) -> Result<Cells> {
    assert_eq!(row.get::<String>("t")?, row.get::<String>("j")?);
    Ok((
        row.get("b")?,
        row.get("i")?,
        row.get("r")?,
        row.get("t")?,
        row.get("o")?,
        row.get("u")?,
        row.get("d")?,
        row.get("m")?,
    ))
}

each_engine! { &[db::MIGRATIONS, TOUT];
    async fn every_type_comes_back_as_it_went_in(db) -> Result<()> {
        let kept = samples(&cells(), 100);
        let mut tx = db.begin(&system()).await?;
        for (rang, (b, i, r, t, o, u, d, m)) in (0_i64..).zip(kept.clone()) {
            tx.execute(KEEP, params![rang, b, i, r, t, o, u, d, m]).await?;
        }
        tx.record(Trace::new("tout.garde", "tout"));
        tx.commit().await?;
        let mut tx = db.read(&system()).await?;
        let rows = tx.rows("SELECT b, i, r, t, j, o, u, d, m FROM tout ORDER BY rang", &[]).await?;
        assert_eq!(rows.iter().map(read).collect::<Result<Vec<_>>>()?, kept);
        Ok(())
    }

    async fn nothing_comes_back_as_nothing_typed_or_not(db) -> Result<()> {
        let mut tx = db.begin(&system()).await?;
        let none = params![
            1,
            None::<bool>,
            None::<i64>,
            None::<f64>,
            None::<String>,
            None::<Vec<u8>>,
            None::<Uuid>,
            None::<Date>,
            None::<Timestamp>
        ];
        tx.execute(KEEP, none).await?;
        let untyped =
            [Value::Int(2)].into_iter().chain(std::iter::repeat_n(Value::Null, 8)).collect::<Vec<_>>();
        tx.execute(KEEP, &untyped).await?;
        for row in tx.rows("SELECT b, i, r, t, j, o, u, d, m FROM tout", &[]).await? {
            assert!(row.cells().all(|(_, cell)| *cell == Value::Null), "{row:?}");
            assert_eq!(row.get::<Option<Timestamp>>("m")?, None);
            assert!(row.get::<Timestamp>("m").is_err());
        }
        let any =
            "SELECT rang FROM tout WHERE (t = $1 OR $1 IS NULL) AND (u = $2 OR $2 IS NULL) ORDER BY rang";
        assert_eq!(tx.rows(any, params![None::<String>, None::<Uuid>]).await?.len(), 2);
        assert_eq!(tx.rows(any, params!["absent", None::<Uuid>]).await?.len(), 0);
        Ok(())
    }

    async fn instants_are_ordered_to_the_microsecond(db) -> Result<()> {
        let base = system().now.as_microsecond();
        let micros = [500_000, 0, 1, 999_999, 10, 1_000_000];
        let mut tx = db.begin(&system()).await?;
        for (rang, micro) in (0_i64..).zip(micros) {
            let m = Timestamp::from_microsecond(base + micro).unwrap();
            tx.execute("INSERT INTO tout (rang, m) VALUES ($1, $2)", params![rang, m]).await?;
        }
        let rows = tx.rows("SELECT m FROM tout WHERE m > $1 ORDER BY m", params![system().now]).await?;
        let found = rows.iter().map(|row| Ok(row.get::<Timestamp>("m")?.as_microsecond() - base));
        assert_eq!(found.collect::<Result<Vec<_>>>()?, [1, 10, 500_000, 999_999, 1_000_000]);
        Ok(())
    }

    async fn folded_texts_are_ordered_as_in_a_dictionary(db) -> Result<()> {
        let noms = [
            "Le Puy-en-Velay",
            "Œuilly",
            "Aÿ",
            "L'Haÿ-les-Roses",
            "Lempdes",
            "Ambert",
            "2A Ajaccio",
            "Éguilles",
        ];
        let mut tx = db.begin(&system()).await?;
        for (rang, nom) in (0_i64..).zip(noms) {
            tx.execute("INSERT INTO tout (rang, t) VALUES ($1, $2)", params![rang, fold(nom)]).await?;
        }
        let rows = tx.rows("SELECT t FROM tout ORDER BY t", &[]).await?;
        let found = rows.iter().map(|row| row.get::<String>("t")).collect::<Result<Vec<_>>>()?;
        let mut expected = noms.map(fold);
        expected.sort();
        assert_eq!(found, expected);
        Ok(())
    }

    async fn a_parameter_may_come_twice_and_out_of_order(db) -> Result<()> {
        let mut tx = db.begin(&system()).await?;
        let sql = "INSERT INTO tout (rang, i, t, j) VALUES ($2, $2, $1, $1)";
        tx.execute(sql, params!["deux", 2]).await?;
        let row = tx
            .must_row(
                "SELECT t, j, i FROM tout WHERE t = $3 AND i = $1 AND rang = $1 AND j <> $2",
                params![2, "un", "deux"],
            )
            .await?;
        assert_eq!((row.get::<String>("j")?, row.get::<i32>("i")?), ("deux".to_owned(), 2));
        Ok(())
    }

    async fn a_whole_number_is_also_a_measure_and_a_text_is_not_a_number(db) -> Result<()> {
        let mut tx = db.begin(&system()).await?;
        tx.execute("INSERT INTO tout (rang, r) VALUES (1, $1)", params![3]).await?;
        assert_eq!(tx.must_row("SELECT r FROM tout", &[]).await?.get::<f64>("r")?, 3.0);
        assert!(tx.execute("INSERT INTO tout (rang, i) VALUES (2, $1)", params!["trois"]).await.is_err());
        Ok(())
    }

    async fn a_cell_that_is_not_what_the_code_expects_is_named(db) -> Result<()> {
        let mut tx = db.read(&system()).await?;
        let row = tx.must_row("SELECT 'bleu' AS couleur", &[]).await?;
        let wrong = row.get::<i64>("couleur").unwrap_err().to_string();
        assert!(wrong.contains("couleur") && wrong.contains("bleu"), "{wrong}");
        assert!(row.get::<i64>("absente").unwrap_err().to_string().contains("couleur"));
        assert!(row.parse::<kernel::Id<Db>>("couleur").is_err());
        Ok(())
    }
}
