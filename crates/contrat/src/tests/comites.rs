use super::*;
use crate::{Comite, Place, Refus, Seance, Section, WriteError};
use testkit::each_engine;

pub(super) fn seance(le: Date) -> Seance {
    Seance {
        comite: Comite::Cpl,
        le,
        lieu: "CPAM, Le Puy-en-Velay".to_owned(),
        convocation_le: None,
        ordre_du_jour_le: None,
        ordre_du_jour: String::new(),
        decisions: String::new(),
    }
}

pub(super) fn place(nom: &str) -> Place {
    let (comite, section) = (Comite::Cpl, Section::AssuranceMaladie);
    Place { comite, section, nom: nom.to_owned(), qualite: String::new(), depuis: TODAY, jusquau: None }
}

each_engine! { &SCHEMA;
    async fn a_late_notice_shows_and_a_missing_one_waits_in_the_day(db) {
        let ctx = cpts(&db, "velay-sud").await;
        signed(&db, &ctx).await;
        let late = Seance { convocation_le: Some(date(2026, 3, 1)), ..seance(date(2026, 3, 12)) };
        crate::keep_reunion(&ctx, &db, None, late).await.unwrap();
        let mut visitor = site(&db, &ctx, "coordination").await;
        let page = visitor.get("/velay-sud/espace/contrat/commissions").await;
        assert!(page.body.contains("4\u{a0}jours de retard"), "{}", page.body);
        assert!(page.body.contains("au plus tard le 7\u{a0}mars 2026"), "{}", page.body);
    }

    async fn a_meeting_is_noted_once_and_its_day_has_a_sequence(db) {
        let ctx = leader();
        let id = crate::keep_reunion(&ctx, &db, None, seance(date(2026, 5, 4))).await.unwrap();
        let twice = crate::keep_reunion(&ctx, &db, None, seance(date(2026, 5, 4))).await;
        assert!(matches!(twice, Err(WriteError::Refus(Refus::DejaUneReunion))), "{twice:?}");
        crate::keep_reunion(&ctx, &db, Some(id), Seance { decisions: "Accord".to_owned(), ..seance(date(2026, 5, 4)) }).await.unwrap();
        crate::keep_reunion(&ctx, &db, Some(id), seance(date(2026, 5, 11))).await.unwrap();
        let all = crate::store::comites::reunions(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        assert_eq!((all.len(), all[0].sequence, all[0].seance.le), (1, 1, date(2026, 5, 11)));
        crate::remove_reunion(&ctx, &db, id).await.unwrap();
        assert!(matches!(crate::remove_reunion(&ctx, &db, id).await, Err(WriteError::Inconnu(_))));
    }

    async fn the_journal_never_names_who_sits(db) {
        let ctx = leader();
        let id = crate::keep_siege(&ctx, &db, None, place("Alix Fictif")).await.unwrap();
        crate::keep_siege(&ctx, &db, Some(id), place("Alix Exemple")).await.unwrap();
        crate::remove_siege(&ctx, &db, id).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        for line in db::journal::latest(&mut tx, i64::MAX, 10).await.unwrap() {
            assert_eq!(line.detail, "Commission paritaire locale (CPL), Section de l’assurance maladie");
        }
    }

    async fn who_sits_is_noted_corrected_and_removed(db) {
        let ctx = leader();
        let id = crate::keep_siege(&ctx, &db, None, place("Alix Fictif")).await.unwrap();
        let ended = Place { jusquau: Some(date(2026, 3, 1)), ..place("Alix Fictif") };
        assert!(matches!(crate::keep_siege(&ctx, &db, Some(id), ended).await, Err(WriteError::Refus(Refus::Ordre(_)))));
        crate::keep_siege(&ctx, &db, Some(id), place("Alix Exemple")).await.unwrap();
        crate::remove_siege(&ctx, &db, id).await.unwrap();
        assert_eq!(actions(&db, &ctx).await, ["contrat.siege_retire", "contrat.siege_corrige", "contrat.siege_note"]);
    }
}
