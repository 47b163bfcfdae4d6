//! The links between a document and typed words.

use crate::analyse::Analyse;
use crate::index::{Entete, Index};
use crate::raison::{Champ, Facon};

/// A word of a document that typed words stand for.
#[derive(Clone, Copy)]
pub(crate) struct Rencontre {
    /// Bits of the typed words covered.
    pub(crate) mots: u16,
    /// Bits of the words of the document covered; those of the commune are the last.
    pub(crate) places: u32,
    pub(crate) cout: u32,
    pub(crate) champ: Champ,
    pub(crate) facon: Facon,
    /// Forme, or rank of the profession among those that the text calls for.
    pub(crate) quoi: u32,
}

/// Words of a document that have a bit; words of its commune.
const PLACES: usize = 24;
const PLACES_COMMUNE: usize = 8;

/// What is added when a typed word is found elsewhere than in the names.
pub(crate) const AILLEURS: u32 = 20;
/// The same for each word of the commune.
pub(crate) const COMMUNE: u32 = 15;

/// All links of a document; `links` is emptied first.
pub(crate) fn link(index: &Index, analyse: &Analyse<'_>, interne: u32, links: &mut Vec<Rencontre>) -> Entete {
    links.clear();
    let (entete, formes, accoles) = index.ligne(interne);
    for (place, &forme) in formes.iter().take(PLACES).enumerate() {
        if analyse.concerns(forme) {
            let (champ, surplus) = field(&entete, place);
            push(index, analyse, links, &Mot { forme, places: 1 << place, champ, surplus });
        }
    }
    for pair in accoles.chunks_exact(2) {
        if let &[forme, places] = pair
            && analyse.concerns(forme)
        {
            let champ = if entete.structure { Champ::Structure } else { Champ::Nom };
            let from = links.len();
            push(index, analyse, links, &Mot { forme, places, champ, surplus: 5 });
            links.iter_mut().skip(from).filter(|link| link.facon == Facon::Exact).for_each(|link| {
                link.facon = Facon::Accole;
            });
        }
    }
    for (place, &forme) in index.communes.formes.get(entete.commune).iter().take(PLACES_COMMUNE).enumerate() {
        if analyse.concerns(forme) {
            let mot = Mot { forme, places: 1 << (PLACES + place), champ: Champ::Commune, surplus: COMMUNE };
            push(index, analyse, links, &mot);
        }
    }
    for (quoi, appel) in (0_u32..).zip(&analyse.appels) {
        if appel.rubriques.binary_search(&entete.rubrique).is_ok() {
            let (mots, cout, facon) = (appel.mots, appel.cout, appel.facon);
            links.push(Rencontre { mots, places: 0, cout, champ: Champ::Profession, facon, quoi });
        }
    }
    entete
}

/// Which field the word at a place is in.
fn field(entete: &Entete, place: usize) -> (Champ, u32) {
    let noms = usize::from(entete.noms);
    match place {
        _ if place < noms && entete.structure => (Champ::Structure, 0),
        _ if place < noms => (Champ::Nom, 0),
        _ if place < noms + usize::from(entete.prenoms) => (Champ::Prenom, 0),
        _ => (Champ::Autre, AILLEURS),
    }
}

struct Mot {
    forme: u32,
    places: u32,
    champ: Champ,
    surplus: u32,
}

fn push(index: &Index, analyse: &Analyse<'_>, links: &mut Vec<Rencontre>, mot: &Mot) {
    let jeton = index.jeton_of(mot.forme);
    let Mot { forme: quoi, places, champ, surplus } = *mot;
    for cible in analyse.cibles_of(jeton) {
        let (mots, cout, facon) = (cible.mots, cible.cout + surplus, cible.facon);
        links.push(Rencontre { mots, places, cout, champ, facon, quoi });
    }
    for (at, terme) in analyse.termes.iter().enumerate() {
        let too_short = terme.is_short() && matches!(champ, Champ::Commune | Champ::Autre);
        if terme.plage.contains(&jeton) && !too_short {
            let known = index.jetons.text(jeton);
            if known.len() > terme.plie.len() {
                let cout = terme.cost_of_beginning(known.len()) + surplus;
                links.push(Rencontre { mots: 1 << at, places, cout, champ, facon: Facon::Debut, quoi });
            }
        }
    }
}
