use comptes::{Contact, Personne};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use kernel::Id;
use serde::Serialize;

/// The usage of the links that open a survey for one person.
pub const USAGE: &str = "enquete.reponse";
/// Days during which a link of a survey that is over still says so.
const SURSIS_DAYS: i64 = 30;
/// Days during which names and addresses of those who were invited are kept after the end of the survey. A choice, not a
/// figure of the law: Règlement (UE) 2016/679, art. 5(1)(e), asks to keep what names people no longer than its purpose
/// does. A month is the life of the links themselves, and leaves the time to reopen a survey and remind the silent.
pub const CONSERVATION_DAYS: i64 = SURSIS_DAYS;

/// The day on which addresses of a survey that ends on `fin` are erased.
#[must_use]
pub fn effacement(fin: Date) -> Date {
    fin.saturating_add(jiff::Span::new().days(CONSERVATION_DAYS))
}

/// The surveys that ended on that day or before are those whose addresses are erased on `jour`.
pub(crate) fn closed_before(jour: Date) -> Date {
    jour.saturating_sub(jiff::Span::new().days(CONSERVATION_DAYS))
}

/// Somebody who may answer once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Id; the subject of the person's links.
    pub id: Id<Self>,
    /// The member, when they are one.
    pub personne: Option<Id<Personne>>,
    /// Name, when it is known; else empty.
    pub nom: String,
    /// Mail address or telephone number; empty for whoever was not written to.
    pub adresse: String,
    /// How they were asked.
    pub canal: Canal,
    /// Reminders received.
    pub relances: u16,
    /// The day they answered.
    pub repondue_le: Option<Date>,
}

/// How somebody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Canal {
    /// By mail.
    Courriel,
    /// By SMS.
    Sms,
    /// Not asked: a member who answered from their account.
    Compte,
}

/// The text names no channel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un canal.")]
pub struct CanalError(String);

impl Canal {
    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Courriel => "courriel",
            Self::Sms => "sms",
            Self::Compte => "compte",
        }
    }

    /// The channel of a contact.
    #[must_use]
    pub const fn of(contact: &Contact) -> Self {
        match contact {
            Contact::Courriel(_) => Self::Courriel,
            Contact::Telephone(_) => Self::Sms,
        }
    }
}

impl std::str::FromStr for Canal {
    type Err = CanalError;
    fn from_str(text: &str) -> Result<Self, CanalError> {
        let found = [Self::Courriel, Self::Sms, Self::Compte].into_iter().find(|canal| canal.code() == text);
        found.ok_or_else(|| CanalError(text.to_owned()))
    }
}

/// Somebody to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destinataire {
    /// The member, when they are one.
    pub personne: Option<Id<Personne>>,
    /// Name, when it is known; else empty.
    pub nom: String,
    /// Where to write.
    pub contact: Contact,
}

impl Destinataire {
    /// One person per line, or between semicolons: « Anne Roux <anne@exemple.fr> », an address alone, a telephone number.
    ///
    /// # Errors
    /// What cannot be read, as it was written.
    pub fn lines(text: &str) -> Result<Vec<Self>, Vec<String>> {
        let (mut people, mut unread) = (Vec::new(), Vec::new());
        for line in text.split(['\n', ';', ',']).map(str::trim).filter(|line| !line.is_empty()) {
            let named = line.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
            let (nom, contact) =
                named.map_or(("", line), |(nom, contact)| (nom.trim().trim_matches('"'), contact));
            match contact.trim().parse() {
                Ok(contact) => {
                    people.push(Self { personne: None, nom: nom.chars().take(160).collect(), contact });
                }
                Err(_) => unread.push(line.chars().take(80).collect()),
            }
        }
        if unread.is_empty() { Ok(people) } else { Err(unread) }
    }
}

/// A contact as invitations compare it.
#[must_use]
pub fn adresse(contact: &Contact) -> String {
    match contact {
        Contact::Courriel(courriel) => comptes::folded(courriel),
        Contact::Telephone(numero) => numero.e164().unwrap_or_else(|| numero.to_string()),
    }
}

/// How long a link drawn at `now` lives, for a survey that ends on `au`: it says that the survey is over for a month.
#[must_use]
pub fn duree(now: Timestamp, au: Date) -> SignedDuration {
    let end = au.saturating_add(jiff::Span::new().days(SURSIS_DAYS));
    let end = end.to_zoned(TimeZone::UTC).map_or(now, |zoned| zoned.timestamp());
    end.duration_since(now).max(SignedDuration::from_hours(24))
}
