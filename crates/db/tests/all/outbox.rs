//! An event is told once its transaction has committed, and delivered at least once.

use db::{
    Db, Event, Result,
    outbox::{self, Pending},
};
use std::time::Duration;
use testkit::{actors::system, at, each_engine, race};

#[derive(serde::Serialize)]
struct Arrive(u32);

impl Event for Arrive {
    const NAME: &'static str = "essai.arrive";
}

async fn tell(db: &Db, n: u32) -> Result<()> {
    let mut tx = db.begin(&system()).await?;
    tx.publish(&Arrive(n)).await?;
    tx.commit().await
}

async fn due(db: &Db) -> Result<Vec<Pending>> {
    outbox::due(&mut db.read(&system()).await?, 10).await
}

each_engine! { &[db::MIGRATIONS];
    async fn only_a_committed_event_is_told(db) -> Result<()> {
        let mut tx = db.begin(&system()).await?;
        tx.publish(&Arrive(1)).await?;
        drop(tx);
        tell(&db, 2).await?;
        let due = due(&db).await?;
        assert_eq!(
            due.iter().map(|e| (&*e.nom, &*e.contenu, e.essais)).collect::<Vec<_>>(),
            [("essai.arrive", "2", 0)]
        );
        Ok(())
    }

    async fn an_event_told_before_the_wait_wakes_the_worker(db) -> Result<()> {
        tell(&db, 1).await?;
        tokio::time::timeout(Duration::from_secs(5), db.published()).await.expect("awake");
        Ok(())
    }

    async fn eight_workers_one_takes_the_event(db) -> Result<()> {
        tell(&db, 1).await?;
        let event = &due(&db).await?[0];
        let until = system().now + Duration::from_secs(60);
        let won = race(8, || async {
            let mut tx = db.begin(&system()).await?;
            let won = outbox::claim(&mut tx, event, until).await?;
            tx.commit().await?;
            Ok(won)
        })
        .await
        .into_iter()
        .collect::<Result<Vec<bool>>>()?;
        assert_eq!(won.iter().filter(|won| **won).count(), 1);
        assert_eq!(due(&db).await?.len(), 0);
        Ok(())
    }

    async fn an_event_told_for_later_waits_for_its_hour(db) -> Result<()> {
        let mut tx = db.begin(&system()).await?;
        tx.publish_at(&Arrive(1), system().now + Duration::from_secs(60)).await?;
        tx.commit().await?;
        assert_eq!(due(&db).await?.len(), 0);
        let mut later = db.read(&at("2026-03-02T07:01:00Z", &[])).await?;
        assert_eq!(outbox::due(&mut later, 10).await?[0].contenu, "1");
        Ok(())
    }

    async fn an_event_whose_worker_died_comes_back(db) -> Result<()> {
        tell(&db, 1).await?;
        let mut tx = db.begin(&system()).await?;
        assert!(outbox::claim(&mut tx, &due(&db).await?[0], system().now + Duration::from_secs(60)).await?);
        tx.commit().await?;
        let mut later = db.read(&at("2026-03-02T07:01:00Z", &[])).await?;
        assert_eq!(outbox::due(&mut later, 10).await?[0].essais, 1);
        Ok(())
    }

    async fn an_event_given_up_stays_for_the_operator(db) -> Result<()> {
        tell(&db, 1).await?;
        tell(&db, 2).await?;
        let events = due(&db).await?;
        let mut tx = db.begin(&system()).await?;
        outbox::failed(&mut tx, &events[0], "rien à faire", None).await?;
        assert_eq!(outbox::depth(&mut tx).await?, (1, 1));
        outbox::done(&mut tx, &events[1]).await?;
        assert_eq!(outbox::depth(&mut tx).await?, (0, 1));
        tx.commit().await
    }
}
