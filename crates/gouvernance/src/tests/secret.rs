//! The secrecy of a ballot, read in the database itself.

use super::*;
use db::{Engine, Value};
use testkit::actors::{counting_again, cpts as nth};
use testkit::each_engine;

/// Names of tables with a column `cpts`.
async fn tables(db: &Db, ctx: &Ctx) -> Vec<String> {
    let sql = match db.engine() {
        Engine::Sqlite => {
            "SELECT m.name AS nom FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'cpts'
            WHERE m.type = 'table' ORDER BY m.name"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS nom FROM information_schema.columns
            WHERE table_schema = 'public' AND column_name = 'cpts' ORDER BY table_name"
        }
    };
    let rows = db.read(ctx).await.unwrap().rows(sql, &[]).await.unwrap();
    rows.iter().map(|row| row.get("nom").unwrap()).collect()
}

/// Every row of every table of this CPTS as text, with the transaction that wrote it where the engine shows it. What is random or
/// sealed by a key is replaced by its length: nobody reads it without the key.
async fn dump(db: &Db, ctx: &Ctx) -> Vec<String> {
    let postgres = db.engine() == Engine::Postgres;
    let mut lines = Vec::new();
    for table in tables(db, ctx).await {
        let hidden = if postgres { ", xmin::text AS qui_a_ecrit" } else { "" };
        let sql = format!("SELECT t.*{hidden} FROM {table} t WHERE t.cpts = $1");
        let values = &[Value::from(ctx.cpts)];
        for row in db.read(ctx).await.unwrap().rows(&sql, values).await.unwrap() {
            let (mut line, mut writer) = (table.clone(), 0_u64);
            for (name, value) in row.cells() {
                match (name, value) {
                    ("qui_a_ecrit", Value::Text(text)) => writer = text.parse().unwrap(),
                    ("cpts", _) => {}
                    ("contenu" | "empreinte" | "precedent" | "sceau", Value::Bytes(bytes)) => {
                        line += &format!(" {name}:{}", bytes.len())
                    }
                    ("contenu" | "empreinte" | "precedent" | "sceau", Value::Text(text)) => {
                        line += &format!(" {name}:{}", text.len())
                    }
                    _ => line += &format!(" {name}={value:?}"),
                }
            }
            lines.push((line, writer));
        }
    }
    lines.sort();
    let mut ranks: Vec<u64> = lines.iter().map(|(_, writer)| *writer).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let rank = |writer: &u64| ranks.binary_search(writer).unwrap();
    lines.iter().map(|(line, writer)| format!("{line} écrit par la transaction {}", rank(writer))).collect()
}

async fn world(db: &Db, n: u128) -> (Ctx, Id<Scrutin>) {
    let ctx = person(&before(&counting_again(&system().within(nth(n)))), 1);
    let all = adherents(&ctx, db, 5, false).await;
    let ag = ag(&ctx, db).await;
    let (seance, _) = seance(&ctx, db, ag).await;
    give_pouvoir(&ctx, db, Voie::Bureau(all[4]), seance, all[0], false).await.unwrap();
    open(&ctx, db, seance, &all[..4]).await;
    let id = vote(&ctx, db, &projet(seance, Mode::Secret)).await;
    (ctx, id)
}

each_engine! { SCHEMA;
    /// Two associations in everything the same but for who chooses what: at each step their databases are the same.
    async fn the_database_is_the_same_whoever_chose_what(db) {
        let ((a, first), (b, second)) = (world(&db, 1).await, world(&db, 2).await);
        assert_eq!(first, second);
        assert_eq!(dump(&db, &a).await, dump(&db, &b).await, "before any ballot");
        // Member 1 holds the proxy of member 5: two ballots. In both worlds 3 for, 1 against, 1 abstention.
        for (voter, here, there) in [(1, 0, 0), (2, 1, 2), (3, 2, 0), (4, 0, 1)] {
            choose(&a, &db, voter, first, here).await.unwrap();
            choose(&b, &db, voter, second, there).await.unwrap();
            let (left, right) = (dump(&db, &a).await, dump(&db, &b).await);
            assert_eq!(left, right, "after the ballot of {voter}");
        }
        for (ctx, id) in [(&a, first), (&b, second)] {
            close_scrutin(&during(ctx), &db, id, &Cloture::default()).await.unwrap();
            assert_eq!(voices(&scrutin(ctx, &db, id).await), [Some(3), Some(1), Some(1)]);
        }
        let (left, right) = (dump(&db, &a).await, dump(&db, &b).await);
        assert_eq!(left, right, "after the closing");
        let of = |table: &str| left.iter().filter(|line| line.starts_with(table)).cloned().collect::<Vec<_>>();
        assert!(of("gouvernance_urne").is_empty() && of("gouvernance_vote ").is_empty());
        let roll = of("gouvernance_emargement");
        let writer = |line: &String| line.rsplit(' ').next().unwrap().to_owned();
        assert_eq!(roll.len(), 5);
        assert!(roll.iter().all(|line| writer(line) == writer(&roll[0])), "one transaction wrote the whole roll: no order left");
        assert!(of("db_journal ").iter().all(|line| !line.contains("a_vote")), "the journal has an hour: a secret ballot leaves no line");
    }

    async fn no_column_of_the_ballot_has_an_hour_or_an_order(db) {
        let (ctx, id) = world(&db, 1).await;
        choose(&ctx, &db, 2, id, 0).await.unwrap();
        let box_before = store::urnes::urne(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        choose(&ctx, &db, 3, id, 0).await.unwrap();
        let box_after = store::urnes::urne(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        assert_eq!(box_before.len(), box_after.len());
        let common = box_before.iter().zip(&box_after).filter(|(a, b)| a == b).count();
        assert!(common < box_before.len() / 2, "sealed afresh: nothing to compare");
        if db.engine() == Engine::Sqlite {
            for table in ["gouvernance_emargement", "gouvernance_urne", "gouvernance_vote"] {
                let sql = "SELECT sql FROM sqlite_master WHERE name = $1";
                let row = db.read(&ctx).await.unwrap().must_row(sql, &[Value::from(table)]).await.unwrap();
                assert!(row.get::<String>("sql").unwrap().contains("WITHOUT ROWID"), "{table}");
            }
        }
        let sql = "SELECT * FROM gouvernance_emargement";
        let rows = db.read(&ctx).await.unwrap().rows(sql, &[]).await.unwrap();
        let mut names: Vec<&str> = rows[0].cells().map(|(name, _)| name).collect();
        names.sort_unstable();
        assert_eq!(names, ["a_vote", "cpts", "electeur", "porteur", "scrutin", "voix"]);
        assert_eq!(voices(&scrutin(&ctx, &db, id).await), [None, None, None], "nothing is counted while it is open");
    }

    /// The office may close at any moment: it would read a single ballot in what the vote comes to.
    async fn a_vote_of_fewer_than_three_people_comes_to_nothing_whoever_chose_what(db) {
        let ((a, first), (b, second)) = (world(&db, 1).await, world(&db, 2).await);
        // Member 1 holds the proxy of member 5: three ballots of two people. All for here, all against there.
        for voter in [1, 2] {
            choose(&a, &db, voter, first, 0).await.unwrap();
            choose(&b, &db, voter, second, 1).await.unwrap();
        }
        for (ctx, id) in [(&a, first), (&b, second)] {
            close_scrutin(&during(ctx), &db, id, &Cloture::default()).await.unwrap();
            let closed = scrutin(ctx, &db, id).await;
            assert_eq!((closed.issue, voices(&closed), closed.participation), (Some(Issue::SansEffet), vec![None, None, None], Some((3, 5))));
            assert!(closed.choix.iter().all(|one| !one.retenu));
            assert!(closed.motif.starts_with("Moins de trois personnes ont voté"), "{}", closed.motif);
        }
        assert_eq!(dump(&db, &a).await, dump(&db, &b).await, "the two databases are the same");
        let (ctx, id) = world(&db, 3).await;
        for voter in 1..=3 {
            choose(&ctx, &db, voter, id, 0).await.unwrap();
        }
        close_scrutin(&during(&ctx), &db, id, &Cloture::default()).await.unwrap();
        assert_eq!(scrutin(&ctx, &db, id).await.issue, Some(Issue::Adoptee), "three people are enough");
    }

    async fn an_election_of_fewer_than_three_people_chooses_nobody(db) {
        let (ctx, id) = world(&db, 1).await;
        let seance = scrutin(&ctx, &db, id).await.seance.unwrap();
        let candidats = ["Anne", "Luc"].map(str::to_owned).to_vec();
        let election = vote(&ctx, &db, &Projet { candidats, sieges: 1, ..projet(seance, Mode::Secret) }).await;
        choose(&ctx, &db, 2, election, 0).await.unwrap();
        close_scrutin(&during(&ctx), &db, election, &Cloture::default()).await.unwrap();
        let closed = scrutin(&ctx, &db, election).await;
        assert_eq!((closed.issue, closed.elus().count()), (Some(Issue::SansEffet), 0));
    }

    async fn a_secret_vote_opens_for_three_people_not_for_three_voices(db) {
        let ctx = cpts(&db, "velay").await;
        let all = adherents(&ctx, &db, 4, false).await;
        let ag = ag(&ctx, &db).await;
        let (seance, _) = seance(&ctx, &db, ag).await;
        give_pouvoir(&ctx, &db, Voie::Bureau(all[2]), seance, all[0], false).await.unwrap();
        open(&ctx, &db, seance, &all[..2]).await;
        let id = ctx.id();
        prepare_scrutin(&during(&ctx), &db, id, &projet(seance, Mode::Secret)).await.unwrap();
        let told = open_scrutin(&during(&ctx), &db, id).await.unwrap_err().to_string();
        assert!(told.starts_with("2\u{a0}personnes pour voter\u{a0}: à moins de trois, un vote secret se devine"), "{told}");
        come(&ctx, &db, seance, &all[3..]).await;
        open_scrutin(&during(&ctx), &db, id).await.unwrap();
    }

    async fn a_box_that_somebody_changed_is_never_counted(db) {
        let (ctx, id) = world(&db, 1).await;
        choose(&ctx, &db, 2, id, 0).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        let sealed = urne::Urne::vide(3).seal(urne::Sceau { secret: db.secret(), cpts: ctx.cpts, scrutin: id }).unwrap();
        store::urnes::put(&mut tx, id, sealed).await.unwrap();
        tx.commit().await.unwrap();
        let refused = close_scrutin(&during(&ctx), &db, id, &Cloture::default()).await;
        assert!(matches!(refused, Err(WriteError::Scrutin(crate::scrutin::Refus::UrneAlteree))));
    }
}
