use crate::{Jeton, Personne};
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use std::str::FromStr;

/// Nobody stays signed in longer.
pub const DUREE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// A session that does nothing for so long is over.
pub const INACTIVITE: SignedDuration = SignedDuration::from_hours(12);
/// The last activity is known to this precision, so that reading pages does not write.
pub const PRECISION: SignedDuration = SignedDuration::from_mins(5);
/// How long after a sign-in by link a forgotten password may be replaced.
pub const FRAICHEUR: SignedDuration = SignedDuration::from_mins(15);

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moyen {
    /// Their password.
    MotDePasse,
    /// A link sent to their address.
    Lien,
}

/// The text names no way to sign in.
#[derive(Debug, thiserror::Error)]
#[error("« {0} » n’est pas un moyen de connexion.")]
pub struct MoyenError(String);

impl Moyen {
    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MotDePasse => "mot_de_passe",
            Self::Lien => "lien",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::MotDePasse => "par mot de passe",
            Self::Lien => "par lien reçu par courriel",
        }
    }
}

impl FromStr for Moyen {
    type Err = MoyenError;
    fn from_str(text: &str) -> Result<Self, MoyenError> {
        let found = [Self::MotDePasse, Self::Lien].into_iter().find(|moyen| moyen.code() == text);
        found.ok_or_else(|| MoyenError(text.to_owned()))
    }
}

/// Somebody signed in on some device.
#[derive(Debug, Clone)]
pub struct Session {
    /// Public id, for lists and for the journal.
    pub id: Id<Self>,
    /// Who.
    pub personne: Id<Personne>,
    /// How they signed in.
    pub moyen: Moyen,
    /// When.
    pub creee_le: Timestamp,
    /// Last activity, to five minutes.
    pub vue_le: Timestamp,
    /// From which address.
    pub ip: String,
    /// With which browser.
    pub agent: String,
}

impl Session {
    /// Whether it was opened by a link a moment ago: whoever reads the mail may replace a forgotten password.
    #[must_use]
    pub fn may_replace_password(&self, now: Timestamp) -> bool {
        self.moyen == Moyen::Lien && now.duration_since(self.creee_le) < FRAICHEUR
    }

    /// The device in words: « Firefox sur Windows ».
    #[must_use]
    pub fn appareil(&self) -> String {
        let named = |list: &[(&str, &'static str)]| {
            list.iter().find(|(sign, _)| self.agent.contains(sign)).map(|(_, name)| *name)
        };
        // The order counts: every browser claims to be several others.
        let browser = named(&[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("FxiOS", "Firefox"),
            ("Chrom", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari/", "Safari"),
            ("curl", "curl"),
        ]);
        let system = named(&[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("Mac OS X", "Mac"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ]);
        match (browser, system) {
            (Some(browser), Some(system)) => format!("{browser} sur {system}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => "Appareil inconnu".to_owned(),
        }
    }

    /// Where it is used, in words, seen from `ici`.
    #[must_use]
    pub fn lieu(&self, ici: &str) -> String {
        match self.ip.as_str() {
            "" => "adresse inconnue".to_owned(),
            "127.0.0.1" | "::1" => "cette machine".to_owned(),
            ip if ip == ici => "même réseau que maintenant".to_owned(),
            ip => format!("adresse {ip}"),
        }
    }
}

/// What signing in leads to.
#[derive(Debug, Clone)]
pub enum Entree {
    /// Signed in: the token of the new session, for the cookie.
    Ouverte(Jeton),
    /// The password or the link was right; a code of the second factor is still due.
    Code(Jeton),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(agent: &str, ip: &str) -> Session {
        let nil = "00000000-0000-0000-0000-000000000000";
        Session {
            id: nil.parse().unwrap(),
            personne: nil.parse().unwrap(),
            moyen: Moyen::Lien,
            creee_le: Timestamp::UNIX_EPOCH,
            vue_le: Timestamp::UNIX_EPOCH,
            ip: ip.to_owned(),
            agent: agent.to_owned(),
        }
    }

    #[test]
    fn devices_and_places_are_told_in_words() {
        let edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Safari/604.1";
        assert_eq!(session(edge, "").appareil(), "Edge sur Windows");
        assert_eq!(session(iphone, "").appareil(), "Safari sur iPhone");
        assert_eq!(session("", "").appareil(), "Appareil inconnu");
        assert_eq!(session("", "192.0.2.1").lieu("192.0.2.1"), "même réseau que maintenant");
        assert_eq!(session("", "192.0.2.1").lieu("192.0.2.9"), "adresse 192.0.2.1");
    }

    #[test]
    fn a_link_lets_replace_the_password_for_a_quarter_of_an_hour() {
        let one = session("", "");
        assert!(one.may_replace_password(Timestamp::from_second(899).unwrap()));
        assert!(!one.may_replace_password(Timestamp::from_second(900).unwrap()));
        assert!(!Session { moyen: Moyen::MotDePasse, ..one }.may_replace_password(Timestamp::UNIX_EPOCH));
    }
}
