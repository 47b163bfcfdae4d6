//! The life of something, step by step, with its dates.

use maud::{Markup, html};

use crate::{Text, icon::Icon};

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Behind us.
    Done,
    /// Now.
    Current,
    /// To come.
    Planned,
}

impl State {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("done", "Étape franchie"),
            Self::Current => ("current", "Étape en cours"),
            Self::Planned => ("planned", "Étape à venir"),
        }
    }
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub label: Text,
    /// Where it stands.
    pub state: State,
    /// « 12 décembre 2020 », « prévue au 1er semestre 2027 ».
    pub date: Option<Text>,
}

impl Step {
    /// A step.
    #[must_use]
    pub fn new(state: State, label: impl Into<Text>, date: Option<Text>) -> Self {
        Self { label: label.into(), state, date }
    }
}

/// The steps, in a line where there is room, in a column on a phone.
#[must_use]
pub fn steps(label: &str, steps: &[Step]) -> Markup {
    html! {
        div.steps-frame {
            ol.steps aria-label=(label) {
                @for step in steps {
                    @let (class, said) = step.state.words();
                    li class={ "step " (class) } aria-current=[(step.state == State::Current).then_some("step")] {
                        span.step-mark { @if step.state == State::Done { (Icon::Check) } }
                        span.step-text {
                            span.visually-hidden { (said) "\u{a0}: " }
                            span.step-label { (step.label) }
                            @if let Some(date) = &step.date { " " span.step-date { (date) } }
                        }
                    }
                }
            }
        }
    }
}
