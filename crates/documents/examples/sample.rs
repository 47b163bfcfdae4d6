//! Writes one of each file into the target directory given, to be looked at: `cargo run -p documents --example sample
//! -- target`.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use documents::calendar::{self, Answer, Event, Invitation, Method, Party, When};
use documents::{
    Address, Block, Callout, Card, Cell, Column, Directory, Document, Entry, Fact, Figure, Group, Kind,
    Level, Line, Phone, Sheet, SheetColumn, Table, Text, Tone, Workbook,
};
use jiff::{Timestamp, civil::date};

type Fault = Box<dyn std::error::Error>;

fn main() -> Result<(), Fault> {
    let target = env::args().nth(1).unwrap_or_else(|| "target".to_owned());
    let target = Path::new(&target);
    fs::create_dir_all(target)?;
    let report = report();
    for name in ["sample.pdf", "again.pdf"] {
        let before = Instant::now();
        let pdf = documents::pdf_counted(&report)?;
        println!("{name}: {} pages, {} bytes, {:?}", pdf.pages, pdf.bytes.len(), before.elapsed());
        fs::write(target.join(name), pdf.bytes)?;
    }
    fs::write(target.join("annuaire.pdf"), documents::pdf(&directory())?)?;
    fs::write(target.join("sample.docx"), documents::docx(&report)?)?;
    fs::write(target.join("annuaire.docx"), documents::docx(&directory())?)?;
    fs::write(target.join("sample.xlsx"), documents::xlsx(&workbook())?)?;
    if let Some(sheet) = workbook().sheets.first() {
        fs::write(target.join("sample.csv"), documents::csv(sheet)?)?;
    }
    fs::write(target.join("sample.vcf"), documents::vcard(&cards()))?;
    let events = events();
    fs::write(target.join("feed.ics"), calendar::feed("Essai", "Agenda, de la CPTS", 12, &events))?;
    for (n, event) in events.iter().enumerate() {
        let text = calendar::invitation("Essai", event.changed, event, &asked());
        fs::write(target.join(format!("invitation-{n}.ics")), text)?;
    }
    Ok(())
}

fn events() -> [Event; 2] {
    let (day, evening) = (date(2026, 12, 31), date(2026, 3, 29));
    let hours = When::Hours(evening.at(1, 0, 0, 0), evening.at(4, 0, 0, 0));
    let one = |uid: &str, when, title: &str| {
        Event::new(uid.to_owned(), when, title.to_owned(), 2, Timestamp::UNIX_EPOCH)
    };
    let (text, place) =
        ("Ordre du jour ;\nquestions, diverses \\ réponses".to_owned(), "Salle A, mairie".to_owned());
    [
        Event {
            reminders: vec![30, 7],
            ..one("plan@essai", When::Day(day), "Échéance : le rapport d’activité de l’année")
        },
        Event {
            text,
            place,
            url: "https://cpts.example/a?b=1&c=2".to_owned(),
            ..one("reunion@essai", hours, "Réunion")
        },
    ]
}

fn asked() -> Invitation {
    let party = |name: &str, address: &str| Party { name: name.to_owned(), address: address.to_owned() };
    let organizer = party("CPTS des Hauts Plateaux ; agenda", "contact@cpts.example");
    let guest = party("Anaïs, Delmas", "anais@quais.example");
    Invitation { method: Method::Request, organizer, guest, answer: Answer::Awaited }
}

fn report() -> Document {
    let mut report =
        Document::new("CPTS des Hauts Plateaux", "Diagnostic territorial 2026", date(2026, 3, 1));
    report.subtitle =
        Some("Accès aux soins de premier recours, offre et besoins de dix-sept communes".to_owned());
    report.reference = Some("DT-2026-01 · version de travail".to_owned());
    report.title_page = true;
    report.push(Block::Contents { depth: Level::Two });
    report.push(Block::PageBreak);
    report.heading(Level::One, "Le territoire");
    report.paragraph(
        Text::from("Le territoire réunit ")
            .strong("dix-sept communes")
            .plain(" et 36 753 habitants, soit 41,2 habitants au kilomètre carré. Sa population vieillit plus vite \
                    que celle du département : près d’un habitant sur trois a plus de soixante ans. Les données \
                    sont celles de l’")
            .link("Insee", "https://www.insee.fr")
            .plain(" (recensement de 2023) ; leur lecture est celle du ")
            .emphasis("groupe de travail")
            .plain(" réuni en janvier."),
    );
    report.push(facts());
    report.push(callout(
        Tone::Note,
        "Trois communes ne sont couvertes par aucune CPTS : elles sont étudiées avec les autres.",
    ));
    report.heading(Level::Two, "Âge de la population");
    report.paragraph("La part des personnes de soixante-quinze ans et plus varie du simple au triple d’une commune à l’autre. \
        Elle est la plus forte dans les communes éloignées des grands axes, où l’on compte aussi le moins de professionnels.");
    report.push(chart());
    report.push(ages());
    report.heading(Level::Two, "Ce qui en découle");
    report.list([
        "Maintenir une consultation avancée dans chaque canton ;",
        "Organiser le transport vers les maisons de santé ;",
    ]);
    report.push(Block::List {
        numbered: true,
        items: vec![
            "Réunir les médecins avant l’été.".into(),
            Text::new().strong("Puis").plain(" proposer un calendrier."),
        ],
    });
    report.heading(Level::One, "L’offre de soins");
    report.push(callout(
        Tone::Warning,
        "Un effectif inférieur à trois n’est pas publié : il permettrait de reconnaître une personne.",
    ));
    report.heading(Level::Two, "Professionnels par commune");
    report.push(communes());
    report
}

fn facts() -> Block {
    Block::Facts(vec![
        Fact::new("Population", "36 753 habitants").note("Insee, recensement de 2023"),
        Fact::new("Superficie", "892 km²"),
        Fact::new("Densité", "41,2 hab./km²").note("Aveyron : 31,9"),
        Fact::new("Soixante ans et plus", "32,4 %").note("France : 27,1 %"),
        Fact::new("Médecins généralistes", "29").note("dont 11 ont soixante ans et plus"),
        Fact::new("Sans médecin traitant", "2 870 patients").note("7,8 % des assurés de seize ans et plus"),
    ])
}

fn callout(tone: Tone, text: &str) -> Callout {
    Callout { tone, title: String::new(), text: text.into() }
}

fn chart() -> Figure {
    let mut svg = String::from(r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 232">"##);
    let bars = [
        ("0-14 ans", 14.2),
        ("15-29 ans", 12.9),
        ("30-44 ans", 15.8),
        ("45-59 ans", 20.7),
        ("60-74 ans", 21.5),
        ("75 ans et plus", 14.9),
    ];
    for (i, (label, share)) in bars.into_iter().enumerate() {
        let y = 8 + i * 37;
        let _ = write!(
            svg,
            r##"<text x="118" y="{}" text-anchor="end" font-size="14" fill="#1a2320">{label}</text><rect x="128" y="{y}" width="{}" height="26" rx="2" fill="#2b7365"/><text x="{}" y="{}" font-size="14" fill="#545e59">{} %</text>"##,
            y + 18,
            share * 20.0,
            136.0 + share * 20.0,
            y + 18,
            share.to_string().replace('.', ","),
        );
    }
    svg.push_str("</svg>");
    Figure {
        svg,
        caption: "Répartition de la population par âge".to_owned(),
        alternative:
            "Diagramme en barres : les 45-59 ans (20,7 %) et les 60-74 ans (21,5 %) sont les plus nombreux."
                .to_owned(),
        source: Some("Insee, recensement de la population 2023".to_owned()),
        width: 0.85,
    }
}

fn ages() -> Table {
    let row = |cells: [&str; 4]| cells.map(Text::from).to_vec();
    Table {
        caption: "Population par grand groupe d’âge".to_owned(),
        columns: vec![
            Column::text("Âge", 2.0),
            Column::number("2013", 1.0),
            Column::number("2023", 1.0),
            Column::number("Évolution", 1.0),
        ],
        rows: vec![
            row(["Moins de quinze ans", "5 902", "5 219", "−11,6 %"]),
            row(["De quinze à cinquante-neuf ans", "19 841", "18 156", "−8,5 %"]),
            row(["Soixante ans et plus", "11 384", "13 378", "+17,5 %"]),
        ],
        total: Some(row(["Ensemble", "37 127", "36 753", "−1,0 %"])),
        source: Some("Insee, recensements de 2013 et 2023".to_owned()),
    }
}

const COMMUNES: [&str; 6] = [
    "Saint-Amans-des-Monts",
    "Villecomtal-le-Vieux",
    "La Bastide",
    "Montfort-sur-Serène",
    "Les Albres",
    "Campagnac-l’Église",
];

fn communes() -> Table {
    let rows = (0..96_u32).map(|i| {
        let name = COMMUNES[i as usize % COMMUNES.len()];
        let numbers = [812 + i * 37, i % 7, i % 9, i % 4].map(|n| Text::from(n.to_string()));
        let mut row = vec![Text::from(name)];
        row.extend(numbers);
        row.push(if i % 5 == 0 {
            Text::new().strong("zone d’intervention prioritaire")
        } else {
            "vivier".into()
        });
        row
    });
    Table {
        caption: "Professionnels de premier recours, par commune".to_owned(),
        columns: vec![
            Column::text("Commune", 2.4),
            Column::number("Population", 1.1),
            Column::number("Médecins", 1.0),
            Column::number("Infirmiers", 1.0),
            Column::number("Kinés", 0.9),
            Column::text("Zonage", 2.0),
        ],
        rows: rows.collect(),
        total: Some(["Ensemble", "36 753", "29", "64", "31", ""].map(Text::from).to_vec()),
        source: Some("Annuaire santé, extraction du 2 février 2026 ; ARS, zonage de 2025".to_owned()),
    }
}

fn directory() -> Document {
    let mut directory =
        Document::new("CPTS des Hauts Plateaux", "Annuaire des professionnels de santé", date(2026, 3, 2));
    directory.subtitle = Some("Réservé aux adhérents".to_owned());
    directory.reference = Some("Document interne".to_owned());
    directory.paragraph(
        "Les coordonnées sont celles que chacun a données ; une correction se demande à la coordination.",
    );
    let group = |title: &str, many: usize| Group {
        title: Some(title.to_owned()),
        entries: (0..many)
            .map(|i| Entry {
                name: format!(
                    "{} {}",
                    ["DELMAS", "FABRE", "NGUYEN", "OULD-AHMED"][i % 4],
                    ["Anaïs", "Loïc", "Zoé"][i % 3]
                ),
                lines: vec![
                    Text::from(format!("{} rue des Tilleuls, 12230 La Bastide", i + 1)),
                    Text::new().link("05 65 00 00 00", "tel:+33565000000").plain(" · ").link(
                        "prenom.nom@cabinet-des-quais.example",
                        "mailto:prenom.nom@cabinet-des-quais.example",
                    ),
                ],
            })
            .collect(),
    };
    directory.push(Directory {
        groups: vec![
            group("Médecins généralistes", 29),
            group("Infirmières et infirmiers", 64),
            group("Sages-femmes", 5),
        ],
    });
    directory
}

fn workbook() -> Workbook {
    let columns = [
        ("Commune", Kind::Text),
        ("Population", Kind::Number { decimals: 0 }),
        ("Densité", Kind::Number { decimals: 1 }),
        ("Aide", Kind::Euros),
        ("Extraction", Kind::Date),
        ("Site", Kind::Link),
    ];
    let sheet = Sheet {
        name: "Communes".to_owned(),
        title: "Population et densité par commune".to_owned(),
        note: Some("Population municipale.".to_owned()),
        columns: columns.map(|(label, kind)| SheetColumn::new(label, kind)).to_vec(),
        rows: (0..40_u32)
            .map(|i| {
                let site = Cell::Link { text: "Mairie".to_owned(), url: "https://mairie.example".to_owned() };
                vec![
                    COMMUNES[i as usize % 6].into(),
                    (812 + i * 37).into(),
                    (f64::from(i) * 1.37).into(),
                    1_234.5.into(),
                    date(2026, 2, 2).into(),
                    site,
                ]
            })
            .collect(),
    };
    let note = |label: &str, text: &str| (label.to_owned(), text.to_owned());
    Workbook {
        title: "Diagnostic territorial : données".to_owned(),
        organisation: "CPTS des Hauts Plateaux".to_owned(),
        date: date(2026, 3, 2),
        sheets: vec![sheet],
        notes: vec![note("Source", "Insee, recensement de 2023"), note("Licence", "Licence ouverte 2.0")],
    }
}

fn cards() -> Vec<Card> {
    let mut card = Card::person("Delmas", "Anaïs");
    card.title = Some("Infirmière".to_owned());
    card.organisation = Some("Cabinet des Quais".to_owned());
    card.phones = vec![Phone { line: Line::Work, number: "+33565000000".to_owned() }];
    card.addresses = vec![Address {
        street: "3, rue des Tilleuls".to_owned(),
        postcode: "12230".to_owned(),
        city: "La Bastide".to_owned(),
        country: "France".to_owned(),
    }];
    card.revised = Some(date(2026, 3, 2));
    vec![card, Card::organisation("Pharmacie des Quais")]
}
