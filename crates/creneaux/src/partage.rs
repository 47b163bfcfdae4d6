use crate::Index;
use std::sync::{PoisonError, RwLock};

/// One index for one writer and many readers. A change is done whole before anybody reads again; it lasts a microsecond or
/// two, and so does [`Index::nearest`]. A reader sees every change that ended before its question.
#[derive(Debug, Default)]
pub struct Partage(RwLock<Index>);

impl Partage {
    /// Shares an index.
    #[must_use]
    pub const fn new(index: Index) -> Self {
        Self(RwLock::new(index))
    }

    /// Asks the index something. Nothing changes meanwhile: ask little, and wait for nothing in there.
    pub fn read<T>(&self, ask: impl FnOnce(&Index) -> T) -> T {
        ask(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the index. Nobody reads meanwhile: change little, and wait for nothing in there.
    pub fn write<T>(&self, change: impl FnOnce(&mut Index) -> T) -> T {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}
