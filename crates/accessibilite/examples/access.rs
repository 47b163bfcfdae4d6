//! Scores a file and prints the summary, with what the run cost:
//! `cargo run --release --example access -- O.csv S.csv [METHOD] [DEPARTMENT] [TRAVEL.csv]`.

use accessibilite::fichier::{self, Options};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(places), Some(out)) = (args.next(), args.next()) else {
        return Err("O.csv S.csv [METHOD] [DEPARTMENT] [TRAVEL.csv]".into());
    };
    let mut options = Options::new(places, out);
    if let Some(method) = args.next() {
        options.method = method.parse()?;
    }
    options.department = args.next().filter(|code| !code.is_empty()).map(|code| code.parse()).transpose()?;
    options.travel = args.next().map(Into::into);
    let start = Instant::now();
    let summary = fichier::run(&options)?;
    let wall = start.elapsed().as_secs_f64();
    println!("{}", serde_json::to_string_pretty(&summary)?);
    eprintln!("wall {wall:.3} s; {}", cost());
    Ok(())
}

/// CPU seconds and peak memory, where the system tells them.
fn cost() -> String {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<f64>().ok()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM unknown");
    format!("cpu {:.2} s; {}", ticks / 100.0, peak.split_whitespace().collect::<Vec<_>>().join(" "))
}
