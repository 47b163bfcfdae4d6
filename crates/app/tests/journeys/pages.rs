//! Every page, by who sees it: the audits walk this list. A new page adds its line here.

/// What one account (`None` for a visitor) sees with one HTTP status.
pub struct Pages {
    pub account: Option<&'static str>,
    pub status: u16,
    pub paths: &'static [&'static str],
}

/// The list.
pub const PAGES: &[Pages] = &[
    Pages {
        account: None,
        status: 200,
        paths: &[
            "/",
            "/connexion",
            "/connexion/lien",
            "/donnees",
            "/accessibilite",
            "/style",
            "/courriels",
            "/velay-sud",
            "/departements",
            "/departements/43",
            "/problemes/droit-manquant",
            "/territoire",
            "/territoire?t=43157.43012.2A004.97411",
        ],
    },
    Pages { account: None, status: 404, paths: &["/une-page-qui-n-existe-pas"] },
    Pages {
        account: Some("coordination"),
        status: 200,
        paths: &[
            "/espaces",
            "/compte",
            "/compte/double-facteur",
            "/velay-sud/espace/ma-journee",
            "/velay-sud/espace/territoire",
            "/velay-sud/espace/territoire/modifier",
            "/velay-sud/espace/actes",
            "/velay-sud/espace/actes/nouveau",
            "/velay-sud/espace/reglages",
            "/velay-sud/espace/reglages/membres",
            "/velay-sud/espace/reglages/membres/inviter",
            "/velay-sud/espace/reglages/journal",
            "/velay-sud/espace/reglages/roles",
        ],
    },
    Pages { account: Some("membre"), status: 200, paths: &["/velay-sud/espace/ma-journee"] },
    Pages { account: Some("membre"), status: 403, paths: &["/velay-sud/espace/reglages/membres"] },
];
