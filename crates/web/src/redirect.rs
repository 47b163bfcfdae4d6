use crate::{Answer, Refusal, Visit, cookies};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ui::{Flash, Tone};

/// After an action: where to go, and the sentence to show there once.
#[derive(Debug)]
pub struct Redirect {
    to: String,
    flash: Option<(Tone, String)>,
    cookies: Vec<cookies::Cookie>,
}

impl Redirect {
    /// Goes to a path of this site; anything else becomes the home page.
    #[must_use]
    pub fn to(path: impl Into<String>) -> Self {
        let path = path.into();
        let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
        Self { to: if ours { path } else { "/".to_owned() }, flash: None, cookies: Vec::new() }
    }

    /// With a sentence about what was done.
    #[must_use]
    pub fn done(mut self, sentence: impl Into<String>) -> Self {
        self.flash = Some((Tone::Success, sentence.into()));
        self
    }

    /// With a sentence about what could not be done.
    #[must_use]
    pub fn refused(mut self, sentence: impl Into<String>) -> Self {
        self.flash = Some((Tone::Danger, sentence.into()));
        self
    }

    /// After a verb that has no form to show again: the sentence about what was done, or why it was refused.
    ///
    /// # Errors
    /// What no page of the site can tell: a right that is missing, something that is not there or no longer, a fault.
    pub fn after<E: Refusal>(self, visit: &Visit, result: Result<impl Into<String>, E>) -> Answer {
        let refusal = match result {
            Ok(sentence) => return Ok(self.done(sentence).answer(visit)),
            Err(refusal) => refusal,
        };
        match refusal.problem() {
            (404 | 410 | 500.., _) | (_, "droit-manquant") => Err(refusal.into()),
            _ => Ok(self.refused(refusal.to_string()).answer(visit)),
        }
    }

    /// With a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: cookies::Cookie) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// The response.
    #[must_use]
    pub fn answer(self, visit: &Visit) -> Response {
        let settings = &visit.app.settings;
        let mut response = StatusCode::SEE_OTHER.into_response();
        let location = header::HeaderValue::try_from(self.to);
        response
            .headers_mut()
            .insert(header::LOCATION, location.unwrap_or(header::HeaderValue::from_static("/")));
        let flash = self.flash.map(|(tone, text)| cookies::Cookie {
            name: cookies::FLASH,
            value: format!("{}~{}", tone_code(tone), utf8_percent_encode(&text, NON_ALPHANUMERIC)),
            max_age: 60,
        });
        for value in self.cookies.into_iter().chain(flash).filter_map(|cookie| cookie.header(settings)) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }

    pub(crate) fn forget(response: &mut Response, settings: &crate::Settings) {
        let gone = cookies::Cookie { name: cookies::FLASH, value: String::new(), max_age: 0 };
        if let Some(value) = gone.header(settings) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

const fn tone_code(tone: Tone) -> &'static str {
    match tone {
        Tone::Success => "s",
        _ => "d",
    }
}

pub(crate) fn read_flash(value: &str) -> Option<Flash> {
    let (code, text) = value.split_once('~')?;
    let tone = if code == "s" { Tone::Success } else { Tone::Danger };
    let text = percent_decode_str(text).decode_utf8().ok()?.into_owned();
    Some(Flash { tone, text: text.into() })
}
