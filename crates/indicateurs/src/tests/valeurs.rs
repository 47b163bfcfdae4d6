use super::{SCHEMA, SIGNED, TODAY, add, aim, contrat, leader, lois, read, reunions, sans_mt};
use crate::valeur::{Refus, Saisie};
use crate::{
    Manque, Nombre, Objet, WriteError, add_preuve, note_valeur, remove_preuve, retract_valeur, store,
};
use jiff::civil::Date;
use pieces::Depot;
use testkit::each_engine;

pub(super) fn said(jour: Date, milliemes: i64) -> Saisie {
    let valeur = Nombre::from_milliemes(milliemes);
    Saisie { jour, valeur, source: "CPAM".into(), note: String::new() }
}

fn paper() -> Depot {
    Depot::new("releve.csv", b"indicateur;jour;valeur\n".to_vec())
}

each_engine! { &SCHEMA;
    async fn the_last_value_of_the_year_counts_and_a_retracted_one_does_not(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        note_valeur(&ctx, &db, &contrat, id, said(SIGNED, 7_400), None).await.unwrap();
        let last = note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), None).await.unwrap();
        assert_eq!(read(&db, &ctx).await.lignes[0].constat.as_ref().unwrap().valeur.milliemes(), 7_100);
        retract_valeur(&ctx, &db, last, "erreur de relevé").await.unwrap();
        assert_eq!(read(&db, &ctx).await.lignes[0].constat.as_ref().unwrap().valeur.milliemes(), 7_400);
        note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_200), None).await.unwrap();
    }

    async fn a_value_that_nothing_shows_is_flagged_until_a_paper_is_joined(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        let valeur = note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), None).await.unwrap();
        assert!(read(&db, &ctx).await.lignes[0].manque.contains(&Manque::Preuve));
        let objet = Objet { indicateur: id, annee: 1, valeur: Some(valeur), libelle: String::new() };
        let preuve = add_preuve(&ctx, &db, &contrat, objet, Some(paper())).await.unwrap();
        let line = read(&db, &ctx).await.lignes.remove(0);
        assert_eq!((line.manque.contains(&Manque::Preuve), line.constat.unwrap().preuves), (false, 1));
        remove_preuve(&ctx, &db, id, preuve).await.unwrap();
        assert!(read(&db, &ctx).await.lignes[0].manque.contains(&Manque::Preuve));
    }

    async fn a_paper_taken_away_lets_its_file_go_and_so_does_a_value_taken_back(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        let objet = Objet { indicateur: id, annee: 1, valeur: None, libelle: String::new() };
        let preuve = add_preuve(&ctx, &db, &contrat, objet, Some(paper())).await.unwrap();
        let other = Some(Depot::new("courrier.csv", b"a;b\n".to_vec()));
        let valeur = note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), other).await.unwrap();
        let all = store::preuves::preuves(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        remove_preuve(&ctx, &db, id, preuve).await.unwrap();
        retract_valeur(&ctx, &db, valeur, "erreur").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let files: Vec<_> = all.iter().map(|one| one.piece).collect();
        assert_eq!((files.len(), pieces::pieces(&mut tx, &files).await.unwrap()), (2, Vec::new()));
        assert_eq!(store::preuves::preuves(&mut tx, id).await.unwrap(), []);
    }

    async fn a_paper_that_a_settled_year_counted_stays(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        aim(&db, &ctx, "acces", id, Nombre::entier(7)).await;
        let valeur = note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), Some(paper())).await.unwrap();
        let demande = crate::Demande { libelle: "Dialogue".into(), definitif: true, cle: "a".into(), a_zero: false };
        crate::freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande, true)).await.unwrap();
        let all = async || store::preuves::preuves(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let refused = remove_preuve(&ctx, &db, id, all().await[0].id).await;
        assert!(matches!(refused, Err(WriteError::Gel(crate::gel::Refus::PreuveCitee(1)))), "{refused:?}");
        retract_valeur(&ctx, &db, valeur, "relevé corrigé").await.unwrap();
        assert_eq!(all().await.len(), 1, "the settled figure keeps its proof");
        let later = kernel::Ctx { now: testkit::actors::instant("2026-03-05T07:00:00Z"), ..ctx.clone() };
        let objet = Objet { indicateur: id, annee: 1, valeur: None, libelle: String::new() };
        let late = add_preuve(&later, &db, &contrat, objet, Some(paper())).await.unwrap();
        remove_preuve(&later, &db, id, late).await.unwrap();
    }

    async fn a_paper_counted_by_a_freeze_that_began_before_it_stays(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        aim(&db, &ctx, "acces", id, Nombre::entier(7)).await;
        note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), None).await.unwrap();
        let later = kernel::Ctx { now: ctx.now + jiff::SignedDuration::from_secs(5), ..ctx.clone() };
        let objet = || Objet { indicateur: id, annee: 1, valeur: None, libelle: String::new() };
        let counted = add_preuve(&later, &db, &contrat, objet(), Some(paper())).await.unwrap();
        let demande = crate::Demande { libelle: "Dialogue".into(), definitif: true, cle: "a".into(), a_zero: false };
        crate::freeze_annee(&ctx, &db, &lois(), &contrat, 1, (demande, true)).await.unwrap();
        let refused = remove_preuve(&later, &db, id, counted).await;
        assert!(matches!(refused, Err(WriteError::Gel(crate::gel::Refus::PreuveCitee(1)))), "{refused:?}");
        let after = add_preuve(&ctx, &db, &contrat, objet(), Some(paper())).await.unwrap();
        remove_preuve(&ctx, &db, id, after).await.unwrap();
    }

    async fn a_value_and_its_paper_are_kept_together_or_not_at_all(db) {
        let (ctx, contrat) = (leader(), contrat());
        let id = add(&db, &ctx, sans_mt()).await;
        note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_100), Some(paper())).await.unwrap();
        let twice = note_valeur(&ctx, &db, &contrat, id, said(TODAY, 7_000), Some(paper())).await;
        assert!(matches!(twice, Err(WriteError::Valeur(Refus::DejaUne))), "{twice:?}");
        let mut tx = db.read(&ctx).await.unwrap();
        assert_eq!(store::preuves::preuves(&mut tx, id).await.unwrap().len(), 1);
    }

    async fn values_of_no_possible_day_or_unit_are_refused(db) {
        let (ctx, contrat) = (leader(), contrat());
        let (level, computed) = (add(&db, &ctx, sans_mt()).await, add(&db, &ctx, reunions()).await);
        let cases = [
            (level, said(TODAY.tomorrow().unwrap(), 7_000), "n’est pas encore passé"),
            (level, said(SIGNED.yesterday().unwrap(), 7_000), "en dehors du contrat"),
            (level, said(TODAY, 100_001), "unité"),
            (level, Saisie { source: " ".into(), ..said(TODAY, 7_000) }, "d’où vient"),
            (computed, said(TODAY, 7_000), "actes"),
        ];
        for (id, saisie, why) in cases {
            let refused = note_valeur(&ctx, &db, &contrat, id, saisie, None).await.unwrap_err();
            assert!(refused.to_string().contains(why), "{refused}");
        }
    }
}
