//! Buttons: a thing to press, or a link that looks like one.

use maud::{Markup, Render, html};

use crate::{Text, icon::Icon};

#[derive(Clone, Copy, Debug)]
enum Look {
    Primary,
    Secondary,
    Danger,
    Plain,
}

impl Look {
    const fn class(self, small: bool) -> &'static str {
        match (self, small) {
            (Self::Primary, false) => "button primary",
            (Self::Primary, true) => "button primary small",
            (Self::Secondary, false) => "button secondary",
            (Self::Secondary, true) => "button secondary small",
            (Self::Danger, false) => "button danger",
            (Self::Danger, true) => "button danger small",
            (Self::Plain, false) => "button plain",
            (Self::Plain, true) => "button plain small",
        }
    }
}

/// A submit button, or a link when it has an address. Write `(Button::primary("Enregistrer"))` inside `html!`.
#[derive(Clone, Debug)]
pub struct Button {
    look: Look,
    label: Text,
    about: Option<Text>,
    href: Option<Text>,
    send: Option<(Text, Text)>,
    icon: Option<Icon>,
    key: Option<char>,
    autofocus: bool,
    small: bool,
    disabled: bool,
}

impl Button {
    fn new(look: Look, label: impl Into<Text>) -> Self {
        Self {
            look,
            label: label.into(),
            about: None,
            href: None,
            send: None,
            icon: None,
            key: None,
            autofocus: false,
            small: false,
            disabled: false,
        }
    }

    /// The one action that the page is for.
    #[must_use]
    pub fn primary(label: impl Into<Text>) -> Self {
        Self::new(Look::Primary, label)
    }

    /// Any other action.
    #[must_use]
    pub fn secondary(label: impl Into<Text>) -> Self {
        Self::new(Look::Secondary, label)
    }

    /// An action that removes or cannot be undone.
    #[must_use]
    pub fn danger(label: impl Into<Text>) -> Self {
        Self::new(Look::Danger, label)
    }

    /// An action that looks like a link.
    #[must_use]
    pub fn plain(label: impl Into<Text>) -> Self {
        Self::new(Look::Plain, label)
    }

    /// Makes it a link.
    #[must_use]
    pub fn href(mut self, href: impl Into<Text>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Sends `name=value` with its form.
    #[must_use]
    pub fn send(mut self, name: impl Into<Text>, value: impl Into<Text>) -> Self {
        self.send = Some((name.into(), value.into()));
        self
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// What it acts upon, for screen readers: « Retirer » about « Claire Fabre ».
    #[must_use]
    pub fn about(mut self, about: impl Into<Text>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// A key that presses it while the focus is in the same `data-keys` part of the page, written on it.
    #[must_use]
    pub fn key(mut self, key: char) -> Self {
        self.key = Some(key);
        self
    }

    /// Has the focus when the page opens: once in a page.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// For a row of a table.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Not now; say why beside it.
    #[must_use]
    pub fn disabled(mut self) -> Self {
        self.disabled = true;
        self
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let words = html! {
            @if let Some(icon) = self.icon { (icon) }
            @if let Some(key) = self.key { kbd aria-hidden="true" { (key) } }
            span { (self.label) @if let Some(about) = &self.about { span.visually-hidden { " " (about) } } }
        };
        let class = self.look.class(self.small);
        html! {
            @if let Some(href) = &self.href {
                a class=(class) href=(href) { (words) }
            } @else {
                button class=(class) type="submit" disabled[self.disabled] autofocus[self.autofocus]
                    data-key=[self.key] aria-keyshortcuts=[self.key]
                    name=[self.send.as_ref().map(|(name, _)| name)] value=[self.send.as_ref().map(|(_, value)| value)] { (words) }
            }
        }
    }
}

/// A form of one button, in the line: `post_button(csrf, "/deconnexion", &[], Button::plain("Se déconnecter"))`.
#[must_use]
pub fn post_button(csrf: &str, action: &str, fields: &[(&str, &str)], button: &Button) -> Markup {
    html! {
        form.inline-form method="post" action=(action) {
            input type="hidden" name="_csrf" value=(csrf);
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            (button)
        }
    }
}

/// Asks before it acts, without any script: the first press opens the question and the true button.
/// The script, where there is one, shows the same question in a dialog.
#[must_use]
pub fn confirm(opener: &str, about: &str, question: impl Render, form: Markup) -> Markup {
    html! {
        details.confirm {
            summary.button.secondary.small { span { (opener) span.visually-hidden { " " (about) } } }
            div.confirm-panel { p.confirm-question { (question) } (form) }
        }
    }
}

/// A row of buttons.
#[must_use]
pub fn actions(buttons: Markup) -> Markup {
    html! { div.actions { (buttons) } }
}
