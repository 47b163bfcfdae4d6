use crate::atteinte::atteinte;
use crate::cible::{PoidsMission, poids_par_mission};
use crate::constat::{Constat, Manque, Provenance};
use crate::enjeu::{PartVariable, parts_variables};
use crate::feu::{Feu, PLEIN};
use crate::gel::{Gel, LigneGelee};
use crate::indicateur::{Evolution, Refus, Sens};
use crate::mesure::{Depuis, Releve};
use crate::prevision::{Regard, prevoir};
use crate::tableau::{Ligne, Tableau};
use crate::{Cible, Indicateur, Valeur, store};
use actes::Quoi;
use contrat::{Annee, Contrat, annees};
use db::Tx;
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;
use std::collections::HashMap;

/// Why a year cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TableauError {
    /// The contract has no such year.
    #[error("Le contrat n’a pas d’année {0}.")]
    HorsContrat(u32),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Every indicator of a contract year as it stands on `jour`, with what it is worth. A year counts the indicators that existed
/// before its end, and those that were given a target, a weight or a value for it since; a year that is settled shows the figures
/// of its freeze. Six statements at most, whatever the number of indicators and acts.
///
/// # Errors
/// [`TableauError`].
pub async fn tableau(
    tx: &mut Tx,
    lois: &Parameters,
    contrat: &Contrat,
    annee: u32,
    jour: Date,
) -> Result<Tableau, TableauError> {
    let annee = year(contrat, annee)?;
    let jour = jour.min(annee.au);
    let gel = store::gels::definitif(tx, contrat.id, annee.numero).await?;
    let mut lignes = match &gel {
        Some(gel) => {
            let all = store::indicateurs::de_l_annee(tx, contrat.id, annee.numero).await?;
            frozen(tx, gel, &annee, all).await?
        }
        None => {
            let counted = store::indicateurs::comptes_en(tx, contrat.id, &annee).await?;
            live(tx, contrat, &annee, jour, counted).await?
        }
    };
    let ordre = contrat_missions(lois, contrat, jour);
    lignes.sort_by_key(|ligne| {
        ordre.iter().position(|one| *one == ligne.indicateur.texte.mission).unwrap_or(usize::MAX)
    });
    let poids = poids_par_mission(lignes.iter().map(|ligne| (&ligne.indicateur, &ligne.cible)));
    let parts = parts(lois, contrat, &poids, annee.numero, jour);
    for ligne in &mut lignes {
        weigh(ligne, &poids, &parts, gel.is_some());
    }
    Ok(Tableau { contrat: contrat.id, annee, jour, lignes, poids, parts, gel })
}

/// The variable part of the missions that have indicators, and of those that started without one and pay it.
fn parts(
    lois: &Parameters,
    contrat: &Contrat,
    poids: &[PoidsMission],
    annee: u32,
    jour: Date,
) -> Vec<PartVariable> {
    let measured = |mission: &str| poids.iter().any(|one| one.mission == mission);
    let bare = contrat.commencees(jour).map(|one| one.mission.as_str()).filter(|one| !measured(one));
    let missions: Vec<&str> = poids.iter().map(|one| one.mission.as_str()).chain(bare).collect();
    let mut all = parts_variables(lois, contrat, &missions, annee, jour);
    all.retain(|part| measured(&part.mission) || part.variable != Some(0));
    all
}

/// One year of a contract.
pub(crate) fn year(contrat: &Contrat, annee: u32) -> Result<Annee, TableauError> {
    annees(contrat).into_iter().find(|one| one.numero == annee).ok_or(TableauError::HorsContrat(annee))
}

/// The ids of the missions of the agreement, in its order.
pub(crate) fn contrat_missions(lois: &Parameters, contrat: &Contrat, jour: Date) -> Vec<String> {
    let droit = aci::Droit::of(lois).ok();
    let version = droit.as_ref().and_then(|droit| droit.version(contrat.version_au(jour)));
    version.map(|version| version.missions.iter().map(|one| one.id.to_string()).collect()).unwrap_or_default()
}

/// Whether an indicator may be of that mission: the agreement knows it, so that it is a plain name, and the contract holds it,
/// so that somebody pays it. Asked by whoever adds, rewrites, puts back or settles.
pub(crate) fn check_mission(
    lois: &Parameters,
    contrat: &Contrat,
    jour: Date,
    mission: &str,
) -> Result<(), Refus> {
    if !contrat_missions(lois, contrat, jour).iter().any(|one| one == mission) {
        return Err(Refus::Mission(mission.to_owned()));
    }
    match contrat.mission(mission) {
        Some(_) => Ok(()),
        None => Err(Refus::MissionAbsente(mission.to_owned())),
    }
}

/// The values of today.
async fn live(
    tx: &mut Tx,
    contrat: &Contrat,
    annee: &Annee,
    jour: Date,
    all: Vec<(Indicateur, Cible)>,
) -> Result<Vec<Ligne>, TableauError> {
    let constats = constats(tx, contrat, annee, jour, &all).await?;
    let signature = contrat.signature.unwrap_or(annee.du);
    let line = |(indicateur, cible): (Indicateur, Cible)| {
        let constat = constats.get(&indicateur.id).cloned();
        let debut = match indicateur.texte.mesure.as_ref().map(|mesure| mesure.depuis) {
            Some(Depuis::Contrat) => signature,
            Some(Depuis::Annee) | None => annee.du,
        };
        look(indicateur, cible, constat, (debut, annee.au))
    };
    Ok(all.into_iter().map(line).collect())
}

/// The value of each indicator on a day: from the acts, or the last one entered this year.
pub(crate) async fn constats(
    tx: &mut Tx,
    contrat: &Contrat,
    annee: &Annee,
    jour: Date,
    all: &[(Indicateur, Cible)],
) -> Result<HashMap<Id<Indicateur>, Constat>, TableauError> {
    let signature = contrat.signature.unwrap_or(annee.du);
    let [of_year, of_contract] = releves(tx, all, (annee.du, jour), (signature, jour)).await?;
    let entered = store::valeurs::dernieres(tx, contrat.id, (annee.du, jour)).await?;
    let entered: HashMap<_, Valeur> = entered.into_iter().map(|one| (one.indicateur, one)).collect();
    let papers = store::preuves::counts(tx, contrat.id, annee.numero).await?;
    let count = |id, valeur| papers.get(&(id, valeur)).copied().unwrap_or(0);
    let mut found = HashMap::new();
    for (indicateur, _) in all {
        let id = indicateur.id;
        let constat = match (&indicateur.texte.mesure, entered.get(&id)) {
            (Some(mesure), _) => {
                let releve = if mesure.depuis == Depuis::Annee { &of_year } else { &of_contract };
                let (valeur, lignes) = mesure.compute(releve);
                let (de, source) = (Provenance::Actes { lignes }, mesure.phrase());
                Constat { valeur, jour, de, source, preuves: count(id, None) }
            }
            (None, Some(one)) => Constat {
                valeur: one.releve.valeur,
                jour: one.releve.jour,
                de: Provenance::Valeur(one.id),
                source: one.releve.source.clone(),
                preuves: count(id, Some(one.id)) + count(id, None),
            },
            (None, None) => continue,
        };
        found.insert(id, constat);
    }
    Ok(found)
}

/// What the ledger says over the year and since the signature, as far as somebody asks.
async fn releves(
    tx: &mut Tx,
    all: &[(Indicateur, Cible)],
    year: (Date, Date),
    contract: (Date, Date),
) -> Result<[Releve; 2], TableauError> {
    let mut both = [Releve::default(), Releve::default()];
    let asked = |depuis: Depuis| {
        all.iter().filter_map(|(one, _)| one.texte.mesure.as_ref()).filter(move |one| one.depuis == depuis)
    };
    let periodes = [(Depuis::Annee, year), (Depuis::Contrat, contract)];
    let wanted: Vec<usize> = (0..2).filter(|n| asked(periodes[*n].0).next().is_some()).collect();
    if wanted.is_empty() {
        return Ok(both);
    }
    let days: Vec<(Date, Date)> = wanted.iter().map(|n| periodes[*n].1).collect();
    for (n, sommes) in wanted.iter().zip(actes::store::sommes(tx, &days).await?) {
        let (depuis, days) = periodes[*n];
        both[*n].sommes = sommes;
        for quoi in [Quoi::Auteurs, Quoi::Communes] {
            if asked(depuis).any(|mesure| mesure.compte.distincts() == Some(quoi)) {
                let found = actes::store::distincts(tx, days, quoi).await?;
                match quoi {
                    Quoi::Auteurs => both[*n].auteurs = found,
                    Quoi::Communes => both[*n].communes = found,
                }
            }
        }
    }
    Ok(both)
}

/// One line, before it is weighed.
fn look(indicateur: Indicateur, cible: Cible, constat: Option<Constat>, (debut, au): (Date, Date)) -> Ligne {
    let texte = &indicateur.texte;
    let known = texte.depart.zip(cible.cible).zip(constat.as_ref());
    let atteinte =
        known.map(|(((depart, _), cible), constat)| atteinte(texte.sens, depart, cible, constat.valeur));
    let prevision =
        constat.as_ref().map(|constat| prevoir(&Regard { texte, cible: cible.cible, constat, debut, au }));
    let expected = prevision.as_ref().and_then(|one| one.atteinte);
    // A count that must stay low is only known at the end of the year.
    let open = texte.allure() == Evolution::Cumul && texte.sens == Sens::Baisse;
    let feu = match &atteinte {
        None => Feu::Inconnu,
        Some(now) if now.value >= PLEIN && !open => Feu::Vert,
        Some(_) => Feu::of(expected),
    };
    Ligne {
        feu,
        indicateur,
        cible,
        constat,
        atteinte,
        prevision,
        enjeu: crate::Enjeu::SansPart,
        manque: Vec::new(),
    }
}

/// Says what a line is worth and what it lacks. Once the year is settled, what nothing was known of counts for zero: somebody said so.
fn weigh(ligne: &mut Ligne, poids: &[PoidsMission], parts: &[PartVariable], settled: bool) {
    let mission = &ligne.indicateur.texte.mission;
    let complet = poids.iter().any(|one| one.mission == *mission && one.complet);
    let expected = ligne.prevision.as_ref().and_then(|one| one.atteinte);
    let zero = (settled && ligne.sans_atteinte()).then_some(0);
    let reached = ligne.atteinte.as_ref().map(|one| one.value).or(zero);
    if let Some(part) = parts.iter().find(|one| one.mission == *mission) {
        ligne.enjeu = part.enjeu(ligne.cible.poids, complet, reached, expected.or(reached));
    }
    ligne.manque = Manque::of(&ligne.indicateur, ligne.cible.cible, ligne.constat.as_ref(), complet);
}

/// The values of a settled year. What the indicator said then wins over what it says today.
async fn frozen(
    tx: &mut Tx,
    gel: &Gel,
    annee: &Annee,
    all: Vec<(Indicateur, Cible)>,
) -> Result<Vec<Ligne>, TableauError> {
    let mut known: HashMap<Id<Indicateur>, Indicateur> =
        all.into_iter().map(|(one, _)| (one.id, one)).collect();
    let mut lignes = Vec::new();
    for one in store::gels::lignes(tx, gel.id).await? {
        if let Some(indicateur) = known.remove(&one.indicateur) {
            lignes.push(as_frozen(indicateur, gel, annee, one));
        }
    }
    Ok(lignes)
}

fn as_frozen(mut indicateur: Indicateur, gel: &Gel, annee: &Annee, one: LigneGelee) -> Ligne {
    let LigneGelee { mission, libelle, nature, sens, unite, depart, confirme, .. } = one;
    let texte = crate::Texte { mission, libelle, nature, sens, unite, depart, confirme, ..indicateur.texte };
    indicateur = Indicateur { texte, retire: None, ..indicateur };
    let de = one.de.map_or(Provenance::Gel(gel.id, one.lignes), Provenance::Valeur);
    let constat = one.valeur.map(|valeur| Constat {
        valeur,
        jour: one.jour.unwrap_or(gel.jour),
        de,
        source: one.source,
        preuves: one.preuves,
    });
    let cible = Cible { annee: annee.numero, cible: one.cible, poids: one.poids };
    let feu = Feu::of(one.atteinte.as_ref().map(|one| one.value));
    Ligne {
        indicateur,
        cible,
        constat,
        atteinte: one.atteinte,
        prevision: None,
        feu,
        enjeu: crate::Enjeu::SansPart,
        manque: Vec::new(),
    }
}
