//! The threshold of public subsidies from which an auditor is compulsory.

use crate::cle::Cle;
use crate::exercice::Exercice;
use crate::livre::Livre;
use crate::mouvement::Genre;
use law::{Absent, Entree, Pourquoi};
use std::sync::Arc;
use ui::francais::euros;

/// Public subsidies of a civil year against the threshold.
#[derive(Debug, Clone)]
pub struct Seuil {
    /// The civil year.
    pub annee: i16,
    /// In cents.
    pub seuil: i64,
    /// Ids of the sources of the threshold.
    pub sources: Vec<String>,
    /// By public envelope: received, then hoped for, in cents.
    pub lignes: Vec<(Cle, i64, i64)>,
}

/// Where a year stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Not above.
    Sous,
    /// Above with what should still come.
    Prevu,
    /// Above with what was received.
    Franchi,
}

/// What to do once above.
pub const A_FAIRE: [&str; 3] = [
    "Faire nommer par l’assemblée générale un commissaire aux comptes.",
    "Établir des comptes annuels\u{a0}: bilan, compte de résultat, annexe.",
    "Publier ces comptes avec le rapport du commissaire, et les transmettre à qui a versé les subventions.",
];

impl Seuil {
    /// Received, in cents.
    #[must_use]
    pub fn recu(&self) -> i64 {
        self.lignes.iter().map(|(_, recu, _)| recu).sum()
    }

    /// Received and hoped for, in cents.
    #[must_use]
    pub fn prevu(&self) -> i64 {
        self.lignes.iter().map(|(_, recu, attendu)| recu + attendu).sum()
    }

    /// Strictly more than the threshold is above it.
    #[must_use]
    pub fn etat(&self) -> Etat {
        match () {
            () if self.recu() > self.seuil => Etat::Franchi,
            () if self.prevu() > self.seuil => Etat::Prevu,
            () => Etat::Sous,
        }
    }

    /// How it was reached.
    #[must_use]
    pub fn pourquoi(&self, livre: &Livre) -> Pourquoi {
        let sources: Vec<Arc<str>> = self.sources.iter().map(|one| Arc::from(one.as_str())).collect();
        let sign = if self.prevu() > self.seuil { ">" } else { "≤" };
        let formula = format!(
            "reçu {} + attendu {} = {} {sign} {}",
            euros(self.recu()),
            euros(self.prevu() - self.recu()),
            euros(self.prevu()),
            euros(self.seuil)
        );
        let inputs = self.lignes.iter().map(|(cle, recu, attendu)| {
            Entree::fact(livre.nom(*cle), format!("reçu {}, attendu {}", euros(*recu), euros(*attendu)))
        });
        Pourquoi::new("budget.seuil", "Subventions publiques de l’année civile", formula, sources.into())
            .inputs(inputs.collect())
    }
}

/// Public subsidies of a civil year.
///
/// # Errors
/// [`Absent`] when no text gives the threshold of that year.
pub fn seuil(livre: &Livre, annee: i16) -> Result<Seuil, Absent> {
    let exercice = Exercice::civil(annee);
    let dated = aci::seuil_commissaire(&livre.law, exercice.au)?;
    let lignes = livre.enveloppes.iter().filter(|one| one.publique).map(|one| {
        let recu = livre.somme(one.cle, Genre::Recette, |jour| exercice.contient(jour));
        let hoped = livre
            .attendus
            .iter()
            .filter(|all| all.cle == one.cle && exercice.contient(all.espere_le(livre.today)));
        (one.cle, recu, hoped.map(|all| all.reste().max(0)).sum())
    });
    let lignes = lignes.filter(|(_, recu, attendu)| *recu != 0 || *attendu != 0).collect();
    Ok(Seuil { annee, seuil: dated.amount * 100, sources: dated.sources, lignes })
}
