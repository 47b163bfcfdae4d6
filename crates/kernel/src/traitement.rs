//! What a crate does with data about people: the entry of the register (RGPD, article 30) and what the impact notes (article 35)
//! start from, declared beside the code that keeps the data.

use std::fmt::Write;

/// The words of columns that say nothing about people: counted by the guard, left out of the register.
pub const RIEN: &str = "";
/// What only the CPTS can fill.
const A_COMPLETER: &str = "*à compléter par la CPTS*";

/// One processing of personal data.
#[derive(Debug, Clone, Copy)]
pub struct Traitement {
    /// Its name.
    pub nom: &'static str,
    /// What for.
    pub finalite: &'static str,
    /// On which ground.
    pub base: &'static str,
    /// About whom.
    pub personnes: &'static [&'static str],
    /// Which data, and which of them are of health.
    pub donnees: &'static [&'static str],
    /// Who sees what.
    pub destinataires: &'static [&'static str],
    /// How long.
    pub duree: &'static str,
    /// What protects them.
    pub mesures: &'static [&'static str],
    /// What people can ask, and where.
    pub droits: &'static [&'static str],
    /// What could go wrong.
    pub risques: &'static [Risque],
    /// What only the CPTS can say.
    pub a_completer: &'static [&'static str],
    /// Where they are kept, field by field.
    pub champs: &'static [Champs],
}

/// A table that keeps data about people: every column of it but `cpts`, the CPTS that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Champs {
    /// Its name.
    pub table: &'static str,
    /// Columns, separated by spaces, and what they hold, or [`RIEN`].
    pub colonnes: &'static [(&'static str, &'static str)],
}

impl Champs {
    /// Its columns, one by one.
    pub fn noms(&self) -> impl Iterator<Item = &'static str> {
        self.colonnes.iter().flat_map(|(names, _)| names.split(' '))
    }

    /// Those that say something about people: their names (« nom, prenom »), and what they hold.
    pub fn dits(&self) -> impl Iterator<Item = (String, &'static str)> {
        let said = self.colonnes.iter().filter(|(_, words)| *words != RIEN);
        said.map(|(names, words)| (names.replace(' ', ", "), *words))
    }
}

/// What a crate keeps: every table of its migrations is in one of its processings, or said to be about nobody.
#[derive(Debug, Clone, Copy)]
pub struct Registre {
    /// Its processings.
    pub traitements: &'static [Traitement],
    /// Tables where nobody appears, each with a word why.
    pub sans_personne: &'static [(&'static str, &'static str)],
}

impl Registre {
    /// Of a crate that keeps nothing.
    pub const VIDE: Self = Self { traitements: &[], sans_personne: &[] };
}

/// What could go wrong, and what stands against it.
#[derive(Debug, Clone, Copy)]
pub struct Risque {
    /// What would happen to people.
    pub quoi: &'static str,
    /// What stands against it.
    pub contre: &'static [&'static str],
}

impl Traitement {
    /// Its lines of the register, with the words before each.
    #[must_use]
    pub fn lignes(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        vec![
            ("Finalité", vec![self.finalite]),
            ("Base légale", vec![self.base]),
            ("Personnes", self.personnes.to_vec()),
            ("Données", self.donnees.to_vec()),
            ("Destinataires", self.destinataires.to_vec()),
            ("Durée", vec![self.duree]),
            ("Mesures", self.mesures.to_vec()),
            ("Droits", self.droits.to_vec()),
        ]
    }

    /// Its entry of the register and its impact notes, in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n", self.nom);
        let list = |text: &mut String, words: &str, all: &[&str]| {
            let _ = write!(text, "\n**{words}**\n\n");
            for one in all {
                let _ = writeln!(text, "- {one}");
            }
        };
        for (words, all) in self.lignes() {
            list(&mut text, words, &all);
        }
        text.push_str("\n**Champs**\n\n");
        for one in self.champs {
            for (names, words) in one.dits() {
                let _ = writeln!(text, "- `{}` ({names})\u{a0}: {words}", one.table);
            }
        }
        text.push_str("\n### Analyse d’impact\n");
        for risk in self.risques {
            list(&mut text, risk.quoi, risk.contre);
        }
        if !self.a_completer.is_empty() {
            text.push_str("\n### À compléter\n\n");
        }
        for one in self.a_completer {
            let _ = writeln!(text, "- {one}\u{a0}: {A_COMPLETER}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_says_everything_and_marks_what_is_left_to_the_cpts() {
        let risques = &[Risque { quoi: "Une fuite", contre: &["le chiffrement"] }];
        let one = Traitement {
            nom: "Essai",
            finalite: "essayer",
            base: "le consentement",
            personnes: &["des gens"],
            donnees: &["un nom"],
            destinataires: &["le bureau"],
            duree: "un jour",
            mesures: &["une clé"],
            droits: &["effacer"],
            risques,
            a_completer: &["Le délégué à la protection des données"],
            champs: &[Champs {
                table: "essai_gens",
                colonnes: &[("nom prenom", "comment ils s’appellent"), ("id", RIEN)],
            }],
        };
        let text = one.markdown();
        for words in [
            "## Essai",
            "**Finalité**\n\n- essayer",
            "- un jour",
            "**Champs**\n\n- `essai_gens` (nom, prenom)\u{a0}: comment ils s’appellent\n\n###",
            "**Une fuite**\n\n- le chiffrement",
            "données\u{a0}: *à compléter",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
    }
}
