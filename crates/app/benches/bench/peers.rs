//! The programs we compare with, run by their own scripts, and the inputs that both sides read.

use crate::{Options, server::BINARY};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Scratch folder of the measures.
pub fn work() -> PathBuf {
    let work = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/bench"));
    std::fs::create_dir_all(work.join("peers/data")).expect("target/bench");
    work
}

/// The folder of an input, made once by the peers' generator; None without the peers' folder.
pub fn input(options: &Options, what: &str) -> Option<PathBuf> {
    input_of(options, what, &options.size)
}

/// The same at another size.
pub fn input_of(options: &Options, what: &str, size: &str) -> Option<PathBuf> {
    let peers = options.peers.as_deref()?;
    let data = work().join("peers/data");
    let make = |what: &str, size: &str, folder: &Path| {
        if folder.join(".done").exists() {
            return;
        }
        std::fs::create_dir_all(folder).expect("a folder for inputs");
        let done = python(&["numpy"])
            .arg(peers.join("gen/gen.py"))
            .args([what, "--size", size, "--out"])
            .arg(folder)
            .arg("--communes")
            .arg(data.join("communes"))
            .status();
        assert!(done.is_ok_and(|status| status.success()), "the peers' generator makes {what}");
        std::fs::write(folder.join(".done"), "ok\n").expect("a mark");
    };
    make("communes", size, &data.join("communes"));
    let folder = data.join(format!("{what}-{size}"));
    make(what, size, &folder);
    Some(folder)
}

/// The peers' Python, with these packages.
pub fn python(packages: &[&str]) -> Command {
    let venv = work().join("peers/venv");
    if !venv.exists() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).status();
        assert!(made.is_ok_and(|status| status.success()), "python3 makes a virtual environment");
    }
    let known =
        Command::new(venv.join("bin/pip")).args(["list", "--format=freeze"]).output().expect("pip lists");
    let known = String::from_utf8_lossy(&known.stdout).to_lowercase();
    let missing: Vec<&&str> = packages
        .iter()
        .filter(|package| !known.contains(&format!("{}==", package.split("==").next().unwrap_or_default())))
        .collect();
    if !missing.is_empty() {
        let added = Command::new(venv.join("bin/pip")).args(["install", "--quiet"]).args(missing).status();
        assert!(added.is_ok_and(|status| status.success()), "pip installs {packages:?}");
    }
    Command::new(venv.join("bin/python"))
}

/// The lines that a peer's script prints, by peer and job; None without the peers' folder.
pub fn measures(options: &Options, script: &str, args: &[&str]) -> Option<Vec<Value>> {
    let peers = options.peers.as_deref()?;
    let output = python(&["numpy"])
        .arg(peers.join("peers").join(script))
        .arg("--work")
        .arg(work().join("peers"))
        .args(["--size", &options.size])
        .args(args)
        .output()
        .expect("the peers' script runs");
    if !output.status.success() {
        eprintln!("{script} : {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// What one run of a program cost.
#[derive(Debug, Clone)]
pub struct Run {
    /// Seconds on the clock.
    pub wall: f64,
    /// Processor seconds, user and system.
    pub cpu: f64,
    /// Most memory held, in MiB.
    pub peak: f64,
    /// What it wrote on its output.
    pub output: String,
    /// Its exit code.
    pub code: i64,
}

/// Runs a program to its end and asks the system what it cost.
pub fn run(command: &[String]) -> Run {
    const WATCH: &str = "import json,resource,subprocess,sys,time
t=time.perf_counter()
p=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE,stderr=subprocess.DEVNULL,text=True)
w=time.perf_counter()-t
r=resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps(dict(wall=w,cpu=r.ru_utime+r.ru_stime,peak=r.ru_maxrss/1024,output=p.stdout,code=p.returncode)))";
    let output = Command::new("python3").args(["-c", WATCH]).args(command).output().expect("python3 watches");
    let said: Value = serde_json::from_slice(&output.stdout).expect("what the run cost");
    let number = |key: &str| said.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
    Run {
        wall: number("wall"),
        cpu: number("cpu"),
        peak: number("peak"),
        output: said.get("output").and_then(Value::as_str).unwrap_or_default().to_owned(),
        code: said.get("code").and_then(Value::as_i64).unwrap_or(-1),
    }
}

/// Processor seconds of this process so far, all threads.
pub fn own_cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// `maillage` with these arguments, on its own folder of data.
pub fn maillage(data: &Path, args: &[&str]) -> Vec<String> {
    let mut command = vec![BINARY.to_owned()];
    command.extend(args.iter().map(|arg| (*arg).to_owned()));
    command.extend(["--data".to_owned(), data.display().to_string(), "--json".to_owned()]);
    command
}

/// The last line of an output, as JSON.
pub fn json(output: &str) -> Value {
    output.lines().rev().find_map(|line| serde_json::from_str(line).ok()).unwrap_or(Value::Null)
}
