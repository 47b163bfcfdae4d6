//! Whoever does not work on the projet reads what is agreed upon, and meets no page that refuses them.

use super::site::signed;
use super::*;
use crate::section::Etat;
use testkit::{Visitor, each_engine};

const ICI: &str = "/velay/espace/projet";
const PAGES: [&str; 9] = [
    "",
    "/creation",
    "/sections",
    "/sections/besoins",
    "/actions",
    "/objectifs",
    "/couverture",
    "/versions",
    "/appuis",
];

/// The pages of this room that a page leads to.
async fn links(visitor: &mut Visitor, page: &str) -> BTreeSet<String> {
    let shown = visitor.get(&format!("{ICI}{page}")).await;
    assert_eq!(shown.status, 200, "{page}\n{}", shown.body);
    let links = shown.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with(ICI)).map(str::to_owned).collect()
}

each_engine! { SCHEMA;
    async fn a_reader_reads_a_part_once_it_is_agreed_upon_and_no_comment_of_others(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Brouillon").await.unwrap();
        comment_section(&ctx, &db, "besoins", "Entre nous").await.unwrap();
        let mut usager = signed(&db, TODAY, Uuid::from_u128(7), "usager").await;
        let here = format!("{ICI}/sections/besoins");
        let page = usager.get(&here).await;
        assert!(page.body.contains("pas encore validée") && !page.body.contains("Brouillon"), "{}", page.body);
        mark_section(&ctx, &db, "besoins", 1, Etat::Valide).await.unwrap();
        let said = usager.post(&format!("{here}/commentaires"), &[("texte", "De ma part")]).await;
        assert_eq!(said.status, 303);
        let page = usager.get(&here).await;
        assert!(page.body.contains("Brouillon") && page.body.contains("De ma part"), "{}", page.body);
        assert!(!page.body.contains("Entre nous") && !page.body.contains("/textes"), "{}", page.body);
    }

    async fn a_partner_reads_at_work_the_part_that_they_were_given_and_no_other(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = membre(&ctx, &db, "Zoé", Role::Partenaire).await;
        write_section(&ctx, &db, "besoins", 0, "Brouillon").await.unwrap();
        write_section(&ctx, &db, "gouvernance", 0, "Autre").await.unwrap();
        assign_section(&ctx, &db, "besoins", Some(zoe.uuid())).await.unwrap();
        let mut zoe = signed(&db, TODAY, zoe.uuid(), "partenaire").await;
        assert!(zoe.get(&format!("{ICI}/sections/besoins")).await.body.contains("Brouillon"));
        assert!(!zoe.get(&format!("{ICI}/sections/gouvernance")).await.body.contains("Autre"));
    }

    async fn the_work_the_aids_and_the_files_are_closed_to_readers(db) {
        cpts(&db, "velay").await;
        let mut usager = signed(&db, TODAY, Uuid::from_u128(7), "usager").await;
        for closed in [
            "/dossier", "/statuts", "/statuts/emploi", "/aides", "/projet-de-sante.pdf", "/projet-de-sante.docx",
            "/sections/besoins/textes", "/etapes/emergence", "/etapes/emergence/criteres/contacts",
        ] {
            assert_eq!(usager.get(&format!("{ICI}{closed}")).await.status, 403, "{closed}");
        }
        let mut membre = signed(&db, TODAY, Uuid::from_u128(8), "membre").await;
        assert_eq!(membre.get(&format!("{ICI}/aides")).await.status, 403);
        assert_eq!(membre.post(&format!("{ICI}/pieces"), &[("sujet", "annexe:projet")]).await.status, 403);
    }

    async fn a_referent_reads_the_file_that_was_sent_and_no_note_of_the_cpts(db) {
        let ctx = cpts(&db, "velay").await;
        let version = frozen(&ctx, &db, "Le diagnostic montre…").await;
        let sent = Bordereau { objet: Objet::Projet, version: Some(version), destinataires: "ARS".into(), jour: TODAY, moyen: String::new(), note: "Entre nous".into(), malgre: true };
        let envoi = ctx.id();
        send_dossier(&ctx, &db, envoi, &sent).await.unwrap();
        let asked = note_question(&ctx, &db, envoi, TODAY, ("ARS", "Quel territoire ?")).await.unwrap();
        answer_question(&ctx, &db, asked, TODAY, "48 communes.").await.unwrap();
        note_decision(&ctx, &db, envoi, "validation", TODAY, ("2026-12", "Entre nous aussi")).await.unwrap();
        let mut anne = signed(&db, TODAY, Uuid::from_u128(7), "referent_institution").await;
        for page in ["/dossier".to_owned(), format!("/dossier/{envoi}"), format!("/questions/{asked}")] {
            let shown = anne.get(&format!("{ICI}{page}")).await;
            assert!(shown.status == 200 && shown.body.contains("48 communes"), "{page}\n{}", shown.body);
            assert!(!shown.body.contains("Entre nous") && !shown.body.contains("<textarea"), "{page}\n{}", shown.body);
        }
        assert_eq!(anne.get(&format!("{ICI}/versions/{version}/projet-de-sante.docx")).await.status, 200);
    }

    async fn a_referent_opens_the_files_of_a_part_once_it_is_agreed_upon(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "engagements", 0, "La charte").await.unwrap();
        let charter = pieces::Depot::new("charte.txt", b"Signee".to_vec());
        attach_piece(&ctx, &db, &Sujet::section("engagements"), charter).await.unwrap();
        let mut anne = signed(&db, TODAY, Uuid::from_u128(7), "referent_institution").await;
        let here = format!("{ICI}/sections/engagements");
        assert!(!anne.get(&here).await.body.contains("charte.txt"));
        mark_section(&ctx, &db, "engagements", 1, Etat::Valide).await.unwrap();
        let page = anne.get(&here).await;
        assert!(page.body.contains("charte.txt") && !page.body.contains("Joindre"), "{}", page.body);
        let mut usager = signed(&db, TODAY, Uuid::from_u128(8), "usager").await;
        assert!(!usager.get(&here).await.body.contains("charte.txt"));
    }

    async fn no_page_of_a_reader_leads_to_a_refusal(db) {
        let ctx = cpts(&db, "velay").await;
        let version = frozen(&ctx, &db, "Le diagnostic montre…").await;
        let sent = Bordereau { objet: Objet::Projet, version: Some(version), destinataires: "ARS".into(), jour: TODAY, moyen: String::new(), note: String::new(), malgre: true };
        send_dossier(&ctx, &db, ctx.id(), &sent).await.unwrap();
        let need = besoin(&ctx, &db, "Trouver un médecin").await;
        let goal = write_objectif(&ctx, &db, None, ("Chacun son médecin", ""), BTreeSet::from([need])).await.unwrap();
        write_action(&ctx, &db, &law(), fiche("Placer", Some(goal))).await.unwrap();
        for role in ["usager", "partenaire", "membre", "referent_institution"] {
            let mut reader = signed(&db, TODAY, Uuid::from_u128(7), role).await;
            for page in PAGES {
                for link in links(&mut reader, page).await {
                    assert_ne!(reader.get(&link).await.status, 403, "{role}: {page} leads to {link}");
                }
            }
        }
    }
}
