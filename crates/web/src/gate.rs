//! The gate that every request passes: who is it, in which CPTS, may they, does the request come from our pages.
//! On the way back it draws problems the way the caller wants them.

use crate::{App, Fields, Problem, Visit, cookies, csrf, tap};
use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, FromRequestParts, RawPathParams, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Right;
use std::net::SocketAddr;

/// Largest body looked into for the token of a client that does not say where it comes from.
const FORM_LIMIT: usize = 2 * 1024 * 1024;

pub(crate) async fn gate(
    State((app, right)): State<(App, Option<Right>)>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let slug = slug(&mut parts).await;
    let here = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let ip = client_address(&parts);
    let form = form(&parts.headers, &here);

    let token = cookies::read(&parts.headers, cookies::session_cookie(&app.settings));
    // A CPTS is named in small letters, digits and dashes; anything else is nobody, without asking the base.
    let named = slug.as_deref().filter(|s| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    let caller = match (app.identify)(&app.db, app.clock.now(), token, named).await {
        Ok(caller) => caller,
        Err(fault) => return draw(None, Problem::from(fault), form),
    };
    let unknown_cpts = slug.is_some() && caller.tenant.is_none();
    let visit = Visit::new(app, caller, &parts.headers, here, ip);
    if unknown_cpts {
        return draw(Some(&visit), Problem::not_found(), form);
    }
    if let Some(right) = right.filter(|right| !visit.can(*right)) {
        return refuse(&visit, right, &parts.method, form);
    }
    parts.extensions.insert(visit.clone());
    let request = match check_provenance(&visit, Request::from_parts(parts, body)).await {
        Ok(request) => request,
        Err(problem) => return draw(Some(&visit), problem, form),
    };
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => draw(Some(&visit), problem, form),
        None => response,
    }
}

/// The address of the caller; behind a proxy on the same machine, the last address that the proxy noted.
fn client_address(parts: &axum::http::request::Parts) -> String {
    let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
        return String::new();
    };
    let noted = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let noted = noted.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    noted.filter(|_: &std::net::IpAddr| peer.ip().is_loopback()).unwrap_or(peer.ip()).to_string()
}

async fn slug(parts: &mut axum::http::request::Parts) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    params.iter().find(|(name, _)| *name == "cpts").map(|(_, value)| value.to_owned())
}

/// How a problem is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// To a person.
    Page,
    /// To a program.
    Json,
    /// To a program that speaks FHIR.
    Fhir,
}

/// Programs get JSON: everything under `/api`, and whoever asks for it; in the words of FHIR under `/fhir`.
pub(crate) fn form(headers: &HeaderMap, here: &str) -> Form {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match () {
        () if here == "/fhir" || here.starts_with("/fhir/") || here.starts_with("/fhir?") => Form::Fhir,
        () if here.starts_with("/api/") || (accept.contains("json") && !accept.contains("text/html")) => {
            Form::Json
        }
        () => Form::Page,
    }
}

/// A visitor is sent to sign in and comes back; a signed-in person is told that their role does not allow it.
fn refuse(visit: &Visit, right: Right, method: &Method, form: Form) -> Response {
    if visit.identity.is_some() {
        let problem = Problem::from(kernel::Denied { right });
        let needed = visit.meaning(right);
        return draw(
            Some(visit),
            problem.detail(format!("Ce qui manque\u{a0}: «\u{a0}{needed}\u{a0}».")),
            form,
        );
    }
    if form != Form::Page || *method != Method::GET {
        let problem = Problem::new(401, "connexion-requise", "Il faut être connecté pour cette action.");
        return draw(Some(visit), problem.detail("Connectez-vous, puis recommencez."), form);
    }
    let back = percent_encoding::utf8_percent_encode(&visit.here, percent_encoding::NON_ALPHANUMERIC);
    crate::Redirect::to(format!("/connexion?retour={back}")).answer(visit)
}

async fn check_provenance(visit: &Visit, request: Request) -> Result<Request, Problem> {
    if request.method().is_safe() {
        return Ok(request);
    }
    let refused = || {
        Problem::new(403, "provenance-refusee", "Cette demande ne vient pas d’une page de ce site.")
            .detail("Rechargez la page et recommencez.")
    };
    let discreet = request.uri().path().starts_with(tap::PREFIX);
    match csrf::provenance(request.headers(), discreet) {
        csrf::Provenance::Ours => Ok(request),
        csrf::Provenance::Foreign => Err(refused()),
        csrf::Provenance::Unsaid if visit.session.is_none() => Ok(request),
        csrf::Provenance::Unsaid => {
            let said =
                request.headers().get(csrf::HEADER).and_then(|value| value.to_str().ok()).map(str::to_owned);
            let (parts, body) = request.into_parts();
            let bytes = to_bytes(body, FORM_LIMIT).await.map_err(|_| refused())?;
            let said = said.unwrap_or_else(|| {
                Fields::parse(&String::from_utf8_lossy(&bytes)).get(csrf::FIELD).to_owned()
            });
            if csrf::same(&visit.csrf, &said) {
                Ok(Request::from_parts(parts, Body::from(bytes)))
            } else {
                Err(refused())
            }
        }
    }
}

/// Nothing at this address: the same page as any other, with the person's frame around it.
pub(crate) async fn not_found() -> Problem {
    Problem::not_found()
}

/// The address exists, for another method.
pub(crate) async fn wrong_method() -> Problem {
    Problem::new(405, "methode-refusee", "Cette adresse n’accepte pas ce genre de demande.")
}

/// A panic is a fault: the person gets a page, the log has the reason.
pub(crate) fn panicked(reason: Box<dyn std::any::Any + Send>) -> Response {
    let text = reason.downcast_ref::<String>().cloned();
    let text =
        text.or_else(|| reason.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default();
    tracing::error!(text, "panic");
    let problem = Problem::new(500, "erreur-interne", "Le service a rencontré une erreur.");
    draw(None, problem.detail("Rien n’a été enregistré. Réessayez dans un instant."), Form::Page)
}

pub(crate) fn draw(visit: Option<&Visit>, problem: Problem, form: Form) -> Response {
    match form {
        Form::Json => return problem.json(),
        Form::Fhir => return problem.outcome(),
        Form::Page => {}
    }
    let page = match problem.status {
        404 if !problem.own_words => ui::problem::not_found(),
        403 => ui::problem::forbidden(format!("{} {}", problem.title, problem.explanation()).trim()),
        500 => ui::problem::fault(problem.reference.as_deref().unwrap_or("inconnue")),
        _ => ui::problem::refusal(problem.code(), problem.title.clone(), &problem.explanation(), None),
    };
    match visit {
        Some(visit) => visit.page_with(problem.status_code(), &visit.frame(page.title), page.content),
        None => {
            let frame = ui::Frame { title: page.title, ..ui::Frame::default() };
            (problem.status_code(), ui::public_page(&frame, page.content)).into_response()
        }
    }
}
