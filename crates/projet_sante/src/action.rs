//! From needs to actions: objectives, action sheets, aims of the regional plan.

use diagnostic::Besoin;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use kernel::saisie::{self, Refus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Largest budget of an action, in cents: ten million euros.
const BUDGET_MAX: i64 = 1_000_000_000;

kernel::codes! {
    /// Where an action stands.
    pub enum Avancement {
        /// To come.
        Prevue = "prevue", "Prévue";
        /// Running.
        EnCours = "en_cours", "En cours";
        /// Done.
        Terminee = "terminee", "Terminée";
        /// Stopped for now.
        Suspendue = "suspendue", "Suspendue";
    }
}

impl Avancement {
    /// How it sounds.
    #[must_use]
    pub const fn tone(self) -> ui::Tone {
        match self {
            Self::Prevue => ui::Tone::Neutral,
            Self::EnCours => ui::Tone::Info,
            Self::Terminee => ui::Tone::Success,
            Self::Suspendue => ui::Tone::Warning,
        }
    }
}

/// What the CPTS aims at, to answer needs of its diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objectif {
    /// Its id.
    pub id: Id<Self>,
    /// One line.
    pub titre: String,
    /// What will have changed, and when; possibly empty.
    pub cible: String,
    /// The needs that it answers.
    pub besoins: BTreeSet<Id<Besoin>>,
    /// When it was withdrawn.
    pub retire_le: Option<Timestamp>,
}

/// What an action sheet says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fiche {
    /// One line.
    pub titre: String,
    /// What is done, for whom; simple marks ([`crate::texte`]).
    pub description: String,
    /// Id of the mission of the agreement.
    pub mission: String,
    /// The objective that it serves.
    pub objectif: Option<Id<Objectif>>,
    /// Account of the person in charge.
    pub responsable: Option<Uuid>,
    /// First day.
    pub debut: Option<Date>,
    /// Last day.
    pub fin: Option<Date>,
    /// With whom.
    pub partenaires: Vec<String>,
    /// What will be counted, in words.
    pub indicateurs: Vec<String>,
    /// In cents; none when nobody said.
    pub budget_cents: Option<i64>,
    /// Where it stands.
    pub avancement: Avancement,
    /// Aims of the regional plan.
    pub visees: BTreeSet<Id<Visee>>,
}

/// An action, with its sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: Id<Self>,
    /// What it says.
    pub fiche: Fiche,
    /// Grows by one at each change.
    pub version: u32,
    /// Who wrote it.
    pub auteur: Option<Uuid>,
    /// Withdrawn, and why.
    pub retrait: Option<Retrait>,
}

/// An action that is no more on the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retrait {
    /// When.
    pub le: Timestamp,
    /// Why.
    pub motif: String,
}

impl Fiche {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self, missions: &[String]) -> Result<Self, Refus> {
        let titre = saisie::line("titre", &self.titre)?;
        if titre.chars().count() < 3 {
            return Err(Refus::new("titre", "Trois caractères au moins sont attendus."));
        }
        if !missions.contains(&self.mission) {
            return Err(Refus::new("mission", "Choisir une mission de l’accord."));
        }
        if let (Some(debut), Some(fin)) = (self.debut, self.fin)
            && fin < debut
        {
            return Err(Refus::new("fin", "La fin vient avant le début."));
        }
        if self.budget_cents.is_some_and(|cents| !(0..=BUDGET_MAX).contains(&cents)) {
            return Err(Refus::new("budget", "Un budget va de 0\u{a0}€ à dix millions d’euros."));
        }
        let description = saisie::maybe_words("description", &self.description)?;
        Ok(Self { titre, description, ..self })
    }
}

impl Objectif {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self) -> Result<Self, Refus> {
        let titre = saisie::line("titre", &self.titre)?;
        let cible = saisie::maybe_words("cible", &self.cible)?;
        Ok(Self { titre, cible, ..self })
    }
}

/// An aim of the regional plan (PRS).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visee {
    /// Its id.
    pub id: Id<Self>,
    /// The plan: « PRS Auvergne-Rhône-Alpes 2023-2028 ».
    pub prs: String,
    /// Its number in the plan; « 1.2 ».
    pub code: String,
    /// Its words.
    pub libelle: String,
    /// From when the list holds.
    pub depuis: Date,
    /// Where the list was read.
    pub source: String,
}

/// Aims pasted one a line, « 1.2 ; Réduire le renoncement aux soins »: code, then words, apart by `;`, a tab or « : ».
///
/// # Errors
/// [`Refus`] that names the line.
pub fn read_visees(texte: &str) -> Result<Vec<(String, String)>, Refus> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (n, line) in (1..).zip(texte.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let refuse = |why: &str| Refus::new("liste", format!("Ligne {n}\u{a0}: {why}"));
        let cut = line
            .split_once([';', '\t'])
            .or_else(|| line.split_once(" : "))
            .or_else(|| line.split_once("\u{a0}: "));
        let (code, words) =
            cut.ok_or_else(|| refuse("un code, un point-virgule, puis le libellé sont attendus."))?;
        let (code, words) = (saisie::maybe_line("liste", code)?, saisie::maybe_line("liste", words)?);
        if code.is_empty() || words.is_empty() {
            return Err(refuse("le code ou le libellé manque."));
        }
        if out.iter().any(|(known, _)| *known == code) {
            return Err(refuse(&format!("le code «\u{a0}{code}\u{a0}» est déjà plus haut.")));
        }
        out.push((code, words));
    }
    match out.len() {
        0 => Err(Refus::new("liste", "Coller au moins une ligne.")),
        n if n > 200 => {
            Err(Refus::new("liste", format!("{n}\u{a0}lignes\u{a0}: 200 au plus sont acceptées.")))
        }
        _ => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fiche() -> Fiche {
        Fiche {
            titre: " Recenser  les places ".to_owned(),
            description: String::new(),
            mission: "acces".to_owned(),
            objectif: None,
            responsable: None,
            debut: None,
            fin: None,
            partenaires: Vec::new(),
            indicateurs: Vec::new(),
            budget_cents: None,
            avancement: Avancement::Prevue,
            visees: BTreeSet::new(),
        }
    }

    #[test]
    fn a_sheet_names_a_mission_and_ends_after_it_begins() {
        let missions = ["acces".to_owned()];
        assert_eq!(fiche().check(&missions).unwrap().titre, "Recenser les places");
        let field = |fiche: Fiche| fiche.check(&missions).unwrap_err().champ;
        assert_eq!(field(Fiche { mission: "soins".into(), ..fiche() }), "mission");
        assert_eq!(field(Fiche { titre: "ab".into(), ..fiche() }), "titre");
        assert_eq!(field(Fiche { budget_cents: Some(-1), ..fiche() }), "budget");
        let (debut, fin) = (Some(date(2026, 3, 2)), Some(date(2026, 3, 1)));
        assert_eq!(field(Fiche { debut, fin, ..fiche() }), "fin");
    }

    #[test]
    fn aims_are_pasted_one_a_line() {
        let read = read_visees(
            "1.1\u{202f}; Réduire le renoncement\n\n1.2\tDépister plus tôt\nA : Former\nB\u{a0}: Loger",
        )
        .unwrap();
        let codes: Vec<&str> = read.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(codes, ["1.1", "1.2", "A", "B"]);
        for bad in ["", "sans code", "1;", ";mots", "1;a\n1;b"] {
            assert_eq!(read_visees(bad).unwrap_err().champ, "liste", "{bad}");
        }
    }
}
