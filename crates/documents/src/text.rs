//! Running text: words, stressed words, links.

use std::borrow::Cow;

/// A piece of running text. A line feed in it is a line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words as they are.
    Plain {
        /// The words.
        text: String,
    },
    /// Words in bold.
    Strong {
        /// The words.
        text: String,
    },
    /// Words in italics.
    Emphasis {
        /// The words.
        text: String,
    },
    /// Words that lead somewhere. Only `http:`, `https:`, `mailto:` and `tel:` become links; else the words stay.
    Link {
        /// The words.
        text: String,
        /// Where to.
        url: String,
    },
}

impl Inline {
    /// Its words, without stress or address.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Plain { text }
            | Self::Strong { text }
            | Self::Emphasis { text }
            | Self::Link { text, .. } => text,
        }
    }
}

/// Running text: a paragraph, an item of a list, a cell of a table. `"…".into()` makes a plain one.
///
/// ```
/// use documents::Text;
/// let text = Text::from("Voir ").link("le site", "https://cpts.example").plain(", ").strong("avant mars").plain(".");
/// assert_eq!(text.words(), "Voir le site, avant mars.");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its pieces, in order.
    pub parts: Vec<Inline>,
}

impl Text {
    /// No words: to start with a stressed word or a link.
    #[must_use]
    pub const fn new() -> Self {
        Self { parts: Vec::new() }
    }

    /// Then these words.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.with(Inline::Plain { text: text.into() })
    }

    /// Then these words in bold.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.with(Inline::Strong { text: text.into() })
    }

    /// Then these words in italics.
    #[must_use]
    pub fn emphasis(self, text: impl Into<String>) -> Self {
        self.with(Inline::Emphasis { text: text.into() })
    }

    /// Then these words, leading to this address.
    #[must_use]
    pub fn link(self, text: impl Into<String>, url: impl Into<String>) -> Self {
        self.with(Inline::Link { text: text.into(), url: url.into() })
    }

    /// Its words, without stress or address.
    #[must_use]
    pub fn words(&self) -> String {
        self.parts.iter().map(Inline::words).collect()
    }

    fn with(mut self, part: Inline) -> Self {
        self.parts.push(part);
        self
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::new() } else { Self { parts: vec![Inline::Plain { text }] } }
    }
}

/// The text without what no file can carry (controls, non-characters); tabs become spaces, line ends line feeds.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let refused = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}');
    if !text.contains(refused) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}'], "\n").replace('\t', " ");
    Cow::Owned(text.chars().filter(|&c| !refused(c)).collect())
}
