//! The declaration of a field.

use super::Filled;
use crate::Text;

/// One choice of a list.
#[derive(Clone, Debug)]
pub struct Choice {
    pub(super) value: Text,
    pub(super) label: Text,
    pub(super) hint: Option<Text>,
}

impl Choice {
    /// A value and its words.
    #[must_use]
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// A line of explanation (boxes and radios only).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How wide an input is: as wide as what it expects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// The width of a comfortable line.
    #[default]
    Full,
    /// A name.
    Medium,
    /// A number, a date, a code.
    Short,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Input(&'static str),
    Textarea(u8),
    Select(Vec<Choice>),
    Checkbox,
    Radios(Vec<Choice>),
    Checkboxes(Vec<Choice>),
}

/// A field: write `(Field::text("nom", "Nom").required().filled(&filled))` inside `html!`.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) name: Text,
    pub(super) id: String,
    pub(super) label: Text,
    pub(super) kind: Kind,
    pub(super) hint: Option<Text>,
    pub(super) error: Option<Text>,
    pub(super) values: Vec<String>,
    pub(super) required: bool,
    pub(super) width: Width,
    pub(super) unit: Option<Text>,
    pub(super) quiet_label: bool,
    pub(super) autocomplete: Option<&'static str>,
    pub(super) inputmode: Option<&'static str>,
    pub(super) range: (Option<Text>, Option<Text>),
    pub(super) step: Option<&'static str>,
    pub(super) maxlength: Option<u32>,
    pub(super) accept: Option<&'static str>,
    pub(super) suggestions: Vec<Text>,
    pub(super) autofocus: bool,
    pub(super) ask: Option<&'static str>,
}

/// The id of the input of a field.
pub(super) fn id_of(name: &str) -> String {
    format!("f-{name}")
}

impl Field {
    fn new(kind: Kind, name: impl Into<Text>, label: impl Into<Text>) -> Self {
        let name = name.into();
        Self {
            id: id_of(&name),
            name,
            label: label.into(),
            kind,
            hint: None,
            error: None,
            values: Vec::new(),
            required: false,
            width: Width::Full,
            unit: None,
            quiet_label: false,
            autocomplete: None,
            inputmode: None,
            range: (None, None),
            step: None,
            maxlength: None,
            accept: None,
            suggestions: Vec::new(),
            autofocus: false,
            ask: None,
        }
    }

    /// A line of text.
    #[must_use]
    pub fn text(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("text"), name, label)
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("email"), name, label).autocomplete("email")
    }

    /// A password; say whether it is `current-password` or `new-password` with [`Field::autocomplete`].
    #[must_use]
    pub fn password(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("password"), name, label).autocomplete("current-password")
    }

    /// A telephone number.
    #[must_use]
    pub fn tel(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("tel"), name, label).autocomplete("tel").width(Width::Medium)
    }

    /// A whole number or an amount.
    #[must_use]
    pub fn number(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        let mut field = Self::new(Kind::Input("number"), name, label).width(Width::Short);
        field.inputmode = Some("numeric");
        field
    }

    /// A code made of digits, which is not a number: RPPS, a code by SMS.
    #[must_use]
    pub fn digits(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        let mut field = Self::new(Kind::Input("text"), name, label).width(Width::Short);
        field.inputmode = Some("numeric");
        field
    }

    /// A day.
    #[must_use]
    pub fn date(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("date"), name, label).width(Width::Short)
    }

    /// A day and an hour.
    #[must_use]
    pub fn datetime(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("datetime-local"), name, label).width(Width::Medium)
    }

    /// An hour of the day.
    #[must_use]
    pub fn time(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("time"), name, label).width(Width::Short)
    }

    /// Words to search.
    #[must_use]
    pub fn search(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Input("search"), name, label)
    }

    /// A file; `accept` names its endings: `.csv,.xlsx`.
    #[must_use]
    pub fn file(name: impl Into<Text>, label: impl Into<Text>, accept: &'static str) -> Self {
        let mut field = Self::new(Kind::Input("file"), name, label);
        field.accept = Some(accept);
        field
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(name: impl Into<Text>, label: impl Into<Text>, lines: u8) -> Self {
        Self::new(Kind::Textarea(lines), name, label)
    }

    /// One choice of a list that opens.
    #[must_use]
    pub fn select(name: impl Into<Text>, label: impl Into<Text>, choices: Vec<Choice>) -> Self {
        Self::new(Kind::Select(choices), name, label).width(Width::Medium)
    }

    /// One box; sends `oui` when ticked.
    #[must_use]
    pub fn checkbox(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self::new(Kind::Checkbox, name, label)
    }

    /// One choice among a few, all visible.
    #[must_use]
    pub fn radios(name: impl Into<Text>, label: impl Into<Text>, choices: Vec<Choice>) -> Self {
        Self::new(Kind::Radios(choices), name, label)
    }

    /// Any number of choices, all visible; sends one `name=value` per box ticked.
    #[must_use]
    pub fn checkboxes(name: impl Into<Text>, label: impl Into<Text>, choices: Vec<Choice>) -> Self {
        Self::new(Kind::Checkboxes(choices), name, label)
    }

    /// A sentence under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What it holds now; call it again for each box ticked of a list.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// What is wrong with it.
    #[must_use]
    pub fn error(mut self, error: impl Into<Text>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// Takes its values and its error from what was typed; a form never typed keeps the values given before.
    /// A password is never shown again.
    #[must_use]
    pub fn filled(mut self, filled: &Filled) -> Self {
        if !matches!(self.kind, Kind::Input("password" | "file")) {
            let typed: Vec<String> = filled.values_of(&self.name).map(str::to_owned).collect();
            if !typed.is_empty() || filled.is_refused() {
                self.values = typed;
            }
        }
        self.error = filled.error_of(&self.name).map(|message| message.to_owned().into()).or(self.error);
        self
    }

    /// « obligatoire », in words.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// How wide the input is.
    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// A unit after the input: « € », « habitants ».
    #[must_use]
    pub fn unit(mut self, unit: impl Into<Text>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Keeps the label for screen readers only: for a lone search box whose button says the rest.
    #[must_use]
    pub fn quiet_label(mut self) -> Self {
        self.quiet_label = true;
        self
    }

    /// Another id, when two forms of one page have a field of the same name.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// What the browser may fill by itself: `name`, `email`, `new-password`, `one-time-code`…
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Least and greatest values of a number or a date, as the input writes them.
    #[must_use]
    pub fn range(mut self, min: Option<Text>, max: Option<Text>) -> Self {
        self.range = (min, max);
        self
    }

    /// Step of a number: `0.01` for cents.
    #[must_use]
    pub fn step(mut self, step: &'static str) -> Self {
        self.step = Some(step);
        self
    }

    /// Longest text accepted.
    #[must_use]
    pub fn maxlength(mut self, characters: u32) -> Self {
        self.maxlength = Some(characters);
        self
    }

    /// Texts proposed as one types; others are accepted (inputs of one line only).
    #[must_use]
    pub fn suggest(mut self, suggestions: impl IntoIterator<Item = impl Into<Text>>) -> Self {
        self.suggestions = suggestions.into_iter().map(Into::into).collect();
        self
    }

    /// Has the focus when the page opens: for a page that is for typing, once in a page.
    #[must_use]
    pub fn autofocus(mut self) -> Self {
        self.autofocus = true;
        self
    }

    /// What is typed is sent to the `formaction` button of its form, and the part of the page of this id is read again.
    #[must_use]
    pub fn ask(mut self, part: &'static str) -> Self {
        self.ask = Some(part);
        self
    }
}
