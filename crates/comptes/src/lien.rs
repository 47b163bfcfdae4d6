use jiff::{SignedDuration, Timestamp};
use kernel::Event;
use serde::Serialize;

/// What a single-use token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Sign in from the mailbox.
    Connexion,
    /// Come in for the first time, from the mailbox.
    Invitation,
    /// Give the code of the second factor: held by the browser, opens nothing by itself.
    Code,
}

impl Usage {
    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Connexion => "connexion",
            Self::Invitation => "invitation",
            Self::Code => "code",
        }
    }

    /// How long the token is good for.
    #[must_use]
    pub const fn duree(self) -> SignedDuration {
        match self {
            Self::Connexion => SignedDuration::from_mins(15),
            Self::Invitation => SignedDuration::from_hours(7 * 24),
            Self::Code => SignedDuration::from_mins(5),
        }
    }

    /// When a token drawn at `now` stops being good.
    #[must_use]
    pub fn expire(self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.duree()).unwrap_or(Timestamp::MAX)
    }
}

/// Somebody asks for a sign-in link: the mail is due.
#[derive(Debug, Serialize)]
pub struct LienDemande {
    /// Where to send it.
    pub courriel: String,
    /// First name, for the greeting.
    pub prenom: String,
    /// Path of the page that signs in, with its token; put the public address of the instance before it.
    pub chemin: String,
    /// Until when it is good.
    pub expire: Timestamp,
}

impl Event for LienDemande {
    const NAME: &'static str = "comptes.lien_demande";
}

/// Somebody was invited to a CPTS: the mail is due.
#[derive(Debug, Serialize)]
pub struct MembreInvite {
    /// Where to send it.
    pub courriel: String,
    /// First name, for the greeting.
    pub prenom: String,
    /// Name of the CPTS.
    pub cpts: String,
    /// Path of the page that signs in, with its token; put the public address of the instance before it.
    pub chemin: String,
    /// Until when it is good.
    pub expire: Timestamp,
}

impl Event for MembreInvite {
    const NAME: &'static str = "comptes.membre_invite";
}

/// The page that signs in with a token.
#[must_use]
pub(crate) fn chemin(jeton: &crate::Jeton) -> String {
    format!("/connexion/lien/{}", jeton.as_str())
}
