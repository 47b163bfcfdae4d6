//! What somebody may do here. Which role has which right stands in the application's rights table.

use kernel::Right;

/// Read the contract, its money, its calendar.
pub const VOIR: Right = Right("contrat.voir");
/// Read what no party has signed yet: a contract or an amendment being prepared, with its annexes and amounts.
pub const VOIR_PROJET: Right = Right("contrat.voir_projet");
/// Write, sign, amend and end the contract; its amounts and missions.
pub const MODIFIER: Right = Right("contrat.modifier");
/// Note the money received.
pub const ENCAISSER: Right = Right("contrat.encaisser");
/// Say that an obligation is done; keep the committees and their meetings.
pub const SUIVRE: Right = Right("contrat.suivre");
/// Receive the calendar of the contract in one's own calendar.
pub const S_ABONNER: Right = Right("contrat.s_abonner");
/// Simulate the money of a contract: everybody.
pub const SIMULER: Right = Right("contrat.simuler");
