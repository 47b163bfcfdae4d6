//! The content of the document, block by block.

use super::outline::{Title, below, titles};
use super::tables;
use super::xml::{Body, Targets, Written, escaped, field, paragraph, run};
use crate::model::{Block, Document, Orientation};
use crate::parts::{Callout, Directory, Figure, Tone};
use crate::text::Text;
use crate::{Error, picture};

/// EMU in a twentieth of a point, the unit of widths.
const EMU: f64 = 635.0;
/// The tallest drawing: 17 cm, or 11 cm on a turned page, in EMU.
const TALLEST: (f64, f64) = (6_120_000.0, 3_960_000.0);

pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) targets: Targets,
    pub(super) tables: usize,
    titles: Vec<Title>,
    met: usize,
    level: u8,
    figures: usize,
    drawings: usize,
    images: Vec<Vec<u8>>,
    lists: usize,
    sections: usize,
}

/// Width of the text, in twentieths of a point.
pub(super) const fn text_width(document: &Document) -> u32 {
    match document.orientation {
        Orientation::Portrait => 9_412,
        Orientation::Landscape => 14_344,
    }
}

pub(super) fn of(document: &Document) -> Result<Body, Error> {
    let mut writer = Writer {
        document,
        targets: Targets::default(),
        tables: 0,
        titles: titles(document),
        met: 0,
        level: 0,
        figures: 0,
        drawings: 0,
        images: Vec::new(),
        lists: 0,
        sections: 0,
    };
    let mut xml = title(document);
    for block in &document.blocks {
        xml.push_str(&writer.block(block)?);
    }
    xml.push_str(&section(document, 1, writer.sections == 0));
    Ok(Body { xml, targets: writer.targets, images: writer.images, lists: writer.lists })
}

fn title(document: &Document) -> String {
    let day = francais::date(document.date);
    let subtitle = document
        .subtitle
        .as_deref()
        .map(|text| paragraph("Subtitle", "", &run(text, "")))
        .unwrap_or_default();
    let name = paragraph("Title", "", &run(&document.title, ""));
    if document.title_page {
        let organisation =
            paragraph("Organisation", "<w:spacing w:before=\"4200\"/>", &run(&document.organisation, ""));
        let day = paragraph("Organisation", "<w:spacing w:before=\"600\"/>", &run(&day, ""));
        format!("{organisation}{name}{subtitle}{day}{}", page_break())
    } else {
        let organisation =
            paragraph("Organisation", "", &run(&format!("{} · {day}", document.organisation), ""));
        format!("{organisation}{name}{subtitle}")
    }
}

fn page_break() -> String {
    paragraph("", "", "<w:r><w:br w:type=\"page\"/></w:r>")
}

/// The page, and the columns of what stands above.
///
/// Only the first section has a first page of its own, without header.
fn section(document: &Document, columns: u8, first: bool) -> String {
    let page = match document.orientation {
        Orientation::Portrait => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
        Orientation::Landscape => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"header\"/>\
         <w:headerReference w:type=\"first\" r:id=\"firstHeader\"/>\
         <w:footerReference w:type=\"default\" r:id=\"footer\"/><w:footerReference w:type=\"first\" r:id=\"firstFooter\"/>\
         <w:type w:val=\"continuous\"/>{page}<w:pgMar w:top=\"1418\" w:right=\"1247\" w:bottom=\"1247\" \
         w:left=\"1247\" w:header=\"709\" w:footer=\"567\" w:gutter=\"0\"/><w:cols w:num=\"{columns}\" w:space=\"567\"/>{}\
         </w:sectPr>",
        if first { "<w:titlePg/>" } else { "" }
    )
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) -> Written {
        Ok(match block {
            Block::Heading { level, text, numbered } => {
                self.level = level.number();
                self.heading(level.number(), text, *numbered)
            }
            Block::Paragraph(text) => paragraph("", "", &self.targets.rich(text, "")),
            Block::List { numbered, items } => self.list(*numbered, items),
            Block::Table(table) => tables::table(self, table),
            Block::Figure(figure) => self.figure(figure)?,
            Block::Facts(facts) => tables::facts(self.document, facts),
            Block::Callout(one) => self.callout(one),
            Block::Contents { depth } => self.contents(depth.number()),
            Block::PageBreak => page_break(),
            Block::Directory(one) => self.directory(one),
        })
    }

    fn heading(&mut self, level: u8, text: &str, numbered: bool) -> String {
        self.met += 1;
        let (id, properties) =
            (self.met, if numbered { "" } else { "<w:numPr><w:numId w:val=\"0\"/></w:numPr>" });
        let mark = format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"_Toc{id}\"/>");
        let runs = format!("{mark}{}<w:bookmarkEnd w:id=\"{id}\"/>", run(text, ""));
        paragraph(&format!("Heading{level}"), properties, &runs)
    }

    fn list(&mut self, numbered: bool, items: &[Text]) -> String {
        let (style, number) = if numbered {
            self.lists += 1;
            ("ListNumber", self.lists + 2)
        } else {
            ("ListBullet", 2)
        };
        let place = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        items.iter().map(|item| paragraph(style, &place, &self.targets.rich(item, ""))).collect()
    }

    fn callout(&mut self, callout: &Callout) -> String {
        let style = match callout.tone {
            Tone::Note => "Note",
            Tone::Warning => "Warning",
        };
        let title =
            paragraph(style, "<w:keepNext/>", &run(callout.heading(), "<w:rStyle w:val=\"Strong\"/>"));
        title + &paragraph(style, "", &self.targets.rich(&callout.text, ""))
    }

    fn figure(&mut self, figure: &Figure) -> Written {
        let image = picture::png(figure)?;
        self.images.push(image.png);
        self.drawings += 1;
        let (ratio, tallest) = (
            f64::from(image.size.height / image.size.width),
            match self.document.orientation {
                Orientation::Portrait => TALLEST.0,
                Orientation::Landscape => TALLEST.1,
            },
        );
        let width = (f64::from(text_width(self.document)) * EMU * figure.share()).min(tallest / ratio);
        let drawing = drawing(self.drawings, (width, width * ratio), figure.description());
        let caption = if figure.caption.is_empty() {
            String::new()
        } else {
            self.figures += 1;
            caption("Figure", self.figures, &figure.caption)
        };
        Ok(caption + &paragraph("Drawing", "", &drawing) + &source(figure.source.as_deref()))
    }

    /// The headings, as links; the word processor makes them anew, with page numbers, when asked to.
    fn contents(&self, depth: u8) -> String {
        let start = format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \
             &quot;1-{depth}&quot; \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        );
        let shown = (1..).zip(&self.titles).filter(|(_, title)| title.level <= depth);
        let mut lines = String::new();
        for (at, (id, title)) in shown.enumerate() {
            let number =
                if title.number.is_empty() { String::new() } else { format!("{}\u{2002}", title.number) };
            let words = run(&format!("{number}{}", title.text), "");
            let link = format!("<w:hyperlink w:anchor=\"_Toc{id}\" w:history=\"1\">{words}</w:hyperlink>");
            let before = if at == 0 { start.as_str() } else { "" };
            lines.push_str(&paragraph(&format!("TOC{}", title.level), "", &format!("{before}{link}")));
        }
        if lines.is_empty() {
            lines = paragraph("", "", &start);
        }
        let end = paragraph("", "", "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
        paragraph("TOCHeading", "", &run("Sommaire", "")) + &lines + &end
    }

    /// Two columns of their own, between what stands above and what follows.
    fn directory(&mut self, directory: &Directory) -> String {
        let level = below(self.level);
        let mut xml = paragraph("", &section(self.document, 1, self.sections == 0), "");
        self.sections += 1;
        for group in &directory.groups {
            if let Some(title) = &group.title {
                xml.push_str(&self.heading(level, title, false));
            }
            for entry in &group.entries {
                let many = entry.lines.len();
                let held = "<w:keepNext/>";
                xml.push_str(&paragraph(
                    "EntryName",
                    if many > 0 { held } else { "" },
                    &run(&entry.name, ""),
                ));
                for (at, line) in entry.lines.iter().enumerate() {
                    let properties = if at + 1 < many { held } else { "" };
                    xml.push_str(&paragraph("EntryLine", properties, &self.targets.rich(line, "")));
                }
            }
        }
        xml + &paragraph("", &section(self.document, 2, false), "")
    }
}

/// « Tableau 3 · … », where the number is a field.
pub(super) fn caption(kind: &str, number: usize, words: &str) -> String {
    let number = field(&format!("SEQ {kind} \\* ARABIC"), &number.to_string());
    let words = run(&format!(" · {words}"), "<w:b w:val=\"0\"/><w:color w:val=\"1A2320\"/>");
    paragraph("Caption", "", &format!("{}{number}{words}", run(&format!("{kind}\u{a0}"), "")))
}

pub(super) fn source(source: Option<&str>) -> String {
    let said = source.map(|text| paragraph("Source", "", &run(&format!("Source : {text}"), "")));
    said.unwrap_or_else(|| paragraph("Source", "", ""))
}

fn drawing(id: usize, (width, height): (f64, f64), alternative: &str) -> String {
    let (width, height, said) = (width.round(), height.round(), escaped(alternative).replace('\n', " "));
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" \
         cy=\"{height}\"/><wp:docPr id=\"{id}\" name=\"Figure {id}\" descr=\"{said}\"/><a:graphic><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" \
         name=\"figure{id}.png\" descr=\"{said}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip \
         r:embed=\"figure{id}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" \
         y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         </pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}
