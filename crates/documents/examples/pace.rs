//! How fast files are written: `cargo run --release -p documents --example pace`.

use std::fs;
use std::time::{Duration, Instant};

use documents::{Cell, Column, Document, Error, Kind, Level, Sheet, SheetColumn, Table, Text, Workbook};
use jiff::civil::date;

fn main() -> Result<(), Error> {
    let first = timed("PDF, one page, first use", || documents::pdf_counted(&report(1, 0, 0)))?;
    println!("  {} page", first.pages);
    for round in 0..4 {
        // Not the same words twice: what was typeset before does not help.
        let pdf = timed("PDF, 20 sections, 2 000 rows", || documents::pdf_counted(&report(20, 100, round)))?;
        println!("  {} pages, {} kB", pdf.pages, pdf.bytes.len() / 1_000);
    }
    let pdf = timed("PDF, 5 000 rows in one table", || documents::pdf_counted(&report(1, 5_000, 9)))?;
    println!("  {} pages, {} kB", pdf.pages, pdf.bytes.len() / 1_000);
    let docx = timed("DOCX, 20 sections, 2 000 rows", || documents::docx(&report(20, 100, 1)))?;
    println!("  {} kB", docx.len() / 1_000);
    let xlsx = timed("XLSX, 20 000 rows of 6 cells", || documents::xlsx(&workbook(20_000)))?;
    println!("  {} kB", xlsx.len() / 1_000);
    let status = fs::read_to_string("/proc/self/status")?;
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("peak {line}"));
    Ok(())
}

fn timed<T>(name: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let before = Instant::now();
    let done = work()?;
    let elapsed: Duration = before.elapsed();
    println!("{name}: {elapsed:?}");
    Ok(done)
}

const WORDS: [&str; 12] = [
    "La",
    "continuité",
    "des",
    "soins",
    "demande",
    "que",
    "chaque",
    "professionnel",
    "sache",
    "qui",
    "répond",
    "demain,",
];

fn prose(seed: usize, words: usize) -> String {
    let chosen = (0..words).map(|i| WORDS[(i * 7 + i / 5 + seed * 3) % WORDS.len()]);
    format!("{} numéro {seed}.", chosen.collect::<Vec<_>>().join(" "))
}

fn report(sections: usize, rows: usize, seed: usize) -> Document {
    let mut report = Document::new("CPTS des Hauts Plateaux", "Rapport d’activité", date(2026, 3, 2));
    for section in 0..sections {
        report.heading(Level::One, format!("Partie {section}, {seed}"));
        for paragraph in 0..8 {
            report.paragraph(prose(seed * 1_000 + section * 10 + paragraph, 80));
        }
        report.push(Table {
            caption: format!("Actes de la partie {section}"),
            columns: vec![
                Column::text("Jour", 1.0),
                Column::text("Professionnel", 2.0),
                Column::text("Commune", 2.0),
                Column::number("Actes", 1.0),
                Column::number("Montant", 1.0),
            ],
            rows: (0..rows)
                .map(|row| {
                    let n = row + seed * 7_919 + section * 131;
                    let cells = [
                        format!("{:02}/0{}/2026", n % 28 + 1, n % 9 + 1),
                        format!("Professionnel {}", n % 997),
                        format!("Commune de la vallée {}", n % 89),
                        (n % 40).to_string(),
                        format!("{},{:02} €", n % 900, n % 100),
                    ];
                    cells.map(Text::from).to_vec()
                })
                .collect(),
            ..Table::default()
        });
    }
    report
}

fn workbook(rows: u32) -> Workbook {
    let kinds = [
        Kind::Text,
        Kind::Number { decimals: 0 },
        Kind::Number { decimals: 2 },
        Kind::Euros,
        Kind::Date,
        Kind::Text,
    ];
    let sheet = Sheet {
        name: "Actes".to_owned(),
        columns: kinds.map(|kind| SheetColumn::new("Colonne", kind)).to_vec(),
        rows: (0..rows)
            .map(|row| {
                let cells: [Cell; 6] = [
                    format!("Commune {}", row % 97).into(),
                    row.into(),
                    (f64::from(row) / 7.0).into(),
                    12.5.into(),
                    date(2026, 3, 2).into(),
                    "vivier".into(),
                ];
                cells.to_vec()
            })
            .collect(),
        ..Sheet::default()
    };
    let (title, organisation) = ("Actes".to_owned(), "CPTS des Hauts Plateaux".to_owned());
    Workbook { title, organisation, date: date(2026, 3, 2), sheets: vec![sheet], notes: Vec::new() }
}
