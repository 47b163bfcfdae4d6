//! A PostgreSQL server that lives as long as one command.
//!
//! The server is started by a small shell that waits on our end of a pipe. When we finish, or die of Ctrl-C
//! or of anything else, the pipe closes, and the shell stops the server and deletes its folder.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, bail};

/// `$0` data folder's parent, `$1` folder of the binaries, `$2` port.
const KEEPER: &str = r#"
dir=$0; bin=$1; port=$2
trap '' INT TERM HUP
cd "$dir" || exit 1
{ "$bin/initdb" -D data -U maillage -A trust -E UTF8 --locale=C --no-sync >log 2>&1 &&
"$bin/pg_ctl" -D data -w -t 60 -l server.log -o "-p $port -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=200 -c shared_buffers=64MB -c log_min_messages=fatal" start >>log 2>&1 &&
echo ready && cat >/dev/null; } || cat log server.log >&2
"$bin/pg_ctl" -D data -w -m immediate stop >/dev/null 2>&1
cd / && rm -rf "$dir"
"#;

/// Run `command` with `MAILLAGE_TEST_POSTGRES` naming a fresh server; its exit code is ours.
pub fn with(command: &[String]) -> anyhow::Result<ExitCode> {
    let bin = binaries()?;
    let mut keeper = start(&bin)?;
    let (program, args) = command.split_first().context("a command is needed")?;
    let mut run = Command::new(program);
    run.args(args).env("MAILLAGE_TEST_POSTGRES", &keeper.url);
    // What `cargo xtask` said about this program, and not about the crates that `command` builds: ring and all that
    // needs it would be built anew each time.
    for (name, _) in std::env::vars_os() {
        let told = name.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            run.env_remove(&name);
        }
    }
    let status = run.status().with_context(|| format!("cannot run {program}"));
    drop(keeper.shell.stdin.take());
    keeper.shell.wait()?;
    let code = status?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

struct Keeper {
    shell: Child,
    url: String,
}

fn start(bin: &Path) -> anyhow::Result<Keeper> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let folder = tempfile::Builder::new()
        .prefix("maillage-postgres-")
        .permissions(fs::Permissions::from_mode(0o700))
        .tempdir()?;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", KEEPER])
        .arg(folder.path())
        .arg(bin)
        .arg(port.to_string())
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0);
    if fs::metadata(folder.path())?.uid() == 0 {
        let (uid, gid) = unprivileged()?; // the server refuses to run as root
        chown(folder.path(), Some(uid), Some(gid))?;
        shell.uid(uid).gid(gid);
    }
    let mut shell = shell.spawn().context("cannot run sh")?;
    let _kept = folder.keep(); // the shell deletes it, even when we are killed
    let mut line = String::new();
    let stdout = shell.stdout.take().context("no output")?;
    BufReader::new(stdout).read_line(&mut line)?;
    if line.trim() != "ready" {
        let said = shell.wait_with_output()?.stderr;
        bail!("PostgreSQL does not start:\n{}", String::from_utf8_lossy(&said));
    }
    Ok(Keeper { shell, url: format!("postgres://maillage@127.0.0.1:{port}/postgres") })
}

/// The newest folder that holds `initdb`: `PATH`, then where distributions hide it.
fn binaries() -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<(u32, PathBuf)> = std::env::split_paths(&path).map(|dir| (0, dir)).collect();
    for parent in ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"] {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let digits: String = entry.file_name().to_string_lossy().replace("postgresql@", "");
            found.push((digits.parse().unwrap_or(0), entry.path().join("bin")));
        }
    }
    found.retain(|(_, dir)| dir.join("initdb").is_file() && dir.join("pg_ctl").is_file());
    found
        .into_iter()
        .max_by_key(|(version, _)| *version)
        .map(|(_, dir)| dir)
        .context("no PostgreSQL server here (initdb, pg_ctl): `./dev test` installs it on Debian and Ubuntu")
}

/// User and group ids of `postgres`, or else of `nobody`.
fn unprivileged() -> anyhow::Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd")?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres")
        .or_else(|| ids("nobody"))
        .context("neither user postgres nor nobody exists to run PostgreSQL")
}
