//! The type is told by the content.

use crate::{Depot, Genre, MAX, Refus};
use proptest::prelude::*;

/// A ZIP archive of empty stored entries, the first with `first` in it.
fn archive(names: &[&str], first: &str) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (rank, name) in names.iter().enumerate() {
        let content = if rank == 0 { first } else { "" };
        let (size, length) = (u32::try_from(content.len()).unwrap(), u16::try_from(name.len()).unwrap());
        let start = u32::try_from(body.len()).unwrap();
        let middle =
            [&[0; 12][..], &size.to_le_bytes(), &size.to_le_bytes(), &length.to_le_bytes(), &[0; 2]].concat();
        body.extend([&b"PK\x03\x04\x14\0"[..], &middle[..], name.as_bytes(), content.as_bytes()].concat());
        directory.extend(
            [&b"PK\x01\x02\x14\0\x14\0"[..], &middle[..], &[0; 10], &start.to_le_bytes(), name.as_bytes()]
                .concat(),
        );
    }
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    let at = u32::try_from(body.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    [&body[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0; 2]].concat()
}

fn kind(nom: &str, bytes: &[u8]) -> Result<Genre, Refus> {
    Depot::new(nom, bytes.to_vec()).check()
}

#[test]
fn each_kind_is_known_by_its_first_bytes_whatever_its_name() {
    let known: [(&[u8], Genre); 4] = [
        (b"%PDF-1.4\nrest", Genre::Pdf),
        (b"\x89PNG\r\n\x1a\nrest", Genre::Png),
        (b"\xff\xd8\xff\xe0rest", Genre::Jpeg),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Genre::Webp),
    ];
    for (bytes, genre) in known {
        assert_eq!(kind("facture.docx", bytes), Ok(genre));
    }
}

#[test]
fn an_office_file_is_known_by_the_names_inside() {
    let content = "[Content_Types].xml";
    assert_eq!(kind("a", &archive(&[content, "word/document.xml"], "")), Ok(Genre::Docx));
    assert_eq!(kind("a", &archive(&[content, "xl/workbook.xml"], "")), Ok(Genre::Xlsx));
    let open = |what: &str| {
        archive(&["mimetype", "content.xml"], &format!("application/vnd.oasis.opendocument.{what}"))
    };
    assert_eq!(kind("a", &open("text")), Ok(Genre::Odt));
    assert_eq!(kind("a", &open("spreadsheet")), Ok(Genre::Ods));
    assert_eq!(kind("a", &open("text-template")), Err(Refus::Inconnu));
    assert_eq!(kind("a.zip", &archive(&["tout.exe"], "")), Err(Refus::Inconnu));
}

#[test]
fn what_can_be_mended_is_refused_with_the_way_to_mend_it() {
    let macros = archive(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], "");
    assert_eq!(kind("a.docx", &macros), Err(Refus::Macros));
    assert_eq!(kind("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), Err(Refus::Ancien));
    assert_eq!(kind("a.heic", b"\0\0\0\x18ftypheicrest"), Err(Refus::Heic));
    assert_eq!(kind("a.pdf", b""), Err(Refus::Vide));
    let big = Depot::new("a.pdf", vec![b' '; usize::try_from(MAX).unwrap() + 1]);
    assert_eq!(big.check(), Err(Refus::TropGros(MAX + 1)));
    assert!(
        Refus::TropGros(24_300_000).to_string().contains("24,3\u{a0}Mo"),
        "{}",
        Refus::TropGros(24_300_000)
    );
}

#[test]
fn text_is_letters_and_never_a_page_or_a_program() {
    assert_eq!(kind("a.csv", "Mois;Actes\nété;3".as_bytes()), Ok(Genre::Csv));
    assert_eq!(kind("a.txt", b"\xe9t\xe9"), Ok(Genre::Txt));
    for (nom, bytes) in [
        ("a.txt", &b"<!DOCTYPE html><script>"[..]),
        ("a.csv", b"  <svg onload=x>"),
        ("a.txt", b"\xef\xbb\xbf<html>"),
        ("a.html", b"bonjour"),
        ("a.txt", b"MZ\x90\0\x03"),
        ("a.csv", b"\x7fELF"),
        ("a.txt", b"#!/bin/sh"),
    ] {
        assert_eq!(kind(nom, bytes), Err(Refus::Inconnu), "{nom} {bytes:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(nom in ".{0,30}", head in 0_usize..6, bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let heads: [&[u8]; 6] = [b"", b"PK\x03\x04", b"%PDF-", b"RIFF", b"PK\x03\x04\x14\0\0\0\0\0", b"\0\0\0\x18ftyp"];
        let _ = kind(&nom, &[heads[head], &bytes, b"PK\x05\x06"].concat());
    }

    #[test]
    fn an_archive_cut_or_altered_anywhere_is_answered(cut in 0_usize..400, at in 0_usize..400, byte: u8) {
        let mut bytes = archive(&["mimetype", "content.xml", "word/document.xml"], "application/vnd.oasis.opendocument.text");
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(cut.max(4));
        let _ = kind("a.odt", &bytes);
    }
}
