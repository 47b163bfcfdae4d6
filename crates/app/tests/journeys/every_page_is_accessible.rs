//! Three tests, so that two can run at once.

use crate::audit::faults;
use crate::browser::Browser;
use crate::pages::PAGES;

#[tokio::test]
async fn on_a_phone() -> anyhow::Result<()> {
    audit(360).await
}

#[tokio::test]
async fn on_a_tablet() -> anyhow::Result<()> {
    audit(768).await
}

#[tokio::test]
async fn on_a_desk() -> anyhow::Result<()> {
    audit(1440).await
}

/// Every page at one width: no fault that axe-core sees, no sideways scroll, no third party.
async fn audit(width: u32) -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.resize(width).await?;
    let mut report = String::new();
    for pages in PAGES {
        browser.sign_in(pages.account).await?;
        for path in pages.paths {
            let who = pages.account.unwrap_or("visiteur");
            for fault in look(&browser, who, path, pages.status, width).await? {
                report += &format!("\n  {path} ({who}, {width} px): {fault}");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    browser.close().await
}

/// Everything wrong with one page; what it looks like is kept.
async fn look(
    browser: &Browser,
    who: &str,
    path: &str,
    status: u16,
    width: u32,
) -> anyhow::Result<Vec<String>> {
    browser.reach(path).await?;
    let answer = browser.status().await?;
    if answer != status {
        return Ok(vec![format!("answers {answer}, not {status}")]);
    }
    let name = path.trim_matches('/').replace(['/', ' ', '>', '{', '}'], "-");
    let name = if name.is_empty() { "accueil" } else { &name };
    browser.unrolled(&format!("{who}-{name}-{width}"), faults).await
}
