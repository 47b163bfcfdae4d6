//! Bank details: who gives them, who is told, who checks; their papers and those of declarations.

use super::argent::{journal, letters};
use super::*;
use crate::lot::Refus;
use pieces::{Depot, Genre};
use sepa::Version;
use testkit::each_engine;

async fn count(ctx: &Ctx, db: &Db, table: &str) -> i64 {
    let sql = format!("SELECT count(*) AS n FROM {table} WHERE cpts = $1");
    db.read(ctx).await.unwrap().must_row(&sql, db::params![ctx.cpts]).await.unwrap().get("n").unwrap()
}

each_engine! { SCHEMA;
    async fn what_somebody_else_gave_is_told_and_waits_for_a_third_one(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        debit(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        note(&ctx, &db, nora, "Nora Roux", IBAN).await;
        let told = letters(&db, &ctx).await;
        assert!(told.iter().any(|text| text.contains("nora@exemple.org") && text.contains("viennent d’être notées")), "{told:?}");
        let id = slots(&ctx, &db, nora, 1_000, 1).await[0];
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        let seen = examen(&mut db.read(&ctx).await.unwrap(), &law(), None, 2026).await.unwrap();
        assert_eq!(seen.alertes[0].nature, alerte::Nature::CoordonneesRecentes);
        let winter = on(&ctx, date(2026, 11, 2));
        let prepared = prepare_lot(&winter, &db, &law(), ctx.id(), date(2026, 11, 3), Version::V09, Remise::Reference).await;
        assert!(matches!(prepared, Err(WriteError::Lot(Refus::RienAPayer))), "time does not check it");
        assert!(matches!(check(&ctx, &db, nora).await, Err(WriteError::Ligne(indemnite::Refus::PourSoi))), "nor whoever gave it");
        check(&other, &db, nora).await.unwrap();
        prepare_lot(&winter, &db, &law(), ctx.id(), date(2026, 11, 3), Version::V09, Remise::Reference).await.unwrap();
    }

    async fn one_s_own_first_account_needs_no_check(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        note(&mine, &db, nora, "Nora Roux", IBAN).await;
        let kept = bank(&ctx, &db, nora).await;
        assert!(!kept.recentes(ctx.now) && !kept.par_autrui);
    }

    async fn what_is_checked_is_what_was_looked_at(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        note(&ctx, &db, nora, "Nora Roux", IBAN).await;
        let seen = bank(&ctx, &db, nora).await.donne_le;
        note(&on(&ctx, date(2026, 3, 3)), &db, nora, "Nora Roux", AUTRE_IBAN).await;
        let blind = confirm_coordonnees(&on(&other, date(2026, 3, 3)), &db, nora, seen, "Appelée").await;
        assert!(matches!(blind, Err(WriteError::CoordonneesChangees)));
        assert!(bank(&ctx, &db, nora).await.recentes(ctx.now));
    }

    async fn a_paper_is_sealed_read_with_a_reason_and_destroyed_when_replaced(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let paper = b"%PDF-1.7 FR76 3000 6000 0112 3456 7890 189".to_vec();
        let compte = |iban| Compte::read("Nora Roux", iban, "").unwrap();
        let big = Depot::new("rib.pdf", [b"%PDF-1.7".to_vec(), vec![b' '; 5_000_000]].concat());
        assert!(matches!(give_coordonnees(&ctx, &db, nora, &compte(IBAN), Some(big)).await, Err(WriteError::Saisie(_))));
        give_coordonnees(&ctx, &db, nora, &compte(IBAN), Some(Depot::new("rib.pdf", paper.clone()))).await.unwrap();
        assert_eq!((count(&ctx, &db, "pieces_piece").await, count(&ctx, &db, "indemnites_papier").await), (0, 1));
        let (_, sealed) = store::coordonnees::open_papier(&mut db.read(&ctx).await.unwrap(), nora).await.unwrap().unwrap();
        assert!(!sealed.windows(4).any(|some| some == b"3000"));
        assert!(matches!(read_papier(&only(&ctx, &[droits::PAYER]), &db, nora, "x").await, Err(WriteError::Denied(_))));
        assert!(matches!(read_papier(&ctx, &db, nora, " ").await, Err(WriteError::Saisie(_))));
        assert_eq!(read_papier(&ctx, &db, nora, "Doute sur le titulaire").await.unwrap(), (Genre::Pdf, paper));
        assert_eq!(journal(&ctx, &db, "indemnites.papier_lu").await, ["Doute sur le titulaire"]);
        note(&ctx, &db, nora, "Nora Roux", AUTRE_IBAN).await;
        assert_eq!(count(&ctx, &db, "indemnites_papier").await, 0);
        assert!(matches!(read_papier(&ctx, &db, nora, "x").await, Err(WriteError::Inconnu(_))));
    }

    async fn the_proof_of_a_declaration_cannot_be_removed(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        let told = Declaration { jour: date(2026, 2, 20), objet: Objet::Temps, quantite: 50, mission: Mission::Parcours, action: None, quoi: "Appels".into(), profession: None };
        let proof = Depot::new("preuve.txt", b"Liste des appels".to_vec());
        let id = declare(&mine, &db, Uuid::from_u128(5), told, Some(proof)).await.unwrap().unwrap();
        let piece = line(&ctx, &db, id).await.piece.unwrap();
        assert!(matches!(pieces::discard(&ctx, &db, piece).await, Err(pieces::DiscardError::Citee)));
    }
}
