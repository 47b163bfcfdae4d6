//! House automation, behind `./dev`: guards of the architecture, checks of the law files, scaffolds,
//! reference data, and the throw-away PostgreSQL server of the tests. Decides nothing about health.

mod arch;
mod exceptions;
mod find;
mod law;
mod licences;
mod postgres;
mod reference;
mod scaffold;
mod source;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "House automation", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check the rules of the architecture
    Arch {
        /// Print the measured table instead
        #[arg(long)]
        report: bool,
    },
    /// Check the sources and dates of the law files
    Law {
        #[command(subcommand)]
        question: Option<LawQuestion>,
    },
    /// Check the licences and sources of every dependency
    Licences,
    /// Run a command with a throw-away PostgreSQL server in `MAILLAGE_TEST_POSTGRES`
    WithPostgres {
        #[arg(trailing_var_arg = true, required = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
    /// Build the reference data of the program from the official files in a folder
    Reference {
        #[arg(long)]
        from: PathBuf,
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Find a word in the glossary, the routes, the verbs and the events
    Where { word: String },
    /// Scaffold a French crate
    NewModule {
        name: String,
        #[arg(long, default_value_t = 2)]
        floor: u8,
    },
    /// Scaffold a verb in a French crate
    NewVerb { module: String, verb: String },
}

#[derive(Subcommand)]
enum LawQuestion {
    /// Which values and rules rest on this source?
    CitedBy { id: String },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let root = root();
    match command {
        Command::Arch { report: true } => arch::report::print(&workspace::Workspace::load(&root)?),
        Command::Arch { report: false } => return arch::run(&root),
        Command::Law { question: None } => return law::check(&root),
        Command::Law { question: Some(LawQuestion::CitedBy { id }) } => law::cited_by(&root, &id)?,
        Command::Reference { from, to } => {
            reference::run(&from, &to.unwrap_or_else(|| root.join("crates/territoire/data")))?;
        }
        Command::Licences => return licences::run(&root),
        Command::NewModule { name, floor } => scaffold::module(&root, &name, floor)?,
        Command::NewVerb { module, verb } => scaffold::verb(&root, &module, &verb)?,
        Command::Where { word } => return find::run(&root, &word),
        Command::WithPostgres { command } => return postgres::with(&command),
    }
    Ok(ExitCode::SUCCESS)
}

/// The workspace this binary was built from.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
