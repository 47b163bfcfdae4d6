use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// What a long search is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etape {
    /// Everybody on their own.
    Reseau,
    /// Households are put together, and placed again as long as something is gained.
    Foyers,
    /// It is searched whether anything is better.
    Preuve,
    /// Reasons: what more places would bring is tried.
    Motifs,
}

impl Etape {
    /// All of them, in order.
    pub const TOUTES: [Self; 4] = [Self::Reseau, Self::Foyers, Self::Preuve, Self::Motifs];
}

/// Where a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Avancement {
    /// The stage.
    pub etape: Etape,
    /// What is done of it.
    pub fait: usize,
    /// Of how much, at most; 0 when that is not known.
    pub sur: usize,
    /// How many the best assignment so far serves; none before the first.
    pub servis: Option<usize>,
}

/// A search as another thread sees it: where it is; and how it is asked to stop with the best that it has.
///
/// A search that nobody stops gives the same answer whether it is watched or not.
#[derive(Debug, Default)]
pub struct Suivi {
    etape: AtomicUsize,
    fait: AtomicUsize,
    sur: AtomicUsize,
    /// One more than how many are served; 0 before the first assignment.
    servis: AtomicUsize,
    arret: AtomicBool,
}

impl Suivi {
    /// Where the search is now.
    #[must_use]
    pub fn avancement(&self) -> Avancement {
        let etape = Etape::TOUTES.get(self.etape.load(Relaxed)).copied().unwrap_or(Etape::Motifs);
        Avancement {
            etape,
            fait: self.fait.load(Relaxed),
            sur: self.sur.load(Relaxed),
            servis: self.servis.load(Relaxed).checked_sub(1),
        }
    }

    /// Asks the search to end with the best that it has: its bound says how far that may be from the best there is.
    pub fn stop(&self) {
        self.arret.store(true, Relaxed);
    }

    /// Whether it was asked to end.
    #[must_use]
    pub fn est_arrete(&self) -> bool {
        self.arret.load(Relaxed)
    }

    pub(crate) fn enter(&self, etape: Etape, sur: usize) {
        let rank = Etape::TOUTES.iter().position(|one| *one == etape).unwrap_or(0);
        self.etape.store(rank, Relaxed);
        self.step(0);
        self.sur.store(sur, Relaxed);
    }

    pub(crate) fn step(&self, fait: usize) {
        self.fait.store(fait, Relaxed);
    }

    pub(crate) fn serves(&self, servis: usize) {
        self.servis.store(servis + 1, Relaxed);
    }
}
