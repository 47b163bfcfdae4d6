//! What is not known yet: how a question says its years, and the payments that wait for their amount.

use crate::cas::Part;
use crate::resultat::{Manque, Nature};
use jiff::civil::Date;
use std::sync::Arc;

/// A payment whose amount is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersementInconnu {
    /// Day.
    pub date: Date,
    /// Contract year that it pays.
    pub year: u8,
    /// « fonctionnement » or a mission.
    pub component: Arc<str>,
    /// Its part.
    pub part: Part,
    /// Why it is paid.
    pub kind: Nature,
}

impl Manque {
    /// The question, and the contract years that wait for its answer: « … (années 2, 3) ».
    #[must_use]
    pub fn en_mots(&self) -> String {
        match self.years.as_slice() {
            [one] if self.question.contains(&format!("l’année {one} ")) => self.question.clone(),
            years => format!("{}{}", self.question, during(years)),
        }
    }
}

/// « (année 2) », « (années 2, 3) », or nothing for the ceiling alone.
fn during(years: &[u8]) -> String {
    let all: Vec<String> = years.iter().map(ToString::to_string).collect();
    match all.len() {
        0 => String::new(),
        1 => format!(" (année {})", all[0]),
        _ => format!(" (années {})", all.join(", ")),
    }
}
