use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// A secret that opens a door: 32 random bytes, known to its bearer only. The database keeps its SHA-256.
#[derive(Clone, PartialEq, Eq)]
pub struct Jeton(String);

impl Jeton {
    /// A new one.
    #[must_use]
    pub fn draw() -> Self {
        Self(BASE64URL_NOPAD.encode(&random::<32>()))
    }

    /// What a cookie or an address carries.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database keeps.
    #[must_use]
    pub fn empreinte(&self) -> Vec<u8> {
        empreinte(&self.0)
    }
}

/// What the database keeps of a token that came with a request.
#[must_use]
pub(crate) fn empreinte(jeton: &str) -> Vec<u8> {
    Sha256::digest(jeton.as_bytes()).to_vec()
}

/// Unpredictable bytes.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The system's random source does not fail once the machine is up; a guessable secret would be worse.
    if let Err(error) = getrandom::fill(&mut bytes) {
        panic!("the system has no random numbers: {error}");
    }
    bytes
}

/// Never in a log.
impl std::fmt::Debug for Jeton {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Jeton(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_fit_in_an_address_and_stay_out_of_logs() {
        let (one, other) = (Jeton::draw(), Jeton::draw());
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 43);
        assert!(one.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        assert_eq!((one.empreinte().len(), format!("{one:?}").as_str()), (32, "Jeton(…)"));
    }
}
