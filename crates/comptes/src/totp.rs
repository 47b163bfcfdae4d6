use crate::{Personne, jeton::random};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use data_encoding::BASE32_NOPAD;
use db::Secret;
use jiff::Timestamp;
use kernel::Id;
use totp_rs::{Builder, Totp};

const NONCE: usize = 24;
/// How many recovery codes are given.
pub const CODES: usize = 8;

/// The key that an authenticator application shares with us: six digits every thirty seconds (RFC 6238).
#[derive(Clone, PartialEq, Eq)]
pub struct Cle(Vec<u8>);

impl Cle {
    /// A new one, 160 bits.
    #[must_use]
    pub fn draw() -> Self {
        Self(random::<20>().to_vec())
    }

    /// Encrypted for storage; bound to its person, so that a row cannot be copied to somebody else's.
    #[must_use]
    pub fn seal(&self, secret: &Secret, personne: Id<Personne>) -> Vec<u8> {
        let (nonce, whose) = (random::<NONCE>(), personne.uuid());
        let payload = Payload { msg: &self.0, aad: whose.as_bytes() };
        let mut sealed = nonce.to_vec();
        // The only failure is a message of more than 256 GB.
        sealed.extend(cipher(secret).encrypt(&XNonce::from(nonce), payload).unwrap_or_default());
        sealed
    }

    /// Reads what [`Cle::seal`] wrote; nothing when the key of the instance changed or the row was tampered with.
    #[must_use]
    pub fn open(sealed: &[u8], secret: &Secret, personne: Id<Personne>) -> Option<Self> {
        let (nonce, msg) = sealed.split_at_checked(NONCE)?;
        let nonce = XNonce::from(<[u8; NONCE]>::try_from(nonce).ok()?);
        let whose = personne.uuid();
        let payload = Payload { msg, aad: whose.as_bytes() };
        cipher(secret).decrypt(&nonce, payload).ok().map(Self)
    }

    /// The time step for which `code` is right, one step of tolerance on each side. A step is to be accepted once.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let time = u64::try_from(now.as_second()).ok()?;
        let step = self.totp("", "")?.check(&digits, time)?;
        i64::try_from(step).ok()
    }

    /// The code of an instant.
    #[must_use]
    pub fn code_at(&self, now: Timestamp) -> Option<String> {
        let time = u64::try_from(now.as_second()).ok()?;
        Some(self.totp("", "")?.generate(time).to_string())
    }

    /// What the QR code says to the application.
    #[must_use]
    pub fn url(&self, instance: &str, courriel: &str) -> Option<String> {
        self.totp(instance, courriel)?.to_url().ok()
    }

    /// What can be typed instead of reading the QR code: groups of four letters.
    #[must_use]
    pub fn en_clair(&self) -> String {
        in_groups(&BASE32_NOPAD.encode(&self.0))
    }

    fn totp(&self, instance: &str, courriel: &str) -> Option<Totp> {
        let issuer = Some(instance.replace(':', " ")).filter(|name| !name.is_empty());
        let builder =
            Builder::new().with_secret(self.0.clone()).with_account_name(courriel.replace(':', " "));
        builder.with_issuer(issuer).build().ok()
    }
}

/// Codes for the day the telephone is lost, each good once: eighty random bits, so that guessing is hopeless.
#[must_use]
pub fn codes_de_secours() -> Vec<String> {
    (0..CODES).map(|_| in_groups(&BASE32_NOPAD.encode(&random::<10>()))).collect()
}

/// What the database keeps of a recovery code: a hash keyed outside the database.
#[must_use]
pub fn empreinte(code: &str, secret: &Secret, personne: Id<Personne>) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    secret.seal("code_secours", &[&personne.to_string(), &plain.to_ascii_uppercase()])
}

/// Whether what was typed looks like a recovery code rather than like six digits.
#[must_use]
pub fn is_code_de_secours(code: &str) -> bool {
    code.chars().filter(char::is_ascii_alphanumeric).count() == 16
}

fn cipher(secret: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&secret.derive("totp").into())
}

fn in_groups(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn someone(n: u128) -> Id<Personne> {
        format!("00000000-0000-0000-0000-{n:012}").parse().unwrap()
    }

    #[test]
    fn a_sealed_key_opens_for_its_person_and_instance_only() {
        let (cle, secret) = (Cle::draw(), Secret::new([7; 32]));
        let sealed = cle.seal(&secret, someone(1));
        assert!(Cle::open(&sealed, &secret, someone(1)) == Some(cle));
        assert!(Cle::open(&sealed, &secret, someone(2)).is_none());
        assert!(Cle::open(&sealed, &Secret::new([8; 32]), someone(1)).is_none());
        assert!(Cle::open(&[], &secret, someone(1)).is_none());
    }

    #[test]
    fn codes_are_those_of_rfc_6238_with_one_step_of_tolerance() {
        let cle = Cle(b"12345678901234567890".to_vec());
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(cle.code_at(at(59)).unwrap(), "287082");
        assert_eq!(cle.step_of("287 082", at(59)), Some(1));
        assert_eq!(cle.step_of("287082", at(89)), Some(1));
        assert_eq!(cle.step_of("287082", at(90)), None);
        assert_eq!(cle.step_of("28708", at(59)), None);
        assert!(
            cle.url("Maillage", "claire@exemple.fr")
                .unwrap()
                .starts_with("otpauth://totp/Maillage:claire%40exemple.fr?secret=")
        );
    }

    #[test]
    fn recovery_codes_are_read_however_they_are_typed() {
        let codes = codes_de_secours();
        let secret = Secret::new([7; 32]);
        let typed = codes[0].replace(' ', "-").to_lowercase();
        assert!(codes.len() == CODES && is_code_de_secours(&typed) && !is_code_de_secours("123456"));
        assert_eq!(empreinte(&codes[0], &secret, someone(1)), empreinte(&typed, &secret, someone(1)));
        assert_ne!(empreinte(&codes[0], &secret, someone(1)), empreinte(&typed, &secret, someone(2)));
    }
}
