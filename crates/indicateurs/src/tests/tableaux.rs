use super::valeurs::said;
use super::{SCHEMA, SIGNED, TODAY, add, aim, contrat, leader, lois, meet, read, reunions, sans_mt};
use crate::mesure::{Compte, Depuis, Mesure};
use crate::{Enjeu, Feu, Manque, Nombre, Texte, note_valeur};
use actes::{Filtre, Genre};
use testkit::each_engine;

each_engine! { &SCHEMA;
    async fn a_computed_indicator_says_where_it_stands_and_what_it_is_worth(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        meet(&db, &ctx, 5, Some(Genre::Reunion)).await;
        meet(&db, &ctx, 7, Some(Genre::Public)).await;
        let table = read(&db, &ctx).await;
        let line = &table.lignes[0];
        assert_eq!((line.constat.as_ref().unwrap().valeur, line.feu), (Nombre::entier(5), Feu::Rouge));
        assert_eq!(line.atteinte.as_ref().unwrap().value, 250_000);
        let Enjeu::Montant { plafond, acquis, prevu, doute } = &line.enjeu else { panic!("{:?}", line.enjeu) };
        assert_eq!((*plafond, *acquis), (2_500_000, Some(625_000)));
        assert_eq!(*doute, table.part("parcours").unwrap().doute, "a doubt of the engine is never lost");
        assert_eq!(*prevu, Some(1_375_000));
        assert_eq!(line.prevision.as_ref().unwrap().phrase, "Il manque 15\u{a0}réunions d’ici au 19\u{a0}septembre 2026.");
        assert_eq!(line.manque, []);
    }

    async fn a_mission_whose_amount_is_unknown_asks_for_it_and_counts_nothing(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        let mut bare = contrat();
        bare.montants.clear();
        // Accès has no split in the tables of its size: only the contract can say.
        let other = add(&db, &ctx, sans_mt()).await;
        aim(&db, &ctx, "acces", other, Nombre::from_milliemes(7_000)).await;
        let mut tx = db.read(&ctx).await.unwrap();
        let table = crate::tableau(&mut tx, &lois(), &bare, 1, TODAY).await.unwrap();
        let access = table.lignes.iter().find(|one| one.indicateur.id == other).unwrap();
        assert!(matches!(&access.enjeu, Enjeu::Inconnu { question } if !question.is_empty()), "{:?}", access.enjeu);
        assert!(table.bilan().partiel);
        let path = table.lignes.iter().find(|one| one.indicateur.id == id).unwrap();
        assert!(matches!(&path.enjeu, Enjeu::Montant { doute: contrat::Doute::Montant, .. } | Enjeu::Inconnu { .. }), "{:?}", path.enjeu);
    }

    async fn a_started_mission_without_indicator_is_counted_as_missing(db) {
        let ctx = leader();
        let id = add(&db, &ctx, reunions()).await;
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        meet(&db, &ctx, 5, Some(Genre::Reunion)).await;
        let table = read(&db, &ctx).await;
        assert_eq!(table.part("acces").and_then(|one| one.variable), Some(3_000_000));
        assert!(table.bilan().partiel, "the money of accès hangs on no indicator yet");
        assert_eq!(table.bilan().plafond, Some(2_500_000));
    }

    async fn what_lacks_a_figure_says_which(db) {
        let ctx = leader();
        add(&db, &ctx, Texte { depart: None, confirme: false, ..sans_mt() }).await;
        let line = read(&db, &ctx).await.lignes.remove(0);
        assert_eq!(line.manque, [Manque::Valeur, Manque::Cible, Manque::Depart, Manque::Poids, Manque::Confirmation]);
        assert_eq!((line.feu, line.atteinte), (Feu::Inconnu, None));
    }

    async fn a_year_that_is_over_keeps_the_value_of_its_last_day(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        let late = kernel::Ctx { now: testkit::actors::instant("2027-03-02T07:00:00Z"), ..ctx.clone() };
        note_valeur(&late, &db, &contrat, id, said(TODAY, 7_200), None).await.unwrap();
        note_valeur(&late, &db, &contrat, id, said(jiff::civil::date(2026, 11, 1), 6_000), None).await.unwrap();
        let mut tx = db.read(&late).await.unwrap();
        let year = |n| (n, jiff::civil::date(2027, 3, 2));
        let mut values = Vec::new();
        for (annee, jour) in [year(1), year(2)] {
            let table = crate::tableau(&mut tx, &lois(), &contrat, annee, jour).await.unwrap();
            values.push(table.lignes[0].constat.clone().unwrap().valeur.milliemes());
        }
        assert_eq!(values, [7_200, 6_000]);
        assert!(crate::tableau(&mut tx, &lois(), &contrat, 6, TODAY).await.is_err());
    }

    async fn an_indicator_counts_in_the_years_that_it_saw_or_that_somebody_gave_it(db) {
        let (contrat, lois) = (contrat(), lois());
        let ctx = kernel::Ctx { now: testkit::actors::instant("2026-11-02T07:00:00Z"), ..leader() };
        let (id, entered) = (add(&db, &ctx, reunions()).await, add(&db, &ctx, sans_mt()).await);
        let today = kernel::today(ctx.now);
        let seen = async |annee| {
            let mut tx = db.read(&ctx).await.unwrap();
            let table = crate::tableau(&mut tx, &lois, &contrat, annee, today).await.unwrap();
            table.lignes.iter().map(|one| one.indicateur.id).collect::<Vec<_>>()
        };
        assert_eq!((seen(1).await.len(), seen(2).await.len()), (0, 2), "born in the second year");
        aim(&db, &ctx, "parcours", id, Nombre::entier(20)).await;
        assert_eq!(seen(1).await, [id], "a target brings it into the first");
        note_valeur(&ctx, &db, &contrat, entered, said(TODAY, 7_200), None).await.unwrap();
        assert_eq!(seen(1).await.len(), 2, "and so does a value");
    }

    async fn nothing_known_is_never_zero_euros(db) {
        let ctx = leader();
        let id = add(&db, &ctx, sans_mt()).await;
        let sum = read(&db, &ctx).await.bilan();
        assert_eq!((sum.plafond, sum.acquis, sum.prevu, sum.partiel), (None, None, None, true));
        aim(&db, &ctx, "acces", id, Nombre::entier(7)).await;
        let sum = read(&db, &ctx).await.bilan();
        assert_eq!((sum.plafond, sum.acquis, sum.prevu), (Some(3_000_000), None, None));
        assert_eq!(sum.doutes(), ["règle non confirmée"]);
    }

    async fn professionals_are_counted_once_and_hours_are_summed(db) {
        let ctx = leader();
        let measured = |code: &str, compte: Compte, depuis: Depuis| Texte {
            code: code.into(),
            mesure: Some(Mesure { filtre: Filtre::default(), compte, depuis, sur: None }),
            ..reunions()
        };
        add(&db, &ctx, measured("a", Compte::Heures, Depuis::Contrat)).await;
        add(&db, &ctx, measured("b", Compte::Personnes, Depuis::Annee)).await;
        add(&db, &ctx, measured("c", Compte::Auteurs, Depuis::Annee)).await;
        meet(&db, &ctx, 3, None).await;
        let values: Vec<i64> = read(&db, &ctx).await.lignes.iter().map(|one| one.constat.as_ref().unwrap().valeur.milliemes()).collect();
        assert_eq!(values, [3_000, 24_000, 0]);
        let _ = SIGNED;
    }
}
