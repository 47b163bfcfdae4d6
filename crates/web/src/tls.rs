//! TLS ended by the program itself, with a client certificate asked for and never required here: who needs one looks at the header
//! that says whose it is, as behind a proxy.

mod subject;

use axum::Router;
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a client may take to say hello.
const PATIENCE: Duration = Duration::from_secs(10);
/// Clients that say hello at once: the others wait outside.
const HELLOS: usize = 512;

/// The files of a server that ends TLS itself, all PEM.
#[derive(Debug, Clone)]
pub struct Files {
    /// Its certificate, then those that lead to an authority.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
    /// Authorities of client certificates; none are asked for without them.
    pub authorities: Option<PathBuf>,
    /// Lists of client certificates that were revoked.
    pub revoked: Option<PathBuf>,
}

/// Why TLS cannot be ended here.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that cannot be read as what it should be.
    #[error("{0}\u{a0}: {1}")]
    File(PathBuf, String),
    /// Files that do not go together.
    #[error("{0}")]
    Refused(String),
}

/// What ends TLS: versions 1.2 and 1.3, HTTP/1.1.
#[derive(Clone)]
pub struct Tls {
    acceptor: TlsAcceptor,
    asks: bool,
    /// In which header handlers find whose certificate was shown; nothing of that name comes from outside.
    header: HeaderName,
}

impl Tls {
    /// Reads the files. `header` is where handlers will find the subject of the client’s certificate, checked.
    ///
    /// # Errors
    /// [`TlsError`].
    pub fn new(files: &Files, header: HeaderName) -> Result<Self, TlsError> {
        let refused = |why: &dyn std::fmt::Display| TlsError::Refused(why.to_string());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|why| refused(&why))?;
        let builder = match &files.authorities {
            None => builder.with_no_client_auth(),
            Some(path) => {
                let mut roots = RootCertStore::empty();
                for one in certificates(path)? {
                    roots.add(one).map_err(|why| TlsError::File(path.clone(), why.to_string()))?;
                }
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
                    .with_crls(files.revoked.as_deref().map(revoked).transpose()?.unwrap_or_default())
                    .only_check_end_entity_revocation()
                    .allow_unknown_revocation_status()
                    .allow_unauthenticated();
                builder.with_client_cert_verifier(verifier.build().map_err(|why| refused(&why))?)
            }
        };
        let key = PrivateKeyDer::from_pem_file(&files.key)
            .map_err(|why| TlsError::File(files.key.clone(), why.to_string()))?;
        let mut config = builder
            .with_single_cert(certificates(&files.certificate)?, key)
            .map_err(|why| TlsError::File(files.certificate.clone(), why.to_string()))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let asks = files.authorities.is_some();
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), asks, header })
    }

    /// Whether clients are asked for a certificate.
    #[must_use]
    pub const fn asks(&self) -> bool {
        self.asks
    }

    /// Serves over TLS until `stop`, then finishes the requests under way.
    ///
    /// # Errors
    /// What the system says when a connection cannot be accepted at all.
    pub async fn serve(
        self,
        listener: TcpListener,
        router: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let header = self.header.clone();
        let router = router.layer(from_fn(move |request, next| say_who(header.clone(), request, next)));
        let service = router.into_make_service_with_connect_info::<Peer>();
        let listener = Handshakes::open(listener, self.acceptor)?;
        axum::serve(listener, service).with_graceful_shutdown(stop).await
    }
}

/// The certificates of a file, one at least.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let fail = |why: String| TlsError::File(path.to_owned(), why);
    let all = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let all = all.map_err(|why| fail(why.to_string()))?;
    if all.is_empty() { Err(fail("aucun certificat (PEM) n’y est.".to_owned())) } else { Ok(all) }
}

fn revoked(path: &Path) -> Result<Vec<CertificateRevocationListDer<'static>>, TlsError> {
    let all =
        CertificateRevocationListDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    all.map_err(|why| TlsError::File(path.to_owned(), why.to_string()))
}

/// Who is at the other end.
#[derive(Debug, Clone)]
struct Peer {
    address: SocketAddr,
    /// The subject of the certificate that they showed, once it was checked.
    subject: Option<Arc<str>>,
}

impl Connected<IncomingStream<'_, Handshakes>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Handshakes>) -> Self {
        stream.remote_addr().clone()
    }
}

/// Says whose certificate was shown, in the words of a proxy, and never in those of the caller.
async fn say_who(header: HeaderName, mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(&header);
    let peer = request.extensions_mut().remove::<ConnectInfo<Peer>>();
    if let Some(ConnectInfo(peer)) = peer {
        if let Some(value) = peer.subject.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
            request.headers_mut().insert(header, value);
        }
        request.extensions_mut().insert(ConnectInfo(peer.address));
    }
    next.run(request).await
}

/// Connections whose hello is over: one that is slow, or that says nothing, holds up no other.
struct Handshakes {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, Peer)>,
    here: SocketAddr,
}

impl Handshakes {
    fn open(mut listener: TcpListener, acceptor: TlsAcceptor) -> std::io::Result<Self> {
        let here = listener.local_addr()?;
        let (send, ready) = mpsc::channel(HELLOS);
        let turns = Arc::new(Semaphore::new(HELLOS));
        tokio::spawn(async move {
            while let Ok(turn) = Arc::clone(&turns).acquire_owned().await {
                let accepted = tokio::select! {
                    accepted = Listener::accept(&mut listener) => accepted,
                    () = send.closed() => return,
                };
                let (acceptor, send) = (acceptor.clone(), send.clone());
                tokio::spawn(async move {
                    let done = hello(&acceptor, accepted).await;
                    drop(turn);
                    if let Some(done) = done {
                        // Nobody listens any more: the connection closes.
                        drop(send.send(done).await);
                    }
                });
            }
        });
        Ok(Self { ready, here })
    }
}

/// The hello of one client; nothing when it is refused, or takes too long.
async fn hello(
    acceptor: &TlsAcceptor,
    (stream, address): (TcpStream, SocketAddr),
) -> Option<(TlsStream<TcpStream>, Peer)> {
    let stream = match tokio::time::timeout(PATIENCE, acceptor.accept(stream)).await.ok()? {
        Ok(stream) => stream,
        Err(error) => {
            tracing::debug!(%address, %error, "TLS");
            return None;
        }
    };
    let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
    let subject = shown.and_then(|one| subject::subject(one)).map(Arc::from);
    Some((stream, Peer { address, subject }))
}

impl Listener for Handshakes {
    type Io = TlsStream<TcpStream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(one) => one,
            // The task that listens never ends before this: wait for the stop.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        Ok(Peer { address: self.here, subject: None })
    }
}
