//! The rights that this crate asks for.

use kernel::Right;

/// Right « demander »: everybody.
pub const DEMANDER: Right = Right("medecin_traitant.demander");
/// Right « saisir »: entering a request for somebody.
pub const SAISIR: Right = Right("medecin_traitant.saisir");
/// Right « voir »: the list without identities, the figures.
pub const VOIR: Right = Right("medecin_traitant.voir");
/// Right « traiter »: working on requests, reading who they are with a reason.
pub const TRAITER: Right = Right("medecin_traitant.traiter");
/// Right « prendre »: one's own places and cards, as a doctor.
pub const PRENDRE: Right = Right("medecin_traitant.prendre");
/// Right « regler »: the rule of priority, how the room works.
pub const REGLER: Right = Right("medecin_traitant.regler");

/// All of them.
pub(crate) const ALL: [Right; 6] = [DEMANDER, SAISIR, VOIR, TRAITER, PRENDRE, REGLER];
