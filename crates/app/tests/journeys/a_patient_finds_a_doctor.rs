//! Somebody without médecin traitant finds one: the form, the office, the tap of the doctor on a phone, the declaration.
//! Nowhere does a script run.

use crate::browser::Browser;
use anyhow::{Context, ensure};
use serde_json::json;

const PUBLIC: &str = "/velay-sud/medecin-traitant";
const ROOM: &str = "/velay-sud/espace/medecin-traitant";
/// Of the patient, and of nobody else in the demo.
const NOM: &str = "Vertaure";
/// Older than anybody in the demo.
const ANNEE: &str = "1926";
/// Pages that are asked again while a message is on its way.
const PATIENCE: usize = 200;
/// Today and nine days later, as a date is typed.
const JOURS: &str = "const day = late => new Date(Date.now() + late * 864e5).toLocaleDateString('sv', { timeZone: 'Europe/Paris' });
    document.querySelectorAll('[data-ici] [name=jour]').forEach(one => one.value = day(9));
    document.querySelectorAll('[data-ici] [name=declare_le]').forEach(one => one.value = day(0))";

/// Words with one plain space between two of them, whatever space was there.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn says(browser: &Browser, words: &[&str]) -> anyhow::Result<()> {
    let text = plain(&browser.text("main").await?);
    ensure!(words.iter().all(|one| text.contains(&plain(one))), "not {words:?} in {text}");
    ensure!(!text.contains(NOM), "the name is on a page that must not hold it: {text}");
    Ok(())
}

/// Marks the panel that says these words, and unfolds what it hides.
async fn mark(browser: &Browser, words: &str) -> anyhow::Result<()> {
    let script = format!(
        "const one = [...document.querySelectorAll('main .panel')].find(panel => panel.innerText.includes({}));
         if (one) {{ one.dataset.ici = ''; one.querySelectorAll('details').forEach(part => part.open = true) }}
         return !!one",
        json!(words)
    );
    ensure!(
        browser.run(&script).await? == json!(true),
        "no panel says {words}: {}",
        browser.text("main").await?
    );
    Ok(())
}

/// The last message whose title holds `title`, once it came: what it says, and the path of its link.
async fn message(browser: &Browser, title: &str) -> anyhow::Result<(String, String)> {
    let script = format!(
        "const one = [...document.querySelectorAll('main .panel')].find(panel => panel.querySelector('h2').innerText.includes({}));
         return one && [one.innerText, one.querySelector('a') ? new URL(one.querySelector('a').href).pathname : '']",
        json!(title)
    );
    for _ in 0..PATIENCE {
        browser.go("/courriels").await?;
        if let Some(found) = serde_json::from_value(browser.run(&script).await?)? {
            return Ok(found);
        }
    }
    anyhow::bail!("no message about {title}: {}", browser.text("main").await?)
}

/// The link of the doctor who has that card, once it came: several may have received some.
async fn link(browser: &Browser, code: &str) -> anyhow::Result<String> {
    let links = "return [...document.querySelectorAll('main .panel a')].map(a => new URL(a.href).pathname).filter(p => p.startsWith('/t/'))";
    for _ in 0..PATIENCE {
        browser.go("/courriels").await?;
        let found: Vec<String> = serde_json::from_value(browser.run(links).await?)?;
        for link in found {
            browser.go(&link).await?;
            if browser.text("main").await?.contains(code) {
                return Ok(link);
            }
        }
    }
    anyhow::bail!("no doctor received {code}")
}

/// Asks without agreeing, then agrees; the code of the request.
async fn ask(browser: &Browser) -> anyhow::Result<String> {
    browser.go(PUBLIC).await?;
    let typed = [
        ("prenom_1", "Honorine"),
        ("nom_1", NOM),
        ("naissance_1", &format!("14/03/{ANNEE}")),
        ("commune", "Le Puy-en-Velay"),
        ("courriel", "honorine@exemple.fr"),
    ];
    for (name, value) in typed {
        browser.fill(name, value).await?;
    }
    let ticked =
        ["qui][value=patient", "deplace_1][value=oui", "criteres_1][value=ald", "criteres_1][value=handicap"];
    for choice in ticked.into_iter().chain(["canal][value=courriel", "depuis][value='36'"]) {
        browser.click(&format!("[name={choice}]")).await?;
    }
    browser.submit("main form .primary").await?;
    let refused = browser.text("main").await?;
    ensure!(refused.contains("Sans votre accord"), "{refused}");
    browser.click("[name=accord]").await?;
    browser.submit("main form .primary").await?;
    browser.text("strong.code").await
}

/// The office looks at the request, without its name, and sends it to the doctor that the engine chose; its six signs.
async fn propose(browser: &Browser) -> anyhow::Result<String> {
    browser.sign_in(Some("coordination")).await?;
    browser.reach(&format!("{ROOM}?phase=a_verifier&tri=recentes > {ROOM}/demandes/{{id}}")).await?;
    let title = browser.text("h1").await?;
    let code = title.strip_prefix("Demande ").context("a request")?.to_owned();
    says(browser, &["sans nom", "Affection de longue durée"]).await?;
    browser.submit("form:has([value=verifier]) [type=submit]").await?;
    browser.go(&format!("{ROOM}/proposer")).await?;
    while browser.text("main").await?.contains("Cette page se met à jour seule") {
        browser.go(&format!("{ROOM}/proposer")).await?;
    }
    browser.click(&format!("[aria-label='Choisir {code}']")).await?;
    browser.submit("[name=geste][value=cochees]").await?;
    says(browser, &["1 carte préparée"]).await?;
    browser.submit("form[action$='/cartes/envoi'] [type=submit]").await?;
    says(browser, &["vers"]).await?;
    Ok(code)
}

/// The doctor says yes to a card, proves who they are, and reads who it is; the words of the card.
async fn accept(browser: &Browser, link: &str, code: &str) -> anyhow::Result<String> {
    browser.go(link).await?;
    mark(browser, code).await?;
    let card = browser.text("[data-ici] li").await?;
    says(browser, &[&card]).await?;
    browser.submit("[data-ici] [name=geste][value=oui]").await?;
    mark(browser, &card).await?;
    browser.submit("[data-ici] [name=geste][value=identite]").await?;
    browser.fill("code", "12").await?;
    browser.submit("[name=geste][value=code]").await?;
    says(browser, &["Votre code"]).await?;
    let (text, _) = message(browser, "Votre code").await?;
    let digits =
        text.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 6).context("six digits")?;
    browser.go(link).await?;
    mark(browser, &card).await?;
    browser.submit("[data-ici] [name=geste][value=identite]").await?;
    browser.fill("code", digits).await?;
    browser.submit("[name=geste][value=code]").await?;
    mark(browser, &card).await?;
    browser.submit("[data-ici] [name=geste][value=identite]").await?;
    let opened = browser.text("main").await?;
    ensure!(opened.contains(NOM) && opened.contains("honorine@exemple.fr"), "{opened}");
    Ok(card)
}

#[tokio::test]
async fn who_asks_on_a_phone_is_declared_by_the_doctor_who_taps_yes() -> anyhow::Result<()> {
    let browser = Browser::open_without_script().await?;
    browser.resize(360).await?;
    let suivi = ask(&browser).await?;
    browser.resize(1440).await?;
    let code = propose(&browser).await?;
    browser.sign_in(None).await?;
    browser.resize(360).await?;
    let (mail, _) = message(&browser, "de patient").await?;
    ensure!(!mail.contains(NOM) && !mail.contains("ALD") && !plain(&mail).contains(" ans"), "{mail}");
    let link = link(&browser, &code).await?;
    let card = accept(&browser, &link, &code).await?;
    for gesture in ["rendez_vous", "declaree"] {
        browser.go(&link).await?;
        mark(&browser, &card).await?;
        browser.run(JOURS).await?;
        browser.submit(&format!("[data-ici] [name=geste][value={gesture}]")).await?;
    }
    says(&browser, &["La déclaration est notée"]).await?;
    browser.go(&format!("{PUBLIC}/suivi")).await?;
    browser.fill("code", &suivi).await?;
    browser.fill("annee", ANNEE).await?;
    browser.submit("main form .primary").await?;
    says(&browser, &["Votre demande est close", "Médecin traitant déclaré"]).await?;
    browser.go("/courriels").await?;
    says(&browser, &["honorine@exemple.fr", "votre demande"]).await?;
    browser.close().await
}
