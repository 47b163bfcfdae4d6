//! The ballot box of a secret vote.
//!
//! A ballot is never a row. The box holds the counts of all choices in one value of constant length, encrypted under a key that
//! is not in the database (derived from that of the instance) and sealed afresh, with another nonce, at each ballot: whoever
//! reads the tables, their old versions, the write-ahead log or a backup sees that the box changed, never how.
//! What this guarantees and what it does not: docs/adr/0007-secret-ballot.md.

use crate::Scrutin;
use crate::depouillement::Totaux;
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use db::Secret;
use kernel::{Cpts, Id};

const NONCE: usize = 24;
const WORD: usize = 4;

/// The counts of a secret vote.
#[derive(Clone, PartialEq, Eq)]
pub struct Urne {
    /// Ballots, then voices by rank.
    compte: Vec<u32>,
}

/// Whose box it is: a box cannot be put in the place of another.
#[derive(Clone, Copy)]
pub struct Sceau<'a> {
    /// The key of the instance.
    pub secret: &'a Secret,
    /// The CPTS.
    pub cpts: Id<Cpts>,
    /// The vote.
    pub scrutin: Id<Scrutin>,
}

impl Urne {
    /// An empty box for a ballot of `choix` choices.
    #[must_use]
    pub fn vide(choix: usize) -> Self {
        Self { compte: vec![0; choix + 1] }
    }

    /// One more ballot of `voix` voices for each of `rangs`. None when a rank is not on the ballot.
    #[must_use]
    pub fn with(mut self, rangs: &[u32], voix: u32) -> Option<Self> {
        let (ballots, counts) = self.compte.split_first_mut()?;
        *ballots = ballots.checked_add(voix)?;
        for rang in rangs {
            let count = counts.get_mut(usize::try_from(*rang).ok()?)?;
            *count = count.checked_add(voix)?;
        }
        Some(self)
    }

    /// What was counted.
    #[must_use]
    pub fn totaux(&self, inscrits: u32) -> Totaux {
        let ranks = (0..).zip(self.compte.iter().skip(1).copied());
        Totaux {
            voix: ranks.collect(),
            bulletins: self.compte.first().copied().unwrap_or_default(),
            inscrits,
        }
    }

    /// The box as the database keeps it: a fresh nonce each time, always as long. None when the system has no random numbers.
    #[must_use]
    pub fn seal(&self, sceau: Sceau<'_>) -> Option<Vec<u8>> {
        let mut nonce = [0_u8; NONCE];
        getrandom::fill(&mut nonce).ok()?;
        let plain: Vec<u8> = self.compte.iter().flat_map(|n| n.to_le_bytes()).collect();
        let aad = sceau.aad();
        let payload = Payload { msg: &plain, aad: &aad };
        let mut sealed = nonce.to_vec();
        sealed.extend(sceau.cipher().encrypt(&XNonce::from(nonce), payload).ok()?);
        Some(sealed)
    }

    /// Reads what [`Urne::seal`] wrote; none when the key changed, or somebody else wrote.
    #[must_use]
    pub fn open(sealed: &[u8], sceau: Sceau<'_>) -> Option<Self> {
        let (nonce, msg) = sealed.split_at_checked(NONCE)?;
        let nonce = XNonce::from(<[u8; NONCE]>::try_from(nonce).ok()?);
        let aad = sceau.aad();
        let plain = sceau.cipher().decrypt(&nonce, Payload { msg, aad: &aad }).ok()?;
        let (words, rest) = plain.as_chunks::<WORD>();
        rest.is_empty().then(|| Self { compte: words.iter().copied().map(u32::from_le_bytes).collect() })
    }
}

impl Sceau<'_> {
    fn aad(&self) -> Vec<u8> {
        [*self.cpts.uuid().as_bytes(), *self.scrutin.uuid().as_bytes()].concat()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.secret.derive("gouvernance.urne").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_box_says_nothing_of_what_it_holds_and_opens_only_where_it_belongs() {
        let secret = Secret::new([7; 32]);
        let of = |n| Sceau {
            secret: &secret,
            cpts: Id::new(Uuid::from_u128(1)),
            scrutin: Id::new(Uuid::from_u128(n)),
        };
        let empty = Urne::vide(3);
        let full = empty.clone().with(&[0], 1).unwrap().with(&[0], 2).unwrap().with(&[2], 1).unwrap();
        let (first, again, later) =
            (empty.seal(of(1)).unwrap(), empty.seal(of(1)).unwrap(), full.seal(of(1)).unwrap());
        assert_ne!(first, again, "the same counts are never sealed the same");
        assert_eq!((first.len(), first.len()), (again.len(), later.len()));
        let totaux = Urne::open(&later, of(1)).unwrap().totaux(9);
        assert_eq!(totaux, Totaux { voix: [(0, 3), (1, 0), (2, 1)].into(), bulletins: 4, inscrits: 9 });
        assert!(Urne::open(&later, of(2)).is_none(), "not in the place of another box");
        assert!(empty.with(&[3], 1).is_none());
    }
}
