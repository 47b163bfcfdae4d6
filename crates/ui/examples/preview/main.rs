//! Writes complete pages to `target/preview`, to be looked at: `cargo run -p ui --example preview`.
//! People are invented; places are real.

use std::{fs, io, path::Path};

use maud::Markup;
use ui::{
    Crumb, Flash, Frame, Icon, NavEntry, TextSize, Theme, Tone, assets,
    page::{Cpts, Person},
};

mod accueil;
mod connexion;
mod journee;
mod membres;
mod mesh;
mod territoire;

fn main() -> io::Result<()> {
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/preview");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(out.join("assets"))?;
    for asset in assets::all() {
        fs::write(out.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    for (theme, suffix) in [(Theme::Clair, ""), (Theme::Sombre, "-sombre")] {
        for (name, page) in pages(theme, TextSize::Normal) {
            fs::write(out.join(format!("{name}{suffix}.html")), page.into_string())?;
        }
    }
    for (name, page) in pages(Theme::Clair, TextSize::TresGrand) {
        fs::write(out.join(format!("{name}-grand.html")), page.into_string())?;
    }
    Ok(())
}

fn pages(theme: Theme, text_size: TextSize) -> Vec<(&'static str, Markup)> {
    let eyes = |frame: Frame| Frame { theme, text_size, ..frame };
    let title =
        |title: &'static str, current: &str| eyes(Frame { title: title.into(), ..workspace(current) });
    let gallery = Frame { lead: Some("Chaque composant, dans chaque état.".into()), ..title("Style", "") };
    let lost = ui::problem::not_found();
    vec![
        ("territoire", ui::page(&eyes(territoire::frame()), territoire::content())),
        ("ma-journee", ui::page(&eyes(journee::frame()), journee::content())),
        ("membres", ui::page(&eyes(membres::frame()), membres::content())),
        ("connexion", ui::public_page(&eyes(connexion::frame()), connexion::content())),
        ("accueil", ui::page::hero_page(&eyes(accueil::frame()), accueil::content())),
        ("introuvable", ui::public_page(&eyes(Frame { title: lost.title, ..public("") }), lost.content)),
        ("style", ui::page(&gallery, ui::gallery::gallery())),
    ]
}

/// What every page of the workspace shares; `current` is the label of its entry.
fn workspace(current: &str) -> Frame {
    let entry = |label: &'static str, icon| NavEntry::new(label, "#", icon).current(label == current);
    Frame {
        cpts: Some(Cpts { name: "CPTS Velay Sud".into(), base: "#".into() }),
        person: Some(Person { role: Some("Coordination".into()), ..Person::new("Claire Fabre") }),
        nav: vec![
            entry("Ma journée", Icon::Day).count(7),
            entry("Territoire", Icon::Map),
            entry("Annuaire", Icon::People),
            entry("Réunions", Icon::Calendar),
            entry("Projet de santé", Icon::Document).group("L’association"),
            entry("Contrat ACI", Icon::Proof),
            entry("Indemnités", Icon::Euro),
            entry("Membres", Icon::Person).group("Réglages"),
            entry("Rôles", Icon::Settings),
            entry("Journal", Icon::Journal),
        ],
        demo: Some(jiff::civil::date(2026, 11, 22)),
        ..shared()
    }
}

/// What every public page shares.
fn public(current: &str) -> Frame {
    let entry = |label: &'static str, icon| NavEntry::new(label, "#", icon).current(label == current);
    Frame {
        nav: vec![
            entry("Les CPTS", Icon::Map),
            entry("Simulateur", Icon::Euro),
            entry("Données", Icon::Journal),
        ],
        ..shared()
    }
}

fn shared() -> Frame {
    let local = |path: &str| path.trim_start_matches('/').to_owned().into();
    Frame {
        stylesheet: local(&assets::STYLESHEET.path),
        script: local(&assets::SCRIPT.path),
        favicon: local(&assets::FAVICON.path),
        ..Frame::default()
    }
}

fn crumbs(labels: &[&'static str]) -> Vec<Crumb> {
    labels.iter().map(|label| Crumb::new(*label, "#")).collect()
}

fn done(text: &'static str) -> Vec<Flash> {
    vec![Flash { tone: Tone::Success, text: text.into() }]
}
