use std::collections::HashSet;

use crate::browser::Browser;
use crate::pages::PAGES;

/// Enough presses of Tab for the longest page.
const PRESSES: usize = 400;

#[tokio::test]
async fn the_skip_link_comes_first_and_every_focus_is_seen() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.resize(1440).await?;
    let mut report = String::new();
    for pages in PAGES {
        browser.sign_in(pages.account).await?;
        for path in pages.paths {
            browser.go(path).await?;
            let first = browser.tab().await?;
            if !first.href.as_deref().is_some_and(|href| href.starts_with('#')) {
                report += &format!("\n  {path}: the first focus is {first:?}, not a link to the content");
            }
            report += &walk(&browser, path).await?;
        }
    }
    assert!(report.is_empty(), "{report}");
    browser.close().await
}

/// Press Tab until the page is left: whatever takes the focus shows it.
async fn walk(browser: &Browser, path: &str) -> anyhow::Result<String> {
    let (mut report, mut seen) = (String::new(), HashSet::new());
    for _ in 0..PRESSES {
        let focus = browser.tab().await?;
        if focus.place == "body" {
            return Ok(report);
        }
        if !focus.visible && seen.insert(format!("{focus:?}")) {
            report += &format!("\n  {path}: no one sees the focus on {} « {} »", focus.place, focus.text);
        }
    }
    Ok(report + &format!("\n  {path}: Tab never leaves the page"))
}

#[tokio::test]
async fn someone_signs_in_without_a_mouse() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.go("/connexion").await?;
    for _ in 0..PRESSES {
        if browser.tab().await?.place.ends_with("[name=mot_de_passe]") {
            break;
        }
    }
    browser.fill("courriel", "coordination@demo.example").await?;
    browser.fill("mot_de_passe", browser.password()).await?;
    browser.enter().await?;
    assert_ne!(browser.path().await?, "/connexion");
    browser.close().await
}
