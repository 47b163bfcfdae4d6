//! The pages of the room, as a browser sees them.

use super::monde::{BRIOUDE, Monde, PUY, SCHEMA, communes};
use super::{TODAY, write};
use crate::pages::offre;
use accessibilite::{MINUTES_PAR_KM, Methode};
use territoire::referentiel::Referentiel;
use testkit::each_engine;
use testkit::http::Page;

pub(super) const BASE: &str = "/velay-sud/espace/diagnostic";

pub(super) fn here(part: &str) -> String {
    if part.is_empty() { BASE.to_owned() } else { format!("{BASE}/{part}") }
}

pub(super) fn tells(page: &Page, words: &[&str]) {
    assert_eq!(page.status, 200, "{}", page.body);
    for told in words {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
}

/// Inhabitants of a commune, as the reference says.
fn inhabitants(france: &Referentiel, code: &str) -> f64 {
    f64::from(france.commune(code.parse().unwrap()).unwrap().population.unwrap())
}

/// Points of the Earth, as the crow flies, in kilometres.
fn apart(a: (f64, f64), b: (f64, f64)) -> f64 {
    let half = |x: f64| (x.to_radians() / 2.0).sin().powi(2);
    let h = half(b.0 - a.0) + a.0.to_radians().cos() * b.0.to_radians().cos() * half(b.1 - a.1);
    2.0 * 6371.0088 * h.sqrt().asin()
}

/// One doctor at Le Puy, shared by hand between all who reach them: for 100 000 inhabitants.
fn by_hand(france: &Referentiel) -> f64 {
    let at = |code: &str| {
        let place = france.commune(code.parse().unwrap()).unwrap().position.unwrap();
        (place.lat_degrees(), place.lon_degrees())
    };
    let puy = at(PUY);
    let weight = |minutes: f64| match minutes {
        m if m <= 10.0 => 1.0,
        m if m <= 15.0 => 2.0 / 3.0,
        m if m <= 20.0 => 1.0 / 3.0,
        _ => 0.0,
    };
    let whole = france.communes().iter().filter(|one| !one.is_arrondissement());
    let shared: f64 = whole
        .filter_map(|one| {
            let place = one.position?;
            let km = apart(puy, (place.lat_degrees(), place.lon_degrees()));
            Some(f64::from(one.population.unwrap_or(0)) * weight(km * MINUTES_PAR_KM))
        })
        .sum();
    1e5 / shared
}

each_engine! { SCHEMA;
    async fn without_a_territory_or_a_file_every_page_says_what_to_do(db) {
        let mut visitor = Monde::empty(&db).await.site("coordination").await;
        for part in ["", "chiffres", "offre", "acces"] {
            tells(&visitor.get(&here(part)).await, &["Composer le territoire"]);
        }
        for (part, told) in [("besoins", "Aucun besoin écrit"), ("seances", "au moins deux besoins"), ("signalements", "Aucun signalement")] {
            tells(&visitor.get(&here(part)).await, &[told]);
        }
        assert_eq!(visitor.get(&here(&format!("acces/{PUY}"))).await.status, 404);
    }

    async fn the_first_page_says_who_lives_here_who_cares_and_what_is_left_to_do(db) {
        let monde = Monde::new(&db).await;
        write(&db, &monde.ctx, &["Trouver un médecin", "Se déplacer"]).await;
        let (here, puy) = (communes(), PUY.parse().unwrap());
        crate::report_difficulty(&monde.ctx, &db, &here, puy, "Plus de médecin").await.unwrap();
        let page = monde.site("coordination").await.get(BASE).await;
        tells(&page, &["Population", "Infirmiers", "Trouver un médecin", "2\u{a0}besoins sans preuve", "1\u{a0}signalement sans réponse", "Ouvrir une séance", "diagnostic.pdf"]);
        let page = monde.site("elu").await.get(BASE).await;
        tells(&page, &["Signaler une difficulté d’accès aux soins"]);
        assert!(!page.body.contains("besoins sans preuve"));
    }

    async fn figures_are_compared_with_their_vintage(db) {
        let monde = Monde::new(&db).await;
        let page = monde.site("membre").await.get(&here("chiffres")).await;
        tells(&page, &["Territoire", "Haute-Loire", "Auvergne-Rhône-Alpes", "France", "Population", "Millésime"]);
        let etat = monde.atlas.at(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap();
        let all = inhabitants(&etat.france, PUY) + inhabitants(&etat.france, BRIOUDE);
        tells(&page, &[&ui::francais::nombre(all as i64)]);
        assert!(!page.body.contains("Ce fait montre le besoin"));
        write(&db, &monde.ctx, &["Trouver un médecin"]).await;
        tells(&monde.site("coordination").await.get(&here("chiffres")).await, &["Ce fait montre le besoin"]);
    }

    async fn the_offer_counts_a_small_world_as_by_hand(db) {
        let monde = Monde::new(&db).await;
        let page = monde.site("coordination").await.get(&here("offre")).await;
        tells(&page, &["Infirmiers", "Départs d’ici 1 an", "1\u{a0}personne n’est plus", "RPPS du 20\u{a0}février 2026"]);
        let etat = monde.atlas.at(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap();
        let everybody = async |tx: &mut db::Tx| repertoire::professionnels_of(tx, &etat.france, &communes()).await.unwrap();
        let mut tx = db.read(&monde.ctx).await.unwrap();
        let people = everybody(&mut tx).await;
        let said = crate::pages::people::declarations(&mut tx, true).await.unwrap();
        let lines = crate::offre::count(&people, &communes(), &said, TODAY);
        let line = |code: &str| {
            let one = lines.iter().find(|one| one.famille.code == code).unwrap();
            (one.personnes, one.activite, one.declares, one.departs, one.absents)
        };
        // One whole nurse, half of one who is also at Clermont-Ferrand, one who declares a half; the student never counts.
        assert_eq!(line("infirmier"), (3, 2.0, 1, (0, 0), 1));
        assert_eq!(line("medecin_generaliste"), (1, 1.0, 0, (1, 1), 0));
        let offre = offre::Offre { population: etat.population(&communes()), lignes: lines, du: None, departs: true };
        let density = offre::density(&offre, offre.lignes.iter().find(|one| one.famille.code == "infirmier").unwrap());
        assert_eq!(density, 2e5 / (inhabitants(&etat.france, PUY) + inhabitants(&etat.france, BRIOUDE)));
        let page = monde.site("membre").await.get(&here("offre")).await;
        assert!(!page.body.contains("Départs d’ici"), "departures are for the office");
    }

    async fn access_is_what_a_computation_by_hand_says_and_a_commune_without_anybody_is_listed(db) {
        let monde = Monde::new(&db).await;
        let mut visitor = monde.site("coordination").await;
        let page = visitor.get(&here("acces?famille=medecin_generaliste")).await;
        let etat = monde.atlas.at(&mut db.read(&monde.ctx).await.unwrap()).await.unwrap();
        let (puy, here_too) = (inhabitants(&etat.france, PUY), inhabitants(&etat.france, BRIOUDE));
        let score = by_hand(&etat.france);
        let mean = ui::francais::decimal(score * puy / (puy + here_too), 1);
        tells(&page, &["1\u{a0}commune est hors de portée\u{a0}: Brioude.", &ui::francais::decimal(score, 1), &mean, "Ce ne sont pas des temps de route"]);
        let page = visitor.get(&here(&format!("acces/{PUY}?famille=medecin_generaliste&bassin={PUY}"))).await;
        tells(&page, &["Lieux de soins à portée", "Le bassin de Le Puy-en-Velay", &ui::francais::decimal(score, 2)]);
        tells(&visitor.get(&here(&format!("acces/{BRIOUDE}?famille=medecin_generaliste"))).await, &["Aucun lieu de soins n’est à portée"]);
        for other in ["acces?famille=pharmacien", "acces?famille=nimporte&methode=nimporte"] {
            assert_eq!(visitor.get(&here(other)).await.status, 200, "{other}");
        }
        assert_eq!(visitor.get(&here("acces/63113")).await.status, 404);
    }

    async fn what_the_population_weighs_comes_back_from_all_communes(db) {
        let monde = Monde::new(&db).await;
        let mut tx = db.read(&monde.ctx).await.unwrap();
        let etat = monde.atlas.at(&mut tx).await.unwrap();
        let famille = repertoire::Famille::parse("infirmier").unwrap();
        let said = crate::pages::people::declarations(&mut tx, true).await.unwrap();
        let here = communes();
        let carte = crate::acces::compute(&mut tx, &etat, &here, famille, Methode::E2sfcaApl, &said);
        let carte = carte.await.unwrap().unwrap();
        let lieux = carte.etude.lieux();
        let served: f64 = (0..carte.etude.bilan().lieux)
            .filter_map(|rang| Some(carte.etude.score(rang)?.score * lieux.lieu(rang).population))
            .sum();
        assert!((served - 2.0).abs() < 1e-9, "two nurses are shared, neither more nor less: {served}");
    }
}
