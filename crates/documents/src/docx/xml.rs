//! Pieces of WordprocessingML.

use crate::text::{Inline, Text, clean};
use crate::{Error, links};

/// The text as it may stand in an element or an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
    out
}

/// A run of these words; `properties` are elements of `w:rPr`.
pub(super) fn run(text: &str, properties: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = clean(text)
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
        .collect();
    format!("<w:r>{}{}</w:r>", wrapped("rPr", properties), lines.join("<w:br/>"))
}

/// A paragraph; `properties` are elements of `w:pPr`, after its style.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    format!("<w:p>{}{runs}</w:p>", wrapped("pPr", &format!("{style}{properties}")))
}

fn wrapped(name: &str, content: &str) -> String {
    if content.is_empty() { String::new() } else { format!("<w:{name}>{content}</w:{name}>") }
}

/// A field that the word processor works out, with what it shows until then.
pub(super) fn field(instruction: &str, shown: &str) -> String {
    format!("<w:fldSimple w:instr=\" {instruction} \">{}</w:fldSimple>", run(shown, ""))
}

/// Targets of links, told by their place from 1.
#[derive(Default)]
pub(super) struct Targets {
    pub(super) urls: Vec<String>,
}

impl Targets {
    fn place(&mut self, url: &str) -> usize {
        if let Some(at) = self.urls.iter().rposition(|known| known == url) {
            return at + 1;
        }
        self.urls.push(url.to_owned());
        self.urls.len()
    }

    /// The runs of running text; `base` are the properties of all of them.
    pub(super) fn rich(&mut self, text: &Text, base: &str) -> String {
        text.parts.iter().map(|part| self.piece(part, base)).collect()
    }

    fn piece(&mut self, part: &Inline, base: &str) -> String {
        match part {
            Inline::Plain { text } => run(text, base),
            Inline::Strong { text } if base.contains("<w:b/>") => run(text, base),
            Inline::Strong { text } => run(text, &format!("{base}<w:b/>")),
            Inline::Emphasis { text } => run(text, &format!("{base}<w:i/>")),
            Inline::Link { text, url } => match links::safe(url) {
                None => run(text, base),
                Some(url) => {
                    let words = run(text, &format!("<w:rStyle w:val=\"Hyperlink\"/>{base}"));
                    format!(
                        "<w:hyperlink r:id=\"link{}\" w:history=\"1\">{words}</w:hyperlink>",
                        self.place(url)
                    )
                }
            },
        }
    }
}

/// The whole content of a document, besides the fixed parts.
pub(super) struct Body {
    /// Elements of `w:body`.
    pub(super) xml: String,
    /// Where links lead.
    pub(super) targets: Targets,
    /// PNG, in order.
    pub(super) images: Vec<Vec<u8>>,
    /// Numbered lists met.
    pub(super) lists: usize,
}

pub(super) type Written = Result<String, Error>;
