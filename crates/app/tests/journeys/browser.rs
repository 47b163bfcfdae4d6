//! A headless Chromium, held by hand: go, click, type, look.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::demo::Demo;

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-prefers-reduced-motion",
    "--hide-scrollbars",
    "--lang=fr-FR",
];
const PATIENCE: Duration = Duration::from_secs(10);

/// A browser on the demo. Whatever happens, dropping it ends the program, the driver and Chromium.
pub struct Browser {
    client: Client,
    demo: Demo,
    _driver: Driver,
}

impl Browser {
    /// Start the demo and a browser with a fresh profile.
    pub async fn open() -> anyhow::Result<Self> {
        let driver = Driver::start()?;
        let demo = Demo::start()?;
        let profile = format!("--user-data-dir={}", driver.profile.path().display());
        let flags: Vec<&str> = FLAGS.iter().copied().chain([profile.as_str()]).collect();
        let options = json!({ "goog:chromeOptions": { "args": flags, "binary": driver.chromium } });
        let Value::Object(capabilities) = options else { bail!("not an object") };
        let mut builder = ClientBuilder::new(hyper_connector());
        let client = builder.capabilities(capabilities).connect(&driver.url).await.context("chromedriver refuses")?;
        Ok(Self { client, demo, _driver: driver })
    }

    /// Close the window properly; a test that fails need not come here.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// Open a page of the program.
    pub async fn go(&self, path: &str) -> anyhow::Result<()> {
        self.client.goto(&format!("{}{path}", self.demo.base)).await.with_context(|| format!("cannot open {path}"))
    }

    /// Path of the page shown.
    pub async fn path(&self) -> anyhow::Result<String> {
        Ok(self.client.current_url().await?.path().to_owned())
    }

    /// First element that the CSS selector finds, once it is there.
    pub async fn find(&self, css: &str) -> anyhow::Result<Element> {
        let wait = self.client.wait().at_most(PATIENCE);
        wait.for_element(Locator::Css(css)).await.with_context(|| format!("no {css} on the page"))
    }

    /// Visible text of an element.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// Click an element.
    pub async fn click(&self, css: &str) -> anyhow::Result<()> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Click the link or button that has this text.
    pub async fn click_on(&self, text: &str) -> anyhow::Result<()> {
        let path = format!("//*[self::a or self::button or self::summary][normalize-space()={text:?}]");
        let wait = self.client.wait().at_most(PATIENCE);
        let found = wait.for_element(Locator::XPath(&path)).await.with_context(|| format!("nothing says {text}"))?;
        Ok(found.click().await?)
    }

    /// Type into the field of that name.
    pub async fn fill(&self, name: &str, value: &str) -> anyhow::Result<()> {
        let field = self.find(&format!("[name={name}]")).await?;
        field.clear().await?;
        Ok(field.send_keys(value).await?)
    }

    /// Sign in by the form: `coordination` is `coordination@demo.example`. Nobody stays nobody.
    pub async fn sign_in(&self, account: Option<&str>) -> anyhow::Result<()> {
        self.client.delete_all_cookies().await?;
        let Some(account) = account else { return Ok(()) };
        self.go("/connexion").await?;
        self.fill("courriel", &format!("{account}@demo.example")).await?;
        self.fill("mot_de_passe", &self.demo.password).await?;
        self.click("form:has([name=mot_de_passe]) [type=submit]").await?;
        let wait = self.client.wait().at_most(PATIENCE);
        let gone = "return location.pathname !== '/connexion' && document.readyState === 'complete'";
        while self.run(gone).await? != json!(true) {
            ensure!(self.run("return document.querySelector('[role=alert]')?.innerText").await?.is_null(), "{account}: {}", self.text("main").await?);
            wait.clone().at_most(Duration::from_millis(50)).for_element(Locator::Css("never")).await.ok();
        }
        Ok(())
    }

    /// Width of the window; the height is that of a phone or of a screen.
    pub async fn resize(&self, width: u32) -> anyhow::Result<()> {
        self.client.set_window_size(width, if width < 600 { 780 } else { 900 }).await?;
        let inner = self.run("return window.innerWidth").await?;
        ensure!(inner == json!(width), "the window is {inner} px wide, not {width}");
        Ok(())
    }

    /// Press Tab and describe what has the focus.
    pub async fn tab(&self) -> anyhow::Result<Focus> {
        self.client.active_element().await?.send_keys(&char::from(Key::Tab).to_string()).await?;
        Ok(serde_json::from_value(self.run(FOCUS).await?)?)
    }

    /// Press Enter on what has the focus.
    pub async fn enter(&self) -> anyhow::Result<()> {
        Ok(self.client.active_element().await?.send_keys(&char::from(Key::Enter).to_string()).await?)
    }

    /// Run a script in the page; its `return` comes back.
    pub async fn run(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Run a script that calls its last argument back.
    pub async fn run_async(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// The whole page, in `target/screenshots/NAME.png`.
    pub async fn screenshot(&self, name: &str) -> anyhow::Result<()> {
        let (width, height) = self.client.get_window_size().await?;
        let whole = self.run("return document.documentElement.scrollHeight").await?.as_u64().unwrap_or(0);
        self.client.set_window_size(width_of(width), u32::try_from(whole.clamp(height, 8_000))?).await?;
        let png = self.client.screenshot().await?;
        self.client.set_window_size(width_of(width), width_of(height)).await?;
        let folder = target().join("screenshots");
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join(format!("{name}.png")), png)?)
    }
}
