//! The letters that follow a decision of the bureau; who is found by the start of their name.

use super::*;
use comptes::MessageDemande;
use testkit::each_engine;

/// The letters that wait to leave.
async fn letters(ctx: &Ctx, db: &Db) -> Vec<MessageDemande> {
    let due = db::outbox::due(&mut db.read(ctx).await.unwrap(), 1000).await.unwrap();
    let asked = due.iter().filter(|one| one.nom == "comptes.message_demande");
    asked.map(|one| one.read().unwrap()).collect()
}

/// A request that the office typed.
async fn request(ctx: &Ctx, db: &Db, fiche: Fiche) -> Id<Adherent> {
    let id = ctx.id();
    add_adherent(ctx, db, id, fiche, None).await.unwrap();
    id
}

fn says(letter: &MessageDemande, words: &[&str]) {
    for word in words {
        assert!(letter.texte.contains(word), "{word}\n{}", letter.texte);
    }
}

each_engine! { SCHEMA;
    async fn who_is_accepted_reads_what_comes_next(db) {
        let ctx = cpts(&db, "velay").await;
        rate(&ctx, &db).await;
        charte(&ctx, &db, "2025", date(2025, 1, 1)).await;
        let zoe = request(&ctx, &db, fiche("Zoé Roux")).await;
        assert!(accept_adhesion(&ctx, &db, zoe, TODAY, None).await.unwrap());
        let told = letters(&ctx, &db).await.pop().unwrap();
        assert_eq!((told.vers.to_string().as_str(), told.objet.as_str()), ("zoe.roux@exemple.fr", "Votre adhésion est acceptée\u{a0}: CPTS velay"));
        says(&told, &["l’adhésion de Zoé Roux", "à compter du 2\u{a0}mars 2026", "La cotisation 2026 est de 20,00\u{a0}€", "lire et accepter\u{a0}: Charte des membres", "sans compte ni mot de passe", comptes::LIEN]);
        assert!(told.chemin.unwrap().starts_with("/t/"));
        assert!(matches!(accept_adhesion(&ctx, &db, zoe, TODAY, None).await, Err(WriteError::DejaDecide)));
        assert_eq!(letters(&ctx, &db).await.len(), 1, "decided once, told once");

        let luc = request(&ctx, &db, fiche("Luc Fabre")).await;
        let mut tx = db.begin(&ctx).await.unwrap();
        store::vie::link(&mut tx, luc, Some(Uuid::from_u128(7))).await.unwrap();
        tx.record(db::Trace::new("adhesions.compte_lie", "essai"));
        tx.commit().await.unwrap();
        let college = College { id: ctx.id(), nom: "Établissements".into(), ordre: 1, pour: String::new(), ferme_le: None };
        write_college(&ctx, &db, college.clone()).await.unwrap();
        let tarif = Tarif { id: ctx.id(), annee: 2026, college: Some(college.id), profession: String::new(), cents: 10_000, source: "RI".into() };
        set_tarif(&ctx, &db, tarif).await.unwrap();
        accept_adhesion(&ctx, &db, luc, TODAY, None).await.unwrap();
        let told = letters(&ctx, &db).await.into_iter().find(|one| one.texte.contains("Luc Fabre")).unwrap();
        says(&told, &["dans l’espace de la CPTS", "Reste la cotisation 2026"]);
        assert!(!told.texte.contains('€'), "the college may change the amount");
        assert_eq!(told.chemin.as_deref(), Some("/velay/espace/adhesions/moi"));
    }

    async fn who_is_refused_reads_why_and_nobody_is_told_without_address(db) {
        let ctx = cpts(&db, "velay").await;
        let zoe = request(&ctx, &db, fiche("Zoé Roux")).await;
        assert!(refuse_adhesion(&ctx, &db, zoe, "Hors du territoire").await.unwrap());
        let told = letters(&ctx, &db).await.pop().unwrap();
        says(&told, &["ne l’a pas retenue", "Motif\u{a0}: Hors du territoire", "reçue le 2\u{a0}mars 2026"]);
        assert_eq!(told.chemin.as_deref(), Some("/velay/rejoindre"));
        let luc = request(&ctx, &db, Fiche { courriel: None, ..fiche("Luc Fabre") }).await;
        assert!(!accept_adhesion(&ctx, &db, luc, TODAY, None).await.unwrap());
        assert_eq!(letters(&ctx, &db).await.len(), 1);
        let eve = request(&ctx, &db, Fiche { courriel: None, ..fiche("Ève Abrial") }).await;
        let mut hugo = super::site::signed(&db, 2, "presidence");
        let here = format!("/velay/espace/adhesions/adherents/{eve}");
        assert!(hugo.get(&here).await.body.contains("annoncez la décision vous-même"));
        hugo.post(&format!("{here}/refus"), &[("motif", "Doublon")]).await;
        assert!(hugo.get(&here).await.body.contains("prévenez la personne"));
    }

    async fn a_name_is_found_by_the_start_of_its_words(db) {
        let ctx = cpts(&db, "velay").await;
        let lea = membre(&ctx, &db, "Léa Martin-Roux").await;
        let noe = membre(&ctx, &db, "Noé Rouvière").await;
        leave(&ctx, &db, noe, TODAY, "Retraite").await.unwrap();
        request(&ctx, &db, fiche("Ana Roux")).await;
        let mut tx = db.read(&ctx).await.unwrap();
        for (typed, found) in [
            ("lea rou", vec![lea]), ("ROUX", vec![lea]), ("roux léa", vec![lea]), ("rou", vec![lea, noe]), ("oux", vec![]),
            ("lea dupont", vec![]), ("", vec![]), ("%", vec![]), ("r_u", vec![]), (" - ", vec![]),
        ] {
            let ids: Vec<_> = cherche(&mut tx, typed).await.unwrap().iter().map(|one| one.id).collect();
            assert_eq!(ids, found, "{typed}");
        }
    }

    async fn money_received_of_a_fee_already_paid_is_said_and_not_kept(db) {
        let ctx = cpts(&db, "velay").await;
        rate(&ctx, &db).await;
        membre(&ctx, &db, "Zoé Roux").await;
        let file = "Référence commande;Date;Nom;Prénom;Email;Montant\n11;05/01/2026;Roux;Zoé;zoe.roux@exemple.fr;20\n12;06/01/2026;Roux;Zoé;zoe.roux@exemple.fr;20\n";
        let rapport = import_helloasso(&ctx, &db, file.as_bytes(), Reglages::default()).await.unwrap();
        assert_eq!(rapport.en_mots(), "2\u{a0}lignes\u{a0}: 1\u{a0}à noter, 1\u{a0}écarté.");
        assert!(rapport.lignes[1].raison.contains("déjà payée\u{a0}: ce paiement en plus n’est pas noté"), "{:?}", rapport.lignes);
        let again = import_helloasso(&ctx, &db, file.as_bytes(), Reglages::default()).await.unwrap();
        assert!(!again.writes());
    }

    async fn a_sheet_shows_its_own_history_and_not_that_of_other_rooms(db) {
        let ctx = cpts(&db, "velay").await;
        let id = membre(&ctx, &db, "Zoé Roux").await;
        let mut tx = db.begin(&ctx).await.unwrap();
        store::vie::link(&mut tx, id, None).await.unwrap();
        tx.record(db::Trace::new("indemnites.coordonnees_donnees", objet(id)).detail("FR47 •••• 0189"));
        tx.commit().await.unwrap();
        let page = super::site::signed(&db, 1, "coordination").get(&format!("/velay/espace/adhesions/adherents/{id}")).await;
        assert!(page.body.contains("a ajouté un adhérent") && !page.body.contains("0189"), "{}", page.body);
    }
}
