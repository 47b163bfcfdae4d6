//! Money: granted by the contract, received, declared as spent.

use crate::dossier::{Argent, Versement};
use crate::{Depense, WriteError, prepare, store};
use aci::Droit;
use contrat::Contrat;
use contrat::argent::{self, AnneeBilan};
use db::Tx;
use jiff::civil::Date;
use law::Parameters;

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
    let last_day =
        contrat::annees(contrat).into_iter().find(|one| one.numero == annee).map_or(jour, |one| one.au);
    let begun = prepare::components(contrat, last_day.min(jour));
    let all = std::iter::once("fonctionnement".to_owned()).chain(crate::order(droit, contrat, jour));
    let lignes = all.map(|id| line(&id, label(&id), (bilan.as_ref(), begun.contains(&id)), &said)).collect();
    let last = bilan.as_ref().map_or(Date::MAX, |one| one.au);
    let first = bilan.as_ref().map_or(Date::MIN, |one| one.du);
    let mut versements: Vec<Versement> = received
        .into_iter()
        .filter(|one| first <= one.ligne.recu_le && one.ligne.recu_le <= last)
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

fn line(
    id: &str,
    libelle: String,
    (bilan, commencee): (Option<&AnneeBilan>, bool),
    said: &[Depense],
) -> Argent {
    let known = bilan.and_then(|one| one.lignes.iter().find(|line| line.composante == id));
    let spent = said.iter().find(|one| one.composante == id);
    let uncertain = |line: &argent::LigneBilan| {
        line.plafond.as_ref().is_some_and(|one| one.incertain)
            || line.gagne.iter().any(|(_, one)| one.incertain)
    };
    Argent {
        libelle,
        commencee,
        plafond: known.and_then(|line| line.plafond.as_ref()).map(|one| one.cents),
        accorde: known.filter(|line| !line.gagne.is_empty()).map(argent::LigneBilan::gagne_cents),
        recu: known.map_or(0, |line| line.recu),
        depense: spent.map(|one| one.cents),
        note: spent.map(|one| one.note.clone()).unwrap_or_default(),
        incertain: known.is_some_and(uncertain),
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
