//! A headless Chromium, held by hand: go, click, type, look.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
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
/// Times 25 presses of Tab.
const PATIENT_WALK: usize = 80;
/// The button of the sign-in form.
pub const SIGN_IN: &str = "form:has([name=mot_de_passe]) [type=submit]";
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
        Self::open_with(json!({})).await
    }

    /// The same, on pages whose scripts never run.
    pub async fn open_without_script() -> anyhow::Result<Self> {
        Self::open_with(json!({ "profile.managed_default_content_settings.javascript": 2 })).await
    }

    async fn open_with(prefs: Value) -> anyhow::Result<Self> {
        let driver = Driver::start()?;
        let demo = Demo::start()?;
        let profile = format!("--user-data-dir={}", driver.profile.path().display());
        let flags: Vec<&str> = FLAGS.iter().copied().chain([profile.as_str()]).collect();
        let options =
            json!({ "goog:chromeOptions": { "args": flags, "binary": driver.chromium, "prefs": prefs } });
        let Value::Object(capabilities) = options else { bail!("not an object") };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client =
            builder.capabilities(capabilities).connect(&driver.url).await.context("chromedriver refuses")?;
        Ok(Self { client, demo, _driver: driver })
    }

    /// Close the window properly; a test that fails need not come here.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// Opens an address of the list of pages: `/a/b`, or `/a > /a/{id} > /a/{id}/b`: from each page, the first link of that
    /// form; `/a/{id}@2`: the second one. A page without link to it is the last address and what the form adds to it.
    pub async fn reach(&self, place: &str) -> anyhow::Result<()> {
        let mut steps = place.split(" > ");
        let mut before = steps.next().unwrap_or_default();
        self.go(before).await?;
        for step in steps {
            let (form, rank) = step.split_once('@').unwrap_or((step, "1"));
            let mut path = self.link(form, rank.parse()?).await?;
            if let (None, Some(more)) = (&path, form.strip_prefix(before)) {
                path = Some(self.path().await? + more);
            }
            let path = path.with_context(|| format!("no link to {step} on {before}"))?;
            self.go(&path).await?;
            before = form;
        }
        Ok(())
    }

    /// The link of that form and rank (from 1, each address once) on the page shown.
    async fn link(&self, form: &str, rank: usize) -> anyhow::Result<Option<String>> {
        let pattern =
            form.replace("{id}", "[0-9a-f-]{36}").replace("{n}", "[0-9A-Z]+").replace("{mot}", "[^/.]+");
        let script = format!(
            "const here = [...document.querySelectorAll('a[href]')].map(a => new URL(a.href)).filter(u => u.origin === location.origin);
             const form = new RegExp('^{pattern}([?].*)?$');
             return [...new Set(here.map(u => u.pathname + u.search))].filter(p => form.test(p))"
        );
        let found: Vec<String> = serde_json::from_value(self.run(&script).await?)?;
        Ok(found.into_iter().nth(rank - 1))
    }

    /// Open a page of the program.
    pub async fn go(&self, path: &str) -> anyhow::Result<()> {
        self.client
            .goto(&format!("{}{path}", self.demo.base))
            .await
            .with_context(|| format!("cannot open {path}"))
    }

    /// HTTP status of the page shown.
    pub async fn status(&self) -> anyhow::Result<u16> {
        let status = self.run("return performance.getEntriesByType('navigation')[0].responseStatus").await?;
        Ok(serde_json::from_value(status)?)
    }

    /// Password of every demo account.
    pub fn password(&self) -> &str {
        &self.demo.password
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

    /// Visible text of an element, read in one go: a page that changes in place may replace it between two questions.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        self.find(css).await?;
        let script = format!("return document.querySelector({}).innerText", serde_json::to_string(css)?);
        Ok(serde_json::from_value(self.run(&script).await?)?)
    }

    /// Click an element.
    pub async fn click(&self, css: &str) -> anyhow::Result<()> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Mark the page, so that `arrive` sees the next one.
    pub async fn leave(&self) -> anyhow::Result<()> {
        self.run("document.documentElement.dataset.left = ''").await.map(drop)
    }

    /// Wait for the page that follows the one marked by `leave`.
    pub async fn arrive(&self) -> anyhow::Result<()> {
        self.find("html:not([data-left]) body").await.map(drop)
    }

    /// Click a button that sends a form, and wait for the page that follows.
    pub async fn submit(&self, css: &str) -> anyhow::Result<()> {
        self.leave().await?;
        self.click(css).await?;
        self.arrive().await
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
        self.submit(SIGN_IN).await?;
        let path = self.path().await?;
        ensure!(path != "/connexion", "{account} cannot sign in: {}", self.text("main").await?);
        Ok(())
    }

    /// Size of the page shown: the height is that of a phone or of a screen.
    pub async fn resize(&self, width: u32) -> anyhow::Result<()> {
        self.resize_to(width, if width < 600 { 780 } else { 900 }).await?;
        let inner = self.run("return window.innerWidth").await?;
        ensure!(inner == json!(width), "the page is {inner} px wide, not {width}");
        Ok(())
    }

    /// The window is higher than its page, even headless.
    async fn resize_to(&self, width: u32, height: u64) -> anyhow::Result<()> {
        let frame = self.run("return window.outerHeight - window.innerHeight").await?.as_u64().unwrap_or(0);
        Ok(self.client.set_window_size(width, u32::try_from(height + frame)?).await?)
    }

    /// Press a key, where the focus is.
    pub async fn press(&self, key: Key, times: usize) -> anyhow::Result<()> {
        let value = char::from(key);
        let mut keys = KeyActions::new("keyboard".to_owned());
        for _ in 0..times {
            keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(keys).await?)
    }

    /// Type some words where the focus is.
    pub async fn write(&self, words: &str) -> anyhow::Result<()> {
        let typed = words.chars().fold(KeyActions::new("keyboard".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(typed).await?)
    }

    /// Press Tab until something has the focus again: what had it, in order.
    pub async fn walk_by_tab(&self) -> anyhow::Result<Vec<Stop>> {
        self.run(include_str!("scripts/watch.js")).await?;
        for _ in 0..PATIENT_WALK {
            self.press(Key::Tab, 25).await?;
            if self.run("return window.focusWalk.over").await? == json!(true) {
                return Ok(serde_json::from_value(self.run("return window.focusWalk.stops").await?)?);
            }
        }
        bail!("Tab never leaves {}", self.path().await?)
    }

    /// Run a script in the page; its `return` comes back.
    pub async fn run(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Run a script that calls its last argument back.
    pub async fn run_async(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// The whole page, in `target/screenshots/NAME.png`, and what `look` says of it unrolled: the bar at the foot
    /// of a phone then covers nothing, as for somebody who scrolls. The window stays that tall, until [`resize`](Self::resize).
    pub async fn unrolled<T>(
        &self,
        name: &str,
        look: impl AsyncFnOnce(&Self) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let size = "return [innerWidth, innerHeight, document.documentElement.scrollHeight]";
        let [width, height, whole]: [u64; 3] = serde_json::from_value(self.run(size).await?)?;
        let width = u32::try_from(width)?;
        let mut tall = whole.clamp(height, 16_000);
        self.resize_to(width, tall).await?;
        // What follows the height of the window, a map, makes a taller window too small again.
        for _ in 0..3 {
            let [.., whole]: [u64; 3] = serde_json::from_value(self.run(size).await?)?;
            if whole <= tall {
                break;
            }
            tall = whole.clamp(height, 16_000);
            self.resize_to(width, tall).await?;
        }
        let png = self.client.screenshot().await?;
        let seen = look(self).await?;
        let folder = target().join("screenshots");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{name}.png")), png)?;
        Ok(seen)
    }
}

/// What had the focus.
#[derive(Debug, serde::Deserialize)]
pub struct Stop {
    /// `a#contenu`, enough to find it.
    pub place: String,
    /// What it says.
    pub text: String,
    /// `#contenu` for a link.
    pub href: Option<String>,
    /// On the page, with a size, and drawn differently from when it had no focus.
    pub visible: bool,
}

/// Chromium's driver, its own process group, and a profile of its own.
struct Driver {
    child: Child,
    url: String,
    chromium: PathBuf,
    profile: tempfile::TempDir,
}

impl Driver {
    fn start() -> anyhow::Result<Self> {
        let missing = "the journeys need Chromium and its driver: `./dev test` installs them";
        let chromium = on_path(&["chromium", "google-chrome"]).context(missing)?;
        let mut child = Command::new(on_path(&["chromedriver"]).context(missing)?)
            .arg("--port=0")
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context(missing)?;
        let mut stdout = BufReader::new(child.stdout.take().context("no output")?);
        let profile = tempfile::Builder::new().prefix("maillage-chromium-").tempdir()?;
        let mut driver = Self { child, url: String::new(), chromium, profile };
        let mut said = String::new();
        while driver.url.is_empty() {
            said.clear();
            ensure!(stdout.read_line(&mut said)? > 0, "chromedriver stopped at once");
            if let Some((_, port)) = said.split_once("successfully on port ") {
                driver.url = format!("http://127.0.0.1:{}", port.trim().trim_end_matches('.'));
            }
        }
        std::thread::spawn(move || stdout.read_to_string(&mut String::new()));
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).status());
        drop(self.child.wait());
    }
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places =
        names.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

/// The build folder that holds the program.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_BIN_EXE_maillage")).ancestors().nth(2).unwrap_or(Path::new("target")).to_owned()
}
