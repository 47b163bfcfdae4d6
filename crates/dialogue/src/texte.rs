//! What several people write at once: each part is kept upon the very text that its writer read; when somebody kept another in the
//! meantime, both are shown and nothing is lost.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Digits of a print: enough to tell two texts apart, short enough for a form.
const DIGITS: usize = 16;

/// A part as its writer sends it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecrit {
    /// Which part: « synthese », « mission.acces », « notes ».
    pub cle: String,
    /// Print of the text that the writer read; none for a program that writes over whatever is there.
    pub lue: Option<String>,
    /// What they now say.
    pub texte: String,
}

/// Two texts of the same part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concurrence {
    /// Which part.
    pub cle: String,
    /// The text that is kept.
    pub garde: String,
    /// The text that was not written.
    pub propose: String,
}

/// What to do of a part that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suite {
    /// The writer did not touch it, or says what is kept.
    Inchange,
    /// To be written.
    Ecrire(String),
    /// Somebody wrote something else in the meantime.
    Concurrent(Concurrence),
}

/// The text as it is kept: whatever a browser makes of the ends of lines, the same text has the same print.
#[must_use]
pub fn normal(texte: &str) -> String {
    texte.replace("\r\n", "\n").trim().to_owned()
}

/// Print of a text.
#[must_use]
pub fn empreinte(texte: &str) -> String {
    let mut hex = HEXLOWER.encode(&Sha256::digest(normal(texte)));
    hex.truncate(DIGITS);
    hex
}

impl Ecrit {
    /// What becomes of the part, `known` being the text that is kept.
    #[must_use]
    pub fn upon(&self, known: &str) -> Suite {
        let texte = normal(&self.texte);
        let read = |text: &str| self.lue.as_ref().is_some_and(|lue| *lue == empreinte(text));
        if texte == normal(known) || read(&texte) {
            Suite::Inchange
        } else if self.lue.is_none() || read(known) {
            Suite::Ecrire(texte)
        } else {
            let (cle, garde) = (self.cle.clone(), known.to_owned());
            Suite::Concurrent(Concurrence { cle, garde, propose: texte })
        }
    }
}

impl From<(String, String)> for Ecrit {
    fn from((cle, texte): (String, String)) -> Self {
        Self { cle, lue: None, texte }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ecrit(lue: &str, texte: &str) -> Ecrit {
        Ecrit { cle: "synthese".to_owned(), lue: Some(empreinte(lue)), texte: texte.to_owned() }
    }

    #[test]
    fn a_part_that_its_writer_did_not_touch_is_never_written_over_what_another_wrote() {
        assert_eq!(ecrit("un", "un").upon("deux"), Suite::Inchange);
        assert_eq!(ecrit("a\nb", "a\r\nb ").upon("deux"), Suite::Inchange, "a browser writes CRLF");
        assert_eq!(ecrit("", "").upon("deux"), Suite::Inchange);
    }

    #[test]
    fn a_part_is_written_upon_what_was_read_and_two_texts_are_kept_otherwise() {
        assert_eq!(ecrit("un", "deux").upon("un"), Suite::Ecrire("deux".to_owned()));
        assert_eq!(ecrit("un", "").upon("un"), Suite::Ecrire(String::new()), "emptied on purpose");
        let Suite::Concurrent(both) = ecrit("un", "trois").upon("deux") else { panic!("written over") };
        assert_eq!((both.garde.as_str(), both.propose.as_str()), ("deux", "trois"));
    }
}
