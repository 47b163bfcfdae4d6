//! A region-wide month: five thousand lines from the approval screen to the file of the bank.

use super::*;
use sepa::Version;
use testkit::each_engine;

const PEOPLE: usize = 250;
const EACH: usize = 20;

each_engine! { SCHEMA;
    async fn five_thousand_lines_are_looked_at_approved_and_paid_in_whole_sets(db) {
        let ctx = cpts(&db, "velay").await;
        let other = account(&ctx, &db, "Odile").await;
        debit(&ctx, &db).await;
        let mut people = Vec::new();
        for n in 0..PEOPLE {
            let qui = Qui::Personne { nom: format!("Nom {n}"), prenom: "Alix".into() };
            let id = member(&ctx, &db, Fiche::new(qui, Mode::Liberal)).await;
            give(&ctx, &db, id, &format!("Alix Nom {n}"), IBAN).await;
            people.push(id);
        }
        slots(&ctx, &db, people[0], 1_234, 0).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        let rates = store::baremes::baremes(&mut tx).await.unwrap();
        for (n, who) in people.iter().enumerate() {
            let (line, compte) = crate::propose::build(&mut tx, ("snp.creneau", Uuid::from_u128(1)), slot(*who), &rates).await.unwrap();
            for k in 0..EACH {
                let one = Indemnite { id: ctx.id(), source: ("snp.creneau".into(), Uuid::from_u128((n * EACH + k) as u128 + 10)), ..line.clone() };
                assert!(lignes::add(&mut tx, &one, compte).await.unwrap());
            }
        }
        tx.record(db::Trace::new("indemnites.ligne_proposee", "essai"));
        tx.commit().await.unwrap();
        let law = law();
        let seen = examen(&mut db.read(&ctx).await.unwrap(), &law, None, 2026).await.unwrap();
        let total = 1_234 * 5_000;
        assert_eq!(seen.resume(), (5_000, PEOPLE, total));
        let done = approve_all(&ctx, &db, &law, Geste::SansAlerte, PAYDAY).await.unwrap();
        assert_eq!((done.lignes, done.au_dela), (5_000, 0));
        assert_eq!(engaged(&ctx, &db, people[7], 2026).await, 1_234 * 20);
        let lot = ctx.id();
        prepare_lot(&ctx, &db, &law, lot, PAYDAY, Version::V09, Remise::Reference).await.unwrap();
        issue_lot(&other, &db, lot).await.unwrap();
        let (_, bytes) = read_fichier(&other, &db, lot).await.unwrap();
        let xml = String::from_utf8(bytes).unwrap();
        assert_eq!(xml.matches("<CdtTrfTxInf>").count(), PEOPLE);
        assert!(xml.contains("<CtrlSum>61700.00</CtrlSum>"));
        let after = on(&ctx, PAYDAY);
        assert_eq!(confirm_lot(&after, &db, lot).await.unwrap(), PEOPLE as u64);
        let sums = lectures::sommes(&mut db.read(&ctx).await.unwrap(), &lectures::Filtre::default()).await.unwrap();
        assert_eq!(sums, BTreeMap::from([(Etat::Payee, (5_000, total))]));
    }
}
