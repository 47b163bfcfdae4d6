//! What the storage promises, on both engines.
#![cfg(test)]

use testkit::{actors::system, each_engine};

each_engine! { &[db::MIGRATIONS];
    async fn smoke(db: db::Db) {
        let mut tx = db.begin(&system()).await.unwrap();
        assert_eq!(tx.must_row("SELECT 1 AS un", &[]).await.unwrap().get::<i32>("un").unwrap(), 1);
    }

    async fn smoke2(db) -> db::Result<()> {
        let got = testkit::race(4, || async { db.read(&system()).await.unwrap().rows("SELECT 1 AS un", &[]).await }).await;
        assert_eq!(got.len(), 4);
        Ok(())
    }
}
