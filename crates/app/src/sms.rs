//! Text messages, by the HTTP gateway that the operator chose: every provider has one, with its own names for the fields.

mod format;

use crate::commands::Failure;
use anyhow::{Context, bail};
use format::Body;
use http::{
    HeaderValue, Method, Request, Uri,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use identifiants::Telephone;
use jiff::Timestamp;
use std::time::Duration;

/// How long a gateway may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// What is sent when nothing says otherwise.
const FORMAT: &str = r#"{"to":"{to}","text":"{text}"}"#;
const FORMAT_WITH_SENDER: &str = r#"{"to":"{to}","text":"{text}","from":"{from}"}"#;
/// The longest sender that networks show, when it is a number.
const SENDER: usize = 15;

/// A text message.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    pub(crate) to: Telephone,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
    /// The same for the same message, so that a gateway can send once what it is asked twice.
    pub(crate) key: String,
}

/// How to reach a gateway, as the operator wrote it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) url: String,
    pub(crate) token: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) format: Option<String>,
}

/// An HTTP gateway.
pub(crate) struct Gateway {
    client: Client<HttpsConnector<HttpConnector>, Full<hyper::body::Bytes>>,
    url: Uri,
    token: Option<HeaderValue>,
    from: String,
    body: Body,
}

impl Gateway {
    /// The gateway at `url`: encrypted, unless it is on this machine.
    pub(crate) fn new(settings: Settings) -> Result<Self, Failure> {
        let refuse = |reason: String| Failure::refused(format!("Passerelle SMS : {reason}"));
        let url: Uri = settings
            .url
            .parse()
            .map_err(|_| refuse(format!("« {} » n’est pas une adresse.", settings.url)))?;
        let here = matches!(url.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        if url.host().is_none()
            || !(url.scheme_str() == Some("https") || url.scheme_str() == Some("http") && here)
        {
            return Err(refuse("une adresse https:// est attendue.".to_owned()));
        }
        let from = settings.from.unwrap_or_default();
        if from.chars().count() > SENDER || from.chars().any(char::is_control) {
            return Err(refuse(format!("l’expéditeur compte {SENDER} caractères au plus.")));
        }
        let token =
            settings.token.filter(|token| !token.is_empty()).map(bearer).transpose().map_err(refuse)?;
        let usual = if from.is_empty() { FORMAT } else { FORMAT_WITH_SENDER };
        let body = Body::read(settings.format.as_deref().unwrap_or(usual)).map_err(refuse)?;
        let connector =
            HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().build();
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector), url, token, from, body })
    }

    /// Sends a text; an error means « try again later » and tells neither the number nor the words.
    pub(crate) async fn send(&self, text: &Text) -> anyhow::Result<()> {
        let to = text.to.e164().context("a short number receives no text message")?;
        let (kind, body) = self.body.fill(&to, &text.text, &self.from);
        let mut request =
            Request::builder().method(Method::POST).uri(self.url.clone()).header(CONTENT_TYPE, kind);
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, token.clone());
        }
        let request = request.header("idempotency-key", &text.key).body(Full::from(body))?;
        let answer = tokio::time::timeout(PATIENCE, self.client.request(request)).await;
        let status = answer
            .context("the SMS gateway takes too long")?
            .context("the SMS gateway does not answer")?
            .status();
        if !status.is_success() {
            bail!("the SMS gateway answers {status}");
        }
        Ok(())
    }
}

fn bearer(token: String) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}"))
        .map_err(|_| "le jeton contient un caractère qu’un en-tête ne peut porter.".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::{Gateway, Settings, Text};
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        task::JoinHandle,
    };

    /// A gateway that answers `status` once, and what it was told.
    async fn gateway(status: &'static str) -> (String, JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/envoi", listener.local_addr().unwrap());
        let told = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut said, mut buffer) = (String::new(), [0; 4096]);
            while !whole(&said) {
                let read = stream.read(&mut buffer).await.unwrap();
                assert!(read > 0, "{said}");
                said += std::str::from_utf8(&buffer[..read]).unwrap();
            }
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            said
        });
        (url, told)
    }

    /// Whether the body has come in full.
    fn whole(said: &str) -> bool {
        let Some((head, body)) = said.split_once("\r\n\r\n") else { return false };
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
        length.is_some_and(|length| length.parse() == Ok(body.len()))
    }

    fn text() -> Text {
        let at = "2026-03-02T07:00:00Z".parse().unwrap();
        Text {
            to: "06 92 12 34 56".parse().unwrap(),
            text: "Été « {to} » & \"fin".into(),
            at,
            key: "e1".into(),
        }
    }

    fn open(settings: Settings) -> Result<Gateway, u8> {
        Gateway::new(settings).map_err(|_| 2)
    }

    #[tokio::test]
    async fn a_text_leaves_as_json_with_the_token_and_the_key_of_its_event() {
        let (url, told) = gateway("202 Accepted").await;
        let settings =
            Settings { url, token: Some("secret".into()), from: Some("CPTS Velay".into()), format: None };
        open(settings).unwrap().send(&text()).await.unwrap();
        let said = told.await.unwrap();
        for part in [
            "POST /envoi ",
            "authorization: Bearer secret",
            "idempotency-key: e1",
            "content-type: application/json",
        ] {
            assert!(said.contains(part), "{part}\n{said}");
        }
        let body: serde_json::Value = serde_json::from_str(said.split("\r\n\r\n").nth(1).unwrap()).unwrap();
        assert_eq!(
            body,
            serde_json::json!({ "to": "+262692123456", "text": "Été « {to} » & \"fin", "from": "CPTS Velay" })
        );
    }

    #[tokio::test]
    async fn a_gateway_may_want_a_form() {
        let (url, told) = gateway("200 OK").await;
        let settings = Settings {
            url,
            format: Some("To={to}&Kind=sms&Body=CPTS: {text}".into()),
            ..Settings::default()
        };
        open(settings).unwrap().send(&Text { text: "a&b=é{to}".into(), ..text() }).await.unwrap();
        let said = told.await.unwrap();
        assert!(
            said.contains("content-type: application/x-www-form-urlencoded")
                && !said.contains("authorization"),
            "{said}"
        );
        let body = said.split("\r\n\r\n").nth(1).unwrap();
        assert_eq!(body, "To=%2B262692123456&Kind=sms&Body=CPTS%3A%20a%26b%3D%C3%A9%7Bto%7D");
    }

    #[tokio::test]
    async fn a_refusal_or_a_silence_is_an_error_to_try_again_that_tells_nobody() {
        let (url, told) = gateway("503 Service Unavailable").await;
        let error = open(Settings { url: url.clone(), ..Settings::default() })
            .unwrap()
            .send(&text())
            .await
            .unwrap_err();
        assert_eq!(format!("{error:#}"), "the SMS gateway answers 503 Service Unavailable");
        told.await.unwrap();
        let error = open(Settings { url, ..Settings::default() }).unwrap().send(&text()).await.unwrap_err();
        assert!(
            format!("{error:#}").contains("does not answer") && !format!("{error:#}").contains("692"),
            "{error:#}"
        );
    }

    #[test]
    fn what_cannot_work_is_refused_at_the_start() {
        let with = |url: &str, format: Option<&str>, from: &str| {
            open(Settings {
                url: url.into(),
                token: None,
                from: Some(from.into()),
                format: format.map(Into::into),
            })
            .is_ok()
        };
        assert!(with("https://sms.exemple.fr/v1", None, "CPTS"));
        assert!(!with("http://sms.exemple.fr/v1", None, "CPTS"), "in clear");
        assert!(!with("sms.exemple.fr", None, "CPTS") && !with("pas une adresse", None, ""));
        assert!(!with("https://x", Some("{\"to\":\"{to}\"}"), ""), "no text");
        assert!(
            !with("https://x", Some("a{to} {text}"), "") && !with("https://x", Some("{\"a\":{to}{text}"), "")
        );
        assert!(!with("https://x", None, "un expéditeur bien trop long"));
    }
}
