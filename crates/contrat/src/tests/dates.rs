//! What hangs on the contract years holds its days.

use super::*;
use crate::versement::Ligne;
use crate::{Refus, WriteError};
use testkit::each_engine;

async fn paid(db: &Db, id: Id<Contrat>, recu_le: Date) {
    let text = |text: &str| text.to_owned();
    let (composante, libelle, reference) = (text("fonctionnement"), text("Avance"), String::new());
    let ligne = Ligne { recu_le, cents: 100, composante, libelle, reference };
    note_versement(&leader(), db, &LAW, id, ligne).await.unwrap();
}

fn blocked(done: Result<(), WriteError>) -> String {
    match done {
        Err(WriteError::Refus(refus @ Refus::AnneesLiees(_))) => refus.to_string().replace('\u{a0}', " "),
        other => panic!("{other:?}"),
    }
}

each_engine! { &SCHEMA;
    async fn a_payment_keeps_its_contract_year_when_a_signature_is_corrected(db) {
        let (ctx, id) = (leader(), signed(&db, &leader()).await);
        paid(&db, id, date(2025, 3, 22)).await;
        let sign = async |jour| crate::sign_contrat(&ctx, &db, &LAW, id, all_on(jour)).await;
        let said = blocked(sign(date(2024, 3, 25)).await);
        assert!(said.starts_with("Un versement du 22 mars 2025 (Fonctionnement)"), "{said}");
        assert!(blocked(sign(date(2025, 6, 1)).await).contains("22 mars 2025"), "before the signature");
        sign(date(2024, 3, 18)).await.unwrap();
    }

    async fn a_settled_year_holds_its_days(db) {
        let (ctx, id) = (leader(), signed(&db, &leader()).await);
        crate::choose_mission(&ctx, &db, &LAW, id, mission("acces", Some(date(2024, 4, 2)))).await.unwrap();
        crate::note_taux(&ctx, &db, id, 1, "acces", 875_000, "Dialogue").await.unwrap();
        let said = blocked(crate::sign_contrat(&ctx, &db, &LAW, id, all_on(date(2024, 3, 18))).await);
        assert!(said.starts_with("La réalisation arrêtée de l’année 1 (Accès aux soins)"), "{said}");
        blocked(crate::end_contrat(&ctx, &db, &LAW, id, date(2025, 1, 1), "Résiliation").await);
        crate::end_contrat(&ctx, &db, &LAW, id, date(2026, 1, 1), "Résiliation").await.unwrap();
        let other = Signatures { ars: Some(date(2024, 3, 1)), ..all_on(SIGNATURE) };
        crate::sign_contrat(&ctx, &db, &LAW, id, other).await.unwrap();
    }
}
