//! How each kind of field looks.

use maud::{Markup, Render, html};

use super::field::{Choice, Field, Kind, Width};

impl Render for Field {
    fn render(&self) -> Markup {
        match &self.kind {
            Kind::Checkbox => self.single_box(),
            Kind::Radios(choices) => self.choices("radio", choices),
            Kind::Checkboxes(choices) => self.choices("checkbox", choices),
            Kind::Input(_) | Kind::Textarea(_) | Kind::Select(_) => self.labelled(),
        }
    }
}

impl Field {
    fn labelled(&self) -> Markup {
        html! {
            div.field .invalid[self.error.is_some()] {
                label for=(self.id) class=[self.quiet_label.then_some("visually-hidden")] { (self.label) (self.obligation()) }
                (self.below_label())
                @if let Some(unit) = &self.unit {
                    div.with-unit { (self.control()) span.unit aria-hidden="true" { (unit) } }
                } @else {
                    (self.control())
                }
            }
        }
    }

    fn control(&self) -> Markup {
        let first = self.values.first().map(String::as_str);
        let class = match self.width {
            Width::Full => "input",
            Width::Medium => "input medium",
            Width::Short => "input short",
        };
        let invalid = self.error.is_some().then_some("true");
        html! {
            @match &self.kind {
                Kind::Textarea(lines) => {
                    textarea class=(class) id=(self.id) name=(self.name) rows=(lines) required[self.required]
                        maxlength=[self.maxlength] aria-invalid=[invalid] aria-describedby=[self.described_by()] {
                        "\n" (first.unwrap_or_default())
                    }
                }
                Kind::Select(choices) => {
                    select class=(class) id=(self.id) name=(self.name) required[self.required]
                        autocomplete=[self.autocomplete] aria-invalid=[invalid] aria-describedby=[self.described_by()] {
                        @for choice in choices {
                            option value=(choice.value) selected[first == Some(choice.value.as_ref())] { (choice.label) }
                        }
                    }
                }
                Kind::Input(kind) => {
                    @let list = (!self.suggestions.is_empty()).then(|| format!("{}-choix", self.id));
                    input class=(class) type=(kind) id=(self.id) name=(self.name) value=[first] required[self.required]
                        list=[&list] autofocus[self.autofocus] data-ask=[self.ask] autocomplete=[self.autocomplete] inputmode=[self.inputmode] maxlength=[self.maxlength]
                        min=[&self.range.0] max=[&self.range.1] step=[self.step] accept=[self.accept]
                        aria-invalid=[invalid] aria-describedby=[self.described_by()];
                    @if let Some(list) = &list {
                        datalist id=(list) { @for one in &self.suggestions { option value=(one) {} } }
                    }
                }
                Kind::Checkbox | Kind::Radios(_) | Kind::Checkboxes(_) => {}
            }
        }
    }

    fn single_box(&self) -> Markup {
        html! {
            div.field .invalid[self.error.is_some()] {
                div.option {
                    input type="checkbox" id=(self.id) name=(self.name) value="oui" required[self.required]
                        checked[self.values.iter().any(|value| value == "oui")]
                        aria-invalid=[self.error.is_some().then_some("true")] aria-describedby=[self.described_by()];
                    label for=(self.id) { (self.label) (self.obligation()) }
                    (self.below_label())
                }
            }
        }
    }

    fn choices(&self, kind: &str, choices: &[Choice]) -> Markup {
        html! {
            fieldset.field.choices .invalid[self.error.is_some()] aria-describedby=[self.described_by()] {
                legend { (self.label) (self.obligation()) }
                (self.below_label())
                @for (i, choice) in choices.iter().enumerate() {
                    // The first box takes the id of the field, so that the error summary leads to it.
                    @let id = if i == 0 { self.id.clone() } else { format!("{}-{}", self.id, i + 1) };
                    @let hint_id = choice.hint.as_ref().map(|_| format!("{id}-aide"));
                    div.option {
                        input type=(kind) id=(id) name=(self.name) value=(choice.value)
                            required[self.required && kind == "radio"]
                            checked[self.values.iter().any(|value| *value == choice.value)] aria-describedby=[&hint_id];
                        label for=(id) { (choice.label) }
                        @if let (Some(hint), Some(hint_id)) = (&choice.hint, &hint_id) { p.hint id=(hint_id) { (hint) } }
                    }
                }
            }
        }
    }

    fn obligation(&self) -> Markup {
        html! { @if self.required { " " span.required { "obligatoire" } } }
    }

    fn below_label(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id=(self.hint_id()) { (hint) } }
            @if let Some(error) = &self.error {
                p.error id=(self.error_id()) { span.visually-hidden { "Erreur\u{a0}: " } (error) }
            }
        }
    }

    fn hint_id(&self) -> String {
        format!("{}-indication", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-erreur", self.id)
    }

    fn described_by(&self) -> Option<String> {
        match (&self.hint, &self.error) {
            (Some(_), Some(_)) => Some(format!("{} {}", self.hint_id(), self.error_id())),
            (Some(_), None) => Some(self.hint_id()),
            (None, Some(_)) => Some(self.error_id()),
            (None, None) => None,
        }
    }
}
