use crate::{Genre, nom::clean};
use proptest::prelude::*;

#[test]
fn a_name_loses_its_folder_and_its_tricks() {
    let cases = [
        ("C:\\Users\\Anne\\Attestation été.PDF", "Attestation été.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("facture\u{202e}fdp.exe", "facture fdp.pdf"),
        ("photo.png", "photo.pdf"),
        ("Bilan v1.2 (final)", "Bilan v1.2 (final).pdf"),
        ("  ", "piece.pdf"),
        ("...", "piece.pdf"),
        ("a\r\nb\"c;d.pdf", "a b c d.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("-rf.pdf", "rf.pdf"),
    ];
    for (received, kept) in cases {
        assert_eq!(clean(received, Genre::Pdf), kept, "{received:?}");
    }
}

proptest! {
    #[test]
    fn any_name_becomes_one_that_any_system_accepts(received in "\\PC{0,200}|.{0,60}") {
        let kept = clean(&received, Genre::Docx);
        prop_assert!(kept.ends_with(".docx") && kept.chars().count() <= 121, "{kept:?}");
        prop_assert!(!kept.starts_with(['.', ' ', '-']) && !kept.contains(['/', '\\', '"', '\n', '\r', '\0', ':']), "{kept:?}");
        prop_assert!(crate::nom::ascii(&kept).is_ascii());
        prop_assert_eq!(clean(&kept, Genre::Docx), kept);
    }
}
