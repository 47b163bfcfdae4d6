//! Each page is opened once, on a phone, then looked at in three widths, then walked through by Tab. Six tests share the pages:
//! every core has work, and none takes minutes.

use crate::audit::{faults, prepare, share, unseen};
use crate::browser::Browser;

/// A phone, a tablet, a desk.
const WIDTHS: [u32; 3] = [360, 768, 1440];

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_first_sixth() -> anyhow::Result<()> {
    audit(0).await
}

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_second_sixth() -> anyhow::Result<()> {
    audit(1).await
}

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_third_sixth() -> anyhow::Result<()> {
    audit(2).await
}

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_fourth_sixth() -> anyhow::Result<()> {
    audit(3).await
}

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_fifth_sixth() -> anyhow::Result<()> {
    audit(4).await
}

#[tokio::test]
async fn in_three_widths_and_by_keyboard_the_last_sixth() -> anyhow::Result<()> {
    audit(5).await
}

/// One page in six: no fault that axe-core sees, no sideways scroll, no third party, no hidden focus.
async fn audit(sixth: usize) -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    let mut report = String::new();
    for pages in share(sixth, 6) {
        let who = pages.account.unwrap_or("visiteur");
        browser.sign_in(pages.account).await?;
        for path in pages.paths {
            for fault in look(&browser, who, path, pages.status).await? {
                report += &format!("\n  {path} ({who}): {fault}");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    browser.close().await
}

/// Everything wrong with one page; what it looks like is kept.
async fn look(browser: &Browser, who: &str, path: &str, status: u16) -> anyhow::Result<Vec<String>> {
    browser.resize(WIDTHS[0]).await?;
    browser.reach(path).await?;
    let answer = browser.status().await?;
    if answer != status {
        return Ok(vec![format!("answers {answer}, not {status}")]);
    }
    prepare(browser).await?;
    let name = path.trim_matches('/').replace(['/', ' ', '>', '{', '}'], "-");
    let name = if name.is_empty() { "accueil" } else { &name };
    // A file has a name of 255 bytes at most; of a page reached through others, the end says which it is.
    let name = &name[name.len().saturating_sub(180)..];
    let mut found = Vec::new();
    for width in WIDTHS {
        browser.resize(width).await?;
        let faults = browser.unrolled(&format!("{who}-{name}-{width}"), faults).await?;
        found.extend(faults.into_iter().map(|fault| format!("{width} px: {fault}")));
    }
    browser.resize(WIDTHS[2]).await?;
    found.extend(unseen(browser).await?);
    Ok(found)
}
