//! What is encrypted at rest: bank details and issued files. XChaCha20-Poly1305, under a key derived from that of the
//! instance; bound to the CPTS and to what it is of, so that a row cannot be copied to somebody else’s.

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use db::Secret;
use kernel::{Cpts, Id};
use uuid::Uuid;

const NONCE: usize = 24;

/// A key drawn once for many seals.
pub struct Coffre {
    cipher: XChaCha20Poly1305,
    cpts: Id<Cpts>,
}

impl Coffre {
    /// The safe of a CPTS.
    #[must_use]
    pub fn new(secret: &Secret, cpts: Id<Cpts>) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&secret.derive("indemnites.coffre").into()), cpts }
    }

    /// Encrypted, and bound to `whose`.
    #[must_use]
    pub fn seal(&self, whose: Uuid, clear: &[u8]) -> Vec<u8> {
        let nonce = random();
        let mut sealed = nonce.to_vec();
        let aad = self.aad(whose);
        // The only failure is a message of more than 256 GB.
        sealed.extend(
            self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: clear, aad: &aad }).unwrap_or_default(),
        );
        sealed
    }

    /// Reads what [`Coffre::seal`] wrote; nothing when the key changed or the row was tampered with.
    #[must_use]
    pub fn open(&self, whose: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, msg) = sealed.split_at_checked(NONCE)?;
        let nonce = XNonce::from(<[u8; NONCE]>::try_from(nonce).ok()?);
        let aad = self.aad(whose);
        self.cipher.decrypt(&nonce, Payload { msg, aad: &aad }).ok()
    }

    fn aad(&self, whose: Uuid) -> Vec<u8> {
        [*self.cpts.uuid().as_bytes(), *whose.as_bytes()].concat()
    }
}

fn random() -> [u8; NONCE] {
    let mut bytes = [0; NONCE];
    // The system's random source does not fail once the machine is up; a nonce used twice would be worse.
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the system has no random numbers: {error}");
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_owner_its_cpts_and_its_instance_only() {
        let (secret, here, me) = (Secret::new([7; 32]), Id::new(Uuid::from_u128(1)), Uuid::from_u128(2));
        let coffre = Coffre::new(&secret, here);
        let sealed = coffre.seal(me, b"FR7630006000011234567890189");
        assert_eq!(coffre.open(me, &sealed).as_deref(), Some(&b"FR7630006000011234567890189"[..]));
        assert!(!sealed.windows(4).any(|some| some == b"3000"));
        assert_ne!(sealed, coffre.seal(me, b"FR7630006000011234567890189"), "a nonce serves once");
        assert_eq!(coffre.open(Uuid::from_u128(3), &sealed), None);
        assert_eq!(Coffre::new(&secret, Id::new(Uuid::from_u128(9))).open(me, &sealed), None);
        assert_eq!(Coffre::new(&Secret::new([8; 32]), here).open(me, &sealed), None);
        assert_eq!(coffre.open(me, &[]), None);
    }
}
