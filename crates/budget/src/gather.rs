//! Reads the shared book from the rooms that write it.

mod contrats;
mod cotisations;
mod indemnites;
mod lignes;

use crate::cle::Cle;
use crate::enveloppe::{Attendu, Enveloppe};
use crate::exercice;
use crate::ligne::Ligne;
use crate::livre::Livre;
use crate::mouvement::Genre;
use crate::store;
use actes::Mission;
use db::{Result, Tx};
use law::Parameters;
pub(crate) use lignes::{Lu, read};
use projet_sante::Aide;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that is known of the money, today.
///
/// # Errors
/// A fault of storage.
pub async fn livre(tx: &mut Tx, law: Arc<Parameters>) -> Result<Livre> {
    let today = kernel::today(tx.ctx().now);
    let lu = lignes::read(tx).await?;
    let (mut attendus, enjeux) = contrats::expected(&law, &lu.contrats, today);
    attendus.extend(granted(&lu));
    attendus.sort_by_key(|one| one.jour);
    let decisions = store::decisions::decisions(tx).await?;
    let prevus = store::decisions::prevus(tx).await?;
    let contrat = exercice::du_contrat(&lu.contrats.iter().map(|(one, _)| one.clone()).collect::<Vec<_>>());
    Ok(Livre {
        today,
        law,
        enveloppes: envelopes(&lu),
        lignes: lu.lignes,
        attendus,
        enjeux,
        decisions,
        prevus,
        reglages: lu.reglages,
        contrat,
    })
}

/// Envelopes of the contract that exist or moved, then start-up aids, then grants.
fn envelopes(lu: &Lu) -> Vec<Enveloppe> {
    let chosen = lu.contrats.iter().flat_map(|(one, _)| &one.missions);
    let mut missions: BTreeSet<Mission> = chosen.filter_map(|one| one.mission.parse().ok()).collect();
    missions.extend(lu.lignes.iter().filter_map(|one| one.cle.mission()));
    if !lu.contrats.is_empty() {
        missions.insert(Mission::Fonctionnement);
    }
    let caisse = lu.contrats.first().map(|(one, _)| one.termes.parties.caisse.nom.clone());
    // The means of the association first, then missions in the order of the agreement.
    let mut order: Vec<Mission> = missions.into_iter().collect();
    order.sort_by_key(|one| (*one != Mission::Fonctionnement, *one));
    let aci = order.into_iter().map(|mission| Enveloppe {
        cle: Cle::Aci(mission),
        nom: nom(mission).to_owned(),
        genre: "Contrat ACI".to_owned(),
        financeur: caisse.clone().filter(|nom| !nom.is_empty()).unwrap_or_else(|| "CPAM".to_owned()),
        source: "Contrat tripartite".to_owned(),
        montant: None,
        publique: true,
        au: None,
        conditions: String::new(),
        compte: lu.reglages.aci.clone(),
    });
    let aides = lu.aides.iter().map(|one| aid(one, &lu.reglages.aides));
    let libres = lu.financements.iter().map(|one| {
        let texte = &one.texte;
        Enveloppe {
            cle: Cle::Libre(one.id),
            nom: texte.nom.clone(),
            genre: texte.genre.libelle().to_owned(),
            financeur: texte.financeur.clone(),
            source: texte.source.clone(),
            montant: Some(texte.montant).filter(|cents| *cents > 0),
            publique: texte.publique,
            au: texte.au,
            conditions: texte.conditions.clone(),
            compte: texte.compte.clone(),
        }
    });
    aci.chain(aides).chain(fees(lu)).chain(libres).collect()
}

/// The fees of members, once some are asked for or came: own money, never a public subsidy.
fn fees(lu: &Lu) -> Option<Enveloppe> {
    let known = !lu.recouvrements.is_empty() || lu.lignes.iter().any(|one| one.cle == Cle::Cotisations);
    known.then(|| Enveloppe {
        cle: Cle::Cotisations,
        nom: "Cotisations".to_owned(),
        genre: "Ressources propres".to_owned(),
        financeur: "Adhérents".to_owned(),
        source: "Appels et paiements notés dans les adhésions".to_owned(),
        montant: None,
        publique: false,
        au: None,
        conditions: String::new(),
        compte: lu.reglages.cotisations.clone(),
    })
}

/// « Fonctionnement » rather than the life of the association: the word of the contract.
pub(crate) const fn nom(mission: Mission) -> &'static str {
    match mission {
        Mission::Fonctionnement => "Fonctionnement",
        other => other.label(),
    }
}

fn aid(one: &Aide, compte: &str) -> Enveloppe {
    Enveloppe {
        cle: Cle::Aide(one.id.uuid()),
        nom: one.octroi.intitule.clone(),
        genre: "Aide au démarrage".to_owned(),
        financeur: one.octroi.financeur.clone(),
        source: one.octroi.source.clone(),
        montant: Some(one.octroi.montant),
        publique: true,
        au: one.octroi.fin,
        conditions: String::new(),
        compte: compte.to_owned(),
    }
}

/// Money promised by aids and grants, fees that are asked for, with what came of them.
fn granted(lu: &Lu) -> Vec<Attendu> {
    let expected = |cle, (jour, date_connue), cents, recu| Attendu {
        cle,
        jour,
        date_connue,
        libelle: "montant accordé".to_owned(),
        cents,
        recu,
        incertain: false,
        pourquoi: None,
    };
    let aides = lu.aides.iter().map(|one| {
        expected(Cle::Aide(one.id.uuid()), (one.octroi.accordee_le, false), one.octroi.montant, one.recu())
    });
    let libres = lu.financements.iter().filter(|one| one.texte.montant > 0).map(|one| {
        let cle = Cle::Libre(one.id);
        let mine = |line: &&Ligne| line.cle == cle && line.genre == Genre::Recette;
        let recu: i64 = lu.lignes.iter().filter(mine).map(|line| line.cents).sum();
        let jour = (one.texte.attendu_le.unwrap_or(one.texte.du), one.texte.attendu_le.is_some());
        expected(cle, jour, one.texte.montant, recu.min(one.texte.montant))
    });
    aides.chain(libres).chain(lu.recouvrements.iter().map(cotisations::expected)).collect()
}
