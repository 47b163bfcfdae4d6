//! With whom this instance exchanges slots and appointments: settings of the server, nobody’s who signs in.

use crate::{ailleurs::Editeurs, cli, commands::Failure, config::File, fhir_client::Server};
use http::HeaderName;
use web::{Builder, Tls, TlsFiles};

/// The header in which the program itself says whose certificate was shown, when it ends TLS.
const OWN_HEADER: &str = "x-maillage-certificat";

/// The platform of the SAS, which is told of appointments.
pub(crate) struct Plateforme(pub(crate) Server);

/// Everybody.
#[derive(Default)]
pub(crate) struct Echanges {
    acces: sas::Acces,
    plateforme: Option<Plateforme>,
    editeurs: Editeurs,
}

impl From<sas::Acces> for Echanges {
    fn from(acces: sas::Acces) -> Self {
        Self { acces, ..Self::default() }
    }
}

impl Echanges {
    /// As the file says; `own` when the program asks for client certificates itself.
    pub(crate) fn read(file: &File, own: bool) -> Result<Self, Failure> {
        let plateforme = file.sas_plateforme.as_ref().map(Server::new).transpose()?.map(Plateforme);
        let editeurs = Editeurs::open(file.sas_editeurs.as_deref().unwrap_or_default())?;
        Ok(Self { acces: acces(file, own)?, plateforme, editeurs })
    }

    /// Those who tell this platform.
    #[cfg(test)]
    pub(crate) fn to(platform: Plateforme) -> Self {
        Self { plateforme: Some(platform), ..Self::default() }
    }

    /// Those who read these publishers.
    #[cfg(test)]
    pub(crate) fn reading(editeurs: Editeurs) -> Self {
        Self { editeurs, ..Self::default() }
    }

    /// Puts them where handlers and reactions find them.
    pub(crate) fn plug(self, builder: Builder) -> Builder {
        let builder = builder.with(self.acces).with(self.editeurs.hook()).with(self.editeurs);
        match self.plateforme {
            Some(platform) => builder.with(platform),
            None => builder,
        }
    }
}

/// What ends TLS, when the program does it itself.
pub(crate) fn tls(options: cli::Tls, file: &File) -> Result<Option<Tls>, Failure> {
    let certificate = options.tls_cert.or_else(|| file.tls_cert.clone());
    let key = options.tls_key.or_else(|| file.tls_key.clone());
    let authorities = options.tls_client_ca.or_else(|| file.tls_client_ca.clone());
    let revoked = options.tls_client_crl.or_else(|| file.tls_client_crl.clone());
    let (Some(certificate), Some(key)) = (certificate.clone(), key.clone()) else {
        return match (certificate, key, authorities, revoked) {
            (None, None, None, None) => Ok(None),
            _ => Err(Failure::refused("--tls-cert et --tls-key vont ensemble, et --tls-client-ca avec eux.")),
        };
    };
    let files = TlsFiles { certificate, key, authorities, revoked };
    let tls = Tls::new(&files, HeaderName::from_static(OWN_HEADER));
    tls.map(Some).map_err(|why| Failure::refused(format!("TLS : {why}")))
}

/// Who may call for the SAS: those whose certificate was checked, by the program itself (`own`) or by the proxy in front; nobody
/// when nothing is said.
fn acces(file: &File, own: bool) -> Result<sas::Acces, Failure> {
    let sujets = file.sas_sujets.iter().flatten().map(|text| text.parse());
    let sujets = sujets
        .collect::<Result<Vec<_>, _>>()
        .map_err(|why| Failure::refused(format!("sas_sujets : {why}")))?;
    match (&file.sas_entete, own) {
        (None, true) if !sujets.is_empty() => {
            Ok(sas::Acces::Certificat { entete: OWN_HEADER.to_owned(), sujets })
        }
        (Some(_), true) => Err(Failure::refused(
            "sas_entete est pour un serveur placé devant : avec --tls-client-ca, le programme lit lui-même le certificat.",
        )),
        (Some(entete), false) if !sujets.is_empty() => {
            Ok(sas::Acces::Certificat { entete: entete.clone(), sujets })
        }
        (None, _) if sujets.is_empty() => Ok(sas::Acces::Ferme),
        (Some(_) | None, _) => Err(Failure::refused(
            "sas_sujets va avec sas_entete, l’en-tête où le serveur placé devant écrit le sujet du certificat, ou avec --tls-client-ca.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{OWN_HEADER, acces, tls};
    use crate::{cli, config::File};
    use sas::Acces;

    fn file(entete: Option<&str>, sujets: &[&str]) -> File {
        let sujets = sujets.iter().map(|one| (*one).to_owned()).collect();
        File { sas_entete: entete.map(str::to_owned), sas_sujets: Some(sujets), ..File::default() }
    }

    #[test]
    fn who_may_call_is_read_from_the_proxy_or_by_the_program_never_both() {
        let read = |entete, sujets: &[&str], own| acces(&file(entete, sujets), own).ok();
        let header = |one: Option<Acces>| one.and_then(|one| one.entete().map(str::to_owned));
        assert_eq!(read(None, &[], false), Some(Acces::Ferme));
        assert_eq!(read(None, &[], true), Some(Acces::Ferme));
        assert_eq!(header(read(Some("X-Client"), &["CN=sas"], false)).as_deref(), Some("X-Client"));
        assert_eq!(header(read(None, &["CN=sas"], true)).as_deref(), Some(OWN_HEADER));
        assert_eq!(read(Some("X-Client"), &["CN=sas"], true), None, "two who say it");
        assert_eq!(read(None, &["CN=sas"], false), None, "nobody says it");
        assert_eq!(read(Some("X-Client"), &[], false), None, "nobody is let in");
        assert_eq!(read(Some("X-Client"), &["OU=sans nom"], false), None);
    }

    #[test]
    fn a_certificate_goes_with_its_key_and_authorities_with_both() {
        let with = |cert: Option<&str>, key: Option<&str>, ca: Option<&str>| {
            let path = |one: Option<&str>| one.map(std::path::PathBuf::from);
            let options = cli::Tls {
                tls_cert: path(cert),
                tls_key: path(key),
                tls_client_ca: path(ca),
                tls_client_crl: None,
            };
            tls(options, &File::default()).map(|one| one.is_some()).ok()
        };
        assert_eq!(with(None, None, None), Some(false));
        for wrong in [
            (Some("c"), None, None),
            (None, Some("k"), None),
            (None, None, Some("a")),
            (Some("/nulle/part"), Some("k"), None),
        ] {
            assert_eq!(with(wrong.0, wrong.1, wrong.2), None, "{wrong:?}");
        }
    }
}
