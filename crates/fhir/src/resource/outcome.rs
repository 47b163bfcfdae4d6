use super::{CodeableConcept, Text, element, resource};

resource! {
    /// What went wrong, or deserves a word.
    OperationOutcome {
        /// One or several.
        issue: Vec<OutcomeIssue>,
    }
}

element! {
    /// One thing that went wrong.
    OutcomeIssue {
        /// `fatal`, `error`, `warning`, `information`.
        severity: Option<Text>,
        /// Its kind (`required`, `value`, `not-found`…).
        code: Option<Text>,
        /// Its kind, more finely.
        details: Option<CodeableConcept>,
        /// A sentence for people.
        diagnostics: Option<Text>,
        /// Where, as FHIRPath.
        expression: Vec<Text>,
    }
}
