//! The board decides, from the convocation to the minutes, as those who keep it and those who vote live it.

use crate::browser::Browser;
use anyhow::{Context, ensure};
use flate2::read::DeflateDecoder;
use std::io::Read;

const OPEN: &str = "form[action$='/ouverture'] [type=submit]";
const CLOSE: &str = "form[action$='/cloture'] [type=submit]";
/// Writes an hour of meeting that starts now, as the picker of the browser does.
const NOW: &str = "const at = late => new Date(Date.now() + late).toLocaleString('sv', { timeZone: 'Europe/Paris' });
    ['debut', 'fin'].forEach((one, late) => document.querySelector(`[name=${one}]`).value = at(late * 36e5).slice(0, 16))";
/// Sends the ballot, and keeps the page open.
const TWICE: &str = "const form = document.querySelector('form:has([name^=v-])'), done = arguments[0];
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).then(() => done())";
/// Status and bytes of both files of the minutes.
const FILES: &str = "const read = async end => fetch(`${location.pathname}/proces-verbal.${end}`)
    .then(async file => [file.status, [...new Uint8Array(await file.arrayBuffer())]]);
    Promise.all([read('pdf'), read('docx')]).then(arguments[0])";

/// These words are on the page, whatever the spaces between them.
async fn says(browser: &Browser, css: &str, words: &[&str]) -> anyhow::Result<()> {
    let text = browser.text(css).await?.split_whitespace().collect::<Vec<_>>().join(" ");
    ensure!(words.iter().all(|one| text.contains(one)), "not {words:?} in {text}");
    Ok(())
}

async fn enter(browser: &Browser, account: &str, page: &str) -> anyhow::Result<()> {
    browser.sign_in(Some(account)).await?;
    browser.go(page).await
}

/// The coordination plans a meeting of the board that starts now, and calls it in spite of the notice.
async fn convoke(browser: &Browser) -> anyhow::Result<String> {
    enter(browser, "coordination", "/velay-sud/espace/gouvernance/seances").await?;
    browser.click("main details summary").await?;
    browser.find("[name=instance]").await?.select_by_label("Conseil d’administration").await?;
    browser.run(NOW).await?;
    browser.submit("form:has([name=debut]) [type=submit]").await?;
    browser.fill("titre", "Rapport moral").await?;
    browser.submit("form[action$='/points'] [type=submit]").await?;
    browser.click("[name=malgre]").await?;
    browser.submit("form[action$='/convocation'] [type=submit]").await?;
    says(browser, "main", &["Convoquée le jour même de la séance ; les statuts demandent 8 jours"]).await?;
    browser.path().await
}

/// The chair comes, and somebody gives them a proxy.
async fn answer(browser: &Browser, meeting: &str) -> anyhow::Result<()> {
    enter(browser, "presidence", meeting).await?;
    browser.submit("[name=reponse][value=vient]").await?;
    says(browser, "#venir", &["Vous avez répondu que vous venez."]).await?;
    enter(browser, "elu", meeting).await?;
    browser.find("[name=mandataire]").await?.select_by_label("Hugo Martel").await?;
    browser.submit("form[action$='/pouvoir'] [type=submit]").await?;
    says(browser, "#venir", &["Vous avez donné pouvoir à Hugo Martel"]).await
}

/// Notes on the grid that these people came.
async fn note(browser: &Browser, meeting: &str, names: &[&str]) -> anyhow::Result<()> {
    enter(browser, "coordination", meeting).await?;
    browser.submit("dd a[href*='/reunions/']").await?;
    browser.submit("a[href$='/presences']").await?;
    let label = "[...document.querySelectorAll('main label')].find(label => label.innerText.trim() === one)";
    browser.run(&format!("{names:?}.forEach(one => {label}.click())")).await?;
    browser.submit("form[action$='/presences'] [type=submit]").await?;
    browser.go(meeting).await
}

/// Prepares a vote and asks to open it; its page.
async fn vote(browser: &Browser, meeting: &str, question: &str, mode: &str) -> anyhow::Result<String> {
    browser.go(meeting).await?;
    browser.click("details:has([name=question]) summary").await?;
    browser.fill("question", question).await?;
    browser.click(&format!("[name=mode][value={mode}]")).await?;
    browser.submit("form[action$='/scrutins'] [type=submit]").await?;
    browser.submit("#votes tbody tr:last-child a").await?;
    browser.submit(OPEN).await?;
    browser.path().await
}

/// No vote opens without its quorum; hands are counted with every number written.
async fn hands(browser: &Browser, meeting: &str) -> anyhow::Result<()> {
    note(browser, meeting, &["Claire Fabre", "Hugo Martel", "Inès Chauvet", "Paul Vidal"]).await?;
    browser.click("#fin summary").await?;
    browser.submit(OPEN).await?;
    let page = vote(browser, meeting, "Approuvez-vous le rapport moral ?", "main_levee").await?;
    says(browser, "main", &["il manque 1 personne présente ou représentée. Aucun vote ne peut"]).await?;
    note(browser, meeting, &["Marc Arnaud"]).await?;
    says(browser, "#quorum", &["Le quorum est atteint.", "Yves Gaillard à Hugo Martel"]).await?;
    browser.go(&page).await?;
    browser.submit(OPEN).await?;
    browser.click("#clore summary").await?;
    for (name, count) in [("n-0", "5"), ("n-1", "1"), ("n-2", "")] {
        browser.fill(name, count).await?;
    }
    browser.submit(CLOSE).await?;
    says(browser, "#clore", &["Abstention : ce champ est obligatoire."]).await?;
    browser.fill("n-2", "0").await?;
    browser.submit(CLOSE).await?;
    says(browser, "main", &["Adoptée", "5 pour, 1 contre, 0 abstention"]).await
}

/// On a phone, each casts once; a second ballot, from a page left open, is refused. Who voted is read, never what.
async fn secret(browser: &Browser, meeting: &str) -> anyhow::Result<()> {
    let page = vote(browser, meeting, "Adoptez-vous ce barème ?", "secret").await?;
    browser.resize(360).await?;
    for (account, rank) in [("presidence", 0), ("tresorerie", 0), ("secretariat", 1)] {
        enter(browser, account, meeting).await?;
        browser.submit("a[href*='/voter/']").await?;
        let all = format!("document.querySelectorAll('[name^=v-][value=\"{rank}\"]')");
        browser.run(&format!("{all}.forEach(one => one.click())")).await?;
        browser.run_async(if account == "secretariat" { TWICE } else { "arguments[0]()" }).await?;
        browser.submit("form:has([name^=v-]) [type=submit]").await?;
        says(browser, "main", &["Votre vote est compté."]).await?;
    }
    says(browser, "main", &["Votre vote est déjà compté : on ne vote qu’une fois."]).await?;
    browser.resize(1440).await?;
    enter(browser, "coordination", &page).await?;
    says(browser, "main", &["4 sur 6 ont voté"]).await?;
    ensure!(!browser.text("main").await?.contains("Résultat"), "nothing before the closing");
    browser.click("#clore summary").await?;
    browser.submit(CLOSE).await?;
    says(browser, "main", &["Adoptée", "3 pour, 1 contre", "Yves Gaillard (par Hugo Martel)"]).await?;
    let roll = browser.text("#emargement").await?;
    ensure!(
        roll.contains("A voté") && !roll.contains("Pour") && !roll.contains("Contre"),
        "never what: {roll}"
    );
    browser.go(meeting).await
}

#[tokio::test]
async fn an_assembly_votes_from_its_convocation_to_its_minutes() -> anyhow::Result<()> {
    let browser = Browser::open().await?;
    let meeting = convoke(&browser).await?;
    answer(&browser, &meeting).await?;
    hands(&browser, &meeting).await?;
    secret(&browser, &meeting).await?;
    browser.click("#fin summary").await?;
    browser.submit(CLOSE).await?;
    let files = browser.run_async(FILES).await?;
    let [(status, pdf), (_, docx)]: [(u16, Vec<u8>); 2] = serde_json::from_value(files)?;
    let (name, mut minutes) = (b"word/document.xml", String::new());
    let at = docx.windows(name.len()).position(|one| one == name).context("a Word file")? + name.len();
    DeflateDecoder::new(docx.get(at..).context("its text")?).read_to_string(&mut minutes)?;
    let told = ["5 pour, 1 contre", "3 pour, 1 contre", "4 électeurs sur 6"].map(|one| minutes.contains(one));
    ensure!(status == 200 && pdf.starts_with(b"%PDF") && told == [true; 3], "{status}: {minutes}");
    browser.close().await
}
