//! `maillage`: the only binary. Configuration, commands, the list of modules, reactions.

mod ailleurs;
mod assembly;
mod cli;
mod commands;
mod config;
mod demo;
mod echanges;
mod fhir_client;
mod instance;
mod mail;
mod pages;
mod reactions;
mod registre;
mod sms;

#[cfg(test)]
mod tests;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (command, options) = match cli::parse(std::env::args_os()) {
        Ok(parsed) => parsed,
        Err(stop) => return stop.exit(),
    };
    let runtime =
        match tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                eprintln!("Le programme ne démarre pas : {error}");
                return ExitCode::from(1);
            }
        };
    match runtime.block_on(commands::run(command, options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.exit(),
    }
}

/// One worker per core, two at least: a request that waits for the disk must not stop the others.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).max(2)
}
