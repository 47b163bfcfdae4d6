//! FHIR servers that this program calls: the platform of the SAS, which is told of appointments, and publishers whose slots are shown.
//! Their addresses are settings of the server, never of a person who signs in.

use crate::commands::Failure;
use anyhow::{Context, bail, ensure};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
use rustls::{ClientConfig, RootCertStore};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a server may take to answer, body included.
const PATIENCE: Duration = Duration::from_secs(15);
/// Largest answer that is read, in bytes.
const LARGEST: usize = 10_000_000;

/// How to reach a server, as the operator wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Access {
    /// Base address, https://….
    pub(crate) adresse: String,
    /// The certificate that we show (PEM).
    pub(crate) certificat: Option<PathBuf>,
    /// Its key (PEM).
    pub(crate) cle: Option<PathBuf>,
    /// Authorities of its certificate (PEM); those of the Web without them.
    pub(crate) autorites: Option<PathBuf>,
}

/// A FHIR server of somebody else. A redirection is an answer that was not asked for: nothing is followed.
pub(crate) struct Server {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    base: String,
}

impl Server {
    /// The server at this address: encrypted, unless it is on this machine.
    pub(crate) fn new(access: &Access) -> Result<Self, Failure> {
        let refuse = |why: &str| Failure::refused(format!("Serveur FHIR « {} » : {why}", access.adresse));
        let url: Uri = access.adresse.parse().map_err(|_| refuse("ce n’est pas une adresse."))?;
        let here = matches!(url.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let encrypted = url.scheme_str() == Some("https");
        if url.host().is_none()
            || url.query().is_some()
            || !(encrypted || url.scheme_str() == Some("http") && here)
        {
            return Err(refuse("une adresse https://, sans « ? », est attendue."));
        }
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls(access)?).https_or_http().enable_http1();
        let client = Client::builder(TokioExecutor::new()).build(connector.build());
        Ok(Self { client, base: access.adresse.trim_end_matches('/').to_owned() })
    }

    /// What stands at `path`, which begins after the base.
    pub(crate) async fn get(&self, path: &str) -> anyhow::Result<Bytes> {
        let (status, body) = self.ask(Method::GET, path, None, HeaderMap::new()).await?;
        ensure!(status == StatusCode::OK, "the FHIR server answers {status}");
        Ok(body)
    }

    /// Tells the platform of an appointment, by its number: told twice, it is told once.
    pub(crate) async fn tell(&self, word: &sas::Parole) -> anyhow::Result<()> {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let number = format!("identifier={}%7C{}", encoded(&word.number.system), encoded(&word.number.value));
        let put = format!("/Appointment?{number}");
        let unheard = HeaderMap::from_iter([(
            header::HeaderName::from_static("if-none-exist"),
            HeaderValue::try_from(&number)?,
        )]);
        let post = (Method::POST, "/Appointment", unheard);
        let update = (Method::PUT, put.as_str(), HeaderMap::new());
        let [first, second] = if word.premiere { [post, update] } else { [update, post] };
        let mut status = self.send(first, &word.corps).await?;
        // It is there already, or is not there yet: the other way round.
        if matches!(status.as_u16(), 404 | 409 | 410 | 412) {
            status = self.send(second, &word.corps).await?;
        }
        if !status.is_success() {
            bail!("the platform of the SAS answers {status}");
        }
        Ok(())
    }

    async fn send(
        &self,
        (method, path, headers): (Method, &str, HeaderMap),
        body: &[u8],
    ) -> anyhow::Result<StatusCode> {
        Ok(self.ask(method, path, Some(body), headers).await?.0)
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&[u8]>,
        headers: HeaderMap,
    ) -> anyhow::Result<(StatusCode, Bytes)> {
        let uri: Uri = format!("{}{path}", self.base).parse().context("an address that cannot be asked")?;
        let body = body.map(|body| Full::from(body.to_vec()));
        let mut request = Request::builder().method(method).uri(uri);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, fhir::MEDIA_TYPE);
        }
        let mut request =
            request.header(header::ACCEPT, "application/fhir+json").body(body.unwrap_or_default())?;
        request.headers_mut().extend(headers);
        tokio::time::timeout(PATIENCE, async {
            let answer = self.client.request(request).await.context("the FHIR server does not answer")?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), LARGEST).collect().await;
            let body = body
                .map_err(|why| anyhow::anyhow!("the answer of the FHIR server is cut or too long: {why}"))?;
            Ok((status, body.to_bytes()))
        })
        .await
        .context("the FHIR server takes too long")?
    }
}

/// How the server is trusted, and what it is shown.
fn tls(access: &Access) -> Result<ClientConfig, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    match &access.autorites {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            for one in certificates(path)? {
                roots.add(one).map_err(|why| unreadable(path, &why))?;
            }
        }
    }
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|why| Failure::failed(why.to_string()))?
        .with_root_certificates(roots);
    match (&access.certificat, &access.cle) {
        (None, None) => Ok(builder.with_no_client_auth()),
        (Some(certificate), Some(key)) => {
            let key = PrivateKeyDer::from_pem_file(key).map_err(|why| unreadable(key, &why))?;
            let chain = certificates(certificate)?;
            builder.with_client_auth_cert(chain, key).map_err(|why| unreadable(certificate, &why))
        }
        _ => Err(Failure::refused("Un certificat et sa clé vont ensemble (PEM).")),
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let all = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    all.map_err(|why| unreadable(path, &why))
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    Failure::refused(format!("{} : {why}", path.display()))
}
