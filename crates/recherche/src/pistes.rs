//! Where the documents of a typed word are, cheapest first.

use crate::analyse::Analyse;
use crate::demande::Point;
use crate::dictionnaire::rank;
use crate::index::Index;
use crate::{choix, note};

/// A list of documents, and the least that a document of it costs by this word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piste {
    pub(crate) cout: u32,
    /// Bits of the square of the least straight line to the place asked for.
    pub(crate) loin: u32,
    pub(crate) liste: Liste,
}

/// Whose documents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Liste {
    /// Those that hold a jeton in a name or a further word.
    Jeton(u32),
    /// Those of a kind.
    Rubrique(u32),
    /// Those of a commune.
    Commune(u32),
}

impl Piste {
    /// Documents by interne number.
    pub(crate) fn documents<'i>(&self, index: &'i Index) -> &'i [u32] {
        match self.liste {
            Liste::Jeton(jeton) => index.par_jeton.get(jeton).0,
            Liste::Rubrique(rubrique) => index.par_rubrique.get(rubrique),
            Liste::Commune(commune) => index.communes.documents.get(commune),
        }
    }

    /// What each document costs at least besides the word, when nothing else of it is typed.
    pub(crate) fn surplus<'i>(&self, index: &'i Index) -> &'i [u8] {
        match self.liste {
            Liste::Jeton(jeton) => index.par_jeton.get(jeton).1,
            Liste::Rubrique(_) | Liste::Commune(_) => &[],
        }
    }

    /// By a name or a further word, not by profession or commune.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self.liste, Liste::Jeton(_))
    }
}

/// All lists of a typed word, cheapest first, then nearest first.
pub(crate) fn pistes(index: &Index, analyse: &Analyse<'_>, at: usize, lieu: Option<Point>) -> Vec<Piste> {
    let mut pistes = Vec::new();
    each(index, analyse, at, |piste| pistes.push(piste));
    if let Some(lieu) = lieu {
        for piste in &mut pistes {
            if let Liste::Commune(commune) = piste.liste {
                piste.loin = least_to(index, lieu, commune).to_bits();
            }
        }
    }
    pistes.sort_unstable();
    pistes
}

fn least_to(index: &Index, lieu: Point, commune: u32) -> f32 {
    let extent = index.communes.etendues.get(commune as usize);
    let (centre, rayon) = extent.copied().unwrap_or((Point::NOWHERE, 0.0));
    let least = (centre.chord2(lieu).sqrt() - rayon).max(0.0).powi(2);
    // Documents without a place come after all others, farther than infinity.
    if centre.0[0].is_nan() { f32::INFINITY } else { least }
}

/// Calls with all lists of a typed word, in no order.
pub(crate) fn each(index: &Index, analyse: &Analyse<'_>, at: usize, mut call: impl FnMut(Piste)) {
    let bit = 1_u16 << at;
    for cible in analyse.cibles.iter().filter(|cible| cible.mots & bit != 0) {
        each_of_jeton(index, cible.jeton, cible.cout, &mut call);
        each_of_communes(index, analyse, cible.jeton, cible.cout, &mut call);
    }
    if let Some(terme) = analyse.termes.get(at) {
        for jeton in terme.plage.clone() {
            let cout = terme.cost_of_beginning(index.jetons.text(jeton).len());
            each_of_jeton(index, jeton, cout, &mut call);
            if !terme.is_short() {
                each_of_communes(index, analyse, jeton, cout, &mut call);
            }
        }
    }
    for appel in analyse.appels.iter().filter(|appel| appel.mots & bit != 0) {
        for &rubrique in appel.rubriques {
            call(Piste { cout: appel.cout, loin: 0, liste: Liste::Rubrique(u32::from(rubrique)) });
        }
    }
}

fn each_of_jeton(index: &Index, jeton: u32, cout: u32, call: &mut impl FnMut(Piste)) {
    if index.documents_named(jeton..jeton + 1) > 0 {
        call(Piste { cout, loin: 0, liste: Liste::Jeton(jeton) });
    }
}

fn each_of_communes(
    index: &Index,
    analyse: &Analyse<'_>,
    jeton: u32,
    cout: u32,
    call: &mut impl FnMut(Piste),
) {
    for &commune in index.communes.par_jeton.get(jeton) {
        let formes = index.communes.formes.get(commune).iter();
        let others = rank(formes.filter(|forme| !analyse.concerns(**forme)).count());
        let surplus = note::COMMUNE + choix::COMMUNE + choix::COMMUNE_DE_TROP * others;
        call(Piste { cout: cout + surplus, loin: 0, liste: Liste::Commune(commune) });
    }
}
