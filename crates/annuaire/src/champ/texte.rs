use std::fmt;
use std::str::FromStr;

/// Words of at most `N` characters; several lines are kept, other invisible signs are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texte<const N: usize>(String);

/// The text is too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{recu} caractères reçus\u{a0}; {accepte} au plus.")]
pub struct TexteError {
    recu: usize,
    accepte: usize,
}

impl<const N: usize> Texte<N> {
    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<const N: usize> FromStr for Texte<N> {
    type Err = TexteError;

    fn from_str(text: &str) -> Result<Self, TexteError> {
        let shown =
            text.trim().chars().filter(|sign| !sign.is_control() || *sign == '\n').collect::<String>();
        let recu = shown.chars().count();
        if recu > N { Err(TexteError { recu, accepte: N }) } else { Ok(Self(shown)) }
    }
}

impl<const N: usize> fmt::Display for Texte<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a page on the web; a browser never runs it as a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site(String);

/// The text is not the address of a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas l’adresse d’un site\u{a0}: écrivez par exemple https://www.exemple.fr.")]
pub struct SiteError(String);

impl FromStr for Site {
    type Err = SiteError;

    fn from_str(text: &str) -> Result<Self, SiteError> {
        let text = text.trim();
        let wrong = || SiteError(text.chars().take(60).collect());
        let address = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).ok_or_else(wrong)?;
        let named = host.contains('.')
            && host.split('.').all(|label| !label.is_empty())
            && host.chars().all(|sign| sign.is_alphanumeric() || "-.:".contains(sign));
        let plain = !address
            .contains(|sign: char| sign.is_whitespace() || sign.is_control() || "<>\"'\\`".contains(sign));
        if named && plain && address.chars().count() <= 300 { Ok(Self(address)) } else { Err(wrong()) }
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_the_web_and_runs_nothing() {
        assert_eq!(
            "www.exemple.fr/rdv?x=1".parse::<Site>().unwrap().to_string(),
            "https://www.exemple.fr/rdv?x=1"
        );
        for wrong in [
            "javascript:alert(1)",
            "javascript://exemple.fr/%0aalert(1)",
            "ftp://exemple.fr",
            "exemple",
            "https://a b.fr",
            "https://.fr",
            "https://e.fr/\"onclick",
        ] {
            assert!(wrong.parse::<Site>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn words_are_counted_not_cut() {
        assert_eq!(" deux\nlignes\u{7} ".parse::<Texte<12>>().unwrap().as_str(), "deux\nlignes");
        assert!("trop long".parse::<Texte<8>>().is_err());
    }
}
