//! The rights that this crate asks for.

use kernel::Right;

/// May see lines, rates and batches.
pub const VOIR: Right = Right("indemnites.voir");
/// May see one's own year, declare time, give one's bank details.
pub const DECLARER: Right = Right("indemnites.declarer");
/// May write the rates.
pub const REGLER: Right = Right("indemnites.regler");
/// May approve or refuse a line.
pub const APPROUVER: Right = Right("indemnites.approuver");
/// May prepare a batch, and read what the bank answered.
pub const PAYER: Right = Right("indemnites.payer");
/// May issue a batch that somebody else prepared.
pub const EMETTRE: Right = Right("indemnites.emettre");
/// May read bank details in full.
pub const COORDONNEES: Right = Right("indemnites.coordonnees");
