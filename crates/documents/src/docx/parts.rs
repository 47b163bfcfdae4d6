//! The parts of the archive besides the drawings.

use std::fmt::Write as _;

use super::body::text_width;
use super::xml::{Body, escaped, field, paragraph, run};
use crate::model::Document;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Names and texts, in the order in which they are written.
pub(super) fn of(document: &Document, body: &Body) -> Vec<(&'static str, String)> {
    let header = paragraph("Header", &tab(document), &header(document));
    let footer = paragraph("Footer", &tab(document), &footer(document));
    let empty = paragraph("", "", "");
    vec![
        ("[Content_Types].xml", types()),
        ("_rels/.rels", roots()),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", app(document)),
        (
            "word/document.xml",
            format!("{HEAD}<w:document {SPACES}><w:body>{}</w:body></w:document>", body.xml),
        ),
        ("word/_rels/document.xml.rels", relations(body)),
        ("word/styles.xml", include_str!("styles.xml").replace("fr-FR", &language(&document.language))),
        ("word/numbering.xml", numbering(body.lists)),
        ("word/settings.xml", include_str!("settings.xml").replace("fr-FR", &language(&document.language))),
        ("word/header1.xml", part("hdr", &header)),
        ("word/header2.xml", part("hdr", &empty)),
        ("word/footer1.xml", part("ftr", &footer)),
        ("word/footer2.xml", part("ftr", &footer)),
    ]
}

fn part(name: &str, content: &str) -> String {
    format!("{HEAD}<w:{name} {SPACES}>{content}</w:{name}>")
}

/// « fr-FR »; another language as it is.
fn language(code: &str) -> String {
    let known = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if known && code != "fr" { code.to_owned() } else { "fr-FR".to_owned() }
}

fn tab(document: &Document) -> String {
    format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>", text_width(document))
}

fn header(document: &Document) -> String {
    run(&document.organisation, "") + "<w:r><w:tab/></w:r>" + &run(&document.title, "")
}

fn footer(document: &Document) -> String {
    let day = francais::date(document.date);
    let left =
        document.reference.as_deref().map_or_else(|| day.clone(), |reference| format!("{reference} · {day}"));
    let (page, pages) = (field("PAGE", "1"), field("NUMPAGES", "1"));
    format!("{}<w:r><w:tab/></w:r>{}{page}{}{pages}", run(&left, ""), run("page ", ""), run(" sur ", ""))
}

fn types() -> String {
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("settings", "settings"),
        ("header1", "header"),
        ("header2", "header"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ];
    let word: String = parts
        .iter()
        .map(|(name, kind)| {
            format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>{word}<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/><Override \
         PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>"
    )
}

fn roots() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"document\" \
         Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"core\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/><Relationship \
         Id=\"app\" Type=\"{RELATION}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn relations(body: &Body) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    let parts = [
        ("styles", "styles", "styles.xml"),
        ("numbering", "numbering", "numbering.xml"),
        ("settings", "settings", "settings.xml"),
        ("header", "header", "header1.xml"),
        ("firstHeader", "header", "header2.xml"),
        ("footer", "footer", "footer1.xml"),
        ("firstFooter", "footer", "footer2.xml"),
    ];
    // Writing to a String cannot fail.
    for (id, kind, target) in parts {
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>");
    }
    for number in 1..=body.images.len() {
        let target = format!("media/figure{number}.png");
        let _ = write!(
            out,
            "<Relationship Id=\"figure{number}\" Type=\"{RELATION}/image\" Target=\"{target}\"/>"
        );
    }
    for (number, url) in (1..).zip(&body.targets.urls) {
        let (target, mode) = (escaped(url), "TargetMode=\"External\"");
        let _ = write!(
            out,
            "<Relationship Id=\"link{number}\" Type=\"{RELATION}/hyperlink\" Target=\"{target}\" {mode}/>"
        );
    }
    out + "</Relationships>"
}

fn core(document: &Document) -> String {
    let (who, day) = (escaped(&document.organisation), document.date);
    let subject =
        document.subtitle.as_deref().map(|text| format!("<dc:subject>{}</dc:subject>", escaped(text)));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>{}<dc:creator>{who}</dc:creator>\
         <cp:lastModifiedBy>{who}</cp:lastModifiedBy><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z\
         </dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&document.title),
        subject.unwrap_or_default(),
        language(&document.language),
    )
}

fn app(document: &Document) -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Company>{}</Company></Properties>",
        escaped(&document.organisation)
    )
}

/// The numbering of headings (1), the bullets (2), then one numbering for each numbered list, which starts at 1 again.
fn numbering(lists: usize) -> String {
    let mut numbers = String::new();
    for list in 0..lists {
        let _ = write!(
            numbers,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"3\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride \
             w:val=\"1\"/></w:lvlOverride></w:num>",
            list + 3
        );
    }
    include_str!("numbering.xml").replace("<!-- lists -->", &numbers)
}
