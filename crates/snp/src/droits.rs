//! The rights that this crate asks for.

use kernel::Right;

/// Right « voir »: requests without identities, the figures.
pub const VOIR: Right = Right("snp.voir");
/// Right « traiter »: taking calls, placing requests, reading who they are with a reason.
pub const TRAITER: Right = Right("snp.traiter");
/// Right « lire_guide »: the orientation guide, its versions.
pub const LIRE_GUIDE: Right = Right("snp.lire_guide");
/// Right « guider »: writing the orientation guide, as a doctor.
pub const GUIDER: Right = Right("snp.guider");
/// Right « regler »: how the room works.
pub const REGLER: Right = Right("snp.regler");
/// Right « consulter »: the public page, by everybody.
pub const CONSULTER: Right = Right("snp.consulter");
