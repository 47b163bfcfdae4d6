//! Group commit. A COMMIT of SQLite hands its pages to the system; here the one who commits waits until the
//! disk has them. A flush costs the same for one commit as for a hundred: all who wait share the next one.

use super::blocking;
use crate::{Error, Result};
use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};
use tokio::sync::Mutex;

/// The write-ahead log beside the database.
pub(super) struct Wal {
    path: PathBuf,
    written: AtomicU64,
    flushed: Mutex<u64>,
}

impl Wal {
    pub(super) fn new(database: &Path) -> Self {
        let mut path = database.as_os_str().to_owned();
        path.push("-wal");
        Self { path: path.into(), written: AtomicU64::new(0), flushed: Mutex::default() }
    }

    /// The number of a commit just written; to be asked while no other writer can write.
    pub(super) fn written(&self) -> u64 {
        self.written.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Returns once commit `number` is on the disk.
    pub(super) async fn flushed(&self, number: u64) -> Result<()> {
        let mut flushed = self.flushed.lock().await;
        if *flushed < number {
            let covered = self.written.load(Ordering::SeqCst);
            let flush = || File::options().write(true).open(&self.path)?.sync_data();
            blocking(flush)
                .map_err(|source| Error::File { path: self.path.display().to_string(), source })?;
            *flushed = covered;
        }
        Ok(())
    }
}
