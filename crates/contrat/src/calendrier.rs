//! The calendar that follows from a contract, and keeping what calendars are told of it.

use crate::accord::Accord;
use crate::contrat::{Contrat, annees};
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
        // What a fact proves is never taken from a tick.
        if old.faite.is_some() && one.can_be_marked() {
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
    coherence::check(law, contrat).map_err(WriteError::into_whole)?;
    let (today, now) = (kernel::today(tx.ctx().now), tx.ctx().now);
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
    let all = aci::echeances(law, &cas).map_err(|errors| coherence::whole(law, &cas, &errors))?;
    // What would come after an early end is not due any more.
    let ended = |one: &aci::Echeance| contrat.fin.is_some() && one.date > terme;
    Ok(all.into_iter().filter(|one| !ended(one)).map(|one| read(contrat, one)).collect())
}

/// The first day when an obligation can be done: its contract or civil year, the start of its mission, a year before a renewal.
/// None while nothing can be done yet.
fn opens(contrat: &Contrat, one: &aci::Echeance) -> Option<Date> {
    let signature = contrat.signature?;
    match one.nature {
        NatureEcheance::Deploiement => {
            one.mission.as_deref().and_then(|id| contrat.mission(id)).and_then(|one| one.debut)
        }
        NatureEcheance::AnneeCivile => {
            one.annee.and_then(|year| Date::new(year, 1, 1).ok()).map(|day| day.max(signature))
        }
        NatureEcheance::DialogueDeGestion => one
            .annee
            .and_then(|year| {
                annees(contrat).into_iter().find(|known| i64::from(known.numero) == i64::from(year))
            })
            .map_or(Some(signature), |year| Some(year.du)),
        NatureEcheance::Renouvellement => Some(one.date.saturating_sub(Span::new().years(1)).max(signature)),
        _ => Some(signature),
    }
}

fn read(contrat: &Contrat, one: aci::Echeance) -> Echeance {
    Echeance {
        ouverte_le: opens(contrat, &one),
        cle: one.id,
        jour: one.date,
        libelle: one.titre,
        nature: one.nature,
        texte: one.note.unwrap_or_default(),
        sources: one.sources.iter().map(ToString::to_string).collect(),
        incertain: one.uncertain,
        plain: one.faite.is_some(),
        faite: one.faite.map(|le| Faite { le, note: String::new(), dialogue: false }),
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
        .chain(contrat.avenants_signes().map(|one| ("avenant", one.le)));
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
        let (objet, texte, signe_le) = ("Avenant 2".to_owned(), String::new(), Some(date(2022, 4, 20)));
        let clause = Clause { objet, texte, version, population: None, signe_le };
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

    #[test]
    fn an_amendment_that_nobody_signed_moves_no_date() {
        let mut contrat = old();
        contrat.avenants[0].clause.signe_le = None;
        let all = computed(&LAW, &contrat, date(2022, 6, 1)).unwrap();
        assert!(all.iter().all(|one| one.cle != "crise.demarrage"), "the mission came with the amendment");
    }

    #[test]
    fn an_obligation_opens_with_its_year_or_its_mission() {
        let mut contrat = old();
        let opened = |contrat: &Contrat, cle: &str| {
            let all = computed(&LAW, contrat, date(2022, 6, 1)).unwrap();
            all.iter().find(|one| one.cle == cle).unwrap().ouverte_le
        };
        assert_eq!(opened(&contrat, "dialogue.3"), Some(date(2021, 9, 1)));
        assert_eq!(opened(&contrat, "acces.deploiement"), None, "not started");
        contrat.missions = vec![crate::tests::mission("acces", Some(date(2020, 1, 6)))];
        assert_eq!(opened(&contrat, "acces.deploiement"), Some(date(2020, 1, 6)));
    }
}
