use crate::{App, Caller, Identity, Nav, Problem, Redirect, Tenant, cookies, csrf, redirect};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::{Actor, Ctx, Id, Ids, Origin, Right, Rights};
use maud::Markup;
use std::sync::Arc;
use ui::{Flash, Frame, NavEntry, TextSize, Theme};
use uuid::Uuid;

/// What a handler answers.
pub type Answer = Result<Response, Problem>;

/// Somebody asking for a page: who, where, with which rights, and how they like their pages.
#[derive(Clone)]
pub struct Visit(Arc<Inner>);

/// The parts of a [`Visit`].
#[derive(Clone)]
pub struct Inner {
    /// The context for verbs.
    pub ctx: Ctx,
    /// The signed-in person.
    pub identity: Option<Identity>,
    /// The CPTS of the address.
    pub tenant: Option<Tenant>,
    /// The token that forms send back.
    pub csrf: String,
    /// Session token, for sign-out and account pages.
    pub session: Option<String>,
    /// Path and query of the request.
    pub here: String,
    pub(crate) app: App,
    theme: Theme,
    text_size: TextSize,
    flash: Option<Flash>,
}

impl std::ops::Deref for Visit {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Visit {
    pub(crate) fn new(app: App, caller: Caller, headers: &HeaderMap, here: String, ip: String) -> Self {
        let session = cookies::read(headers, cookies::session_cookie(&app.settings)).map(str::to_owned);
        let session = session.filter(|_| caller.identity.is_some());
        let roles = caller.identity.as_ref().map_or(&[] as &[String], |identity| &identity.roles);
        let ctx = Ctx {
            actor: caller.identity.as_ref().map_or(Actor::Anonyme, |i| Actor::Personne(i.person)),
            cpts: caller.tenant.as_ref().map_or(Id::INSTANCE, |tenant| tenant.id),
            now: app.clock.now(),
            origin: Origin {
                ip,
                agent: header_text(headers, header::USER_AGENT, 200),
                session: caller.identity.as_ref().map(|i| i.session.clone()).unwrap_or_default(),
            },
            rights: app.rights.rights_of(caller.identity.is_some(), roles),
            ids: Ids::Random,
        };
        let (theme, text_size) = preferences(headers);
        let flash = cookies::read(headers, cookies::FLASH).and_then(redirect::read_flash);
        let csrf = csrf::token(&app.csrf_key, session.as_deref());
        let Caller { identity, tenant } = caller;
        Self(Arc::new(Inner { ctx, identity, tenant, csrf, session, here, app, theme, text_size, flash }))
    }

    /// What a right allows, in French.
    pub(crate) fn meaning(&self, right: Right) -> &'static str {
        self.app.rights.meaning(right).unwrap_or(right.0)
    }

    /// The same browser, acting by the link `link` of `tenant`: with `right` and nothing else, whoever is signed in.
    #[must_use]
    pub fn by_link(&self, tenant: Tenant, link: Uuid, right: Right) -> Self {
        let ctx = Ctx {
            actor: Actor::Lien(link),
            cpts: tenant.id,
            origin: Origin { session: String::new(), ..self.ctx.origin.clone() },
            rights: Rights::of([right]),
            ..self.ctx.clone()
        };
        let rest = Inner::clone(self);
        Self(Arc::new(Inner { ctx, identity: None, tenant: Some(tenant), session: None, ..rest }))
    }

    /// Whether the caller has `right` here.
    #[must_use]
    pub fn can(&self, right: Right) -> bool {
        self.ctx.rights.contains(right)
    }

    /// The CPTS of the address.
    ///
    /// # Errors
    /// A 404 problem when the address names none; a route with `{cpts}` always has one.
    pub fn tenant(&self) -> Result<&Tenant, Problem> {
        self.0.tenant.as_ref().ok_or_else(Problem::not_found)
    }

    /// The frame of a page titled `title`, to be completed (crumbs, lead, actions).
    #[must_use]
    pub fn frame(&self, title: impl Into<ui::Text>) -> Frame {
        let in_workspace = self.in_workspace();
        let cpts = self.0.tenant.as_ref().map(|tenant| ui::page::Cpts {
            name: tenant.nom.clone().into(),
            base: if in_workspace { format!("/{}/espace", tenant.slug) } else { format!("/{}", tenant.slug) }
                .into(),
        });
        let person = self.identity.as_ref().map(|identity| ui::page::Person {
            role: Some(identity.role_label.clone().into()).filter(|role: &ui::Text| !role.is_empty()),
            ..ui::page::Person::new(identity.name.clone())
        });
        let settings = &self.app.settings;
        Frame {
            title: title.into(),
            instance: settings.name.clone().into(),
            cpts,
            person,
            nav: if in_workspace { self.nav() } else { Vec::new() },
            flash: self.flash.clone().into_iter().collect(),
            demo: settings.demo.then(|| kernel::today(self.ctx.now)),
            theme: self.theme,
            text_size: self.text_size,
            csrf: self.csrf.clone(),
            here: self.here.clone(),
            by_link: matches!(self.ctx.actor, Actor::Lien(_)),
            ..Frame::default()
        }
    }

    /// A page: of the workspace under `/{cpts}/espace`, public elsewhere.
    #[must_use]
    pub fn page(&self, frame: &Frame, content: Markup) -> Response {
        self.page_with(StatusCode::OK, frame, content)
    }

    /// A page that shows a form again with its errors (422).
    #[must_use]
    pub fn refused(&self, mut frame: Frame, content: Markup) -> Response {
        frame.refused = true;
        self.page_with(StatusCode::UNPROCESSABLE_ENTITY, &frame, content)
    }

    /// The home page of the instance or of a CPTS, its title on a band of colour.
    #[must_use]
    pub fn hero(&self, frame: &Frame, content: Markup) -> Response {
        self.answer(StatusCode::OK, ui::hero_page(frame, content))
    }

    pub(crate) fn page_with(&self, status: StatusCode, frame: &Frame, content: Markup) -> Response {
        let draw = if self.in_workspace() { ui::page } else { ui::public_page };
        self.answer(status, draw(frame, content))
    }

    fn answer(&self, status: StatusCode, page: Markup) -> Response {
        let mut response = (status, page).into_response();
        if self.flash.is_some() {
            Redirect::forget(&mut response, &self.app.settings);
        }
        response
    }

    /// The address `/{cpts}/espace/{rest}`.
    #[must_use]
    pub fn workspace(&self, rest: &str) -> String {
        let slug = self.0.tenant.as_ref().map_or("", |tenant| &tenant.slug);
        format!("/{slug}/espace/{rest}")
    }

    fn in_workspace(&self) -> bool {
        let Some(tenant) = &self.0.tenant else { return false };
        let rest = self.here.strip_prefix('/').and_then(|path| path.strip_prefix(tenant.slug.as_str()));
        rest.is_some_and(|rest| rest.starts_with("/espace"))
    }

    /// The entries that this visitor may open; the first of each group carries its heading.
    fn nav(&self) -> Vec<NavEntry> {
        let mut under = "";
        let mut entry = |nav: &Nav| {
            let href = self.workspace(nav.segment);
            let rest = self.here.strip_prefix(&href);
            let current = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
            let entry = NavEntry::new(nav.label, href, nav.icon).current(current);
            let heading = self.app.heading(nav.rank);
            if heading == under {
                return entry;
            }
            under = heading;
            entry.group(heading)
        };
        self.app.nav.iter().filter(|nav| self.can(nav.right)).map(&mut entry).collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            Problem::new(500, "erreur-interne", "Le service a rencontré une erreur.")
                .detail("Visite inconnue.")
        })
    }
}

fn preferences(headers: &HeaderMap) -> (Theme, TextSize) {
    let value = cookies::read(headers, cookies::PREFERENCES).unwrap_or_default();
    let (theme, size) = value.split_once('.').unwrap_or_default();
    (Theme::parse(theme).unwrap_or_default(), TextSize::parse(size).unwrap_or_default())
}

fn header_text(headers: &HeaderMap, name: header::HeaderName, most: usize) -> String {
    let text = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.chars().take(most).collect()
}
