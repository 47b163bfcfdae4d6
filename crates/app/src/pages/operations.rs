//! For whoever runs the instance: is it alive, is it ready, how does it fare.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::IntoResponse,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use web::{Answer, App, Problem, Visit};

/// The Prometheus recorder of this process.
pub(crate) struct Metrics(&'static PrometheusHandle);

impl Metrics {
    /// Installs the recorder once per process.
    pub(crate) fn install() -> Self {
        static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
        Self(HANDLE.get_or_init(|| {
            let recorder = PrometheusBuilder::new().build_recorder();
            let handle = recorder.handle();
            // Another recorder can only be there in a test; its figures then go nowhere.
            drop(metrics::set_global_recorder(recorder));
            handle
        }))
    }
}

pub(super) async fn alive() -> Answer {
    Ok("ok\n".into_response())
}

/// Ready when the database answers.
pub(super) async fn ready(State(app): State<App>) -> Answer {
    let ctx = kernel::Ctx::system("readyz", app.clock.now());
    let reading = async {
        let mut tx = app.db.read(&ctx).await?;
        db::outbox::depth(&mut tx).await
    };
    match reading.await {
        Ok((waiting, given_up)) => {
            metrics::gauge!("maillage_outbox_waiting")
                .set(f64::from(u32::try_from(waiting).unwrap_or(u32::MAX)));
            metrics::gauge!("maillage_outbox_given_up")
                .set(f64::from(u32::try_from(given_up).unwrap_or(u32::MAX)));
            Ok("prêt\n".into_response())
        }
        Err(error) => {
            tracing::error!(%error, "not ready");
            let problem = Problem::new(503, "base-indisponible", "La base de données ne répond pas.");
            Ok((StatusCode::SERVICE_UNAVAILABLE, problem.json()).into_response())
        }
    }
}

/// Figures for the operator's own collector, on the same machine; to anybody else the page does not exist.
pub(super) async fn metrics(visit: Visit, State(app): State<App>) -> Answer {
    let from: Option<std::net::IpAddr> = visit.ctx.origin.ip.parse().ok();
    if from.is_some_and(|ip| !ip.is_loopback()) {
        return Err(Problem::not_found());
    }
    let handle = app.resource::<Metrics>().0;
    handle.run_upkeep();
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render()).into_response())
}
