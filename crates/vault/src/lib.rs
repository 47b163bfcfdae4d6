//! What is encrypted at rest. XChaCha20-Poly1305 under keys derived from that of the instance (HMAC-SHA-256), one for each
//! purpose and each CPTS; every seal is bound to whose it is, so that a row cannot be copied to somebody else’s.
//!
//! * [`Vault`]: seals and opens; [`fingerprint`](Vault::fingerprint) finds equal values without reading any.
//! * [`Vault::draw`]: a random key for one subject, itself sealed: destroying that one value erases all that it sealed.
//!
//! The first byte of a seal says how it was made: another cipher or another key can be introduced beside this one. Seals that a
//! crate made before they had one still open: [`Vault::with_former`].

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use db::Secret;
use hmac::{Hmac, Mac};
use kernel::{Cpts, Id};
use sha2::Sha256;
use uuid::Uuid;

/// XChaCha20-Poly1305, key derived for a purpose and a CPTS.
const VERSION: u8 = 1;
const NONCE: usize = 24;
/// Length of a fingerprint, in bytes: two different values share one with probability 2⁻¹²⁸.
pub const FINGERPRINT: usize = 16;

/// Keys drawn once for many seals.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    index: [u8; 32],
    former: Option<Former>,
}

/// How seals were made before they said how: a nonce and the text, under one key for the instance.
struct Former {
    cipher: XChaCha20Poly1305,
    cpts: Id<Cpts>,
}

impl Vault {
    /// The vault of a CPTS for a purpose, `crate.what`.
    #[must_use]
    pub fn new(secret: &Secret, purpose: &str, cpts: Id<Cpts>) -> Self {
        let key = |use_of: &str| secret.derive(&format!("{purpose}/{}/{use_of}", cpts.uuid()));
        Self { cipher: XChaCha20Poly1305::new(&key("seal").into()), index: key("index"), former: None }
    }

    /// Opens, too, what `purpose` sealed before this crate existed. Nothing is sealed that way any more.
    #[must_use]
    pub fn with_former(self, secret: &Secret, purpose: &str, cpts: Id<Cpts>) -> Self {
        let former = Former { cipher: XChaCha20Poly1305::new(&secret.derive(purpose).into()), cpts };
        Self { former: Some(former), ..self }
    }

    /// Encrypted, and bound to `whose`.
    #[must_use]
    pub fn seal(&self, whose: Uuid, clear: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = random();
        let mut sealed = vec![VERSION];
        sealed.extend(nonce);
        let payload = Payload { msg: clear, aad: whose.as_bytes() };
        // The only failure is a message of more than 256 GB.
        sealed.extend(self.cipher.encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
        sealed
    }

    /// Reads what [`Vault::seal`] wrote; nothing when the key changed, the row was tampered with, or is somebody else’s.
    #[must_use]
    pub fn open(&self, whose: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        let versioned = sealed.split_first().filter(|(version, _)| **version == VERSION);
        let opened = versioned.and_then(|(_, rest)| decrypt(&self.cipher, rest, whose.as_bytes()));
        // The nonce that a former seal begins with may begin with that byte too: only opening it tells.
        opened.or_else(|| self.former.as_ref()?.open(whose, sealed))
    }

    /// A new key for `whose`: the vault that it opens, and the key itself, sealed, to be kept. Once that is destroyed,
    /// nothing opens what the vault sealed.
    #[must_use]
    pub fn draw(&self, whose: Uuid) -> (Self, Vec<u8>) {
        let key: [u8; 32] = random();
        (self.under(key), self.seal(whose, &key))
    }

    /// The vault of `whose`, from what [`Vault::draw`] gave to keep.
    #[must_use]
    pub fn of(&self, whose: Uuid, kept: &[u8]) -> Option<Self> {
        Some(self.under(self.open(whose, kept)?.try_into().ok()?))
    }

    /// A keyed hash, to find equal values without reading any; `kind` keeps kinds of values apart. Useless without the key
    /// of the instance, and different in every CPTS.
    #[must_use]
    pub fn fingerprint(&self, kind: &str, text: &str) -> Vec<u8> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.index) else { return Vec::new() };
        mac.update(&(kind.len() as u64).to_be_bytes());
        mac.update(kind.as_bytes());
        mac.update(text.as_bytes());
        let hash = mac.finalize().into_bytes();
        hash.iter().copied().take(FINGERPRINT).collect()
    }

    fn under(&self, key: [u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&key.into()), index: self.index, former: None }
    }
}

impl Former {
    fn open(&self, whose: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        decrypt(&self.cipher, sealed, &[*self.cpts.uuid().as_bytes(), *whose.as_bytes()].concat())
    }
}

/// What stands behind its nonce.
fn decrypt(cipher: &XChaCha20Poly1305, sealed: &[u8], aad: &[u8]) -> Option<Vec<u8>> {
    let (nonce, msg) = sealed.split_at_checked(NONCE)?;
    let nonce = XNonce::from(<[u8; NONCE]>::try_from(nonce).ok()?);
    cipher.decrypt(&nonce, Payload { msg, aad }).ok()
}

/// Random bytes.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The system's random source does not fail once the machine is up; a nonce used twice would be worse.
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the system has no random numbers: {error}");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(key: u8, cpts: u128, purpose: &str) -> Vault {
        Vault::new(&Secret::new([key; 32]), purpose, Id::new(Uuid::from_u128(cpts)))
    }

    const ME: Uuid = Uuid::from_u128(2);
    const CLEAR: &[u8] = b"FR7630006000011234567890189";

    #[test]
    fn what_is_sealed_opens_for_its_owner_its_cpts_its_purpose_and_its_instance_only() {
        let ours = vault(7, 1, "essai");
        let sealed = ours.seal(ME, CLEAR);
        assert_eq!(ours.open(ME, &sealed).as_deref(), Some(CLEAR));
        assert!(!sealed.windows(4).any(|some| some == b"3000"));
        assert_ne!(sealed, ours.seal(ME, CLEAR), "a nonce serves once");
        assert_eq!(ours.open(Uuid::from_u128(3), &sealed), None);
        for other in [vault(7, 9, "essai"), vault(8, 1, "essai"), vault(7, 1, "autre")] {
            assert_eq!(other.open(ME, &sealed), None);
        }
        let mut spoiled = sealed.clone();
        *spoiled.last_mut().unwrap() ^= 1;
        assert_eq!(ours.open(ME, &spoiled), None);
        assert_eq!((ours.open(ME, &[]), ours.open(ME, &sealed[..10])), (None, None));
    }

    #[test]
    fn without_its_key_nothing_of_a_subject_opens() {
        let ours = vault(7, 1, "essai");
        let (mine, kept) = ours.draw(ME);
        let sealed = mine.seal(ME, CLEAR);
        assert_eq!(ours.of(ME, &kept).unwrap().open(ME, &sealed).as_deref(), Some(CLEAR));
        assert_eq!(ours.open(ME, &sealed), None);
        assert_eq!(ours.draw(ME).0.open(ME, &sealed), None, "another key of the same subject");
        assert!(ours.of(Uuid::from_u128(3), &kept).is_none());
    }

    #[test]
    fn what_was_sealed_before_seals_had_a_version_opens_whatever_its_first_byte() {
        let secret = Secret::new([7; 32]);
        let with = |cpts: u128| {
            let cpts = Id::new(Uuid::from_u128(cpts));
            Vault::new(&secret, "essai", cpts).with_former(&secret, "ancien", cpts)
        };
        let cipher = XChaCha20Poly1305::new(&secret.derive("ancien").into());
        let aad = [*Uuid::from_u128(1).as_bytes(), *ME.as_bytes()].concat();
        for first in [VERSION, 0, 64] {
            let nonce = [first; NONCE];
            let mut former = nonce.to_vec();
            former.extend(cipher.encrypt(&XNonce::from(nonce), Payload { msg: CLEAR, aad: &aad }).unwrap());
            assert_eq!(with(1).open(ME, &former).as_deref(), Some(CLEAR), "{first}");
            assert_eq!(with(1).open(Uuid::from_u128(3), &former), None, "bound to whose it is");
            assert_eq!(with(9).open(ME, &former), None, "and to the CPTS");
            assert_eq!(vault(7, 1, "essai").open(ME, &former), None, "nobody else opens former seals");
        }
        let sealed = with(1).seal(ME, CLEAR);
        assert_eq!(
            vault(7, 1, "essai").open(ME, &sealed).as_deref(),
            Some(CLEAR),
            "new seals are of one kind"
        );
        assert_eq!((with(1).open(ME, &[]), with(1).open(ME, &[VERSION; 10])), (None, None));
    }

    #[test]
    fn equal_values_share_a_fingerprint_in_one_cpts_and_one_kind_only() {
        let (ours, theirs) = (vault(7, 1, "essai"), vault(7, 9, "essai"));
        let print = ours.fingerprint("nom", "durand");
        assert_eq!((print.clone(), print.len()), (ours.fingerprint("nom", "durand"), FINGERPRINT));
        assert_ne!(print, ours.fingerprint("ville", "durand"));
        assert_ne!(print, theirs.fingerprint("nom", "durand"));
    }
}
