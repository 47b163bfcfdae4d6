//! # Which amount applies
//!
//! > the signed contract prints, at its article 5, the amounts of the signatory's size
//!
//! The contract wins over the tables. A part that is not written anywhere is the difference between the total and the
//! other part when both speak of the same total, a reading when one is of the tables and one of the contract; else it is asked for: no amount is ever guessed, none is zero for want
//! of being known. An amount of the tables that is not confirmed, or that an amendment brought in, carries its doubt.

mod appuis;
mod question;

use crate::cas::Part;
use crate::dossier::{Composante, Dossier, Etat};
use crate::droit::Mode;
use francais::{date as jour, euros_courts as euros};
use jiff::civil::Date;
use law::{Entree, Pourquoi};
use std::sync::Arc;

/// Rule of an amount that the contract prints.
const DU_CONTRAT: &str = "aci.montant_du_contrat";

/// An amount and its derivation.
#[derive(Clone)]
pub(crate) struct Montant {
    pub(crate) cents: i64,
    pub(crate) why: Arc<Pourquoi>,
}

/// The amount, or the question to ask.
pub(crate) type Resolution = Result<Montant, Arc<str>>;

/// The amount of a part of a component, as it stands on `day`.
pub(crate) fn montant(dossier: &Dossier, composante: usize, part: Part, day: Date) -> Resolution {
    let rang = dossier.rang(day);
    let known = dossier.montants.partition_point(|(from, _)| *from <= day);
    let depasse = outdated(dossier, &dossier.etats[rang], day);
    let tombe = dossier.tombe(composante, day);
    let key = (composante, part, rang, known, depasse.is_some(), tombe);
    if let Some((_, kept)) = dossier.memo.borrow().iter().find(|(known, _)| *known == key) {
        return kept.clone();
    }
    let one = &dossier.composantes[composante];
    let asked = Demande { dossier, one, etat: &dossier.etats[rang], known, depasse, tombe };
    let found = asked.find(part);
    dossier.memo.borrow_mut().push((key, found.clone()));
    found
}

/// A newer version is in force while the contract still applies an older one.
fn outdated<'a>(dossier: &Dossier<'a>, etat: &Etat, day: Date) -> Option<&'a str> {
    let newer = dossier.droit.en_vigueur(day)?;
    (newer.id != etat.version.id && (newer.du > etat.version.du || !etat.version.a_vecu()))
        .then_some(newer.libelle.as_str())
}

/// One amount being looked for.
struct Demande<'d, 'a> {
    dossier: &'d Dossier<'a>,
    one: &'d Composante,
    etat: &'d Etat<'a>,
    known: usize,
    depasse: Option<&'a str>,
    /// Something changes inside the contract year.
    tombe: Option<Date>,
}

impl Demande<'_, '_> {
    fn find(&self, part: Part) -> Resolution {
        let (left, right) = match (self.one.mode, part) {
            (Some(Mode::FixeVariable), Part::Total) => (Part::Fixe, Part::Variable),
            (Some(Mode::PlanCrise), Part::Total) => (Part::Plan, Part::Crise),
            (Some(_), Part::Fixe) => return self.share(Part::Fixe, Part::Variable),
            (Some(_), Part::Variable) => return self.share(Part::Variable, Part::Fixe),
            (Some(_), Part::Plan) => return self.share(Part::Plan, Part::Crise),
            (Some(_), Part::Crise) => return self.share(Part::Crise, Part::Plan),
            (Some(Mode::PlanCrise), Part::MiseAJour) => return self.update(),
            _ => return self.contract(part).or_else(|| self.table(part)).ok_or_else(|| self.ask(part)),
        };
        self.total(left, right)
    }

    /// The total: of the contract, else the sum of its parts, else of the table.
    fn total(&self, left: Part, right: Part) -> Resolution {
        let (total, a, b) = (self.contract(Part::Total), self.contract(left), self.contract(right));
        let since = |part: Part| self.latest(part).map(|(from, _)| from);
        let parts_are_newer = since(left).max(since(right)) > since(Part::Total);
        match (total, a, b) {
            (Some(total), a, b) if !(parts_are_newer && a.is_some() && b.is_some()) => Ok(total),
            (_, Some(a), Some(b)) => Ok(self.sum(a, b)),
            (_, a, b) if self.one.mode == Some(Mode::PlanCrise) && (a.is_some() || b.is_some()) => {
                match (self.share(left, right), self.share(right, left)) {
                    (Ok(a), Ok(b)) => Ok(self.sum(a, b)),
                    _ => Err(self.ask(Part::Total)),
                }
            }
            (_, a, b) => {
                let written = a.or(b);
                match (self.table(Part::Total), self.table(left), self.table(right)) {
                    (Some(total), ..) if written.as_ref().is_none_or(|one| one.cents <= total.cents) => {
                        Ok(total)
                    }
                    (None, Some(a), Some(b)) if written.is_none() => Ok(self.sum(a, b)),
                    _ => Err(self.ask(Part::Total)),
                }
            }
        }
    }

    /// One of two parts: of the contract, else what the other leaves of the total, else of the table.
    fn share(&self, part: Part, other: Part) -> Resolution {
        if let Some(written) = self.contract(part) {
            return Ok(written);
        }
        let (total, rest) = (self.contract(Part::Total), self.contract(other));
        let table_total = self.table(Part::Total);
        if self.one.mode == Some(Mode::PlanCrise) && total.is_none() {
            return self.table(part).ok_or_else(|| self.ask(part));
        }
        match (total, rest) {
            (Some(total), Some(rest)) => self.difference(part, total, rest),
            (None, Some(rest)) if self.same_terms(other) => match table_total {
                Some(total) => self.difference(part, total, rest),
                None => Err(self.ask(part)),
            },
            (Some(total), None) if table_total.as_ref().is_some_and(|known| known.cents == total.cents) => {
                self.tabled(part, other, Some(total))
            }
            (None, None) => self.tabled(part, other, table_total),
            _ => Err(self.ask(part)),
        }
    }

    /// The update of the plan: of the contract, else of the table as long as the plan of the contract is not worth less.
    fn update(&self) -> Resolution {
        if let Some(written) = self.contract(Part::MiseAJour) {
            return Ok(written);
        }
        let known = self.table(Part::MiseAJour).ok_or_else(|| self.ask(Part::MiseAJour))?;
        let plan = self.share(Part::Plan, Part::Crise);
        if plan.is_ok_and(|plan| known.cents <= plan.cents) {
            Ok(known)
        } else {
            Err(self.ask(Part::MiseAJour))
        }
    }

    fn tabled(&self, part: Part, other: Part, total: Option<Montant>) -> Resolution {
        match (self.table(part), total, self.table(other)) {
            (Some(known), ..) => Ok(known),
            (None, Some(total), Some(rest)) => self.difference(part, total, rest),
            _ => Err(self.ask(part)),
        }
    }

    fn latest(&self, part: Part) -> Option<(Date, i64)> {
        let before = self.dossier.montants[..self.known].iter().rev();
        before
            .filter(|(_, one)| one.part == part && *one.component == *self.one.id)
            .map(|(from, one)| (*from, one.eur.cents()))
            .next()
    }

    /// The amount of the contract was written under the version and the size of today.
    fn same_terms(&self, part: Part) -> bool {
        self.latest(part).is_some_and(|(from, _)| !self.old(from))
    }

    /// Written before the amendment that brought the state of today.
    fn old(&self, from: Date) -> bool {
        let then = self.dossier.etat(from);
        then.version.id != self.etat.version.id || then.bande.tranche.taille != self.etat.bande.tranche.taille
    }

    fn contract(&self, part: Part) -> Option<Montant> {
        let (from, cents) = self.latest(part)?;
        let formula = format!("{} par an, écrit au contrat", euros(cents));
        let mut inputs = vec![Entree::fact("À partir du", jour(from))];
        if self.old(from) {
            inputs.push(self.amended(self.etat.du, "montant écrit avant l’avenant\u{a0}: à relire"));
        }
        inputs.extend(self.inside());
        let label = self.label(part);
        let source = self.dossier.regle("plafond").map(|regle| regle.source.clone()).unwrap_or_default();
        let why = Pourquoi::new(DU_CONTRAT, label, formula, source).inputs(inputs);
        Some(Montant { cents, why: Arc::new(why) })
    }

    fn table(&self, part: Part) -> Option<Montant> {
        let taille = self.etat.bande.tranche.taille;
        let line = self.etat.version.montant(&self.one.id, part, taille)?;
        let formula =
            format!("{} par an, tableaux de «\u{a0}{}\u{a0}»", euros(line.cents), self.etat.version.libelle);
        let why = Pourquoi::new("aci.montant_du_tableau", self.label(part), formula, line.source.clone())
            .inputs(self.terms(line))
            .doubtful(line.uncertain);
        if line.uncertain {
            let what = format!("{}, taille {taille} ({})", self.label(part), euros(line.cents));
            self.dossier.doute(&what, &appuis::trust(line));
        }
        Some(Montant { cents: line.cents, why: Arc::new(why) })
    }

    fn sum(&self, a: Montant, b: Montant) -> Montant {
        let cents = a.cents + b.cents;
        let formula = format!("{} + {} = {}", euros(a.cents), euros(b.cents), euros(cents));
        self.derived(Part::Total, cents, formula, a, b)
    }

    fn difference(&self, part: Part, total: Montant, rest: Montant) -> Resolution {
        let cents = total.cents - rest.cents;
        if cents < 0 {
            return Err(self.ask(part));
        }
        let formula = format!("{} − {} = {}", euros(total.cents), euros(rest.cents), euros(cents));
        let written = |one: &Montant| one.why.rule == DU_CONTRAT;
        let mixed = written(&total) != written(&rest);
        let mut found = self.derived(part, cents, formula, total, rest);
        if mixed {
            let reading =
                self.dossier.noeud("aci.part_deduite", self.label(part), "total − part écrite".to_owned());
            let why = Arc::unwrap_or_clone(found.why).then(Arc::new(reading));
            found.why = Arc::new(why);
        }
        Ok(found)
    }

    fn derived(&self, part: Part, cents: i64, formula: String, a: Montant, b: Montant) -> Montant {
        let mut source: Vec<Arc<str>> = Vec::new();
        for id in a.why.source.iter().chain(b.why.source.iter()) {
            if !source.contains(id) {
                source.push(id.clone());
            }
        }
        let why = Pourquoi::new("aci.montant_deduit", self.label(part), formula, source.into());
        Montant { cents, why: Arc::new(why.then(a.why).then(b.why)) }
    }

    fn label(&self, part: Part) -> String {
        match (self.one.mode, part) {
            (None, _) => self.one.nom.to_string(),
            _ => format!("{}, {}", self.one.nom, part.libelle()),
        }
    }

    /// In some size, the table splits this component in two equal parts: worth saying, never applied.
    fn halved(&self) -> bool {
        let lines = || self.etat.version.montants.iter().filter(|line| *line.composante == *self.one.id);
        lines().any(|fixed| {
            fixed.connue == Some(Part::Fixe)
                && lines().any(|other| {
                    other.connue == Some(Part::Variable)
                        && (other.taille, other.cents) == (fixed.taille, fixed.cents)
                })
        })
    }

    fn ask(&self, part: Part) -> Arc<str> {
        question::about(self, part).into()
    }
}
