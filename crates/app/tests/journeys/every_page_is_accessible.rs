use crate::audit::faults;
use crate::browser::Browser;
use crate::pages::{PAGES, WIDTHS};

#[tokio::test]
async fn at_three_widths_without_fault_nor_third_party() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    let mut report = String::new();
    for (account, paths) in PAGES {
        browser.sign_in(*account).await?;
        for path in *paths {
            for width in WIDTHS {
                browser.resize(*width).await?;
                browser.go(path).await?;
                let who = account.unwrap_or("visiteur");
                for fault in faults(&browser).await? {
                    report += &format!("\n  {path} ({who}, {width} px): {fault}");
                }
                let name = path.trim_matches('/').replace('/', "-");
                browser.screenshot(&format!("{who}-{name}-{width}")).await?;
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    browser.close().await
}
