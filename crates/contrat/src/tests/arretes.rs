//! What a dialogue de gestion settles.

use super::*;
use crate::{Arretee, Atteinte, Refus, UN, WriteError};
use testkit::each_engine;

/// A mission settled indicator by indicator.
fn detailed(mission: &str) -> Arretee {
    let half =
        |id: &str, atteinte| Atteinte { id: id.to_owned(), libelle: String::new(), poids: UN / 2, atteinte };
    let indicateurs = vec![half("a", UN), half("b", 0)];
    let source = "Dialogue de gestion de l’année 1".to_owned();
    Arretee { annee: 1, mission: mission.to_owned(), indicateurs, source, le: TODAY }
}

async fn settled(db: &Db, id: Id<Contrat>, arretees: &[Arretee]) {
    let mut tx = db.begin(&leader()).await.unwrap();
    crate::settle_realisations(&mut tx, id, 1, arretees).await.unwrap();
    tx.commit().await.unwrap();
}

async fn two_missions(db: &Db) -> Id<Contrat> {
    let id = signed(db, &leader()).await;
    for one in ["acces", "parcours"] {
        crate::choose_mission(&leader(), db, &LAW, id, mission(one, Some(SIGNATURE))).await.unwrap();
    }
    id
}

each_engine! { &SCHEMA;
    async fn a_settled_dialogue_leaves_the_other_missions_and_closes_its_own_to_the_hand(db) {
        let (ctx, id) = (leader(), two_missions(&db).await);
        let by_hand = async |mission| crate::note_taux(&ctx, &db, id, 1, mission, 875_000, "Courrier").await;
        by_hand("parcours").await.unwrap();
        settled(&db, id, &[detailed("acces")]).await;
        let rates: Vec<_> = read(&db, &ctx, id).await.realisations.iter().map(|one| (one.mission.clone(), one.taux())).collect();
        assert_eq!(rates, [("acces".to_owned(), 500_000), ("parcours".to_owned(), 875_000)]);
        let refused = by_hand("acces").await;
        assert!(matches!(refused, Err(WriteError::Refus(Refus::DejaArrete(1)))), "{refused:?}");
        by_hand("parcours").await.unwrap();
        let kept = crate::remove_taux(&ctx, &db, id, 1, "acces").await;
        assert!(matches!(kept, Err(WriteError::Refus(Refus::DejaArrete(1)))), "{kept:?}");
        crate::remove_taux(&ctx, &db, id, 1, "parcours").await.unwrap();
        assert_eq!(read(&db, &ctx, id).await.realisations.len(), 1);
    }

    async fn the_days_under_a_settled_dialogue_are_not_said_removable(db) {
        let (ctx, id) = (leader(), two_missions(&db).await);
        crate::note_taux(&ctx, &db, id, 1, "acces", 875_000, "Courrier").await.unwrap();
        settled(&db, id, &[detailed("parcours")]).await;
        let moved = crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2024, 3, 18))).await;
        assert!(matches!(&moved, Err(WriteError::Refus(Refus::AnneeArretee { annee: 1, .. }))), "said before the rate: {moved:?}");
        let said = moved.unwrap_err().to_string();
        assert!(said.contains("ne se retire pas") && said.contains("noter un avenant") && !said.contains("d’abord"), "{said}");
    }

    async fn closing_a_dialogue_marks_its_obligation(db) {
        let (ctx, id) = (leader(), signed(&db, &leader()).await);
        let mut tx = db.begin(&ctx).await.unwrap();
        crate::mark_dialogue(&mut tx, id, 1, date(2025, 4, 3)).await.unwrap();
        crate::mark_dialogue(&mut tx, id, 9, date(2025, 4, 3)).await.unwrap();
        tx.commit().await.unwrap();
        let contrat = read(&db, &ctx, id).await;
        let all = crate::echeances(&mut db.read(&ctx).await.unwrap(), &LAW, &contrat, TODAY).await.unwrap();
        let done: Vec<_> = all.iter().filter(|one| one.can_be_marked() && one.faite.is_some()).collect();
        assert_eq!(done.iter().map(|one| one.cle.as_str()).collect::<Vec<_>>(), ["dialogue.1"]);
        assert_eq!(done[0].faite.as_ref().unwrap().le, date(2025, 4, 3));
        assert_eq!(actions(&db, &ctx).await[0], "contrat.echeance_faite");
        for le in [None, Some(date(2025, 4, 4))] {
            let undone = crate::mark_echeance(&ctx, &db, &LAW, id, "dialogue.1", le, "").await;
            assert!(matches!(undone, Err(WriteError::Refus(Refus::PasACocher(_)))), "what a dialogue closed stays: {undone:?}");
        }
    }
}
