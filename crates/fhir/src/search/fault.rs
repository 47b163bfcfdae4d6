use crate::issue::{Issue, IssueCode, quoted};
use crate::resource::OperationOutcome;

/// One thing wrong in a search.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchFault {
    /// A mandatory parameter did not come.
    #[error("Le paramètre {parameter} est obligatoire\u{a0}: {expected}.")]
    Missing {
        /// Its name.
        parameter: &'static str,
        /// What is accepted.
        expected: &'static str,
    },
    /// A known parameter whose value cannot be read.
    #[error("Le paramètre {parameter} est illisible\u{a0}: {came} a été reçu au lieu de\u{a0}: {expected}.")]
    Unreadable {
        /// Its name.
        parameter: &'static str,
        /// What came, quoted and cut.
        came: String,
        /// What is accepted.
        expected: &'static str,
    },
    /// A parameter that comes once came several times.
    #[error("Le paramètre {parameter} n’est accepté qu’une fois.")]
    Repeated {
        /// Its name.
        parameter: &'static str,
    },
    /// More professionals than one search may name.
    #[error(
        "{came} identifiants de professionnels ont été reçus\u{a0}: une recherche en porte {most} au plus."
    )]
    TooMany {
        /// Its name.
        parameter: &'static str,
        /// How many came.
        came: usize,
        /// How many are accepted.
        most: usize,
    },
    /// A prefix, a modifier or a format that we do not serve.
    #[error("{what} n’est pas pris en charge sur le paramètre {parameter}.")]
    NotSupported {
        /// Its name.
        parameter: &'static str,
        /// What came, quoted and cut.
        what: String,
    },
}

/// A search that cannot be run, with everything that is wrong in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One or several.
    pub faults: Vec<SearchFault>,
}

impl SearchFault {
    pub(super) fn unreadable(parameter: &'static str, came: &str, expected: &'static str) -> Self {
        Self::Unreadable { parameter, came: quoted(came), expected }
    }

    pub(super) fn not_supported(parameter: &'static str, what: &str) -> Self {
        Self::NotSupported { parameter, what: quoted(what) }
    }

    /// The parameter that is at fault.
    #[must_use]
    pub fn parameter(&self) -> &'static str {
        match self {
            Self::Missing { parameter, .. }
            | Self::Unreadable { parameter, .. }
            | Self::Repeated { parameter }
            | Self::TooMany { parameter, .. }
            | Self::NotSupported { parameter, .. } => parameter,
        }
    }

    fn code(&self) -> IssueCode {
        match self {
            Self::Missing { .. } => IssueCode::Required,
            Self::Unreadable { .. } => IssueCode::Value,
            Self::Repeated { .. } => IssueCode::Invalid,
            Self::TooMany { .. } => IssueCode::TooCostly,
            Self::NotSupported { .. } => IssueCode::NotSupported,
        }
    }
}

impl Refusal {
    /// The HTTP status of every refusal of a search.
    pub const STATUS: u16 = 400;

    /// The body of the answer.
    #[must_use]
    pub fn outcome(&self) -> OperationOutcome {
        let issue = |fault: &SearchFault| Issue::error(fault.code(), "", fault.to_string());
        OperationOutcome::from(self.faults.iter().map(issue).collect::<Vec<_>>().as_slice())
    }
}
