//! Pages of the ledger: the list, noting an act by hand, one act with its corrections.

mod form;
mod list;
mod one;

use crate::{CORRIGER, NOTER, Refus, VOIR, WriteError};
use web::{Refusal, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/actes", VOIR, list::show)
        .get("/{cpts}/espace/actes/nouveau", NOTER, form::blank)
        .post("/{cpts}/espace/actes", NOTER, form::add)
        .get("/{cpts}/espace/actes/{id}", VOIR, one::show)
        .post("/{cpts}/espace/actes/{id}/correction", CORRIGER, one::correct)
        .post("/{cpts}/espace/actes/{id}/annulation", CORRIGER, one::cancel)
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu => (404, "actes-acte-inconnu"),
            Self::Refus(Refus::DejaNote) => (409, "actes-deja-note"),
            Self::Refus(Refus::DejaCorrige) => (409, "actes-deja-corrige"),
            Self::Refus(
                Refus::SansIntitule
                | Refus::IntituleLong(_)
                | Refus::Futur(_)
                | Refus::TropLong(_)
                | Refus::TropDePersonnes(_)
                | Refus::ThemeLong(_)
                | Refus::SansMotif,
            ) => (422, "actes-acte-refuse"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
