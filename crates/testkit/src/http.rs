//! A browser without a window: keeps cookies, sends forms as our pages do.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use std::collections::BTreeMap;
use tower::ServiceExt;

/// Somebody in front of the site.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    /// Cookies received so far.
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Page {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: String,
}

impl Visitor {
    /// A new visitor, without cookie.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new() }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None, &[]).await
    }

    /// Opens a page as a program that wants JSON.
    pub async fn get_json(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, None, &[(header::ACCEPT.as_str(), "application/json")]).await
    }

    /// Sends a form from one of our pages.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let form = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, Some(encode(fields)), &form).await
    }

    /// Sends a request with any method, body and headers.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Option<String>,
        headers: &[(&str, &str)],
    ) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "essai.test");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.unwrap_or_default())).expect("a well-formed request");
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        Page {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for value in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let pair = value.split(';').next().and_then(|pair| pair.split_once('='));
            let Some((name, content)) = pair else { continue };
            if value.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), content.to_owned());
            }
        }
    }
}

impl Page {
    /// Where a redirection leads; empty when there is none.
    #[must_use]
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of the first `<input>` named `name`.
    #[must_use]
    pub fn input(&self, name: &str) -> Option<&str> {
        let tag = self.body.split("<input").skip(1).find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
        tag.split('>').next()?.split("value=\"").nth(1)?.split('"').next()
    }
}

/// Fields as a browser encodes them.
#[must_use]
pub fn encode(fields: &[(&str, &str)]) -> String {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let pair = |(name, value): &(&str, &str)| {
        format!(
            "{}={}",
            utf8_percent_encode(name, NON_ALPHANUMERIC),
            utf8_percent_encode(value, NON_ALPHANUMERIC)
        )
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}
