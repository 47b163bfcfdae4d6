use std::fmt;

use crate::resource::{OperationOutcome, OutcomeIssue};

/// How grave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Refused.
    Error,
    /// Taken, with a word about it.
    Warning,
    /// Worth knowing.
    Information,
}

/// The kinds of issue that we tell apart (value set `issue-type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueCode {
    /// Not JSON, or not the JSON of FHIR.
    Structure,
    /// A mandatory element is missing.
    Required,
    /// A value is not among those accepted.
    Value,
    /// An element that may not be there.
    Invalid,
    /// A rule between elements.
    BusinessRule,
    /// Something that we do not do.
    NotSupported,
    /// More than an answer may hold.
    TooCostly,
    /// No such resource.
    NotFound,
    /// Somebody else changed it meanwhile.
    Conflict,
    /// Who asks may not.
    Forbidden,
    /// Our fault.
    Exception,
    /// Too many requests.
    Throttled,
}

/// One thing that is wrong, or deserves a word: where, and a French sentence that says what came and what is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How grave.
    pub severity: Severity,
    /// Its kind.
    pub code: IssueCode,
    /// Where, as FHIRPath (`Practitioner.name[0].family`), or the name of a search parameter; empty for the whole.
    pub path: String,
    /// For people.
    pub diagnostics: String,
}

impl Severity {
    /// On the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

impl IssueCode {
    /// On the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Required => "required",
            Self::Value => "value",
            Self::Invalid => "invalid",
            Self::BusinessRule => "business-rule",
            Self::NotSupported => "not-supported",
            Self::TooCostly => "too-costly",
            Self::NotFound => "not-found",
            Self::Conflict => "conflict",
            Self::Forbidden => "forbidden",
            Self::Exception => "exception",
            Self::Throttled => "throttled",
        }
    }
}

impl Issue {
    /// An error: what it is about is refused.
    #[must_use]
    pub fn error(code: IssueCode, path: impl Into<String>, diagnostics: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, path: path.into(), diagnostics: diagnostics.into() }
    }

    /// A warning: what it is about is taken.
    #[must_use]
    pub fn warning(code: IssueCode, path: impl Into<String>, diagnostics: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, path, diagnostics) }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            return f.write_str(&self.diagnostics);
        }
        write!(f, "{}\u{a0}: {}", self.path, self.diagnostics)
    }
}

/// Whether one of them refuses.
#[must_use]
pub fn refused(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Error)
}

impl From<&[Issue]> for OperationOutcome {
    fn from(issues: &[Issue]) -> Self {
        let issue = issues.iter().map(|issue| OutcomeIssue {
            severity: Some(issue.severity.code().into()),
            code: Some(issue.code.code().into()),
            diagnostics: Some(issue.diagnostics.clone().into()),
            expression: if issue.path.is_empty() { Vec::new() } else { vec![issue.path.clone().into()] },
            ..OutcomeIssue::default()
        });
        Self { issue: issue.collect(), ..Self::default() }
    }
}

/// What came, short enough to be quoted in a sentence.
pub(crate) fn quoted(text: &str) -> String {
    let mut chars = text.trim().chars();
    let short: String = chars.by_ref().take(60).collect();
    let more = if chars.next().is_some() { "…" } else { "" };
    format!("«\u{a0}{short}{more}\u{a0}»")
}
