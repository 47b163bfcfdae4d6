//! An operator answers the telephone: calls typed by keyboard alone, a place in one key, the network that drops in the middle.

use crate::browser::Browser;
use anyhow::ensure;
use fantoccini::key::Key;
use serde_json::json;

const ROOM: &str = "/velay-sud/espace/soins-non-programmes";
/// Communes of the call, as they are typed, and how old.
const APPELS: [(&str, &str); 3] =
    [("le puy en velay", "34"), ("Le Puy-en-Velay", "8 mois"), ("LE PUY EN VELAY", "71")];
/// The site answers nothing until `restored`.
const CUT: &str = "const real = window.fetch; window.restored = false;
    window.fetch = (...asked) => window.restored ? real(...asked) : Promise.reject(new Error('cut'))";
/// Older than anybody in the demo.
const AGE: &str = "103";

/// Types one call from the number on, field after field, then Enter.
async fn call(browser: &Browser, number: usize, (commune, age): (&str, &str)) -> anyhow::Result<()> {
    let at = browser.run("return document.activeElement.name").await?;
    ensure!(at == json!("telephone"), "the page opens on {at}");
    for words in [&format!("06399812{number:02}"), "fiev", age, commune, "", "Nobody"] {
        browser.write(words).await?;
        browser.press(Key::Tab, 1).await?;
    }
    Ok(())
}

#[tokio::test]
async fn calls_are_typed_and_placed_without_a_mouse() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in(Some("operateur-snp")).await?;
    browser.go(ROOM).await?;
    for (number, typed) in APPELS.into_iter().enumerate() {
        call(&browser, number, typed).await?;
        browser.leave().await?;
        browser.run("document.activeElement.form.elements.nom.focus()").await?;
        browser.press(Key::Enter, 1).await?;
        browser.arrive().await?;
        let key = browser.run("return document.activeElement.dataset.key").await?;
        ensure!(
            key == json!("1"),
            "the best place has the focus, not {key}: {}",
            browser.text("main").await?
        );
        browser.leave().await?;
        browser.write("1").await?;
        browser.arrive().await?;
        let done = browser.text("body").await?;
        ensure!(browser.path().await? == ROOM && done.contains("Rendez-vous pris"), "{done}");
    }
    browser.close().await
}

#[tokio::test]
async fn a_call_typed_while_the_network_is_down_leaves_once_when_it_is_back() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in(Some("operateur-snp")).await?;
    browser.go(ROOM).await?;
    browser.run(CUT).await?;
    call(&browser, 9, ("Le Puy-en-Velay", AGE)).await?;
    browser.leave().await?;
    browser.run("document.querySelector('form[data-steady]').elements.nom.focus()").await?;
    browser.press(Key::Enter, 3).await?;
    let said = browser.text("form[data-steady] [role=status]").await?;
    ensure!(said.contains("Pas de réseau"), "{said}");
    let kept = browser
        .run("const age = document.querySelector('[name=age]'); return [age.value, age.disabled, location.pathname]")
        .await?;
    ensure!(kept == json!([AGE, false, ROOM]), "what is typed stays, nothing leaves: {kept}");
    browser.run("window.restored = true").await?;
    browser.arrive().await?;
    ensure!(browser.path().await?.starts_with(&format!("{ROOM}/demandes/")), "{}", browser.path().await?);
    browser.go(ROOM).await?;
    let list = browser.text("#demandes").await?;
    ensure!(list.matches(AGE).count() == 1, "{list}");
    browser.close().await
}
