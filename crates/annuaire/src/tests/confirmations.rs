//! Asking owners, in small portions, and not too often.

use super::*;
use testkit::{each_engine, race};

async fn ask(db: &Db, ctx: &Ctx, wanted: &[Reference], force: bool) -> Vec<Issue> {
    let asked = ask_confirmation(ctx, db, wanted, force, false).await.unwrap();
    asked.into_iter().map(|(_, issue)| issue).collect()
}

fn refused(refus: DemandeRefus) -> Vec<Issue> {
    vec![Issue::Refusee(refus)]
}

each_engine! { SCHEMA;
    async fn an_owner_is_asked_once_a_month_unless_somebody_insists(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        anne(&db, &ctx).await;
        assert_eq!(ask(&db, &ctx, &[ps(1)], false).await, [Issue::Envoyee("a…@exemple.fr".to_owned())]);
        assert_eq!(ask(&db, &later(&ctx, 29), &[ps(1)], false).await, refused(DemandeRefus::TropTot));
        assert!(matches!(ask(&db, &later(&ctx, 29), &[ps(1)], true).await[0], Issue::Envoyee(_)));
        assert!(matches!(ask(&db, &later(&ctx, 59), &[ps(1)], false).await[0], Issue::Envoyee(_)));
        let letter = letters(&db, &later(&ctx, 60)).await.remove(0);
        assert_eq!(letter.vers.to_string(), ADRESSE);
        assert!(letter.texte.contains("{lien}") && letter.texte.contains("CPTS velay-sud"), "{}", letter.texte);
    }

    async fn eight_requests_at_once_send_one_message(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        anne(&db, &ctx).await;
        let sent = race(8, async || ask(&db, &ctx, &[ps(1)], false).await).await;
        assert_eq!(sent.iter().filter(|issue| matches!(issue[0], Issue::Envoyee(_))).count(), 1, "{sent:?}");
        assert_eq!(letters(&db, &ctx).await.len(), 1);
    }

    async fn whoever_wants_no_message_or_has_no_address_gets_none(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let fiche = anne(&db, &ctx).await;
        stop_messages(&ctx, &db, fiche.id).await.unwrap();
        assert_eq!(ask(&db, &ctx, &[ps(1)], true).await, refused(DemandeRefus::NePlusEcrire));
        resume_messages(&ctx, &db, fiche.id).await.unwrap();
        assert!(matches!(ask(&db, &ctx, &[ps(1)], true).await[0], Issue::Envoyee(_)));
        fill(&ctx, &db, &ps(2), &[said(Nature::Telephone, "0471000002")]).await.unwrap();
        assert_eq!(ask(&db, &ctx, &[ps(2)], false).await, refused(DemandeRefus::SansAdresse));
        fill(&ctx, &db, &ps(3), &[said(Nature::Telephone, "0612345678")]).await.unwrap();
        assert_eq!(ask(&db, &ctx, &[ps(3)], false).await, refused(DemandeRefus::SansAdresse), "no gateway");
        let by_sms = ask_confirmation(&ctx, &db, &[ps(3)], false, true).await.unwrap();
        assert!(matches!(&by_sms[0].1, Issue::Envoyee(vers) if vers.starts_with("06")));
    }

    async fn a_portion_is_ten_people_the_never_confirmed_then_the_oldest(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        for n in 1..=14 {
            let mail = format!("p{n}@exemple.fr");
            fill(&ctx, &db, &ps(n), &[said(Nature::Courriel, &mail)]).await.unwrap();
        }
        for n in 1..=4 {
            let fiche = entry(&db, &ctx, &ps(n)).await;
            confirm(&later(&ctx, -400 + i64::from(n)), &db, fiche.id, fiche.numero).await.unwrap();
        }
        let atlas = atlas(&db).await;
        let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let next = async |ctx: &Ctx| list_portion(ctx, &db, (&etat.france, &[].into()), false).await.unwrap();
        let first = next(&ctx).await;
        let wanted: Vec<Reference> = first.candidats.iter().map(|one| one.reference.clone()).collect();
        assert_eq!((first.total, wanted.len()), (14, 10));
        assert_eq!(wanted, (5..=14).map(ps).collect::<Vec<_>>());
        ask(&db, &ctx, &wanted, false).await;
        let second: Vec<Reference> = next(&ctx).await.candidats.into_iter().map(|one| one.reference).collect();
        assert_eq!(second, (1..=4).map(ps).collect::<Vec<_>>());
    }

    async fn a_fresh_entry_is_not_due_and_an_old_one_is(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let fiche = anne(&db, &ctx).await;
        confirm(&ctx, &db, fiche.id, fiche.numero).await.unwrap();
        let due = async |days: i64| {
            let ctx = later(&ctx, days);
            let old = crate::list_portion::limit(ctx.now, 6);
            store::count_a_reconfirmer(&mut db.read(&ctx).await.unwrap(), old).await.unwrap()
        };
        assert_eq!((due(0).await, due(180).await, due(190).await), (0, 0, 1));
    }

    async fn people_of_the_official_file_are_invited_before_anybody_typed_anything(db) {
        let base = cpts(&db, "velay-sud").await;
        let (ctx, atlas) = (office(&base), atlas(&db).await);
        official(&db, &atlas, 20, &[(1, "FICTIF", "", "cabinet@exemple.fr", "43157"), (2, "EXEMPLE", "", "", "43157")]).await;
        let etat = atlas.at(&mut db.read(&ctx).await.unwrap()).await.unwrap();
        let portion = list_portion(&ctx, &db, (&etat.france, &["43157".parse().unwrap()].into()), false).await.unwrap();
        assert_eq!(portion.candidats.iter().map(|one| one.reference.clone()).collect::<Vec<_>>(), [ps(1)]);
        assert!(matches!(ask(&db, &ctx, &[ps(1)], false).await[0], Issue::Envoyee(_)));
        assert!(entry(&db, &ctx, &ps(1)).await.champs.is_empty());
        assert!(letters(&db, &ctx).await[0].texte.contains("Alix Fictif"));
    }

    async fn of_two_confirmations_at_the_office_one_wins(db) {
        let ctx = office(&cpts(&db, "velay-sud").await);
        let fiche = anne(&db, &ctx).await;
        let won = race(6, async || confirm(&ctx, &db, fiche.id, fiche.numero).await).await;
        assert_eq!(won.iter().filter(|one| one.is_ok()).count(), 1);
        assert!(won.iter().all(|one| matches!(one, Ok(()) | Err(WriteError::Changee))), "{won:?}");
        let after = entry(&db, &ctx, &ps(1)).await;
        assert_eq!(after.confirmee.map(|one| one.source), Some(Source::Cpts));
    }
}
