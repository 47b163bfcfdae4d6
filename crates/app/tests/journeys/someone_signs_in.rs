use crate::browser::{Browser, SIGN_IN};

#[tokio::test]
async fn the_coordinator_signs_in_by_the_form() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in(Some("coordination")).await?;
    assert_ne!(browser.path().await?, "/connexion");
    assert!(!browser.text("h1").await?.is_empty());
    browser.close().await
}

#[tokio::test]
async fn a_wrong_password_stays_at_the_door_and_says_so() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.go("/connexion").await?;
    browser.fill("courriel", "coordination@demo.example").await?;
    browser.fill("mot_de_passe", "pas le bon").await?;
    browser.submit(SIGN_IN).await?;
    assert_eq!(browser.path().await?, "/connexion");
    assert!(!browser.text("[role=alert]").await?.is_empty());
    browser.close().await
}
