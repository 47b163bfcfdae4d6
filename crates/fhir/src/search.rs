//! What a client asks: the search of slots as SAS writes it, and the search by number that a conditional update carries.
//!
//! A query is read as bytes from anybody: every fault is found at once, none of them panics.

mod fault;
mod query;
mod slots;
mod start;

pub use fault::{Refusal, SearchFault};
pub use query::self_link;
pub use slots::{Flavour, MOST_PRACTITIONERS, SlotSearch};
pub use start::Window;

use crate::resource::{Identifier, Text};

/// A number and who gives it, as a search writes them: `system|value`, or `value` alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Token {
    /// Who gives the number (URI); empty when the search does not say.
    pub system: String,
    /// The number.
    pub value: String,
}

impl Token {
    /// Reads `system|value`, `|value` or `value`; absent without a value.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (system, value) = text.split_once('|').unwrap_or(("", text));
        let token = Self { system: system.trim().to_owned(), value: value.trim().to_owned() };
        (!token.value.is_empty()).then_some(token)
    }

    /// As an identifier of a resource.
    #[must_use]
    pub fn identifier(&self) -> Identifier {
        let text = |one: &str| (!one.is_empty()).then(|| Text::from(one.to_owned()));
        Identifier { system: text(&self.system), value: text(&self.value), ..Identifier::default() }
    }
}

/// The one number that `?identifier=system|value` carries: the condition of a conditional update (INT_R02, INT_R03).
///
/// # Errors
/// Absent, repeated, a list, or empty.
pub fn identifier(query: &[u8]) -> Result<Token, Refusal> {
    const NAME: &str = "identifier";
    let mut values = query::pairs(query).filter(|pair| pair.name == NAME);
    let (first, second) = (values.next(), values.next());
    let fault = match (first, second) {
        (None, _) => SearchFault::Missing { parameter: NAME, expected: "identifier=<système>|<valeur>" },
        (Some(_), Some(_)) => SearchFault::Repeated { parameter: NAME },
        (Some(pair), None) => {
            let texts = pair.value.as_deref().map(query::list).unwrap_or_default();
            match texts.as_slice() {
                [one] => match Token::read(one) {
                    Some(token) => return Ok(token),
                    None => SearchFault::unreadable(NAME, one, "<système>|<valeur>"),
                },
                _ => SearchFault::unreadable(NAME, pair.shown(), "un seul identifiant, <système>|<valeur>"),
            }
        }
    };
    Err(Refusal { faults: vec![fault] })
}
