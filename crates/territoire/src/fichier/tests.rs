use super::*;
use proptest::prelude::*;

fn columns() -> Vec<Colonne> {
    vec![Colonne::requise("code_insee", &["codgeo", "code commune"]), Colonne::option("nom", &["libelle"])]
}

/// Code and name of each line, refusals, notices.
type Lu = (Vec<(String, String)>, Vec<Rejet>, Vec<String>);

fn read(bytes: &[u8]) -> Result<Lu, Illisible> {
    let mut fichier = Fichier::open(bytes, &columns())?;
    let (mut lines, mut rejets) = (Vec::new(), Vec::new());
    while let Some(line) = fichier.next_line()? {
        match line {
            Ok(line) => lines.push((line.get("code_insee").to_owned(), line.get("nom").to_owned())),
            Err(rejet) => rejets.push(rejet),
        }
    }
    Ok((lines, rejets, fichier.avis()))
}

#[test]
fn the_same_table_in_every_dress() {
    let gzip = {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("nom,code_insee\nÉpinal,88160\n".as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    let files: [&[u8]; 7] = [
        "code_insee,nom\n88160,Épinal\n".as_bytes(),
        "\u{feff}CODE_INSEE;Nom\r\n88160;Épinal\r\n\r\n".as_bytes(),
        b"Libell\xe9|Code commune\n\xc9pinal|88160",
        "\n\n\"nom\"\t\"Code Insee\"\n\"Épinal\"\t\" 88160 \"\n".as_bytes(),
        "sep=;\ncodgeo;libelle\n88160;Épinal\n".as_bytes(),
        "code_insee,nom,,\n88160,Épinal,,,\n".as_bytes(),
        &gzip,
    ];
    for file in files {
        let (lines, rejets, avis) = read(file).unwrap();
        assert_eq!(lines, [("88160".to_owned(), "Épinal".to_owned())], "{}", String::from_utf8_lossy(file));
        assert!(rejets.is_empty());
        assert_eq!(avis.len(), usize::from(file.contains(&0xe9) && file.contains(&b'|')), "{avis:?}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let error = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(error(b""), Illisible::Vide);
    assert_eq!(error(b"\xef\xbb\xbf\r\n \n"), Illisible::Vide);
    assert_eq!(error(b"code_insee,nom\n"), Illisible::SansLigne);
    assert!(matches!(error(b"PK\x03\x04zzz"), Illisible::Nature(_)));
    assert!(matches!(error(b"\xff\xfec\0o\0"), Illisible::Nature(_)));
    assert_eq!(error(b"code_insee,codgeo\n1,2"), Illisible::Double("code_insee".into()));
    let missing = error("population;nom\n12;Épinal\n".as_bytes()).to_string();
    assert_eq!(missing, "Colonnes manquantes\u{a0}: code_insee. Colonnes trouvées\u{a0}: population, nom.");
    assert!(matches!(error(b"\x1f\x8b\x08\x00cut"), Illisible::Lecture { .. }));
}

#[test]
fn lines_of_the_wrong_width_are_refused_one_by_one() {
    let (lines, rejets, _) = read(b"code_insee,nom\n01001,A\n01002\n01003,B,C\n01004,D\n").unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(rejets.iter().map(|r| r.ligne).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(rejets[0].raison, "La ligne a 1\u{a0}champ, les titres en ont 2.");
    let (lines, rejets, _) = read(b"nom,code_insee\n\"A,01001\nB,01002\n").unwrap();
    assert!(lines.is_empty() && rejets[0].raison.contains("guillemet"));
}

#[test]
fn a_quote_never_closed_does_not_fill_the_memory() {
    let mut text = b"code_insee,nom\n01001,A\n01002,\"B\n".to_vec();
    text.resize(5 << 20, b'x');
    assert_eq!(read(&text), Err(Illisible::Guillemet(3)));
}

#[test]
fn numbers_are_read_as_the_french_write_them_and_never_guessed() {
    let text = "code_insee;nom\n01001;1 \
     234\n01002;1\u{202f}234\n01003;12,5\n01004;-3.25\n01005;s\n01006;1.234\n01007;1e3\n01008;douze\n";
    let mut fichier = Fichier::open(text.as_bytes(), &columns()).unwrap();
    let (mut whole, mut decimal) = (Vec::new(), Vec::new());
    while let Some(line) = fichier.next_line().unwrap() {
        let line = line.unwrap();
        whole.push(line.whole("nom").ok());
        decimal.push(line.decimal("nom").ok());
    }
    assert_eq!(whole, [Some(Some(1234)), Some(Some(1234)), None, None, Some(None), None, None, None]);
    assert_eq!(
        decimal[2..7],
        [Some(Some(12.5)), Some(Some(-3.25)), Some(None), Some(Some(1.234)), Some(Some(1000.0))]
    );
}

#[test]
fn a_million_lines_stream() {
    let lines = "43157,Le Puy\n".repeat(1_000_000);
    let source = "code_insee,nom\n".as_bytes().chain(lines.as_bytes());
    let mut fichier = Fichier::open(source, &columns()).unwrap();
    while let Some(line) = fichier.next_line().unwrap() {
        assert_eq!(line.unwrap().get("nom"), "Le Puy");
    }
    assert_eq!(fichier.lignes(), 1_000_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
        let mut file = b"code_insee;nom\n".to_vec();
        file.extend(bytes);
        let _ = read(&file);
    }

    #[test]
    fn what_a_csv_writer_writes_is_read_back(rows in proptest::collection::vec(("[0-9A-Z]{1,5}", "[a-zéà ,;\"|]{0,12}"), 1..20), separator in "[,;|\t]") {
        let mut writer = csv::WriterBuilder::new().delimiter(separator.as_bytes()[0]).from_writer(Vec::new());
        writer.write_record(["code_insee", "nom"]).unwrap();
        for (code, nom) in &rows {
            writer.write_record([code, nom]).unwrap();
        }
        let (lines, rejets, _) = read(&writer.into_inner().unwrap()).unwrap();
        let expected: Vec<(String, String)> = rows.iter().map(|(c, n)| (c.clone(), n.trim().to_owned())).collect();
        prop_assert_eq!(lines, expected);
        prop_assert!(rejets.is_empty());
    }
}
