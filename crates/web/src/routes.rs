use crate::App;
use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use kernel::Right;

/// The routes of a module. A route cannot be added without the right it needs.
#[derive(Default)]
pub struct Routes {
    pub(crate) list: Vec<(Declared, MethodRouter<App>)>,
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

    /// These routes and those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.list.extend(others.list);
        self
    }

    /// What was declared.
    pub fn declared(&self) -> impl Iterator<Item = &Declared> {
        self.list.iter().map(|(declared, _)| declared)
    }
}
