use crate::{App, Declared, Problem, Routes, TAP, Taps, gate, headers};
use axum::{
    Extension, Router,
    extract::Request,
    http::header,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use std::{future::Future, net::SocketAddr, time::Instant};
use tokio::net::TcpListener;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

/// Assembles the routes behind the gate; returns the service and what was declared.
pub fn router(app: &App, routes: Routes) -> (Router, Vec<Declared>) {
    let mut router: Router<App> = Router::new();
    let mut declared = Vec::with_capacity(routes.list.len());
    let taps = Extension(Taps::new(app, routes.taps));
    for (route, handler) in routes.list {
        let state = (app.clone(), Some(route.right));
        let handler = if route.path == TAP { handler.layer(taps.clone()) } else { handler };
        router = router.route(route.path, handler.layer(from_fn_with_state(state, gate::gate)));
        declared.push(route);
    }
    let open = from_fn_with_state((app.clone(), None), gate::gate);
    let nowhere = get(gate::not_found).post(gate::not_found).fallback(gate::not_found).layer(open.clone());
    let mut router = router
        .method_not_allowed_fallback(gate::wrong_method)
        .fallback_service(nowhere.with_state(app.clone()))
        .with_state(app.clone());
    for asset in ui::assets::all() {
        let body = (
            [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes.clone(),
        );
        router = router.route(&asset.path, get(async move || body.into_response()));
    }
    router = router.layer(from_fn(measure)).layer(CatchPanicLayer::custom(gate::panicked));
    if app.settings.secure() {
        router = router.layer(from_fn(headers::strict_transport));
    }
    (router.layer(from_fn(headers::secure)).layer(CompressionLayer::new()), declared)
}

/// Counts requests and their time by route, never by address.
async fn measure(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<axum::extract::MatchedPath>().map(|path| path.as_str().to_owned());
    let form = gate::form(request.headers(), request.uri().path());
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = if form == gate::Form::Fhir { problem.outcome() } else { problem.json() };
    }
    let labels = [("route", route.unwrap_or_default()), ("status", response.status().as_u16().to_string())];
    metrics::counter!("maillage_http_requests_total", &labels).increment(1);
    metrics::histogram!("maillage_http_request_seconds", &labels).record(start.elapsed().as_secs_f64());
    response
}

/// Serves until `stop`, then finishes the requests under way.
///
/// # Errors
/// What the system says when a connection cannot be accepted at all.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
