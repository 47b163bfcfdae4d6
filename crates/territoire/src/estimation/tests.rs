use super::*;
use crate::referentiel::france;
use jiff::civil::date;
use std::collections::HashMap;
use std::sync::LazyLock;

static LAW: LazyLock<Parameters> = LazyLock::new(|| Parameters::embedded().unwrap());

/// The figures of the reference, added here by other means: straight from the unpacked text, by column name.
fn lines(file: &str) -> Vec<Vec<String>> {
    use std::io::Read;
    let path = format!("{}/data/{file}", env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn estimation(text: &str) -> Estimation {
    estimate(france(), &LAW, date(2026, 11, 22), &Selection::read(france(), text))
}

fn population(text: &str) -> i64 {
    estimation(text).population.valeur.entier().unwrap()
}

fn mesure<'a>(estimation: &'a Estimation, id: &str) -> &'a Mesure {
    estimation.indicateurs.iter().find(|mesure| mesure.id == id).unwrap()
}

#[test]
fn populations_are_the_sums_of_the_file() {
    let communes: HashMap<String, i64> = lines("communes.tsv.gz")
        .into_iter()
        .filter(|fields| fields.len() == 9 && fields[2].is_empty())
        .map(|fields| (fields[0].clone(), fields[4].parse().unwrap_or(0)))
        .collect();
    for departement in ["974", "2A", "2B", "976", "43", "75", "988"] {
        let codes: Vec<&str> =
            communes.keys().filter(|code| code.starts_with(departement)).map(String::as_str).collect();
        let expected: i64 = codes.iter().map(|code| communes[*code]).sum();
        assert_eq!(population(&codes.join(",")), expected, "{departement}");
    }
    let paris: Vec<String> = (75101..=75120).map(|code| code.to_string()).collect();
    assert_eq!(population(&paris.join(" ")), communes["75056"]);
    assert_eq!(population(&format!("75056 {}", paris.join(" "))), communes["75056"]);
    let lyon: Vec<String> = (69381..=69389).map(|code| code.to_string()).collect();
    assert_eq!(population(&lyon.join(" ")), communes["69123"]);
    assert_eq!(population("01003 01165"), communes["01165"]);
}

#[test]
fn the_cpts_of_haute_loire_have_their_populations_and_sizes() {
    let demo = include_str!("../../data/demo-haute-loire.csv");
    let of = |slug: &str| {
        let codes: Vec<&str> = demo
            .lines()
            .filter(|line| line.starts_with(slug))
            .filter_map(|line| line.rsplit(',').next())
            .collect();
        estimation(&codes.join(" "))
    };
    for (slug, population, taille) in [
        ("nord-velay-forez", 36_753, 1),
        ("velay-sud", 65_440, 2),
        ("brivadois", 26_098, 1),
        ("rives-du-haut-allier", 16_499, 1),
        ("ondaine", 81_820, 3),
    ] {
        let estimation = of(slug);
        assert_eq!(estimation.population.valeur, Valeur::Entier(population), "{slug}");
        assert_eq!(estimation.taille.unwrap().value.numero(), taille, "{slug}");
    }
    let ondaine = of("ondaine");
    let parts: Vec<(&str, i64)> =
        ondaine.departements.iter().map(|p| (p.code.as_str(), p.population)).collect();
    assert_eq!(parts, [("42", 61_324), ("43", 20_496)]);
    assert_eq!(ondaine.departements[0].part_du_territoire, 749);
    let loire_semene =
        ondaine.epcis.iter().find(|part| part.code == "244301131" || part.is_entier()).unwrap();
    assert_eq!(loire_semene.communes, loire_semene.communes_total);
}

#[test]
fn shares_are_weighted_by_the_population_of_their_vintage() {
    let rows = lines("indicateurs.tsv.gz");
    let header = rows.iter().find(|fields| fields[0] == "code" && fields.len() > 5).unwrap().clone();
    let column = |id: &str| header.iter().position(|name| name == id).unwrap();
    let (pop, old, births) = (column("population_2021"), column("part_65p_2020"), column("naissances_2022"));
    let rows: Vec<&Vec<String>> =
        rows.iter().filter(|fields| fields[0].starts_with("974") && fields.len() > 5).collect();
    let number = |fields: &Vec<String>, at: usize| fields[at].parse::<f64>().unwrap();
    let people: f64 = rows.iter().map(|fields| number(fields, pop)).sum();
    let seniors: f64 = rows.iter().map(|fields| number(fields, pop) * number(fields, old) / 1000.0).sum();
    let codes: Vec<&str> = rows.iter().map(|fields| fields[0].as_str()).collect();
    let reunion = estimation(&codes.join(";"));
    let measured = mesure(&reunion, "part_65p_2020");
    assert_eq!(measured.compte.valeur.entier().unwrap(), seniors.round() as i64);
    assert_eq!(
        measured.part.as_ref().unwrap().valeur.dixiemes().unwrap(),
        (seniors / people * 1000.0).round() as i64
    );
    assert_eq!((measured.compte.millesime.as_str(), measured.compte.estimation), ("RP2020", false));
    assert!(measured.couverture.is_entiere() && mesure(&reunion, "part_75p_est").compte.estimation);
    let born: f64 = rows.iter().map(|fields| number(fields, births)).sum();
    assert_eq!(mesure(&reunion, "naissances_2022").compte.valeur, Valeur::Entier(born as i64));
}

#[test]
fn small_numbers_are_masked_and_cannot_be_deduced() {
    // Rochefourchat: one inhabitant.
    let tiny = estimation("26274");
    assert!(tiny.population.valeur.entier().unwrap() < 11);
    for id in ["part_moins25_2020", "part_25_64_2020", "part_65p_2020", "naissances_2022", "menages_2021"] {
        let count = &mesure(&tiny, id).compte.valeur;
        assert!(count.is_masquee() || *count == Valeur::Entier(0), "{id}: {count:?}");
    }
    let mut seen = 0;
    for commune in france().communes().iter().filter(|c| c.population.is_some_and(|p| p < 400)).step_by(41) {
        let estimation = estimation(commune.code.as_str());
        let ages: Vec<&Mesure> = estimation.indicateurs.iter().filter(|m| m.partition.is_some()).collect();
        let masked = ages.iter().filter(|mesure| mesure.compte.valeur.is_masquee()).count();
        assert_ne!(masked, 1, "{}", commune.code);
        for mesure in &estimation.indicateurs {
            let count = mesure.compte.valeur.entier().unwrap_or(0);
            assert!(
                count == 0 || count >= 11 || mesure.id.starts_with("population"),
                "{} {}",
                commune.code,
                mesure.id
            );
            assert_eq!(
                mesure.part.as_ref().is_some_and(|p| p.valeur.is_masquee()),
                mesure.part.is_some() && mesure.compte.valeur.is_masquee()
            );
            let whole =
                mesure.part_de.as_ref().map(|id| self::mesure(&estimation, id).compte.valeur.entier());
            if let (Some(part), Some(Some(whole))) = (mesure.compte.valeur.entier(), whole) {
                assert!(!(1..11).contains(&(whole - part)), "{} {}", commune.code, mesure.id);
            }
        }
        seen += masked;
    }
    assert!(seen > 0);
}

#[test]
fn arrondissements_take_the_shares_of_their_city_and_say_so() {
    let first = estimation("75101");
    let seniors = mesure(&first, "part_65p_2020");
    assert_eq!(seniors.part.as_ref().unwrap().valeur, Valeur::Dixiemes(171));
    assert!(seniors.compte.estimation && seniors.compte.origine.contains("commune entière"));
    assert_eq!((first.communes, first.arrondissements), (0, 1));
    assert_eq!((first.epcis[0].communes, first.epcis[0].arrondissements), (0, 1));
    assert_eq!(estimation("75056").superficie.valeur, Valeur::Dixiemes(1_054));
}

#[test]
fn nothing_chosen_has_no_figure() {
    let nothing = estimation("");
    assert_eq!(nothing.taille, Err(Refus::SansHabitant));
    assert!(matches!(nothing.densite.valeur, Valeur::Inconnue { .. }));
    assert!(nothing.epcis.is_empty() && nothing.departements.is_empty());
    let json = serde_json::to_value(&nothing).unwrap();
    assert_eq!(json["population"]["value"], 0);
    assert!(json["size"]["refusal"].as_str().unwrap().contains("sans habitant"));
}

#[test]
fn islands_without_epci_are_counted_apart() {
    let island = estimation("29155 43157");
    assert!(island.epcis.iter().any(|part| part.code.is_empty() && part.communes == 1));
}
