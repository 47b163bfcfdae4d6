//! The script of the composer: comfort only. Its address carries the hash of its bytes, so a browser may keep it.

use crate::droits::CONSULTER;
use axum::{http::header, response::IntoResponse};
use maud::{Markup, html};
use std::sync::LazyLock;
use web::{Answer, Routes};

const SCRIPT: &str = include_str!("../../assets/territoire.js");

static PATH: LazyLock<String> = LazyLock::new(|| {
    // FNV-1a: enough to name a version of a file that we wrote ourselves.
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = SCRIPT.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    format!("/assets/territoire-{hash:016x}.js")
});

pub(super) fn routes() -> Routes {
    Routes::new().get(PATH.as_str(), CONSULTER, serve)
}

/// What a page writes to load it.
pub(super) fn tag() -> Markup {
    html! { script type="module" src=(PATH.as_str()) {} }
}

async fn serve() -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, SCRIPT).into_response())
}
