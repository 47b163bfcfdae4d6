//! What an operator does and what goes wrong, with the real program and real files.

#![expect(clippy::unwrap_used, reason = "a step that fails is the end of the test")]

use db::{Db, Secret};
use kernel::{Clock, Ctx};
use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

struct Instance(TempDir);

impl Instance {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_maillage"));
        command.args(args).arg("--data").arg(self.0.path()).env_clear();
        command
    }

    /// Runs a command to its end: exit code, output, errors.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(args).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (status.code().unwrap_or(-1), text(stdout), text(stderr))
    }

    fn done(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}\n{err}");
        out
    }

    /// The database, as somebody who can write in the file and does not hold the key.
    fn base(&self) -> Db {
        Db::open(&format!("sqlite:{}", self.path("maillage.db").display()), Secret::new([0; 32])).unwrap()
    }

    async fn tamper(&self, statements: &[&str]) {
        let mut tx = self.base().begin(&Ctx::system("intrus", Clock::Real.now())).await.unwrap();
        for statement in statements {
            tx.execute_untraced(statement, &[]).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

fn seeded() -> Instance {
    let instance = Instance::new();
    instance.done(&["cpts", "add", "haut-allier", "CPTS du Haut-Allier"]);
    for n in 0..4 {
        instance.done(&["user", "add", &format!("personne{n}@exemple.test"), "--cpts", "haut-allier"]);
    }
    instance
}

fn multi_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

#[test]
fn a_tampered_journal_is_found_and_the_line_named() {
    let instance = seeded();
    assert!(instance.done(&["verify"]).starts_with("Intègre"));
    multi_thread().block_on(instance.tamper(&[
        "DROP TRIGGER db_journal_sans_modification",
        "UPDATE db_journal SET detail = 'rien' WHERE numero = 3 AND cpts <> x'00000000000000000000000000000000'",
    ]));
    let (code, _, said) = instance.run(&["verify"]);
    assert_eq!(code, 1);
    assert!(said.contains("ligne 3"), "{said}");
    let (_, json, _) = instance.run(&["verify", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["journal"]["anomalies"][0]["numero"], 3);
}

#[test]
fn a_backup_comes_back_in_an_empty_instance_and_nowhere_else() {
    let (instance, other) = (seeded(), Instance::new());
    let file = instance.path("copie.gz").display().to_string();
    instance.done(&["db", "backup", &file]);
    fs::copy(instance.path("cle-instance"), other.path("cle-instance")).unwrap();
    other.done(&["db", "restore", &file]);
    assert_eq!(other.done(&["user", "list"]), instance.done(&["user", "list"]));
    assert!(other.done(&["verify"]).starts_with("Intègre"));
    let (code, _, said) = other.run(&["db", "restore", &file]);
    assert_ne!(code, 0);
    assert!(!said.is_empty() && !said.contains("panicked"), "{said}");
}

#[test]
fn a_base_written_by_a_newer_version_is_left_alone() {
    let instance = seeded();
    multi_thread().block_on(instance.tamper(&[
        "INSERT INTO db_migration (module, nom, empreinte, applique_le) VALUES ('avenir', '001', 'x', '2030-01-01T00:00:00.000000Z')",
    ]));
    let (code, _, said) = instance.run(&["user", "list"]);
    assert_eq!(code, 1);
    assert!(said.contains("version plus récente"), "{said}");
}

#[test]
fn a_port_in_use_and_a_wrong_address_are_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, _, said) = Instance::new().run(&["serve", "--listen", &address]);
    assert_eq!(code, 1);
    assert!(said.contains("déjà pris") && said.contains("--listen"), "{said}");
    assert_eq!(Instance::new().run(&["serve", "--listen", "ici"]).0, 2);
}

#[test]
fn settings_that_cannot_be_read_are_named() {
    let instance = Instance::new();
    let file = instance.path("reglages.toml");
    fs::write(&file, "listne = \"127.0.0.1:80\"").unwrap();
    let (code, _, said) = instance.run(&["user", "list", "--config", &file.display().to_string()]);
    assert_eq!(code, 2);
    assert!(said.contains("listne"), "{said}");
    let (code, _, said) = instance.run(&["user", "list", "--database", "mysql://ici"]);
    assert_eq!(code, 2);
    assert!(said.contains("sqlite:CHEMIN"), "{said}");
}

#[test]
fn the_server_stops_when_asked_and_answers_before() {
    let instance = Instance::new();
    let mut server =
        instance.command(&["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("http://127.0.0.1:"), "{first}");
    assert!(Command::new("kill").arg(server.id().to_string()).status().unwrap().success());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

/// Ends of the codes of Haute-Loire that a merger has retired.
const MERGED: [u32; 10] = [81, 146, 161, 176, 179, 209, 235, 243, 248, 255];

/// A file of 240 communes with these lines; the population says which version it is.
fn communes(path: &Path, population: u32) {
    let mut text =
        "code_insee,nom,code_departement,code_region,epci_siren,epci_nom,population,codes_postaux,lat,lon\n"
            .to_owned();
    for n in (1..=258).filter(|n| !MERGED.contains(n)).take(240) {
        text += &format!("43{n:03},Commune {n},43,84,,,{population},43000,45.{n:03},3.{n:03}\n");
    }
    fs::write(path, text).unwrap();
}

#[test]
fn an_import_killed_in_the_middle_leaves_the_old_state_or_the_new_one() {
    let instance = Instance::new();
    let (old, new) = (instance.path("avant.csv"), instance.path("apres.csv"));
    communes(&old, 100);
    communes(&new, 200);
    instance.done(&["import", "communes", &old.display().to_string()]);
    let began = std::time::Instant::now();
    instance.done(&["import", "communes", &new.display().to_string()]);
    let whole_import = began.elapsed();
    instance.done(&["import", "communes", &old.display().to_string()]);
    // From the start of the program to its end, the write included.
    for wait in (1..=12).map(|n| whole_import * n / 12) {
        let mut import = instance
            .command(&["import", "communes", &new.display().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::sync::mpsc::channel::<()>().1.recv_timeout(wait).unwrap_err();
        drop(import.kill());
        import.wait().unwrap();
        let said = instance.done(&["import", "communes", &new.display().to_string(), "--dry-run", "--json"]);
        let summary: serde_json::Value = serde_json::from_str(&said).unwrap();
        let whole = (summary["updated"] == 240 && summary["unchanged"] == 0)
            || (summary["updated"] == 0 && summary["unchanged"] == 240);
        assert!(whole, "{said}");
        instance.done(&["import", "communes", &old.display().to_string()]);
    }
}
