//! What the ACI contract of a CPTS is worth (accord conventionnel interprofessionnel). Pure: no I/O, no clock, no float.
//!
//! * [`Cas`]: what is known of a contract; [`simulate`] gives its [`Resultat`]: ceiling, earned, payments, deadlines
//! * every figure carries its derivation ([`Pourquoi`]); what no text confirms is flagged wherever it enters
//! * an amount that is not known stops its line with a question: it is never guessed, never zero
//! * [`Droit`]: the texts, typed; a new amendment is a new file of `law/aci/versions`, no code
//! * [`realisation()`], [`forecast`]: from a value to an achievement, to what is at stake
//! * [`echeances()`]: the calendar of obligations that a signature opens
//!
//! Law: accord of 20 June 2019 (arrêté of 21 August 2019), its avenant 2 (avis of 31 March 2022), CSP L. 1434-12.

mod calendrier;
mod cas;
mod delais;
mod dossier;
pub mod droit;
mod echeances;
mod erreur;
mod fraction;
mod json;
mod manque;
mod montant;
mod prevision;
mod realisation;
pub mod regles;
mod resultat;
mod simulation;
mod sortie;
mod texte;

pub use calendrier::{AnneeContrat, anniversary};
pub use cas::controle::HABITANTS_MAX;
pub use cas::{Bornes, Cas, Changement, IndicateurRealise, MissionCas, MontantContrat, Part, Realisation};
pub use delais::{
    Aide, DelaisCommission, aides_demarrage, commissions, delais_commission, plafond_membre,
    seuil_commissaire, silence_ars,
};
pub use droit::{Droit, Genre, Indicateur, Mission, Mode, Version};
pub use echeances::{Echeance, NatureEcheance, StatutEcheance, echeances};
pub use erreur::Erreur;
pub use fraction::{Fraction, FractionIllisible};
pub use law::{Entree, Pourquoi};
pub use manque::VersementInconnu;
pub use montant::{Montant, MontantIllisible};
pub use prevision::{Enjeu, Prevision, forecast};
pub use realisation::{Sens, check_weights, realisation, weighted};
pub use regles::taille::Taille;
pub use resultat::{
    Annee, Delai, Echeancier, Ligne, LignePlafond, Manque, Nature, Plafond, Resultat, StatutDelai, Versement,
};
pub use simulation::{check, simulate};

#[cfg(test)]
mod tests;
