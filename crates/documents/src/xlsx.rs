//! A workbook as XLSX.

mod sizes;

use std::collections::HashSet;

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Url, Workbook as File, Worksheet,
    XlsxError,
};

use crate::sheet::{Cell, Kind, Sheet, Workbook};
use crate::text::clean;
use crate::{Error, links};

/// The longest text of a cell, in UTF-16 units: a limit of the format.
const CELL: usize = 32_767;
/// Links of a sheet: a limit of the format. Further ones stay as words.
const LINKS: usize = 65_530;
/// Papers, as the format numbers them; a sheet of many columns is printed on the larger one.
const A4: u8 = 9;
const A3: u8 = 8;
/// Columns beyond which a sheet is wide.
const WIDE: usize = 9;
const ACCENT: Color = Color::RGB(0x000f_5a4f);
const LINE: Color = Color::RGB(0x00df_d9cc);

/// The workbook as XLSX: on each sheet a row of headings that stays in sight, filters, widths that suit the content; at
/// the end the sheet « Lisez-moi ». Text is never a formula.
///
/// # Errors
/// [`Error::Row`] when a row has more cells than there are columns; [`Error::Workbook`] when the format refuses (more
/// than 1 048 576 rows).
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    let mut file = File::new();
    file.set_properties(&properties(workbook)?);
    let formats = Formats::new();
    let mut names = HashSet::from(["lisez-moi".to_owned()]);
    for sheet in &workbook.sheets {
        sheet.check()?;
        let name = tab(&sheet.name, &mut names);
        data(file.add_worksheet().set_name(name)?, sheet, workbook, &formats)?;
    }
    readme(file.add_worksheet().set_name("Lisez-moi")?, workbook)?;
    Ok(file.save_to_buffer()?)
}

fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let day = workbook.date;
    let created = ExcelDateTime::from_ymd(
        day.year().unsigned_abs(),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )?;
    Ok(DocProperties::new()
        .set_title(cut(&clean(&workbook.title), 255))
        .set_author(cut(&clean(&workbook.organisation), 255))
        .set_company(cut(&clean(&workbook.organisation), 255))
        .set_creation_datetime(&created))
}

struct Formats {
    heading: Format,
    heading_number: Format,
    date: Format,
    link: Format,
    text: Format,
}

impl Formats {
    fn new() -> Self {
        let heading = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(ACCENT)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_color(LINE)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let cell = Format::new().set_align(FormatAlign::Top);
        Self {
            heading_number: heading.clone().set_align(FormatAlign::Right),
            heading,
            date: cell.clone().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Left),
            link: cell.clone().set_hyperlink(),
            text: cell.set_num_format("@").set_text_wrap(),
        }
    }
}

/// How the cells of a column look, in the rows or among the totals.
struct Look {
    number: Format,
    date: Format,
    link: Format,
    text: Format,
    total: bool,
}

impl Look {
    fn new(formats: &Formats, number: Format) -> Self {
        let Formats { date, link, text, .. } = formats;
        Self { number, date: date.clone(), link: link.clone(), text: text.clone(), total: false }
    }

    fn total(formats: &Formats, number: &Format) -> Self {
        let strong = |format: &Format| {
            let line = format.clone().set_bold().set_border_top(FormatBorder::Medium);
            line.set_border_bottom(FormatBorder::Medium).set_border_color(ACCENT)
        };
        Self {
            number: strong(number),
            date: strong(&formats.date),
            link: strong(&formats.link),
            text: strong(&formats.text),
            total: true,
        }
    }
}

fn number_format(kind: Kind) -> Format {
    let pattern = match kind {
        Kind::Number { decimals: 0 } => "#,##0".to_owned(),
        Kind::Number { decimals } => format!("#,##0.{}", "0".repeat(decimals.min(9).into())),
        Kind::Euros => "#,##0.00\\ \"€\"".to_owned(),
        Kind::Percent { decimals: 0 } => "0\\ %".to_owned(),
        Kind::Percent { decimals } => format!("0.{}\\ %", "0".repeat(decimals.min(9).into())),
        Kind::Text | Kind::Date | Kind::Link => "General".to_owned(),
    };
    Format::new().set_align(FormatAlign::Top).set_num_format(pattern)
}

fn data(
    page: &mut Worksheet,
    sheet: &Sheet,
    workbook: &Workbook,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let mut links = 0;
    for (at, column) in (0..).zip(&sheet.columns) {
        let figures = matches!(column.kind, Kind::Number { .. } | Kind::Euros | Kind::Percent { .. });
        let heading = if figures { &formats.heading_number } else { &formats.heading };
        page.write_string_with_format(0, at, cell_text(&column.label), heading)?;
        page.set_column_width(at, sizes::width(sheet, usize::from(at)))?;
        let number = number_format(column.kind);
        let mut looks = [Look::new(formats, number.clone()), Look::total(formats, &number)];
        if figures {
            // « inconnu » among figures stands where they do.
            looks = looks.map(|look| Look { text: look.text.set_align(FormatAlign::Right), ..look });
        }
        for (below, row) in (1..).zip(&sheet.rows) {
            if let Some(cell) = row.get(usize::from(at)) {
                match cell {
                    Cell::Total(cell) => write(page, (below, at), cell, &looks[1], &mut links)?,
                    cell => write(page, (below, at), cell, &looks[0], &mut links)?,
                }
            }
        }
    }
    for (row, height) in sizes::heights(sheet) {
        page.set_row_height(row, height)?;
    }
    page.set_freeze_panes(1, 0)?;
    if let (Some(last), Ok(rows)) = (last_column(sheet), u32::try_from(sheet.plain_rows())) {
        page.autofilter(0, 0, rows, last)?;
    }
    page.set_repeat_rows(0, 0)?;
    page.set_paper_size(if sheet.columns.len() > WIDE { A3 } else { A4 })
        .set_landscape()
        .set_print_fit_to_pages(1, 0);
    page.set_header(format!("&L{}&R{}", ampersand(&workbook.organisation), ampersand(&sheet.title)));
    page.set_footer(format!("&L{}&Rpage &P sur &N", francais::date(workbook.date)));
    Ok(())
}

fn last_column(sheet: &Sheet) -> Option<u16> {
    u16::try_from(sheet.columns.len()).ok()?.checked_sub(1)
}

/// In a header of a sheet, `&` announces a code; the whole holds 255 letters.
fn ampersand(text: &str) -> String {
    cut(&clean(text), 80).replace('&', "&&").replace('\n', " ")
}

fn write(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    look: &Look,
    links: &mut usize,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty if look.total => {
            page.write_blank(row, column, &look.text)?;
        }
        Cell::Empty => {}
        Cell::Total(cell) => write(page, (row, column), cell, look, links)?,
        Cell::Number(value) if !value.is_finite() => {}
        Cell::Number(value) => {
            page.write_number_with_format(row, column, *value, &look.number)?;
        }
        Cell::Text(text) => {
            page.write_string_with_format(row, column, cell_text(text), &look.text)?;
        }
        // The format knows no day before 1900.
        Cell::Date(day) if day.year() < 1900 => {
            page.write_string_with_format(row, column, shown(*day), &look.text)?;
        }
        Cell::Date(day) => {
            page.write_datetime_with_format(row, column, *day, &look.date)?;
        }
        Cell::Link { text, url } => match links::safe(url).filter(|_| *links < LINKS) {
            Some(url) => {
                *links += 1;
                let words = if text.is_empty() { url } else { text };
                let words = cell_text(words);
                page.write_url_with_options(row, column, Url::new(url), &words, "", Some(&look.link))?;
            }
            None => {
                page.write_string_with_format(row, column, cell_text(text), &look.text)?;
            }
        },
    }
    Ok(())
}

fn shown(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

fn cell_text(text: &str) -> String {
    cut(&clean(text), CELL)
}

/// At most that many UTF-16 units; what is cut ends in « … ».
fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 1;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units <= most
    });
    kept.chain(['…']).collect()
}

/// A name that the format takes and that no other tab bears.
fn tab(name: &str, taken: &mut HashSet<String>) -> String {
    let forbidden = ['[', ']', ':', '*', '?', '/', '\\', '\n'];
    let clean = clean(name).replace(forbidden, " ");
    let clean = clean.trim().trim_matches('\'').trim();
    let base = if clean.is_empty() { "Feuille" } else { clean };
    let mut candidate = cut(base, 31);
    let mut number = 2;
    while !taken.insert(candidate.to_lowercase()) {
        candidate = format!("{} {number}", cut(base, 26));
        number += 1;
    }
    candidate
}

fn readme(page: &mut Worksheet, workbook: &Workbook) -> Result<(), XlsxError> {
    let title = Format::new().set_bold().set_font_size(16).set_font_color(ACCENT);
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    page.set_column_width(0, 26)?;
    page.set_column_width(1, 90)?;
    page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    page.write_string_with_format(0, 0, cell_text(&workbook.title), &title)?;
    let mut lines = vec![
        ("Organisation".to_owned(), workbook.organisation.clone()),
        ("Date".to_owned(), francais::date(workbook.date)),
    ];
    lines.extend(workbook.notes.iter().cloned());
    for sheet in &workbook.sheets {
        let count = sheet.plain_rows();
        let rows = format!("{count} ligne{}", if count > 1 { "s" } else { "" });
        let said = [Some(sheet.title.clone()), Some(rows), sheet.note.clone()];
        let said: Vec<String> = said.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        lines.push((format!("Feuille «\u{a0}{}\u{a0}»", sheet.name), said.join("\n")));
    }
    for (row, (name, words)) in (2..).zip(lines) {
        page.write_string_with_format(row, 0, cell_text(&name), &label)?;
        page.write_string_with_format(row, 1, cell_text(&words), &text)?;
        page.set_row_height(row, sizes::height(sizes::lines(&words, 90.0)))?;
    }
    Ok(())
}
