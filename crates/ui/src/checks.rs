//! What every page must be, whatever it says: checked on each component of the gallery and on whole pages.

use std::collections::HashSet;

use maud::{Markup, html};

use crate::{
    Crumb, Filled, Flash, Frame, Icon, NavEntry, TextSize, Theme, Tone,
    checks::tags::{Tag, tags},
    form, gallery,
    page::{self, Cpts, Person},
    table::Paging,
};

mod tags;

fn frame() -> Frame {
    Frame {
        title: "Territoire".into(),
        lead: Some("48 communes".into()),
        cpts: Some(Cpts { name: "CPTS <Velay> Sud".into(), base: "/velay-sud/espace".into() }),
        person: Some(Person::new("Claire Fabre")),
        nav: vec![
            NavEntry::new("Ma journée", "/velay-sud/espace/ma-journee", Icon::Day).count(3),
            NavEntry::new("Territoire", "/velay-sud/espace/territoire", Icon::Map)
                .current(true)
                .group("Où et qui"),
        ],
        breadcrumb: vec![Crumb::new("CPTS Velay Sud", "/velay-sud")],
        flash: vec![Flash { tone: Tone::Success, text: "Enregistré.".into() }],
        demo: Some(jiff::civil::date(2026, 11, 22)),
        theme: Theme::Sombre,
        text_size: TextSize::Grand,
        csrf: "jeton\"&".into(),
        here: "/velay-sud/espace/territoire".into(),
        stylesheet: "/assets/s.css".into(),
        script: "/assets/s.js".into(),
        favicon: "/assets/m.svg".into(),
        ..Frame::default()
    }
}

fn pages() -> Vec<Markup> {
    let anonymous = Frame { person: None, ..frame() };
    vec![
        page::page(&frame(), gallery::gallery()),
        page::public_page(&anonymous, html! { p { "Bonjour." } }),
        page::hero_page(&Frame::default(), html! { p { "Bonjour." } }),
    ]
}

fn each_page(check: impl Fn(&[Tag])) {
    for page in pages() {
        check(&tags(&page.into_string()));
    }
}

#[test]
fn tags_are_balanced_and_paragraphs_hold_words_only() {
    const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "img"];
    const FLOW: [&str; 9] = ["div", "p", "ul", "ol", "table", "form", "details", "section", "figure"];
    each_page(|tags| {
        let mut open: Vec<&str> = Vec::new();
        for tag in tags.iter().filter(|tag| !tag.name.starts_with('!') && !VOID.contains(&tag.name.as_str()))
        {
            if tag.closing {
                assert_eq!(open.pop(), Some(tag.name.as_str()));
            } else {
                assert!(
                    !(open.contains(&"p") && FLOW.contains(&tag.name.as_str())),
                    "<{}> in a <p>",
                    tag.name
                );
                open.push(&tag.name);
            }
        }
        assert!(open.is_empty(), "{open:?}");
    });
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    each_page(|tags| {
        let mut ids = HashSet::new();
        for id in tags.iter().filter_map(|tag| tag.get("id")) {
            assert!(ids.insert(id), "id {id} twice");
        }
        for tag in tags {
            for name in ["for", "aria-describedby", "aria-labelledby"] {
                for id in tag.get(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{name}={id} leads nowhere");
                }
            }
        }
    });
}

#[test]
fn every_input_has_a_label() {
    each_page(|tags| {
        let labels: HashSet<&str> =
            tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.get("for")).collect();
        for tag in tags.iter().filter(|tag| {
            !tag.closing && ["input", "select", "textarea", "progress"].contains(&tag.name.as_str())
        }) {
            if tag.get("type") != Some("hidden") {
                assert!(tag.get("id").is_some_and(|id| labels.contains(id)), "no label: {tag:?}");
            }
        }
    });
}

#[test]
fn one_title_and_no_level_skipped() {
    each_page(|tags| {
        let levels: Vec<u32> = tags
            .iter()
            .filter(|tag| !tag.closing)
            .filter_map(|tag| tag.name.strip_prefix('h').and_then(|level| level.parse().ok()))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert_eq!(levels.first(), Some(&1));
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    });
}

#[test]
fn a_strict_policy_refuses_nothing() {
    each_page(|tags| {
        for tag in tags {
            assert!(tag.get("style").is_none() && tag.name != "style", "inline style: {tag:?}");
            assert!(tag.attributes.iter().all(|(name, _)| !name.starts_with("on")), "inline script: {tag:?}");
            let outside = |name| tag.get(name).is_some_and(|address: &str| address.contains("//"));
            assert!(!(outside("src") || tag.name == "link" && outside("href")), "elsewhere: {tag:?}");
        }
        assert!(
            tags.iter()
                .filter(|tag| tag.name == "script" && !tag.closing)
                .all(|tag| tag.get("src").is_some())
        );
    });
}

#[test]
fn every_post_form_carries_the_token() {
    each_page(|tags| {
        for (at, _) in
            tags.iter().enumerate().filter(|(_, tag)| tag.name == "form" && tag.get("method") == Some("post"))
        {
            assert_eq!(tags[at + 1].get("name"), Some("_csrf"));
        }
    });
}

#[test]
fn drawings_are_decorative_or_named() {
    each_page(|tags| {
        for tag in tags.iter().filter(|tag| tag.name == "svg" && !tag.closing) {
            assert!(tag.get("aria-hidden") == Some("true") || tag.get("aria-label").is_some(), "{tag:?}");
        }
    });
}

#[test]
fn words_of_people_are_escaped() {
    let page = page::page(&frame(), html! {}).into_string();
    assert!(page.contains("CPTS &lt;Velay&gt; Sud") && page.contains("jeton&quot;&amp;"));
}

#[test]
fn a_password_is_never_written_back() {
    let filled = Filled::new().value("mdp", "secret").error("mdp", "Trop court.");
    let field = html! { (form::Field::password("mdp", "Mot de passe").value("autre").filled(&filled)) };
    assert!(!field.0.contains("secret"));
}

#[test]
fn what_was_typed_comes_back_and_an_unticked_box_stays_so() {
    let refused = Filled::new().value("nom", "Inès").error("charte", "Acceptez la charte.");
    let name = html! { (form::Field::text("nom", "Nom").value("avant").filled(&refused)) };
    let unticked = html! { (form::Field::checkbox("charte", "Charte").value("oui").filled(&refused)) };
    let fresh = html! { (form::Field::checkbox("charte", "Charte").value("oui").filled(&Filled::new())) };
    assert!(name.0.contains("value=\"Inès\"") && !name.0.contains("avant"));
    assert!(!unticked.0.contains(" checked") && fresh.0.contains(" checked"));
}

#[test]
fn preferences_read_what_they_write() {
    for theme in [Theme::Auto, Theme::Clair, Theme::Sombre] {
        assert_eq!(Theme::parse(theme.as_str()), Some(theme));
    }
    for size in [TextSize::Normal, TextSize::Grand, TextSize::TresGrand] {
        assert_eq!(TextSize::parse(size.as_str()), Some(size));
    }
    assert_eq!((Theme::parse("rose"), TextSize::parse("")), (None, None));
}

#[test]
fn paging_says_where_we_are() {
    let words = |paging: Paging| html! { (paging) }.into_string();
    let known = Paging { first: Some(1), shown: 50, total: Some(1_000), ..Paging::default() };
    assert!(words(known).contains("<p>1–50 sur\u{a0}1\u{202f}000</p>"));
    let unknown = Paging { shown: 1, ..Paging::default() };
    assert!(words(unknown).contains("<p>1\u{a0}ligne</p>"));
}

/// One tag per line, so that a review shows what moved.
fn lines(markup: Markup) -> String {
    markup.into_string().replace("><", ">\n<")
}

#[test]
fn frames() {
    insta::assert_snapshot!("page", lines(page::page(&frame(), html! { p { "Contenu" } })));
    let public = Frame { person: None, cpts: None, demo: None, refused: true, ..frame() };
    insta::assert_snapshot!("public_page", lines(page::public_page(&public, html! { p { "Contenu" } })));
}

#[test]
fn components() {
    for entry in &gallery::ENTRIES {
        insta::assert_snapshot!(format!("gallery_{}", entry.id), lines((entry.examples)()));
    }
}
