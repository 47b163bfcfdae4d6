//! Batches: four eyes, one file, the bank and back.

use super::vie::pay;
use super::*;
use crate::indemnite::Refus as Ligne;
use crate::lot::{Refus, Sort};
use sepa::Version;
use testkit::{each_engine, race};

/// Two people are owed something approved, and can be paid.
pub(super) async fn ready(ctx: &Ctx, db: &Db) -> (Id<Adherent>, Id<Adherent>) {
    debit(ctx, db).await;
    let (nora, marc) = (adherent(ctx, db, "Éloïse", &[]).await, adherent(ctx, db, "Marc", &[]).await);
    give(ctx, db, nora, "Éloïse Müller-Łącka", IBAN).await;
    give(ctx, db, marc, "Marc Roux", AUTRE_IBAN).await;
    for id in slots(ctx, db, nora, 4_000, 3).await.into_iter().chain(slots(ctx, db, marc, 4_000, 1).await) {
        approve(ctx, db, &law(), id, PAYDAY).await.unwrap();
    }
    (nora, marc)
}

pub(super) fn answer(lot: &str, group: &str, transfers: &[(&str, &str, &str)]) -> Vec<u8> {
    let one = |(id, status, reason): &(&str, &str, &str)| {
        format!(
            "<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts><StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        )
    };
    let all: String = transfers.iter().map(one).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-03-07T08:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{lot}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>\
         <OrgnlPmtInfAndSts><OrgnlPmtInfId>{lot}-1</OrgnlPmtInfId>{all}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
    .into_bytes()
}

each_engine! { SCHEMA;
    async fn one_prepares_another_issues_and_the_file_never_changes(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        ready(&ctx, &db).await;
        let id: Id<Lot> = ctx.id();
        for wrong in [date(2026, 3, 1), date(2026, 3, 7)] {
            assert!(matches!(prepare_lot(&ctx, &db, &law(), id, wrong, Version::V09, Remise::Reference).await, Err(WriteError::Lot(Refus::Passe(_) | Refus::NonBancaire(..)))));
        }
        for _ in 0..2 {
            prepare_lot(&ctx, &db, &law(), id, PAYDAY, Version::V09, Remise::Reference).await.unwrap();
        }
        assert!(matches!(issue_lot(&ctx, &db, id).await, Err(WriteError::Lot(Refus::MemePersonne))));
        assert!(read_fichier(&other, &db, id).await.is_err(), "not issued yet");
        issue_lot(&other, &db, id).await.unwrap();
        assert!(matches!(issue_lot(&other, &db, id).await, Err(WriteError::Lot(Refus::Etat(lot::Etat::Emis)))));
        let (first, bytes) = read_fichier(&other, &db, id).await.unwrap();
        let (second, again) = read_fichier(&on(&other, date(2026, 3, 5)), &db, id).await.unwrap();
        assert!(bytes == again && !first.contains("copie") && second.contains("copie-1"));
        let xml = String::from_utf8(bytes).unwrap();
        for part in ["<CtrlSum>160.00</CtrlSum>", "<NbOfTxs>2</NbOfTxs>", "<Nm>Eloise Muller-Lacka</Nm>", "<Nm>CPTS Velay</Nm>", "<Dt>2026-03-06</Dt>", "IND-2026-0001-00001", "<Cd>SCOR</Cd>", "IND2026000100001</Ref>", "<BICFI>AGRIFRPP</BICFI>"] {
            assert!(xml.contains(part), "{part}\n{xml}");
        }
        assert_eq!(xml.matches("<CdtTrfTxInf>").count(), 2);
        assert!(matches!(cancel_lot(&ctx, &db, id).await, Err(WriteError::Lot(Refus::Etat(_)))));
        let mut tx = db.read(&ctx).await.unwrap();
        let kept = store::lots::lot(&mut tx, id).await.unwrap().unwrap();
        assert_eq!((kept.total, kept.virements, kept.lectures), (16_000, 2, 2));
    }

    async fn the_database_itself_keeps_one_from_approving_for_oneself_or_issuing_alone(db) {
        let ctx = cpts(&db, "velay").await;
        let nora = adherent(&ctx, &db, "Nora", &[]).await;
        let me = account(&ctx, &db, "Nora").await;
        let mine = crate::author(&me).unwrap();
        adhesions::link_compte(&ctx, &db, nora, Some(mine)).await.unwrap();
        let id = slots(&ctx, &db, nora, 1_000, 1).await[0];
        assert!(matches!(approve(&me, &db, &law(), id, PAYDAY).await, Err(WriteError::Ligne(Ligne::PourSoi))));
        assert!(matches!(refuse(&me, &db, id, "Non").await, Err(WriteError::Ligne(Ligne::PourSoi))));
        let mut tx = db.begin(&me).await.unwrap();
        assert!(lignes::approve(&mut tx, id, mine, 2026).await.unwrap_err().is_constraint(), "whatever the code above");
        let told = Declaration { jour: date(2026, 2, 20), objet: Objet::Temps, quantite: 30, mission: Mission::Acces, action: None, quoi: "Appels".into(), profession: None };
        let declared = declare(&me, &db, Uuid::from_u128(7), told, None).await.unwrap().unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        rates_in(&ctx, &db, &mut tx).await;
        assert!(lignes::approve(&mut tx, declared, mine, 2026).await.unwrap_err().is_constraint());
        debit(&ctx, &db).await;
        give(&ctx, &db, nora, "Nora Roux", IBAN).await;
        approve(&ctx, &db, &law(), id, PAYDAY).await.unwrap();
        let lot = ctx.id();
        prepare_lot(&ctx, &db, &law(), lot, PAYDAY, Version::V09, Remise::Reference).await.unwrap();
        let mut tx = db.begin(&ctx).await.unwrap();
        let alone = store::lots::issue(&mut tx, lot, crate::author(&ctx).unwrap(), b"x", "y").await;
        assert!(alone.unwrap_err().is_constraint());
    }

    async fn a_line_is_in_one_live_batch_however_many_prepare_at_once(db) {
        let ctx = cpts(&db, "velay").await;
        ready(&ctx, &db).await;
        let (law, ids) = (law(), [(); 6].map(|()| ctx.id::<Lot>()));
        let next = std::sync::atomic::AtomicUsize::new(0);
        let won = race(6, || {
            let id = ids[next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)];
            let (ctx, db, law) = (&ctx, &db, &law);
            async move { prepare_lot(ctx, db, law, id, PAYDAY, Version::V03, Remise::Reference).await }
        })
        .await;
        assert_eq!(won.iter().filter(|one| one.is_ok()).count(), 1);
        let all = store::lots::lots(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        cancel_lot(&ctx, &db, all[0].id).await.unwrap();
        let lines = all_lines(&ctx, &db).await;
        assert!(lines.iter().all(|one| one.etat == Etat::Approuvee && one.lot.is_none()), "free again");
        prepare_lot(&ctx, &db, &law, ctx.id(), PAYDAY, Version::V03, Remise::Reference).await.unwrap();
    }

    async fn an_account_that_changed_since_the_preparation_stops_the_batch(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, _) = ready(&ctx, &db).await;
        let id = ctx.id();
        prepare_lot(&ctx, &db, &law(), id, PAYDAY, Version::V09, Remise::Reference).await.unwrap();
        give(&ctx, &db, nora, "Éloïse Müller", AUTRE_IBAN).await;
        assert!(matches!(issue_lot(&other, &db, id).await, Err(WriteError::Lot(Refus::CoordonneesChangees(_)))));
        cancel_lot(&ctx, &db, id).await.unwrap();
    }

    async fn what_the_bank_sends_back_is_paid_again_once_the_account_is_right(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        let (nora, marc) = ready(&ctx, &db).await;
        let id = ctx.id();
        prepare_lot(&ctx, &db, &law(), id, PAYDAY, Version::V09, Remise::Reference).await.unwrap();
        issue_lot(&other, &db, id).await.unwrap();
        let lot = store::lots::lot(&mut db.read(&ctx).await.unwrap(), id).await.unwrap().unwrap();
        let transfers = store::virements::virements(&mut db.read(&ctx).await.unwrap(), id).await.unwrap();
        let hers = transfers.iter().find(|one| one.beneficiaire == nora.uuid()).unwrap();
        assert!(matches!(read_retour(&ctx, &db, &answer("AUTRE", "ACSC", &[])).await, Err(WriteError::Lot(Refus::AutreLot(_)))));
        assert!(matches!(read_retour(&ctx, &db, b"bonjour").await, Err(WriteError::Retour(_))));
        let said = answer(&lot.message(), "PART", &[(&hers.reference, "RJCT", "AC04")]);
        let early = read_retour(&ctx, &db, &said).await.unwrap();
        assert_eq!((early.rejetes, early.payes), (1, 0), "before the day, silence is not a payment");
        let after = on(&ctx, PAYDAY);
        assert_eq!(read_retour(&after, &db, &said).await.unwrap().payes, 1);
        let twice = read_retour(&after, &db, &said).await.unwrap();
        assert_eq!((twice.rejetes, twice.payes), (0, 0));
        let lines = all_lines(&ctx, &db).await;
        let back: Vec<_> = lines.iter().filter(|one| one.personne == nora).collect();
        assert!(back.iter().all(|one| one.etat == Etat::Rejetee && one.motif.contains("AC04")) && back.len() == 3);
        assert!(lines.iter().filter(|one| one.personne == marc).all(|one| one.etat == Etat::Payee));
        let seen = examen(&mut db.read(&after).await.unwrap(), &law(), None, 2026).await.unwrap();
        let told: Vec<_> = seen.alertes.iter().map(|one| (one.nature, one.lignes.len())).collect();
        assert_eq!(told, [(alerte::Nature::RejetBancaire, 3)]);
        let same = prepare_lot(&after, &db, &law(), ctx.id(), date(2026, 3, 9), Version::V09, Remise::Reference).await;
        assert!(matches!(same, Err(WriteError::Lot(Refus::RienAPayer))), "the same account would be refused again");
        note(&on(&ctx, date(2026, 3, 7)), &db, nora, "Éloïse Müller", AUTRE_IBAN).await;
        let monday = on(&ctx, date(2026, 3, 8));
        let unchecked = prepare_lot(&monday, &db, &law(), ctx.id(), date(2026, 3, 9), Version::V09, Remise::Reference).await;
        assert!(matches!(unchecked, Err(WriteError::Lot(Refus::RienAPayer))), "a change is checked before it is paid on");
        check(&on(&other, date(2026, 3, 8)), &db, nora).await.unwrap();
        let again = pay(&on(&ctx, date(2026, 3, 8)), &on(&other, date(2026, 3, 8)), &db, date(2026, 3, 9)).await;
        let paid = store::virements::virements(&mut db.read(&ctx).await.unwrap(), again).await.unwrap();
        assert_eq!((paid.len(), paid[0].cents, paid[0].sort), (1, 12_000, Sort::Paye));
        assert_eq!(engaged(&ctx, &db, nora, 2026).await, 12_000, "committed once");
    }
}

/// A rate is written while nothing else is held.
async fn rates_in(ctx: &Ctx, db: &Db, tx: &mut db::Tx) {
    let fresh = db.read(ctx).await.unwrap();
    let held = std::mem::replace(tx, fresh);
    drop(held);
    rates(ctx, db).await;
    let held = std::mem::replace(tx, db.begin(ctx).await.unwrap());
    drop(held);
}
