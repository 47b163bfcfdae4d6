//! The projet de santé as a document: title page, contents, numbered parts, action sheets as tables, figures of the
//! territory, coverage, annexes; its version and its day on each page.

mod fiches;

use crate::section::Etat;
use crate::texte;
use crate::version::{Instantane, Version};
use documents::{Block, Callout, Column, Document, Fact, Figure, Level, Table, Text, Tone};
use ui::francais;

/// Communes named in the table of the territory.
const NAMED: usize = 60;

/// The document of what is said, frozen or of today.
#[must_use]
pub fn document(content: &Instantane, version: Option<&Version>) -> Document {
    let mut document = Document::new(content.cpts.clone(), "Projet de santé", content.jour);
    document.subtitle = Some(match version {
        Some(version) => format!("Version {}\u{a0}: {}", version.numero, version.motif),
        None => "Document de travail".to_owned(),
    });
    document.reference = Some(match version {
        Some(version) => {
            let print: String = version.empreinte.chars().take(12).collect();
            format!("Version {}, empreinte {print}", version.numero)
        }
        None => "Document de travail, non figé".to_owned(),
    });
    document.title_page = true;
    document.push(Block::Contents { depth: Level::Two });
    document.push(Block::PageBreak);
    for partie in &content.parties {
        document.heading(Level::One, partie.titre.clone());
        if version.is_none() && partie.etat != Etat::Valide {
            let words = format!("Partie {}, pas encore validée.", partie.etat.libelle().to_lowercase());
            document.push(note(Tone::Warning, words));
        }
        if partie.texte.is_empty() && partie.tableau.is_none() {
            document.paragraph("Cette partie n’est pas encore écrite.");
        }
        texte::push(&mut document, &partie.texte);
        if let Some(tableau) = &partie.tableau {
            document.push(tableau.block());
        }
        match partie.code.as_str() {
            "besoins" => needs(&mut document, content),
            "territoire" => territory(&mut document, content),
            "actions" => fiches::actions(&mut document, content),
            "evaluation" => evaluation(&mut document, content),
            _ => {}
        }
    }
    coverage(&mut document, content);
    annexes(&mut document, content, version);
    document
}

fn note(tone: Tone, text: impl Into<Text>) -> Block {
    Block::Callout(Callout { tone, title: String::new(), text: text.into() })
}

fn needs(document: &mut Document, content: &Instantane) {
    if content.besoins.is_empty() {
        return;
    }
    document.heading(Level::Two, "Les besoins retenus");
    let rows = content.besoins.iter().map(|besoin| {
        vec![
            besoin.rang.map_or_else(|| "—".to_owned(), |rang| rang.to_string()).into(),
            Text::new().strong(besoin.titre.clone()).plain(lead(&besoin.description)),
            besoin.public.clone().into(),
        ]
    });
    document.push(Block::Table(Table {
        caption: "Besoins du diagnostic, par ordre de priorité".to_owned(),
        columns: vec![Column::number("Rang", 0.6), Column::text("Besoin", 6.0), Column::text("De qui", 1.6)],
        rows: rows.collect(),
        source: Some("diagnostic territorial de la CPTS".to_owned()),
        ..Table::default()
    }));
    if !content.objectifs.is_empty() {
        let rows = content.objectifs.iter().map(|objectif| {
            let words = Text::new().strong(objectif.titre.clone()).plain(lead(&objectif.cible));
            vec![words, objectif.besoins.join("\n").into()]
        });
        document.push(Block::Table(Table {
            caption: "Objectifs, et les besoins auxquels ils répondent".to_owned(),
            columns: vec![Column::text("Objectif", 4.0), Column::text("Besoins", 4.0)],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
}

/// More words under a title, when there are.
fn lead(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n{text}") }
}

fn territory(document: &mut Document, content: &Instantane) {
    let Some(territoire) = &content.territoire else {
        document.push(note(Tone::Warning, "Le territoire n’est pas encore choisi."));
        return;
    };
    let facts = territoire.chiffres.iter().map(|(label, value, source)| {
        let fact = Fact::new(label.clone(), value.clone());
        if source.is_empty() { fact } else { fact.note(source.clone()) }
    });
    document.push(Block::Facts(facts.collect()));
    if let Some(carte) = &territoire.carte {
        document.push(Block::Figure(Figure {
            svg: carte.svg.clone(),
            caption: "Le territoire".to_owned(),
            alternative: format!(
                "Carte des {} du territoire et de leurs voisines.",
                francais::compte(
                    i64::try_from(territoire.communes.len()).unwrap_or(i64::MAX),
                    "commune",
                    "communes"
                )
            ),
            source: carte.source.clone(),
            width: 0.8,
        }));
    }
    let more = territoire.communes.len().saturating_sub(NAMED);
    let rows = territoire.communes.iter().take(NAMED).map(|(nom, people)| {
        let people = people.map_or_else(|| "—".to_owned(), |n| francais::nombre(n.into()));
        vec![nom.clone().into(), people.into()]
    });
    document.push(Block::Table(Table {
        caption: if more > 0 {
            format!("Les {NAMED} communes les plus peuplées du territoire, sur {}", territoire.communes.len())
        } else {
            "Communes du territoire".to_owned()
        },
        columns: vec![Column::text("Commune", 4.0), Column::number("Habitants", 1.5)],
        rows: rows.collect(),
        source: Some(territoire.source.clone()),
        ..Table::default()
    }));
}

fn evaluation(document: &mut Document, content: &Instantane) {
    let rows: Vec<Vec<Text>> = content
        .actions
        .iter()
        .filter(|action| !action.indicateurs.is_empty())
        .map(|action| vec![action.titre.clone().into(), action.indicateurs.join("\n").into()])
        .collect();
    if !rows.is_empty() {
        document.push(Block::Table(Table {
            caption: "Indicateurs annoncés par les fiches-actions".to_owned(),
            columns: vec![Column::text("Action", 4.0), Column::text("Indicateurs", 4.0)],
            rows,
            ..Table::default()
        }));
    }
}

/// Every need without action and every action without need are said.
fn coverage(document: &mut Document, content: &Instantane) {
    if content.besoins.is_empty() && content.actions.is_empty() {
        return;
    }
    document.heading(Level::One, "Des besoins aux actions");
    let titles = |places: &[usize]| -> String {
        let known = places.iter().filter_map(|n| content.actions.get(*n)).map(|one| one.titre.clone());
        let known: Vec<String> = known.collect();
        if known.len() < 2 { known.concat() } else { format!("• {}", known.join("\n• ")) }
    };
    let rows = content.besoins.iter().map(|besoin| {
        let answer = match (besoin.actions.is_empty(), besoin.couvert) {
            (true, _) => Text::new().strong("Aucune action pour l’instant"),
            (false, false) => Text::new()
                .strong("Actions suspendues\u{a0}:")
                .plain(format!("\n{}", titles(&besoin.actions))),
            (false, true) => titles(&besoin.actions).into(),
        };
        vec![besoin.titre.clone().into(), answer]
    });
    document.push(Block::Table(Table {
        caption: "Chaque besoin et ses actions".to_owned(),
        columns: vec![Column::text("Besoin", 4.0), Column::text("Actions", 4.0)],
        rows: rows.collect(),
        ..Table::default()
    }));
    let bare: Vec<Text> =
        content.actions.iter().filter(|one| !one.repond).map(|one| one.titre.clone().into()).collect();
    if !bare.is_empty() {
        document.paragraph("Actions qui ne répondent à aucun besoin du diagnostic\u{a0}:");
        document.push(Block::List { numbered: false, items: bare });
    }
    if !content.visees.is_empty() {
        let rows = content.visees.iter().map(|(visee, places)| {
            let words = titles(places);
            vec![visee.clone().into(), if words.is_empty() { "—".into() } else { words.into() }]
        });
        document.push(Block::Table(Table {
            caption: "Cohérence avec le projet régional de santé".to_owned(),
            columns: vec![Column::text("Objectif régional", 4.0), Column::text("Actions", 4.0)],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
}

fn annexes(document: &mut Document, content: &Instantane, version: Option<&Version>) {
    document.heading(Level::One, "Annexes");
    if content.annexes.is_empty() {
        document.paragraph("Aucune annexe n’est jointe à cette version.");
    } else {
        document.push(Block::List {
            numbered: true,
            items: content.annexes.iter().map(|nom| nom.clone().into()).collect(),
        });
    }
    if let Some(version) = version {
        document.push(note(
            Tone::Note,
            format!(
                "Version {} figée le {}. Empreinte SHA-256 du contenu\u{a0}: {}.",
                version.numero,
                francais::date(kernel::today(version.figee_le)),
                version.empreinte
            ),
        ));
    }
}
