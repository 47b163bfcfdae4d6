//! `maillage import`: which files, how.

use clap::{Args, Subcommand};
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Subcommand, Debug)]
pub(crate) enum Import {
    /// Communes, EPCI et populations
    Communes(ImportFile),
    /// Indicateurs par commune, avec leur fiche .meta.toml
    Indicateurs(ImportFile),
    /// Contours des communes, GeoJSON ou TopoJSON
    Contours(ImportFile),
    /// Annuaire Santé : les trois fichiers PS_LibreAcces, ensemble ou séparément
    Annuaire(ImportDated),
    /// Établissements FINESS : extraction CSV ou flux JSON
    Finess(ImportDated),
    /// Adhérents d’une CPTS : liste, ou export de HelloAsso
    Adherents(ImportAdherents),
}

#[derive(Args, Debug)]
pub(crate) struct ImportAdherents {
    /// Liste d’adhérents (nom, prenom, courriel, rpps…) ou export de HelloAsso, en CSV
    #[arg(value_name = "FICHIER", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Espace de la CPTS, par exemple velay-sud
    #[arg(long, value_name = "ESPACE", env = "MAILLAGE_CPTS")]
    pub(crate) cpts: String,
    /// Année civile des cotisations, si ce n’est pas celle de chaque paiement
    #[arg(long, value_name = "ANNEE", env = "MAILLAGE_ANNEE")]
    pub(crate) annee: Option<i16>,
    /// Dit ce qui changerait, sans rien écrire
    #[arg(long, env = "MAILLAGE_DRY_RUN")]
    pub(crate) dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ImportDated {
    #[command(flatten)]
    pub(crate) asked: ImportFile,
    /// Charge même un fichier plus ancien que l’édition en vigueur
    #[arg(long, env = "MAILLAGE_FORCE")]
    pub(crate) force: bool,
    /// Jour de l’extraction, si le nom du fichier ne le dit pas
    #[arg(long, value_name = "JOUR", env = "MAILLAGE_DU")]
    pub(crate) du: Option<Date>,
}

#[derive(Args, Debug)]
pub(crate) struct ImportFile {
    /// Fichier officiel
    #[arg(value_name = "FICHIER", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Charge les lignes lisibles même si d’autres sont refusées
    #[arg(long, env = "MAILLAGE_PARTIAL")]
    pub(crate) partial: bool,
    /// Dit ce qui changerait, sans rien écrire
    #[arg(long, env = "MAILLAGE_DRY_RUN")]
    pub(crate) dry_run: bool,
}
