//! What the variable part of a mission is expected to bring at the anniversary, and what each indicator still holds.

use crate::cas::{Cas, IndicateurRealise, Part};
use crate::{Erreur, Fraction, Montant, simulate};
use jiff::civil::Date;
use law::{Parameters, Pourquoi};
use std::sync::Arc;

/// The expected variable part of a mission for a contract year.
#[derive(Debug, Clone, PartialEq)]
pub struct Prevision {
    /// Variable part at full achievement, prorata included; `None` when it is not known.
    pub variable: Option<Montant>,
    /// What to ask, when it is not known.
    pub question: Option<String>,
    /// Expected with the achievements of today.
    pub attendu: Option<Montant>,
    /// Indicator by indicator. Sums are those of the payment: rounding is held by the largest rest.
    pub enjeux: Vec<Enjeu>,
    /// Day of the balance.
    pub a_l_anniversaire: Date,
    /// An unconfirmed figure enters it.
    pub uncertain: bool,
    /// Derivation of the expected amount.
    pub why: Option<Arc<Pourquoi>>,
}

/// One indicator of a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enjeu {
    /// Its id.
    pub id: String,
    /// Its weight.
    pub poids: Fraction,
    /// Its achievement of today.
    pub realisation: Fraction,
    /// What it brings as it stands.
    pub acquis: Montant,
    /// What it would still bring at full achievement.
    pub en_jeu: Montant,
}

/// The forecast of a mission and a year, with the achievements that the case gives for it.
///
/// # Errors
/// The refusals of [`simulate`], and a mission or a year for which the case gives no achievement.
pub fn forecast(law: &Parameters, cas: &Cas, mission: &str, year: u8) -> Result<Prevision, Vec<Erreur>> {
    let same = |one: &&crate::Realisation| one.mission == mission && one.year == year;
    let Some(settled) = cas.achievements.iter().find(same) else {
        let sentence =
            format!("aucune réalisation n’est donnée pour la mission «\u{a0}{mission}\u{a0}», année {year}.");
        return Err(vec![Erreur::new("achievements", "realisation-absente", sentence)]);
    };
    let now = simulate(law, cas)?;
    let full = simulate(law, &completed(cas, mission, year))?;
    let end = now.years.iter().find(|one| one.year == year).and_then(|one| one.to.tomorrow().ok());
    let a_l_anniversaire = end.unwrap_or(cas.signed);
    let amount = |result: &crate::Resultat| result.line(year, mission, Part::Variable).map(|line| line.cents);
    let (Some(attendu), Some(whole)) = (amount(&now), amount(&full)) else {
        let asked = now.missing.iter().find(|one| {
            *one.component == *mission && one.part == Part::Variable && one.years.contains(&year)
        });
        let question = asked.map(|one| one.question.clone());
        let question = question.or_else(|| {
            Some(format!("La mission «\u{a0}{mission}\u{a0}» n’a pas de part variable l’année {year}."))
        });
        let (variable, attendu, why) = (None, None, None);
        let enjeux = Vec::new();
        return Ok(Prevision { variable, question, attendu, enjeux, a_l_anniversaire, uncertain: true, why });
    };
    let line = now.line(year, mission, Part::Variable);
    Ok(Prevision {
        variable: Montant::from_cents(whole),
        question: None,
        attendu: Montant::from_cents(attendu),
        enjeux: stakes(&settled.indicators, whole, attendu),
        a_l_anniversaire,
        uncertain: line.is_none_or(|line| line.uncertain),
        why: line.map(|line| line.why.clone()),
    })
}

/// The same case, that mission fully achieved that year.
fn completed(cas: &Cas, mission: &str, year: u8) -> Cas {
    let mut full = cas.clone();
    for one in full.achievements.iter_mut().filter(|one| one.mission == mission && one.year == year) {
        one.indicators.iter_mut().for_each(|indicator| indicator.achievement = Fraction::ONE);
    }
    full
}

/// Shares in cents that sum to what is expected and to what is left.
fn stakes(indicators: &[IndicateurRealise], whole: i64, attendu: i64) -> Vec<Enjeu> {
    let exact = |of: fn(&IndicateurRealise) -> Fraction| indicators.iter().map(of).collect::<Vec<_>>();
    let got = share(&exact(|one| one.weight.times(one.achievement)), whole, attendu);
    let left =
        share(&exact(|one| one.weight.times(Fraction::ONE.minus(one.achievement))), whole, whole - attendu);
    let pair = indicators.iter().zip(got.into_iter().zip(left));
    pair.map(|(one, (acquis, en_jeu))| Enjeu {
        id: one.id.clone(),
        poids: one.weight,
        realisation: one.achievement,
        acquis: Montant::from_cents(acquis).unwrap_or_default(),
        en_jeu: Montant::from_cents(en_jeu).unwrap_or_default(),
    })
    .collect()
}

/// `whole × part` each, in cents whose sum is `sum`: rounded down, then the largest rests get the cents that are left.
fn share(parts: &[Fraction], whole: i64, sum: i64) -> Vec<i64> {
    let exact = |part: &Fraction| part.times(Fraction::from_int(whole));
    let mut cents: Vec<i64> = parts
        .iter()
        .map(|part| i64::try_from(exact(part).num().div_euclid(exact(part).den())).unwrap_or(0))
        .collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(exact(&parts[*at]).minus(Fraction::from_int(cents[*at]))));
    let left = usize::try_from(sum - cents.iter().sum::<i64>()).unwrap_or(0);
    for at in order.into_iter().take(left) {
        cents[at] += 1;
    }
    cents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cas::{MissionCas, MontantContrat, Realisation};
    use jiff::civil::date;

    fn cas(indicators: &[(&str, &str, &str)]) -> Cas {
        let mut cas = Cas::new(24_000, date(2023, 9, 20));
        cas.missions = vec![MissionCas::started("acces", date(2023, 9, 20))];
        let amount = |part, eur| MontantContrat {
            component: "acces".into(),
            part,
            eur: Montant::euros(eur),
            from: None,
        };
        cas.contract_amounts = vec![amount(Part::Fixe, 55_000), amount(Part::Variable, 25_000)];
        let read = |(id, weight, achievement): &(&str, &str, &str)| IndicateurRealise {
            id: (*id).to_owned(),
            label: None,
            weight: weight.parse().unwrap(),
            achievement: achievement.parse().unwrap(),
        };
        let indicators = indicators.iter().map(read).collect();
        cas.achievements = vec![Realisation { mission: "acces".into(), year: 1, indicators }];
        cas
    }

    #[test]
    fn what_is_at_stake_adds_up_to_the_cent() {
        let law = Parameters::embedded().unwrap();
        let cas = cas(&[("mt", "1/3", "0,5"), ("sas", "1/3", "1"), ("tele", "1/3", "0")]);
        let seen = forecast(&law, &cas, "acces", 1).unwrap();
        assert_eq!(seen.attendu.map(Montant::cents), Some(1_250_000));
        assert_eq!(seen.variable.map(Montant::cents), Some(2_500_000));
        assert_eq!(seen.a_l_anniversaire, date(2024, 9, 20));
        let sums =
            seen.enjeux.iter().fold((0, 0), |(a, b), one| (a + one.acquis.cents(), b + one.en_jeu.cents()));
        assert_eq!(sums, (1_250_000, 1_250_000));
        assert_eq!(seen.enjeux[0].en_jeu.cents(), 416_667);
        assert!(seen.uncertain && seen.why.is_some());
    }

    #[test]
    fn an_unknown_amount_is_asked_for() {
        let law = Parameters::embedded().unwrap();
        let mut cas = cas(&[("mt", "1", "0,5")]);
        cas.contract_amounts.clear();
        let seen = forecast(&law, &cas, "acces", 1).unwrap();
        assert!(seen.variable.is_none() && seen.question.is_some_and(|text| text.contains("part variable")));
        assert!(forecast(&law, &cas, "acces", 2).is_err());
    }
}
