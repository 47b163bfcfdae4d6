//! Rules of law as dated data, code and citation (house.md, section 9). Pure: texts come in as TOML.
//!
//! * [`Source`]: a text, once, with its official id, its dates and how far it can be trusted
//! * [`Parameters`]: named values with their versions in time; a value without source, a gap or an overlap is refused
//! * [`Edition`]: one version of a text that is amended, as a file: a new amendment is a new file
//! * [`Explained`]: a value with the steps that lead to it, each with its sources
//! * [`Pourquoi`]: the same for amounts that rest on one another: a tree of derivations
//! * [`Rule`]: one rule of law; the crate that owns the subject implements it in `regles/`
//!
//! ```
//! let law = law::Parameters::embedded().unwrap();
//! assert!(law.source("paps-hdf").is_some());
//! ```

mod edition;
mod explained;
mod load;
mod memo;
mod parameters;
mod pourquoi;
mod source;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

pub use edition::Edition;
pub use explained::{Explained, Step};
pub use load::{LoadError, toml_date};
pub use parameters::{Absent, Dated, Parameters};
pub use pourquoi::{Entree, Pourquoi, Words};
pub use source::{Confidence, Source};

use jiff::civil::Date;

/// One rule of law: its name, the texts it rests on, and how it is applied on a given day.
pub trait Rule {
    /// Stable name, `subject.rule`: `aci.taille`.
    const ID: &'static str;
    /// Ids of `law/sources.toml`. No default: a rule without source does not compile.
    const SOURCES: &'static [&'static str];
    /// What the rule is asked about.
    type Input;
    /// What it answers.
    type Output;
    /// Why it may not answer: a sentence for a person.
    type Refusal;

    /// Applies the rule as it stood on `day`.
    fn apply(
        &self,
        day: Date,
        parameters: &Parameters,
        input: Self::Input,
    ) -> Result<Explained<Self::Output>, Self::Refusal>;
}
