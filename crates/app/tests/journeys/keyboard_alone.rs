use crate::browser::Browser;

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
