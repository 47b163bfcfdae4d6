//! The table of figures, on the screen and in `docs/benchmarks.md`.

use std::fmt;

const NOTES: &str = "Le temps processeur est la figure robuste : il ne dépend pas des voisins de la machine ; une durée en dépend, et ne \
    se lit qu’à côté de celle de l’autre programme, mesurée dans la même séance, sur les mêmes fichiers, l’un après l’autre.\n\n\
    Pages : le plafond est un serveur axum et SQLite écrit à la main, sans compte, sans droits, sans journal. Import, recherche et \
    accès : fichiers inventés, aux formats officiels, de la taille de la France. Une mesure qui n’a pas été reprise garde sa \
    figure d’avant.\n";

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

    /// The page kept in the documentation. Measures of `before`, the page as it was, that were not taken again stay in it.
    pub fn page(&self, before: &str) -> String {
        let table = self.to_string();
        let name = |row: &str| row.split('|').nth(1).unwrap_or_default().trim().to_owned();
        let mut rows: Vec<&str> = before.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
        for row in table.lines().skip(2) {
            match rows.iter_mut().find(|known| name(known) == name(row)) {
                Some(known) => *known = row,
                None => rows.push(row),
            }
        }
        let head = table.lines().take(2).collect::<Vec<_>>().join("\n");
        format!(
            "# Mesures\n\nProduit par `./dev bench --write`, sur le programme tel qu’il est livré (profil release, SQLite).\n\
             Machine : {}.\n\n{head}\n{}\n\n{NOTES}",
            machine(),
            rows.join("\n")
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
    let load = read("/proc/loadavg").split(' ').next().unwrap_or_default().replace('.', ",");
    format!(
        "{cores} cœurs {}, mémoire {}, charge moyenne {load} à la fin de la mesure",
        value(read("/proc/cpuinfo"), "model name"),
        value(read("/proc/meminfo"), "MemTotal")
    )
}
