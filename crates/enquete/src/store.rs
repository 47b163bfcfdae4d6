//! Every SQL statement of the surveys.

/// Surveys.
pub mod enquete;
/// Who was invited, who answered.
pub mod invitation;
/// Questions.
pub mod question;
/// Answers: named ones, the urn of the others, forms already received.
pub mod reponse;
