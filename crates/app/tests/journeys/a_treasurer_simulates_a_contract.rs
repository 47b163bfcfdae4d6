//! What an ACI contract is worth, from the command line, with the real program.

#![expect(clippy::unwrap_used, reason = "a step that fails is the end of the test")]

use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Runs `maillage aci simulate - …` on a text: exit code, output, errors.
fn simulate(input: &str, more: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maillage"));
    command.args(["aci", "simulate", "-"]).args(more).env_clear();
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

fn contract() -> Value {
    json!({"population": 24000, "signed": "2023-09-20", "missions": [{"id": "acces", "started": "2024-01-20"}],
        "contract_amounts": [{"component": "acces", "part": "fixe", "eur": "55 000 €"}]})
}

#[test]
fn one_case_gives_one_result_with_its_derivations() {
    let (code, out, err) = simulate(&contract().to_string(), &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let result: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(result["ceiling"]["total_cents"], 28_750_000);
    assert_eq!(result["ceiling"]["without_crisis_cents"], 25_000_000);
    let start = &result["payments"][1];
    assert_eq!((&start["date"], &start["cents"]), (&json!("2024-01-20"), &json!(2_750_000)));
    assert!(start["why"]["formula"].as_str().unwrap().contains("8/12"));
    assert_eq!(result["years"][0]["partial"], true);
}

#[test]
fn a_list_gives_a_list_in_the_same_order() {
    let mut other = contract();
    other["population"] = json!(200_000);
    let (code, out, _) = simulate(&json!([contract(), other, contract()]).to_string(), &[]);
    let results: Value = serde_json::from_str(&out).unwrap();
    let sizes: Vec<_> = results.as_array().unwrap().iter().map(|one| one["size"].as_u64()).collect();
    assert_eq!((code, sizes), (0, vec![Some(1), Some(4), Some(1)]));
    assert_eq!(simulate("[]", &[]).1, "[]\n");
}

#[test]
fn the_text_form_says_what_is_not_confirmed() {
    let (code, out, _) = simulate(&contract().to_string(), &["--texte"]);
    assert_eq!(code, 0);
    for expected in
        ["Plafond d’une année", "287\u{202f}500\u{a0}€", "non confirmé", "À demander", "Versements"]
    {
        assert!(out.contains(expected), "{expected}\n{out}");
    }
}

#[test]
fn everything_wrong_is_said_at_once_and_nothing_is_written() {
    let mut bad = contract();
    bad["population"] = json!(0);
    bad["missions"][0]["started"] = json!("2022-01-01");
    let (code, out, err) = simulate(&json!([contract(), bad]).to_string(), &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err.lines().count(), 2, "{err}");
    assert!(err.lines().all(|line| line.starts_with("Cas 2 : ")), "{err}");
    let (code, _, err) = simulate("{", &[]);
    assert!(code == 2 && err.contains("JSON lisible"), "{err}");
    let missing = Command::new(env!("CARGO_BIN_EXE_maillage"))
        .args(["aci", "simulate", "rien.json"])
        .env_clear()
        .output();
    assert_eq!(missing.unwrap().status.code(), Some(2));
}
