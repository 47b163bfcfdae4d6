//! What was done: acts of the ledger, actions of the projet de santé, by mission.

use crate::WriteError;
use crate::dossier::{Action, Compte, Mission};
use aci::Droit;
use actes::Somme;
use contrat::{Annee, Contrat};
use db::Tx;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The missions of the contract, without their indicators.
pub(crate) async fn missions(
    tx: &mut Tx,
    contrat: &Contrat,
    (droit, jour): (&Droit, Date),
    annee: &Annee,
) -> Result<Vec<Mission>, WriteError> {
    let sums = actes::store::sommes(tx, &[(annee.du, annee.au)]).await?.pop().unwrap_or_default();
    let actions = projet_sante::actions(tx).await?;
    let order = crate::order(droit, contrat, jour);
    let mut all = Vec::new();
    for id in order {
        let here: Vec<&Somme> = sums.iter().filter(|one| one.nature.mission.code() == id).collect();
        all.push(Mission {
            libelle: crate::label(droit, contrat, jour, &id),
            debut: contrat.mission(&id).and_then(|one| one.debut),
            actes: total(here.iter().copied()),
            genres: by_kind(&here),
            actions: actions
                .iter()
                .filter(|one| one.fiche.mission == id && is_of(one, annee))
                .map(|one| action(one, &sums, annee))
                .collect(),
            indicateurs: Vec::new(),
            poids_complets: false,
            id,
        });
    }
    Ok(all)
}

/// Whether an action touches the year; one without dates does.
fn is_of(one: &projet_sante::Action, annee: &Annee) -> bool {
    one.fiche.debut.is_none_or(|debut| debut <= annee.au) && one.fiche.fin.is_none_or(|fin| fin >= annee.du)
}

fn action(one: &projet_sante::Action, sums: &[Somme], annee: &Annee) -> Action {
    let id = one.id.uuid();
    Action {
        titre: one.fiche.titre.clone(),
        avancement: one.fiche.avancement.libelle().to_owned(),
        continue_apres: one.fiche.fin.is_none_or(|fin| fin > annee.au)
            && !matches!(one.fiche.avancement, projet_sante::Avancement::Terminee),
        dates: (one.fiche.debut, one.fiche.fin),
        partenaires: one.fiche.partenaires.clone(),
        actes: total(sums.iter().filter(|sum| sum.nature.action == Some(id))),
        budget: one.fiche.budget_cents,
    }
}

fn total<'a>(sums: impl Iterator<Item = &'a Somme>) -> Compte {
    sums.fold(Compte::default(), |all, one| Compte {
        actes: all.actes + one.actes,
        minutes: all.minutes + one.minutes,
        personnes: all.personnes + one.personnes,
    })
}

fn by_kind(sums: &[&Somme]) -> Vec<(String, Compte)> {
    let mut kinds: BTreeMap<&'static str, Vec<&Somme>> = BTreeMap::new();
    for one in sums {
        let words = one.nature.genre.map_or("Sans genre précisé", |genre| genre.label());
        kinds.entry(words).or_default().push(one);
    }
    let mut all: Vec<(String, Compte)> =
        kinds.into_iter().map(|(words, sums)| (words.to_owned(), total(sums.into_iter()))).collect();
    all.sort_by(|a, b| b.1.actes.cmp(&a.1.actes).then_with(|| a.0.cmp(&b.0)));
    all
}
