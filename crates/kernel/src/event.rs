/// A past fact that other modules may care about. Publishers do not know listeners: the outbox carries it,
/// and the application's table of reactions says what follows.
pub trait Event: serde::Serialize {
    /// Stable name, `crate.fact_in_the_past`: `comptes.lien_demande`.
    const NAME: &'static str;
}
