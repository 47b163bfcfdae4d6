//! Who may call. The platform authenticates with a certificate (IGC-Santé): the proxy in front of the program asks for it, checks
//! it, and says whose it is in a header of every request.

use std::str::FromStr;

/// Who may read what is published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Acces {
    /// Nobody: the exchange is not set up on this instance.
    #[default]
    Ferme,
    /// Everybody: a demonstration, where nothing is real.
    Ouvert,
    /// Those whose certificate the proxy checked and has one of these subjects.
    Certificat {
        /// Header in which the proxy writes the subject of the certificate that it checked; it must remove that of the caller.
        entete: String,
        /// Subjects let in.
        sujets: Vec<Sujet>,
    },
}

/// The part of the subject of a certificate that is checked: common name and organisational unit, given by the ANS for each
/// environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sujet {
    cn: String,
    ou: Vec<String>,
}

/// The text has no common name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "«\u{a0}{0}\u{a0}» n’est pas le sujet d’un certificat\u{a0}: attendu «\u{a0}CN=nom, OU=unité\u{a0}»."
)]
pub struct SujetError(String);

impl FromStr for Sujet {
    type Err = SujetError;

    /// Reads `CN=…, OU=…` (RFC 2253, in any order) or `/OU=…/CN=…`, as proxies write it. What else stands there is not looked at.
    fn from_str(text: &str) -> Result<Self, SujetError> {
        let parts: Vec<String> =
            if text.starts_with('/') { text.split('/').map(str::to_owned).collect() } else { split(text) };
        let named = |name: &str| {
            let of_that_name = |part: &String| {
                let (key, value) = part.split_once('=')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            };
            parts.iter().filter_map(of_that_name).collect::<Vec<_>>()
        };
        let [cn] = &named("CN")[..] else { return Err(SujetError(text.chars().take(200).collect())) };
        Ok(Self { cn: cn.clone(), ou: named("OU") })
    }
}

/// The parts between commas; one behind a backslash is a part of a value.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match (sign, parts.last_mut()) {
            (',', _) => parts.push(String::new()),
            ('\\', Some(part)) => part.extend(signs.next()),
            (sign, Some(part)) => part.push(sign),
            (_, None) => {}
        }
    }
    parts
}

impl Acces {
    /// The header that says whose certificate it is, when one is asked for.
    #[must_use]
    pub fn entete(&self) -> Option<&str> {
        match self {
            Self::Ferme | Self::Ouvert => None,
            Self::Certificat { entete, .. } => Some(entete),
        }
    }

    /// Whether whoever sends these values of that header may read.
    #[must_use]
    pub fn lets_in(&self, said: &[&str]) -> bool {
        match (self, said) {
            (Self::Ferme, _) => false,
            (Self::Ouvert, _) => true,
            (Self::Certificat { sujets, .. }, [one]) => {
                one.parse::<Sujet>().is_ok_and(|shown| sujets.iter().any(|known| known.is(&shown)))
            }
            // None, or two of them: one is the caller’s own.
            (Self::Certificat { .. }, _) => false,
        }
    }
}

impl Sujet {
    /// Whether `shown` has this name and every unit that is asked.
    fn is(&self, shown: &Self) -> bool {
        self.cn == shown.cn && self.ou.iter().all(|unit| shown.ou.contains(unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_that_the_proxy_checked_opens_and_no_other() {
        let acces = Acces::Certificat {
            entete: "X-Client".to_owned(),
            sujets: vec!["CN=sas.example, OU=318751275100020".parse().unwrap()],
        };
        for right in [
            "CN=sas.example,OU=318751275100020,O=ASIP",
            "OU=318751275100020, CN=sas.example",
            "/C=FR/O=ANS/OU=318751275100020/CN=sas.example",
            "cn=sas.example,ou=autre,ou=318751275100020",
        ] {
            assert!(acces.lets_in(&[right]), "{right}");
        }
        for wrong in [
            "CN=sas.example",
            "CN=sas.example, OU=1",
            "CN=autre, OU=318751275100020",
            "CN=autre\\, CN=sas.example, OU=318751275100020",
            "CN=sas.example, CN=autre, OU=318751275100020",
            "",
        ] {
            assert!(!acces.lets_in(&[wrong]), "{wrong}");
        }
        let right = "CN=sas.example, OU=318751275100020";
        assert!(!acces.lets_in(&[]) && !acces.lets_in(&[right, right]));
        assert!(Acces::Ouvert.lets_in(&[]) && !Acces::Ferme.lets_in(&[right]));
    }

    #[test]
    fn a_subject_without_name_is_refused() {
        assert!("OU=1".parse::<Sujet>().is_err() && "".parse::<Sujet>().is_err());
    }
}
