use super::*;
use crate::indicateur::TableIndicateurs;
use crate::referentiel::{Referentiel, TableCommunes, france};
use identifiants::CommuneCode;

const TITLES: &str =
    "code_insee,nom,code_departement,code_region,epci_siren,epci_nom,population,codes_postaux,lat,lon";

fn code(text: &str) -> CommuneCode {
    text.parse().unwrap()
}

fn import_communes(present: &TableCommunes, lines: &str) -> (Import<TableCommunes>, Vec<Rejet>) {
    let mut rejets = Vec::new();
    let text = format!("{TITLES}\n{lines}");
    let import = communes(present, text.as_bytes(), None, &mut |rejet| rejets.push(rejet)).unwrap();
    (import, rejets)
}

#[test]
fn communes_are_added_changed_kept_or_refused() {
    let present = TableCommunes::embedded().unwrap();
    let same = "43157,Le Puy-en-Velay,43,84,200073419,CA du Puy-en-Velay,18963,43000,45.04,3.88";
    let lines = format!(
        "{same}\n43999,Neuveville,43,84,,,12,43000,45.0,3.9\n01003,Amareins,01,84,,,5,01000,46,4.9\n\
         43012,Aurec-sur-Loire,42,84,,,5,43110,45,4\n43013,Autrac,43,84,200073418,X,5,43450,45,3\n\
         43014,Auvers,43,84,,,cinq,43300,45,3\n43999,Neuveville,43,84,,,12,43000,45,3.9\n1001,A,01,84,,,5,01000,46,5\n"
    );
    let (import, rejets) = import_communes(&present, &lines);
    assert_eq!(
        (import.bilan.lus, import.bilan.ajoutes, import.bilan.modifies, import.bilan.rejetes),
        (8, 1, 1, 6)
    );
    let where_: Vec<(u64, &str)> = rejets.iter().map(|r| (r.ligne, r.colonne.as_str())).collect();
    assert_eq!(
        where_,
        [
            (4, "code_insee"),
            (5, "code_departement"),
            (6, "epci_siren"),
            (7, "population"),
            (8, "code_insee"),
            (9, "code_insee")
        ]
    );
    assert!(rejets[0].raison.contains("01165") && rejets[5].raison.contains("01001"));
    let (again, _) = import_communes(&import.edition, same);
    assert_eq!(again.bilan, Bilan { lus: 1, inchanges: 1, ..Bilan::default() });
    let france = Referentiel::new(import.edition, TableIndicateurs::embedded().unwrap());
    assert_eq!(france.commune(code("43999")).unwrap().population, Some(12));
    assert_eq!(france.communes().len(), 35_015);
}

#[test]
fn the_edition_round_trips_as_a_blob() {
    let present = TableCommunes::embedded().unwrap();
    let (import, _) = import_communes(&present, "43999,Neuveville,43,84,,,12,43000 43100,45.0,3.9\n");
    assert_eq!(TableCommunes::from_bytes(&import.edition.to_bytes()).unwrap(), import.edition);
    assert!(import.edition.edition.population.contains("complétée") && import.avis.len() == 1);
}

#[test]
fn old_codes_take_merged_communes_out() {
    let present = TableCommunes::embedded().unwrap();
    let text = "code_ancien;nom_ancien;code_actuel;nom_actuel;nature\n43012;Aurec;43157;;\n43157;;43157;;\n43013;;43999;;\n43014;;43157;;fusion\n";
    let mut rejets = Vec::new();
    assert!(is_anciens(text.as_bytes()) && !is_anciens(TITLES.as_bytes()));
    let import = anciens(&present, text.as_bytes(), &mut |rejet| rejets.push(rejet)).unwrap();
    assert_eq!((import.bilan.ajoutes, import.bilan.inchanges, import.bilan.rejetes), (1, 1, 2));
    let france = Referentiel::new(import.edition.clone(), TableIndicateurs::embedded().unwrap());
    assert!(france.commune(code("43012")).is_none());
    assert_eq!(france.anciens(code("43012"))[0].actuel, code("43157"));
    assert_eq!(TableCommunes::from_bytes(&import.edition.to_bytes()).unwrap(), import.edition);
}

#[test]
fn indicators_of_merged_communes_are_added_or_averaged() {
    let present = TableIndicateurs::embedded().unwrap();
    let text = "code_insee;population_2021;part_65p_2020;naissances_2022;inconnue\n\
        01165;100;10,0;3;x\n01003;300;20,0;4;x\n43157;1000;25,55;s;x\n55273;1;1;1;x\n43157;1;1;1;x\n43012;5;120;1;x\n43040;1;2;3,5;x\n";
    let mut rejets = Vec::new();
    let import =
        indicateurs(france(), &present, text.as_bytes(), None, &mut |rejet| rejets.push(rejet)).unwrap();
    assert_eq!((import.bilan.lus, import.bilan.modifies, import.bilan.rejetes), (7, 2, 4));
    let value = |commune: &str, column: &str| {
        let at = import.edition.meta.index(column).unwrap();
        import.edition.ligne(code(commune)).unwrap()[at]
    };
    assert_eq!((value("01165", "population_2021"), value("01165", "naissances_2022")), (Some(400), Some(7)));
    assert_eq!(value("01165", "part_65p_2020"), Some(175));
    assert_eq!((value("43157", "part_65p_2020"), value("43157", "naissances_2022")), (Some(256), None));
    assert!(value("43157", "deces_2022").is_some(), "what the file does not speak of stays");
    assert_eq!(import.avis.len(), 3, "{:?}", import.avis);
    assert_eq!(TableIndicateurs::from_bytes(&import.edition.to_bytes()).unwrap(), import.edition);
}

#[test]
fn a_new_indicator_comes_with_its_meta() {
    let present = TableIndicateurs::embedded().unwrap();
    let meta = "[edition]\ntitle = 'APL'\nlicence = 'Licence Ouverte 2.0'\nattribution = \
     'DREES'\n[[column]]\nid = 'medecins'\nlabel = 'Médecins généralistes'\nunit = 'médecins'\nkind = \
      'count'\nsource = 'Drees'\nvintage = '2024'\nmasking = 0\n";
    let text = "code_insee,medecins\n43157,31\n97701,4\n";
    let import = indicateurs(france(), &present, text.as_bytes(), Some(meta), &mut |_| {}).unwrap();
    assert_eq!((import.bilan.modifies, import.bilan.ajoutes), (1, 1));
    assert_eq!(import.edition.meta.colonnes.len(), present.meta.colonnes.len() + 1);
    assert_eq!(import.edition.ligne(code("43157")).unwrap().last(), Some(&Some(31)));
    assert!(import.edition.meta.attribution.contains("DREES"));
    let france = Referentiel::new(TableCommunes::embedded().unwrap(), import.edition.clone());
    assert_eq!(TableIndicateurs::from_bytes(&import.edition.to_bytes()).unwrap(), import.edition);
    let none = indicateurs(&france, &present, "code_insee,x\n43157,1\n".as_bytes(), None, &mut |_| {});
    assert!(matches!(none, Err(ErreurIndicateurs::SansColonne(_))));
}

#[test]
fn outlines_are_laid_over_the_present_ones() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"code_insee":"43157"},"geometry":{"type":"Polygon","coordinates":[[[3,45],[4,45],[4,46],[3,45]]]}},
        {"type":"Feature","properties":{},"geometry":null}]}"#;
    let mut rejets = Vec::new();
    let first = contours(france(), None, text.as_bytes(), "IGN", &mut |rejet| rejets.push(rejet)).unwrap();
    assert_eq!((first.bilan.lus, first.bilan.ajoutes, first.bilan.rejetes, rejets.len()), (2, 1, 1, 1));
    let again = contours(france(), Some(&first.edition), text.as_bytes(), "IGN", &mut |_| {}).unwrap();
    assert_eq!((again.bilan.inchanges, again.edition), (1, first.edition));
}
