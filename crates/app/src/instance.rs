//! An instance: its folder, its key, its database.

use crate::{assembly, commands::Failure, config::Config};
use data_encoding::HEXLOWER;
use db::{Db, Secret};
use kernel::{Clock, Ctx};
use std::{fs, io::Write, path::Path};

const KEY_FILE: &str = "cle-instance";

/// Opens the database of `config`, without touching its schema.
pub(crate) fn open(config: &Config) -> Result<Db, Failure> {
    fs::create_dir_all(&config.data).map_err(|error| Failure::file(&config.data, &error))?;
    let secret = secret(&config.data)?;
    Ok(Db::open(&config.database, secret)?)
}

/// Opens the database and brings its schema up to date.
pub(crate) async fn open_migrated(config: &Config, clock: Clock) -> Result<Db, Failure> {
    let db = open(config)?;
    db.migrate(&Ctx::system("demarrage", clock.now()), &assembly::migrations()).await?;
    Ok(db)
}

/// The key that seals the journal: 32 random bytes, in a file that only the owner reads.
fn secret(folder: &Path) -> Result<Secret, Failure> {
    let path = folder.join(KEY_FILE);
    let fail = |error: &std::io::Error| Failure::file(&path, error);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
            bytes.map(Secret::new).ok_or_else(|| {
                Failure::failed(format!("{} : 64 chiffres hexadécimaux attendus.", path.display()))
            })
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut bytes = [0; 32];
            getrandom::fill(&mut bytes).map_err(|error| Failure::failed(format!("Clé : {error}")))?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path).map_err(|error| fail(&error))?;
            file.write_all(HEXLOWER.encode(&bytes).as_bytes()).map_err(|error| fail(&error))?;
            Ok(Secret::new(bytes))
        }
        Err(error) => Err(fail(&error)),
    }
}
