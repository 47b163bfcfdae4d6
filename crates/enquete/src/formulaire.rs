//! Forms that count once: each carries a number drawn when it was shown, sealed with the key of the instance. No cookie:
//! whoever answers through the open link leaves no trace in the database but that one form was received.

use crate::Enquete;
use db::Secret;
use kernel::{Cpts, Id};
use uuid::Uuid;

const PURPOSE: &str = "enquete.formulaire";

/// The sealed number of a form, to put in a hidden field.
#[must_use]
pub fn draw(secret: &Secret, numero: Uuid, cpts: Id<Cpts>, enquete: Id<Enquete>) -> String {
    let numero = numero.to_string();
    let seal = seal(secret, PURPOSE, &numero, cpts, enquete);
    format!("{numero}.{seal}")
}

/// What the database keeps of a form that came back: a seal that says nothing of when it was drawn. Nothing when the
/// form is not one of ours, or is that of another survey.
#[must_use]
pub fn print(secret: &Secret, text: &str, cpts: Id<Cpts>, enquete: Id<Enquete>) -> Option<String> {
    let (numero, sealed) = text.split_once('.')?;
    numero.parse::<Uuid>().ok()?;
    let ours = seal(secret, PURPOSE, numero, cpts, enquete);
    (ours == sealed).then(|| seal(secret, "enquete.formulaire.recu", numero, cpts, enquete))
}

fn seal(secret: &Secret, purpose: &str, numero: &str, cpts: Id<Cpts>, enquete: Id<Enquete>) -> String {
    secret.seal(purpose, &[&cpts.to_string(), &enquete.to_string(), numero])
}

/// The code of an open link, short enough to be typed from a paper: twelve signs that nobody guesses.
#[must_use]
pub(crate) fn code(secret: &Secret, numero: Uuid, cpts: Id<Cpts>, enquete: Id<Enquete>) -> String {
    let mut code = seal(secret, "enquete.lien", &numero.to_string(), cpts, enquete);
    code.truncate(12);
    code
}
