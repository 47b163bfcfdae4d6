//! What a bank refuses, and what becomes of it.

use super::lots::{answer, ready};
use super::vie::pay;
use super::*;
use crate::lot::{Refus, Sort, Virement};
use sepa::Version;
use testkit::each_engine;

/// A batch of both, issued; the identifier that the bank gives back.
pub(super) async fn issued(ctx: &Ctx, other: &Ctx, db: &Db, jour: Date) -> (Id<Lot>, String) {
    let id = ctx.id();
    prepare_lot(ctx, db, &law(), id, jour, Version::V09, Remise::Reference).await.unwrap();
    issue_lot(other, db, id).await.unwrap();
    let lot = store::lots::lot(&mut db.read(ctx).await.unwrap(), id).await.unwrap().unwrap();
    (id, lot.message())
}

async fn transfers(ctx: &Ctx, db: &Db, lot: Id<Lot>) -> Vec<Virement> {
    store::virements::virements(&mut db.read(ctx).await.unwrap(), lot).await.unwrap()
}

async fn all_are(ctx: &Ctx, db: &Db, etat: Etat) -> bool {
    all_lines(ctx, db).await.iter().all(|one| one.etat == etat)
}

/// A group status with its reason, and nothing on transfers.
pub(super) fn whole(lot: &str, status: &str, reason: &str) -> Vec<u8> {
    let said = String::from_utf8(answer(lot, status, &[])).unwrap();
    let why = format!("</GrpSts><StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>");
    said.replace("</GrpSts>", &why).into_bytes()
}

each_engine! { SCHEMA;
    async fn an_order_refused_for_want_of_money_is_presented_again_on_the_same_accounts(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, marc) = ready(&ctx, &db).await;
        let (id, message) = issued(&ctx, &other, &db, PAYDAY).await;
        let said = whole(&message, "RJCT", "AM04");
        assert_eq!(read_retour(&ctx, &db, &said).await.unwrap().rejetes, 2);
        assert!(all_are(&ctx, &db, Etat::Rejetee).await);
        let seen = examen(&mut db.read(&ctx).await.unwrap(), &law(), None, 2026).await.unwrap();
        assert!(seen.alertes.iter().all(|one| one.nature == alerte::Nature::RejetARepresenter && one.lot == Some(id)));
        assert_eq!(seen.alertes.len(), 2);
        assert!(represent(&only(&ctx, &[droits::VOIR]), &db, id, None, "x").await.is_err());
        assert!(matches!(represent(&ctx, &db, id, None, " ").await, Err(WriteError::Saisie(_))));
        let hers = account(&ctx, &db, "Nora").await;
        adhesions::link_compte(&ctx, &db, nora, crate::author(&hers)).await.unwrap();
        assert_eq!(represent(&hers, &db, id, None, "Compte approvisionné").await.unwrap(), 1, "not her own");
        assert!(matches!(represent(&hers, &db, id, None, "Encore").await, Err(WriteError::Ligne(indemnite::Refus::PourSoi))));
        assert_eq!(represent(&ctx, &db, id, None, "Compte approvisionné").await.unwrap(), 1);
        assert!(matches!(represent(&ctx, &db, id, None, "Encore").await, Err(WriteError::Lot(Refus::RienARepresenter))));
        assert!(all_are(&ctx, &db, Etat::Approuvee).await);
        assert_eq!(read_retour(&ctx, &db, &said).await.unwrap().rejetes, 0, "the same answer read again changes nothing");
        pay(&ctx, &other, &db, PAYDAY).await;
        assert!(all_are(&ctx, &db, Etat::Payee).await);
        assert_eq!((engaged(&ctx, &db, nora, 2026).await, engaged(&ctx, &db, marc, 2026).await), (12_000, 4_000), "committed once");
    }

    async fn a_file_sent_twice_takes_back_nothing_that_is_paid(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        ready(&ctx, &db).await;
        let (id, message) = issued(&ctx, &other, &db, PAYDAY).await;
        let after = on(&ctx, PAYDAY);
        let early = read_retour(&ctx, &db, &whole(&message, "RJCT", "DU01")).await.unwrap();
        assert_eq!((early.rejetes, early.doublons), (0, 2), "the first one is on its way");
        assert!(all_are(&ctx, &db, Etat::EnLot).await);
        confirm_lot(&after, &db, id).await.unwrap();
        let refs: Vec<_> = transfers(&ctx, &db, id).await.into_iter().map(|one| one.reference).collect();
        let named: Vec<_> = refs.iter().map(|one| (one.as_str(), "RJCT", "AM05")).collect();
        for said in [whole(&message, "RJCT", "DUPL"), answer(&message, "RJCT", &named)] {
            let lu = read_retour(&after, &db, &said).await.unwrap();
            assert_eq!((lu.rejetes, lu.payes, lu.doublons), (0, 0, 2));
        }
        let late: Vec<_> = refs.iter().map(|one| (one.as_str(), "RJCT", "CH04")).collect();
        for said in [whole(&message, "RJCT", "CH04"), answer(&message, "RJCT", &late)] {
            let lu = read_retour(&after, &db, &said).await.unwrap();
            assert_eq!((lu.rejetes, lu.deja_payes), (0, 2), "refused as a whole, after it was paid");
        }
        assert!(all_are(&ctx, &db, Etat::Payee).await);
    }

    async fn one_transfer_sent_back_after_its_payment_waits_for_another_account(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, _) = ready(&ctx, &db).await;
        let (id, message) = issued(&ctx, &other, &db, PAYDAY).await;
        let after = on(&ctx, PAYDAY);
        confirm_lot(&after, &db, id).await.unwrap();
        let all = transfers(&ctx, &db, id).await;
        let hers = all.iter().find(|one| one.beneficiaire == nora.uuid()).unwrap();
        let lu = read_retour(&after, &db, &answer(&message, "PART", &[(&hers.reference, "RJCT", "AC06")])).await.unwrap();
        assert_eq!((lu.rejetes, lu.deja_payes), (1, 0));
        let lines = all_lines(&ctx, &db).await;
        assert!(lines.iter().filter(|one| one.personne == nora).all(|one| one.etat == Etat::Rejetee));
        assert!(matches!(represent(&after, &db, id, Some(hers.rang), "Encore").await, Err(WriteError::Lot(Refus::RienARepresenter))), "the account first");
        // The same account, given again once it is unblocked, is checked like another.
        let later = on(&ctx, date(2026, 3, 9));
        note(&later, &db, nora, "Éloïse Müller-Łącka", IBAN).await;
        assert!(matches!(prepare_lot(&later, &db, &law(), ctx.id(), date(2026, 3, 10), Version::V09, Remise::Texte).await, Err(WriteError::Lot(Refus::RienAPayer))));
        check(&on(&other, date(2026, 3, 9)), &db, nora).await.unwrap();
        let again = pay(&later, &on(&other, date(2026, 3, 9)), &db, date(2026, 3, 10)).await;
        assert_eq!(transfers(&ctx, &db, again).await[0].sort, Sort::Paye);
    }

    async fn only_what_a_bank_settles_is_paid(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        ready(&ctx, &db).await;
        let (id, message) = issued(&ctx, &other, &db, PAYDAY).await;
        let after = on(&ctx, PAYDAY);
        for waits in ["PDNG", "PATC", "RCVD", "ACTC", "ACCP"] {
            assert_eq!(read_retour(&after, &db, &whole(&message, waits, "NARR")).await.unwrap().payes, 0, "{waits}");
        }
        let all = transfers(&ctx, &db, id).await;
        let one = answer(&message, "PART", &[(&all[0].reference, "PDNG", "NARR")]);
        assert_eq!(read_retour(&ctx, &db, &one).await.unwrap().payes, 0, "before the day");
        assert_eq!(read_retour(&after, &db, &one).await.unwrap().payes, 1, "the other one is accepted");
        assert_eq!(read_retour(&ctx, &db, &whole(&message, "ACSP", "NARR")).await.unwrap().payes, 0, "before the day");
        assert_eq!(read_retour(&after, &db, &whole(&message, "ACSP", "NARR")).await.unwrap().payes, 1);
        assert!(all_are(&ctx, &db, Etat::Payee).await);
    }

    async fn each_transfer_carries_a_reference_unless_words_are_chosen(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, _) = ready(&ctx, &db).await;
        for (remise, strd, ustrd) in [(Remise::Reference, 2, 0), (Remise::Texte, 0, 2)] {
            let id = ctx.id();
            prepare_lot(&ctx, &db, &law(), id, PAYDAY, Version::V03, remise).await.unwrap();
            issue_lot(&other, &db, id).await.unwrap();
            let (_, bytes) = read_fichier(&other, &db, id).await.unwrap();
            let xml = String::from_utf8(bytes).unwrap();
            assert_eq!((xml.matches("<Strd>").count(), xml.matches("<Ustrd>").count()), (strd, ustrd));
            let lot = store::lots::lot(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
            let known = store::virements::references(&mut db.read(&ctx).await.unwrap(), nora).await.unwrap();
            for one in transfers(&ctx, &db, id).await {
                let read = lot.reference_lue(&one);
                assert_eq!(xml.contains(&format!("<Ref>{read}</Ref>")), remise == Remise::Reference);
            }
            assert_eq!(known.contains_key(&id), remise == Remise::Reference);
            read_retour(&ctx, &db, &whole(&lot.message(), "RJCT", "TM01")).await.unwrap();
            assert_eq!(represent(&ctx, &db, id, None, "Avant l’heure").await.unwrap(), 2);
        }
    }
}
