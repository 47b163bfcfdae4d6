use crate::{App, tap::Tap};
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use kernel::Right;
use std::collections::BTreeMap;

/// The routes of a module. A route cannot be added without the right it needs.
#[derive(Default)]
pub struct Routes {
    pub(crate) list: Vec<(Declared, MethodRouter<App>)>,
    pub(crate) taps: BTreeMap<&'static str, Tap<App>>,
}

/// A route as it was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// HTTP method.
    pub method: Method,
    /// Path, with `{parameters}`.
    pub path: &'static str,
    /// Right needed.
    pub right: Right,
}

impl Routes {
    /// No route yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or an answer that changes nothing.
    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, handler: H) -> Self {
        self.add(Method::GET, MethodFilter::GET, path, right, handler)
    }

    /// An action.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, handler: H) -> Self {
        self.add(Method::POST, MethodFilter::POST, path, right, handler)
    }

    /// A write at an address, or at what a search finds: sent twice, it is done once.
    #[must_use]
    pub fn put<H: Handler<T, App>, T: 'static>(self, path: &'static str, right: Right, handler: H) -> Self {
        self.add(Method::PUT, MethodFilter::PUT, path, right, handler)
    }

    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        right: Right,
        handler: H,
    ) -> Self {
        self.list.push((Declared { method, path, right }, on(filter, handler)));
        self
    }

    /// What the tap links of `usage`, `crate.purpose`, show (GET, changes nothing) and do (POST) while they are alive. Their
    /// handlers take the same extractors as those of other routes, and the link.
    #[must_use]
    pub fn tap<S, A, TS: 'static, TA: 'static>(mut self, usage: &'static str, show: S, act: A) -> Self
    where
        S: Handler<TS, App>,
        A: Handler<TA, App>,
    {
        let alive = on(MethodFilter::GET, show).on(MethodFilter::POST, act);
        let done = self.taps.remove(usage).and_then(|tap| tap.done);
        self.taps.insert(usage, Tap { alive, done });
        self
    }

    /// What a tap link of `usage` shows once it was used or has expired, instead of the plain page that says so. After [`tap`](Self::tap).
    #[must_use]
    pub fn tap_done<H: Handler<T, App>, T: 'static>(mut self, usage: &'static str, show: H) -> Self {
        if let Some(tap) = self.taps.get_mut(usage) {
            tap.done = Some(on(MethodFilter::GET, show));
        }
        self
    }

    /// These routes and those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.list.extend(others.list);
        self.taps.extend(others.taps);
        self
    }

    /// Usages whose tap links have a page.
    pub fn usages(&self) -> impl Iterator<Item = &'static str> {
        self.taps.keys().copied()
    }

    /// What was declared.
    pub fn declared(&self) -> impl Iterator<Item = &Declared> {
        self.list.iter().map(|(declared, _)| declared)
    }
}
