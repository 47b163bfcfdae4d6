//! Small groups are hidden: a count over three people says what each of them answered.

use crate::{Bulletin, Genre, Question};
use std::collections::BTreeMap;

/// Least number of answers that a count may stand on.
pub const SEUIL: u32 = 5;

/// Why a result is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Masque {
    /// The survey has too few answers.
    #[error("Les résultats s’affichent à partir de {SEUIL} réponses, pour que personne ne soit reconnu.")]
    TropPeu,
    /// The group asked for is too small, or would give a small one away by difference.
    #[error(
        "Ce groupe est masqué\u{a0}: moins de {SEUIL} réponses, dans ce groupe ou dans ceux que l’on retrouverait par soustraction."
    )]
    Groupe,
}

/// Those who gave one answer to the question that cuts the results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groupe {
    /// Code of the answer.
    pub code: String,
    /// Its words.
    pub libelle: String,
    /// How many they are.
    pub n: u32,
    /// Whether their answers stay hidden.
    pub masque: bool,
}

/// The question that results may be cut by: the profession.
#[must_use]
pub fn axis(questions: &[Question]) -> Option<&Question> {
    questions.iter().find(|q| q.enonce.genre == Genre::Profession || q.repere == "profession")
}

/// The groups that `axis` makes, the largest first. When `masked`, a group of less than [`SEUIL`] is hidden, and so are
/// the next smallest ones as long as what is hidden in all is less than [`SEUIL`]: else subtraction would show it.
#[must_use]
pub fn groups(axis: &Question, bulletins: &[&Bulletin], masked: bool) -> Vec<Groupe> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let choix = axis.enonce.genre.choix();
    for one in &choix {
        let n = bulletins.iter().filter(|b| b.says(axis.numero, &one.code)).count();
        counts.insert(&one.code, u32::try_from(n).unwrap_or(u32::MAX));
    }
    let mut groups: Vec<Groupe> = choix
        .iter()
        .map(|one| (one, counts.get(one.code.as_str()).copied().unwrap_or(0)))
        .filter(|(_, n)| *n > 0)
        .map(|(one, n)| Groupe { code: one.code.clone(), libelle: one.libelle.clone(), n, masque: false })
        .collect();
    groups.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.libelle.cmp(&b.libelle)));
    if masked {
        let silent = bulletins.iter().filter(|b| b.get(axis.numero).is_none()).count();
        hide(&mut groups, u32::try_from(silent).unwrap_or(u32::MAX));
    }
    groups
}

/// `outside`: those in no group, whom subtraction would show too.
fn hide(groups: &mut [Groupe], outside: u32) {
    let mut hidden = outside;
    for group in groups.iter_mut().rev() {
        if group.n < SEUIL || (hidden > 0 && hidden < SEUIL) {
            group.masque = true;
            hidden += group.n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groupes(mut sizes: Vec<u32>) -> Vec<Groupe> {
        sizes.sort_by_key(|n| std::cmp::Reverse(*n));
        let group = |n: &u32| Groupe { code: n.to_string(), libelle: String::new(), n: *n, masque: false };
        sizes.iter().map(group).collect()
    }

    #[test]
    fn a_small_group_takes_the_next_one_with_it() {
        let mut groups = groupes(vec![20, 9, 2]);
        hide(&mut groups, 0);
        assert_eq!(groups.iter().map(|g| g.masque).collect::<Vec<_>>(), [false, true, true]);
        let mut groups = groupes(vec![20, 9]);
        hide(&mut groups, 0);
        assert!(groups.iter().all(|group| !group.masque));
    }

    proptest! {
        #[test]
        fn nothing_small_is_shown_nor_found_by_subtraction(
            sizes in proptest::collection::vec(1_u32..30, 0..8), outside in 0_u32..8,
        ) {
            let mut groups = groupes(sizes);
            hide(&mut groups, outside);
            prop_assert!(groups.iter().all(|group| group.masque || group.n >= SEUIL));
            let hidden = outside + groups.iter().filter(|g| g.masque).map(|g| g.n).sum::<u32>();
            let shown = groups.iter().any(|group| !group.masque);
            prop_assert!(!shown || hidden == 0 || hidden >= SEUIL);
        }
    }
}
