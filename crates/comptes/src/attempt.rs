use crate::{Pause, store, tentative::Geste};
use db::{Db, Trace, Tx};
use jiff::Timestamp;
use kernel::{Ctx, Id};

/// What is about to be tried: one gesture about one address or person, from one network.
pub(crate) struct Essai {
    geste: Geste,
    cle: String,
    reseau: Option<String>,
}

impl Essai {
    /// `sujet` is the address or the id that is tried. Keys are keyed hashes: the table tells nobody's address.
    pub(crate) fn new(ctx: &Ctx, db: &Db, geste: Geste, sujet: &str) -> Self {
        let key = |geste: Geste, text: &str| db.secret().seal("tentative", &[geste.code(), text]);
        let ip = Some(ctx.origin.ip.as_str()).filter(|ip| !ip.is_empty());
        Self { geste, cle: key(geste, sujet), reseau: ip.map(|ip| key(Geste::Reseau, ip)) }
    }

    /// About nobody in particular: only the network counts.
    pub(crate) fn of_network(ctx: &Ctx, db: &Db, geste: Geste) -> Self {
        Self { reseau: None, ..Self::new(ctx, db, geste, &ctx.origin.ip) }
    }

    /// Counts the attempt before it is made, so that attempts made together do not slip through. Says how many are left.
    pub(crate) async fn count(&self, ctx: &Ctx, db: &Db) -> db::Result<Result<i64, Pause>> {
        let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
        let (number, end) = store::tentative::count(&mut tx, &self.cle, self.geste).await?;
        let mut pause = over(self.geste, number, end, ctx.now);
        if number == self.geste.limite() + 1 {
            tx.record(Trace::new("comptes.essais_arretes", self.geste.code()));
        }
        if let Some(reseau) = &self.reseau {
            let (number, end) = store::tentative::count(&mut tx, reseau, Geste::Reseau).await?;
            pause = over(Geste::Reseau, number, end, ctx.now).or(pause);
            if number == Geste::Reseau.limite() + 1 {
                tx.record(Trace::new("comptes.essais_arretes", Geste::Reseau.code()));
            }
        }
        tx.commit().await?;
        Ok(pause.map_or(Ok((self.geste.limite() - number).max(0)), Err))
    }

    /// The attempt was right: the next person behind this network starts from where they were.
    pub(crate) async fn forgive(&self, tx: &mut Tx) -> db::Result<()> {
        store::tentative::forget(tx, &self.cle).await?;
        match &self.reseau {
            Some(reseau) => store::tentative::give_back(tx, reseau).await,
            None => Ok(()),
        }
    }
}

fn over(geste: Geste, number: i64, end: Timestamp, now: Timestamp) -> Option<Pause> {
    (number > geste.limite()).then(|| Pause::until(end, now))
}
