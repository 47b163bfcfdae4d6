//! What pages ask.

use super::{FRANCE, L, SCHEMA, codes, day, idnps, l};
use crate::{ModeExercice, Recours, lieu, offre, professionnel, professionnels_of};
use extractions::Champ;
use testkit::{actors, each_engine};

fn in_structure(line: L, n: u32) -> L {
    line.with(Champ::IdentifiantTechniqueStructure, &format!("F43000{n:04}"))
        .with(Champ::CodeSecteurActivite, "SA52")
}

each_engine! { SCHEMA;
    async fn one_person_in_twenty_structures_is_one_person(db) {
        let lines: Vec<L> = (0..20).flat_map(|n| [
            in_structure(l(1, "FICTIF", "ALIX").doctor("SM54"), n),
            in_structure(l(1, "FICTIF", "ALIX").doctor("SM26"), n),
        ]).collect();
        day(&db, 20, &lines).await;
        let mut tx = db.read(&actors::system()).await.unwrap();
        let alix = professionnel(&mut tx, &idnps(1)).await.unwrap().unwrap();
        assert_eq!((alix.exercices.len(), alix.savoir_faire.len()), (20, 2));
        assert_eq!(alix.nom_complet(), "Dr Alix Fictif");
        assert_eq!((alix.famille().code, alix.exercices[0].mode), ("medecin_generaliste", ModeExercice::MaisonDeSante));
        let there = lieu(&mut tx, &alix.exercices[7].structure.cle().unwrap()).await.unwrap();
        assert_eq!(there, [alix]);
    }

    async fn a_territory_is_asked_by_old_codes_and_by_whole_cities(db) {
        let old = l(1, "FICTIF", "ALIX").at("01003", "01190", "Amareins");
        let lyon = l(2, "EXEMPLE", "LOU").at("", "69003", "LYON 03");
        let abroad = l(3, "LOIN", "SACHA").at("99132", "1201", "GENEVE").with(Champ::CodePays, "99140");
        day(&db, 20, &[old, lyon, abroad]).await;
        let mut tx = db.read(&actors::system()).await.unwrap();
        for (asked, nom) in [("01003", "FICTIF"), ("01165", "FICTIF"), ("69123", "EXEMPLE"), ("69383", "EXEMPLE")] {
            let found = professionnels_of(&mut tx, &FRANCE, &codes(asked)).await.unwrap();
            assert_eq!(found.iter().map(|one| one.nom.as_str()).collect::<Vec<_>>(), [nom], "{asked}");
        }
        assert!(professionnel(&mut tx, &idnps(3)).await.unwrap().unwrap().communes().is_empty());
    }

    async fn a_whole_roster_has_the_practices_elsewhere_too(db) {
        let two = [l(1, "FICTIF", "ALIX"), l(1, "FICTIF", "ALIX").at("63113", "63000", "Clermont-Ferrand")];
        day(&db, 20, &two).await;
        let mut tx = db.read(&actors::system()).await.unwrap();
        let many: Vec<String> = FRANCE.of_departement("43".parse().unwrap()).iter().map(|c| c.code.to_string()).collect();
        let found = professionnels_of(&mut tx, &FRANCE, &codes(&many.join(" "))).await.unwrap();
        assert_eq!((found.len(), found[0].communes()), (1, codes("43157 63113")));
    }

    async fn the_offer_counts_each_person_once_shared_between_communes(db) {
        let shared = [l(1, "FICTIF", "ALIX"), l(1, "FICTIF", "ALIX").at("63113", "63000", "Clermont-Ferrand")];
        let student = l(2, "EXEMPLE", "LOU").with(Champ::CodeCategorie, "E");
        let office = l(3, "BUREAU", "SACHA").with(Champ::CodeGenreActivite, "GENR05");
        let doctor = l(4, "SPECIAL", "DOMINIQUE").doctor("SM04");
        day(&db, 20, &[shared[0].clone(), shared[1].clone(), student, office, doctor]).await;
        let mut tx = db.read(&actors::system()).await.unwrap();
        let mut found = offre(&mut tx, &FRANCE, &codes("43157")).await.unwrap();
        found.sort_by_key(|one| one.famille.code);
        let seen: Vec<(&str, u32, f64, Recours)> =
            found.iter().map(|one| (one.famille.code, one.personnes, one.poids, one.famille.recours)).collect();
        assert_eq!(seen, [("infirmier", 1, 0.5, Recours::Premier), ("medecin_specialiste", 1, 1.0, Recours::Second)]);
    }
}
