//! Reads a PS_LibreAcces file as an import does: every line split, checked and hashed. Prints one line of JSON.
//!
//! `cargo run --release -p extractions --example parse -- FILE`

use extractions::{Champ, Lecture};
use std::fs::{File, read_to_string};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: parse FILE")?;
    let mut lecture = Lecture::open(File::open(path)?)?;
    let (mut names, mut hashes) = (0, 0);
    lecture.each(|ligne| {
        if let Ok(ligne) = ligne {
            names += ligne.champ(Champ::NomExercice).len();
            hashes ^= ligne.empreinte();
        }
    })?;
    let bilan = lecture.bilan();
    let (cpu_s, peak_mb) = (cpu_seconds()?, peak_mb()?);
    println!(
        "{{\"rows\":{},\"invalid\":{},\"cpu_s\":{cpu_s:.3},\"peak_mb\":{peak_mb:.1},\"names\":{names},\"hash\":\"{hashes:016x}\"}}",
        bilan.lus, bilan.rejetes
    );
    Ok(())
}

/// User and system time of this process, in ticks of a hundredth of a second (Linux).
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
    Ok(f64::from(ticks.sum::<Result<u32, _>>()?) / 100.0)
}

/// Largest resident memory of this process (Linux).
fn peak_mb() -> Result<f64, Box<dyn std::error::Error>> {
    let status = read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
}
