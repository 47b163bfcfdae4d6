//! The documents put in alphabetical order, their words numbered in alphabetical order, and the lists of both.

use super::{Builder, Formes};
use crate::affectations::Affectations;
use crate::demande::Point;
use crate::dictionnaire::{Dictionnaire, rank};
use crate::fautes::Voisins;
use crate::index::{Communes, Entete, Index, Listes, Rubrique};
use crate::lexique::Lexique;
use crate::metiers::{self, Metier};
use crate::tamis::Denses;
use crate::voisinage::Voisinage;
use std::cmp::Ordering;

pub(super) fn finish(builder: Builder) -> Index {
    let Builder { formes, par_commune, par_rubrique, inconnus, entetes, mut lignes, points, .. } = builder;
    let mots = number_words(formes);
    renumber(&entetes, &mut lignes, &mots.nouveau);
    let order = alphabetical(&entetes, &lignes, &mots);
    let mut index = Index { jetons: mots.jetons, formes: mots.formes, ..Index::default() };
    index.formes_du_jeton = mots.formes_du_jeton;
    index.jeton_de_forme = mots.jeton_de_forme;
    index.interne_de = vec![0; order.len()];
    for (interne, &numero) in (0_u32..).zip(&order) {
        index.interne_de[numero as usize] = interne;
    }
    arrange(&mut index, &order, &entetes, &lignes);
    drop((entetes, lignes));
    if points.iter().any(|point| !point.0[0].is_nan()) {
        index.points = order.iter().map(|&numero| points[numero as usize]).collect();
    }
    index.commune_de = index.entetes[..index.len()].iter().map(|entete| entete.commune).collect();
    index.par_jeton = Affectations::new(&index);
    index.denses = Denses::new(&index.par_jeton, index.jetons.len(), index.len());
    let formes =
        par_commune.iter().map(|(_, formes)| formes.iter().map(|&forme| mots.nouveau[forme as usize]));
    let formes: Vec<Vec<u32>> = formes.map(Iterator::collect).collect();
    index.communes = communes(&index, par_commune.into_iter().map(|(libelle, _)| libelle).collect(), &formes);
    index.metiers = metiers::table().iter().cloned().chain(inconnus).collect();
    index.lexique = Lexique::new(par_rubrique.iter().map(|rubrique| metiers_of(rubrique, &index.metiers)));
    index.par_rubrique = by_rubrique(&index, par_rubrique.len());
    index.rubriques = par_rubrique;
    index.voisins = Voisins::new(&index.jetons);
    index.voisinage = Voisinage::new(&index.points);
    index
}

/// The words in alphabetical order.
struct Mots {
    jetons: Dictionnaire,
    formes: Dictionnaire,
    formes_du_jeton: Vec<u32>,
    jeton_de_forme: Vec<u32>,
    /// The number of each forme by its order of arrival.
    nouveau: Vec<u32>,
}

fn number_words(Formes { plis, numeros }: Formes) -> Mots {
    drop(numeros);
    let mut order: Vec<u32> = (0..rank(plis.len())).collect();
    let pli = |forme: u32| &plis[forme as usize];
    order.sort_unstable_by(|&a, &b| {
        let ((a, a_folded), (b, b_folded)) = (pli(a), pli(b));
        a_folded.cmp(b_folded).then_with(|| a.cmp(b))
    });
    let mut nouveau = vec![0; order.len()];
    let (mut formes_du_jeton, mut jeton_de_forme) = (Vec::new(), Vec::with_capacity(order.len()));
    let mut folded: Vec<&str> = Vec::new();
    for (number, &arrived) in (0_u32..).zip(&order) {
        nouveau[arrived as usize] = number;
        let text: &str = &pli(arrived).1;
        if folded.last() != Some(&text) {
            folded.push(text);
            formes_du_jeton.push(number);
        }
        jeton_de_forme.push(rank(folded.len() - 1));
    }
    formes_du_jeton.push(rank(order.len()));
    Mots {
        jetons: Dictionnaire::from_sorted(folded.into_iter()),
        formes: Dictionnaire::from_sorted(order.iter().map(|&arrived| &*pli(arrived).0)),
        formes_du_jeton,
        jeton_de_forme,
        nouveau,
    }
}

/// The formes and joined spellings of a document of the builder.
fn bounds(entetes: &[Entete], lignes: &[u32], numero: usize) -> (usize, usize, usize) {
    let entete = entetes[numero];
    let end = entetes.get(numero + 1).map_or(lignes.len(), |next| next.debut as usize);
    (entete.debut as usize, end - 2 * usize::from(entete.accoles), end)
}

fn renumber(entetes: &[Entete], lignes: &mut [u32], nouveau: &[u32]) {
    for numero in 0..entetes.len() {
        let (from, joined, end) = bounds(entetes, lignes, numero);
        for at in (from..joined).chain((joined..end).step_by(2)) {
            lignes[at] = nouveau[lignes[at] as usize];
        }
    }
}

/// The documents by name, then first name, then number.
fn alphabetical(entetes: &[Entete], lignes: &[u32], mots: &Mots) -> Vec<u32> {
    let jeton = |forme: &u32| mots.jeton_de_forme[*forme as usize];
    let names = |numero: u32| {
        let entete = entetes[numero as usize];
        let from = entete.debut as usize;
        let (noms, prenoms) = (usize::from(entete.noms), usize::from(entete.prenoms));
        (&lignes[from..from + noms], &lignes[from + noms..from + noms + prenoms])
    };
    let key = |numero: u32| {
        let (noms, _) = names(numero);
        let part = |at: usize| noms.get(at).map_or(0, |forme| u64::from(jeton(forme)) + 1);
        part(0) << 32 | part(1)
    };
    let mut order: Vec<(u64, u32)> = (0..rank(entetes.len())).map(|numero| (key(numero), numero)).collect();
    order.sort_unstable_by(|a, b| {
        let by_words = || {
            let ((noms, prenoms), (other_noms, other_prenoms)) = (names(a.1), names(b.1));
            compare(noms, other_noms, jeton).then_with(|| compare(prenoms, other_prenoms, jeton))
        };
        a.0.cmp(&b.0).then_with(by_words).then_with(|| a.1.cmp(&b.1))
    });
    order.into_iter().map(|(_, numero)| numero).collect()
}

fn compare(words: &[u32], others: &[u32], jeton: impl Fn(&u32) -> u32) -> Ordering {
    words.iter().map(&jeton).cmp(others.iter().map(&jeton))
}

fn arrange(index: &mut Index, order: &[u32], entetes: &[Entete], lignes: &[u32]) {
    index.entetes = Vec::with_capacity(order.len() + 1);
    index.lignes = Vec::with_capacity(lignes.len());
    for &numero in order {
        let (from, _, end) = bounds(entetes, lignes, numero as usize);
        index.entetes.push(Entete { debut: rank(index.lignes.len()), ..entetes[numero as usize] });
        index.lignes.extend_from_slice(&lignes[from..end]);
    }
    index.entetes.push(Entete { debut: rank(index.lignes.len()), ..Entete::default() });
}

fn communes(index: &Index, libelles: Vec<Box<str>>, formes: &[Vec<u32>]) -> Communes {
    let numbered = || (0_u32..).zip(formes);
    let mut communes = Communes { libelles, ..Communes::default() };
    communes.formes = Listes::new(formes.len(), |file| {
        numbered().for_each(|(commune, formes)| formes.iter().for_each(|&forme| file(commune, forme)));
    });
    communes.par_jeton = Listes::new(index.jetons.len() as usize, |file| {
        for (commune, formes) in numbered() {
            let jeton = |at: usize| index.jeton_of(formes[at]);
            let first = |at: &usize| (0..*at).all(|before| jeton(before) != jeton(*at));
            (0..formes.len()).filter(first).for_each(|at| file(jeton(at), commune));
        }
    });
    communes.documents = Listes::new(formes.len(), |file| {
        (0_u32..)
            .zip(&index.entetes[..index.len()])
            .for_each(|(interne, entete)| file(entete.commune, interne));
    });
    let documents = (0..rank(formes.len())).map(|commune| communes.documents.get(commune));
    communes.etendues = documents.map(|documents| extent(index, documents)).collect();
    let mut total = 0;
    communes.cumul.push(0);
    for jeton in 0..index.jetons.len() {
        let here = communes.par_jeton.get(jeton).iter();
        total += here.map(|&commune| communes.documents.get(commune).len() as u64).sum::<u64>();
        communes.cumul.push(total);
    }
    communes
}

/// A point and the farthest of these documents from it.
fn extent(index: &Index, documents: &[u32]) -> (Point, f32) {
    let points =
        || documents.iter().map(|&interne| index.point(interne)).filter(|point| !point.0[0].is_nan());
    let Some(centre) = points().next() else { return (Point::NOWHERE, 0.0) };
    (centre, points().map(|point| point.chord2(centre)).fold(0.0, f32::max).sqrt() * 1.0001 + 1e-6)
}

fn by_rubrique(index: &Index, rubriques: usize) -> Listes {
    Listes::new(rubriques, |file| {
        for (interne, entete) in (0_u32..).zip(&index.entetes[..index.len()]) {
            if usize::from(entete.rubrique) < rubriques {
                file(u32::from(entete.rubrique), interne);
            }
        }
    })
}

fn metiers_of<'a>(rubrique: &Rubrique, metiers: &'a [Metier]) -> Vec<&'a Metier> {
    rubrique.0.iter().filter_map(|&metier| metiers.get(usize::from(metier))).collect()
}
