//! What the guides publish goes through and comes back; what we write is what the guide asks; nothing that comes makes us panic.

mod answer;
mod booking;
mod checks;
mod dates;
mod reading;
mod round_trip;
mod searches;
mod world;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The vectors of a folder, by file name.
fn vectors(folder: &str) -> Vec<(String, Value)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/vectors").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap())
    };
    files.iter().map(read).collect()
}

/// One vector.
fn vector(folder: &str, name: &str) -> Value {
    vectors(folder).into_iter().find(|(file, _)| file == name).map(|(_, value)| value).unwrap()
}
