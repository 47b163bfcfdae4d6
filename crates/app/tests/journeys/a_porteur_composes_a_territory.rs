//! The main job: choose communes, see at once who lives there and the size band, open the space of the CPTS.

use crate::browser::Browser;

/// Population shown in the first tile, once it is no longer `before`: the page changes in place.
async fn population(browser: &Browser, before: u32) -> anyhow::Result<u32> {
    for _ in 0..100 {
        let text = browser.text(".figures .figure-value").await?;
        let shown: u32 = text.chars().filter(char::is_ascii_digit).collect::<String>().parse()?;
        if shown != before {
            return Ok(shown);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    anyhow::bail!("the population stays {before}")
}

#[tokio::test]
async fn from_a_search_to_an_open_space() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in(Some("elu")).await?;
    browser.go("/territoire").await?;
    browser.fill("q", "yssingeaux").await?;
    browser.click("button[value=chercher]").await?;
    browser.click("[aria-label='Communes trouvées'] button").await?;
    let alone = population(&browser, 0).await?;
    assert!((6_000..9_000).contains(&alone), "Yssingeaux has {alone} inhabitants");
    assert!(browser.text("main").await?.contains("Taille"));

    browser.click("button[name=geste][value=epci]").await?;
    let more = population(&browser, alone).await?;
    assert!(more > alone, "{more} after {alone}");

    browser.fill("nom", "CPTS des Sucs").await?;
    browser.fill("slug", "les-sucs").await?;
    browser
        .submit("form[action='/territoire/ouvrir'] [type=submit], button[formaction='/territoire/ouvrir']")
        .await?;
    assert!(browser.path().await?.starts_with("/les-sucs/espace/"), "{}", browser.path().await?);
    browser.go("/les-sucs/espace/territoire").await?;
    assert_eq!(population(&browser, 0).await?, more);
    browser.close().await
}

#[tokio::test]
async fn without_script_the_list_is_pasted() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.go("/territoire?t=2A004.97411.75101.69123").await?;
    let population = population(&browser, 0).await?;
    assert!(population > 700_000, "Ajaccio, Saint-Denis, Paris 1er and Lyon make {population}");
    assert!(browser.text("main").await?.contains("Corse-du-Sud"));
    browser.close().await
}
