//! Changing a guide: one thing at a time, and what a change did, in words.

use super::{Drapeau, Guide, Motif};
use std::collections::BTreeSet;

/// Longest code.
const LONG: usize = 30;

/// A code for these words that nothing has or had: « mal_de_tete », then « mal_de_tete_2 ».
#[must_use]
pub fn code(words: &str, taken: &BTreeSet<&str>) -> String {
    let folded = kernel::fold(words);
    let parts: Vec<&str> = super::parts(&folded).collect();
    let plain: String = parts
        .join("_")
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || *sign == '_')
        .take(LONG)
        .collect();
    let base = if plain.is_empty() { "sans_nom".to_owned() } else { plain };
    let numbered = (2..).map(|rank: u32| format!("{base}_{rank}"));
    let mut all = std::iter::once(base.clone()).chain(numbered);
    all.find(|one| !taken.contains(one.as_str())).unwrap_or(base)
}

impl Guide {
    /// The same with that motif, in the place of the one of its code; at the end when there is none.
    #[must_use]
    pub fn with_motif(mut self, one: Motif) -> Self {
        match self.motifs.iter_mut().find(|kept| kept.code == one.code) {
            Some(kept) => *kept = one,
            None => self.motifs.push(one),
        }
        self
    }

    /// The same without that motif.
    #[must_use]
    pub fn without_motif(mut self, code: &str) -> Self {
        self.motifs.retain(|one| one.code != code);
        self
    }

    /// Red-flag questions that no doctor has read and kept.
    #[must_use]
    pub fn a_valider(&self) -> usize {
        self.alarmes().filter(|one| !one.valide).count()
    }
}

/// What changed from a guide to the next, in words.
#[must_use]
pub fn changes(before: &Guide, after: &Guide) -> Vec<String> {
    let mut said = questions("", &before.drapeaux, &after.drapeaux);
    for one in &after.motifs {
        let Some(kept) = before.motif(&one.code) else {
            said.push(format!("Motif ajouté\u{a0}: {}.", one.libelle));
            continue;
        };
        if kept.libelle != one.libelle {
            said.push(format!(
                "Le motif «\u{a0}{}\u{a0}» s’appelle «\u{a0}{}\u{a0}».",
                kept.libelle, one.libelle
            ));
        }
        let parts = [
            ("autres mots", kept.synonymes != one.synonymes),
            ("professions selon l’âge", kept.tranches != one.tranches),
            ("soins", kept.soins != one.soins),
            ("façon de voir le patient", kept.modalites != one.modalites),
        ];
        let changed: Vec<&str> =
            parts.into_iter().filter_map(|(words, changed)| changed.then_some(words)).collect();
        if !changed.is_empty() {
            said.push(format!("{}, changé\u{a0}: {}.", one.libelle, changed.join(", ")));
        }
        said.extend(questions(&one.libelle, &kept.drapeaux, &one.drapeaux));
    }
    let gone = before.motifs.iter().filter(|one| after.motif(&one.code).is_none());
    said.extend(gone.map(|one| format!("Motif retiré\u{a0}: {}.", one.libelle)));
    if (before.ouvre, before.ferme) != (after.ouvre, after.ferme) {
        said.push("Horaires des cabinets changés.".to_owned());
    }
    for (words, changed) in [
        ("Hors horaires", before.hors_horaires != after.hors_horaires),
        ("Sans personne ici", before.ailleurs != after.ailleurs),
    ] {
        if changed {
            said.push(format!("{words}\u{a0}: où adresser a changé."));
        }
    }
    said
}

/// What changed in questions: those of every call, or those of a motif.
fn questions(motif: &str, before: &[Drapeau], after: &[Drapeau]) -> Vec<String> {
    let of = |all: &[Drapeau], code: &str| all.iter().find(|one| one.code == code).cloned();
    let about = if motif.is_empty() { String::new() } else { format!(" ({motif})") };
    let mut said = Vec::new();
    for one in after {
        let asked = &one.question;
        match of(before, &one.code) {
            None => said.push(format!("Question d’alarme ajoutée{about}\u{a0}: {asked}")),
            Some(kept) if kept.question != *asked || kept.age_max != one.age_max => {
                said.push(format!("Question d’alarme changée{about}\u{a0}: {asked}"));
            }
            Some(kept) if kept.valide != one.valide => {
                let how = if one.valide { "validée" } else { "à valider de nouveau" };
                said.push(format!("Question d’alarme {how}{about}\u{a0}: {asked}"));
            }
            Some(_) => {}
        }
    }
    let gone = before.iter().filter(|one| of(after, &one.code).is_none());
    said.extend(gone.map(|one| format!("Question d’alarme retirée{about}\u{a0}: {}", one.question)));
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_words_and_is_nobody_else_s() {
        let taken: BTreeSet<&str> = ["mal_de_tete", "mal_de_tete_2"].into();
        assert_eq!(code("Mal de tête", &taken), "mal_de_tete_3");
        assert_eq!(code("Œil  rouge !", &BTreeSet::new()), code("œil rouge", &BTreeSet::new()));
        assert_eq!(code("?!", &taken), "sans_nom");
        assert!(code(&"long ".repeat(30), &taken).len() <= LONG);
    }

    #[test]
    fn every_change_is_said_and_nothing_else() {
        let before = Guide::proposee();
        assert!(changes(&before, &before).is_empty());
        assert_eq!(before.a_valider(), before.drapeaux.len());
        let mut after = before.clone().without_motif("dent");
        after.drapeaux[0].valide = true;
        after.drapeaux.remove(1);
        after.ailleurs = "Maison de garde".to_owned();
        let fever = after.motif("fievre").unwrap().clone();
        let new = Motif { code: "oeil".to_owned(), libelle: "Œil rouge".to_owned(), ..fever.clone() };
        let after = after.with_motif(new).with_motif(Motif { synonymes: vec![], tranches: vec![], ..fever });
        let said = changes(&before, &after);
        assert_eq!(said.len(), 6, "{said:#?}");
        for words in [
            "validée",
            "retirée",
            "Fièvre, changé\u{a0}: autres mots, professions selon l’âge.",
            "ajouté\u{a0}: Œil",
            "Motif retiré",
            "Sans personne",
        ] {
            assert!(said.iter().any(|one| one.contains(words)), "{words} {said:#?}");
        }
        assert_eq!(after.a_valider(), before.a_valider() - 2);
    }
}
