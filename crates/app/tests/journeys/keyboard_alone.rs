use crate::browser::Browser;
use crate::pages::PAGES;

#[tokio::test]
async fn a_visitor_sees_where_the_focus_is() -> anyhow::Result<()> {
    walk(|account| account.is_none()).await
}

#[tokio::test]
async fn those_who_signed_in_see_where_the_focus_is() -> anyhow::Result<()> {
    walk(|account| account.is_some()).await
}

/// On every page: the first stop of Tab is a link to the content, and whatever takes the focus shows it.
async fn walk(chosen: fn(Option<&str>) -> bool) -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.resize(1440).await?;
    let mut report = String::new();
    for pages in PAGES.iter().filter(|pages| chosen(pages.account)) {
        browser.sign_in(pages.account).await?;
        for path in pages.paths {
            browser.reach(path).await?;
            let stops = browser.walk_by_tab().await?;
            if !stops.first().and_then(|stop| stop.href.as_deref()).is_some_and(|href| href.starts_with('#'))
            {
                report +=
                    &format!("\n  {path}: the first stop is not a link to the content: {:?}", stops.first());
            }
            for stop in stops.iter().filter(|stop| !stop.visible) {
                report += &format!("\n  {path}: no one sees the focus on {} « {} »", stop.place, stop.text);
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    browser.close().await
}

#[tokio::test]
async fn someone_signs_in_without_a_mouse() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.go("/connexion").await?;
    let stops: Vec<String> = browser.walk_by_tab().await?.into_iter().map(|stop| stop.place).collect();
    let at = |name: &str| stops.iter().position(|place| place.ends_with(&format!("[name={name}]")));
    assert!(at("courriel").is_some() && at("courriel") < at("mot_de_passe"), "{stops:?}");
    browser.fill("courriel", "coordination@demo.example").await?;
    browser.fill("mot_de_passe", browser.password()).await?;
    browser.leave().await?;
    browser.press(fantoccini::key::Key::Enter, 1).await?;
    browser.arrive().await?;
    assert_ne!(browser.path().await?, "/connexion");
    browser.close().await
}
