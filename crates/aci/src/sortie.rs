//! What the rules write: lines of years and payments.

use crate::calendrier::AnneeContrat;
use crate::cas::Part;
use crate::dossier::Dossier;
use crate::resultat::{Ligne, Nature, Versement};
use francais::euros_courts as euros;
use jiff::civil::Date;
use law::Pourquoi;
use std::sync::Arc;

/// Lines of one year, and every payment so far.
pub(crate) struct Sortie {
    pub(crate) lignes: Vec<Ligne>,
    pub(crate) versements: Vec<Versement>,
    pub(crate) partielle: bool,
}

/// Something earned, before its payments.
pub(crate) struct Gain<'a> {
    pub(crate) rang: usize,
    pub(crate) part: Part,
    pub(crate) cents: i64,
    pub(crate) prorata: Option<String>,
    pub(crate) why: Arc<Pourquoi>,
    pub(crate) annee: &'a AnneeContrat,
}

impl Sortie {
    /// Writes a line of a year.
    pub(crate) fn gagne(&mut self, dossier: &Dossier, gain: &Gain) {
        self.lignes.push(Ligne {
            component: dossier.composantes[gain.rang].id.clone(),
            part: gain.part,
            cents: gain.cents,
            prorata: gain.prorata.clone(),
            uncertain: gain.why.uncertain,
            why: gain.why.clone(),
        });
    }

    /// Writes a payment of what a year earns.
    pub(crate) fn verse(
        &mut self,
        dossier: &Dossier,
        gain: &Gain,
        date: Date,
        kind: Nature,
        cents: i64,
        why: Arc<Pourquoi>,
    ) {
        self.versements.push(Versement {
            date,
            year: gain.annee.numero,
            component: dossier.composantes[gain.rang].id.clone(),
            part: gain.part,
            kind,
            cents,
            uncertain: why.uncertain,
            upcoming: dossier.cas.as_of.map(|day| date > day),
            why,
        });
    }

    /// Writes the balance: what is earned less what was advanced, the day after the year.
    pub(crate) fn solde(&mut self, dossier: &Dossier, gain: &Gain, avance: i64) {
        let cents = gain.cents - avance;
        if cents == 0 && gain.part != Part::Variable {
            return;
        }
        if avance == 0 {
            return self.verse(dossier, gain, gain.annee.fin(), Nature::Balance, cents, gain.why.clone());
        }
        let formula = format!("{} − {} = {}", euros(gain.cents), euros(avance), euros(cents));
        let rule = if cents < 0 { "aci.trop_percu" } else { "aci.solde" };
        let label = format!("Solde\u{a0}: {}", gain.why.label);
        let why = dossier.noeud(rule, label, formula).then(gain.why.clone());
        self.verse(dossier, gain, gain.annee.fin(), Nature::Balance, cents, Arc::new(why));
    }
}
