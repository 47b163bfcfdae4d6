//! The minutes of a meeting: a text, each version of it, and what was decided.

use crate::reunion::Reunion;
use adhesions::Adherent;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::Refus;
use serde::Serialize;
use uuid::Uuid;

/// One version of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CompteRendu {
    /// 1 for the first text.
    pub numero: u32,
    /// What it says.
    pub texte: String,
    /// Who wrote it.
    pub auteur: Option<Uuid>,
    /// When.
    pub ecrit_le: Timestamp,
    /// When it was validated, and by whom: it is then frozen.
    pub valide: Option<(Timestamp, Option<Uuid>)>,
}

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its id.
    pub id: Id<Self>,
    /// At which meeting.
    pub reunion: Id<Reunion>,
    /// What.
    pub texte: String,
    /// Who carries it.
    pub porteur: Option<Id<Adherent>>,
    /// Until when.
    pub echeance: Option<Date>,
    /// When it was done.
    pub fait_le: Option<Date>,
}

impl Decision {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self, reunion: &Reunion) -> Result<Self, Refus> {
        if self.echeance.is_some_and(|echeance| echeance < reunion.jour()) {
            return Err(Refus::new("echeance", "Cette échéance vient avant la réunion."));
        }
        Ok(Self { texte: crate::LIGNE.line("texte", &self.texte)?, ..self })
    }

    /// Whether it should be done already.
    #[must_use]
    pub fn en_retard(&self, today: Date) -> bool {
        self.fait_le.is_none() && self.echeance.is_some_and(|echeance| echeance < today)
    }
}

/// The text to start from: who was there, who was excused, a title for each point of the agenda.
#[must_use]
pub fn modele(reunion: &Reunion, presents: &[String], excuses: &[String]) -> String {
    let names = |all: &[String]| if all.is_empty() { "—".to_owned() } else { all.join(", ") };
    let mut out = format!("Présents\u{a0}: {}\n\nExcusés\u{a0}: {}\n", names(presents), names(excuses));
    let points =
        reunion.ordre.lines().map(|line| line.trim().trim_start_matches(['-', '–', '•', '*']).trim());
    for point in points.filter(|point| !point.is_empty()) {
        out.push_str(&format!("\n## {point}\n\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reunion::{Genre, Nouvelle};
    use jiff::civil::datetime;

    #[test]
    fn the_template_has_a_title_for_each_point() {
        let (debut, fin) = (datetime(2026, 3, 2, 19, 0, 0, 0), datetime(2026, 3, 2, 21, 0, 0, 0));
        let nouvelle =
            Nouvelle { ordre: "- Bilan\n\n2. Suite".into(), ..Nouvelle::new("CA", Genre::Ca, debut, fin) };
        let reunion = Reunion {
            id: Id::new(Uuid::nil()),
            serie: None,
            titre: nouvelle.titre,
            genre: nouvelle.genre,
            mission: nouvelle.mission,
            action: None,
            theme: String::new(),
            debut,
            fin,
            minutes: 120,
            lieu: String::new(),
            commune: None,
            visio: String::new(),
            ordre: nouvelle.ordre,
            responsable: None,
            auteur: None,
            jauge: None,
            oui: 0,
            sequence: 0,
            etat: crate::Etat::Prevue,
            change_le: Timestamp::UNIX_EPOCH,
        };
        let text = modele(&reunion, &["Léa Roux".into()], &[]);
        assert_eq!(text, "Présents\u{a0}: Léa Roux\n\nExcusés\u{a0}: —\n\n## Bilan\n\n\n## 2. Suite\n\n");
    }
}
