//! The obligations of a contract year as the papers say them.

use crate::dossier::{EtatObligation, Obligation};
use contrat::echeance::Echeance;
use contrat::{Annee, Contrat};
use db::Tx;
use jiff::civil::Date;
use law::Parameters;

/// Those of the year, and those that earlier years left, on `jour`.
pub(crate) async fn of_year(
    tx: &mut Tx,
    law: &Parameters,
    contrat: &Contrat,
    (annee, jour): (&Annee, Date),
) -> db::Result<Vec<Obligation>> {
    let all = contrat::echeances(tx, law, contrat, jour).await?;
    let mut all: Vec<Obligation> =
        all.iter().filter(|one| concerns(one, annee)).map(|one| said(one, jour)).collect();
    all.sort_by(|a, b| (a.jour, &a.libelle).cmp(&(b.jour, &b.libelle)));
    Ok(all)
}

/// Whether somebody had to do it in the year, or still had to from before.
fn concerns(one: &Echeance, annee: &Annee) -> bool {
    let open = one.faite.as_ref().is_none_or(|faite| faite.le >= annee.du);
    one.is_due() && one.jour <= annee.au && (one.jour >= annee.du || open)
}

fn said(one: &Echeance, jour: Date) -> Obligation {
    let faite = one.faite.as_ref().map(|faite| faite.le);
    let etat = match faite {
        Some(le) if le > one.jour => EtatObligation::FaiteEnRetard(le),
        Some(le) => EtatObligation::Faite(le),
        None if one.jour < jour => EtatObligation::EnRetard,
        None => EtatObligation::AFaire,
    };
    Obligation { libelle: one.libelle.clone(), jour: one.jour, incertain: one.incertain, etat }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aci::NatureEcheance;
    use contrat::echeance::Faite;
    use jiff::civil::date;

    fn due(jour: Date, faite: Option<Date>) -> Echeance {
        Echeance {
            cle: "crise.plan".to_owned(),
            jour,
            libelle: "Plan".to_owned(),
            nature: NatureEcheance::PlanDeCrise,
            texte: String::new(),
            sources: Vec::new(),
            incertain: false,
            ouverte_le: None,
            faite: faite.map(|le| Faite { le, note: String::new(), dialogue: false }),
            plain: false,
            sequence: 0,
            change_le: None,
        }
    }

    #[test]
    fn an_obligation_is_done_done_late_late_or_not_yet() {
        let (day, today) = (date(2025, 3, 1), date(2025, 6, 1));
        let of = |jour, faite| said(&due(jour, faite), today).etat;
        assert_eq!(of(day, Some(date(2025, 2, 1))), EtatObligation::Faite(date(2025, 2, 1)));
        assert_eq!(of(day, Some(date(2025, 4, 1))), EtatObligation::FaiteEnRetard(date(2025, 4, 1)));
        assert_eq!(of(day, None), EtatObligation::EnRetard);
        assert_eq!(of(date(2025, 7, 1), None), EtatObligation::AFaire);
    }

    #[test]
    fn what_an_earlier_year_left_is_said_and_what_it_did_is_not() {
        let contrat = crate::tests::signed(&[]);
        let second = contrat::annees(&contrat).remove(1);
        let before = date(2025, 1, 2);
        assert!(concerns(&due(before, None), &second));
        assert!(!concerns(&due(before, Some(before)), &second));
        assert!(!concerns(&due(date(2027, 1, 2), None), &second));
    }
}
