//! Every refusal code of the sources has its line in `docs/problemes.md`, with its status, and no line is dead.

use std::{collections::BTreeSet, fs, path::Path};

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// `(409, "snp-creneau-deja-reserve")` and `Problem::new(404, "page-inconnue"`, wherever they stand.
fn codes(text: &str) -> BTreeSet<(String, String)> {
    let starts = text.match_indices('(').map(|(place, _)| text[place + 1..].trim_start());
    let pairs = starts.filter_map(|rest| {
        let (status, rest) = rest.split_once(',')?;
        let code = rest.trim_start().strip_prefix('"')?.split('"').next()?;
        let is_status =
            status.len() == 3 && status.starts_with(['4', '5']) && status.bytes().all(|b| b.is_ascii_digit());
        let is_code = code.contains('-')
            && code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit());
        (is_status && is_code).then(|| (status.to_owned(), code.to_owned()))
    });
    pairs.collect()
}

#[test]
fn every_refusal_code_has_its_page() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut texts = Vec::new();
    for entry in fs::read_dir(crates).unwrap().map(Result::unwrap) {
        if !["xtask", "testkit"].iter().any(|name| entry.path().ends_with(name)) {
            sources(&entry.path().join("src"), &mut texts);
        }
    }
    let used: BTreeSet<_> = texts.iter().flat_map(|text| codes(text)).collect();
    let page = fs::read_to_string(crates.parent().unwrap().join("docs/problemes.md")).unwrap();
    let lines =
        page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|line| line.split_once("` | "));
    let explained: BTreeSet<_> = lines.map(|(code, rest)| (rest[..3].to_owned(), code.to_owned())).collect();
    let missing: Vec<_> = used.difference(&explained).collect();
    let dead: Vec<_> = explained.difference(&used).collect();
    assert!(
        used.len() > 10 && missing.is_empty() && dead.is_empty(),
        "without a line: {missing:#?}\ndead lines: {dead:#?}"
    );
}
