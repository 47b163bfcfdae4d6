//! Attestations: the same facts once, checked by anybody.

use super::*;
use crate::droits::{VERIFIER, VOIR};
use std::collections::BTreeMap;
use testkit::each_engine;

each_engine! { SCHEMA;
    async fn the_same_facts_give_the_same_attestation_and_anybody_checks_it(db) {
        let ctx = cpts(&db, "velay").await;
        let (id, lea) = (planned(&ctx, &db).await, membre(&ctx, &db, "Léa", "Roux").await);
        let after = at(&ctx, "2026-03-02T20:30:00Z");
        let lines: BTreeMap<_, _> = [(lea, Passage::whole(Comment::Feuille))].into();
        note_presences(&after, &db, id, &lines).await.unwrap();
        let first = attest(&after, &db, lea, 2026).await.unwrap();
        let again = attest(&at(&ctx, "2026-04-02T20:30:00Z"), &db, lea, 2026).await.unwrap();
        assert_eq!(first, again);
        let mut tx = db.read(&after).await.unwrap();
        let one = store::attestations::one(&mut tx, first).await.unwrap().unwrap();
        assert_eq!((one.numero.as_str(), one.faits.minutes()), ("2026-0001", 120));
        let doc = attestation_pdf(&mut tx, &db, first, "https://essai.test").await.unwrap();
        assert!(documents::pdf(&doc).unwrap().starts_with(b"%PDF"));
        let said = format!("{doc:?}").replace("\\u{a0}", "\u{a0}");
        assert!(said.contains("Léa Roux adhère à l’association depuis le 1er\u{a0}janvier 2025 et a pris part, en 2026, jusqu’au 2\u{a0}mars 2026, à 1\u{a0}réunion, soit 2\u{a0}h"), "{said}");
        drop(tx);
        let mut anybody = visitor(&db, DURING, "");
        let page = anybody.get(&format!("/velay/attestations/{}", one.code.to_lowercase())).await;
        for shown in ["Attestation authentique", "L. R.", "1\u{a0}réunion", "2\u{a0}h"] {
            assert!(page.body.contains(shown), "{shown}\n{}", page.body);
        }
        assert!(!page.body.contains("Roux"));
        assert!(anybody.get("/velay/attestations/AAAABBBBCCCC").await.body.contains("Attestation inconnue"));
        withdraw_attestation(&after, &db, first, "Erreur").await.unwrap();
        assert!(anybody.get(&format!("/velay/attestations/{}", one.code)).await.body.contains("Attestation retirée"));
        assert_ne!(attest(&after, &db, lea, 2026).await.unwrap(), first, "a new one may be given");
    }

    async fn an_old_attestation_opens_for_its_owner_and_the_office_only(db) {
        let ctx = cpts(&db, "velay").await;
        let (lea, marc) = (membre(&ctx, &db, "Léa", "Roux").await, membre(&ctx, &db, "Marc", "Blanc").await);
        let (hers, his) = (linked(&ctx, &db, lea, "lea").await, linked(&ctx, &db, marc, "marc").await);
        let first = attest(&ctx, &db, lea, 2026).await.unwrap();
        // Two hundred and fifty more, later: the first one is on the last page.
        let mut tx = db.begin(&ctx).await.unwrap();
        let one = store::attestations::one(&mut tx, first).await.unwrap().unwrap();
        for n in 1..=250 {
            let empreinte = format!("{n}");
            let code = format!("CODE{n}");
            let emise_le = ctx.now + jiff::SignedDuration::from_mins(n / 2);
            let more = Attestation { id: ctx.id(), code, empreinte, emise_le, ..one.clone() };
            store::attestations::add(&mut tx, &more).await.unwrap();
        }
        tx.record(db::Trace::new("essai", "attestations"));
        tx.commit().await.unwrap();
        let path = format!("/velay/espace/reunions/attestations/{first}/attestation.pdf");
        let signed = |who: &Ctx, role: &str| visitor(&db, DURING, &format!("{}~{role}", author(who).unwrap()));
        assert_eq!(signed(&hers, "membre").get(&path).await.status, 200, "hers");
        assert_eq!(signed(&his, "membre").get(&path).await.status, 404, "not his");
        let mut desk = claire(&db, DURING);
        assert_eq!(desk.get(&path).await.status, 200);
        let (mut page, mut seen) = (desk.get("/velay/espace/reunions/attestations").await, std::collections::BTreeSet::new());
        for _ in 0..6 {
            seen.extend(page.body.split("reunions/attestations/").skip(1).filter_map(|text| text.split_once("/attestation.pdf")).map(|(id, _)| id.to_owned()));
            let Some((_, next)) = page.body.split_once("attestations?avant=") else { break };
            page = desk.get(&format!("/velay/espace/reunions/attestations?avant={}", next.split('"').next().unwrap())).await;
        }
        assert_eq!(seen.len(), 251, "each once, the oldest too");
    }

    async fn an_ordinary_year_holds_on_one_page(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let missions = [actes::Mission::Parcours, actes::Mission::Acces, actes::Mission::Fonctionnement];
        for (n, mission) in missions.into_iter().cycle().take(9).enumerate() {
            let debut = date(2026, 1, 5).at(19, 0, 0, 0) + jiff::Span::new().days(i64::try_from(n).unwrap());
            let titre = "Groupe de travail sur l’insuffisance cardiaque".to_owned();
            let nouvelle = Nouvelle { titre, mission, debut, fin: debut + jiff::Span::new().hours(2), ..ce_soir() };
            let id = plan_reunion(&ctx, &db, nouvelle).await.unwrap();
            let lines: BTreeMap<_, _> = [(lea, Passage::whole(Comment::Feuille))].into();
            note_presences(&ctx, &db, id, &lines).await.unwrap();
        }
        let id = attest(&ctx, &db, lea, 2026).await.unwrap();
        let doc = attestation_pdf(&mut db.read(&ctx).await.unwrap(), &db, id, "https://velay-sud.maillage-sante.fr").await.unwrap();
        assert_eq!(documents::pdf_counted(&doc).unwrap().pages, 1);
    }

    async fn one_makes_ones_own_and_the_office_anybodys(db) {
        let ctx = cpts(&db, "velay").await;
        let (lea, marc) = (membre(&ctx, &db, "Léa", "Roux").await, membre(&ctx, &db, "Marc", "Blanc").await);
        let hers = only(&linked(&ctx, &db, lea, "lea").await, &[VOIR, VERIFIER]);
        attest(&hers, &db, lea, 2026).await.unwrap();
        assert!(matches!(attest(&hers, &db, marc, 2026).await, Err(WriteError::Denied(_))));
        assert!(matches!(attest(&ctx, &db, marc, 2031).await, Err(WriteError::Saisie(_))));
    }

    async fn nothing_is_attested_of_a_year_when_one_did_not_belong(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa", "Roux").await;
        let said = attest(&ctx, &db, lea, 2024).await.unwrap_err().to_string();
        assert!(said.contains("n’adhérait pas à l’association en 2024"), "{said}");
        let qui = Qui::Personne { nom: "Blanc".to_owned(), prenom: "Marc".to_owned() };
        let asks = ctx.id();
        adhesions::add_adherent(&ctx, &db, asks, Fiche::new(qui, Mode::Liberal), None).await.unwrap();
        assert!(attest(&ctx, &db, asks, 2026).await.is_err(), "whoever asked is no member yet");
    }
}
