use super::*;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn envelopes_come_from_the_contract_by_themselves_in_both_calendars(db) {
        let ctx = cpts(&db, "velay").await;
        let contrat = signed(&db, &ctx).await;
        received(&ctx, &db, contrat, date(2024, 4, 2), "fonctionnement", 6_000_000).await;
        received(&ctx, &db, contrat, date(2025, 4, 2), "acces", 3_750_000).await;
        note(&ctx, &db, facture(date(2025, 1, 10), 100_000, Mission::Fonctionnement, "F-1")).await;
        note(&ctx, &db, facture(date(2025, 4, 10), 200_000, Mission::Fonctionnement, "F-2")).await;
        let book = read(&ctx, &db).await;
        let names: Vec<&str> = book.enveloppes.iter().map(|one| one.nom.as_str()).collect();
        assert_eq!(names, ["Fonctionnement", "Accès aux soins"]);
        let means = Cle::Aci(Mission::Fonctionnement);
        let years = book.exercices(Vue::Contrat);
        assert_eq!(years.len(), 5);
        let contract = |n: usize| bilan(&book, means, &years[n]);
        assert_eq!((contract(0).recu, contract(0).depense, contract(1).report, contract(1).depense), (6_000_000, 100_000, 5_900_000, 200_000));
        let civil = |annee| bilan(&book, means, &Exercice::civil(annee));
        assert_eq!((civil(2024).depense, civil(2025).depense, civil(2025).report), (0, 300_000, 6_000_000));
        assert_eq!(contract(1).reste(), civil(2026).report, "whatever the calendar, the same money is left");
    }

    async fn what_is_due_is_awaited_late_money_is_said_and_the_variable_part_is_never_sure(db) {
        let ctx = cpts(&db, "velay").await;
        signed(&db, &ctx).await;
        let book = read(&ctx, &db).await;
        let acces = Cle::Aci(Mission::Acces);
        let start = book.attendus.iter().find(|one| one.cle == acces).unwrap();
        assert_eq!((start.jour, start.reste()), (date(2025, 3, 20), 3_750_000));
        assert!(start.pourquoi.is_some());
        let stake = book.enjeux.iter().find(|one| one.cle == acces).unwrap();
        assert_eq!((stake.annee, stake.cents, stake.jour), (2, 3_000_000, date(2026, 3, 20)));
        let said: Vec<String> = alertes(&book).into_iter().map(|one| one.phrase).collect();
        assert!(said.iter().any(|one| one.starts_with("Accès aux soins") && one.contains("attendus depuis le 20\u{a0}mars 2025")), "{said:?}");
        assert!(said.iter().any(|one| one.contains("part variable") && one.contains("30\u{202f}000,00")), "{said:?}");
        let year = bilan(&book, acces, &Exercice::civil(2026));
        assert_eq!(year.en_jeu, 3_000_000);
        let sure: i64 = book.attendus.iter().filter(|one| one.cle == acces && one.espere_le(TODAY).year() == 2026).map(Attendu::reste).sum();
        assert_eq!(year.attendu, sure, "the part at stake is not in what is awaited");
    }

    async fn start_up_aids_are_read_where_they_are_kept(db) {
        let ctx = cpts(&db, "velay").await;
        let aide = ctx.id();
        let octroi = projet_sante::Octroi {
            intitule: "Aide au démarrage".into(),
            financeur: "ARS".into(),
            montant: 1_500_000,
            accordee_le: date(2026, 1, 5),
            source: "Courrier".into(),
            fin: Some(date(2026, 4, 30)),
        };
        projet_sante::grant_aide(&ctx, &db, aide, octroi).await.unwrap();
        projet_sante::receive_versement(&ctx, &db, aide, ctx.id(), (1_000_000, date(2026, 1, 20)), "V").await.unwrap();
        projet_sante::spend_aide(&ctx, &db, aide, ctx.id(), (200_000, date(2026, 2, 1)), "Cabinet").await.unwrap();
        let book = read(&ctx, &db).await;
        let one = bilan(&book, Cle::Aide(aide.uuid()), &Exercice::civil(2026));
        assert_eq!((one.recu, one.depense, one.attendu), (1_000_000, 200_000, 500_000));
        let said = alertes(&book);
        assert!(said.len() == 1, "an aid without a due day is never late: {said:?}");
        assert!(said.iter().any(|one| one.phrase.contains("à dépenser avant le 30\u{a0}avril 2026")), "{said:?}");
    }

    async fn what_missions_spent_is_told_to_the_dialogue(db) {
        let ctx = cpts(&db, "velay").await;
        note(&ctx, &db, facture(date(2025, 12, 31), 5, Mission::Acces, "F-0")).await;
        note(&ctx, &db, facture(date(2026, 1, 1), 100, Mission::Acces, "F-1")).await;
        note(&ctx, &db, facture(date(2026, 1, 31), 7, Mission::Crise, "F-2")).await;
        let sums = depense_par_mission(&mut db.read(&ctx).await.unwrap(), date(2026, 1, 1), date(2026, 1, 31)).await.unwrap();
        assert_eq!(sums, [(Mission::Acces, 100), (Mission::Crise, 7)].into());
    }
}
