//! The pages of a settled year, and those of whoever only reads.

use super::portes::{BASE, SCHEMA, cpts, link, lu, signed, site};
use super::{TODAY, lois, meet, reunions};
use kernel::Ctx;
use testkit::{Visitor, each_engine};

/// Nine meetings of twenty, and an entered value with its paper, in a year that is settled.
async fn settled(db: &db::Db, ctx: &Ctx) -> (Visitor, String) {
    signed(db, ctx).await;
    let all = Ctx { rights: kernel::Rights::all(), ..ctx.clone() };
    let contrat = contrat::en_cours(&mut db.read(ctx).await.unwrap(), TODAY).await.unwrap().unwrap();
    let count = crate::add_indicateur(&all, db, &lois(), &contrat, reunions()).await.unwrap();
    super::aim_of(db, &all, &contrat, ("parcours", count), crate::Nombre::entier(20)).await;
    meet(db, &all, 9, Some(actes::Genre::Reunion)).await;
    let level = crate::add_indicateur(&all, db, &lois(), &contrat, super::sans_mt()).await.unwrap();
    super::aim_of(db, &all, &contrat, ("acces", level), crate::Nombre::entier(7)).await;
    let paper = pieces::Depot::new("releve.csv", b"indicateur;jour;valeur\n".to_vec());
    let said = super::valeurs::said(super::SIGNED, 7_400);
    crate::note_valeur(&all, db, &contrat, level, said, Some(paper)).await.unwrap();
    let demande =
        crate::Demande { libelle: "Dialogue".into(), definitif: true, cle: "k".into(), a_zero: false };
    crate::freeze_annee(&all, db, &lois(), &contrat, 1, (demande, true)).await.unwrap();
    (site(db, ctx, "coordination").await, format!("{BASE}/indicateurs/{level}"))
}

each_engine! { &SCHEMA;
    async fn a_settled_year_says_what_was_obtained_and_promises_nothing(db) {
        let ctx = cpts(&db).await;
        let (mut visitor, _) = settled(&db, &ctx).await;
        let page = visitor.get(BASE).await.body;
        for words in ["Chiffres arrêtés", "Obtenu en partie", "Manqué", "Part variable obtenue", "11\u{202f}250,00\u{a0}€", "manqués"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let one = visitor.get(&link(&page)).await.body;
        assert!(one.contains("Année arrêtée le"), "{one}");
        for words in ["à gagner", "attendu", "À surveiller", "À faire", "date anniversaire"] {
            assert!(!page.contains(words) && !one.contains(words), "{words}: {page} {one}");
        }
        assert_eq!(visitor.get(&format!("{BASE}/dossier-aci.csv")).await.body.matches("Manqué").count(), 1);
    }

    async fn a_value_after_the_settlement_says_so_and_a_counted_proof_is_not_to_remove(db) {
        let ctx = cpts(&db).await;
        let (mut visitor, one) = settled(&db, &ctx).await;
        let page = visitor.get(&one).await.body;
        assert!(page.contains("comptée par l’année arrêtée") && !page.contains("/preuves/"), "{page}");
        let later = Ctx { now: ctx.now + jiff::SignedDuration::from_secs(60), ..ctx.clone() };
        let mut visitor = site(&db, &later, "coordination").await;
        let done = visitor.post(&format!("{one}/valeurs"), &[("jour", "2026-03-01"), ("valeur", "7,1"), ("source", "CPAM")]).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let page = visitor.get(&one).await.body;
        for words in ["les chiffres arrêtés ne changent pas", "après l’arrêté", "les chiffres arrêtés ne changeront pas"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    async fn whoever_only_reads_is_shown_what_to_see_and_nothing_to_do(db) {
        let ctx = cpts(&db).await;
        signed(&db, &ctx).await;
        let mut visitor = site(&db, &ctx, "coordination").await;
        visitor.post(&format!("{BASE}/catalogue"), &[("code", "acces.pop_sans_mt")]).await;
        assert!(!lu(&mut visitor).await.is_empty());
        let mut reader = site(&db, &ctx, "membre").await;
        let dossier = reader.get(BASE).await.body;
        let one = reader.get(&link(&dossier)).await.body;
        let weights = reader.get(&format!("{BASE}/poids?annee=1")).await.body;
        for page in [&dossier, &one, &weights] {
            for verb in ["Compléter", "Saisir", "Dire ce qui est fait", "Choisir"] {
                assert!(!page.contains(verb), "{verb}: {page}");
            }
        }
        assert!(dossier.contains("Voir les poids") && one.contains("Voir les poids"), "{dossier}");
    }

    async fn a_refusal_stands_beside_its_field_and_names_it(db) {
        let ctx = cpts(&db).await;
        let (mut visitor, one) = settled(&db, &ctx).await;
        let bare = visitor.post(&format!("{one}/valeurs"), &[("source", "CPAM")]).await.body;
        assert!(bare.contains("href=\"#f-valeur\">Valeur\u{a0}: ce champ est obligatoire."), "{bare}");
        let file = visitor.post(&format!("{one}/preuves"), &[("libelle", "Rien")]).await.body;
        assert!(file.contains("href=\"#f-preuve\"") && file.contains("id=\"f-preuve-erreur\""), "{file}");
        let year = visitor.post(&format!("{BASE}/gels"), &[("annee", "1"), ("libelle", "Encore"), ("cle", "l"), ("definitif", "on"), ("avant_terme", "on")]).await.body;
        assert!(year.contains("id=\"f-annee-erreur\"") && !year.contains("id=\"f-libelle-erreur\""), "{year}");
    }
}
