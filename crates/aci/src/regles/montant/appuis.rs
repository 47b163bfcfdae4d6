//! What an amount rests on: size, confidence, amendments, the day the text came into force.

use super::Demande;
use crate::droit::{MontantLoi, Sources};
use francais::{date as jour, entier as nombre};
use jiff::civil::Date;
use law::Entree;

impl Demande<'_, '_> {
    /// What an amount of the table rests on: size, confidence, amendments.
    pub(super) fn terms(&self, line: &MontantLoi) -> Vec<Entree> {
        let etat = self.etat;
        let population = format!(
            "taille {}, {} ({} habitants)",
            etat.bande.tranche.taille,
            etat.bande.tranche.wording,
            nombre(etat.population)
        );
        let source = etat.version.tailles.as_ref().map(|tailles| tailles.source.clone()).unwrap_or_default();
        let uncertain = etat.bande.doute;
        let mut inputs = vec![Entree { label: "Taille".into(), value: population.into(), source, uncertain }];
        if line.uncertain || line.note.is_some() {
            let uncertain = line.uncertain;
            let (label, value) = ("Confiance".into(), trust(line).into());
            inputs.push(Entree { label, value, source: Sources::default(), uncertain });
        }
        if etat.change {
            inputs.push(self.amended(self.etat.du, "son effet commence à l’anniversaire qui le suit"));
        }
        inputs.extend(self.inside());
        if let Some((version, du)) = self.dossier.entree {
            let value =
                format!("{}\u{a0}: jour d’entrée en vigueur ({}) non confirmé", version.libelle, jour(du));
            let source = version.source.clone();
            inputs.push(Entree {
                label: "Entrée en vigueur".into(),
                value: value.into(),
                source,
                uncertain: true,
            });
        }
        if let Some(newer) = self.depasse {
            let value = format!("{newer}\u{a0}: s’applique par un avenant au contrat (lecture de Maillage)");
            self.dossier.doute("Version plus récente", &value);
            let source = etat.version.source.clone();
            inputs.push(Entree {
                label: "Version plus récente".into(),
                value: value.into(),
                source,
                uncertain: true,
            });
        }
        inputs
    }

    /// A change that falls inside the year.
    pub(super) fn inside(&self) -> Option<Entree> {
        let what = "il tombe pendant cette année\u{a0}; il vaut à l’anniversaire qui le suit, ou pour une mission qui démarre après lui";
        self.tombe.map(|day| self.amended(day, what))
    }

    pub(super) fn amended(&self, day: Date, what: &str) -> Entree {
        let regle = self.dossier.regle("effet_avenant");
        if let Some(regle) = regle {
            self.dossier.doute_de(regle);
        }
        let value = format!("{}\u{a0}: {what}", jour(day));
        let source = regle.map(|regle| regle.source.clone()).unwrap_or_default();
        Entree { label: "Avenant du contrat".into(), value: value.into(), source, uncertain: true }
    }
}

/// How sure an amount of the tables is.
pub(super) fn trust(line: &MontantLoi) -> String {
    match &line.note {
        Some(note) => format!("{} ({note})", line.confidence.label()),
        None => line.confidence.label().to_owned(),
    }
}
