use crate::archive::{Archiviste, RAPPORT_DOCX, RAPPORT_PDF, report, tables};
use crate::dossier::Dossier;
use crate::liasse::{Archive, EtatLiasse, Liasse};
use crate::{WriteError, gather, store};
use anyhow::{Context, anyhow};
use data_encoding::HEXLOWER;
use db::{Db, Trace, Tx};
use documents::Document;
use kernel::{Ctx, Id};
use law::Parameters;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// Size of a slice of the archive, in bytes.
const TRANCHE: usize = 1 << 20;
/// Biggest pack, in bytes: what a mailbox or a portal never takes is of no use.
const MAX: u64 = 500_000_000;

/// Makes the pack that was asked for, step by step; each step is seen on the page. Done twice, it is made once.
///
/// # Errors
/// A fault of storage or of the program: the job tries again. What cannot work is written on the pack, and is no error.
pub async fn build_liasse(ctx: &Ctx, db: &Db, law: &Parameters, id: Id<Liasse>) -> anyhow::Result<()> {
    let found = store::liasses::liasse(&mut db.read(ctx).await?, id).await?;
    let Some(liasse) = found else { return Ok(()) };
    if !matches!(liasse.etat, EtatLiasse::EnCours { .. }) {
        return Ok(());
    }
    let day = Ctx { now: liasse.demandee_le, ..ctx.clone() };
    let dialogue = store::dialogues::dialogue(&mut db.read(ctx).await?, liasse.dialogue).await?;
    let dialogue = dialogue.context("the dialogue of the pack")?;
    let dossier = match gather(&day, db, law, &dialogue).await {
        Ok(dossier) => Arc::new(dossier),
        Err(WriteError::Db(error)) => return Err(error.into()),
        Err(refused) => return fail(ctx, db, &liasse, &refused.to_string()).await,
    };
    let weight: u64 = dossier.preuves.iter().map(|proof| proof.piece.taille).sum();
    if weight > MAX {
        let words =
            "Les preuves pèsent plus de 500\u{a0}Mo : retirez celles qui ne servent pas, ou réduisez-les.";
        return fail(ctx, db, &liasse, words).await;
    }
    write(ctx, db, &liasse, dossier).await
}

async fn write(ctx: &Ctx, db: &Db, liasse: &Liasse, dossier: Arc<Dossier>) -> anyhow::Result<()> {
    let mut out = Out { ctx, db, id: liasse.id, etape: 0, rang: 0, taille: 0, hash: Sha256::new() };
    let mut archive = Archiviste::new(dossier.jour);
    out.step(1).await?;
    archive.add(RAPPORT_PDF, &set(&dossier, documents::pdf).await?)?;
    out.step(2).await?;
    archive.add(RAPPORT_DOCX, &set(&dossier, documents::docx).await?)?;
    out.step(3).await?;
    let filled = Arc::clone(&dossier);
    let mut archive = spawn_blocking(move || tables(&mut archive, &filled).map(|()| archive)).await??;
    out.step(4).await?;
    for proof in &dossier.preuves {
        let bytes = pieces::bytes(&mut db.read(ctx).await?, &proof.piece).await?;
        archive.add(&proof.chemin, &bytes)?;
        out.pour(archive.slices(TRANCHE)).await?;
    }
    out.step(5).await?;
    out.pour(archive.finish()?.take(TRANCHE, true)).await?;
    out.end(&dossier).await
}

/// Typesets on a thread of its own.
async fn set(
    dossier: &Arc<Dossier>,
    write: fn(&Document) -> Result<Vec<u8>, documents::Error>,
) -> anyhow::Result<Vec<u8>> {
    let dossier = Arc::clone(dossier);
    spawn_blocking(move || report(&dossier, write)).await?.map_err(|error| anyhow!(error))
}

async fn fail(ctx: &Ctx, db: &Db, liasse: &Liasse, words: &str) -> anyhow::Result<()> {
    let mut tx = db.begin(ctx).await?;
    store::liasses::fail(&mut tx, liasse.id, words).await?;
    tx.record(Trace::new("dialogue.liasse_ratee", liasse.objet()).detail(words));
    tx.commit().await?;
    Ok(())
}

/// Where the archive goes, and how far it is.
struct Out<'a> {
    ctx: &'a Ctx,
    db: &'a Db,
    id: Id<Liasse>,
    etape: u32,
    rang: u32,
    taille: u64,
    hash: Sha256,
}

impl Out<'_> {
    async fn step(&mut self, etape: u32) -> anyhow::Result<()> {
        let mut tx = self.db.begin(self.ctx).await?;
        self.etape = etape;
        self.alive(&mut tx).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says that the job still moves; whoever takes the pack away waits for this transaction, and the job ends at the next one.
    async fn alive(&self, tx: &mut Tx) -> anyhow::Result<()> {
        let there = store::liasses::advance(tx, self.id, self.etape, self.ctx.now).await?;
        if there { Ok(()) } else { Err(anyhow!("the pack was taken away while it was made")) }
    }

    async fn pour(&mut self, slices: Vec<Vec<u8>>) -> anyhow::Result<()> {
        if slices.is_empty() {
            return Ok(());
        }
        let mut tx = self.db.begin(self.ctx).await?;
        self.alive(&mut tx).await?;
        for slice in slices {
            store::liasses::pour(&mut tx, self.id, self.rang, &slice).await?;
            self.hash.update(&slice);
            self.taille += slice.len() as u64;
            self.rang += 1;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn end(self, dossier: &Dossier) -> anyhow::Result<()> {
        let archive = Archive {
            faite_le: self.ctx.now,
            taille: self.taille,
            pieces: u32::try_from(dossier.preuves.len())?,
            empreinte: HEXLOWER.encode(&self.hash.clone().finalize()),
            chiffres: dossier.chiffres.clone(),
        };
        let mut tx = self.db.begin(self.ctx).await?;
        self.alive(&mut tx).await?;
        store::liasses::trim(&mut tx, self.id, self.rang).await?;
        store::liasses::finish(&mut tx, self.id, &archive).await?;
        tx.record(Trace::new("dialogue.liasse_faite", format!("liasse:{}", self.id)).after(&archive));
        tx.commit().await?;
        Ok(())
    }
}
