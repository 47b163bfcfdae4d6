use super::{SCHEMA, TODAY, contrat, leader, lois};
use crate::{WriteError, add_from_catalogue, catalogue::catalogue, indicateur::Refus, store};
use testkit::each_engine;

#[test]
fn the_catalogue_of_the_agreement_can_all_be_written() {
    let all = catalogue(&lois(), &contrat(), TODAY).unwrap();
    assert!(all.len() >= 15, "{}", all.len());
    for one in &all {
        assert_eq!(one.texte.check(), Ok(()), "{}", one.texte.code);
        assert!(!one.texte.confirme && !one.texte.numerateur.is_empty(), "{}", one.texte.code);
    }
    assert!(all.iter().any(|one| one.texte.mesure.is_some()));
}

each_engine! { &SCHEMA;
    async fn an_indicator_of_the_catalogue_comes_with_its_words_to_be_checked(db) {
        let ctx = leader();
        let id = add_from_catalogue(&ctx, &db, &lois(), &contrat(), "parcours.reunions").await.unwrap();
        let mut tx = db.read(&ctx).await.unwrap();
        let one = store::indicateurs::indicateur(&mut tx, id).await.unwrap().unwrap();
        assert!(one.texte.mesure.is_some() && !one.texte.confirme);
        let absent = add_from_catalogue(&ctx, &db, &lois(), &contrat(), "rien").await;
        assert!(matches!(absent, Err(WriteError::Indicateur(Refus::HorsCatalogue))), "{absent:?}");
    }
}
