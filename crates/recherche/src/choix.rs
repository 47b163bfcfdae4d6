//! Which links of a document are kept, and what the document costs in all.

use crate::analyse::Analyse;
use crate::index::Entete;
use crate::note::Rencontre;
use crate::raison::Champ;

/// A document measured against a text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Note {
    pub(crate) cout: u32,
    /// Found by a name, not by its profession or commune alone.
    pub(crate) nomme: bool,
    pub(crate) complet: bool,
    /// Bits of the typed words found.
    pub(crate) trouves: u16,
}

/// A name of the document that nobody typed.
pub(crate) const NOM_DE_TROP: u32 = 30;
pub(crate) const PRENOM_DE_TROP: u32 = 15;
pub(crate) const STRUCTURE_DE_TROP: u32 = 8;
/// A commune found, and each of its words that nobody typed.
pub(crate) const COMMUNE: u32 = 25;
pub(crate) const COMMUNE_DE_TROP: u32 = 4;
/// Somebody found by further words, once: more than a commune costs besides its words, so that who practises in the
/// commune typed comes before who works elsewhere, in a structure that bears its name.
pub(crate) const AUTRE: u32 = COMMUNE + 7 * COMMUNE_DE_TROP + 2;
/// Bits of the words of the commune.
const BITS_COMMUNE: u32 = 0xff00_0000;

/// The least that a document with these links can cost, and whether enough words are found: cheap, before choosing.
pub(crate) fn least(analyse: &Analyse<'_>, links: &[Rencontre]) -> Option<u32> {
    let mots = links.iter().fold(0, |mots, link| mots | link.mots);
    missing(analyse, mots)
}

/// What the missing words cost; nothing when too many of the rare ones are missing.
pub(crate) fn missing(analyse: &Analyse<'_>, trouves: u16) -> Option<u32> {
    if analyse.requis & !trouves == 0 {
        // At most some small words.
        let absent = analyse.termes.len() - trouves.count_ones() as usize;
        return Some(if absent == 0 { 0 } else { absent_cost(analyse, trouves).0 });
    }
    if analyse.requis & trouves == 0 {
        return None;
    }
    let (cout, poids) = absent_cost(analyse, trouves);
    (2 * poids <= analyse.poids).then_some(cout)
}

fn absent_cost(analyse: &Analyse<'_>, trouves: u16) -> (u32, u32) {
    let absent = analyse.termes.iter().enumerate().filter(|(at, _)| trouves >> at & 1 == 0);
    absent.fold((0, 0), |(cout, poids), (_, terme)| {
        (cout + terme.manque, poids + if terme.requis { terme.poids } else { 0 })
    })
}

/// Keeps the cheapest links, each typed word and each word of the document once: they are put first in `links`.
/// Gives what the document costs and how many links are kept; nothing when too little is found.
pub(crate) fn choose(
    analyse: &Analyse<'_>,
    entete: &Entete,
    links: &mut [Rencontre],
) -> Option<(Note, usize)> {
    // At the same cost a phrase before one of its words.
    links
        .sort_unstable_by_key(|link| (link.cout, link.mots.count_zeros(), link.mots, link.places, link.quoi));
    let (mut mots, mut places, mut cout, mut kept) = (0_u16, 0_u32, 0_u32, 0_usize);
    let (mut nomme, mut ailleurs) = (false, false);
    for at in 0..links.len() {
        let link = links[at];
        let worthless = link.mots & analyse.requis == 0 && link.cout > absent_cost(analyse, !link.mots).0;
        if link.mots & mots != 0 || link.places & places != 0 || worthless {
            continue;
        }
        mots |= link.mots;
        places |= link.places;
        cout += link.cout;
        nomme |= matches!(link.champ, Champ::Nom | Champ::Prenom | Champ::Structure);
        ailleurs |= link.champ == Champ::Autre && !entete.structure;
        links.swap(kept, at);
        kept += 1;
    }
    let cout =
        cout + missing(analyse, mots)? + surplus(entete, places, nomme) + if ailleurs { AUTRE } else { 0 };
    let complet = analyse.requis & !mots == 0;
    Some((Note { cout, nomme, complet, trouves: mots }, kept))
}

/// What the words of the document that nobody typed cost.
fn surplus(entete: &Entete, places: u32, nomme: bool) -> u32 {
    let mut cout = 0;
    if nomme {
        let (noms, prenoms) = (u32::from(entete.noms), u32::from(entete.prenoms));
        let (of_noms, of_prenoms) = ((1 << noms) - 1, ((1 << prenoms) - 1) << noms);
        let each = if entete.structure { STRUCTURE_DE_TROP } else { NOM_DE_TROP };
        cout += each * (noms - (places & of_noms).count_ones());
        cout += PRENOM_DE_TROP * (prenoms - (places & of_prenoms).count_ones());
    }
    if places & BITS_COMMUNE != 0 {
        let words = u32::from(entete.mots_commune);
        cout += COMMUNE + COMMUNE_DE_TROP * words.saturating_sub((places & BITS_COMMUNE).count_ones());
    }
    cout
}
