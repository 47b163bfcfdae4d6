//! Cutting a pasted text into codes and names. Knows nothing of communes.

/// One piece of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entree<'a> {
    /// Something like a code, and the name that stands beside it.
    Code { code: &'a str, nom: &'a str },
    /// Anything else.
    Nom(&'a str),
}

/// Titles of columns that a pasted table may begin with.
const TITRES: [&str; 14] = [
    "code",
    "code insee",
    "codeinsee",
    "insee",
    "codgeo",
    "com",
    "commune",
    "communes",
    "nom",
    "nom commune",
    "libelle",
    "libgeo",
    "population",
    "code commune",
];

/// The fields of each line: separated by semicolons, commas, tabs or bars; quotes and spaces around them removed.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let text = text.trim_start_matches('\u{feff}');
    text.split(['\n', '\r', '\u{2028}'])
        .map(|line| line.split([';', ',', '\t', '|']).map(bare).filter(|field| !field.is_empty()).collect())
        .filter(|fields: &Vec<&str>| !fields.is_empty())
        .enumerate()
        .filter(|(at, fields)| *at > 0 || !fields.iter().all(|field| is_title(field)))
        .map(|(_, fields)| fields)
}

fn is_title(field: &str) -> bool {
    TITRES.contains(&kernel::fold(field).as_str())
}

fn bare(field: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '«' | '»' | '“' | '”' | '\'' | '’' | '[' | ']' | '{' | '}')
    };
    field.trim_matches(around)
}

/// Digits first, like a commune code well or badly written: `43157`, `2A004`, `1001`, `430157`.
pub(super) fn is_code(word: &str) -> bool {
    (4..=9).contains(&word.len())
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// The pieces of one field: `43157 43012`, `43157 Le Puy-en-Velay`, `Le Puy-en-Velay (43157)`, `Le Puy-en-Velay`.
pub(super) fn pieces(field: &str) -> Vec<Entree<'_>> {
    let codes: Vec<(usize, &str)> = words(field).filter(|(_, word)| is_code(word)).collect();
    let Some((first, code)) = codes.first().copied() else {
        return vec![Entree::Nom(field)];
    };
    let before = named(&field[..first]);
    if !before.is_empty() && codes.len() == 1 {
        return vec![Entree::Code { code, nom: before }];
    }
    let mut found = Vec::with_capacity(codes.len() + 1);
    if !before.is_empty() {
        found.push(Entree::Nom(before));
    }
    for (at, (start, code)) in codes.iter().enumerate() {
        let end = codes.get(at + 1).map_or(field.len(), |(next, _)| *next);
        found.push(Entree::Code { code, nom: named(&field[start + code.len()..end]) });
    }
    found
}

/// Words with their place, without the signs around them.
fn words(field: &str) -> impl Iterator<Item = (usize, &str)> {
    field
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '(' | ')' | ':' | '/' | '.' | '"' | '-' | '–' | '_')
        })
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - field.as_ptr() as usize, word))
}

/// The text as a name: without signs around it, empty without letters.
fn named(text: &str) -> &str {
    let name = text.trim_matches(|c: char| !c.is_alphanumeric());
    if name.chars().any(char::is_alphabetic) { name } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code<'a>(code: &'a str, nom: &'a str) -> Entree<'a> {
        Entree::Code { code, nom }
    }

    #[test]
    fn lists_come_in_every_shape() {
        assert_eq!(pieces("43157 43012"), [code("43157", ""), code("43012", "")]);
        assert_eq!(pieces("43157 Le Puy-en-Velay"), [code("43157", "Le Puy-en-Velay")]);
        assert_eq!(pieces("43157 - Le Puy-en-Velay"), [code("43157", "Le Puy-en-Velay")]);
        assert_eq!(pieces("43157-43012/43040"), [code("43157", ""), code("43012", ""), code("43040", "")]);
        assert_eq!(pieces("Le Puy-en-Velay (43157)"), [code("43157", "Le Puy-en-Velay")]);
        assert_eq!(
            pieces("43157 Brioude 43040 Lavoûte"),
            [code("43157", "Brioude"), code("43040", "Lavoûte")]
        );
        assert_eq!(pieces("Paris 1er Arrondissement"), [Entree::Nom("Paris 1er Arrondissement")]);
        assert_eq!(pieces("2A004"), [code("2A004", "")]);
    }

    #[test]
    fn a_pasted_table_loses_its_title() {
        let all: Vec<_> =
            lines("\u{feff}Code INSEE;Commune\r\n\"43157\" ; « Le Puy-en-Velay »\n\n,43012,").collect();
        assert_eq!(all, [vec!["43157", "Le Puy-en-Velay"], vec!["43012"]]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_panic(text in "\\PC{0,60}") {
            for line in lines(&text) {
                for field in line {
                    prop_assert!(!pieces(field).is_empty());
                }
            }
        }
    }
}
