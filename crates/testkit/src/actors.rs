//! Who acts in tests, and when.

use jiff::Timestamp;
use kernel::{Actor, Cpts, Ctx, Id, Ids, Origin, Right, Rights};
use std::{
    sync::{Arc, Barrier, LazyLock, atomic::AtomicU64},
    thread,
};
use tokio::runtime::Handle;
use uuid::Uuid;

/// The instant of every test that does not choose one: Monday 2 March 2026, 8 o'clock in Paris.
pub const NOW: &str = "2026-03-02T07:00:00Z";

/// The CPTS of every test that needs only one.
pub const CPTS: Id<Cpts> = cpts(1);

/// The `n`th CPTS of a test.
#[must_use]
pub const fn cpts(n: u128) -> Id<Cpts> {
    Id::new(Uuid::from_u128(0xc000_0000_0000_0000_0000_0000_0000_0000 + n))
}

/// The program itself, inside [`CPTS`], with every right. All contexts of a test count their ids together,
/// from 1 (`cargo nextest` runs each test in a program of its own).
#[must_use]
pub fn system() -> Ctx {
    static IDS: LazyLock<Arc<AtomicU64>> = LazyLock::new(|| Arc::new(AtomicU64::new(1)));
    Ctx { ids: Ids::Counted(Arc::clone(&IDS)), ..Ctx::system("essai", instant(NOW)).within(CPTS) }
}

/// The same actor, whose ids are counted from 1 again: two worlds whose ids collide.
#[must_use]
pub fn counting_again(ctx: &Ctx) -> Ctx {
    Ctx { ids: Ids::Counted(Arc::new(AtomicU64::new(1))), ..ctx.clone() }
}

/// Person number 1 acting in `cpts`, with these rights and no other.
#[must_use]
pub fn ctx(cpts: Id<Cpts>, rights: &[Right]) -> Ctx {
    Ctx {
        actor: Actor::Personne(Uuid::from_u128(1)),
        cpts,
        rights: Rights::of(rights.iter().copied()),
        origin: Origin { ip: "192.0.2.1".to_owned(), agent: "essai".to_owned(), session: "s1".to_owned() },
        ..system()
    }
}

/// Somebody who follows the tap link `link` of `cpts`, and may do nothing else.
#[must_use]
pub fn following(cpts: Id<Cpts>, link: Uuid) -> Ctx {
    Ctx { actor: Actor::Lien(link), ..ctx(cpts, &[Right("lien.suivre")]) }
}

/// Like [`ctx`] in [`CPTS`], at another instant.
#[must_use]
pub fn at(now: &str, rights: &[Right]) -> Ctx {
    Ctx { now: instant(now), ..ctx(CPTS, rights) }
}

/// `2026-03-02T07:00:00Z` as an instant.
#[must_use]
pub fn instant(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("« {text} » is not an instant: {error}"))
}

/// Runs `task` `n` times at once, each on a thread of its own, and collects what they answer.
pub async fn race<T, F, Fut>(n: usize, task: F) -> Vec<T>
where
    T: Send,
    F: Fn() -> Fut + Sync,
    Fut: Future<Output = T>,
{
    let (runtime, start) = (Handle::current(), Barrier::new(n));
    let run = || {
        start.wait();
        runtime.block_on(task())
    };
    tokio::task::block_in_place(|| {
        thread::scope(|scope| {
            let runners: Vec<_> = (0..n).map(|_| scope.spawn(run)).collect();
            let joined = runners.into_iter().map(thread::ScopedJoinHandle::join);
            joined.map(|answer| answer.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    })
}
