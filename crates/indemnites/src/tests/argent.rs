//! Bank details at rest and in the journal; what a member declares; what other rooms read of money.

use super::vie::pay;
use super::*;
use testkit::each_engine;

pub(super) async fn journal(ctx: &Ctx, db: &Db, action: &str) -> Vec<String> {
    let mut tx = db.read(ctx).await.unwrap();
    let rows = tx
        .rows(
            "SELECT detail FROM db_journal WHERE cpts = $1 AND action = $2 ORDER BY numero",
            db::params![ctx.cpts, action],
        )
        .await
        .unwrap();
    rows.iter().map(|row| row.get("detail").unwrap()).collect()
}

/// The messages that were asked for, as they stand in the outbox.
pub(super) async fn letters(db: &Db, ctx: &Ctx) -> Vec<String> {
    let events = db::outbox::due(&mut db.begin(ctx).await.unwrap(), 100).await.unwrap();
    events
        .into_iter()
        .filter(|event| event.nom == "comptes.message_demande")
        .map(|event| event.contenu)
        .collect()
}

each_engine! { SCHEMA;
    async fn bank_details_are_sealed_masked_and_each_reading_is_kept(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora Roux", IBAN).await;
        let kept = bank(&ctx, &db, nora).await;
        assert_eq!(kept.masque.as_str(), "FR76 •••• 0189");
        assert!(!kept.scelle.windows(6).any(|some| some == b"300060"));
        assert!(matches!(read_coordonnees(&only(&ctx, &[droits::PAYER]), &db, nora, "x").await, Err(WriteError::Denied(_))));
        assert!(matches!(read_coordonnees(&ctx, &db, nora, " ").await, Err(WriteError::Saisie(_))));
        let clear = read_coordonnees(&ctx, &db, nora, "Virement refusé").await.unwrap();
        assert_eq!(clear.0.iban.electronique(), "FR7630006000011234567890189");
        assert_eq!(journal(&ctx, &db, "indemnites.coordonnees_lues").await, ["Virement refusé"]);
        note(&ctx, &db, nora, "Nora Roux", IBAN).await;
        assert_eq!(journal(&ctx, &db, "indemnites.coordonnees_donnees").await.len(), 1, "the same ones change nothing");
    }

    async fn a_change_is_told_to_the_person_and_checked_by_somebody_else(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        let own = only(&mine, &[droits::DECLARER]);
        let stranger = only(&other, &[droits::DECLARER]);
        let account = Compte::read("Nora Roux", IBAN, "").unwrap();
        assert!(matches!(give_coordonnees(&stranger, &db, nora, &account, None).await, Err(WriteError::Denied(_))));
        give_coordonnees(&own, &db, nora, &account, None).await.unwrap();
        note(&own, &db, nora, "Nora Roux", AUTRE_IBAN).await;
        let letters = letters(&db, &ctx).await;
        assert!(letters.iter().any(|text| text.contains("coordonnées bancaires ont changé") && text.contains("nora@exemple.org") && !text.contains("2004")));
        assert!(bank(&ctx, &db, nora).await.recentes(ctx.now));
        assert!(check(&mine, &db, nora).await.is_err());
        check(&other, &db, nora).await.unwrap();
        assert!(!bank(&ctx, &db, nora).await.recentes(ctx.now));
    }

    async fn a_declaration_is_written_once_and_its_faults_are_said_together(db) {
        let ctx = cpts(&db, "velay").await;
        rates(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &["Infirmier"]).await;
        let told = Declaration { jour: date(2026, 2, 20), objet: Objet::Temps, quantite: 50, mission: Mission::Parcours, action: None, quoi: " Appels aux cabinets ".into(), profession: None };
        let nobody = declare(&ctx, &db, Uuid::from_u128(5), told.clone(), None).await;
        assert!(matches!(nobody, Err(WriteError::SansFiche)));
        let mine = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&mine)).await.unwrap();
        let wrong = Declaration { jour: date(2027, 1, 1), quantite: 0, quoi: String::new(), ..told.clone() };
        assert!(matches!(declare(&mine, &db, Uuid::from_u128(5), wrong, None).await, Err(WriteError::Saisie(faults)) if faults.0.len() == 3));
        let proof = pieces::Depot::new("preuve.txt", b"Liste des appels".to_vec());
        let id = declare(&mine, &db, Uuid::from_u128(5), told.clone(), Some(proof)).await.unwrap().unwrap();
        assert_eq!(declare(&mine, &db, Uuid::from_u128(5), told.clone(), None).await.unwrap(), Some(id));
        let kept = line(&ctx, &db, id).await;
        assert_eq!((kept.cents(), kept.libelle.as_str(), kept.piece.is_some()), (Some(4_500), "Appels aux cabinets", true));
        assert!(withdraw_declaration(&ctx, &db, id).await.is_err(), "somebody else’s");
        withdraw_declaration(&mine, &db, id).await.unwrap();
        assert_eq!(line(&ctx, &db, id).await.etat, Etat::Annulee);
        let journey = Declaration { objet: Objet::Kilometre, quantite: 24, ..told };
        let km = declare(&mine, &db, Uuid::from_u128(6), journey, None).await.unwrap().unwrap();
        assert_eq!(line(&ctx, &db, km).await.cents(), None, "no rate for kilometres: it waits, it is not zero");
        assert!(matches!(approve(&ctx, &db, &law(), km, PAYDAY).await, Err(WriteError::Ligne(crate::indemnite::Refus::SansBareme))));
    }

    async fn a_refusal_has_a_reason_that_the_person_is_told(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let id = slots(&ctx, &db, nora, 1_000, 1).await[0];
        assert!(matches!(refuse(&ctx, &db, id, " ").await, Err(WriteError::Saisie(_))));
        refuse(&ctx, &db, id, "Créneau non tenu").await.unwrap();
        let kept = line(&ctx, &db, id).await;
        assert_eq!((kept.etat, kept.motif.as_str()), (Etat::Refusee, "Créneau non tenu"));
        let letters = letters(&db, &ctx).await;
        assert!(letters.iter().any(|text| text.contains("Créneau non tenu")));
    }

    async fn money_spent_and_committed_is_told_to_the_budget(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        debit(&ctx, &db).await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        give(&ctx, &db, nora, "Nora", IBAN).await;
        let ids = slots(&ctx, &db, nora, 1_000, 2).await;
        approve(&ctx, &db, &law(), ids[0], PAYDAY).await.unwrap();
        let lot = pay(&ctx, &other, &db, PAYDAY).await;
        approve(&ctx, &db, &law(), ids[1], PAYDAY).await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let spent = payees(&mut tx, PAYDAY, PAYDAY).await.unwrap();
        let expected = Depense { jour: PAYDAY, cents: 1_000, mission: Mission::Acces, regime: Regime::RemunerationDeMission, beneficiaire: "Nora Roux".into(), lot: lot.uuid() };
        assert_eq!(spent, [expected]);
        let owed = engagees(&mut tx).await.unwrap();
        assert_eq!((owed.len(), owed[0].jour, owed[0].lot), (1, TODAY, Uuid::nil()));
        assert!(payees(&mut tx, TODAY, TODAY).await.unwrap().is_empty());
    }
}
