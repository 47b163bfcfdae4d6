//! Figures: counted once, before and after requests are erased; masked when they leave.

use super::places::{shows, site};
use super::suivi::{carte_pour, demandes};
use super::*;
use crate::chiffres::Delai;
use db::Db;
use jiff::civil::date;
use testkit::actors::instant;

const ROOM: &str = "/velay/espace/medecin-traitant";

fn at(ctx: &Ctx, day: &str) -> Ctx {
    Ctx { now: instant(&format!("{day}T08:00:00Z")), ..ctx.clone() }
}

async fn counted(ctx: &Ctx, db: &Db, coffre: &Coffre) -> Chiffres {
    let (du, au) = (date(2026, 1, 1), date(2026, 12, 31));
    chiffres(&mut db.read(ctx).await.unwrap(), coffre, du, au).await.unwrap()
}

/// Ten requests on 2 March: six declared after a yes ten days later, one refused and waiting, one moved away, two waiting.
async fn world(ctx: &Ctx, db: &Db) {
    let doctor = medecin(ctx, db, "Claire Roche", 10).await;
    let yes = at(ctx, "2026-03-12");
    for n in 0..10 {
        let one = demandes(ctx, db, &n.to_string(), &["Ana"]).await[0];
        match n {
            0..6 => {
                let card = carte_pour(ctx, db, one, doctor, 1).await;
                answer_carte(&yes, db, card, Avis::Oui, Voie::Bureau).await.unwrap();
                declare_mt(&at(ctx, "2026-03-22"), db, one, Preuve::Medecin, date(2026, 3, 20))
                    .await
                    .unwrap();
            }
            6 => {
                let card = carte_pour(ctx, db, one, doctor, 1).await;
                answer_carte(
                    &yes,
                    db,
                    card,
                    Avis::Non("Je la connais, Mme Chaussegros".to_owned()),
                    Voie::Bureau,
                )
                .await
                .unwrap();
            }
            7 => close(&yes, db, one, Cloture::Demenage, None).await.unwrap(),
            _ => {}
        }
    }
}

each_engine! { SCHEMA;
    async fn a_request_is_counted_once_before_and_after_it_is_erased(db) {
        let (ctx, coffre) = cpts(&db, "velay").await;
        world(&ctx, &db).await;
        let now = at(&ctx, "2026-03-31");
        let seen = counted(&now, &db, &coffre).await;
        assert_eq!((seen.recues, seen.attendent.total, seen.trouves.total, seen.acceptees), (10, 3, 6, 0));
        assert_eq!((seen.attendent.ald, seen.attendent.age_70, seen.trouves.ald, seen.trouves.vises), (3, 3, 6, 6));
        assert_eq!(seen.delai_oui, Delai { combien: 6, mediane: Some(10), p90: Some(10) });
        assert_eq!(seen.delai_declare, Delai { combien: 6, mediane: Some(18), p90: Some(18) });
        assert_eq!((seen.reponses.oui, seen.reponses.non, seen.reponses.sans_reponse), (6, 1, 0));
        let refused: Vec<_> = seen.refus.iter().filter(|(_, many)| *many > 0).collect();
        assert_eq!(refused, [&("Autre raison", 1)], "words of doctors are not shown");
        let closed: Vec<_> = seen.clotures.iter().filter(|(_, many)| *many > 0).collect();
        assert_eq!(closed, [&(Cloture::MtDeclare, 6), &(Cloture::Demenage, 1)]);
        assert_eq!(seen.equite.parts[0].prises, 6);
        assert_eq!((seen.equite.parts[0].offertes, seen.equite.etendue()), (10, Some((60, 60, 60))));
        let later = at(&ctx, "2026-09-01");
        assert_eq!(purge(&later, &db).await.unwrap(), 7);
        let after = counted(&later, &db, &coffre).await;
        assert_eq!((after.recues, after.trouves, &after.clotures), (seen.recues, seen.trouves, &seen.clotures));
        assert_eq!((after.delai_oui, after.delai_declare), (seen.delai_oui, seen.delai_declare));
        let of = |all: &Chiffres| all.origines.iter().map(|one| (one.recues, one.trouves)).collect::<Vec<_>>();
        assert_eq!(of(&after), of(&seen));
    }

    async fn what_leaves_masks_small_groups_and_names_nobody(db) {
        let (ctx, _) = cpts(&db, "velay").await;
        world(&ctx, &db).await;
        let mut desk = site(&db, "2026-03-31T08:00:00Z", &format!("{}~coordination", Uuid::from_u128(1))).await;
        let page = desk.get(&format!("{ROOM}/chiffres")).await;
        shows(&page, 200, &["En attente aujourd’hui", "10 jours au plus", "Autre raison", "Dr Claire Roche", "thème, par exemple «\u{a0}médecin traitant\u{a0}: déclaré\u{a0}»"]);
        let csv = desk.get(&format!("{ROOM}/chiffres.csv?du=2026-03&au=2026-03")).await;
        assert_eq!(csv.status, 200);
        let line = |words: &str| csv.body.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}\n{}", csv.body));
        assert!(line("Reçues sur la période").contains(";10;"));
        assert!(line("En attente à ce jour;Ensemble").contains("masqué"), "three people");
        assert!(line("Demandes closes, par motif\";Médecin traitant déclaré").contains("masqué"), "or else one would be given back");
        for secret in ["Roche", "Chaussegros", "Ana"] {
            assert!(!csv.body.contains(secret) && !page.body.contains("Chaussegros"), "{secret}");
        }
        let sheet = desk.get(&format!("{ROOM}/chiffres.xlsx")).await;
        assert!(sheet.status == 200 && sheet.body.starts_with("PK"));
        shows(&desk.get(&format!("{ROOM}/chiffres?du=2026-03&au=2026-01")).await, 422, &["finit avant de commencer"]);
        for bad in ["?du=mars", "?du=2026-13&au=2026-14", "?au=99999-01"] {
            assert_eq!(desk.get(&format!("{ROOM}/chiffres{bad}")).await.status, 422, "{bad}");
            assert_eq!(desk.get(&format!("{ROOM}/chiffres.csv{bad}")).await.status, 422, "{bad}");
        }
        assert_eq!(site(&db, "2026-03-31T08:00:00Z", "membre").await.get(&format!("{ROOM}/chiffres")).await.status, 403);
    }

    async fn nothing_yet_is_a_page_that_helps(db) {
        let (_ctx, _) = cpts(&db, "velay").await;
        let mut desk = site(&db, "2026-03-31T08:00:00Z", &format!("{}~coordination", Uuid::from_u128(1))).await;
        shows(&desk.get(&format!("{ROOM}/chiffres")).await, 200, &["Aucune demande à mesurer", "Aucune place offerte"]);
        assert_eq!(desk.get(&format!("{ROOM}/chiffres.csv")).await.status, 200);
    }
}
