//! The built program, started on the demo, and stopped like an operator would.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, ensure};

/// A running `maillage demo`.
pub struct Demo {
    /// `http://127.0.0.1:PORT`.
    pub base: String,
    /// Of every demo account.
    pub password: String,
    child: Child,
}

impl Demo {
    /// Start it on a free port, and read on its output where it listens and how to sign in.
    pub fn start() -> anyhow::Result<Self> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_maillage"))
            .args(["demo", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start maillage demo")?;
        let stdout = child.stdout.take().context("no output")?;
        let mut demo = Self { base: String::new(), password: String::new(), child };
        demo.read_welcome(stdout)?;
        Ok(demo)
    }

    fn read_welcome(&mut self, stdout: ChildStdout) -> anyhow::Result<()> {
        let mut stdout = BufReader::new(stdout);
        let mut said = String::new();
        while self.base.is_empty() || self.password.is_empty() {
            let start = said.len();
            ensure!(stdout.read_line(&mut said)? > 0, "maillage demo stopped after saying:\n{said}");
            let line = &said[start..];
            let word = |found: &str| found.split_whitespace().next().unwrap_or_default().to_owned();
            if let Some(found) = line.find("http://127.0.0.1:") {
                self.base = word(&line[found..]).trim_end_matches(['/', '.', ',']).to_owned();
            }
            if line.to_lowercase().contains("mot de passe") {
                self.password = word(line.rsplit(':').next().unwrap_or_default());
            }
        }
        std::thread::spawn(move || stdout.read_to_string(&mut String::new())); // never block the program on its output
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}
