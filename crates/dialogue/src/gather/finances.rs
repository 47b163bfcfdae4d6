//! Money: granted by the contract, received, declared as spent.

use crate::dossier::{Argent, Doutes, MontantPart, Parts, Versement};
use crate::{Depense, WriteError, prepare, store};
use aci::{Droit, Part};
use contrat::argent::{self, AnneeBilan, LigneBilan};
use contrat::{Contrat, Doute};
use db::Tx;
use jiff::civil::Date;
use law::Parameters;
use std::collections::BTreeSet;

/// The money of a contract year.
pub(crate) struct Money {
    pub lignes: Vec<Argent>,
    pub versements: Vec<Versement>,
    pub calculs: Option<documents::Document>,
    pub reserves: Vec<String>,
}

pub(crate) async fn read(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    (droit, jour): (&Droit, Date),
    annee: u32,
) -> Result<Money, WriteError> {
    let received = contrat::recu(tx, contrat.id).await?;
    let said = store::depenses::depenses(tx, contrat.id, annee).await?;
    let label = |id: &str| crate::label(droit, contrat, jour, id);
    let mut reserves = Vec::new();
    let (mut bilan, mut calculs) = (None, None);
    match argent::simulate(law, contrat, &[], jour) {
        Some(Ok(result)) => {
            reserves.extend(questions(&result, annee));
            let whose = contrat.termes.parties.cpts.nom.as_str();
            calculs = contrat::calculs(law, (whose, jour), &result).ok();
            bilan = argent::bilan(&result, &received, jour).into_iter().find(|one| one.numero == annee);
        }
        Some(Err(errors)) => reserves.extend(errors.iter().map(ToString::to_string)),
        None => reserves.push("Le contrat n’est pas signé : aucun montant n’est calculé.".to_owned()),
    }
    let annees = contrat::annees(contrat);
    let this = annees.iter().find(|one| one.numero == annee);
    let begun = prepare::components(contrat, this.map_or(jour, |one| one.au.min(jour)));
    let received = of_year(received, &annees, annee);
    let all = std::iter::once("fonctionnement".to_owned()).chain(crate::order(droit, contrat, jour));
    let here: Vec<String> = all.collect();
    let gone = left(&here, &received, &said);
    let sums = Sums { law, bilan: bilan.as_ref(), received: &received, said: &said };
    let mut lignes: Vec<Argent> =
        here.iter().map(|id| sums.line(id, label(id), begun.contains(id))).collect();
    lignes.extend(gone.iter().map(|id| sums.gone(id, label(id))));
    let mut versements: Vec<Versement> = received
        .into_iter()
        .map(|one| Versement {
            le: one.ligne.recu_le,
            composante: label(&one.ligne.composante),
            libelle: one.ligne.libelle,
            cents: one.ligne.cents,
        })
        .collect();
    versements.sort_by(|a, b| (a.le, &a.composante, a.cents).cmp(&(b.le, &b.composante, b.cents)));
    Ok(Money { lignes, versements, calculs, reserves })
}

/// What came during the year; the last year also takes what comes after it.
fn of_year(
    received: Vec<contrat::Versement>,
    annees: &[contrat::Annee],
    annee: u32,
) -> Vec<contrat::Versement> {
    let last = annees.last().map(|one| one.numero);
    let Some(this) = annees.iter().find(|one| one.numero == annee) else { return Vec::new() };
    let au = if last == Some(annee) { Date::MAX } else { this.au };
    received.into_iter().filter(|one| this.du <= one.ligne.recu_le && one.ligne.recu_le <= au).collect()
}

/// The components that left the contract and still have money in the year.
fn left(here: &[String], received: &[contrat::Versement], said: &[Depense]) -> BTreeSet<String> {
    let came = received.iter().map(|one| &one.ligne.composante);
    let spent = said.iter().map(|one| &one.composante);
    came.chain(spent).filter(|id| !here.contains(id)).cloned().collect()
}

/// Where the money of a component is read.
struct Sums<'a> {
    law: &'a Parameters,
    bilan: Option<&'a AnneeBilan>,
    received: &'a [contrat::Versement],
    said: &'a [Depense],
}

impl Sums<'_> {
    fn line(&self, id: &str, libelle: String, commencee: bool) -> Argent {
        let known = self.bilan.and_then(|one| one.lignes.iter().find(|line| line.composante == id));
        let spent = self.said.iter().find(|one| one.composante == id);
        let mine = self.received.iter().filter(|one| one.ligne.composante == id);
        Argent {
            libelle,
            commencee,
            plafond: known.and_then(|line| line.plafond.as_ref()).map(|one| one.cents),
            accorde: known.filter(|line| !line.gagne.is_empty()).map(LigneBilan::gagne_cents),
            recu: mine.map(|one| one.ligne.cents).sum(),
            depense: spent.map(|one| one.cents),
            note: spent.map(|one| one.note.clone()).unwrap_or_default(),
            parts: known.map(parts).unwrap_or_default(),
            doutes: known.map(|line| self.doubts(line)).unwrap_or_default(),
            partiel: known.is_some_and(|line| line.partiel),
            hors_contrat: false,
        }
    }

    /// The doubt of each amount of a component.
    fn doubts(&self, line: &LigneBilan) -> Doutes {
        let of = |one: &argent::Montant| Doute::of(self.law, one.incertain, &one.pourquoi);
        let part = |which: fn(Part) -> bool| {
            let mine = line.gagne.iter().filter(|(part, _)| which(*part));
            mine.map(|(_, one)| of(one)).max().unwrap_or_default()
        };
        Doutes {
            plafond: line.plafond.as_ref().map(of).unwrap_or_default(),
            accorde: part(|_| true),
            fixe: part(|part| part == Part::Fixe),
            variable: part(|part| part == Part::Variable),
            autre: part(|part| !matches!(part, Part::Fixe | Part::Variable)),
        }
    }

    /// A component that is no longer in the contract: nothing is granted, what came came.
    fn gone(&self, id: &str, libelle: String) -> Argent {
        let none = Sums { bilan: None, ..*self };
        Argent { hors_contrat: true, ..none.line(id, libelle, false) }
    }
}

/// What a component is granted, part by part: a part that could not be computed is not known, it is not none; a sum that lacks
/// one is the least.
fn parts(line: &LigneBilan) -> Parts {
    let of = |which: fn(Part) -> bool| {
        let mine: Vec<i64> =
            line.gagne.iter().filter(|(part, _)| which(*part)).map(|(_, one)| one.cents).collect();
        match (mine.is_empty(), line.manque.iter().any(|part| which(*part))) {
            (false, true) => MontantPart::AuMoins(mine.iter().sum()),
            (false, false) => MontantPart::Connu(mine.iter().sum()),
            (true, true) => MontantPart::Inconnu,
            (true, false) => MontantPart::Sans,
        }
    };
    Parts {
        fixe: of(|part| part == Part::Fixe),
        variable: of(|part| part == Part::Variable),
        autre: of(|part| !matches!(part, Part::Fixe | Part::Variable)),
    }
}

/// What the engine asks or doubts about that year.
fn questions(result: &aci::Resultat, annee: u32) -> Vec<String> {
    let asked = result.missing.iter().filter(|one| one.years.iter().any(|year| u32::from(*year) == annee));
    let asked = asked.map(|one| one.question.clone());
    let doubts = result.uncertain.iter().map(|one| format!("Non confirmé, {one}"));
    let mut all: Vec<String> = asked.chain(doubts).chain(result.warnings.iter().cloned()).collect();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{lois, signed};
    use jiff::civil::date;
    use testkit::actors::{NOW, instant};

    fn came(composante: &str, recu_le: Date, cents: i64) -> contrat::Versement {
        let (libelle, reference) = ("Virement".to_owned(), String::new());
        let ligne = contrat::Ligne { recu_le, cents, composante: composante.to_owned(), libelle, reference };
        let id = kernel::Id::new(uuid::Uuid::from_u128(1));
        contrat::Versement { id, ligne, auteur: None, saisi_le: instant(NOW) }
    }

    #[test]
    fn money_that_came_is_said_even_when_nothing_can_be_computed() {
        let received = [came("acces", date(2025, 1, 2), 100), came("acces", date(2025, 2, 2), 20)];
        let sums = Sums { law: &lois(), bilan: None, received: &received, said: &[] };
        let line = sums.line("acces", "Accès".to_owned(), true);
        assert_eq!((line.recu, line.accorde), (120, None));
    }

    #[test]
    fn money_of_a_mission_that_left_the_contract_keeps_its_line() {
        let contrat = signed(&[]);
        let annees = contrat::annees(&contrat);
        let all = vec![came("crise", date(2025, 1, 2), 100), came("crise", date(2026, 1, 2), 7)];
        let received = of_year(all, &annees, 1);
        let gone = left(&["acces".to_owned()], &received, &[]);
        assert_eq!(gone.iter().collect::<Vec<_>>(), ["crise"]);
        let sums = Sums { law: &lois(), bilan: None, received: &received, said: &[] };
        let line = sums.gone("crise", "Crise".to_owned());
        assert_eq!((line.recu, line.hors_contrat), (100, true), "the money of year 2 is not of year 1");
    }

    #[test]
    fn what_is_granted_without_its_variable_part_is_the_least() {
        let amounts = [("acces", "fixe", 5_000_000), ("acces", "variable", 3_000_000)];
        let contrat = Contrat { realisations: Vec::new(), ..signed(&amounts) };
        let jour = date(2026, 3, 2);
        let result = argent::simulate(&lois(), &contrat, &[], jour).unwrap().unwrap();
        let year = argent::bilan(&result, &[], jour).remove(0);
        let sums = Sums { law: &lois(), bilan: Some(&year), received: &[], said: &[] };
        let line = sums.line("acces", "Accès".to_owned(), true);
        assert_eq!((line.accorde, line.partiel), (Some(5_000_000), true));
        assert_eq!(line.parts.fixe, MontantPart::Connu(5_000_000));
        assert_eq!((line.parts.variable, line.parts.autre), (MontantPart::Inconnu, MontantPart::Sans));
    }

    #[test]
    fn a_sum_of_which_one_amount_is_known_and_another_asked_for_is_the_least() {
        let known = contrat::argent::Montant {
            cents: 1_250_000,
            incertain: false,
            pourquoi: law::Pourquoi::new("aci.plan", "Plan", String::new(), std::sync::Arc::default()).into(),
        };
        let line = LigneBilan {
            composante: "crise".to_owned(),
            plafond: None,
            gagne: vec![(Part::Plan, known)],
            partiel: true,
            manque: vec![Part::Crise],
            attendu: contrat::argent::Somme::default(),
            recu: 0,
        };
        assert_eq!(parts(&line).autre, MontantPart::AuMoins(1_250_000));
        let paid = LigneBilan { manque: vec![Part::Variable], ..line };
        assert_eq!(parts(&paid).autre, MontantPart::Connu(1_250_000));
    }
}
