//! Feature tests, on both engines, through the verbs and the questions. Every person is invented.

mod changements;
mod cloison;
mod ecarts;
mod editions;
mod finess;
mod imports;
mod questions;
mod recherche;

use crate::{ImportError, MIGRATIONS, Reglages, Rejet, Source, Summary, import_annuaire};
use db::{Db, Migrations};
use extractions::Champ;
use identifiants::{CommuneCode, Idnps};
use std::collections::BTreeSet;
use std::io::{self, Cursor, Read};
use std::sync::LazyLock;
use territoire::referentiel::Referentiel;
use testkit::actors;

const SCHEMA: &[Migrations] = &[db::MIGRATIONS, MIGRATIONS];
static FRANCE: LazyLock<Referentiel> = LazyLock::new(|| Referentiel::embedded().unwrap());

const WHOLE: Reglages = Reglages { partial: false, dry_run: false, force: false, du: None };
const PARTIAL: Reglages = Reglages { partial: true, ..WHOLE };

/// The RPPS number of the `n`th person of a test.
fn rpps(n: u32) -> String {
    let base = format!("1000{n:06}");
    let doubled =
        |(place, digit): (usize, u32)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { digit };
    let sum: u32 = base.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
    format!("{base}{}", (10 - sum % 10) % 10)
}

fn idnps(n: u32) -> Idnps {
    format!("8{}", rpps(n)).parse().unwrap()
}

fn codes(text: &str) -> BTreeSet<CommuneCode> {
    text.split_whitespace().map(|code| code.parse().unwrap()).collect()
}

/// A line of the file of activities: a nurse, self-employed at Le Puy-en-Velay, unless told otherwise.
#[derive(Clone)]
struct L(Vec<String>);

fn l(n: u32, nom: &str, prenom: &str) -> L {
    let said = [
        (Champ::TypeIdentifiant, "8"),
        (Champ::CodeCivilite, "MME"),
        (Champ::LibelleCivilite, "Madame"),
        (Champ::NomExercice, nom),
        (Champ::PrenomExercice, prenom),
        (Champ::CodeProfession, "60"),
        (Champ::LibelleProfession, "Infirmier"),
        (Champ::CodeCategorie, "C"),
        (Champ::LibelleCategorie, "Civil"),
        (Champ::CodeModeExercice, "L"),
        (Champ::RaisonSociale, "CABINET FICTIF"),
        (Champ::NumeroVoie, "3"),
        (Champ::LibelleTypeVoie, "Rue"),
        (Champ::LibelleVoie, "DES LILAS"),
        (Champ::CodePostal, "43000"),
        (Champ::CodeCommune, "43157"),
        (Champ::LibelleCommune, "Le Puy-en-Velay"),
        (Champ::CodeSecteurActivite, "SA07"),
        (Champ::CodeGenreActivite, "GENR01"),
    ];
    let line = L(vec![String::new(); 56]).with(Champ::Identifiant, &rpps(n));
    let line = line.with(Champ::IdentificationNationale, &format!("8{}", rpps(n)));
    said.iter().fold(line, |line, (champ, value)| line.with(*champ, value))
}

impl L {
    fn with(mut self, champ: Champ, value: &str) -> Self {
        self.0[champ as usize] = value.to_owned();
        self
    }

    fn at(self, code: &str, postal: &str, ville: &str) -> Self {
        let line = self.with(Champ::CodeCommune, code).with(Champ::CodePostal, postal);
        line.with(Champ::LibelleCommune, ville)
    }

    fn doctor(self, savoir_faire: &str) -> Self {
        let line = self.with(Champ::CodeProfession, "10").with(Champ::LibelleProfession, "Médecin");
        let line =
            line.with(Champ::CodeCiviliteExercice, "DR").with(Champ::LibelleCiviliteExercice, "Docteur");
        let line = line.with(Champ::CodeTypeSavoirFaire, "S").with(Champ::CodeSavoirFaire, savoir_faire);
        line.with(Champ::LibelleSavoirFaire, savoir_faire)
    }
}

fn header(champs: &[Champ]) -> String {
    champs.iter().map(|champ| format!("{}|", champ.libelle())).collect::<String>() + "\n"
}

fn file(lines: &[L]) -> Vec<u8> {
    let body: String = lines.iter().map(|line| line.0.join("|") + "|\n").collect();
    (header(&Champ::ALL[..56]) + &body).into_bytes()
}

/// Name of the file of activities of a day of November 2026.
fn named(day: u8) -> String {
    format!("PS_LibreAcces_Personne_activite_202611{day:02}0830.txt")
}

/// Imports one file; refused lines come back with the answer.
async fn import(
    db: &Db,
    nom: &str,
    bytes: &[u8],
    reglages: Reglages,
) -> (Result<Summary, ImportError>, Vec<Rejet>) {
    let open = || -> io::Result<Box<dyn Read + Send>> { Ok(Box::new(Cursor::new(bytes.to_vec()))) };
    let source = Source { nom, octets: bytes.len() as u64, ouvrir: &open };
    let mut refused = Vec::new();
    let mut refuse = |_, rejet| refused.push(rejet);
    let ctx = actors::system();
    let done = import_annuaire(&ctx, db, &FRANCE, &[source], reglages, &mut refuse, &mut |_, _| {}).await;
    (done, refused)
}

/// Imports lines of a day, all good.
async fn day(db: &Db, day: u8, lines: &[L]) -> Summary {
    let (done, refused) = import(db, &named(day), &file(lines), WHOLE).await;
    assert!(refused.is_empty(), "{refused:?}");
    done.unwrap()
}

/// Counts: read, inserted, updated, unchanged, rejected, vanished, changes.
fn counts(summary: &Summary) -> [u64; 7] {
    let b = summary.bilan;
    [b.lus, b.ajoutes, b.modifies, b.inchanges, b.rejetes, b.disparus, b.changements]
}
