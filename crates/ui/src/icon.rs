//! A small set of stroke icons, drawn on a 24-unit grid. Decorative always: the words beside them speak.

use maud::Render;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => $path:literal,)*) => {
        /// An icon; write `(Icon::Map)` inside `html!`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// Every icon, for the gallery.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name, for the gallery.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            const fn paths(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// Ma journée.
    Day => r#"<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>"#,
    /// Territoire.
    Map => r#"<path d="m3 6 6-2.5 6 2.5 6-2.5v14.5L15 20.5 9 18l-6 2.5zM9 3.5V18M15 6v14.5"/>"#,
    /// Annuaire, membres.
    People => r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.4-3.8 3-6 6.5-6s6.1 2.2 6.5 6M15.5 4.9a3.5 3.5 0 0 1 0 6.2M18 14.6c2 .9 3.3 2.8 3.5 5.4"/>"#,
    /// One person, account.
    Person => r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4.2 3.5-6.5 7.5-6.5s6.9 2.3 7.5 6.5"/>"#,
    /// Contract, document.
    Document => r#"<path d="M6 2.5h8.5L19 7v14.5H6zM14 2.5V7.5h5M9 12h7M9 16h7"/>"#,
    /// Money.
    Euro => r#"<path d="M18 6.5A7.5 7.5 0 0 0 7 12a7.5 7.5 0 0 0 11 5.5M4 10.5h9M4 13.5h8"/>"#,
    /// Meetings, dates.
    Calendar => r#"<path d="M3.5 5.5h17v15h-17zM3.5 10h17M8 3v4M16 3v4"/>"#,
    /// Settings.
    Settings => r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#,
    /// Journal, list.
    Journal => r#"<path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.01M4 12h.01M4 18h.01"/>"#,
    /// What one aims at: indicators, targets.
    Target => r#"<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="5"/><circle cx="12" cy="12" r="1"/>"#,
    /// People who talk.
    Talk => r#"<path d="M3.5 4.5h12v9H9l-3.5 3v-3h-2zM18.5 9h2v9h-2v3l-3.5-3h-5v-1.5"/>"#,
    /// Search.
    Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>"#,
    /// Add.
    Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
    /// Done.
    Check => r#"<path d="m5 12.5 4.5 4.5L19 7.5"/>"#,
    /// Remove, close.
    Cross => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    /// Attention.
    Warning => r#"<path d="M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1"/>"#,
    /// Information.
    Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>"#,
    /// Stop, refused.
    Stop => r#"<path d="M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2zM12 7.5V13M12 16.2v.1"/>"#,
    /// Forward.
    Next => r#"<path d="m9 5 7 7-7 7"/>"#,
    /// Back.
    Previous => r#"<path d="m15 5-7 7 7 7"/>"#,
    /// Open below.
    Down => r#"<path d="m5 9 7 7 7-7"/>"#,
    /// Download.
    Download => r#"<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>"#,
    /// Print.
    Print => r#"<path d="M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 14h10v6.5H7z"/>"#,
    /// Copy.
    Copy => r#"<path d="M8.5 8.5h12v12h-12zM5 15.5H3.5v-12h12V5"/>"#,
    /// The menu of a phone.
    Menu => r#"<path d="M4 7h16M4 12h16M4 17h16"/>"#,
    /// Sign out.
    SignOut => r#"<path d="M10 4H4.5v16H10M15 8l4.5 4-4.5 4M9 12h10"/>"#,
    /// A link that leaves the site.
    External => r#"<path d="M9 5H5v14h14v-4M13.5 4.5h6v6M19 5l-8.5 8.5"/>"#,
    /// Home.
    Home => r#"<path d="m3.5 11.5 8.5-7.5 8.5 7.5M6 10v10h12V10M10 20v-5.5h4V20"/>"#,
    /// Care.
    Care => r#"<path d="M12 20.5C6 16.5 3 13 3 9.3 3 6.5 5.2 4.5 7.7 4.5c1.7 0 3.3.9 4.3 2.5 1-1.6 2.6-2.5 4.3-2.5 2.5 0 4.7 2 4.7 4.8 0 3.7-3 7.2-9 11.2z"/>"#,
    /// Masked, confidential.
    Lock => r#"<path d="M5 10.5h14v10H5zM8 10.5V8a4 4 0 0 1 8 0v2.5"/>"#,
    /// Proof, evidence.
    Proof => r#"<path d="M12 2.8 19.5 5.5V12c0 4.5-3 7.7-7.5 9.5C7.5 19.7 4.5 16.5 4.5 12V5.5zM8.5 12l2.5 2.5 4.5-4.5"/>"#,
}

impl Render for Icon {
    // Icons are the most frequent component: written straight into the page.
    fn render_to(&self, page: &mut String) {
        page.push_str(r#"<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">"#);
        page.push_str(self.paths());
        page.push_str("</svg>");
    }
}
