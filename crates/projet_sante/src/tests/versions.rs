use super::*;
use crate::version::Refus;
use documents::Block;
use testkit::{each_engine, race};

each_engine! { SCHEMA;
    async fn a_frozen_version_does_not_change_when_work_goes_on(db) {
        let ctx = cpts(&db, "velay").await;
        besoin(&ctx, &db, "Trouver un médecin traitant").await;
        let numero = frozen(&ctx, &db, "Le diagnostic montre…").await;
        write_section(&ctx, &db, "besoins", 1, "Tout autre chose.").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let (version, content) = kept(&mut tx, numero).await.unwrap().unwrap();
        let part = content.parties.iter().find(|one| one.code == "besoins").unwrap();
        assert_eq!((version.numero, part.texte.as_str()), (1, "Le diagnostic montre…"));
        assert_eq!(version.empreinte, crate::version::empreinte(&content.text().unwrap()));
        let document = document_fige(&mut tx, 1).await.unwrap().unwrap();
        assert!(document.reference.unwrap().starts_with("Version 1, empreinte "));
        let said = document.blocks.iter().any(|one| matches!(one, Block::Paragraph(text) if text.words() == "Le diagnostic montre…"));
        assert!(said);
    }

    async fn nothing_to_say_and_nothing_new_are_not_frozen(db) {
        let ctx = cpts(&db, "velay").await;
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let empty = freeze(&ctx, &db, &atlas, "Envoi").await;
        assert!(matches!(empty, Err(WriteError::Version(Refus::Vide))), "{empty:?}");
        frozen(&ctx, &db, "Des mots.").await;
        let same = freeze(&on(&ctx, date(2026, 5, 4)), &db, &atlas, "Encore").await;
        assert!(matches!(same, Err(WriteError::Version(Refus::Identique(1)))), "{same:?}");
        assert_eq!(frozen(&ctx, &db, "D’autres mots.").await, 2);
    }

    async fn of_two_who_freeze_at_once_one_does(db) {
        let ctx = cpts(&db, "velay").await;
        write_section(&ctx, &db, "besoins", 0, "Des mots.").await.unwrap();
        let atlas = Atlas::load(&db, ctx.now).await.unwrap();
        let done = race(3, || freeze(&ctx, &db, &atlas, "Envoi")).await;
        assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1, "{done:?}");
        assert_eq!(versions(&mut db.read(&ctx).await.unwrap()).await.unwrap().len(), 1);
    }
}
