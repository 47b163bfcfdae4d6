//! Small numbers are not shown: a count of one to ten persons in a territory may tell who they are.
//!
//! Three reasons to mask a figure: it is small; subtracted from the figure that contains it, it leaves a small number;
//! or it is the only one left to find in a group whose total is known. Populations of communes are published one by
//! one by decree: their threshold is 0 and they are never masked.

use super::mesure::Somme;
use crate::indicateur::{Colonne, Nature};

/// The reason why each column is masked, in French; `None` when it may be shown.
pub(super) fn masks(colonnes: &[Colonne], sommes: &[Somme]) -> Vec<Option<String>> {
    let counts: Vec<Option<i64>> =
        colonnes.iter().zip(sommes).map(|(c, somme)| somme.count(c.nature)).collect();
    let mut masks: Vec<Option<String>> = vec![None; colonnes.len()];
    for (at, colonne) in colonnes.iter().enumerate() {
        let Some(count) = counts[at] else { continue };
        if is_small(count, colonne.seuil) {
            masks[at] = Some(format!(
                "Moins de {} {}\u{a0}: le chiffre est masqué, il pourrait désigner quelqu’un.",
                colonne.seuil, colonne.unite
            ));
        } else if let Some((whole, label)) = container(colonnes, sommes, &counts, at)
            && is_small(whole - count, colonne.seuil)
        {
            masks[at] = Some(format!(
                "Chiffre masqué\u{a0}: rapproché de «\u{a0}{label}\u{a0}», il révélerait un nombre \
                 inférieur à {}.",
                colonne.seuil
            ));
        }
    }
    for name in partitions(colonnes) {
        let members: Vec<usize> =
            (0..colonnes.len()).filter(|at| colonnes[*at].partition.as_deref() == Some(name)).collect();
        complete(&members, &counts, &mut masks);
    }
    masks
}

fn is_small(count: i64, seuil: i64) -> bool {
    (1..seuil).contains(&count)
}

/// The figure that contains this one, over the same communes, and its label.
fn container<'a>(
    colonnes: &'a [Colonne],
    sommes: &[Somme],
    counts: &[Option<i64>],
    at: usize,
) -> Option<(i64, &'a str)> {
    let colonne = &colonnes[at];
    match (colonne.part_de, colonne.nature) {
        (Some(whole), _) => Some((counts[whole]?, &colonnes[whole].libelle)),
        // The members of a partition are looked at together.
        (None, Nature::Part { poids }) if colonne.partition.is_none() => {
            Some((sommes[at].base, &colonnes[poids].libelle))
        }
        (None, _) => None,
    }
}

fn partitions(colonnes: &[Colonne]) -> Vec<&str> {
    let mut names: Vec<&str> = colonnes.iter().filter_map(|colonne| colonne.partition.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// One figure masked alone would be the total minus the others: masks the smallest of the others too.
fn complete(members: &[usize], counts: &[Option<i64>], masks: &mut [Option<String>]) {
    let masked = members.iter().filter(|at| masks[**at].is_some()).count();
    let others = members.iter().filter(|at| masks[**at].is_none() && counts[**at].is_some());
    // A zero says less than a number: taken only when nothing else is left.
    let smallest = others.min_by_key(|at| (counts[**at] == Some(0), counts[**at]));
    if let (1, Some(at)) = (masked, smallest) {
        masks[*at] = Some(
            "Chiffre masqué\u{a0}: sans cela, on en déduirait un autre, trop petit pour être montré."
                .to_owned(),
        );
    }
}
