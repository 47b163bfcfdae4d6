//! A load generator: connections kept open, one request at a time on each.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Load {
    pub requests: u64,
    pub p50: Duration,
    pub p99: Duration,
}

/// One connection.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// One answer: its status and its body.
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    /// Sends a GET with these extra header lines and reads the whole answer.
    pub async fn get(&mut self, path: &str, headers: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: banc\r\n{headers}\r\n"), path).await
    }

    /// Sends a form as a browser does from a page of ours, and reads the whole answer.
    pub async fn post(&mut self, path: &str, headers: &str, form: &str) -> Answer {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: banc\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n{headers}\r\n{form}",
            form.len()
        );
        self.send(&head, path).await
    }

    /// Sends JSON as a page of ours does; nothing when the server is gone.
    pub async fn post_json(&mut self, path: &str, headers: &str, body: &str) -> Option<Answer> {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: banc\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\
             Content-Type: application/json\r\n{headers}\r\n{body}",
            body.len()
        );
        self.ask(&head).await.ok()
    }

    async fn send(&mut self, request: &str, path: &str) -> Answer {
        self.ask(request).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    async fn ask(&mut self, request: &str) -> std::io::Result<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            let Some(end) = find(&self.buffer, b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
            let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let Some(length) = length.and_then(|text| text.trim().parse::<usize>().ok()) else {
                return Ok(Answer { status, body: self.read_chunks(end + 4).await });
            };
            while self.buffer.len() < end + 4 + length {
                if self.stream.read_buf(&mut self.buffer).await? == 0 {
                    return Err(std::io::ErrorKind::UnexpectedEof.into());
                }
            }
            return Ok(Answer { status, body: self.buffer[end + 4..].to_vec() });
        }
    }

    /// A body without known length: read until the last chunk; sizes of chunks stay in it, which is near enough here.
    async fn read_chunks(&mut self, from: usize) -> Vec<u8> {
        while !self.buffer.ends_with(b"0\r\n\r\n") {
            assert!(self.stream.read_buf(&mut self.buffer).await.expect("the rest") > 0, "cut");
        }
        self.buffer[from..].to_vec()
    }
}

fn find(text: &[u8], mark: &[u8]) -> Option<usize> {
    text.windows(mark.len()).position(|window| window == mark)
}

/// Asks for `paths` in turn on `connections` connections for `seconds`.
pub async fn load(
    address: SocketAddr,
    connections: usize,
    seconds: u64,
    headers: &str,
    paths: Arc<Vec<String>>,
) -> Load {
    let end = Instant::now() + Duration::from_secs(seconds);
    let runs = (0..connections).map(|n| {
        let (paths, headers) = (Arc::clone(&paths), headers.to_owned());
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let (mut times, mut next) = (Vec::new(), n * 7919);
            while Instant::now() < end {
                let began = Instant::now();
                let answer = client.get(&paths[next % paths.len()], &headers).await;
                assert_eq!(answer.status, 200, "{}", paths[next % paths.len()]);
                times.push(began.elapsed());
                next += 104_729;
            }
            times
        })
    });
    let mut times = Vec::new();
    for run in runs.collect::<Vec<_>>() {
        times.extend(run.await.expect("a run"));
    }
    times.sort_unstable();
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    Load { requests: times.len() as u64, p50: at(0.5), p99: at(0.99) }
}
