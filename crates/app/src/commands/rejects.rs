//! The lines that an import refuses: the first ones in the terminal, all of them in a file beside the input.

use repertoire::Rejet;
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

/// Refused lines shown in the terminal; all of them are in the file.
const SHOWN: usize = 10;

/// The refused lines, each in a CSV beside its input.
pub(super) struct Rejects {
    outputs: Vec<Output>,
    shown: usize,
}

struct Output {
    path: PathBuf,
    file: Option<BufWriter<File>>,
    failed: bool,
}

impl Rejects {
    pub(super) fn beside(inputs: &[PathBuf]) -> Self {
        let path = |input: &PathBuf| {
            let mut name = input.clone().into_os_string();
            name.push(".rejets.csv");
            PathBuf::from(name)
        };
        let outputs = inputs.iter().map(|input| Output { path: path(input), file: None, failed: false });
        Self { outputs: outputs.collect(), shown: 0 }
    }

    pub(super) fn write(&mut self, rank: usize, rejet: &Rejet) {
        let Some(output) = self.outputs.get_mut(rank) else { return };
        if self.shown < SHOWN {
            self.shown += 1;
            let column = if rejet.colonne.is_empty() {
                String::new()
            } else {
                format!(", colonne « {} »", rejet.colonne)
            };
            eprintln!("ligne {}{column}, reçu « {} » : {}", rejet.ligne, rejet.recu, rejet.raison);
        }
        if let Err(error) = output.write(rejet)
            && !output.failed
        {
            output.failed = true;
            eprintln!("{} : {error}. Les lignes refusées ne sont pas toutes gardées.", output.path.display());
        }
    }

    /// The first file that was written.
    pub(super) fn finish(mut self) -> Option<PathBuf> {
        for output in &mut self.outputs {
            if let Some(Err(error)) = output.file.as_mut().map(Write::flush) {
                eprintln!("{} : {error}", output.path.display());
            }
        }
        self.outputs.into_iter().find(|output| output.file.is_some()).map(|output| output.path)
    }
}

impl Output {
    fn write(&mut self, rejet: &Rejet) -> std::io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let mut file = BufWriter::new(File::create(&self.path)?);
                file.write_all(b"ligne,colonne,recu,raison\n")?;
                self.file.insert(file)
            }
        };
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let Rejet { ligne, colonne, recu, raison } = rejet;
        writeln!(file, "{ligne},{},{},{}", quoted(colonne), quoted(recu), quoted(raison))
    }
}

/// What to do about the refused lines of a file that was not applied.
pub(super) fn advice(refused: u64, read: u64, rejects: Option<&str>) -> String {
    let place = rejects.map(|path| format!(" Elles sont dans {path}.")).unwrap_or_default();
    let next = if refused == read {
        "Aucune ligne n’est utilisable."
    } else {
        "Corriger le fichier, ou garder les autres lignes avec --partial."
    };
    let refused = count(refused, "ligne refusée", "lignes refusées");
    format!("{refused} sur {read} : rien n’a été enregistré.{place} {next}")
}

/// « 3 lignes lues ».
pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    ui::francais::compte(i64::try_from(n).unwrap_or(i64::MAX), one, many)
}
