//! Requests that change something must come from our own pages.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`): a foreign page is refused at once. A
//! client that says nothing must send back the token that our forms carry, when it also sends a session.
//!
//! The pages of tap links ask browsers to tell nobody where a request comes from (`no-referrer`), which also empties
//! `Origin`: there, `null` says nothing. What such a request may do comes from the secret in its address, which a foreign
//! page does not know, and never from a session.

use axum::http::{HeaderMap, header};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// Name of the form field, and of the header for scripts.
pub(crate) const FIELD: &str = "_csrf";
pub(crate) const HEADER: &str = "x-csrf-token";

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Provenance {
    Ours,
    Foreign,
    Unsaid,
}

/// Where the browser says the request comes from; `discreet` when our page asked it not to tell.
pub(crate) fn provenance(headers: &HeaderMap, discreet: bool) -> Provenance {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match text(header::HeaderName::from_static("sec-fetch-site")) {
        Some("same-origin" | "none") => return Provenance::Ours,
        Some(_) => return Provenance::Foreign,
        None => {}
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => Provenance::Unsaid,
        (Some("null"), _) if discreet => Provenance::Unsaid,
        (Some(origin), Some(host)) if origin.split_once("://").is_some_and(|(_, o)| o == host) => {
            Provenance::Ours
        }
        (Some(_), _) => Provenance::Foreign,
    }
}

/// The token of a session; empty without a session.
pub(crate) fn token(key: &[u8; 32], session: Option<&str>) -> String {
    let (Some(session), Ok(mut mac)) = (session, Hmac::<Sha256>::new_from_slice(key)) else {
        return String::new();
    };
    mac.update(session.as_bytes());
    BASE64URL_NOPAD.encode(&mac.finalize().into_bytes())
}

pub(crate) fn same(expected: &str, received: &str) -> bool {
    !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(received.as_bytes()))
}
