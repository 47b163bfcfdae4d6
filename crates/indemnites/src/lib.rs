//! What the association owes to people: lines born of acts, rates, ceiling, approval, transfers, yearly statements.
//!
//! Nouns: [`Bareme`] (a dated line of the règlement intérieur), [`Indemnite`] (what is owed for one act), [`Plafond`] (the most that a
//! person may be paid in a civil year), [`Coordonnees`] and [`Compte`] (bank details, sealed), [`Lot`] (a batch of transfers), the alerts
//! ([`alerte`]) that a treasurer looks at before paying. Two regimes, never mixed: [`Regime`]. Verbs: one use case a file.
//!
//! What holds under concurrency is the database’s: a source gives one line (unique index), an approver is neither the payee nor the
//! declarer (check), a ceiling is never passed (`UPDATE … WHERE`), a line is in one live batch (unique index), a batch is issued by
//! somebody else than whoever prepared it (check).

pub mod alerte;
mod approve;
mod approve_all;
pub mod bareme;
mod cards;
mod coffre;
pub mod coordonnees;
mod correct;
mod declare;
mod differences;
pub mod droits;
mod follow_lot;
mod give_coordonnees;
pub mod indemnite;
mod issue_lot;
pub mod lot;
mod pages;
mod papier;
mod phrases;
pub mod plafond;
mod prepare_lot;
mod propose;
mod read_alertes;
mod refuse;
pub mod regime;
mod releve;
mod represent;
mod settle_presence;
pub mod store;
mod traitement;
mod withdraw_proposition;
mod write_bareme;
mod write_error;

#[cfg(test)]
mod tests;

pub use approve::approve;
pub use approve_all::{Approuvees, Geste, approve_all};
pub use bareme::{Bareme, Cle};
pub use coordonnees::{Compte, Coordonnees};
pub use declare::{Declaration, declare, withdraw_declaration};
pub use differences::{Difference, differences, propose_differences};
pub use follow_lot::{Lu, cancel_lot, confirm_lot, read_retour};
pub use give_coordonnees::{confirm_coordonnees, give_coordonnees, read_coordonnees, set_compte};
pub use indemnite::{Etat, Indemnite};
pub use issue_lot::{issue_lot, read_fichier};
pub use lot::{Lot, Remise};
pub use papier::{Papier, read_papier};
pub use plafond::Plafond;
pub use prepare_lot::prepare_lot;
pub use propose::{Proposition, propose};
pub use read_alertes::examen;
pub use refuse::{cancel, choose_profession, refuse};
pub use regime::{Arrondi, Objet, Regime, Unite};
pub use represent::represent;
pub use settle_presence::settle_presence;
pub use store::depenses::{Depense, engagees, payees};
pub use withdraw_proposition::withdraw_proposition;
pub use write_bareme::{end_bareme, set_plafond, write_bareme};
pub use write_error::WriteError;

use adhesions::Adherent;
use db::{Migrations, Tx};
use kernel::{Actor, Ctx, Id};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "indemnites",
    files: &[
        ("001_indemnites", include_str!("../migrations/001_indemnites.sql")),
        ("002_reprises", include_str!("../migrations/002_reprises.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "indemnites",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[
            web::Nav {
                label: "Mon année",
                segment: "mon-annee",
                icon: ui::Icon::Day,
                right: droits::DECLARER,
                rank: 15,
            },
            web::Nav {
                label: "Indemnités",
                segment: "indemnites",
                icon: ui::Icon::Euro,
                right: droits::VOIR,
                rank: 64,
            },
        ],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        Actor::Anonyme | Actor::Lien(_) | Actor::Systeme(_) => None,
    }
}

/// The names of those who are or were members.
pub(crate) async fn noms(tx: &mut Tx) -> db::Result<BTreeMap<Id<Adherent>, String>> {
    Ok(adhesions::adherents(tx).await?.into_iter().map(|one| (one.id, one.nom())).collect())
}
