use std::fmt;
use std::str::FromStr;
use ui::francais;

kernel::codes! {
    /// Agreement with the health insurance.
    pub enum Conventionnement {
        /// Tariffs of the agreement.
        Secteur1 = "secteur_1", "Secteur 1";
        /// Free tariffs, with a commitment to moderation.
        Secteur2Optam = "secteur_2_optam", "Secteur 2 avec OPTAM";
        /// Free tariffs.
        Secteur2 = "secteur_2", "Secteur 2";
        /// Agreement without sectors: nurses, physiotherapists, midwives…
        Conventionne = "conventionne", "Conventionné";
        /// None.
        NonConventionne = "non_conventionne", "Non conventionné";
        /// Salaried, or a profession without agreement.
        SansObjet = "sans_objet", "Sans objet";
    }
}

kernel::codes! {
    /// How somebody practises at a place.
    pub enum ModeExercice {
        /// Alone.
        Seul = "seul", "Seul";
        /// With others of any profession.
        Groupe = "groupe", "En groupe";
        /// Maison de santé pluriprofessionnelle.
        Msp = "msp", "Maison de santé (MSP)";
        /// Équipe de soins primaires.
        Esp = "esp", "Équipe de soins primaires";
        /// Centre de santé.
        CentreSante = "centre_sante", "Centre de santé";
        /// Hospital, EHPAD…
        Etablissement = "etablissement", "Établissement";
        /// Any other.
        Autre = "autre", "Autre";
    }
}

kernel::codes! {
    /// Line of care.
    pub enum Recours {
        /// First.
        Premier = "premier", "Premier recours";
        /// Second.
        Second = "second", "Second recours";
    }
}

/// Share of a full-time activity, in hundredths, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Etp(u8);

/// The text is no share of a full-time activity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "«\u{a0}{0}\u{a0}» n’est pas une activité\u{a0}: écrivez un nombre de 0 à 1, avec deux décimales au plus (0,8) ou un pourcentage (80\u{202f}%)."
)]
pub struct EtpError(String);

impl Etp {
    /// Hundredths of a full-time activity.
    #[must_use]
    pub const fn centiemes(self) -> u8 {
        self.0
    }

    /// The share, from 0 to 1.
    #[must_use]
    pub fn part(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl FromStr for Etp {
    type Err = EtpError;

    fn from_str(text: &str) -> Result<Self, EtpError> {
        let wrong = || EtpError(text.trim().chars().take(20).collect());
        let compact: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        if let Some(percent) = compact.strip_suffix('%') {
            return percent.parse().ok().filter(|n| *n <= 100).map(Self).ok_or_else(wrong);
        }
        let (whole, part) = compact.split_once([',', '.']).unwrap_or((&compact, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 1 || whole.is_empty() {
            return Err(wrong());
        }
        let (whole, part): (u8, u8) =
            (whole.parse().map_err(|_| wrong())?, format!("{part:0<2}").parse().map_err(|_| wrong())?);
        whole
            .checked_mul(100)
            .and_then(|n| n.checked_add(part))
            .filter(|n| *n <= 100)
            .map(Self)
            .ok_or_else(wrong)
    }
}

/// « 0,8 ».
impl fmt::Display for Etp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = match (self.0 % 100, self.0 % 10) {
            (0, _) => 0,
            (_, 0) => 1,
            _ => 2,
        };
        f.write_str(&francais::decimal(self.part(), decimals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_activity_is_never_guessed() {
        let read = |text: &str| text.parse::<Etp>().map(|etp| etp.centiemes());
        for (text, etp) in [("0,8", 80), ("0.85", 85), ("1", 100), ("0", 0), ("80 %", 80), ("1,0", 100)] {
            assert_eq!(read(text), Ok(etp), "{text}");
        }
        for wrong in ["", "1,1", "2", "0,855", "-0,5", "80", "120%", "mi-temps", ",5", "2,56"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        for etp in 0..=100 {
            assert_eq!(read(&Etp(etp).to_string()), Ok(etp));
        }
    }
}
