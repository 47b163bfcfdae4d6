use crate::{Pending, Reaction, Work, Worker};
use anyhow::{Result, bail, ensure};
use db::{Db, Event, MIGRATIONS, outbox};
use kernel::{Clock, Ctx};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};
use testkit::{
    actors::{cpts, instant, system},
    each_engine, race,
};
use tokio::sync::{Semaphore, oneshot};

#[derive(Clone, Copy, serde::Serialize, serde::Deserialize)]
struct Arrive(u32);

impl Event for Arrive {
    const NAME: &'static str = "essai.arrive";
}

#[derive(serde::Serialize)]
struct Ignore;

impl Event for Ignore {
    const NAME: &'static str = "essai.ignore";
}

/// What the reactions of these tests did, and what they are told to do.
#[derive(Clone)]
struct State {
    done: Arc<Mutex<Vec<String>>>,
    go: Arc<Semaphore>,
}

impl State {
    fn new() -> Self {
        Self { done: Arc::default(), go: Arc::new(Semaphore::new(0)) }
    }

    fn add(&self, what: String) {
        self.done.lock().unwrap().push(what);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.done.lock().unwrap())
    }
}

fn greet(state: State, ctx: Ctx, event: Pending) -> Work {
    Box::pin(async move {
        ensure!(ctx.cpts == event.cpts && ctx.actor.label() == "systeme:salut", "{ctx:?}");
        let Arrive(n) = event.read()?;
        state.add(format!("salut {n}"));
        Ok(())
    })
}

fn fail(state: State, _: Ctx, event: Pending) -> Work {
    Box::pin(async move {
        state.add(format!("essai {}", event.essais + 1));
        bail!("rien à faire")
    })
}

fn panic(_: State, _: Ctx, _: Pending) -> Work {
    Box::pin(async { panic!("boum") })
}

fn wait(state: State, _: Ctx, _: Pending) -> Work {
    Box::pin(async move {
        state.add("commencé".to_owned());
        state.go.acquire().await?.forget();
        state.add("fini".to_owned());
        Ok(())
    })
}

const GREET: &[Reaction<State>] = &[Reaction::new(Arrive::NAME, "salut", greet)];
const FAIL: &[Reaction<State>] =
    &[Reaction::new(Arrive::NAME, "salut", greet), Reaction::new(Arrive::NAME, "rate", fail)];
const PANIC: &[Reaction<State>] = &[Reaction::new(Arrive::NAME, "boum", panic)];
const WAIT: &[Reaction<State>] = &[Reaction::new(Arrive::NAME, "attente", wait)];

async fn tell<E: Event>(db: &Db, event: E) -> db::Result<()> {
    let mut tx = db.begin(&system().within(cpts(2))).await?;
    tx.publish(&event).await?;
    tx.commit().await
}

fn worker(db: &Db, at: &str, state: &State, reactions: &'static [Reaction<State>]) -> Worker<State> {
    Worker::new(db.clone(), Clock::Fixed(instant(at)), state.clone(), reactions)
}

const NOW: &str = testkit::actors::NOW;

async fn depth(db: &Db) -> db::Result<(i64, i64)> {
    outbox::depth(&mut db.read(&system()).await?).await
}

each_engine! { &[MIGRATIONS];
    async fn an_event_is_delivered_and_forgotten(db) -> Result<()> {
        let state = State::new();
        tell(&db, Arrive(1)).await?;
        tell(&db, Arrive(2)).await?;
        assert_eq!(worker(&db, NOW, &state, GREET).run_until_idle().await?, 2);
        assert_eq!(state.take(), ["salut 1", "salut 2"]);
        assert_eq!(depth(&db).await?, (0, 0));
        Ok(())
    }

    async fn an_event_without_reaction_is_forgotten(db) -> Result<()> {
        tell(&db, Ignore).await?;
        assert_eq!(worker(&db, NOW, &State::new(), GREET).run_until_idle().await?, 1);
        assert_eq!(depth(&db).await?, (0, 0));
        Ok(())
    }

    async fn a_failure_is_tried_again_later_and_later_then_given_up(db) -> Result<()> {
        let state = State::new();
        tell(&db, Arrive(1)).await?;
        assert_eq!(worker(&db, NOW, &state, FAIL).run_until_idle().await?, 1);
        assert_eq!(state.take(), ["salut 1", "essai 1"]);
        let times =
            ["07:00:59", "07:01:00", "07:05:59", "07:06:00", "07:36:00", "09:36:00", "21:35:59", "21:36:00"];
        let mut tried = BTreeMap::new();
        for time in times {
            worker(&db, &format!("2026-03-02T{time}Z"), &state, FAIL).run_until_idle().await?;
            tried.insert(time, state.take().join(", ")); // the reaction that succeeded does not run again
        }
        let tried: Vec<_> = tried.into_iter().filter(|(_, said)| !said.is_empty()).collect();
        assert_eq!(
            tried,
            [
                ("07:01:00", "essai 2"),
                ("07:06:00", "essai 3"),
                ("07:36:00", "essai 4"),
                ("09:36:00", "essai 5"),
                ("21:36:00", "essai 6")
            ]
            .map(|(time, said)| (time, said.to_owned()))
        );
        assert_eq!(worker(&db, "2027-03-02T07:00:00Z", &state, FAIL).run_until_idle().await?, 0);
        assert_eq!(depth(&db).await?, (0, 1));
        let mut tx = db.read(&system()).await?;
        let row = tx.must_row("SELECT erreur, contenu FROM db_outbox", &[]).await?;
        let (said, told): (String, String) = (row.get("erreur")?, row.get("contenu")?);
        assert_eq!((said.as_str(), told.as_str()), ("rate : rien à faire", "{}"), "to whom it went is forgotten");
        Ok(())
    }

    async fn a_panic_is_a_failure_like_another(db) -> Result<()> {
        tell(&db, Arrive(1)).await?;
        assert_eq!(worker(&db, NOW, &State::new(), PANIC).run_until_idle().await?, 1);
        assert_eq!(depth(&db).await?, (1, 0));
        Ok(())
    }

    async fn an_event_that_always_kills_the_program_is_given_up(db) -> Result<()> {
        tell(&db, Arrive(1)).await?;
        let mut tx = db.begin(&system()).await?;
        tx.execute_untraced("UPDATE db_outbox SET essais = 6", &[]).await?;
        tx.commit().await?;
        let state = State::new();
        worker(&db, NOW, &state, GREET).run_until_idle().await?;
        assert_eq!((state.take(), depth(&db).await?), (vec![], (0, 1)));
        Ok(())
    }

    async fn four_workers_deliver_each_event_once(db) -> Result<()> {
        let state = State::new();
        for n in 0..10 {
            tell(&db, Arrive(n)).await?;
        }
        for answer in race(4, || async { worker(&db, NOW, &state, GREET).run_until_idle().await }).await {
            answer?;
        }
        let mut done = state.take();
        done.sort();
        assert_eq!(done, (0..10).map(|n| format!("salut {n}")).collect::<Vec<_>>());
        Ok(())
    }

    async fn a_worker_wakes_on_an_event_and_finishes_it_before_it_stops(db) -> Result<()> {
        let (state, (stop, stopped)) = (State::new(), oneshot::channel::<()>());
        let worker = worker(&db, NOW, &state, WAIT);
        let running = tokio::spawn(async move { worker.run(async { stopped.await.unwrap_or(()) }).await });
        tell(&db, Arrive(1)).await?;
        let begun = async {
            while state.done.lock().unwrap().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(4), begun).await?; // less than its rest
        stop.send(()).unwrap();
        tell(&db, Arrive(2)).await?;
        assert!(!running.is_finished());
        state.go.add_permits(1);
        running.await?;
        assert_eq!(state.take(), ["commencé", "fini"]);
        assert_eq!(depth(&db).await?, (1, 0));
        Ok(())
    }
}
