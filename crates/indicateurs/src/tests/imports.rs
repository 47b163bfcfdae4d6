use super::{SCHEMA, add, contrat, leader, read, reunions, sans_mt};
use crate::{WriteError, import_valeurs};
use pieces::Depot;
use testkit::each_engine;

fn file(text: &str) -> Depot {
    Depot::new("cpam.csv", text.as_bytes().to_vec())
}

each_engine! { &SCHEMA;
    async fn good_lines_are_written_with_the_file_as_proof_and_bad_ones_listed(db) {
        let (ctx, contrat) = (leader(), contrat());
        add(&db, &ctx, sans_mt()).await;
        add(&db, &ctx, reunions()).await;
        let text = "indicateur;jour;valeur\nacces.pop_sans_mt;01/02/2026;7,2 %\nPART DES HABITANTS SANS MEDECIN TRAITANT;2026-03-01;7,1\n\
            inconnu;01/02/2026;3\nacces.pop_sans_mt;01/03/2026;6\nparcours.reunions;01/02/2026;3\nacces.pop_sans_mt;01/04/2026;7\n";
        let bilan = import_valeurs(&ctx, &db, &contrat, file(text), "CPAM").await.unwrap();
        assert_eq!((bilan.ecrites.len(), bilan.inchangees), (2, 0));
        assert_eq!(bilan.refuses.iter().map(|one| one.number).collect::<Vec<_>>(), [4, 5, 6, 7]);
        let table = read(&db, &ctx).await;
        let constat = table.lignes[0].constat.clone().unwrap();
        assert_eq!((constat.valeur.milliemes(), constat.preuves), (7_100, 1));
        let again = import_valeurs(&ctx, &db, &contrat, file(text), "CPAM").await.unwrap();
        assert_eq!((again.ecrites.len(), again.inchangees, again.refuses.len()), (0, 2, 4));
    }

    async fn a_file_without_its_columns_writes_nothing(db) {
        let refused = import_valeurs(&leader(), &db, &contrat(), file("a;b\n1;2\n"), "CPAM").await;
        assert!(matches!(refused, Err(WriteError::Releve(tables::Unreadable::NoColumn("indicateur", _)))), "{refused:?}");
    }
}
