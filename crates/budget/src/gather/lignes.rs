//! Lines of every room, and what they are read from.

use crate::cle::Cle;
use crate::financement::Financement;
use crate::ligne::{Ligne, Origine};
use crate::mouvement::{Genre, Mouvement, Moyen, Nature};
use crate::reglages::Reglages;
use crate::store;
use actes::Mission;
use adhesions::Recouvrement;
use contrat::{Contrat, Recu};
use db::{Result, Tx};
use kernel::Id;
use projet_sante::Aide;
use std::collections::BTreeMap;

/// What the book is made of.
pub(crate) struct Lu {
    pub(crate) contrats: Vec<(Contrat, Vec<Recu>)>,
    pub(crate) aides: Vec<Aide>,
    pub(crate) financements: Vec<Financement>,
    pub(crate) reglages: Reglages,
    pub(crate) recouvrements: Vec<Recouvrement>,
    pub(crate) lignes: Vec<Ligne>,
}

/// Reads everything.
pub(crate) async fn read(tx: &mut Tx) -> Result<Lu> {
    let mut contrats = Vec::new();
    for one in contrat::contrats(tx).await?.into_iter().filter(|one| one.signature.is_some()) {
        let recus = contrat::store::versements::recus(tx, one.id).await?;
        contrats.push((one, recus));
    }
    let aides = projet_sante::store::aides::aides(tx).await?;
    let financements = store::financements::financements(tx).await?;
    let reglages = Reglages::read(&store::reglages::reglages(tx).await?).unwrap_or_default();
    let affectations = store::reglages::affectations(tx).await?;
    let mut lignes: Vec<Ligne> = Vec::new();
    for (_, recus) in &contrats {
        lignes.extend(recus.iter().filter_map(|one| received(one, &reglages)));
    }
    lignes.extend(aides.iter().flat_map(|one| aid(one, &reglages, &affectations)));
    lignes.extend(typed(&store::mouvements::mouvements(tx).await?));
    lignes.extend(super::cotisations::lines(tx, &reglages).await?);
    lignes.extend(super::indemnites::lines(tx, &reglages).await?);
    lignes.sort_by_key(|one| (one.jour, one.origine));
    let year = kernel::today(tx.ctx().now).year();
    let recouvrements = adhesions::recouvrements(tx, year).await?;
    Ok(Lu { contrats, aides, financements, reglages, recouvrements, lignes })
}

/// Money of the contract. A component that is no mission of the agreement is counted with the means of the association.
fn received(one: &Recu, reglages: &Reglages) -> Option<Ligne> {
    let ligne = &one.versement.ligne;
    let mission = ligne.composante.parse().unwrap_or(Mission::Fonctionnement);
    Some(Ligne {
        origine: Origine::Contrat(one.versement.id.uuid()),
        genre: Genre::Recette,
        nature: Nature::Autre,
        jour: ligne.recu_le,
        facture_le: None,
        libelle: ligne.libelle.clone(),
        tiers: "Assurance maladie".to_owned(),
        reference: ligne.reference.clone(),
        moyen: Moyen::Virement,
        cle: Cle::Aci(mission),
        compte: Some(reglages.aci.clone()),
        cents: ligne.cents,
    })
}

/// Money of a start-up aid, in and out.
fn aid(aide: &Aide, reglages: &Reglages, affectations: &BTreeMap<String, String>) -> Vec<Ligne> {
    let blank = |origine, genre, jour, libelle: &str, cents| Ligne {
        origine,
        genre,
        nature: Nature::Autre,
        jour,
        facture_le: None,
        libelle: libelle.to_owned(),
        tiers: String::new(),
        reference: String::new(),
        moyen: Moyen::Virement,
        cle: Cle::Aide(aide.id.uuid()),
        compte: None,
        cents,
    };
    let came = aide.versements.iter().map(|one| Ligne {
        tiers: aide.octroi.financeur.clone(),
        reference: one.reference.clone(),
        compte: Some(reglages.aides.clone()),
        ..blank(
            Origine::AideRecue(one.id.uuid()),
            Genre::Recette,
            one.recu_le,
            &aide.octroi.intitule,
            one.montant,
        )
    });
    let went = aide.depenses.iter().map(|one| {
        let origine = Origine::AideDepensee(one.id.uuid());
        let compte = origine.affectation().and_then(|ligne| affectations.get(&ligne).cloned());
        Ligne { compte, ..blank(origine, Genre::Depense, one.jour, &one.libelle, one.montant) }
    });
    came.chain(went).collect()
}

/// What was typed here: what was received and spent as it stands, what is left of commitments.
fn typed(all: &[Mouvement]) -> Vec<Ligne> {
    let mut paid: BTreeMap<(Id<Mouvement>, Cle), i64> = BTreeMap::new();
    for one in all {
        if let Some(engagement) = one.saisie.engagement {
            for part in &one.saisie.parts {
                *paid.entry((engagement, part.cle)).or_default() += part.cents;
            }
        }
    }
    let mut lignes = Vec::new();
    for one in all {
        let s = &one.saisie;
        for part in &s.parts {
            let cents = match s.genre {
                Genre::Recette | Genre::Depense => part.cents,
                Genre::Engagement if one.solde_le.is_some() => 0,
                Genre::Engagement => left(&mut paid, (one.id, part.cle), part.cents),
            };
            if cents != 0 {
                lignes.push(line(one, part.cle, &part.compte, cents));
            }
        }
    }
    lignes
}

/// What is left of a commitment in an envelope: several shares of one envelope use up what was paid one after the other.
fn left(paid: &mut BTreeMap<(Id<Mouvement>, Cle), i64>, which: (Id<Mouvement>, Cle), cents: i64) -> i64 {
    let spent = paid.entry(which).or_default();
    let used = (*spent).clamp(0, cents);
    *spent -= used;
    cents - used
}

fn line(one: &Mouvement, cle: Cle, compte: &str, cents: i64) -> Ligne {
    let s = &one.saisie;
    Ligne {
        origine: Origine::Saisie(one.id),
        genre: s.genre,
        nature: s.nature,
        jour: s.jour,
        facture_le: s.facture_le,
        libelle: s.libelle.clone(),
        tiers: s.tiers.clone(),
        reference: s.reference.clone(),
        moyen: s.moyen,
        cle,
        compte: Some(compte.to_owned()),
        cents,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mouvement::{Part, Saisie};
    use jiff::civil::date;
    use uuid::Uuid;

    fn one(n: u128, genre: Genre, parts: &[(Mission, i64)], engagement: Option<u128>) -> Mouvement {
        let id = |n| Id::new(Uuid::from_u128(n));
        let parts: Vec<Part> = parts
            .iter()
            .map(|(mission, cents)| Part { cle: Cle::Aci(*mission), compte: "6132".into(), cents: *cents })
            .collect();
        let saisie = Saisie {
            genre,
            nature: Nature::Facture,
            jour: date(2026, 1, 5),
            facture_le: None,
            libelle: "Salle".into(),
            tiers: String::new(),
            reference: String::new(),
            moyen: Moyen::Virement,
            engagement: engagement.map(id),
            cents: parts.iter().map(|one| one.cents).sum(),
            parts,
        };
        Mouvement { id: id(n), saisie, contre: None, solde_le: None }
    }

    #[test]
    fn a_commitment_that_is_paid_is_never_counted_twice() {
        let (acces, crise) = (Mission::Acces, Mission::Crise);
        let all = [
            one(1, Genre::Engagement, &[(acces, 100), (crise, 50)], None),
            one(2, Genre::Depense, &[(acces, 60)], Some(1)),
            one(3, Genre::Depense, &[(crise, 70)], Some(1)),
        ];
        let sum =
            |genre| typed(&all).iter().filter(|one| one.genre == genre).map(|one| one.cents).sum::<i64>();
        assert_eq!(
            (sum(Genre::Engagement), sum(Genre::Depense)),
            (40, 130),
            "an invoice above its quote frees all of it"
        );
        let over = Mouvement { solde_le: Some(date(2026, 2, 1)), ..all[0].clone() };
        assert!(typed(&[over]).is_empty());
    }
}
