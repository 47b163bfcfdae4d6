//! Settings: flag, then variable (both read by the command line), then file, then default.

use crate::{cli::Options, commands::Failure, fhir_client::Access};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Address that a server listens on when nothing says otherwise.
pub(crate) const LISTEN: &str = "127.0.0.1:8043";

/// The TOML file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) database: Option<String>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) listen: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) smtp: Option<String>,
    pub(crate) mail_from: Option<String>,
    pub(crate) sms_url: Option<String>,
    pub(crate) sms_token: Option<String>,
    pub(crate) sms_from: Option<String>,
    pub(crate) sms_format: Option<String>,
    pub(crate) sas_entete: Option<String>,
    pub(crate) sas_sujets: Option<Vec<String>>,
    pub(crate) sas_plateforme: Option<Access>,
    pub(crate) sas_editeurs: Option<Vec<Editeur>>,
    pub(crate) tls_cert: Option<PathBuf>,
    pub(crate) tls_key: Option<PathBuf>,
    pub(crate) tls_client_ca: Option<PathBuf>,
    pub(crate) tls_client_crl: Option<PathBuf>,
    pub(crate) nom: Option<String>,
}

/// Another publisher of slots, whose free slots a CPTS sees.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Editeur {
    /// As the page names it.
    pub(crate) nom: String,
    /// Which CPTS sees its slots: the first word of its addresses.
    pub(crate) cpts: String,
    /// The FINESS number under which it names that CPTS: slots that it keeps for other CPTS are left out.
    pub(crate) finess: Option<String>,
    /// How to reach it.
    pub(crate) acces: Access,
}

/// Settings of every command.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) database: String,
    pub(crate) data: PathBuf,
    pub(crate) file: File,
}

impl Config {
    pub(crate) fn read(options: &Options) -> Result<Self, Failure> {
        let file = options.config.as_deref().map(read_file).transpose()?.unwrap_or_default();
        let data = options.data.clone().or_else(|| file.data.clone()).unwrap_or_else(default_data);
        let given = options.database.clone().or_else(|| file.database.clone());
        let database = given.unwrap_or_else(|| format!("sqlite:{}", data.join("maillage.db").display()));
        Ok(Self { database, data, file })
    }
}

fn read_file(path: &Path) -> Result<File, Failure> {
    let refuse = |reason: String| Failure::refused(format!("Réglages {} : {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    toml::from_str(&text).map_err(|error| refuse(error.to_string()))
}

#[expect(clippy::disallowed_methods, reason = "settings are read here and nowhere else")]
fn default_data() -> PathBuf {
    let base = std::env::var("XDG_DATA_HOME").map(PathBuf::from);
    let base = base.or_else(|_| std::env::var("HOME").map(|home| PathBuf::from(home).join(".local/share")));
    base.map_or_else(|_| PathBuf::from("maillage-donnees"), |base| base.join("maillage"))
}
