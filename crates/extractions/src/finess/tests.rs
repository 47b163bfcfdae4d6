use super::{Bilan, Etablissement, Format, read};
use crate::{Illisible, Rejet};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::io::Write;

fn all(bytes: &[u8]) -> Result<(Vec<Etablissement>, Vec<Rejet>, Bilan), Illisible> {
    let (mut sites, mut rejets) = (Vec::new(), Vec::new());
    let bilan = read(bytes, &mut |site| sites.push(site), &mut |rejet| rejets.push(rejet))?;
    assert_eq!(bilan.lus, (sites.len() + rejets.len()) as u64);
    Ok((sites, rejets, bilan))
}

const CSV: &str = "finess;etalab;111;2026-09-01\n\
structureet;439900424;439950429;MSP DU MARCHÉ;MAISON DE SANTE DU MARCHÉ;;CHEZ X;4;AV;DE LA FONTAINE;B;LE BOURG;080;43;HAUTE-LOIRE;43500 CRAPONNE SUR ARZON;0465717339;;603;Maison de santé (L.6223-3);1110;Autres;13919837800016;4773Z;01;Etablissement Tarif Libre;;;2020-09-23;2020-09-23;2024-06-07;\n\
structureet;9D0000003;9D0000011;\"CENTRE \"\"SUD\"\"; ANNEXE\";;;;;;;;;411;9D;LA REUNION;97400 SAINT DENIS;;;124;Centre de Santé;1110;x;;;;;;;;;;\n\
structureet;43990;439950429;COURT;;;;;;;;;080;43;;;;;;;;;;;;;;;;;;\n\
structureet;439900424;trop;court\n\
equipement;x\n\
geolocalisation;439900424;766612.5;6471081.4;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2024-06-07\n\
geolocalisation;9D0000003;338215.0;7692100.0;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_S40;2024-06-07\n\
geolocalisation;439900424;0;0;LAMBERT_93;2024-06-07\n";

#[test]
fn the_historical_file_gives_structures_with_their_position() {
    let (sites, rejets, bilan) = all(CSV.as_bytes()).unwrap();
    let [msp, reunion] = &sites[..] else { panic!("{sites:?}") };
    assert_eq!(
        (msp.nom.as_str(), msp.nom_long.as_deref()),
        ("MSP DU MARCHÉ", Some("MAISON DE SANTE DU MARCHÉ"))
    );
    assert_eq!(msp.adresse, ["CHEZ X", "4 B AVENUE DE LA FONTAINE", "LE BOURG"]);
    assert_eq!(
        (msp.code_postal.as_deref(), msp.ville.as_deref()),
        (Some("43500"), Some("CRAPONNE SUR ARZON"))
    );
    assert_eq!(msp.commune.unwrap().as_str(), "43080");
    assert_eq!(msp.categorie.as_ref().unwrap().code, "603");
    assert_eq!(msp.ouvert_le.unwrap().to_string(), "2020-09-23");
    assert!(msp.actif && msp.position.is_some());
    assert_eq!(reunion.nom, "CENTRE \"SUD\"; ANNEXE");
    assert_eq!(reunion.commune.unwrap().as_str(), "97411");
    assert!(reunion.cle_douteuse && reunion.position.is_some_and(|point| point.lat < -20.0));
    assert_eq!(rejets.iter().map(|rejet| rejet.ligne).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(rejets[0].recu, "43990");
    assert_eq!(
        (bilan.format, bilan.edition.unwrap().to_string().as_str()),
        (Format::Csv, "2026-09-01T00:00:00")
    );
    assert!(bilan.avis.iter().any(|avis| avis.contains("equipement")), "{:?}", bilan.avis);
}

#[test]
fn older_historical_files_are_latin_1() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(CSV);
    let (sites, _, bilan) = all(&latin).unwrap();
    assert_eq!(sites, all(CSV.as_bytes()).unwrap().0);
    assert!(bilan.avis.iter().any(|avis| avis.contains("Windows-1252")));
}

const JSON: &str = r#"{"schemaVersion": "v1.0.0", "pmej": [
 {"informationsGeneralesPmej": {"numFinessPm": "439950429"}, "ege": [
  {"informationsGeneralesEGE": {"numFinessEge": "010780195", "nomEgeCourt": "CLINIQUE   ", "nomEgeLong": "CLINIQUE CONVERT  ",
    "siret": "77220148900022", "dateOuverture": "1956-11-16"},
   "categorieentiteGeographiqueExercice": "365", "etatObjet": "A",
   "adresse": [{"usageAdresse": "02", "codePostal": "99999"}, {"usageAdresse": "03", "numeroVoie": 62, "typeVoie": "R   ", "libelleVoie": "DE JASSERON   ", "lieuDit": "BP 132",
     "cogCommune": "01053", "ligneAcheminement": "BOURG EN BRESSE", "codePostal": "01000",
     "coordonneesGeographique": {"coordonneeX": "5.254203", "coordonneeY": "46.211257", "directionLatitude": "6570414.61", "directionLongitude": "873766.07"}}],
   "contact": [{"telecom": {"telecopie": "1"}}, {"telecom": {"telephone": "0428631234"}}], "evenement": [{"x": [1, {}]}]},
  {"INFORMATIONSGENERALESEGE": {"num_finess_ege": "010787190", "nomEgeCourt": "SMUR", "dateFermeture": "1993-01-01"}, "etatObjet": "I", "adresse": null},
  {"informationsGeneralesEGE": {"numFinessEge": "01078", "nomEgeCourt": "X"}, "etatObjet": {"code": "A"}},
  {"informationsGeneralesEGE": "rien"}, 12
 ]}, {"ege": "rien"}, null],
 "generatedAt": "2026-03-09T15:49:37.615611300Z"}"#;

#[test]
fn finess_plus_gives_sites_closed_ones_included() {
    let (sites, rejets, bilan) = all(JSON.as_bytes()).unwrap();
    let [open, closed] = &sites[..] else { panic!("{sites:?}") };
    assert_eq!((open.nom.as_str(), open.nom_long.as_deref()), ("CLINIQUE", Some("CLINIQUE CONVERT")));
    assert_eq!(open.finess_ej.unwrap().as_str(), "439950429");
    assert_eq!(open.adresse, ["62 RUE DE JASSERON", "BP 132"]);
    assert_eq!(open.code_postal.as_deref(), Some("01000"));
    assert_eq!(open.telephone.as_deref(), Some("0428631234"));
    assert_eq!(open.position.map(|point| point.lat), Some(46.211257));
    assert!(open.actif && !open.cle_douteuse && open.ferme_le.is_none());
    assert_eq!((closed.actif, closed.ferme_le.unwrap().to_string().as_str()), (false, "1993-01-01"));
    assert_eq!(rejets.iter().map(|rejet| rejet.ligne).collect::<Vec<_>>(), [3, 4, 5]);
    assert_eq!(rejets[0].colonne, "numFinessEge");
    assert_eq!(bilan.format, Format::FinessPlus);
    assert_eq!(bilan.edition.unwrap().to_string(), "2026-03-09T15:49:37.6156113");
}

#[test]
fn gzip_blanks_and_a_byte_order_mark_do_not_count() {
    let expected = all(JSON.as_bytes()).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(JSON.as_bytes()).unwrap();
    assert_eq!(all(&gzip.finish().unwrap()).unwrap(), expected);
    assert_eq!(all(format!("\u{feff} \n{JSON}\n").as_bytes()).unwrap(), expected);
}

#[test]
fn a_file_of_another_nature_is_refused_as_a_whole() {
    assert_eq!(all(b"").unwrap_err(), Illisible::Vide);
    assert_eq!(all(b" \n").unwrap_err(), Illisible::Vide);
    assert_eq!(all(b"finess;etalab;111;2026-09-01\n").unwrap_err(), Illisible::SansLigne);
    assert_eq!(all(b"{\"pmej\": []}").unwrap_err(), Illisible::SansLigne);
    assert!(matches!(all(b"{\"activites\": []}").unwrap_err(), Illisible::Nature(_)));
    assert!(matches!(all(b"nom;adresse\n").unwrap_err(), Illisible::Nature(_)));
    let cut = &JSON.as_bytes()[..JSON.len() - 200];
    assert!(matches!(all(cut).unwrap_err(), Illisible::Lecture { .. }));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0..JSON.len(), byte: u8) {
        let _ = all(&bytes);
        let _ = all(&[b"finess;etalab\n", &bytes[..]].concat());
        let _ = all(&[b"structureet;", &bytes[..]].concat());
        for text in [JSON, CSV] {
            let mut altered = text.as_bytes().to_vec();
            altered[at % text.len()] = byte;
            let _ = all(&altered);
        }
    }
}
