//! Simple marks that people type, parsed into blocks of running text; nothing they type becomes markup.
//!
//! * an empty line ends a paragraph; a line feed inside one stays a line break;
//! * a line that begins with `- ` is an item of a list, `1. ` of a numbered one;
//! * `**words**` are in bold.

use documents::{Inline, Text};
use maud::{Markup, html};

/// A block of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bloc {
    /// A paragraph.
    Paragraphe(Text),
    /// A list.
    Liste {
        /// Numbers rather than bullets.
        numerotee: bool,
        /// Its items.
        points: Vec<Text>,
    },
}

/// The blocks of a text.
#[must_use]
pub fn parse(texte: &str) -> Vec<Bloc> {
    let mut blocs = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    for line in texte.lines().map(str::trim) {
        match item(line) {
            Some((numerotee, words)) => {
                flush(&mut blocs, &mut paragraph);
                add_item(&mut blocs, numerotee, words);
            }
            None if line.is_empty() => {
                flush(&mut blocs, &mut paragraph);
                // An empty line also ends a list.
                blocs.push(Bloc::Paragraphe(Text::new()));
            }
            None => paragraph.push(line),
        }
    }
    flush(&mut blocs, &mut paragraph);
    blocs.retain(|bloc| !matches!(bloc, Bloc::Paragraphe(text) if text.parts.is_empty()));
    blocs
}

fn flush(blocs: &mut Vec<Bloc>, paragraph: &mut Vec<&str>) {
    if !paragraph.is_empty() {
        blocs.push(Bloc::Paragraphe(inline(&paragraph.join("\n"))));
        paragraph.clear();
    }
}

fn add_item(blocs: &mut Vec<Bloc>, asked: bool, words: &str) {
    match blocs.last_mut() {
        Some(Bloc::Liste { numerotee, points }) if *numerotee == asked => points.push(inline(words)),
        _ => blocs.push(Bloc::Liste { numerotee: asked, points: vec![inline(words)] }),
    }
}

/// The words of an item, and whether its list is numbered.
fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(words) = ["- ", "* ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((false, words.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(digits..)?;
    let words = after.strip_prefix(". ").or_else(|| after.strip_prefix(") "))?;
    (1..=3).contains(&digits).then(|| (true, words.trim()))
}

/// Words in bold between pairs of `**`; a mark without its pair stays as typed.
fn inline(text: &str) -> Text {
    let mut out = Text::new();
    let mut rest = text;
    while let Some((before, bold, after)) = strong(rest) {
        if !before.is_empty() {
            out = out.plain(before);
        }
        out = out.strong(bold);
        rest = after;
    }
    if rest.is_empty() { out } else { out.plain(rest) }
}

fn strong(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("**")?;
    let (bold, after) = rest.split_once("**")?;
    (!bold.trim().is_empty()).then_some((before, bold, after))
}

/// The blocks on a page.
#[must_use]
pub fn show(texte: &str) -> Markup {
    html! {
        div.prose {
            @for bloc in parse(texte) {
                @match bloc {
                    Bloc::Paragraphe(text) => p { (words(&text)) },
                    Bloc::Liste { numerotee: true, points } => ol { @for point in &points { li { (words(point)) } } },
                    Bloc::Liste { numerotee: false, points } => ul { @for point in &points { li { (words(point)) } } },
                }
            }
        }
    }
}

fn words(text: &Text) -> Markup {
    let lines = |text: &str| -> Markup {
        html! { @for (n, line) in text.lines().enumerate() { @if n > 0 { br; } (line) } }
    };
    html! {
        @for part in &text.parts {
            @match part {
                Inline::Strong { text } => strong { (lines(text)) },
                Inline::Emphasis { text } => em { (lines(text)) },
                Inline::Plain { text } | Inline::Link { text, .. } => (lines(text)),
            }
        }
    }
}

/// The blocks in a document.
pub fn push(document: &mut documents::Document, texte: &str) {
    for bloc in parse(texte) {
        match bloc {
            Bloc::Paragraphe(text) => document.paragraph(text),
            Bloc::Liste { numerotee, points } => {
                document.push(documents::Block::List { numbered: numerotee, items: points })
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shape(texte: &str) -> String {
        let page = show(texte).into_string();
        let inside = page.strip_prefix("<div class=\"prose\">").and_then(|rest| rest.strip_suffix("</div>"));
        inside.unwrap_or(&page).to_owned()
    }

    #[test]
    fn paragraphs_lists_and_bold() {
        assert_eq!(
            shape("Un **mot** fort\nà la ligne\n\nDeux"),
            "<p>Un <strong>mot</strong> fort<br>à la ligne</p><p>Deux</p>"
        );
        assert_eq!(
            shape("Voici :\n- un\n- **deux**\n\n1. a\n2. b"),
            "<p>Voici :</p><ul><li>un</li><li><strong>deux</strong></li></ul><ol><li>a</li><li>b</li></ol>"
        );
        assert_eq!(parse("- un\n\n- deux").len(), 2, "an empty line ends a list");
    }

    #[test]
    fn marks_without_a_pair_and_markup_stay_words() {
        assert_eq!(shape("5 ** 3"), "<p>5 ** 3</p>");
        assert_eq!(shape("****"), "<p>****</p>");
        assert_eq!(shape("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        assert_eq!(shape("2026. Une année"), "<p>2026. Une année</p>");
    }

    proptest! {
        #[test]
        fn no_word_is_lost(words in prop::collection::vec("[a-zé]{1,6}", 1..20)) {
            let text = words.join(" ");
            let said: String = parse(&text).iter().map(|bloc| match bloc {
                Bloc::Paragraphe(text) => text.words(),
                Bloc::Liste { points, .. } => points.iter().map(Text::words).collect(),
            }).collect();
            prop_assert_eq!(said, text);
        }
    }
}
