//! The calendar that follows from a contract, and keeping what calendars are told of it.

use crate::accord::Accord;
use crate::contrat::Contrat;
use crate::echeance::{Echeance, Faite, changes};
use crate::{Refus, WriteError, coherence, store};
use aci::NatureEcheance;
use db::Tx;
use jiff::{Span, civil::Date};
use law::Parameters;
use ui::francais;

/// The dates that follow from a signed contract, as the accord says and as people noted them; by day. None for a draft.
///
/// # Errors
/// A fault of storage; an incoherent contract has no date.
pub async fn echeances(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    today: Date,
) -> db::Result<Vec<Echeance>> {
    let told = store::echeances::gardees(tx, contrat.id).await?;
    let mut all = computed(law, contrat, today).unwrap_or_default();
    for one in &mut all {
        let Some(old) = told.iter().find(|old| old.cle == one.cle) else { continue };
        one.sequence = old.sequence + u32::from(old.jour != one.jour || old.retire_le.is_some());
        one.change_le = Some(old.change_le);
        if old.faite.is_some() {
            (one.faite, one.plain) = (old.faite.clone(), false);
        }
    }
    Ok(all)
}

/// Checks that a contract about to be written holds together, and tells calendars what changed.
///
/// # Errors
/// [`WriteError`].
pub(crate) async fn settle(tx: &mut Tx, law: &Parameters, contrat: &Contrat) -> Result<(), WriteError> {
    if contrat.signature.is_none() {
        return Ok(());
    }
    coherence::check(law, contrat)?;
    let (today, now) = (crate::today(tx.ctx().now), tx.ctx().now);
    let all = computed(law, contrat, today)?;
    let told = store::echeances::gardees(tx, contrat.id).await?;
    for gardee in changes(&told, &all, now) {
        store::echeances::keep(tx, contrat.id, &gardee).await?;
    }
    Ok(())
}

/// The dates that follow from a signed contract, as the accord alone says them.
pub(crate) fn computed(law: &Parameters, contrat: &Contrat, today: Date) -> Result<Vec<Echeance>, Refus> {
    let (Some(cas), Some(terme)) = (contrat.cas(&[], today), contrat.terme()) else { return Ok(Vec::new()) };
    let all = aci::echeances(law, &cas).map_err(|errors| coherence::first(&errors))?;
    // What would come after an early end is not due any more.
    let ended = |one: &aci::Echeance| contrat.fin.is_some() && one.date > terme;
    Ok(all.into_iter().filter(|one| !ended(one)).map(read).collect())
}

fn read(one: aci::Echeance) -> Echeance {
    Echeance {
        cle: one.id,
        jour: one.date,
        libelle: one.titre,
        nature: one.nature,
        texte: one.note.unwrap_or_default(),
        sources: one.sources.iter().map(ToString::to_string).collect(),
        incertain: one.uncertain,
        plain: one.faite.is_some(),
        faite: one.faite.map(|le| Faite { le, note: String::new() }),
        sequence: 0,
        change_le: None,
    }
}

/// « signature du 1er septembre 2019 + 6 mois = 1er mars 2020 »: how the last day to start or to deploy a mission is reached;
/// from the avenant that brought the mission, when the signature did not. None for another kind of date.
pub(crate) fn arithmetic(accord: &Accord, contrat: &Contrat, one: &Echeance) -> Option<String> {
    let (id, _) = one.cle.rsplit_once('.')?;
    let signature = contrat.signature?;
    let starts = std::iter::once(("signature", signature))
        .chain(contrat.avenants.iter().map(|avenant| ("avenant", avenant.le)));
    let known = |(words, du): (&'static str, Date)| {
        let missions = accord.missions(contrat.version_au(du));
        missions.iter().find(|mission| &*mission.id == id).map(|mission| (words, du, mission))
    };
    let (words, du, mission) = starts.filter_map(known).next()?;
    let months = match one.nature {
        NatureEcheance::Demarrage => mission.demarrage_mois?,
        NatureEcheance::Deploiement => mission.deploiement_mois?,
        _ => return None,
    };
    let reached = du.saturating_add(Span::new().months(i64::from(months)));
    let text = format!("{words} du {} + {months} mois = {}", francais::date(du), francais::date(one.jour));
    (reached == one.jour).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrat::{Avenant, Clause};
    use crate::tests::{LAW, termes};
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    fn old() -> Contrat {
        let mut termes = termes("CPTS d’essai");
        termes.version = "aci-2019".to_owned();
        let version = Some("aci-2019-avenant-2".to_owned());
        let clause =
            Clause { objet: "Avenant 2".to_owned(), texte: String::new(), version, population: None };
        let avenant = Avenant { id: Id::new(Uuid::from_u128(2)), le: date(2022, 5, 1), clause };
        let draft = Contrat::draft(Id::new(Uuid::from_u128(1)), termes, 5);
        Contrat { signature: Some(date(2019, 9, 1)), avenants: vec![avenant], ..draft }
    }

    #[test]
    fn a_mission_that_an_avenant_brought_counts_from_it_and_says_how() {
        let (contrat, accord) = (old(), Accord::of(&LAW).unwrap());
        let all = computed(&LAW, &contrat, date(2022, 6, 1)).unwrap();
        let of = |cle: &str| all.iter().find(|one| one.cle == cle).unwrap();
        let said = |cle: &str| arithmetic(&accord, &contrat, of(cle)).unwrap().replace('\u{a0}', " ");
        assert_eq!((of("crise.demarrage").jour, of("crise.demarrage").incertain), (date(2022, 11, 1), true));
        assert_eq!(said("crise.demarrage"), "avenant du 1er mai 2022 + 6 mois = 1er novembre 2022");
        assert_eq!(said("acces.demarrage"), "signature du 1er septembre 2019 + 6 mois = 1er mars 2020");
        assert!(arithmetic(&accord, &contrat, of("anniversaire.1")).is_none());
    }
}
