//! Writes a result: whole or not at all.

use crate::Error;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// A file beside the other one takes its name once it is whole. What is no plain file (a pipe, a terminal) is
/// written to directly.
///
/// # Errors
/// [`Error::Unwritten`].
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: io::Error| Error::Unwritten {
        file: path.display().to_string(),
        message: error.kind().to_string(),
    };
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(failed(io::ErrorKind::IsADirectory.into())),
        Ok(there) if !there.is_file() => fs::OpenOptions::new()
            .write(true)
            .open(path)
            .and_then(|mut pipe| pipe.write_all(bytes))
            .map_err(failed),
        // Through links: the file they lead to is replaced, not they.
        Ok(_) => path.canonicalize().and_then(|path| replace(&path, bytes)).map_err(failed),
        Err(_) => replace(path, bytes).map_err(failed),
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let write = || {
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}
