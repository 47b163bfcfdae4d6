//! What every page owes to everyone: no accessibility fault that axe-core can see, no sideways scroll on a phone, no third party.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;

use crate::browser::{Browser, target};

/// WCAG 2.2 A and AA, and what axe-core calls best practices.
const AXE: &str = include_str!("scripts/axe.js");
const SIDEWAYS: &str = include_str!("scripts/sideways.js");
const ELSEWHERE: &str = include_str!("scripts/elsewhere.js");

#[derive(Deserialize)]
struct Violation {
    rule: String,
    help: String,
    selector: String,
    html: String,
}

/// Everything wrong with the page shown, one sentence each.
pub async fn faults(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let library = fs::read_to_string(library()?)?;
    browser.run(&library).await?;
    let violations: Vec<Violation> = serde_json::from_value(browser.run_async(AXE).await?)?;
    let say = |one: Violation| format!("{} ({}) at {}\n      {}", one.rule, one.help, one.selector, one.html);
    let mut faults: Vec<String> = violations.into_iter().map(say).collect();
    faults.extend(strings(browser, SIDEWAYS).await?);
    faults.extend(
        strings(browser, ELSEWHERE).await?.into_iter().map(|url| format!("asks another host: {url}")),
    );
    Ok(faults)
}

async fn strings(browser: &Browser, script: &str) -> anyhow::Result<Vec<String>> {
    Ok(serde_json::from_value(browser.run(script).await?)?)
}

/// axe-core: `MAILLAGE_AXE`, else where `./dev test` puts it.
fn library() -> anyhow::Result<PathBuf> {
    let named = std::env::var_os("MAILLAGE_AXE").map(PathBuf::from);
    let usual = target().join("npm/node_modules/axe-core/axe.min.js");
    let missing = "axe-core is not here: `./dev test` installs it";
    named.into_iter().chain([usual]).find(|path| path.is_file()).context(missing)
}
