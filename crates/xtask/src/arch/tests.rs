//! Each rule is broken once, in a workspace of a few lines, and must be the one that complains.

use super::{RULES, check};
use crate::exceptions::Exceptions;
use crate::workspace::{Files, Workspace};

const HOUSE: &str = "description = \"x\"\n[lints]\nworkspace = true\n[package.metadata.house]\n";

fn manifest(name: &str, place: &str, deps: &str) -> String {
    format!("[package]\nname = \"{name}\"\n{HOUSE}{place}\n[dependencies]\n{deps}")
}

/// A house in order: three crates, two of them French, a tenant table and its test.
fn house() -> Files {
    let files = [
        ("crates/kernel/Cargo.toml", manifest("kernel", "kind = \"machinery\"", "")),
        ("crates/kernel/src/lib.rs", "//! Types.\n".into()),
        ("crates/comptes/Cargo.toml", manifest("comptes", "floor = 0", "kernel.workspace = true\n")),
        ("crates/comptes/src/lib.rs", "//! People.\nuse axum::Router;\n".into()),
        ("crates/comptes/migrations/001_x.sql", "CREATE TABLE comptes_x (cpts @id, id @id, PRIMARY KEY (cpts, id));".into()),
        ("crates/snp/Cargo.toml", manifest("snp", "floor = 1", "kernel.workspace = true\ncomptes.workspace = true\n")),
        ("crates/snp/src/lib.rs", "//! Slots. SELECT nothing.\nmod store;\n#[cfg(test)]\nmod tests { fn t() { x.unwrap(); } }\n".into()),
        (
            "crates/snp/src/store.rs",
            "//! SQL.\n/// SELECT in a comment.\npub async fn slot() { q(\"SELECT id FROM snp_slot\"); }\nfn inner() {}\n".into(),
        ),
        ("crates/snp/src/tests/cloison.rs", "fn alone() { slot(); }\n".into()),
        (
            "crates/snp/migrations/001_slot.sql",
            "-- Slots, by day.\nCREATE TABLE snp_slot (\n  cpts @id NOT NULL, id @id NOT NULL, nom TEXT DEFAULT 'a;,(', person @id,\n  PRIMARY KEY (cpts, id), UNIQUE (cpts, nom),\n  FOREIGN KEY (cpts, person) REFERENCES comptes_x (cpts, id));\nCREATE UNIQUE INDEX snp_one ON snp_slot (cpts, person) WHERE nom IS NULL;".into(),
        ),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn said(files: &Files, exceptions: &[(&str, &str)]) -> Vec<String> {
    let mut list = Exceptions::default();
    for (rule, text) in exceptions {
        list.add(rule, text).unwrap();
    }
    check(&Workspace::from_files(files).unwrap(), &list)
}

/// Put `text` at `path` in the good house: exactly this rule complains, at this place.
#[track_caller]
fn breaks(path: &str, text: &str, rule: &str, at: &str) {
    let mut files = house();
    files.insert(path.to_owned(), text.to_owned());
    let said = said(&files, &[]);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with(&format!("{at}: {rule}: ")), "{said:#?}");
}

#[test]
fn a_house_in_order_says_nothing() {
    assert_eq!(said(&house(), &[]), Vec::<String>::new());
}

#[test]
fn every_rule_has_a_fixture_here() {
    let text = include_str!("tests.rs");
    for rule in RULES {
        assert!(text.contains(&format!("\"{}\",", rule.name)), "no test breaks {}", rule.name);
    }
}

#[test]
fn a_manifest_without_place() {
    breaks(
        "crates/x/Cargo.toml",
        "[package]\nname = \"x\"\ndescription = \"x\"\n[lints]\nworkspace = true",
        "manifest",
        "crates/x/Cargo.toml:1",
    );
}

#[test]
fn a_crate_looks_up() {
    let text = manifest("comptes", "floor = 0", "snp.workspace = true\n");
    breaks("crates/comptes/Cargo.toml", &text, "floors", "crates/comptes/Cargo.toml:9");
}

#[test]
fn a_crate_looks_sideways() {
    let text = manifest("autre", "floor = 1", "snp.workspace = true\n");
    breaks("crates/autre/Cargo.toml", &text, "floors", "crates/autre/Cargo.toml:9");
}

#[test]
fn machinery_knows_health() {
    let text = manifest("web", "kind = \"machinery\"", "snp.workspace = true\n");
    breaks("crates/web/Cargo.toml", &text, "floors", "crates/web/Cargo.toml:9");
}

#[test]
fn the_site_of_tests_knows_accounts_and_only_tests_know_it() {
    let mut files = house();
    let site = manifest("testsite", "kind = \"machinery\"", "comptes.workspace = true\n");
    files.insert("crates/testsite/Cargo.toml".into(), site);
    let tests = manifest("snp", "floor = 1", "[dev-dependencies]\ntestsite.workspace = true\n");
    files.insert("crates/snp/Cargo.toml".into(), tests);
    assert_eq!(said(&files, &[]), Vec::<String>::new());
    let program = manifest("snp", "floor = 1", "testsite.workspace = true\n");
    files.insert("crates/snp/Cargo.toml".into(), program);
    let said = said(&files, &[]);
    assert!(said.len() == 1 && said[0].starts_with("crates/snp/Cargo.toml:9: floors: "), "{said:#?}");
}

#[test]
fn tests_look_up_too() {
    let text = manifest("comptes", "floor = 0", "[dev-dependencies]\nsnp.workspace = true\n");
    breaks("crates/comptes/Cargo.toml", &text, "floors", "crates/comptes/Cargo.toml:10");
}

#[test]
fn a_pure_crate_does_io() {
    let text = manifest("kernel", "kind = \"machinery\"", "tokio = \"1\"\n");
    breaks("crates/kernel/Cargo.toml", &text, "purity", "crates/kernel/Cargo.toml:9");
}

#[test]
fn a_crate_names_the_driver() {
    let text = manifest("snp", "floor = 1", "kernel.workspace = true\nrusqlite.workspace = true\n");
    breaks("crates/snp/Cargo.toml", &text, "driver", "crates/snp/Cargo.toml:10");
}

#[test]
fn a_noun_knows_http() {
    breaks("crates/snp/src/slot.rs", "//! Slot.\nuse axum::Form;", "axum", "crates/snp/src/slot.rs:2");
}

#[test]
fn a_page_writes_sql() {
    let page = "//! Pages.\nfn f() { let q = html! { (rows(\"\n  SELECT id FROM snp_slot\")) }; }";
    breaks("crates/snp/src/pages.rs", page, "sql", "crates/snp/src/pages.rs:2");
}

#[test]
fn a_store_reads_the_table_of_another() {
    let store = "fn f() { q(\"SELECT 1 FROM comptes_x\") }";
    breaks("crates/snp/src/store/a.rs", store, "tables", "crates/snp/src/store/a.rs:1");
}

#[test]
fn a_dumping_ground() {
    breaks("crates/snp/src/utils.rs", "//! Things.", "names", "crates/snp/src/utils.rs:1");
    breaks("crates/snp/src/slot.rs", "//! S.\nmod common { }", "names", "crates/snp/src/slot.rs:2");
    breaks("crates/snp/src/update_slot.rs", "//! S.", "names", "crates/snp/src/update_slot.rs:1");
}

#[test]
fn an_unwrap_even_inside_a_macro() {
    breaks(
        "crates/snp/src/slot.rs",
        "fn f() {\n html! { (x.unwrap()) } }",
        "unwrap",
        "crates/snp/src/slot.rs:2",
    );
    breaks("crates/snp/src/slot.rs", "fn f() { x.expect(\"y\"); }", "unwrap", "crates/snp/src/slot.rs:1");
}

#[test]
fn a_promise_for_later() {
    breaks("crates/snp/src/slot.rs", "fn f() { todo!() }", "todo", "crates/snp/src/slot.rs:1");
}

#[test]
fn a_long_file_and_its_tests_do_not_count() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "// t\n".repeat(400));
    let short = "// c\n".repeat(400) + &tests;
    let long = "// c\n".repeat(401) + &tests;
    breaks("crates/snp/src/slot.rs", &long, "file_length", "crates/snp/src/slot.rs:1");
    let mut files = house();
    files.insert("crates/snp/src/slot.rs".into(), short);
    assert!(said(&files, &[]).is_empty());
}

#[test]
fn a_long_function() {
    let text = format!("\nfn f() {{\n// c\n\n{}}}", "x();\n".repeat(59));
    breaks("crates/snp/src/slot.rs", &text, "function_length", "crates/snp/src/slot.rs:2");
}

#[test]
fn migrations_have_numbers_and_owners() {
    breaks("crates/snp/migrations/003_y.sql", "", "migrations", "crates/snp/migrations/003_y.sql:1");
    let text = "\nCREATE INDEX slots ON snp_slot (cpts);";
    breaks("crates/snp/migrations/002_y.sql", text, "migrations", "crates/snp/migrations/002_y.sql:2");
}

#[test]
fn a_key_without_the_cpts_first() {
    for table in [
        "cpts @id, id @id PRIMARY KEY",
        "cpts @id, id @id, PRIMARY KEY (id, cpts)",
        "cpts @id, id @id",
        "cpts @id, id @id UNIQUE, PRIMARY KEY (cpts, id)",
        "cpts @id, id @id, p @id REFERENCES comptes_x (id), PRIMARY KEY (cpts, id)",
        "cpts @id, id @id, p @id, PRIMARY KEY (cpts, id), CONSTRAINT c FOREIGN KEY (p, cpts) REFERENCES comptes_x (id, cpts)",
    ] {
        let text = format!("-- y\nCREATE TABLE IF NOT EXISTS snp_y ({table});");
        breaks("crates/snp/migrations/002_y.sql", &text, "tenancy", "crates/snp/migrations/002_y.sql:2");
    }
    let index = "CREATE UNIQUE INDEX snp_nom ON snp_slot (nom);";
    breaks("crates/snp/migrations/002_y.sql", index, "tenancy", "crates/snp/migrations/001_slot.sql:2");
    let column = "ALTER TABLE snp_slot ADD COLUMN q @id REFERENCES comptes_x (id);";
    breaks("crates/snp/migrations/002_y.sql", column, "tenancy", "crates/snp/migrations/001_slot.sql:2");
}

#[test]
fn a_table_of_nobody() {
    let text = "CREATE TABLE snp_y (id @id PRIMARY KEY);";
    breaks("crates/snp/migrations/002_y.sql", text, "tenantless", "crates/snp/migrations/002_y.sql:1");
}

#[test]
fn a_table_rebuilt_is_judged_by_its_last_shape() {
    let mut files = house();
    let text = "CREATE TABLE snp_new (cpts @id, id @id, PRIMARY KEY (cpts, id));\nDROP TABLE snp_slot;\nALTER TABLE snp_new RENAME TO snp_slot;";
    files.insert("crates/snp/migrations/002_y.sql".into(), text.into());
    assert!(said(&files, &[]).is_empty());
}

#[test]
fn a_question_without_proof_of_isolation() {
    let store = "fn private() {}\npub(crate) async fn of_day() {}";
    breaks("crates/snp/src/store/day.rs", store, "cloison", "crates/snp/src/store/day.rs:2");
    breaks("crates/snp/src/tests/cloison.rs", "// slot\n", "cloison", "crates/snp/src/store.rs:3");
    let namesake = "pub async fn slot() { q(\"SELECT id FROM snp_slot\"); }";
    let mut files = house();
    files.insert("crates/snp/src/store/day.rs".into(), namesake.into());
    assert_eq!(said(&files, &[]).len(), 2, "which of the two is proven?");
    files.insert("crates/snp/src/tests/cloison.rs".into(), "fn t() { day::slot(); store::slot(); }".into());
    assert!(said(&files, &[]).is_empty());
}

#[test]
fn a_question_about_the_instance_needs_no_proof() {
    let mut files = house();
    files.insert("crates/snp/migrations/002_y.sql".into(), "CREATE TABLE snp_y (id @id PRIMARY KEY);".into());
    let store = "pub async fn edition() { q(\"SELECT id FROM snp_y\"); }\nasync fn inner() { q(\"SELECT id FROM snp_slot\"); }";
    files.insert("crates/snp/src/store/y.rs".into(), store.into());
    assert!(said(&files, &[("tenantless", "snp_y shared by all")]).is_empty());
}

#[test]
fn a_module_for_tests_only_is_test_code() {
    let mut files = house();
    files.insert("crates/snp/src/slot.rs".into(), "#[cfg(test)]\nmod checks;".into());
    files.insert("crates/snp/src/slot/checks/deep.rs".into(), "fn f() { x.unwrap(); }".into());
    assert!(said(&files, &[]).is_empty());
    files.insert("crates/snp/src/slot.rs".into(), "mod checks;".into());
    assert_eq!(said(&files, &[]).len(), 1);
}

#[test]
fn an_exception_covers_one_case_and_must_be_needed() {
    let mut files = house();
    files.insert("crates/snp/src/slot.rs".into(), "fn f() { x.unwrap(); }".into());
    let needed = ("unwrap", "crates/snp/src/slot.rs  a reason");
    assert!(said(&files, &[needed]).is_empty());
    let stale = said(&house(), &[needed]);
    assert_eq!(
        stale,
        ["crates/xtask/exceptions/unwrap.txt: crates/snp/src/slot.rs is no longer needed: remove the line"]
    );
    assert!(Exceptions::default().add("unwrap", "crates/snp/src/slot.rs").is_err(), "no reason given");
    assert_eq!(
        said(&house(), &[("unwrp", "a b")]),
        ["crates/xtask/exceptions/unwrp.txt: no rule of that name"]
    );
}
