use crate::{Answer, Problem, Redirect, Refusal, Visit};
use kernel::{Id, Right};
use maud::Markup;
use ui::tabs::{Tab, tabs};
use ui::{Crumb, Frame, Text};

/// A room of the workspace, as its pages share it: its place, its name, its parts. A constant of each crate that has one.
pub struct Room {
    /// Its name, first of the crumbs: « Budget ».
    pub name: &'static str,
    /// Segment after `/{cpts}/espace/`: `budget`.
    pub segment: &'static str,
    /// The name of its tabs for those who do not see them: « Parties du budget ».
    pub label: &'static str,
    /// Its tabs, in order.
    pub parts: &'static [Part],
}

/// A part of a room: the words of its tab, the end of its address (empty for the first page), who may open it.
pub type Part = (&'static str, &'static str, Right);

impl Room {
    /// The address of a page: `part` is what follows the room (`""`, `"lots/12"`, `"?quand=passees"`).
    #[must_use]
    pub fn at(&self, visit: &Visit, part: &str) -> String {
        let slash = if part.is_empty() || part.starts_with('?') { "" } else { "/" };
        visit.workspace(&format!("{}{slash}{part}", self.segment))
    }

    /// The tabs that the visitor may open; `current` is the end of the address of the part that is shown, or below which
    /// the page stands. None for whoever may not open that part: the crumbs are their way back.
    #[must_use]
    pub fn tabs(&self, visit: &Visit, current: &str) -> Markup {
        if self.parts.iter().any(|(_, part, right)| *part == current && !visit.can(*right)) {
            return Markup::default();
        }
        let open = self.parts.iter().filter(|(.., right)| visit.can(*right));
        let all = open.map(|(words, part, _)| Tab::new(*words, self.at(visit, part), *part == current));
        tabs(self.label, &all.collect::<Vec<_>>())
    }

    /// The frame of a page below the room; `crumbs` are the words and the address, after the room, of what stands between.
    #[must_use]
    pub fn below(&self, visit: &Visit, title: impl Into<Text>, crumbs: &[(&str, &str)]) -> Frame {
        let mut breadcrumb = vec![Crumb::new(self.name, self.at(visit, ""))];
        breadcrumb
            .extend(crumbs.iter().map(|(words, part)| Crumb::new((*words).to_owned(), self.at(visit, part))));
        Frame { breadcrumb, ..visit.frame(title) }
    }

    /// To a page of the room, with a sentence about what was done.
    ///
    /// # Errors
    /// None: the answer of a handler.
    pub fn done(&self, visit: &Visit, part: &str, sentence: impl Into<String>) -> Answer {
        Ok(Redirect::to(self.at(visit, part)).done(sentence).answer(visit))
    }

    /// The same after a verb that has no form to show again: `sentence`, or why it was refused.
    ///
    /// # Errors
    /// As [`Redirect::after`].
    pub fn after<T, E: Refusal>(
        &self,
        visit: &Visit,
        part: &str,
        sentence: impl Into<String>,
        result: Result<T, E>,
    ) -> Answer {
        Redirect::to(self.at(visit, part)).after(visit, result.map(|_| sentence))
    }
}

/// The id in an address.
///
/// # Errors
/// A 404 problem when it is none.
pub fn id_of<T>(text: &str) -> Result<Id<T>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
