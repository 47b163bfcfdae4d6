//! Tap links: a page for one person and one purpose, opened by the secret in its address, without account.
//!
//! A module says what the links of a usage show and do ([`Routes::tap`](crate::Routes::tap)); whoever keeps the links finds
//! the one that an address names, and [hands it over](Taps::hand_over) with a visit that has the rights of the link alone.
//! Mail scanners open every link that they see: showing must change nothing that matters, acting takes a form.

use crate::{App, Problem, Visit, gate};
use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    response::Response,
    routing::MethodRouter,
};
use std::{collections::BTreeMap, sync::Arc};
use tower::ServiceExt;

/// The address of every tap link.
pub const TAP: &str = "/t/{token}";
/// How addresses with a secret start: they ask for more discretion than other pages.
pub(crate) const PREFIX: &str = "/t/";

/// What a module does with the links of one usage.
#[derive(Clone)]
pub(crate) struct Tap<S = ()> {
    /// Shows the form (GET) and acts (POST), while the link is alive.
    pub(crate) alive: MethodRouter<S>,
    /// Shows what became of it once it was used.
    pub(crate) done: Option<MethodRouter<S>>,
}

impl Tap<App> {
    fn ready(self, app: &App) -> Tap {
        Tap {
            alive: self.alive.with_state(app.clone()),
            done: self.done.map(|done| done.with_state(app.clone())),
        }
    }
}

/// Which module takes the links of which usage.
#[derive(Clone)]
pub struct Taps(Arc<BTreeMap<&'static str, Tap>>);

impl Taps {
    pub(crate) fn new(app: &App, taps: BTreeMap<&'static str, Tap<App>>) -> Self {
        Self(Arc::new(taps.into_iter().map(|(usage, tap)| (usage, tap.ready(app))).collect()))
    }

    /// Whether the module that takes `usage` has a page for a link already used.
    #[must_use]
    pub fn shows_done(&self, usage: &str) -> bool {
        self.0.get(usage).is_some_and(|tap| tap.done.is_some())
    }

    /// Lets the module of `usage` answer `visit`; a problem is drawn in the frame of that visit. `done` asks for the page of
    /// a link already used.
    ///
    /// # Errors
    /// A 404 problem when no module takes this usage any more, or none has a page for a used link.
    pub async fn hand_over(
        &self,
        usage: &str,
        done: bool,
        visit: &Visit,
        mut request: Request,
    ) -> Result<Response, Problem> {
        let tap = self.0.get(usage).ok_or_else(Problem::not_found)?;
        let service = if done { tap.done.as_ref() } else { Some(&tap.alive) };
        let service = service.ok_or_else(Problem::not_found)?.clone();
        request.extensions_mut().insert(visit.clone());
        let Ok(mut response) = service.oneshot(request).await;
        Ok(match response.extensions_mut().remove::<Problem>() {
            Some(problem) => visit.problem(problem),
            None => response,
        })
    }
}

impl Visit {
    /// The page of a problem, in the frame of this visit.
    #[must_use]
    pub fn problem(&self, problem: Problem) -> Response {
        gate::draw(Some(self), problem, gate::Form::Page)
    }
}

impl<S: Sync> FromRequestParts<S> for Taps {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // Only the route of tap links carries them.
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::not_found)
    }
}
