//! The table of figures, on the screen and in `docs/benchmarks.md`.

use std::fmt;

#[derive(Default)]
pub struct Report(Vec<Line>);

struct Line {
    what: String,
    figure: String,
    target: String,
    held: bool,
}

impl Report {
    /// Adds a figure and the target that it is held against.
    pub fn add(&mut self, what: impl Into<String>, figure: String, target: &str, held: bool) {
        let line = Line { what: what.into(), figure, target: target.to_owned(), held };
        eprintln!("{} : {} ({})", line.what, line.figure, if line.held { "tenu" } else { "NON TENU" });
        self.0.push(line);
    }

    /// Adds a figure without a target of its own.
    pub fn note(&mut self, what: impl Into<String>, figure: String) {
        self.add(what, figure, "", true);
    }

    /// The page kept in the documentation.
    pub fn page(&self) -> String {
        format!(
            "# Mesures\n\nProduit par `./dev bench --write`, sur le programme tel qu’il est livré (profil release, SQLite).\n\
             Machine : {}.\n\n{self}\n\
             Le temps processeur par page est la figure robuste : il ne dépend pas des voisins de la machine. Le plafond est un serveur \
             axum et SQLite écrit à la main, sans compte, sans droits, sans journal, mesuré dans la même séance sur les mêmes données.\n",
            machine()
        )
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| Mesure | Résultat | Cible | |\n|---|---:|---|---|")?;
        for line in &self.0 {
            let mark = match (line.target.is_empty(), line.held) {
                (true, _) => "",
                (_, true) => "tenu",
                (_, false) => "**non tenu**",
            };
            writeln!(f, "| {} | {} | {} | {mark} |", line.what, line.figure, line.target)?;
        }
        Ok(())
    }
}

fn machine() -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let value = |text: String, key: &str| {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{cores} cœurs {}, mémoire {}",
        value(read("/proc/cpuinfo"), "model name"),
        value(read("/proc/meminfo"), "MemTotal")
    )
}
