//! What a crate does with data about people: the entry of the register (RGPD, article 30) and what the impact notes (article 35)
//! start from, declared beside the code that keeps the data.

use std::fmt::Write;

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
        text.push_str("\n### Analyse d’impact\n");
        for risk in self.risques {
            list(&mut text, risk.quoi, risk.contre);
        }
        text.push_str("\n### À compléter\n\n");
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
        };
        let text = one.markdown();
        for words in [
            "## Essai",
            "**Finalité**\n\n- essayer",
            "- un jour",
            "**Une fuite**\n\n- le chiffrement",
            "données\u{a0}: *à compléter",
        ] {
            assert!(text.contains(words), "{words}\n{text}");
        }
    }
}
