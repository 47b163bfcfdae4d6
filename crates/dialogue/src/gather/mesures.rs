//! Indicators of the year with their proofs.

use crate::WriteError;
use crate::dossier::{EnJeu, Indicateur, Mission, Preuve};
use aci::{Droit, Mode};
use contrat::Contrat;
use db::Tx;
use indicateurs::indicateur::Sens;
use indicateurs::{Enjeu, Ligne, Nombre, Provenance, Tableau, Unite};
use jiff::civil::Date;
use kernel::Id;
use law::Parameters;
use std::collections::BTreeMap;
use ui::francais;

type Texts = BTreeMap<String, String>;
/// Which indicator a proof is of; none for a fact of the crisis mission.
pub(crate) type Proofs = Vec<(Option<Id<indicateurs::Indicateur>>, Preuve)>;

/// The proofs of the year, in the order of missions, indicators and names, then those of the facts of the crisis mission, each with
/// its number and its place in the archive.
pub(crate) async fn proofs(
    tx: &mut Tx,
    contrat: &Contrat,
    table: &Tableau,
    (droit, jour): (&Droit, Date),
) -> Result<Proofs, WriteError> {
    let given = indicateurs::preuves(tx, contrat.id, table.annee.numero).await?;
    let mut all = Proofs::new();
    for line in &table.lignes {
        let mission = &line.indicateur.texte.mission;
        let mut mine = Vec::new();
        for one in given.iter().filter(|one| one.indicateur == line.indicateur.id) {
            let Some(piece) = pieces::piece(tx, one.piece).await? else { continue };
            mine.push((&one.libelle, piece));
        }
        mine.sort_by(|(_, a), (_, b)| (&a.nom, &a.empreinte).cmp(&(&b.nom, &b.empreinte)));
        for (libelle, piece) in mine {
            let proof = Preuve {
                mission: crate::label(droit, contrat, jour, mission),
                indicateur: line.indicateur.texte.libelle.clone(),
                libelle: libelle.clone(),
                chemin: format!("preuves/{mission}/{:02}-{}", all.len() + 1, piece.nom_ascii()),
                piece,
            };
            all.push((Some(line.indicateur.id), proof));
        }
    }
    facts(tx, contrat, table.annee.numero, (droit, jour), &mut all).await?;
    Ok(all)
}

/// The papers of the plan, of its updates and of the crises that fall in the year.
async fn facts(
    tx: &mut Tx,
    contrat: &Contrat,
    annee: u32,
    (droit, jour): (&Droit, Date),
    all: &mut Proofs,
) -> Result<(), WriteError> {
    let missions = droit.versions().iter().rev().flat_map(|version| &version.missions);
    let Some(mission) = missions.into_iter().find(|one| one.mode == Mode::PlanCrise) else { return Ok(()) };
    for (fait, annexe) in contrat::preuves_de_crise(tx, contrat).await? {
        let piece = pieces::piece(tx, annexe.piece).await?;
        let Some(piece) = piece.filter(|_| contrat.annee(fait.le) == Some(annee)) else { continue };
        let proof = Preuve {
            mission: crate::label(droit, contrat, jour, &mission.id),
            indicateur: fait.genre.libelle().to_owned(),
            libelle: annexe.libelle,
            chemin: format!("preuves/{}/{:02}-{}", mission.id, all.len() + 1, piece.nom_ascii()),
            piece,
        };
        all.push((None, proof));
    }
    Ok(())
}

/// The missions with their indicators.
pub(crate) async fn fill(
    tx: &mut Tx,
    law: &Parameters,
    mut missions: Vec<Mission>,
    table: &Tableau,
    (contrat, jour): (&Contrat, Date),
    (texts, proofs): (&Texts, &Proofs),
) -> Result<Vec<Mission>, WriteError> {
    let next = table.annee.numero + 1;
    let next = match contrat::annees(contrat).iter().any(|one| one.numero == next) {
        true => Some(indicateurs::tableau(tx, law, contrat, next, jour).await?),
        false => None,
    };
    let target = |id| {
        let lines = next.as_ref()?.lignes.iter().find(|line: &&Ligne| line.indicateur.id == id)?;
        Some(lines.cible.cible?.en_mots(lines.indicateur.texte.unite))
    };
    for mission in &mut missions {
        let here = table.lignes.iter().filter(|line| line.indicateur.texte.mission == mission.id);
        mission.indicateurs = here
            .map(|line| Indicateur {
                cible_suivante: target(line.indicateur.id),
                ..indicator(line, texts, proofs)
            })
            .collect();
        mission.poids_complets = table.poids(&mission.id).is_some_and(|one| one.complet);
    }
    Ok(missions)
}

fn indicator(line: &Ligne, texts: &Texts, proofs: &Proofs) -> Indicateur {
    let text = &line.indicateur.texte;
    let words = |nombre: Nombre| nombre.en_mots(text.unite);
    let value = line.constat.as_ref();
    let gap = value.zip(line.cible.cible).map(|(value, target)| gap(value.valeur, target, text.unite));
    let key = crate::cle_indicateur(line.indicateur.id);
    let numbers = proofs.iter().enumerate().filter(|(_, (of, _))| *of == Some(line.indicateur.id));
    Indicateur {
        libelle: text.libelle.clone(),
        nature: text.nature.libelle(),
        hausse: matches!(text.sens, Sens::Hausse),
        depart: text.depart.map(|(value, day)| format!("{} ({})", words(value), francais::date_courte(day))),
        cible: line.cible.cible.map(words),
        valeur: value.map(|one| words(one.valeur)),
        jour: value.map(|one| one.jour),
        source: value.map(|one| one.source.trim().to_owned()).filter(|source| !source.is_empty()),
        poids: line.cible.poids,
        atteinte: line.atteinte.as_ref().map(|one| one.value),
        ecart: gap,
        explication: texts.get(&key).cloned().unwrap_or_default(),
        preuves: numbers.map(|(at, _)| at + 1).collect(),
        actes: value.and_then(|one| match one.de {
            Provenance::Actes { lignes } | Provenance::Gel(_, lignes) => Some(lignes).filter(|n| *n > 0),
            Provenance::Valeur(_) => None,
        }),
        enjeu: match &line.enjeu {
            Enjeu::Montant { plafond, acquis, doute, .. } => {
                Some(EnJeu { plafond: *plafond, acquis: *acquis, doute: doute.clone() })
            }
            Enjeu::Inconnu { .. } | Enjeu::PoidsInacheves | Enjeu::PasDemarree | Enjeu::SansPart => None,
        },
        manque: lacks(line),
        cible_suivante: None,
    }
}

/// What is missing, the amount of the mission included.
fn lacks(line: &Ligne) -> Vec<String> {
    let question = match &line.enjeu {
        Enjeu::Inconnu { question } => Some(question.clone()),
        Enjeu::Montant { .. } | Enjeu::PoidsInacheves | Enjeu::PasDemarree | Enjeu::SansPart => None,
    };
    line.manque.iter().map(|one| one.phrase().to_owned()).chain(question).collect()
}

/// « + 3 », « − 1,5 point », « aucun ».
fn gap(value: Nombre, target: Nombre, unite: Unite) -> String {
    let gap = value.milliemes() - target.milliemes();
    let (sign, size) = (if gap > 0 { "+" } else { "−" }, Nombre::from_milliemes(gap.abs()));
    match unite {
        _ if gap == 0 => "aucun".to_owned(),
        Unite::OuiNon => "cible non atteinte".to_owned(),
        Unite::Nombre => format!("{sign}\u{a0}{size}"),
        Unite::Pourcentage if gap.abs() < 2_000 => format!("{sign}\u{a0}{size}\u{a0}point"),
        Unite::Pourcentage => format!("{sign}\u{a0}{size}\u{a0}points"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicateurs::{Cible, Feu};

    #[test]
    fn an_amount_that_is_not_known_is_said_to_be_missing() {
        let line = Ligne {
            indicateur: indicateurs::Indicateur {
                id: Id::new(uuid::Uuid::from_u128(1)),
                contrat: Id::new(uuid::Uuid::from_u128(2)),
                texte: crate::tests::texte("ours"),
                retire: None,
            },
            cible: Cible { annee: 1, cible: None, poids: Some(1000) },
            constat: None,
            atteinte: None,
            prevision: None,
            feu: Feu::Inconnu,
            enjeu: Enjeu::Inconnu { question: "Quel montant ?".to_owned() },
            manque: vec![indicateurs::Manque::Valeur],
        };
        assert_eq!(lacks(&line), ["aucune valeur cette année", "Quel montant ?"]);
    }
}
