use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use std::error::Error as StdError;

/// A refusal that a verb or a noun can give, as HTTP sees it.
pub trait Refusal: StdError {
    /// Status and stable code, `crate-noun-reason`; 500 and `erreur-interne` for faults.
    fn problem(&self) -> (u16, &'static str);
}

/// What went wrong with a request: a page for a person, RFC 9457 JSON for a program.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    /// `/problemes/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sentence for a person.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What to do, or more about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// What to quote when reporting a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Box<str>>,
    /// The fields at fault, with what is accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The page says this title and this detail, not the usual words for its status.
    #[serde(skip)]
    pub(crate) own_words: bool,
}

/// One field at fault.
#[derive(Debug, Clone, Serialize)]
pub struct FieldProblem {
    /// Name of the field or parameter.
    pub field: String,
    /// What came and what is accepted.
    pub detail: String,
}

impl Problem {
    /// A problem with its stable code and its sentence.
    #[must_use]
    pub fn new(status: u16, code: &str, title: impl Into<String>) -> Self {
        Self {
            kind: format!("/problemes/{code}"),
            title: title.into(),
            status,
            detail: String::new(),
            reference: None,
            errors: Vec::new(),
            own_words: false,
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Names a field at fault.
    #[must_use]
    pub fn field(mut self, field: &str, detail: impl Into<String>) -> Self {
        self.errors.push(FieldProblem { field: field.to_owned(), detail: detail.into() });
        self
    }

    /// A page in the words of this problem, where a status has a page of its own (404).
    #[must_use]
    pub fn in_its_words(mut self) -> Self {
        self.own_words = true;
        self
    }

    /// Nothing at this address.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(404, "page-inconnue", "Cette page n’existe pas.")
            .detail("L’adresse est peut-être mal copiée, ou la page a été retirée.")
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    /// Something that only we can mend. Its text never reaches a person: they get a reference, the log gets the chain.
    #[must_use]
    pub fn fault(chain: &impl std::fmt::Display) -> Self {
        let chain = chain.to_string();
        let reference = reference(&chain);
        tracing::error!(reference, chain, "fault");
        let problem = Self::new(500, "erreur-interne", "Le service a rencontré une erreur.")
            .detail("Rien n’a été enregistré. Réessayez ; si cela continue, donnez la référence.");
        Self { reference: Some(reference.into()), ..problem }
    }

    /// The problem as `application/problem+json`.
    #[must_use]
    pub fn json(&self) -> Response {
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status_code(), kind, Json(self)).into_response()
    }

    /// The problem as a FHIR R4 `OperationOutcome`: one issue a field at fault, or one for the whole.
    #[must_use]
    pub fn outcome(&self) -> Response {
        let code = match self.status {
            400 | 422 => "value",
            401 => "login",
            403 => "forbidden",
            404 | 410 => "not-found",
            405 | 415 => "not-supported",
            409 => "conflict",
            413 => "too-long",
            429 => "throttled",
            _ => "exception",
        };
        let issue = |words: String, at: Option<&str>| {
            let mut issue = serde_json::json!({ "severity": "error", "code": code, "diagnostics": words });
            if let Some(at) = at.filter(|at| !at.is_empty()) {
                issue["expression"] = serde_json::json!([at]);
            }
            issue
        };
        let whole = || issue(format!("{} {}", self.title, self.detail).trim().to_owned(), None);
        let fields =
            self.errors.iter().map(|one| issue(format!("{} {}", self.title, one.detail), Some(&one.field)));
        let mut issues: Vec<_> = fields.collect();
        if issues.is_empty() {
            issues.push(whole());
        }
        let kind = [(header::CONTENT_TYPE, "application/fhir+json; charset=utf-8")];
        let outcome = serde_json::json!({ "resourceType": "OperationOutcome", "issue": issues });
        (self.status_code(), kind, Json(outcome)).into_response()
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// The gate finds the problem in the response and draws it the way the caller wants it.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status_code().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl<E: Refusal> From<E> for Problem {
    fn from(refusal: E) -> Self {
        let (status, code) = refusal.problem();
        if status < 500 {
            return Self::new(status, code, refusal.to_string());
        }
        let mut chain = refusal.to_string();
        let mut source = refusal.source();
        while let Some(cause) = source {
            chain = format!("{chain}: {cause}");
            source = cause.source();
        }
        Self::fault(&chain)
    }
}

impl Refusal for db::Error {
    fn problem(&self) -> (u16, &'static str) {
        (500, "erreur-interne")
    }
}

impl Refusal for kernel::Denied {
    fn problem(&self) -> (u16, &'static str) {
        (403, "droit-manquant")
    }
}

/// Eight letters and digits that are the same for the same fault, so that two reports can be matched.
fn reference(chain: &str) -> String {
    use sha2::{Digest, Sha256};
    data_encoding::BASE32_NOPAD.encode(&Sha256::digest(chain.as_bytes())[..5])
}

impl Problem {
    /// What to do, then each field at fault, one sentence each.
    pub(crate) fn explanation(&self) -> String {
        let fields = self.errors.iter().map(|error| format!("{}\u{a0}: {}", error.field, error.detail));
        let sentences: Vec<String> = std::iter::once(self.detail.clone()).chain(fields).collect();
        sentences.join(" ").trim().to_owned()
    }
}
