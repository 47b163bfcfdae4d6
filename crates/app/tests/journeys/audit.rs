//! What every page owes to everyone: no accessibility fault that axe-core can see, no sideways scroll on a phone, no third party,
//! and a focus that is seen.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use serde::Deserialize;
use serde_json::json;

use crate::browser::{Browser, Stop, target};
use crate::pages::PAGES;

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

/// What is walked of the pages of one account.
pub struct Share {
    pub account: Option<&'static str>,
    pub status: u16,
    pub paths: Vec<&'static str>,
}

/// One page in `parts` of the list: tests that share the pages run at once and take the same time.
pub fn share(part: usize, parts: usize) -> Vec<Share> {
    let mut rank = 0..;
    let mut chosen = |paths: &[&'static str]| -> Vec<&'static str> {
        let ranked = paths.iter().zip(&mut rank);
        ranked.filter(|(_, rank)| rank % parts == part).map(|(path, _)| *path).collect()
    };
    let shares = PAGES.iter().map(|pages| Share {
        account: pages.account,
        status: pages.status,
        paths: chosen(pages.paths),
    });
    shares.filter(|share| !share.paths.is_empty()).collect()
}

/// Brings axe-core into the page shown: [`faults`] may then look at it in several widths.
pub async fn prepare(browser: &Browser) -> anyhow::Result<()> {
    let library = fs::read_to_string(library()?)?;
    browser.run(&library).await.map(drop)
}

/// Everything wrong with the page shown, one sentence each. After [`prepare`].
pub async fn faults(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let violations: Vec<Violation> = serde_json::from_value(browser.run_async(AXE).await?)?;
    let say = |one: Violation| format!("{} ({}) at {}\n      {}", one.rule, one.help, one.selector, one.html);
    let mut faults: Vec<String> = violations.into_iter().map(say).collect();
    faults.extend(strings(browser, SIDEWAYS).await?);
    faults.extend(
        strings(browser, ELSEWHERE).await?.into_iter().map(|url| format!("asks another host: {url}")),
    );
    Ok(faults)
}

/// What somebody without a mouse misses: the first stop of Tab is a link to the content, or the page opens on what it is for and
/// that link comes when one goes round; and whatever takes the focus shows it.
pub async fn unseen(browser: &Browser) -> anyhow::Result<Vec<String>> {
    let stops = browser.walk_by_tab().await?;
    let mut faults = Vec::new();
    let skips = |stop: &Stop| stop.href.as_deref().is_some_and(|href| href.starts_with('#'));
    let opened =
        browser.run("return document.querySelector('main [autofocus]') !== null").await? == json!(true);
    let round = if opened { stops.len() } else { 1 };
    if !stops.iter().take(round).any(skips) {
        faults.push(format!("the first stop is not a link to the content: {:?}", stops.first()));
    }
    let hidden = stops.iter().filter(|stop| !stop.visible);
    faults.extend(hidden.map(|stop| format!("no one sees the focus on {} « {} »", stop.place, stop.text)));
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
