//! The command line, in French. `clap` reads it; its words are ours.

mod files;
mod import;

use clap::{
    Arg, ArgAction, Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};
pub(crate) use files::{Access, Match, Rota};
use identifiants::CommuneCode;
pub(crate) use import::{Import, ImportAdherents, ImportDated, ImportFile};
use jiff::civil::Date;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

#[derive(Parser)]
#[command(
    name = "maillage",
    version,
    about = "Maillage : le logiciel d’une communauté professionnelle territoriale de santé."
)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Cmd,
}

/// Options of every command. Each may also come from the environment (`MAILLAGE_…`) or from the file.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// Base de données : sqlite:CHEMIN ou postgres://… (MAILLAGE_DATABASE ; maillage.db dans le dossier)
    #[arg(long, global = true, value_name = "ADRESSE", env = "MAILLAGE_DATABASE")]
    pub(crate) database: Option<String>,
    /// Dossier des données et de la clé de l’instance (MAILLAGE_DATA ; ~/.local/share/maillage)
    #[arg(long, global = true, value_name = "DOSSIER", env = "MAILLAGE_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// Fichier de réglages TOML (MAILLAGE_CONFIG)
    #[arg(long, global = true, value_name = "FICHIER", env = "MAILLAGE_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Raconte ce qui se passe ; deux fois pour tout dire (MAILLAGE_VERBOSE)
    #[arg(short, long, global = true, action = ArgAction::Count, env = "MAILLAGE_VERBOSE")]
    pub(crate) verbose: u8,
    /// Résultat en JSON sur la sortie standard, journaux en JSON (MAILLAGE_JSON)
    #[arg(long, global = true, env = "MAILLAGE_JSON")]
    pub(crate) json: bool,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub(crate) enum Cmd {
    /// Démarre une démonstration neuve sur la Haute-Loire et affiche l’adresse et les comptes
    Demo(Demo),
    /// Démarre le serveur ; s’arrête proprement sur SIGTERM ou Ctrl-C
    Serve(Serve),
    /// Schéma et sauvegardes de la base
    #[command(subcommand)]
    Db(Base),
    /// Vérifie l’intégrité du journal et du registre des actes
    Verify,
    /// Charge un fichier officiel
    #[command(subcommand)]
    Import(Import),
    /// Comptes des personnes
    #[command(subcommand)]
    User(User),
    /// Espaces des CPTS
    #[command(subcommand)]
    Cpts(Tenant),
    /// Cherche dans l’annuaire, comme on tape : sans accents, avec des fautes, par métier ou par commune
    Search(Search),
    /// Calcule l’accessibilité aux soins de chaque commune, de fichier à fichier
    Access(Access),
    /// Propose un médecin traitant à chacun selon les places, de fichier à fichier, et prouve que rien n’est meilleur
    Match(Match),
    /// Répartit les demi-journées de garde selon les disponibilités, de fichier à fichier, et prouve que rien n’est meilleur
    Rota(Rota),
    /// Contrat ACI d’une CPTS : plafonds, montants acquis, versements, délais
    #[command(subcommand)]
    Aci(Aci),
    /// Registre des données personnelles, et ce qui est gardé
    #[command(subcommand)]
    Privacy(Privacy),
}

#[derive(Subcommand, Debug)]
pub(crate) enum Privacy {
    /// Écrit le registre des traitements et l’analyse d’impact (Markdown), puis ce que chaque CPTS garde
    Report(Report),
}

#[derive(Args, Debug)]
pub(crate) struct Report {
    /// Adresse d’une CPTS, par exemple velay-sud ; sans elle, toutes
    #[arg(long, value_name = "CPTS", env = "MAILLAGE_CPTS")]
    pub(crate) cpts: Option<String>,
    /// Le registre seul, sans ouvrir de base
    #[arg(long, env = "MAILLAGE_SANS_BASE")]
    pub(crate) sans_base: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Search {
    /// Ce que l’on cherche, par exemple « kiné brioude »
    #[arg(value_name = "TEXTE", required = true)]
    pub(crate) texte: Vec<String>,
    /// Code d’une commune : à égalité, les plus proches d’abord
    #[arg(long, value_name = "CODE", env = "MAILLAGE_COMMUNE")]
    pub(crate) commune: Option<CommuneCode>,
    /// Nombre de réponses au plus
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000), env = "MAILLAGE_LIMIT")]
    pub(crate) limit: u16,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Aci {
    /// Simule un contrat, ou une liste de contrats, et explique chaque montant
    Simulate(Simulation),
}

#[derive(Args, Debug)]
pub(crate) struct Simulation {
    /// Cas à simuler (JSON) : un objet, ou une liste d’objets ; « - » lit l’entrée standard
    #[arg(value_name = "CAS")]
    pub(crate) case: PathBuf,
    /// Écrit un tableau à lire au lieu du JSON
    #[arg(long, env = "MAILLAGE_TEXTE")]
    pub(crate) texte: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Adresse d’écoute (MAILLAGE_LISTEN ; 127.0.0.1:8043)
    #[arg(long, value_name = "ADRESSE", env = "MAILLAGE_LISTEN")]
    pub(crate) listen: Option<String>,
    /// Jour où se passe la démonstration, par exemple 2026-03-02 (MAILLAGE_DATE ; aujourd’hui)
    #[arg(long, value_name = "JOUR", env = "MAILLAGE_DATE")]
    pub(crate) date: Option<Date>,
    /// Garde les données dans ce dossier au lieu de les effacer à la fin (MAILLAGE_KEEP)
    #[arg(long, value_name = "DOSSIER", env = "MAILLAGE_KEEP")]
    pub(crate) keep: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// Adresse d’écoute (MAILLAGE_LISTEN ; 127.0.0.1:8043)
    #[arg(long, value_name = "ADRESSE", env = "MAILLAGE_LISTEN")]
    pub(crate) listen: Option<String>,
    /// Adresse publique du site, https://… ; les cookies exigent alors TLS (MAILLAGE_URL)
    #[arg(long, value_name = "URL", env = "MAILLAGE_URL")]
    pub(crate) url: Option<String>,
    /// Serveur d’envoi des courriels, smtps://utilisateur:secret@serveur (MAILLAGE_SMTP)
    #[arg(long, value_name = "URL", env = "MAILLAGE_SMTP")]
    pub(crate) smtp: Option<String>,
    /// Expéditeur des courriels (MAILLAGE_MAIL_FROM)
    #[arg(long, value_name = "ADRESSE", env = "MAILLAGE_MAIL_FROM")]
    pub(crate) mail_from: Option<String>,
    #[command(flatten)]
    pub(crate) sms: Sms,
    #[command(flatten)]
    pub(crate) tls: Tls,
}

/// TLS ended by the program itself, without a server placed in front.
#[derive(Args, Debug)]
pub(crate) struct Tls {
    /// Certificat du serveur et sa chaîne (PEM) ; le programme parle alors TLS lui-même (MAILLAGE_TLS_CERT)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_TLS_CERT")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// Clé du certificat (PEM) (MAILLAGE_TLS_KEY)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_TLS_KEY")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Autorités des certificats clients (PEM) : celles de la plateforme du SAS (MAILLAGE_TLS_CLIENT_CA)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_TLS_CLIENT_CA")]
    pub(crate) tls_client_ca: Option<PathBuf>,
    /// Certificats clients révoqués (listes PEM) (MAILLAGE_TLS_CLIENT_CRL)
    #[arg(long, value_name = "FICHIER", env = "MAILLAGE_TLS_CLIENT_CRL")]
    pub(crate) tls_client_crl: Option<PathBuf>,
}

/// How text messages leave.
#[derive(Args, Debug)]
pub(crate) struct Sms {
    /// Passerelle d’envoi des SMS, https://… ; sans elle, aucun SMS ne part (MAILLAGE_SMS_URL)
    #[arg(long, value_name = "URL", env = "MAILLAGE_SMS_URL")]
    pub(crate) sms_url: Option<String>,
    /// Jeton que la passerelle demande (MAILLAGE_SMS_TOKEN)
    #[arg(long, value_name = "JETON", env = "MAILLAGE_SMS_TOKEN", hide_env_values = true)]
    pub(crate) sms_token: Option<String>,
    /// Expéditeur des SMS, par exemple CPTSVelay (MAILLAGE_SMS_FROM)
    #[arg(long, value_name = "NOM", env = "MAILLAGE_SMS_FROM")]
    pub(crate) sms_from: Option<String>,
    /// Ce que lit la passerelle : un objet JSON, ou les champs d’un formulaire comme To={to}&Body={text} ; {to}, {text}
    /// et {from} y sont remplacés (MAILLAGE_SMS_FORMAT)
    #[arg(long, value_name = "FORMAT", env = "MAILLAGE_SMS_FORMAT")]
    pub(crate) sms_format: Option<String>,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Base {
    /// Met le schéma à jour
    Migrate,
    /// Copie toute la base dans un fichier, sans arrêter le serveur ; les clés des personnes vont à part, dans le même dossier
    Backup {
        /// Fichier à écrire
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
    },
    /// Remet une copie dans une base vide, quel que soit le moteur
    Restore {
        /// Fichier à lire
        #[arg(value_name = "FICHIER")]
        file: PathBuf,
        /// Les clés des personnes sont perdues : tout revient, sauf ce qu’elles ouvraient, qui est effacé
        #[arg(long, env = "MAILLAGE_SANS_CLES")]
        sans_cles: bool,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum User {
    /// Crée un compte, ou ajoute des rôles à un compte existant
    Add {
        /// Adresse e-mail
        #[arg(value_name = "COURRIEL")]
        courriel: String,
        /// Prénom
        #[arg(long, value_name = "PRENOM", default_value = "", env = "MAILLAGE_PRENOM")]
        prenom: String,
        /// Nom
        #[arg(long, value_name = "NOM", default_value = "", env = "MAILLAGE_NOM")]
        nom: String,
        /// Espace de la CPTS, par exemple velay-sud ; sans lui, le rôle vaut pour toute l’instance
        #[arg(long, value_name = "ESPACE", env = "MAILLAGE_CPTS")]
        cpts: Option<String>,
        /// Rôle : coordination, presidence, tresorerie, secretariat, membre, operateur_snp, partenaire,
        /// referent_institution, elu, usager ou administrateur_plateforme ; répétable
        #[arg(long = "role", value_name = "ROLE")]
        roles: Vec<String>,
        /// Lit le mot de passe sur l’entrée standard ; sans cela, la personne se connecte par un lien
        #[arg(long)]
        password_stdin: bool,
    },
    /// Liste les comptes
    List,
    /// Désactive un compte et ferme ses sessions
    Disable {
        /// Adresse e-mail
        #[arg(value_name = "COURRIEL")]
        courriel: String,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum Tenant {
    /// Ouvre l’espace d’une CPTS
    Add {
        /// Premier mot de ses adresses, par exemple velay-sud
        #[arg(value_name = "ESPACE")]
        slug: String,
        /// Nom de la CPTS
        #[arg(value_name = "NOM")]
        nom: String,
    },
    /// Liste les CPTS
    List,
}

/// Help, version, or a command line that cannot be read.
pub(crate) struct Stop {
    text: String,
    code: u8,
}

impl Stop {
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn exit(self) -> ExitCode {
        if self.code == 0 {
            println!("{}", self.text.trim_end())
        } else {
            eprintln!("{}", self.text.trim_end())
        }
        ExitCode::from(self.code)
    }
}

/// Reads the command line.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<(Cmd, Options), Stop> {
    let read =
        in_french(Cli::command(), true).try_get_matches_from(args).and_then(|m| Cli::from_arg_matches(&m));
    match read {
        Ok(cli) => Ok((cli.command, cli.options)),
        Err(error) => Err(explain(&error)),
    }
}

const TEMPLATE: &str = "{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}";

/// The help of clap with our words, for a command and all those below it.
fn in_french(command: Command, top: bool) -> Command {
    let help = Arg::new("aide").short('h').long("help").action(ArgAction::Help).help("Affiche cette aide");
    let mut command = command
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE")
        .mut_args(quiet)
        .arg(help)
        .mut_subcommands(|sub| in_french(sub, false));
    if top {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command
            .arg(version.help("Affiche la version"))
            .after_help("« maillage COMMANDE --help » détaille chaque commande.\nCode de sortie : 0 fait, 1 échec, 2 demande refusée.");
    }
    command
}

/// The help of an option already says where else it is read and what it is worth.
fn quiet(arg: Arg) -> Arg {
    if arg.get_action().takes_values() {
        arg.hide_env(true).hide_default_value(true).hide_possible_values(true)
    } else {
        arg.hide_env(true)
    }
}

fn explain(error: &Error) -> Stop {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let (arg, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            return Stop { text: error.to_string(), code: 0 };
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return Stop { text: error.to_string(), code: 2 };
        }
        ErrorKind::UnknownArgument if !arg.starts_with('-') => format!("« {arg} » est de trop."),
        ErrorKind::UnknownArgument => format!("L’option {arg} n’existe pas ici."),
        ErrorKind::InvalidSubcommand => {
            format!("La commande « {} » n’existe pas.", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("Il manque {arg}."),
        ErrorKind::MissingSubcommand => "Il manque une commande.".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("Il manque une valeur après {arg}."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("« {value} » n’est pas accepté pour {arg}.{}", expected(&arg))
        }
        ErrorKind::ArgumentConflict => format!("{arg} ne va pas avec {}.", text(ContextKind::PriorArg)),
        _ => format!("La ligne de commande n’est pas comprise ({arg} {value})."),
    };
    let advice = match text(ContextKind::SuggestedSubcommand) + &text(ContextKind::SuggestedArg) {
        near if near.is_empty() => String::new(),
        near => format!(" Vouliez-vous dire {near} ?"),
    };
    Stop {
        text: format!("{sentence}{advice}\n« maillage --help » liste les commandes et les options."),
        code: 2,
    }
}

fn expected(arg: &str) -> &'static str {
    match arg.split(' ').next().unwrap_or_default() {
        "--date" => " Écrire un jour comme 2026-03-02.",
        "--add-capacity" => " Écrire le médecin et le nombre de places en plus, comme 12:5.",
        "--explain" => " Écrire oui ou non.",
        _ => "",
    }
}
