//! « Données et sources » names every file, its publisher and its licence, loaded or not.

use super::{SCHEMA, demo_site};
use testkit::{Visitor, each_engine};

each_engine! { &SCHEMA;
    async fn the_page_of_sources_names_publishers_and_licences(db) {
        let page = Visitor::new(demo_site(db).await.0).get("/donnees").await;
        assert_eq!(page.status, 200);
        for words in ["Licence Ouverte 2.0", "Agence du numérique en santé", "FINESS", "aucun fichier chargé", "Insee", "Textes"] {
            assert!(page.body.contains(words), "{words}");
        }
    }
}
