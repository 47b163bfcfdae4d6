//! How far is far: weights that fall with time, and the methods that use them.

use crate::Refus;
use std::fmt;
use std::str::FromStr;

/// A weight below this is none: it keeps every ratio far from infinity.
const PLUS_PETIT_POIDS: f64 = 1e-12;
const JOUR: f64 = 1440.0;

/// A weight that falls with time, from 1 to nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Decroissance(Forme);

#[derive(Debug, Clone, PartialEq)]
enum Forme {
    /// Upper bound in minutes, included, and weight.
    Paliers(Vec<(f64, f64)>),
    Gauss {
        sigma: f64,
        coupure: f64,
    },
}

impl Decroissance {
    /// Steps: minutes (included) and the weight up to them; nothing beyond the last.
    pub fn paliers(paliers: Vec<(f64, f64)>) -> Result<Self, Refus> {
        let ordered = paliers.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 >= two[1].1);
        let inside = |(minutes, poids): &(f64, f64)| {
            (0.0..=JOUR).contains(minutes) && (PLUS_PETIT_POIDS..=1.0).contains(poids)
        };
        if ordered && (1..=16).contains(&paliers.len()) && paliers.iter().all(inside) {
            Ok(Self(Forme::Paliers(paliers)))
        } else {
            Err(Refus::Paliers)
        }
    }

    /// `exp(-t² / 2 sigma²)` up to `coupure` minutes, included; weights below 1e-12 count for nothing.
    pub fn gauss(sigma: f64, coupure: f64) -> Result<Self, Refus> {
        let inside = |minutes: f64| (1e-3..=JOUR).contains(&minutes);
        if inside(sigma) && inside(coupure) {
            Ok(Self(Forme::Gauss { sigma, coupure }))
        } else {
            Err(Refus::Gauss)
        }
    }

    /// The weight of a travel time in minutes, from 0 to 1.
    #[must_use]
    pub fn poids(&self, minutes: f64) -> f64 {
        match &self.0 {
            Forme::Paliers(paliers) => {
                paliers.iter().find(|(until, _)| minutes <= *until).map_or(0.0, |(_, poids)| *poids)
            }
            Forme::Gauss { sigma, coupure } if minutes <= *coupure => {
                let poids = (-minutes * minutes / (2.0 * sigma * sigma)).exp();
                if poids < PLUS_PETIT_POIDS { 0.0 } else { poids }
            }
            Forme::Gauss { .. } => 0.0,
        }
    }

    /// Minutes beyond which the weight is nothing.
    #[must_use]
    pub fn coupure(&self) -> f64 {
        match &self.0 {
            Forme::Paliers(paliers) => paliers.last().map_or(0.0, |(until, _)| *until),
            Forme::Gauss { coupure, .. } => *coupure,
        }
    }
}

/// A floating catchment area method.
#[derive(Debug, Clone, PartialEq)]
pub enum Methode {
    /// Two steps: weight 1 up to 20 minutes.
    Sfca2,
    /// Enhanced, in the spirit of the APL: 1, 2/3, 1/3 up to 10, 15, 20 minutes.
    E2sfcaApl,
    /// Enhanced, steps of Luo and Qi: 1, 0.68, 0.22 up to 10, 20, 30 minutes.
    E2sfcaLuo,
    /// Enhanced, Gaussian: exp(−t²/200), cut at 30 minutes.
    E2sfcaGauss,
    /// Three steps: 0.962, 0.704, 0.377, 0.042 up to 10, 20, 30, 60 minutes, and a choice among what is near.
    Sfca3,
    /// Any other.
    Autre {
        /// How the weight falls.
        decroissance: Decroissance,
        /// True for the third step: the weight is multiplied by its share of all the weights of the origin.
        selection: bool,
    },
}

impl Methode {
    /// Those that have a name.
    pub const USUELLES: [Self; 5] =
        [Self::Sfca2, Self::E2sfcaApl, Self::E2sfcaLuo, Self::E2sfcaGauss, Self::Sfca3];

    /// How the weight falls with time.
    #[must_use]
    pub fn decroissance(&self) -> Decroissance {
        let paliers = |paliers: &[(f64, f64)]| Decroissance(Forme::Paliers(paliers.to_vec()));
        match self {
            Self::Sfca2 => paliers(&[(20.0, 1.0)]),
            Self::E2sfcaApl => paliers(&[(10.0, 1.0), (15.0, 2.0 / 3.0), (20.0, 1.0 / 3.0)]),
            Self::E2sfcaLuo => paliers(&[(10.0, 1.0), (20.0, 0.68), (30.0, 0.22)]),
            Self::E2sfcaGauss => Decroissance(Forme::Gauss { sigma: 10.0, coupure: 30.0 }),
            Self::Sfca3 => paliers(&[(10.0, 0.962), (20.0, 0.704), (30.0, 0.377), (60.0, 0.042)]),
            Self::Autre { decroissance, .. } => decroissance.clone(),
        }
    }

    /// True when people choose among what is near (3SFCA).
    #[must_use]
    pub fn selection(&self) -> bool {
        match self {
            Self::Sfca3 => true,
            Self::Autre { selection, .. } => *selection,
            Self::Sfca2 | Self::E2sfcaApl | Self::E2sfcaLuo | Self::E2sfcaGauss => false,
        }
    }

    /// A few French words for a screen.
    #[must_use]
    pub fn libelle(&self) -> &'static str {
        match self {
            Self::Sfca2 => "Deux étapes\u{a0}: tout compte jusqu’à 20\u{a0}minutes",
            Self::E2sfcaApl => "Paliers de 10, 15 et 20\u{a0}minutes, dans l’esprit de l’APL",
            Self::E2sfcaLuo => "Paliers de 10, 20 et 30\u{a0}minutes (Luo et Qi)",
            Self::E2sfcaGauss => "Décroissance continue, jusqu’à 30\u{a0}minutes",
            Self::Sfca3 => "Trois étapes\u{a0}: choix selon la proximité, jusqu’à 60\u{a0}minutes",
            Self::Autre { .. } => "Méthode réglée à la main",
        }
    }
}

impl fmt::Display for Methode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sfca2 => "2sfca",
            Self::E2sfcaApl => "e2sfca-apl",
            Self::E2sfcaLuo => "e2sfca-luo",
            Self::E2sfcaGauss => "e2sfca-gauss",
            Self::Sfca3 => "3sfca",
            Self::Autre { .. } => "autre",
        })
    }
}

impl FromStr for Methode {
    type Err = Refus;

    fn from_str(text: &str) -> Result<Self, Refus> {
        let wanted = text.trim().to_ascii_lowercase().replace('_', "-");
        let found = Self::USUELLES.into_iter().find(|methode| methode.to_string() == wanted);
        found.ok_or_else(|| Refus::Methode(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(methode: &Methode, minutes: &[f64]) -> Vec<f64> {
        minutes.iter().map(|t| methode.decroissance().poids(*t)).collect()
    }

    #[test]
    fn bounds_are_included_and_the_next_thousandth_is_not() {
        let at = [0.0, 10.0, 10.001, 15.0, 15.001, 20.0, 20.001, 30.0, 30.001, 60.0, 60.001];
        let third = 1.0 / 3.0;
        assert_eq!(weights(&Methode::Sfca2, &at), [1., 1., 1., 1., 1., 1., 0., 0., 0., 0., 0.]);
        let apl = [1., 1., 2. * third, 2. * third, third, third, 0., 0., 0., 0., 0.];
        assert_eq!(weights(&Methode::E2sfcaApl, &at), apl);
        assert_eq!(
            weights(&Methode::E2sfcaLuo, &at),
            [1., 1., 0.68, 0.68, 0.68, 0.68, 0.22, 0.22, 0., 0., 0.]
        );
        assert_eq!(
            weights(&Methode::Sfca3, &at),
            [0.962, 0.962, 0.704, 0.704, 0.704, 0.704, 0.377, 0.377, 0.042, 0.042, 0.]
        );
        let gauss = weights(&Methode::E2sfcaGauss, &[0.0, 10.0, 30.0, 30.001]);
        assert_eq!(gauss, [1.0, (-0.5f64).exp(), (-4.5f64).exp(), 0.0]);
    }

    #[test]
    fn a_name_is_read_back_and_another_is_refused() {
        for methode in Methode::USUELLES {
            assert_eq!(methode.to_string().parse(), Ok(methode));
        }
        assert_eq!("E2SFCA_APL".parse(), Ok(Methode::E2sfcaApl));
        assert_eq!("apl".parse::<Methode>(), Err(Refus::Methode("apl".to_owned())));
    }

    #[test]
    fn steps_and_bells_that_make_no_sense_are_refused() {
        let steps = |steps: &[(f64, f64)]| Decroissance::paliers(steps.to_vec()).is_err();
        assert!(steps(&[]) && steps(&[(10.0, 1.5)]) && steps(&[(10.0, f64::NAN)]) && steps(&[(-1.0, 1.0)]));
        assert!(steps(&[(10.0, 0.5), (20.0, 0.6)]) && steps(&[(20.0, 0.5), (20.0, 0.4)]));
        assert!(!steps(&[(10.0, 0.5), (20.0, 0.4)]));
        for (sigma, cut) in [(0.0, 30.0), (10.0, 0.0), (f64::NAN, 1.0), (10.0, f64::INFINITY)] {
            assert_eq!(Decroissance::gauss(sigma, cut), Err(Refus::Gauss));
        }
        let narrow = Decroissance::gauss(1.0, 1000.0).unwrap();
        assert_eq!(narrow.poids(8.0), 0.0);
        assert!(narrow.poids(7.0) > 0.0);
    }
}
