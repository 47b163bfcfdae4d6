//! Texts cut into words, and the small words that search treats apart.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;

/// Longest word, in bytes once folded, for which typing errors are looked for.
pub(crate) const MOT_LONG: usize = 24;

/// The words of a text as written, cut as [`kernel::fold`] cuts: at every sign that is neither letter nor digit.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && !is_combining_mark(sign))
        .filter(|word| !word.is_empty())
}

/// A word of [`split`] without accents, case or ligatures: the same as [`kernel::fold`], without its cost when the
/// word is plain ASCII.
pub(crate) fn fold_word(word: &str) -> Cow<'_, str> {
    if !word.is_ascii() {
        return Cow::Owned(kernel::fold(word));
    }
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// A folded word under the spelling that the index keeps: « st » is « saint », « ste » is « sainte ».
pub(crate) fn spell_out(folded: Cow<'_, str>) -> Cow<'_, str> {
    match folded.as_ref() {
        "st" => Cow::Borrowed("saint"),
        "ste" => Cow::Borrowed("sainte"),
        _ => folded,
    }
}

/// Titles before a name: they say nothing of who is looked for.
pub(crate) fn is_title(folded: &str) -> bool {
    const TITRES: [&str; 16] = [
        "docteur",
        "docteure",
        "dr",
        "dre",
        "m",
        "madame",
        "mademoiselle",
        "maitre",
        "me",
        "mlle",
        "mme",
        "monsieur",
        "mr",
        "pr",
        "prof",
        "professeur",
    ];
    TITRES.contains(&folded)
}

/// Small words that join others: found they help, missing they hardly count.
pub(crate) fn is_tool(folded: &str) -> bool {
    const OUTILS: [&str; 30] = [
        "a", "au", "aux", "avec", "chez", "cherche", "d", "dans", "de", "des", "du", "en", "et", "ici", "l",
        "la", "le", "les", "mon", "ou", "par", "pour", "pres", "s", "sous", "sur", "un", "une", "vers", "y",
    ];
    OUTILS.contains(&folded)
}

/// Particles that open a name and that people join to it: « LE GOFF », « legoff ».
pub(crate) fn is_particle(folded: &str) -> bool {
    const PARTICULES: [&str; 30] = [
        "abd", "abdel", "al", "ait", "ben", "da", "de", "del", "della", "den", "der", "des", "di", "do",
        "dos", "du", "d", "el", "l", "la", "las", "le", "les", "mac", "mc", "o", "saint", "sainte", "van",
        "von",
    ];
    PARTICULES.contains(&folded)
}
