use crate::Settings;
use axum::http::{HeaderMap, HeaderValue, header};
use std::fmt::Write;

/// A cookie to set. Always `HttpOnly`, `SameSite=Lax`, whole site; `Secure` when the instance is served over TLS.
#[derive(Debug, Clone)]
pub struct Cookie {
    /// Name.
    pub name: &'static str,
    /// Value, already fit for a header (letters, digits, `-_.~%`).
    pub value: String,
    /// Seconds to live; 0 erases.
    pub max_age: u32,
}

pub(crate) const FLASH: &str = "maillage_avis";
/// Name of the cookie that keeps colours and text size.
pub const PREFERENCES: &str = "maillage_affichage";

/// Name of the session cookie: `__Host-` binds it to this host over TLS, where browsers accept the prefix.
#[must_use]
pub fn session_cookie(settings: &Settings) -> &'static str {
    if settings.secure() { "__Host-maillage" } else { "maillage_session" }
}

impl Cookie {
    /// The header that sets it; `None` when the value does not fit in one.
    #[must_use]
    pub fn header(&self, settings: &Settings) -> Option<HeaderValue> {
        let mut text = format!("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=", self.name, self.value);
        let _ = write!(text, "{}", self.max_age);
        if settings.secure() {
            text.push_str("; Secure");
        }
        HeaderValue::from_str(&text).ok()
    }
}

/// The value of the cookie `name` among the request's headers.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
