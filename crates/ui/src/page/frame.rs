//! What a page needs to know about its reader, its place and its neighbours.

use jiff::civil::Date;
use maud::Markup;

use super::{TextSize, Theme};
use crate::{Text, assets, icon::Icon, tone::Tone};

/// Everything that the frame of a page needs to know.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The `h1`, and the first words of the tab.
    pub title: Text,
    /// One or two sentences under the title.
    pub lead: Option<Text>,
    /// Buttons or links to the right of the title.
    pub actions: Option<Markup>,
    /// Name of the instance, « Maillage » by default.
    pub instance: Text,
    /// The CPTS that this page belongs to.
    pub cpts: Option<Cpts>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Somebody who came by a link sent to them: they need no account, and none is offered.
    pub by_link: bool,
    /// Entries of the main navigation.
    pub nav: Vec<NavEntry>,
    /// From the home page to the parent of this page; the page itself is not in it.
    pub breadcrumb: Vec<Crumb>,
    /// What just happened.
    pub flash: Vec<Flash>,
    /// In a demo, the day of its clock: shows a banner.
    pub demo: Option<Date>,
    /// Colours chosen by the person.
    pub theme: Theme,
    /// Text size chosen by the person.
    pub text_size: TextSize,
    /// The token that every POST form sends back.
    pub csrf: String,
    /// The path of this page: `/preferences` returns to it.
    pub here: String,
    /// True when the form of this page was refused: the tab says so first.
    pub refused: bool,
    /// Address of the stylesheet.
    pub stylesheet: Text,
    /// Address of the script.
    pub script: Text,
    /// Address of the icon.
    pub favicon: Text,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            title: "".into(),
            lead: None,
            actions: None,
            instance: "Maillage".into(),
            cpts: None,
            person: None,
            by_link: false,
            nav: Vec::new(),
            breadcrumb: Vec::new(),
            flash: Vec::new(),
            demo: None,
            theme: Theme::default(),
            text_size: TextSize::default(),
            csrf: String::new(),
            here: "/".to_owned(),
            refused: false,
            stylesheet: assets::STYLESHEET.path.as_str().into(),
            script: assets::SCRIPT.path.as_str().into(),
            favicon: assets::FAVICON.path.as_str().into(),
        }
    }
}

/// The CPTS of a page: its name and the address of its home.
#[derive(Clone, Debug)]
pub struct Cpts {
    /// « CPTS Velay Sud ».
    pub name: Text,
    /// Where its name leads: `/velay-sud`, or the workspace.
    pub base: Text,
}

/// The signed-in person, as the header shows them.
#[derive(Clone, Debug)]
pub struct Person {
    /// « Claire Fabre ».
    pub name: Text,
    /// « Coordination ».
    pub role: Option<Text>,
    /// Address of their account.
    pub account: Text,
    /// Address that a POST signs out.
    pub sign_out: Text,
}

impl Person {
    /// A person with the usual addresses (`/compte`, `/deconnexion`).
    #[must_use]
    pub fn new(name: impl Into<Text>) -> Self {
        Self { name: name.into(), role: None, account: "/compte".into(), sign_out: "/deconnexion".into() }
    }
}

/// One entry of the main navigation.
#[derive(Clone, Debug)]
pub struct NavEntry {
    /// Its words.
    pub label: Text,
    /// Where it leads.
    pub href: Text,
    /// Its icon.
    pub icon: Icon,
    /// True on the page it leads to, and below.
    pub current: bool,
    /// A heading to write before this entry, when it opens a group.
    pub group: Option<Text>,
    /// How many things wait there.
    pub count: Option<u64>,
}

impl NavEntry {
    /// An entry, not current, in the running group.
    #[must_use]
    pub fn new(label: impl Into<Text>, href: impl Into<Text>, icon: Icon) -> Self {
        Self { label: label.into(), href: href.into(), icon, current: false, group: None, count: None }
    }

    /// The same, current or not.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// The same, opening a group.
    #[must_use]
    pub fn group(mut self, heading: impl Into<Text>) -> Self {
        self.group = Some(heading.into());
        self
    }

    /// The same, with what waits there; zero shows nothing.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = (count > 0).then_some(count);
        self
    }
}

/// One step of the breadcrumb.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Its words.
    pub label: Text,
    /// Where it leads.
    pub href: Text,
}

impl Crumb {
    /// A step.
    #[must_use]
    pub fn new(label: impl Into<Text>, href: impl Into<Text>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// A sentence about what just happened, shown once.
#[derive(Clone, Debug)]
pub struct Flash {
    /// How it sounds.
    pub tone: Tone,
    /// The sentence.
    pub text: Text,
}
