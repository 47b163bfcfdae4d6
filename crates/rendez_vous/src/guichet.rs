use crate::{Ordre, RendezVous, WriteError, book, book_in};
use db::Db;
use kernel::{Cpts, Ctx, Id};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, mpsc, oneshot};

/// Appointments written together, at most: one wait for the disk, one end of the journal for all.
const ENSEMBLE: usize = 128;
/// Those who write: while one waits for the disk, the other begins.
const MAINS: usize = 2;

/// Where many appointments asked for at the same time are taken together. Each is answered once it is on the disk; a refused one
/// changes nothing for the others. Cheap to clone; its hands start with the first appointment.
#[derive(Clone, Default)]
pub struct Guichet {
    file: Arc<OnceLock<mpsc::UnboundedSender<Attente>>>,
}

type Reponse = Result<RendezVous, WriteError>;

struct Attente {
    ctx: Ctx,
    ordre: Ordre,
    reponse: oneshot::Sender<Reponse>,
}

impl Guichet {
    /// Takes a place, as [`book()`] does.
    ///
    /// # Errors
    /// [`WriteError`].
    pub async fn book(&self, ctx: &Ctx, db: &Db, ordre: &Ordre) -> Reponse {
        let (reponse, answered) = oneshot::channel();
        let one = Attente { ctx: ctx.clone(), ordre: ordre.clone(), reponse };
        let file = self.file.get_or_init(|| open(db));
        if file.send(one).is_ok()
            && let Ok(answer) = answered.await
        {
            return answer;
        }
        // The desk closes with the program: the key makes asking again harmless.
        book(ctx, db, ordre).await
    }
}

fn open(db: &Db) -> mpsc::UnboundedSender<Attente> {
    let (send, receive) = mpsc::unbounded_channel();
    let queue = Arc::new(Mutex::new(receive));
    for _ in 0..MAINS {
        let (db, queue) = (db.clone(), Arc::clone(&queue));
        tokio::spawn(async move {
            loop {
                let mut waiting = Vec::new();
                if queue.lock().await.recv_many(&mut waiting, ENSEMBLE).await == 0 {
                    return;
                }
                for (cpts, of_one) in by_cpts(waiting) {
                    answer(&db, cpts, of_one).await;
                }
            }
        });
    }
    send
}

fn by_cpts(waiting: Vec<Attente>) -> BTreeMap<Id<Cpts>, Vec<Attente>> {
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in waiting {
        all.entry(one.ctx.cpts).or_default().push(one);
    }
    all
}

/// In one transaction; if that fails, each alone. Nobody is answered before the disk has their appointment.
async fn answer(db: &Db, cpts: Id<Cpts>, waiting: Vec<Attente>) {
    let made = together(db, cpts, &waiting).await;
    if let Err(error) = &made {
        tracing::warn!(%error, "appointments asked together are taken one by one");
    }
    let mut made = made.unwrap_or_default().into_iter();
    for one in waiting {
        let said = match made.next() {
            Some(said) => said,
            None => book(&one.ctx, db, &one.ordre).await,
        };
        // Whoever asked may have hung up: the appointment stands, their key finds it.
        drop(one.reponse.send(said));
    }
}

async fn together(db: &Db, cpts: Id<Cpts>, waiting: &[Attente]) -> db::Result<Vec<Reponse>> {
    let Some(last) = waiting.iter().map(|one| one.ctx.now).max() else { return Ok(Vec::new()) };
    let mut tx = db.begin(&Ctx::system("guichet", last).within(cpts)).await?;
    let mut made = Vec::with_capacity(waiting.len());
    for one in waiting {
        match book_in(&one.ctx, &mut tx, &one.ordre).await {
            Err(WriteError::Db(fault)) => return Err(fault),
            said => made.push(said),
        }
    }
    tx.commit().await?;
    Ok(made)
}
