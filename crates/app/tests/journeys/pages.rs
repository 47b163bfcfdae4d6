//! Every page, by who may see it: the audits walk this list. A new page adds its line here.

/// The account (`None` for a visitor) and its pages.
pub const PAGES: &[(Option<&str>, &[&str])] = &[
    (None, &["/", "/connexion", "/donnees", "/style", "/une-page-qui-n-existe-pas"]),
    (Some("coordination"), &["/"]),
];

/// A phone, a tablet, a desk.
pub const WIDTHS: &[u32] = &[360, 768, 1440];
