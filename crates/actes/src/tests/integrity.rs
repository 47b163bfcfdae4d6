use super::{SCHEMA, TODAY, amend, meeting, note, somebody};
use crate::{Ecart, verify};
use db::{Db, Engine, params};
use kernel::Ctx;
use testkit::each_engine;

/// Changes a line behind the program's back: triggers first, as somebody with every right on the base would.
async fn tamper(db: &Db, ctx: &Ctx, sql: &str) {
    let mut tx = db.begin(ctx).await.unwrap();
    let triggers: &[&str] = match db.engine() {
        Engine::Sqlite => {
            &["DROP TRIGGER actes_acte_sans_modification", "DROP TRIGGER actes_acte_sans_suppression"]
        }
        Engine::Postgres => &["DROP TRIGGER actes_acte_ajout_seul ON actes_acte"],
    };
    for statement in triggers {
        tx.execute_untraced(statement, &[]).await.unwrap();
    }
    tx.execute_untraced(sql, params![tx.cpts()]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn ecarts(db: &Db, ctx: &Ctx) -> Vec<Ecart> {
    verify(&mut db.read(ctx).await.unwrap()).await.unwrap()
}

each_engine! { &SCHEMA;
    async fn an_honest_ledger_has_nothing_to_report(db) {
        let ctx = somebody();
        let id = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        amend(&db, &ctx, id, Some(meeting(TODAY, 60))).await.unwrap();
        note(&db, &ctx, meeting(TODAY, 90), "b").await.unwrap();
        assert_eq!(ecarts(&db, &ctx).await, []);
    }

    async fn a_changed_line_is_named_and_the_totals_disagree(db) {
        let ctx = somebody();
        let id = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        tamper(&db, &ctx, "UPDATE actes_acte SET minutes = 9000 WHERE cpts = $1").await;
        assert_eq!(ecarts(&db, &ctx).await, [Ecart::Modifie(format!("acte:{id}")), Ecart::Totaux]);
    }

    async fn a_removed_line_is_named(db) {
        let ctx = somebody();
        let id = note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        tamper(&db, &ctx, "DELETE FROM actes_acte WHERE cpts = $1").await;
        assert_eq!(ecarts(&db, &ctx).await, [Ecart::Absent(format!("acte:{id}")), Ecart::Totaux]);
    }

    async fn the_base_refuses_to_change_or_remove_a_line(db) {
        let ctx = somebody();
        note(&db, &ctx, meeting(TODAY, 90), "a").await.unwrap();
        for sql in ["UPDATE actes_acte SET minutes = 1 WHERE cpts = $1", "DELETE FROM actes_acte WHERE cpts = $1"] {
            let mut tx = db.begin(&ctx).await.unwrap();
            let refused = tx.execute_untraced(sql, params![tx.cpts()]).await.unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
}
