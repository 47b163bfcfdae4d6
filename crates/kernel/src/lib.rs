//! The few types that everything shares: ids, context, clock, rights, events, periods
