//! Finding lines by person, by commune, by structure, without an index of the engine: to build those on two million
//! wide rows costs as much as all the rest of a load. Each line has up to three keys; a key is a hash of 32 bits whose
//! first half names a row of the table of keys, where it stands beside the id of the line. Two keys may share a hash:
//! whoever reads a line checks it.

use crate::Nature;
use crate::professionnel::{Champs, Ligne, key};
use extractions::Champ;
use identifiants::CommuneCode;

/// What lines are asked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cle<'a> {
    Personne(&'a str),
    Commune(&'a str),
    Structure(&'a str),
}

impl Cle<'_> {
    pub(crate) fn hash(self) -> u32 {
        let (salt, text) = match self {
            Self::Personne(text) => (0x9e37_79b9_7f4a_7c15, text),
            Self::Commune(text) => (0xc2b2_ae3d_27d4_eb4f, text),
            Self::Structure(text) => (0x1656_67b1_9e37_79f9, text),
        };
        ((extractions::empreinte(text) ^ salt).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
    }
}

/// A key beside the id of a line, in the order of keys.
pub(crate) type Paire = u64;

pub(crate) fn pair(hash: u32, id: i64) -> Paire {
    u64::from(hash) << 32 | (id.cast_unsigned() & 0xffff_ffff)
}

/// The row of the table of keys where a key stands.
pub(crate) const fn bloc(hash: u32) -> i64 {
    (hash >> 16) as i64
}

pub(crate) const fn bloc_of(pair: Paire) -> i64 {
    (pair >> 48) as i64
}

/// The keys of a line that is being poured.
pub(crate) fn of_new(
    pairs: &mut Vec<Paire>,
    id: i64,
    idnps: &str,
    commune: Option<&CommuneCode>,
    structure: Option<&str>,
) {
    pairs.push(pair(Cle::Personne(idnps).hash(), id));
    pairs.extend(commune.map(|code| pair(Cle::Commune(code.as_str()).hash(), id)));
    pairs.extend(structure.map(|text| pair(Cle::Structure(text).hash(), id)));
}

/// The keys of a line of the base.
pub(crate) fn of_line(pairs: &mut Vec<Paire>, nature: Nature, line: &Ligne) {
    let structure = if nature == Nature::Activite { structure_of(&line.texte) } else { None };
    of_new(pairs, line.id, &line.idnps, line.commune.as_ref(), structure.as_deref());
}

/// The key of the structure of a line of activity.
pub(crate) fn structure_of(texte: &str) -> Option<String> {
    let c = Champs::of(texte);
    let (finess, siret) = (c.get(Champ::FinessSite), c.get(Champ::SiretSite));
    key(c.get(Champ::IdentifiantTechniqueStructure), finess, siret).map(std::borrow::Cow::into_owned)
}

/// The ids that stand beside a key in a row of the table.
pub(crate) fn ids(bytes: &[u8], hash: u32) -> impl Iterator<Item = i64> + '_ {
    pairs(bytes).filter(move |pair| pair >> 32 == u64::from(hash)).map(|pair| (pair & 0xffff_ffff) as i64)
}

/// A row of the table with pairs more and pairs less, each list sorted.
pub(crate) fn changed(bytes: &[u8], more: &[Paire], less: &[Paire]) -> Vec<u8> {
    let mut all: Vec<Paire> = pairs(bytes).filter(|pair| less.binary_search(pair).is_err()).collect();
    all.extend_from_slice(more);
    all.sort_unstable();
    all.dedup();
    all.iter().flat_map(|pair| pair.to_le_bytes()).collect()
}

fn pairs(bytes: &[u8]) -> impl Iterator<Item = Paire> + '_ {
    bytes.chunks_exact(8).map(|eight| {
        let mut little = [0; 8];
        little.copy_from_slice(eight);
        u64::from_le_bytes(little)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_person_and_a_commune_of_the_same_text_are_two_keys() {
        assert_ne!(Cle::Personne("43157").hash(), Cle::Commune("43157").hash());
        assert_eq!(bloc(Cle::Commune("43157").hash()), bloc_of(pair(Cle::Commune("43157").hash(), 7)));
    }

    proptest! {
        #[test]
        fn what_is_added_is_found_until_it_is_taken_away(added in proptest::collection::vec((0_u32..4, 1_i64..50), 0..60), taken in 0_u32..4) {
            let sorted = |keep: &dyn Fn(u32) -> bool| {
                let mut pairs: Vec<Paire> = added.iter().filter(|(hash, _)| keep(*hash)).map(|(hash, id)| pair(*hash, *id)).collect();
                pairs.sort_unstable();
                pairs
            };
            let row = changed(&[], &sorted(&|_| true), &[]);
            let row = changed(&row, &[], &sorted(&|hash| hash == taken));
            for hash in 0..4 {
                let mut expected: Vec<i64> = added.iter().filter(|(one, _)| *one == hash && hash != taken).map(|(_, id)| *id).collect();
                expected.sort_unstable();
                expected.dedup();
                prop_assert_eq!(ids(&row, hash).collect::<Vec<_>>(), expected);
            }
        }
    }
}
