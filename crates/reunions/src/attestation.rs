//! What the instance attests of a member for a civil year, and how anybody checks it.

use adhesions::Adherent;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use db::journal::{Secret, fingerprint};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::{Cpts, Id};
use serde::{Deserialize, Serialize};

/// What is attested: facts that do not depend on the day when the attestation is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Faits {
    /// The person or the organisation.
    pub nom: String,
    /// Their professions.
    pub professions: Vec<String>,
    /// First day as a member.
    pub depuis: Option<Date>,
    /// First day out, when they left.
    pub jusqu_au: Option<Date>,
    /// The fee of the year, in words.
    pub cotisation: String,
    /// The year.
    pub annee: i16,
    /// Meetings attended, in order.
    pub reunions: Vec<Assistance>,
}

/// One meeting attended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// The day.
    pub jour: Date,
    /// Its title.
    pub titre: String,
    /// The words of its mission.
    pub mission: String,
    /// Minutes that count.
    pub minutes: u32,
}

impl Faits {
    /// Minutes in all.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.reunions.iter().map(|one| one.minutes).sum()
    }

    /// Meetings and minutes by mission, in the order they were first met.
    #[must_use]
    pub fn par_mission(&self) -> Vec<(&str, usize, u32)> {
        let mut all: Vec<(&str, usize, u32)> = Vec::new();
        for one in &self.reunions {
            match all.iter_mut().find(|(mission, ..)| *mission == one.mission) {
                Some((_, meetings, minutes)) => {
                    *meetings += 1;
                    *minutes += one.minutes;
                }
                None => all.push((&one.mission, 1, one.minutes)),
            }
        }
        all
    }

    /// « L. R. »: what a public page may say of the name.
    #[must_use]
    pub fn initiales(&self) -> String {
        let words = self.nom.split([' ', '-']).filter_map(|word| word.chars().next());
        words.map(|letter| format!("{}. ", letter.to_uppercase())).collect::<String>().trim_end().to_owned()
    }

    /// Its fingerprint (SHA-256): the same facts have the same.
    #[must_use]
    pub fn empreinte(&self) -> String {
        fingerprint(self)
    }
}

/// An attestation that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attestation {
    /// Its id.
    pub id: Id<Self>,
    /// What anybody types, or scans, to check it.
    pub code: String,
    /// Its number in the year when it was given: « 2026-0012 ».
    pub numero: String,
    /// Whose.
    pub adherent: Id<Adherent>,
    /// What it says.
    pub faits: Faits,
    /// The fingerprint of what it says, when it was given.
    pub empreinte: String,
    /// Who gave it.
    pub emise_par: String,
    /// When.
    pub emise_le: Timestamp,
    /// When and why it was withdrawn.
    pub retrait: Option<(Timestamp, String)>,
}

impl Attestation {
    /// The seal of the instance: nobody else can make it, and one changed letter breaks it.
    #[must_use]
    pub fn sceau(&self, secret: &Secret, cpts: Id<Cpts>) -> String {
        secret.seal(
            "reunions.attestation",
            &[&cpts.to_string(), &self.code, &self.numero, &self.faits.empreinte()],
        )
    }

    /// The same in groups of eight, as eyes compare them and as a narrow screen folds them.
    #[must_use]
    pub fn sceau_lisible(&self, secret: &Secret, cpts: Id<Cpts>) -> String {
        let sceau: Vec<char> = self.sceau(secret, cpts).chars().collect();
        sceau.chunks(8).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// Whether what is kept is what was given.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        self.faits.empreinte() == self.empreinte
    }
}

/// The code of an attestation: twelve letters and digits that cannot be guessed from its id.
#[must_use]
pub fn code(secret: &Secret, cpts: Id<Cpts>, id: Id<Attestation>) -> String {
    let seal = secret.seal("reunions.attestation.code", &[&cpts.to_string(), &id.to_string()]);
    let bytes = HEXLOWER.decode(seal.as_bytes()).unwrap_or_default();
    BASE32_NOPAD.encode(bytes.get(..10).unwrap_or_default()).chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_public_page_says_initials_and_figures_only() {
        let one = |mission: &str, minutes| Assistance {
            jour: date(2026, 3, 2),
            titre: "Groupe".into(),
            mission: mission.into(),
            minutes,
        };
        let faits = Faits {
            nom: "Léa Martin-Roux".into(),
            professions: Vec::new(),
            depuis: None,
            jusqu_au: None,
            cotisation: String::new(),
            annee: 2026,
            reunions: vec![one("Parcours", 60), one("Crise", 30), one("Parcours", 90)],
        };
        assert_eq!(faits.initiales(), "L. M. R.");
        assert_eq!(faits.par_mission(), [("Parcours", 2, 150), ("Crise", 1, 30)]);
        assert_ne!(faits.empreinte(), Faits { annee: 2025, ..faits.clone() }.empreinte());
    }
}
