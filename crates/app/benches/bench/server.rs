//! The real binary, started and watched from outside.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

pub const BINARY: &str = env!("CARGO_BIN_EXE_maillage");

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to its first words.
    pub started_in: Duration,
}

impl Server {
    /// Starts `maillage` with these arguments on a free port and waits for its address.
    pub fn start(args: &[&str]) -> Self {
        let began = Instant::now();
        let mut child = Command::new(BINARY)
            .args(args)
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let rest = line.split("http://").nth(1)?;
            rest.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ':').next()?.parse().ok()
        });
        let address = address.expect("the server says its address");
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address, started_in: began.elapsed() }
    }

    /// Starts the server on an existing SQLite file.
    pub fn on(database: &Path, data: &Path) -> Self {
        let (database, data) = (format!("sqlite:{}", database.display()), data.display().to_string());
        Self::start(&["serve", "--database", &database, "--data", &data])
    }

    /// Processor time used so far, all threads.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        Duration::from_millis((ticks(11) + ticks(12)) * 10)
    }

    /// Memory that the process holds, in MiB.
    pub fn memory(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The part of it that is pages of files, which the system takes back when it needs them.
    pub fn mapped(&self) -> u64 {
        self.status("RssFile:")
    }

    fn status(&self, key: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(key));
        let kibibytes =
            line.and_then(|rest| rest.split_whitespace().next()).and_then(|kb| kb.parse::<u64>().ok());
        kibibytes.unwrap_or(0) / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
