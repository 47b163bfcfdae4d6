//! What a reader may choose for their own eyes, and the footer that offers it.

use maud::{Markup, html};

use super::Frame;

/// Colours: those of the device, or a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Auto,
    /// Dark ink on light paper.
    Clair,
    /// Light ink on a dark ground.
    Sombre,
}

impl Theme {
    const ALL: [Self; 3] = [Self::Auto, Self::Clair, Self::Sombre];

    /// The value that forms and cookies carry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Clair => "clair",
            Self::Sombre => "sombre",
        }
    }

    /// Reads a value of a form or of a cookie.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text)
    }

    pub(super) fn attribute(self) -> Option<&'static str> {
        (self != Self::Auto).then_some(self.as_str())
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Auto => "Automatique",
            Self::Clair => "Clair",
            Self::Sombre => "Sombre",
        }
    }
}

/// Size of the text, on top of the zoom of the browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// The size of the browser.
    #[default]
    Normal,
    /// An eighth larger.
    Grand,
    /// A third larger.
    TresGrand,
}

impl TextSize {
    const ALL: [Self; 3] = [Self::Normal, Self::Grand, Self::TresGrand];

    /// The value that forms and cookies carry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Grand => "grand",
            Self::TresGrand => "tres-grand",
        }
    }

    /// Reads a value of a form or of a cookie.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == text)
    }

    pub(super) fn attribute(self) -> Option<&'static str> {
        (self != Self::Normal).then_some(self.as_str())
    }

    const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Normal => ("A", " : taille normale"),
            Self::Grand => ("A+", " : grand texte"),
            Self::TresGrand => ("A++", " : très grand texte"),
        }
    }
}

/// Sources, accessibility, text size and theme.
pub(super) fn footer(frame: &Frame) -> Markup {
    html! {
        footer.foot {
            nav aria-label="Pied de page" {
                ul {
                    li { a href="/donnees" { "Données et sources" } }
                    li { a href="/accessibilite" { "Accessibilité" } }
                }
            }
            form.preferences method="post" action="/preferences" {
                input type="hidden" name="_csrf" value=(frame.csrf);
                input type="hidden" name="retour" value=(frame.here);
                (group("Taille du texte", html! {
                    @for size in TextSize::ALL {
                        @let (shown, said) = size.label();
                        button type="submit" name="texte" value=(size.as_str()) aria-pressed=(size == frame.text_size) {
                            (shown) span.visually-hidden { (said) }
                        }
                    }
                }))
                (group("Couleurs", html! {
                    @for theme in Theme::ALL {
                        button type="submit" name="theme" value=(theme.as_str()) aria-pressed=(theme == frame.theme) { (theme.label()) }
                    }
                }))
            }
        }
    }
}

fn group(label: &str, buttons: Markup) -> Markup {
    html! {
        div.segmented role="group" aria-label=(label) { span.segmented-label aria-hidden="true" { (label) } (buttons) }
    }
}
