//! Searching the whole country.

use super::{FRANCE, L, SCHEMA, codes, day, idnps, l, rpps};
use crate::repertoire::Recherche;
use crate::{Etat, Repertoire, Reponse, find};
use db::Db;
use std::sync::{Arc, LazyLock};
use territoire::referentiel::Referentiel;
use testkit::{actors, each_engine};

static SHARED: LazyLock<Arc<Referentiel>> = LazyLock::new(|| Arc::new(Referentiel::embedded().unwrap()));

fn people() -> Vec<L> {
    vec![
        l(1, "FICTIF", "ALIX"),
        l(2, "EXEMPLE", "HÉLÈNE").doctor("SM04").at("43040", "43100", "Brioude"),
        l(3, "EXEMPLE", "HÉLÈNE").at("63113", "63000", "Clermont-Ferrand"),
    ]
}

async fn asked(repertoire: &Repertoire, db: &Db, asked: Recherche<'_>) -> Reponse {
    let mut tx = db.read(&actors::system()).await.unwrap();
    repertoire.search(db, &mut tx, &SHARED, asked).await.unwrap()
}

/// Asks until the index of the editions in force answers.
async fn ready(repertoire: &Repertoire, db: &Db, texte: &str) -> Reponse {
    loop {
        let found = asked(repertoire, db, text(texte)).await;
        if matches!(found.etat, Etat::Pret { a_jour: true, .. }) {
            return found;
        }
        tokio::task::yield_now().await;
    }
}

fn text(texte: &str) -> Recherche<'_> {
    Recherche { texte, pres_de: None, communes: None, limit: 5 }
}

each_engine! { SCHEMA;
    async fn the_index_is_built_behind_and_again_after_an_import(db) {
        let repertoire = Repertoire::new();
        assert_eq!(asked(&repertoire, &db, text("fictif")).await.etat, Etat::Vide);
        day(&db, 20, &people()).await;
        let found = ready(&repertoire, &db, "fictif alix").await;
        assert_eq!(found.etat, Etat::Pret { personnes: 3, a_jour: true });
        assert_eq!(found.trouves[0].professionnel.idnps, idnps(1));
        let mut lines = people();
        lines.push(l(4, "NOUVEAU", "LOU"));
        day(&db, 21, &lines).await;
        // The older index answers until the newer one is there.
        let older = asked(&repertoire, &db, text("fictif alix")).await;
        assert_eq!(older.trouves.iter().filter(|one| one.complet).count(), 1);
        assert_eq!(ready(&repertoire, &db, "nouveau lou").await.trouves[0].professionnel.idnps, idnps(4));
    }

    async fn a_number_is_found_before_any_index(db) {
        day(&db, 20, &people()).await;
        let found = asked(&Repertoire::new(), &db, text(&rpps(2))).await;
        assert_eq!(found.trouves[0].professionnel.nom, "EXEMPLE");
    }

    async fn a_territory_is_searched_alone_and_the_nearest_comes_first(db) {
        day(&db, 20, &people()).await;
        let (ctx, territory) = (actors::system(), codes("43157 43040"));
        let asked = Recherche { communes: Some(&territory), ..text("helene exemple") };
        let here = find(&db, &ctx, &FRANCE, asked).await.unwrap();
        assert_eq!(here.iter().map(|one| one.professionnel.idnps.clone()).collect::<Vec<_>>(), [idnps(2)]);
        for (near, first) in [("63113", 3), ("43157", 2)] {
            let asked = Recherche { pres_de: near.parse().ok(), ..text("helene exemple") };
            let found = find(&db, &ctx, &FRANCE, asked).await.unwrap();
            let whole = found.iter().filter(|one| one.complet).count();
            assert_eq!((whole, &found[0].professionnel.idnps), (2, &idnps(first)));
            assert!(found[0].metres.is_some() && !found[0].pourquoi.is_empty());
        }
    }
}
