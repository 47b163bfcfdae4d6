//! The queue over the outbox: deliver events to reactions, retry, give up loudly
