//! TLS ended by the program: who shows which certificate, and what handlers are told of it.

use crate::{Tls, TlsFiles};
use axum::Router;
use axum::http::{HeaderMap, HeaderName};
use axum::routing::get;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;

const CONFIG: &str = "\
[ca]
default_ca = here
[here]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 30
default_crl_days = 30
policy = any
unique_subject = no
crl_extensions = list
[any]
commonName = supplied
organizationalUnitName = optional
[list]
authorityKeyIdentifier = keyid
[leaf]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:localhost
";

/// An authority in a folder of its own, made by `openssl`.
struct Authority(tempfile::TempDir);

impl Authority {
    fn new(name: &str) -> Self {
        let one = Self(tempfile::tempdir().unwrap());
        for (file, text) in [("ca.cnf", CONFIG), ("index.txt", ""), ("serial", "01\n"), ("crlnumber", "01\n")]
        {
            std::fs::write(one.path(file), text).unwrap();
        }
        one.key("ca");
        one.run(&[
            "req",
            "-x509",
            "-new",
            "-key",
            "ca.key",
            "-out",
            "ca.pem",
            "-days",
            "30",
            "-subj",
            &format!("/CN={name}"),
        ]);
        one
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn run(&self, args: &[&str]) {
        let done = Command::new("openssl").args(args).current_dir(self.0.path()).output().unwrap();
        assert!(done.status.success(), "{args:?}\n{}", String::from_utf8_lossy(&done.stderr));
    }

    fn key(&self, name: &str) {
        let file = format!("{name}.key");
        self.run(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", &file]);
    }

    /// A certificate of that subject, with more options of `openssl ca`.
    fn signs(&self, name: &str, subject: &str, more: &[&str]) {
        let [key, request, made] = ["key", "csr", "pem"].map(|kind| format!("{name}.{kind}"));
        self.key(name);
        self.run(&["req", "-new", "-key", &key, "-out", &request, "-subj", subject]);
        let usual = [
            "ca",
            "-batch",
            "-notext",
            "-config",
            "ca.cnf",
            "-extensions",
            "leaf",
            "-in",
            &request,
            "-out",
            &made,
        ];
        self.run(&[&usual[..], more].concat());
    }

    fn files(&self, name: &str) -> (PathBuf, PathBuf) {
        (self.path(&format!("{name}.pem")), self.path(&format!("{name}.key")))
    }
}

/// The client that trusts this authority and shows these files.
fn client(trusted: &Authority, shown: Option<(PathBuf, PathBuf)>) -> TlsConnector {
    let pem =
        |path: &Path| CertificateDer::pem_file_iter(path).unwrap().map(Result::unwrap).collect::<Vec<_>>();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(pem(&trusted.path("ca.pem")));
    let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots);
    let config = match shown {
        None => builder.with_no_client_auth(),
        Some((certificate, key)) => builder
            .with_client_auth_cert(pem(&certificate), PrivateKeyDer::from_pem_file(key).unwrap())
            .unwrap(),
    };
    TlsConnector::from(Arc::new(config))
}

/// What a client is answered, who claims to be somebody in the header; nothing when it is refused.
async fn ask(address: SocketAddr, client: &TlsConnector) -> Option<String> {
    let stream = TcpStream::connect(address).await.unwrap();
    let mut stream = client.connect(ServerName::try_from("localhost").unwrap(), stream).await.ok()?;
    let request = "GET / HTTP/1.1\r\nhost: localhost\r\nx-client: CN=forged\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    // A server that closes without a goodbye has answered all the same.
    let read = stream.read_to_end(&mut answer).await;
    let text = String::from_utf8(answer).unwrap();
    let body = text.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
    read.ok().and(body)
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_certificate_was_shown_is_told_and_no_other() {
    let (ours, theirs) = (Authority::new("Autorité"), Authority::new("Autre"));
    ours.signs("server", "/CN=localhost", &[]);
    ours.signs("right", "/OU=3187/CN=sas.example", &[]);
    ours.signs("revoked", "/OU=3187/CN=sas.example", &[]);
    ours.signs(
        "expired",
        "/OU=3187/CN=sas.example",
        &["-startdate", "20200101000000Z", "-enddate", "20210101000000Z"],
    );
    theirs.signs("other", "/OU=3187/CN=sas.example", &[]);
    ours.run(&["ca", "-config", "ca.cnf", "-revoke", "revoked.pem"]);
    ours.run(&["ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem"]);
    let (certificate, key) = ours.files("server");
    let files = TlsFiles {
        certificate,
        key,
        authorities: Some(ours.path("ca.pem")),
        revoked: Some(ours.path("list.pem")),
    };
    let tls = Tls::new(&files, HeaderName::from_static("x-client")).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let said = async |headers: HeaderMap| {
        headers.get("x-client").map(|one| one.to_str().unwrap().to_owned()).unwrap_or_default()
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let served =
        tokio::spawn(tls.serve(listener, Router::new().route("/", get(said)), async { drop(stopped.await) }));
    // Clients that say nothing hold up nobody.
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(TcpStream::connect(address).await.unwrap());
    }
    assert_eq!(ask(address, &client(&ours, None)).await.as_deref(), Some(""), "none is needed to be served");
    let right = client(&ours, Some(ours.files("right")));
    assert_eq!(ask(address, &right).await.as_deref(), Some("CN=sas.example, OU=3187"));
    for (authority, name) in [(&ours, "revoked"), (&ours, "expired"), (&theirs, "other")] {
        assert_eq!(ask(address, &client(&ours, Some(authority.files(name)))).await, None, "{name}");
    }
    drop(silent);
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
}

#[test]
fn files_that_are_not_what_they_should_be_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vide.pem");
    std::fs::write(&path, "rien").unwrap();
    let files = TlsFiles { certificate: path.clone(), key: path, authorities: None, revoked: None };
    let refused = Tls::new(&files, HeaderName::from_static("x-client")).err().unwrap();
    assert!(refused.to_string().contains("vide.pem"), "{refused}");
}
