//! An evening of the CPTS, from the code on the door to the file of the bank, as each of them lives it.

use crate::browser::Browser;
use anyhow::{Context, ensure};

const ROOM: &str = "/velay-sud/espace";
/// Starts the name of the demo's member.
const NOM: &str = "roche";

/// The digits of the first whole number of a text.
fn number(text: &str) -> u64 {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// The meeting of the demo that takes place now, and the code that its door shows.
async fn door(browser: &Browser) -> anyhow::Result<(String, String, u64)> {
    browser.sign_in(Some("coordination")).await?;
    browser.go(&format!("{ROOM}/reunions")).await?;
    browser.submit("main tbody tr:first-child a").await?;
    let meeting = browser.path().await?;
    browser.go(&format!("{meeting}/porte?pause=oui")).await?;
    let text = browser.text("main").await?;
    let typed =
        text.split("et tapez").nth(1).and_then(|rest| rest.lines().next()).context("a code on the screen")?;
    let code = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let there = text.split("Présences signées").nth(1).map(number).context("a count")?;
    Ok((meeting, code, there))
}

/// Somebody without account signs with the code that they read on the screen.
async fn sign(browser: &Browser, code: &str) -> anyhow::Result<()> {
    browser.sign_in(None).await?;
    browser.go("/velay-sud/e").await?;
    browser.fill("code", code).await?;
    browser.submit("main form [type=submit]").await?;
    browser.fill("nom", NOM).await?;
    browser.submit("main form:has([value=chercher]) [type=submit]").await?;
    browser.submit("main form:has([name=qui]) [type=submit]").await?;
    ensure!(browser.text("h1").await?.starts_with("Merci"), "{}", browser.text("main").await?);
    Ok(())
}

#[tokio::test]
async fn who_scans_the_code_of_the_door_finds_the_meeting_in_their_year() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.resize(360).await?;
    let (meeting, code, before) = door(&browser).await?;
    sign(&browser, &code).await?;
    browser.go("/velay-sud/e").await?;
    browser.fill("code", "AAAA AAAA AAAA AAAA").await?;
    browser.submit("main form [type=submit]").await?;
    assert!(browser.text("main").await?.contains("Ce code"), "a code that was never shown opens nothing");
    browser.sign_in(Some("coordination")).await?;
    browser.go(&format!("{meeting}/porte?pause=oui")).await?;
    let after = browser.text("main").await?;
    assert_eq!(after.split("Présences signées").nth(1).map(number), Some(before + 1), "{after}");
    browser.sign_in(Some("membre")).await?;
    browser.go(&format!("{ROOM}/mon-annee")).await?;
    let year = browser.text("main").await?;
    assert!(year.contains("Groupe prévention des chutes"), "{year}");
    browser.close().await
}

#[tokio::test]
async fn one_approves_and_prepares_another_issues_the_file_of_the_bank() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in(Some("tresorerie")).await?;
    browser.go(&format!("{ROOM}/indemnites/payer")).await?;
    let rest = "main form[action$='/payer']:has([name=_csrf]):not(:has([name=malgre]))";
    let lines = number(&browser.text(&format!("{rest} [type=submit]")).await?);
    ensure!(lines > 0, "the demo has lines without any alert");
    browser.submit(&format!("{rest} [type=submit]")).await?;
    let said = browser.text("main").await?;
    assert_eq!(number(said.split("Préparer le lot").nth(1).unwrap_or_default()), lines, "{said}");
    browser.submit("main form[action$='/lots'] [type=submit]").await?;
    let lot = browser.path().await?;
    let alone = browser.text("main").await?;
    assert!(alone.contains("une autre personne"), "who prepares does not issue: {alone}");
    browser.sign_in(Some("presidence")).await?;
    browser.go(&lot).await?;
    browser.submit("main form[action$='/emission'] [type=submit]").await?;
    let read = "const done = arguments[arguments.length - 1];
        fetch(location.pathname + '/virements.xml').then(r => r.text()).then(done)";
    let file = browser.run_async(read).await?;
    let file = file.as_str().context("a file")?;
    let between = |tag: &str| file.split(&format!("<{tag}>")).nth(1).and_then(|rest| rest.split('<').next());
    let transfers = file.matches("<CdtTrfTxInf>").count().to_string();
    assert_eq!(between("NbOfTxs"), Some(transfers.as_str()));
    let sum: u64 = file.split("<InstdAmt Ccy=\"EUR\">").skip(1).map(|one| cents(one.split('<').next())).sum();
    assert_eq!(cents(between("CtrlSum")), sum);
    browser.go(&lot).await?;
    assert!(browser.text("main").await?.contains("téléchargé"), "a second download is told");
    browser.close().await
}

/// « 1380.00 » in cents.
fn cents(amount: Option<&str>) -> u64 {
    let digits: String = amount.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}
