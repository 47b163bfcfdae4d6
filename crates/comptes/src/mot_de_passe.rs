use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::fold;
use std::{collections::BTreeSet, str::FromStr};

/// Fewest characters.
pub const MINIMUM: usize = 12;
/// Most characters: hashing must not become a way to keep the machine busy.
const MAXIMUM: usize = 256;
/// Fewest different characters.
const VARIETE: usize = 5;

/// Roots of the passwords that everybody tries first; a password made of one of them and of digits is refused.
const COURANTS: [&str; 32] = [
    "abcdefghijkl",
    "administrateur",
    "administrator",
    "adminadmin",
    "azertyazerty",
    "azertyuiop",
    "azertyuiopqs",
    "bienvenue",
    "bonjourbonjour",
    "bonjour",
    "changezmoi",
    "changeme",
    "connexion",
    "coordination",
    "cptscpts",
    "doudoudoudou",
    "iloveyou",
    "jetaime",
    "letmein",
    "loulou",
    "maillage",
    "marseille",
    "medecin",
    "motdepasse",
    "passpass",
    "password",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopas",
    "sante",
    "soleil",
    "welcome",
];

/// A password that was accepted; never shown, never kept.
#[derive(Clone)]
pub struct MotDePasse(String);

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MotDePasseError {
    /// Too short.
    #[error(
        "12 caractères au moins\u{a0}: trois ou quatre mots sans rapport entre eux font un bon mot de passe."
    )]
    Court,
    /// Too long.
    #[error("256 caractères au plus.")]
    Long,
    /// One of those that are tried first.
    #[error("Ce mot de passe est l’un des premiers que l’on essaie\u{a0}: choisissez-en un autre.")]
    Courant,
    /// Says who they are.
    #[error("Le mot de passe ne doit pas contenir votre adresse électronique.")]
    Courriel,
}

/// The machine could not hash.
#[derive(Debug, thiserror::Error)]
#[error("argon2: {0}")]
pub struct HachageError(pub(crate) String);

impl MotDePasse {
    /// Accepts `texte` as the new password of whoever signs in as `courriel`.
    ///
    /// # Errors
    /// [`MotDePasseError`].
    pub fn choose(texte: &str, courriel: &str) -> Result<Self, MotDePasseError> {
        match texte.chars().count() {
            ..MINIMUM => return Err(MotDePasseError::Court),
            n if n > MAXIMUM => return Err(MotDePasseError::Long),
            _ => {}
        }
        let squeezed = squeeze(texte);
        let root = squeezed.trim_matches(|c: char| c.is_ascii_digit());
        if squeezed.chars().collect::<BTreeSet<_>>().len() < VARIETE
            || COURANTS.contains(&root)
            || is_run(&squeezed)
        {
            return Err(MotDePasseError::Courant);
        }
        let name = squeeze(courriel.split('@').next().unwrap_or_default());
        if name.len() > 2 && squeezed.contains(&name) {
            return Err(MotDePasseError::Courriel);
        }
        Ok(Self(texte.to_owned()))
    }

    /// Its argon2id hash, in the standard text form. Takes tens of milliseconds.
    ///
    /// # Errors
    /// When the machine has no memory for it.
    pub fn hash(&self) -> Result<String, HachageError> {
        let hash =
            hasher().hash_password(self.0.as_bytes()).map_err(|error| HachageError(error.to_string()))?;
        Ok(hash.to_string())
    }
}

/// Whether `texte` is the password of `empreinte`. Takes tens of milliseconds. Without hash it takes as long and says no, so
/// that nobody learns who has an account.
#[must_use]
pub fn verify(texte: &str, empreinte: Option<&str>) -> bool {
    if texte.chars().count() > MAXIMUM {
        return false;
    }
    match empreinte.map(PasswordHash::new) {
        Some(Ok(hash)) => hasher().verify_password(texte.as_bytes(), &hash).is_ok(),
        Some(Err(_)) | None => {
            let spent = hasher().hash_password(texte.as_bytes());
            drop(spent);
            false
        }
    }
}

/// Argon2id, 19 MiB, two passes, one lane: the first choice of the OWASP for 2024, and the default of the library.
fn hasher() -> Argon2<'static> {
    Argon2::default()
}

/// Letters and digits, without case, accents or separators.
fn squeeze(texte: &str) -> String {
    fold(texte).replace(' ', "")
}

/// « 123456789012 », « abcdefghijkl ».
fn is_run(texte: &str) -> bool {
    let steps = texte.bytes().zip(texte.bytes().skip(1));
    steps.clone().all(|(a, b)| b == a + 1 || (a == b'9' && b == b'0'))
        || steps.clone().all(|(a, b)| a == b + 1)
}

/// A password read without knowing whose: on the command line.
impl FromStr for MotDePasse {
    type Err = MotDePasseError;
    fn from_str(texte: &str) -> Result<Self, MotDePasseError> {
        Self::choose(texte, "")
    }
}

/// Never in a log.
impl std::fmt::Debug for MotDePasse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MotDePasse(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(texte: &str) -> Option<MotDePasseError> {
        MotDePasse::choose(texte, "claire.fabre@exemple.fr").err()
    }

    #[test]
    fn weak_passwords_are_refused_with_their_reason() {
        use MotDePasseError as E;
        assert_eq!(refusal("court"), Some(E::Court));
        assert_eq!(refusal("onze lettre"), Some(E::Court));
        assert_eq!(refusal(&"é".repeat(257)), Some(E::Long));
        for common in [
            "Motdepasse1234",
            "123456789012",
            "1234567890123",
            "azertyuiop12",
            "aaaaaaaaaaaa",
            "Bienvenue2026!",
        ] {
            assert_eq!(refusal(common), Some(E::Courant), "{common}");
        }
        assert_eq!(refusal("Claire-Fabre-43!"), Some(E::Courriel));
        assert_eq!(refusal("lentille verte du matin"), None);
        assert_eq!(
            format!("{:?}", MotDePasse::choose("lentille verte du matin", "").unwrap()),
            "MotDePasse(…)"
        );
    }

    #[test]
    fn a_hash_recognises_its_password_only() {
        let hash = MotDePasse::choose("lentille verte du matin", "").unwrap().hash().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("lentille verte du matin", Some(&hash)));
        assert!(!verify("lentille verte du soir", Some(&hash)));
        assert!(!verify("lentille verte du matin", None) && !verify("x", Some("illisible")));
    }
}
