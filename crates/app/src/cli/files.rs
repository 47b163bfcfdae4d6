//! Options of the commands that go from files to a file: `maillage access`, `maillage match`, `maillage rota`.

use clap::Args;
use identifiants::DepartementCode;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub(crate) struct Access {
    /// Lieux : code_insee, population, lat, lon et l’offre (CSV)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_PLACES")]
    pub(crate) places: PathBuf,
    /// Colonne de l’offre
    #[arg(long, value_name = "COLONNE", default_value = "mg_etp", env = "MAILLAGE_SUPPLY_COLUMN")]
    pub(crate) supply_column: String,
    /// Colonne de la demande, si elle n’est pas la population
    #[arg(long, value_name = "COLONNE", env = "MAILLAGE_DEMAND_COLUMN")]
    pub(crate) demand_column: Option<String>,
    /// Méthode : 2sfca, e2sfca-apl, e2sfca-luo, e2sfca-gauss ou 3sfca
    #[arg(long, value_name = "METHODE", default_value = "e2sfca-apl", env = "MAILLAGE_METHOD")]
    pub(crate) method: String,
    /// Distance au plus entre un patient et un lieu de soins, en kilomètres
    #[arg(long, value_name = "KM", default_value_t = 30.0, env = "MAILLAGE_RADIUS_KM")]
    pub(crate) radius_km: f64,
    /// Temps de trajet : origin, destination, minutes (CSV) ; remplace les distances
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_TRAVEL")]
    pub(crate) travel: Option<PathBuf>,
    /// N’écrit que ce département ; ses voisines comptent quand même
    #[arg(long, value_name = "CODE", env = "MAILLAGE_DEPARTMENT")]
    pub(crate) department: Option<DepartementCode>,
    /// Avec un département : compte aussi les bassins des lieux du dehors, comme dans un calcul national
    #[arg(long, env = "MAILLAGE_FULL_CATCHMENTS")]
    pub(crate) full_catchments: bool,
    /// Fichier des scores à écrire
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_OUT")]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Match {
    /// Patients : patient_id, x_m, y_m, age, weight, unassigned_cost, et au besoin household, max_m (CSV)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_PATIENTS")]
    pub(crate) patients: PathBuf,
    /// Médecins : doctor_id, x_m, y_m, capacity, et au besoin accepts_min_age, accepts_max_age, accepted_12m (CSV)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_DOCTORS")]
    pub(crate) doctors: PathBuf,
    /// Paires possibles : patient_id, doctor_id, cost (CSV) ; sans elles, les distances les donnent
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_EDGES")]
    pub(crate) edges: Option<PathBuf>,
    /// Ce qui est cherché : lexicographic (priorité, puis distance, puis équité), plain ou fair
    #[arg(long, value_name = "OBJECTIF", default_value = "lexicographic", env = "MAILLAGE_OBJECTIVE")]
    pub(crate) objective: String,
    /// Sans paires : distance au plus, en mètres, pour qui n’a pas de max_m (30 000)
    #[arg(long, value_name = "METRES", default_value_t = 30_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000_000), env = "MAILLAGE_MAX_M")]
    pub(crate) max_m: u32,
    /// Sans paires : nombre de médecins au plus pour chacun, les plus proches (tous ceux à portée ; 40 au-delà de 5 millions de paires)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), env = "MAILLAGE_NEIGHBOURS")]
    pub(crate) neighbours: Option<u16>,
    /// Et si ce médecin n’était plus là ? Répétable
    #[arg(long, value_name = "MEDECIN")]
    pub(crate) without: Vec<String>,
    /// Et si ce médecin prenait N patients de plus ? Répétable
    #[arg(long, value_name = "MEDECIN:N", value_parser = more_places)]
    pub(crate) add_capacity: Vec<(String, u32)>,
    /// Dit ce que vaudrait une place de plus : oui ou non (oui jusqu’à 5 000 patients)
    #[arg(long, value_name = "OUI|NON", num_args = 0..=1, default_missing_value = "oui", value_parser = yes_or_no, env = "MAILLAGE_EXPLAIN")]
    pub(crate) explain: Option<bool>,
    /// Pas de recherche au plus pour garder les foyers ensemble (30 000)
    #[arg(long, value_name = "N", default_value_t = 30_000, env = "MAILLAGE_STEPS")]
    pub(crate) steps: u32,
    /// Fichier à écrire : qui va chez qui, à quel coût, pourquoi
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_OUT")]
    pub(crate) out: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Rota {
    /// Médecins : doctor_id, max_per_week (CSV)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_DOCTORS")]
    pub(crate) doctors: PathBuf,
    /// Créneaux : shift_id, day, half, weekend, need (CSV)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_SHIFTS")]
    pub(crate) shifts: PathBuf,
    /// Disponibilités : doctor_id, shift_id, pref_cost (CSV) ; un coût négatif est un souhait
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_AVAILABILITY")]
    pub(crate) availability: PathBuf,
    /// Règles : flow (une demi-journée par jour, limite par semaine, équité) ou weekend (en plus, un jour de week-end au plus par quatre semaines de suite)
    #[arg(long, value_name = "VARIANTE", default_value = "flow", env = "MAILLAGE_VARIANT")]
    pub(crate) variant: String,
    /// Secondes au plus pour prouver que rien n’est meilleur
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=86_400), env = "MAILLAGE_BUDGET_S")]
    pub(crate) budget_s: u32,
    /// Fichier à écrire : qui est de garde à quel créneau
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_OUT")]
    pub(crate) out: PathBuf,
}

/// `ID:N`, the identifier may hold colons.
fn more_places(text: &str) -> Result<(String, u32), String> {
    let read = text.rsplit_once(':').and_then(|(id, more)| Some((id.to_owned(), more.parse().ok()?)));
    read.filter(|(id, more)| !id.is_empty() && *more <= 1_000_000).ok_or_else(|| "MEDECIN:N".to_owned())
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "oui" | "true" | "1" => Ok(true),
        "non" | "false" | "0" => Ok(false),
        _ => Err("oui ou non".to_owned()),
    }
}
