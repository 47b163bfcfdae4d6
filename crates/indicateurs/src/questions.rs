//! What other rooms ask: achievements for the funding engine, the acts behind a value, papers, freezes.

use crate::atteinte::fraction;
use crate::cible::ENTIER;
use crate::gel::{Gel, LigneGelee};
use crate::mesure::Depuis;
use crate::read_tableau::{TableauError, tableau, year};
use crate::tableau::Tableau;
use crate::valeur::PreuveDeposee;
use crate::{Indicateur, store};
use aci::{Fraction, IndicateurRealise, Realisation};
use actes::Acte;
use contrat::{Arretee, Atteinte, Contrat, annees};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;

/// The achievements of a contract for [`aci::simulate`]: settled years as they were frozen, the running year as of `jour`.
/// A mission whose weights do not sum to one, or that lacks a value, is left out: nothing is guessed for it.
///
/// # Errors
/// A fault of storage.
pub async fn realisations(
    tx: &mut Tx,
    lois: &Parameters,
    contrat: &Contrat,
    jour: Date,
) -> std::result::Result<Vec<Realisation>, TableauError> {
    let mut all = Vec::new();
    for annee in annees(contrat).into_iter().filter(|annee| annee.du <= jour) {
        let table = tableau(tx, lois, contrat, annee.numero, jour).await?;
        let Ok(year) = u8::try_from(annee.numero) else { continue };
        for part in table.poids.iter().filter(|one| one.complet) {
            if let Some(indicators) = reached(&table, &part.mission) {
                all.push(Realisation { mission: part.mission.clone(), year, indicators });
            }
        }
    }
    Ok(all)
}

fn reached(table: &Tableau, mission: &str) -> Option<Vec<IndicateurRealise>> {
    let mine = table.lignes.iter().filter(|ligne| ligne.indicateur.texte.mission == mission);
    mine.filter(|ligne| ligne.cible.poids.unwrap_or(0) > 0)
        .map(|ligne| {
            Some(IndicateurRealise {
                id: ligne.indicateur.id.to_string(),
                label: Some(ligne.indicateur.texte.libelle.clone()),
                weight: weight(ligne.cible.poids?),
                achievement: fraction(ligne.atteinte.as_ref()?.value),
            })
        })
        .collect()
}

fn weight(poids: u16) -> Fraction {
    Fraction::new(i128::from(poids), i128::from(ENTIER))
}

/// What a freeze settles, mission by mission, for [`contrat::settle_realisations`]. An indicator without value counts for
/// nothing, and its name says so.
///
/// # Errors
/// A fault of storage.
pub async fn arretees(tx: &mut Tx, id: Id<Gel>) -> Result<Vec<Arretee>> {
    let Some(gel) = store::gels::gel(tx, id).await? else { return Ok(Vec::new()) };
    let mut all: Vec<Arretee> = Vec::new();
    for ligne in store::gels::lignes(tx, id).await? {
        let Some(poids) = ligne.poids.filter(|poids| *poids > 0) else { continue };
        let one = settled(&ligne, poids);
        match all.iter_mut().find(|arretee| arretee.mission == ligne.mission) {
            Some(arretee) => arretee.indicateurs.push(one),
            None => all.push(Arretee {
                annee: gel.annee,
                mission: ligne.mission,
                indicateurs: vec![one],
                source: gel.libelle.clone(),
                le: gel.jour,
            }),
        }
    }
    Ok(all)
}

fn settled(ligne: &LigneGelee, poids: u16) -> Atteinte {
    let reached = ligne.atteinte.as_ref().map(|one| one.value);
    let libelle = if ligne.sans_atteinte() {
        format!("{} ({})", ligne.libelle, crate::gel::A_ZERO)
    } else {
        ligne.libelle.clone()
    };
    Atteinte {
        id: ligne.indicateur.to_string(),
        libelle,
        poids: i64::from(poids) * 1000,
        atteinte: reached.unwrap_or(0),
    }
}

/// The acts behind a value, newest first, from before the act `(jour, id)`: those that a freeze counted, or those that count now.
/// None for a value that is not computed.
///
/// # Errors
/// [`TableauError`].
pub async fn lignes_actes(
    tx: &mut Tx,
    contrat: &Contrat,
    (indicateur, annee, gel): (&Indicateur, u32, Option<Id<Gel>>),
    before: Option<(Date, Id<Acte>)>,
    limit: u32,
) -> std::result::Result<Vec<Acte>, TableauError> {
    let annee = year(contrat, annee)?;
    if let Some(gel) = gel {
        let ids = store::gels::actes(tx, (gel, indicateur.id), before, limit).await?;
        return Ok(actes::store::parmi(tx, &ids).await?);
    }
    let Some(mesure) = &indicateur.texte.mesure else { return Ok(Vec::new()) };
    let du = match mesure.depuis {
        Depuis::Annee => annee.du,
        Depuis::Contrat => contrat.signature.unwrap_or(annee.du),
    };
    Ok(actes::store::behind(tx, &mesure.filtre, (du, annee.au), before, limit).await?)
}

/// The papers of a contract year.
///
/// # Errors
/// A fault of storage.
pub async fn preuves(tx: &mut Tx, contrat: Id<Contrat>, annee: u32) -> Result<Vec<PreuveDeposee>> {
    store::preuves::du_contrat(tx, contrat, Some(annee)).await
}

/// The freezes of a contract, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn gels(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Gel>> {
    store::gels::gels(tx, contrat).await
}

/// The indicators of a freeze.
///
/// # Errors
/// A fault of storage.
pub async fn gele(tx: &mut Tx, id: Id<Gel>) -> Result<Vec<LigneGelee>> {
    store::gels::lignes(tx, id).await
}
